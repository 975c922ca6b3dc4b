"""AX1, how attractiveness and strength come about: every factor with its weight and ratings."""

from __future__ import annotations

from typing import Any

from planforge.model.arithmetic import difference
from planforge.model.assessment import BuyingCriterion, SuccessFactor
from planforge.model.scorecard import Part
from planforge.office.pptx.drawing import is_cjk
from planforge.office.rich import ChartData, Rich, Series, Span, Text
from planforge.review import competition
from planforge.review.brief import Brief
from planforge.review.context_account import BackupSlide, StrengthRow, WeightRow
from planforge.review.heads import narrow_head
from planforge.review.notes import frame
from planforge.review.numbers import NOT_APPLICABLE, figure, signed
from planforge.review.titles import cut
from planforge.review.trace import cells_of, ranges_of

ID = "AX1"
HEADS_WIDTH, HEADS_CHINESE = 224.0, 234.0
"""Points that all rating columns share; a Chinese name needs no reserve for a word that would break in wider letters."""
PROFILED = 6
"""Success factors below whose table the profile has room."""
_SHORT = 22
"""Characters of a factor's name below the profile."""


def facts(brief: Brief) -> dict[str, Any]:
    """Raw values of the slide."""
    position = brief.card.position
    parts = [p for p in position.attractiveness.parts if p.value is not None]
    top = max(parts, key=_weighted, default=None)
    lowest = max(brief.plan.strength, key=lambda row: _gap(row), default=None)
    strength = position.strength
    return {
        **brief.common,
        "attractiveness": position.attractiveness.value,
        "strength": strength.axis.value,
        "top": top.label if top else "",
        "lowest": (lowest.factor or "") if lowest else "",
        "behind": _gap(lowest) > 0 if lowest else False,
        "ours": strength.ours if strength.ours_compared is None else strength.ours_compared,
        "best_rival": strength.best_rival or "",
        "best_score": strength.best_compared,
        "partial_rivals": [f"{rival.name} {rival.rated}/{rival.factors}" for rival in strength.partial],
        "scale": brief.policy["strength.scale"],
    }


def _weighted(part: Part) -> float:
    return (part.value or 0.0) * (part.weight or 0.0)


def _best(row: SuccessFactor) -> float | None:
    return max((value for value in row.rivals if value is not None), default=None)


def _gap(row: SuccessFactor) -> float:
    """How far we are behind the best rival on a factor, times its weight; below zero when ahead, far below when not rated."""
    best = _best(row)
    return (best - row.we) * (row.weight or 0.0) if best is not None and row.we is not None else -99.0


def compose(brief: Brief) -> BackupSlide:
    """The slide."""
    data, plan, position = brief.facts[ID], brief.plan, brief.card.position
    rivals = [place for place in range(len(plan.cover.competitors)) if any(row.rivals[place] is not None for row in plan.strength)]
    brief.score(ID, brief.word("A06.attractiveness_axis"), brief.numbers.rating(data["attractiveness"]), position.attractiveness)
    brief.score(ID, brief.word("A06.strength_axis"), brief.numbers.rating(data["strength"]), position.strength.axis)
    profile = _profile(brief)
    return BackupSlide(
        slide=frame(
            brief,
            ID,
            data,
            ranges=ranges_of(cells_of(plan.attractiveness), cells_of(plan.strength)),
            blocks=("attractiveness", "strength"),
        ),
        attractiveness=_attractiveness(brief),
        attractiveness_total=_attractiveness_total(brief),
        companies=(brief.word("we"), *(_head(brief, place, len(rivals) + 1) for place in rivals)),
        strength=tuple(_strength(brief, row, part, rivals) for row, part in _ranked_strength(brief)),
        strength_total=_strength_total(brief, rivals),
        profile=profile,
        profile_alt=_profile_alt(brief),
        profile_head=brief.word("AX1.profile"),
        profile_unit=brief.word("AX1.profile_unit"),
        profile_keys=(brief.word("we"), brief.word("AX1.best_rival")),
        more=_more(brief),
    )


def _attractiveness(brief: Brief) -> tuple[WeightRow, ...]:
    rows = zip(brief.plan.attractiveness, brief.card.position.attractiveness.parts, strict=True)
    return tuple(
        WeightRow(
            factor=row.factor or NOT_APPLICABLE,
            weight=brief.numbers.percent(part.weight),
            score=_score(row.score),
            weighted=figure(_weighted(part), 2) if row.score is not None else NOT_APPLICABLE,
            reason=row.reason or Rich((Span(NOT_APPLICABLE, tone="muted"),)),
        )
        for row, part in sorted(rows, key=lambda pair: -_weighted(pair[1]))
    )


def _attractiveness_total(brief: Brief) -> WeightRow | None:
    value = brief.card.position.attractiveness.value
    if value is None:
        return None
    parts = brief.card.position.attractiveness.parts
    scored = sum(p.weight or 0.0 for p in parts if p.value is not None)
    return WeightRow(
        factor=brief.word("A06.attractiveness_axis"),
        weight=brief.numbers.percent(scored),
        score=brief.numbers.rating(value),
        weighted=figure(sum(_weighted(p) for p in parts), 2),
        reason=brief.text("AX1.divided", scored=scored) if scored < 0.995 else NOT_APPLICABLE,
    )


def _score(value: float | None) -> str:
    return figure(value, 0 if value is not None and value == int(value) else 1)


def _ranked_strength(brief: Brief) -> list[tuple[SuccessFactor, Part]]:
    rows = zip(brief.plan.strength, brief.card.position.strength.axis.parts, strict=True)
    return sorted(rows, key=lambda pair: -(pair[1].weight or 0.0))


def _strength(brief: Brief, row: SuccessFactor, part: Part, rivals: list[int]) -> StrengthRow:
    best = _best(row)
    behind = row.we is not None and best is not None and row.we < best
    ours: Text = Rich((Span(_score(row.we), tone="bad" if behind else "", bold=True),))
    theirs = (_rival(row.rivals[place], best) for place in rivals)
    return StrengthRow(
        factor=row.factor or NOT_APPLICABLE,
        weight=brief.numbers.percent(part.weight),
        cells=(ours, *theirs),
        gap=_distance(difference(row.we, best), 0 if _is_whole(row.we) and _is_whole(best) else 1),
    )


def _is_whole(value: float | None) -> bool:
    return value is not None and value == int(value)


def _distance(gap: float | None, digits: int) -> Text:
    """A distance with its sign, red when we are behind."""
    shown = signed(gap, digits)
    return Rich((Span(shown, tone="bad", bold=True),)) if gap is not None and gap < 0 else shown


def _rival(value: float | None, best: float | None) -> Text:
    return Rich((Span(_score(value), bold=True),)) if value is not None and value == best else _score(value)


def _strength_total(brief: Brief, rivals: list[int]) -> StrengthRow | None:
    strength = brief.card.position.strength
    if strength.ours is None and not strength.rivals:
        return None
    names = [brief.plan.cover.competitors[place] or f"Competitor {place + 1}" for place in rivals]
    values = (strength.ours, *(dict(strength.rivals).get(name) for name in names))
    return StrengthRow(
        factor=brief.word("AX1.mean"),
        weight=brief.numbers.percent(1.0),
        cells=tuple(figure(value, 2) for value in values),
        gap=_distance(strength.gap, 2),
    )


def _profile(brief: Brief) -> ChartData | None:
    """Our ratings and the best rival's, in the order of the table."""
    rows = [row for row, _ in _ranked_strength(brief)]
    if not any(row.we is not None and _best(row) is not None for row in rows) or len(rows) > PROFILED or _more(brief):
        return None
    return ChartData(
        tuple(cut(row.factor or NOT_APPLICABLE, _SHORT) for row in rows),
        (
            Series(brief.word("AX1.best_rival"), tuple(_best(row) for row in rows), like="Best rival"),
            Series(brief.word("we"), tuple(row.we for row in rows), like="We"),
        ),
        0.5,
        5.5,
    )


def _profile_alt(brief: Brief) -> str:
    pairs = ((row.factor or NOT_APPLICABLE, _score(row.we), _score(_best(row))) for row, _ in _ranked_strength(brief))
    return brief.text("AX1.profile_alt", parts="; ".join(f"{name} {we} / {best}" for name, we, best in pairs))


def _head(brief: Brief, place: int, count: int) -> str:
    name = brief.plan.cover.competitors[place] or f"{brief.word('A06.rival')} {place + 1}"
    return narrow_head(name, HEADS_CHINESE if is_cjk(name) else HEADS_WIDTH, count)


def _more(brief: Brief) -> str:
    """Buying criteria for which the competitive matrix has no room, with our mark."""
    ranked = sorted(brief.plan.competition, key=lambda row: -(row.weight or 0))[competition.CRITERIA :]
    told = [_criterion(brief, row) for row in ranked if row.criterion]
    return brief.text("AX1.more", criteria="; ".join(told)) if told else ""


def _criterion(brief: Brief, row: BuyingCriterion) -> str:
    return brief.text("AX1.criterion", name=row.criterion, weight=row.weight, we=row.we.value if row.we else "?")
