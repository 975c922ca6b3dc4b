"""A11, the relationship stage: claimed, wanted, and implied by contacts and function pairs; what brings us there."""

from __future__ import annotations

import math
from typing import Any

from planforge.model.codes import RelationshipStage
from planforge.model.relationship import FunctionPair, StageAction
from planforge.model.stages import StageReading
from planforge.office.rich import Rich, Span, Text
from planforge.review.brief import Brief
from planforge.review.context_value import PairRow, StageActionRow, StageSlide, StageStep
from planforge.review.notes import frame
from planforge.review.numbers import MINUS, NOT_APPLICABLE
from planforge.review.risks import missing
from planforge.review.takeaway import takeaway
from planforge.review.trace import cells_of, ranges_of

ID = "A11"
ACTIONS = 6
"""Main steps shown; the method asks for five."""
_BLOCKS = ("stage", "stage_pairs", "stage_actions")


def facts(brief: Brief) -> dict[str, Any]:
    """Raw values of the slide."""
    plan, read = brief.plan, brief.card.relationships.stage
    now, target, implied = plan.stage.now, plan.stage.target, read.stage
    lacks = _lacks(brief, target)
    measured = [pair for pair in plan.stage_pairs if pair.level is not None and pair.wanted is not None]
    asked = _asked(now, implied)
    cut = brief.policy["stages.implied"][asked] if asked else None
    due = plan.stage.target_date
    found: dict[str, Any] = {
        **brief.common,
        "anything": bool(now or plan.stage_pairs or plan.stage_actions),
        "now": _name(brief, now),
        "target": _name(brief, target),
        "target_date": due,
        "ahead": target.step - now.step if now and target else None,
        "overdue": bool(due and brief.as_of and due < brief.as_of),
        "pairs": len(measured),
        "short": sum(1 for pair in measured if gap_of(pair) > 0),
        "implied": _name(brief, implied),
        "apart": _apart(now, read),
        "level_unknown": read.unknown,
        **lacks,
        "limit": brief.policy["stages.apart"],
        "functions": read.functions,
        "pairs_met": read.pairs_met,
        "pairs_known": read.pairs,
        "connected": max(read.functions, read.pairs_met),
        "open_exchange": read.open_exchange,
        "contacts": read.key,
        "top": read.top,
        "asked": _name(brief, asked),
        "asked_functions": cut.functions if cut else 0,
        "asked_share": cut.open_share if cut else 0.0,
        "asked_top": cut.top if cut else 0,
        "asked_trusted": cut.trusted if cut else 0,
        "actions": len(plan.stage_actions),
        "loose": sum(1 for action in plan.stage_actions if not (action.owner and action.due)),
    }
    clauses = {name: brief.text(f"A11.{name}", **found) for name in ("proof_clause", "asked_clause")}
    needs = [brief.text(f"A11.needs_{name}", **found) for name in ("functions", "open", "top", "trusted") if found[f"lacks_{name}"]]
    if lacks["lacks_open"]:
        # Those high up whom we lack are among those we lack in open exchange.
        needs = [words for words in needs if words != brief.text("A11.needs_top", **found)]
    return {**found, **clauses, "needs": needs}


def _lacks(brief: Brief, target: RelationshipStage | None) -> dict[str, int]:
    """What the contacts lack for the target stage and the stages before it; nothing while no level is known."""
    read, wanted = brief.card.relationships.stage, brief.policy["stages.implied"]
    cuts = [wanted[stage] for stage in RelationshipStage if target and read.stage and stage.step <= target.step]
    asked_open = max((math.ceil(cut.open_share * read.key - 1e-4) for cut in cuts), default=0)
    top = max(0, max((cut.top for cut in cuts), default=0) - read.top)
    return {
        "lacks_functions": max(0, max((cut.functions for cut in cuts), default=0) - max(read.functions, read.pairs_met)),
        "lacks_open": max(0, asked_open - read.open_exchange, top if asked_open > read.open_exchange else 0),
        "lacks_top": top,
        "lacks_trusted": max(0, max((cut.trusted for cut in cuts), default=0) - read.trusted),
    }


def _apart(now: RelationshipStage | None, read: StageReading) -> int | None:
    """Stages by which the claim lies above what the contacts can be at most, or below what they are; None while either is not known."""
    if now is None or read.stage is None or read.at_most is None:
        return None
    return max(0, now.step - read.at_most.step) or min(0, now.step - read.stage.step)


def gap_of(pair: FunctionPair) -> int:
    """Levels between what a pair has and what is wanted; 0 when either is unknown or nothing is missing."""
    return max(0, pair.wanted - pair.level) if pair.wanted is not None and pair.level is not None else 0


def _asked(now: RelationshipStage | None, implied: RelationshipStage | None) -> RelationshipStage | None:
    """The stage whose cuts are told: the claimed one when the contacts do not reach it, else the next one they would have to reach."""
    if implied is None:
        return None
    if now and now.step > implied.step:
        return now
    stages = list(RelationshipStage)
    return stages[implied.step] if implied.step < len(stages) else None


def _name(brief: Brief, stage: RelationshipStage | None) -> str:
    return brief.word(f"A11.stage.{stage.value}") if stage else ""


def compose(brief: Brief) -> StageSlide:
    """The slide."""
    data, plan = brief.facts[ID], brief.plan
    empty = not data["anything"]
    _trace(brief)
    hidden = [action.action or NOT_APPLICABLE for action in plan.stage_actions[ACTIONS:]]
    key = [c.contact for c in brief.card.relationships.contacts if c.contact.buying_role]
    return StageSlide(
        slide=frame(
            brief,
            ID,
            data,
            ranges=ranges_of(
                cells_of([plan.stage]), cells_of(plan.stage_pairs), cells_of(plan.stage_actions), cells_of(key, "buying_role", "level")
            ),
            blocks=_BLOCKS,
            empty=empty,
            sticker=brief.word("no_data") if empty else brief.partial("stage_pairs"),
            warnings=[brief.text("A11.hidden", names="; ".join(hidden))] if hidden else (),
        ),
        empty=brief.empty(ID, "stage") if empty else None,
        steps=() if empty else tuple(_step(brief, stage) for stage in RelationshipStage),
        shows=_shows(brief),
        evidence=_evidence(brief),
        patterns_alt=brief.text("A11.patterns_alt", **data),
        pairs=tuple(_pair(brief, pair) for pair in sorted(plan.stage_pairs, key=lambda pair: -gap_of(pair))),
        pairs_unit=brief.text("A11.pairs_unit", **data) if data["pairs"] else "",
        actions=tuple(_action(brief, action) for action in plan.stage_actions[:ACTIONS]),
        actions_unit=brief.text("A11.actions_unit", shown=ACTIONS, **data) if hidden else "",
        takeaway=takeaway(brief, ID, data),
        alt=_alt(brief),
    )


def _step(brief: Brief, stage: RelationshipStage) -> StageStep:
    label = brief.t(f"A11.stage.{stage.value}")
    if not isinstance(label, Rich):
        label = Rich((Span(label), Span("\n" + brief.word(f"A11.meaning.{stage.value}"), bold=False, points=-2)))
    return StageStep(label=label, state=_state(brief, stage), note=_note(brief, stage))


def _state(brief: Brief, stage: RelationshipStage) -> str:
    claim = brief.plan.stage
    if claim.now is None:
        return "target" if stage is claim.target else "plain"
    if stage is claim.now:
        return "now"
    if stage.step < claim.now.step:
        return "passed"
    if claim.target and stage.step <= claim.target.step:
        return "target" if stage is claim.target else "between"
    return "plain"


def _note(brief: Brief, stage: RelationshipStage) -> str:
    claim, implied = brief.plan.stage, brief.card.relationships.stage.stage
    if stage is claim.target and stage is implied and stage is not claim.now:
        return brief.text("A11.target_reached", due=claim.target_date)
    words = []
    if stage is claim.now:
        words.append(brief.word("A11.now"))
    if stage is claim.target:
        words.append(brief.text("A11.target_note", due=claim.target_date))
    if stage is implied:
        words.append(brief.word("A11.implied_now" if stage is claim.now else "A11.implied"))
    return ("；" if brief.chinese else ", ").join(words)


def _shows(brief: Brief) -> Text:
    data = brief.facts[ID]
    if not data["implied"]:
        return ""
    lead = Span(brief.word("A11.shows") + ("" if brief.chinese else " "), bold=True, tone="title")
    return Rich((lead, Span(brief.text("A11.reading", **data))))


def _evidence(brief: Brief) -> Text:
    """What the claimed stage rests on."""
    claim = brief.plan.stage
    if not claim.now and not claim.evidence:
        return ""
    lead = Span(brief.word("A11.evidence") + ("" if brief.chinese else " "), bold=True, tone="title")
    said = Span(claim.evidence) if claim.evidence else Span(brief.word("A11.no_evidence"), bold=True, tone="bad")
    return Rich((lead, said))


def _pair(brief: Brief, pair: FunctionPair) -> PairRow:
    gap = gap_of(pair)
    shown: Text = NOT_APPLICABLE
    if gap:
        shown = Rich((Span(f"{MINUS}{gap}", tone="bad", bold=True),))
    return PairRow(
        ours=pair.ours or NOT_APPLICABLE,
        theirs=pair.theirs or NOT_APPLICABLE,
        level=_level(brief, pair.level),
        fill=f"lv{pair.level}" if pair.level else "",
        wanted=_level(brief, pair.wanted),
        gap=shown,
    )


def _level(brief: Brief, level: int | None) -> Text:
    if level is None:
        return Rich((Span("?", tone="muted"),))
    words = brief.policy[f"levels.{brief.main}"]
    return f"{level} {words[level]}" if level < len(words) else str(level)


def _action(brief: Brief, action: StageAction) -> StageActionRow:
    return StageActionRow(
        action=action.action or NOT_APPLICABLE,
        owner=brief.short_name(action.owner) or missing(brief, "no_owner"),
        due=brief.numbers.date(action.due) if action.due else missing(brief, "no_date"),
    )


def _trace(brief: Brief) -> None:
    plan, data, trace = brief.plan, brief.facts[ID], brief.trace
    claim = plan.stage
    for name, stage in (("now", claim.now), ("target", claim.target)):
        if stage:
            trace.add(ID, brief.word(f"A11.trace.{name}"), _name(brief, stage), stage.step, "points", "", (claim.at(name),))
    implied = brief.card.relationships.stage.stage
    if implied:
        cells = (*cells_of(plan.contacts, "buying_role", "level"), *cells_of(plan.coverage, "level"), *cells_of(plan.stage_pairs, "level"))
        trace.add(ID, brief.word("A11.trace.implied"), data["implied"], implied.step, "points", brief.word("A11.rule.implied"), cells)
    if data["pairs"]:
        shown = f"{data['short']} / {data['pairs']}"
        cells = cells_of(plan.stage_pairs, "level", "wanted")
        trace.add(ID, brief.word("A11.trace.short"), shown, data["short"], "count", brief.word("A11.rule.short"), cells)


def _alt(brief: Brief) -> str:
    data = brief.facts[ID]
    return brief.text("A11.alt", **data)
