"""A scorecard for the terminal: quality with fixes, section statuses, every score with its parts and cells."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from rich.console import Console
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from planforge.model.codes import Status
from planforge.model.scorecard import Part, Quality, Score, Scorecard
from planforge.values import CellRef, covering_ranges

if TYPE_CHECKING:
    from planforge.pipeline import ScoreResult

WIDTH = 110
"""Columns when the output is no terminal."""

_STATUS = {
    Status.ON_TRACK: ("on track", "green"),
    Status.WATCH: ("watch", "yellow"),
    Status.OFF_TRACK: ("off track", "red"),
    Status.NOT_ASSESSED: ("not assessed", "dim"),
}
_SECTIONS = {
    "financials": "Financials",
    "factors": "Ten factors",
    "relationships": "Relationships",
    "competition": "Competition",
    "satisfaction": "Satisfaction",
    "pipeline": "Pipeline",
    "risks": "Risks",
    "actions": "Actions",
}
_BLOCKS = {
    "profile": "profile",
    "strategies": "strategies",
    "value": "value and roadmap",
    "competition": "competition",
    "coverage": "coverage",
    "actions": "actions and support",
}
_GROUPS = {"profile": "Account profile", "pipeline": "Opportunity pipeline", "relationships": "Relationships"}


def show(result: ScoreResult) -> None:
    """Prints the scorecard of a plan to standard output."""
    width = shutil.get_terminal_size((WIDTH, 24)).columns if sys.stdout.isatty() else WIDTH
    out = Console(file=sys.stdout, width=width, highlight=False, markup=False, emoji=False, soft_wrap=False)
    card, money = result.scorecard, " ".join(part for part in (result.plan.cover.currency, result.plan.cover.unit) if part)
    for part in (_quality_panel(result), _fixes(card.quality), _statuses(card), _scores(card, money), _years(card, money)):
        out.print(part)
        out.print()


def _plain(text: object) -> Text:
    """A text as it is, without markup and control characters, so that a cell cannot steer the terminal."""
    return Text("".join(character if character.isprintable() else " " for character in str(text)))


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold", box=None, padding=(0, 2, 0, 0), header_style="dim")
    for column in columns:
        name, _, right = column.partition(">")
        table.add_column(name or right, justify="right" if right and not name else "left", vertical="top")
    return table


def _quality_panel(result: ScoreResult) -> Panel:
    quality = result.scorecard.quality
    text = Text()
    text.append(f"Plan quality {quality.total:.0f} of 100", style="bold")
    for name in ("completeness", "consistency", "evidence", "freshness"):
        text.append(f"   {name} {getattr(quality, name):.1f}")
    text.append(f"\n{quality.complete_share:.0%} of the required cells are filled", style="dim")
    blocks = ", ".join(f"{_BLOCKS[block.key]} {block.share:.0%}" for block in result.scorecard.parts.blocks)
    text.append(f"\nSix blocks filled: {blocks}", style="dim")
    day = result.scorecard.as_of.isoformat() if result.scorecard.as_of else "unknown"
    title = _plain(f"{result.plan.name}  ({result.plan.source.name}, as of {day})")
    return Panel(text, title=title, title_align="left")


def _fixes(quality: Quality) -> Table:
    table = _table("Fixes worth most", ">Points", "Cell", "What and how")
    for loss in quality.fixes:
        what = _plain(loss.message)
        what.append_text(Text.assemble("\n", (str(_plain(loss.hint)), "dim")))
        table.add_row(f"+{loss.points:.1f}", _cells([loss.cell] if loss.cell else []) or loss.code, what)
    if not quality.fixes:
        table.add_row("", "", "Nothing is lost.")
    return table


def _statuses(card: Scorecard) -> Table:
    table = _table("Sections", "Section", "Status", "Why")
    for section, name in _SECTIONS.items():
        found = card.statuses.get(section)
        word, colour = _STATUS[card.status(section)]
        table.add_row(name, Text(word, style=colour), _plain(found.reason if found else ""))
    return table


def _scores(card: Scorecard, money: str) -> Table:
    table = _table("Scores and their parts", "Score", ">Value", ">Weight", "Cells")
    for name, score in _named(card):
        table.add_row(
            Text(name, style="bold"), Text(_shown(score.value, score.unit, money), style="bold"), "", Text(score.formula, style="dim")
        )
        for part in score.parts if score is not card.factors.average else ():
            weight = f"{part.weight:.0%}" if part.weight is not None else ""
            table.add_row(Text.assemble("  ", _plain(part.label)), _part_value(part, score, money), weight, _cells(part.cells))
    for name, text in _position_lines(card):
        table.add_row(Text(name, style="bold"), "", "", _plain(text))
    return table


def _position_lines(card: Scorecard) -> Iterator[tuple[str, str]]:
    position, strength = card.position, card.position.strength
    if strength.ours is not None and strength.rivals:
        rivals = ", ".join(f"{name} {value:.2f}" for name, value in strength.rivals)
        yield "Strength: we and rivals", f"we {strength.ours:.2f}; {rivals}"
    if position.type is not None:
        near = f", close to {position.near.value} ({position.near_axis})" if position.near else ""
        yield "Account type", f"{position.type.value}{near}"


def _named(card: Scorecard) -> Iterator[tuple[str, Score]]:
    """The scores of a card with their names, those that are missing left out."""
    yield "Ten-factor average", card.factors.average
    for group in card.factors.groups:
        yield f"Factors: {_GROUPS.get(group.key, group.key)}", group
    rest: tuple[tuple[str, Score | None], ...] = (
        ("Attractiveness", card.position.attractiveness),
        ("Relative strength", card.position.strength.axis),
        ("Growth a year", card.financials.cagr),
        ("Share of wallet", card.financials.wallet_share),
        ("Growth target", card.pipeline.growth_target),
        ("Weighted pipeline", card.pipeline.weighted),
        ("Growth covered", card.pipeline.coverage),
        ("Share of the largest deal", card.pipeline.top_share),
        ("Key contacts covered", card.relationships.coverage),
        ("Weight led", card.competition.lead_share),
        ("Wants met", card.wants.met),
        ("Actions on time", card.actions.on_time_share),
    )
    yield from ((name, score) for name, score in rest if score is not None)


_YES_NO = ("relationships.coverage", "competition.lead_share", "satisfaction.met", "actions.on_time")


def _part_value(part: Part, score: Score, money: str) -> str:
    if score.key in _YES_NO:
        return "yes" if part.value else "no"
    unit = "money" if score.key.startswith(("pipeline.", "financials.cagr")) else score.unit
    return _shown(part.value, unit, money)


def _shown(value: float | None, unit: str, money: str) -> str:
    if value is None:
        return "n/a"
    if unit == "percent":
        return f"{value:.1%}"
    if unit == "money":
        return f"{value:,.1f} {money}".rstrip()
    return f"{value:.2f}" if unit in ("rating", "ratio") and value != int(value) else f"{value:g}"


def _cells(cells: Iterable[CellRef]) -> Text:
    """The ranges that cover the cells, sheet by sheet; single cells as they are."""
    found = list(cells)
    return _plain(", ".join(str(cell) for cell in found) if len(found) <= 2 else ", ".join(str(r) for r in covering_ranges(found)))


def _years(card: Scorecard, money: str) -> Table:
    table = _table(
        f"Five years ({money})" if money else "Five years", "Year", ">Revenue", ">Growth", ">Plan", ">Net income", ">Margin", "Cells"
    )
    for year in card.financials.years:
        scenario = f" {year.scenario.value}" if year.scenario else ""
        shown = [cell for name in ("revenue", "direct_cost", "indirect_cost", "plan") if (cell := year.cells.get(name))]
        figures = [(year.revenue, ""), (year.growth, "%"), (year.plan, ""), (year.net_income, ""), (year.margin, "%")]
        texts = ["–" if value is None else f"{value:.1%}" if unit else f"{value:,.1f}" for value, unit in figures]
        table.add_row(f"{year.year}{scenario}", *texts, _cells(shown))
    return table
