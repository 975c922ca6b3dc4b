"""AX13, how the customer decides: steps and stances, the key person, coach and top officer, groups with a stake."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from planforge.model.codes import Status
from planforge.model.people import BuyingStep, FiveWTwoH, StakeholderGroup
from planforge.model.record import Record
from planforge.model.scorecard_customer import BASES
from planforge.office.rich import Rich, Span, first_language
from planforge.review.brief import Brief
from planforge.review.contact_matrix import name_of, stance
from planforge.review.context_base import ChevronStep
from planforge.review.context_customer import AnswerRow, BuyingSlide, StakeField, StakeMark, StakeRow, StakesSlide, StepRow
from planforge.review.notes import frame
from planforge.review.numbers import NOT_APPLICABLE
from planforge.review.risks import missing
from planforge.review.status import marked
from planforge.review.takeaway import takeaway
from planforge.review.trace import cells_of, ranges_of

ID = "AX13"
NAMES, STRIP = 3, 8
"""Names in a sentence, and steps for which the strip has room."""
_BASE = {field.name for field in fields(Record)}
QUESTIONS = tuple(field.name for field in fields(FiveWTwoH) if field.name not in _BASE)
"""The seven questions: fields of the record, in its order."""
_FIELDS = (("satisfy", 0, 0), ("manage", 1, 0), ("monitor", 0, 1), ("inform", 1, 1))
"""Name, column and row of the grid's fields: power upwards, interest to the right."""


def facts(brief: Brief) -> dict[str, Any]:
    """Raw values of both slides; `part` tells them apart: `process` or `groups`."""
    scores, plan = brief.card.buying, brief.plan
    following = scores.next
    groups = [group for group in plan.stakeholder_groups if group.group]
    return {
        **brief.common,
        "part": "process",
        "steps": len(plan.buying_process),
        "supporters": scores.supporters,
        "neutral": scores.neutral,
        "against": scores.against,
        "open": scores.unknown,
        "next_step": (following.step or "") if following else "",
        "next_due": following.due if following else None,
        "next_decider": name_of(plan.contact(following.decider)) if following and plan.contact(following.decider) else "",
        "coach": bool(scores.coaches),
        "officer": bool(scores.officers),
        "alarms": _alarm_words(brief),
        "bases": len(BASES),
        "missing_bases": [brief.word(f"AX13.base.{base}") for base in scores.missing_bases],
        "based": len(BASES) - len(scores.missing_bases),
        "answered": sum(1 for name in QUESTIONS if getattr(plan.questions_5w2h, name)),
        "groups": len(groups),
        "without": len(scores.missing_groups),
        "without_names": [group.group for group in scores.missing_groups][:NAMES],
        "managed": sum(1 for group in groups if _field_of(brief, group) == "manage"),
        "high": brief.policy["stakeholders.high"],
    }


def _alarm_words(brief: Brief) -> list[str]:
    """What is missing among coach and top officer; nothing while nobody is recorded."""
    scores = brief.card.buying
    if not brief.plan.contacts:
        return []
    found = ((scores.coaches, "AX13.a_coach"), (scores.officers, "AX13.an_officer"))
    return [brief.word(key) for people, key in found if not people]


def compose_process(brief: Brief) -> BuyingSlide | None:
    """The buying process with the key person; None when no step, no basis and no question has an entry."""
    data, plan = brief.facts[ID], brief.plan
    if not (data["steps"] or data["based"] or data["answered"]):
        return None
    _trace(brief, data)
    areas = (cells_of(plan.buying_process), cells_of((plan.key_person,)), cells_of((plan.questions_5w2h,)))
    return BuyingSlide(
        slide=frame(
            brief,
            ID,
            data,
            ranges=ranges_of(*areas, cells_of(plan.contacts, "influence_type", "top_officer")),
            blocks=("buying_process", "key_person", "questions_5w2h"),
            sticker=brief.partial("buying_process"),
            warnings=_long(plan.key_person, BASES) + _long(plan.questions_5w2h, QUESTIONS),
        ),
        counts=brief.texts.text("AX13.counts", brief.language, data),
        strip=_strip(brief),
        strip_alt=_strip_alt(brief),
        steps=tuple(_step(brief, number, step) for number, step in enumerate(plan.buying_process, 1)),
        alarms=_alarms(brief),
        bases=tuple(_answer(brief, f"AX13.base.{name}", getattr(plan.key_person, name)) for name in BASES),
        questions=_seven(brief) if data["answered"] else (),
        takeaway=takeaway(brief, ID, data),
    )


def _long(record: Record, names: Sequence[str]) -> list[str]:
    """Answers that a row may have no room for."""
    return [value for name in names if (value := getattr(record, name)) and len(value) > 90]


def _step(brief: Brief, number: int, step: BuyingStep) -> StepRow:
    contact = brief.plan.contact(step.decider)
    return StepRow(
        number=str(number),
        step=Rich((Span(step.step or NOT_APPLICABLE, bold=True),)),
        decider=name_of(contact) if contact else step.decider or missing(brief, "AX13.nobody"),
        due=brief.numbers.date(step.due),
        stance=stance(brief, step.stance),
        note=step.note or NOT_APPLICABLE,
    )


def _strip(brief: Brief) -> tuple[ChevronStep, ...]:
    """The steps in order, coloured by the stance of who decides them, with glyph and word; none where they would be too narrow."""
    steps = brief.plan.buying_process
    if len(steps) > STRIP:
        return ()
    return tuple(_chevron(brief, number, step) for number, step in enumerate(steps, 1))


def _chevron(brief: Brief, number: int, step: BuyingStep) -> ChevronStep:
    state = "unknown" if step.stance is None else {1: "for", 0: "neutral", -1: "against"}[step.stance.sign]
    shown = marked({"for": Status.ON_TRACK, "against": Status.OFF_TRACK}.get(state, Status.NOT_ASSESSED), "", brief.chinese)
    glyph = shown.spans[0] if step.stance is not None else Span("?", tone="muted")
    word = Span(" " + first_language(brief.t(f"AX13.strip.{state}")))
    return ChevronStep(label=Rich((Span(f"{number} ", bold=True), glyph, word)), state=state, note="")


def _strip_alt(brief: Brief) -> str:
    parts = [
        f"{number} {step.step or NOT_APPLICABLE}: {stance(brief, step.stance)}" for number, step in enumerate(brief.plan.buying_process, 1)
    ]
    return brief.text("AX13.strip_alt", parts="; ".join(parts))


def _alarms(brief: Brief) -> tuple[Rich, ...]:
    """Coach and top officer: their names, or that there is none."""
    scores = brief.card.buying
    lines = []
    for people, key in ((scores.coaches, "coach"), (scores.officers, "officer")):
        names = brief.numbers.both(name_of(contact) for contact in people[:NAMES])
        if people:
            lines.append(marked(Status.ON_TRACK, brief.text(f"AX13.{key}_is", names=names), brief.chinese))
        else:
            lines.append(marked(Status.OFF_TRACK, brief.word(f"AX13.no_{key}"), brief.chinese, True))
    return tuple(lines)


def _seven(brief: Brief) -> tuple[AnswerRow, ...]:
    """The seven questions; left out together while none is answered."""
    return tuple(_answer(brief, f"AX13.question.{name}", getattr(brief.plan.questions_5w2h, name)) for name in QUESTIONS)


def _answer(brief: Brief, label: str, value: str | None) -> AnswerRow:
    return AnswerRow(question=brief.t(label), answer=value or missing(brief, "AX13.missing"))


def compose_groups(brief: Brief) -> StakesSlide | None:
    """The groups with a stake; None when none is recorded."""
    data = {**brief.facts[ID], "part": "groups"}
    groups = [group for group in brief.plan.stakeholder_groups if group.group]
    if not groups:
        return None
    numbered = list(enumerate(groups, 1))
    return StakesSlide(
        slide=frame(
            brief, ID, data, ranges=ranges_of(cells_of(groups)), blocks=("stakeholder_groups",), sticker=brief.partial("stakeholder_groups")
        ),
        fields=tuple(
            StakeField(name=brief.word(f"AX13.field.{name}"), note=brief.word(f"AX13.advice.{name}"), column=column, row=row)
            for name, column, row in _FIELDS
        ),
        cut=data["high"] - 0.5,
        marks=tuple(mark for number, group in numbered if (mark := _mark(brief, number, group))),
        rows=tuple(_group(brief, number, group) for number, group in numbered),
        takeaway=takeaway(brief, ID, data),
        alt=_alt(brief, numbered),
    )


def _field_of(brief: Brief, group: StakeholderGroup) -> str:
    """The field of the grid a group stands in; empty while power or interest is not rated."""
    if group.power is None or group.concern is None:
        return ""
    high = brief.policy["stakeholders.high"]
    place = (int(group.concern >= high), int(group.power < high))
    return next(name for name, column, row in _FIELDS if (column, row) == place)


def _mark(brief: Brief, number: int, group: StakeholderGroup) -> StakeMark | None:
    if group.power is None or group.concern is None:
        return None
    flagged = not group.strategy
    alt = brief.text("AX13.mark_alt", number=number, group=group.group, power=group.power, concern=group.concern, flagged=flagged)
    return StakeMark(number=number, power=group.power, concern=group.concern, flagged=flagged, alt=alt)


def _group(brief: Brief, number: int, group: StakeholderGroup) -> StakeRow:
    field = _field_of(brief, group)
    return StakeRow(
        number=str(number),
        group=Rich((Span(group.group or NOT_APPLICABLE, bold=True),)),
        field=brief.word(f"AX13.field.{field}") if field else brief.word("rag.N"),
        interest=group.interest or NOT_APPLICABLE,
        strategy=group.strategy or missing(brief, "AX13.no_strategy"),
        culture=group.culture or NOT_APPLICABLE,
    )


def _alt(brief: Brief, groups: Sequence[tuple[int, StakeholderGroup]]) -> str:
    parts = [mark.alt for number, group in groups if (mark := _mark(brief, number, group))]
    return brief.text("AX13.grid_alt", parts="; ".join(parts))


def _trace(brief: Brief, data: dict[str, Any]) -> None:
    trace, plan = brief.trace, brief.plan
    cells = cells_of(plan.buying_process, "stance")
    for key in ("supporters", "neutral", "against"):
        trace.add(
            ID, brief.word(f"AX13.{key}"), f"{data[key]} / {data['steps']}", data[key], "count", brief.word("AX13.stance_rule"), cells
        )
    cells = cells_of((plan.key_person,))
    trace.add(ID, brief.word("AX13.key_person"), f"{data['based']} / {data['bases']}", data["based"], "count", "", cells)
    if data["groups"]:
        cells = cells_of(plan.stakeholder_groups, "strategy")
        label, shown = brief.word("AX13.without"), f"{data['without']} / {data['groups']}"
        trace.add(ID, label, shown, data["without"], "count", "", cells)
