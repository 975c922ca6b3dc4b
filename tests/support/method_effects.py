"""One cell of a sample changed, and what becomes of it: the proof that a framework works from cell to figure to slide."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any, get_args, get_type_hints

from planforge import pipeline, resources
from planforge.config import Config
from planforge.diagnostics.report import Report
from planforge.model.plan import AccountPlan
from planforge.model.record import Record
from planforge.model.scorecard import Scorecard
from planforge.portfolio import PortfolioContext
from planforge.portfolio.records import AccountRow, SegmentRow
from planforge.review import ReviewContext
from planforge.review.context_base import SlideText
from planforge.rules import run_rules
from planforge.spec.load import load_spec

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
FILE = Path(__file__).resolve().parents[1] / "spec" / "method" / "effects.toml"
SAMPLE, BEFORE, BESIDE = "lanhai-grid_2025Q3", "lanhai-grid_2025Q2", ("haiyue-rail_2025Q3", "orvane-rail_2025Q3")
"""The plan that is changed, its last review, and the plans that are read together with it."""
_NOT_SHOWN = {"notes", "alt", "source"}
"""Of a slide: the speaker notes, the texts for screen readers, and the line with the cells, which may name a figure nobody sees."""


@dataclass(frozen=True, kw_only=True)
class Effect:
    """A change and where it must be seen.

    Attributes:
        row: of the method.
        change: the cell, as block, place of the row when the block is a table, and field; or a whole block.
        to: what is entered instead; an empty text leaves the cell blank.
        figure: where it stands, from `Outcome`: names, places and keys with dots between.
        slides: slides that show it, `portfolio:` and a sheet for the consolidated workbook.
        alone: true when the plan is read without the workbook of the last review.
    """

    row: str
    change: str
    to: Any
    figure: str
    slides: Sequence[str]
    alone: bool = False


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What the program makes of a plan: scores, slides, and its rows among three plans read together."""

    card: Scorecard
    context: ReviewContext
    account: AccountRow
    row: SegmentRow
    portfolio: PortfolioContext


def load_effects() -> tuple[Effect, ...]:
    """The changes of the file, in its order."""
    data = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return tuple(Effect(row=row, **entry) for row, entries in data.items() for entry in entries)


@cache
def sample() -> AccountPlan:
    """The plan as shipped."""
    return pipeline.check_plan(SAMPLES / f"{SAMPLE}.xlsx", Config()).plan


@cache
def _before() -> AccountPlan:
    return pipeline.check_plan(SAMPLES / f"{BEFORE}.xlsx", Config()).plan


@cache
def _beside() -> tuple[pipeline.ScoreResult, ...]:
    return tuple(pipeline.score_plan(SAMPLES / f"{name}.xlsx", Config()) for name in BESIDE)


@cache
def unchanged(alone: bool = False) -> Outcome:
    """What the program makes of the plan as shipped."""
    return outcome(sample(), alone)


def outcome(plan: AccountPlan, alone: bool = False) -> Outcome:
    """What the program makes of a plan of the sample's account."""
    config = Config()
    limits = pipeline.scoring_policy(config).limits
    report = Report.of(plan.source, run_rules(plan, as_of=plan.as_of, policy=config.rules, limits=limits), ())
    scored = pipeline.score_checked(pipeline.CheckResult(plan=plan, report=report), config, previous=None if alone else _before())
    placed = pipeline.place_in_portfolio((scored, *_beside()), config)
    together = pipeline.portfolio_context([pipeline.consolidated_rows(result) for result in placed], config)
    ident, context = sample().cover.account_id, pipeline.review_scored(scored, config).context
    account, row = (next(row for row in rows if row.account_id == ident) for rows in (together.accounts, together.segments))
    return Outcome(card=scored.scorecard, context=context, account=account, row=row, portfolio=together)


def changed(plan: AccountPlan, change: str, to: Any) -> AccountPlan:
    """The plan with another value in one cell, or with a whole block emptied."""
    block, *path = change.split(".")
    if not path:
        return replace(plan, **{block: () if isinstance(getattr(plan, block), tuple) else type(getattr(plan, block))()})
    rows = getattr(plan, block)
    if not isinstance(rows, tuple):
        (name,) = path
        return replace(plan, **{block: _entered(rows, name, to)}, readings=_counted(plan, block, rows, name, to))
    place, name = int(path[0]), path[1]
    after = (*rows[:place], _entered(rows[place], name, to), *rows[place + 1 :])
    return replace(plan, **{block: after}, readings=_counted(plan, block, rows[place], name, to))


def _entered(record: Record, name: str, to: Any) -> Record:
    """The record with a value in a field; a code is written as its text."""
    types = [kind for kind in _leaves(get_type_hints(type(record))[name]) if isinstance(kind, type) and issubclass(kind, Enum)]
    value = None if to == "" else types[0](to) if types else to
    assert value != getattr(record, name), f"{name} is {to!r} already"
    return replace(record, **{name: value})


def _leaves(hint: Any) -> Iterator[Any]:
    yield hint
    for part in get_args(hint):
        yield from _leaves(part)


def _counted(plan: AccountPlan, block: str, record: Record, name: str, to: Any) -> Mapping[str, Any]:
    """How far the sheets are filled, with a required cell less when it is emptied."""
    spec = load_spec(resources.template(pipeline.WORKBOOK_SPEC))
    field = next(f for sheet in spec.sheets for b in sheet.blocks if b.key == block for f in b.fields if f.name == name)
    if not field.required or to != "" or getattr(record, name) is None:
        return plan.readings
    reading = plan.readings[block]
    return {**plan.readings, block: replace(reading, filled=reading.filled - 1)}


def figure_of(found: Outcome, path: str) -> Any:
    """What a path leads to, as plain values."""
    value: Any = found
    for name in path.split("."):
        if isinstance(value, Mapping):
            value = {str(getattr(key, "value", key)): item for key, item in value.items()}.get(name)
        else:
            value = value[int(name)] if isinstance(value, (list, tuple)) else getattr(value, name)
    return _seen(value)


def on_slide(context: ReviewContext, ident: str) -> list[Any]:
    """Everything that the slide of an id shows, as plain values."""
    parts = [getattr(context, entry.name) for entry in fields(context)]
    found = [_seen(part) for part in parts if ident in {slide.id for slide in _slides(part)}]
    assert found, f"the review has no slide {ident}"
    return found


def _slides(value: Any) -> Iterator[SlideText]:
    """The frames of the slides that a part of the context composes."""
    if isinstance(value, SlideText):
        yield value
    elif is_dataclass(value) and not isinstance(value, type):
        for entry in fields(value):
            yield from _slides(getattr(value, entry.name))
    elif isinstance(value, tuple):
        for item in value:
            yield from _slides(item)


def _seen(value: Any) -> Any:
    """A value without what nobody sees on the slide."""
    if is_dataclass(value) and not isinstance(value, type):
        return {entry.name: _seen(getattr(value, entry.name)) for entry in fields(value) if entry.name not in _NOT_SHOWN}
    if isinstance(value, (list, tuple)):
        return [_seen(item) for item in value]
    return {str(key): _seen(item) for key, item in value.items()} if isinstance(value, Mapping) else value
