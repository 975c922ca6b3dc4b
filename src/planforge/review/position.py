"""A06, the account's place between attractiveness and relative strength."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from planforge.model.assessment import AttractivenessFactor, SuccessFactor
from planforge.model.codes import AccountType
from planforge.office.rich import ChartData, Rich, Series, Span, Text
from planforge.office.text import fits, one_line, width_of
from planforge.review.brief import Brief
from planforge.review.context_assessment import PositionMark, PositionSlide, Quadrant, ScoreRow
from planforge.review.notes import frame
from planforge.review.numbers import NOT_APPLICABLE, figure, signed
from planforge.review.takeaway import labelled
from planforge.review.titles import first_words
from planforge.review.trace import cells_of, ranges_of

ID = "A06"
LINES = {"en": 7, "zh": 7, "en+zh": 6}
"""Lines of a table; heads in two languages take the room of one."""
AXIS = (0.75, 5.25)
OTHERS_SIZE = 0.1
"""Area of the other accounts' bubbles; the account's own is 1."""
TABLE_SIZE, RIVAL_WIDTH, FACTOR_WIDTH, SUCCESS_WIDTH = 10.5, 90.0, 212.0, 158.0
"""Type size of the tables; points of the columns that name the best rival, an attractiveness factor and a success factor."""
LABEL_LINES, LABEL_SIZE, LABEL_WIDTH = 3, 10.5, 62.0
"""A bubble label: lines, size in points, and the width in points that the largest bubble holds."""
_PLACES = {
    AccountType.KEY_DEVELOPMENT: (0, 0, "second"),
    AccountType.KEY: (1, 0, "primary"),
    AccountType.OPPORTUNISTIC: (0, 1, "muted"),
    AccountType.MAINTENANCE: (1, 1, "neutral"),
}


def facts(brief: Brief) -> dict[str, Any]:
    """Raw values of the slide."""
    position = brief.card.position
    strength = position.strength
    a, s = position.attractiveness.value, strength.axis.value
    on_strength = position.near_axis == "strength"
    before_a, before_s, before_type = _previous(brief)
    delta = s - before_s if s is not None and before_s is not None else None
    known = before_type is not None and position.type is not None
    previous_period = brief.previous.plan.cover.period if brief.previous else None
    return {
        **brief.common,
        "attractiveness": a,
        "strength": s,
        "attractive": a is not None and a >= position.attractiveness_cut,
        "type": brief.code("type", position.type) if s is not None else "",
        "note": brief.code("A06.note", position.type),
        "near": brief.code("type", position.near),
        "axis": brief.word("A06.axis_strength" if on_strength else "A06.axis_attractiveness"),
        "axis_value": s if on_strength else a,
        "cut": position.strength_cut if on_strength else position.attractiveness_cut,
        "cut_strength": position.strength_cut,
        "cut_attractiveness": position.attractiveness_cut,
        "previous_type": brief.code("type", before_type),
        "moved": known and before_type is not position.type,
        "unchanged": _unchanged(a, s, before_a, before_s) if known else None,
        "strength_delta": delta if delta is not None and abs(delta) >= brief.policy["trends.rating"] else None,
        "previous_period": previous_period,
        "attractiveness_before": before_a,
        "strength_before": before_s,
        "ours": strength.ours if strength.ours_compared is None else strength.ours_compared,
        "best_rival": strength.best_rival,
        "best_score": strength.best_compared,
        "partial_rivals": [f"{rival.name} {rival.rated}/{rival.factors}" for rival in strength.partial],
    }


def _unchanged(a: float | None, s: float | None, before_a: float | None, before_s: float | None) -> bool:
    return figure(a) == figure(before_a) and figure(s) == figure(before_s)


def _previous(brief: Brief) -> tuple[float | None, float | None, AccountType | None]:
    """Attractiveness, strength and type at the last review: as scored, else from the previous workbook's scorecard."""
    position = brief.card.position
    a, s, kind = position.previous_attractiveness, position.previous_strength, position.previous_type
    if brief.previous:
        before = brief.previous.scorecard.position
        a = before.attractiveness.value if a is None else a
        s = before.strength.axis.value if s is None else s
        kind = before.type if kind is None else kind
    return a, s, kind


def compose(brief: Brief) -> PositionSlide:
    """The slide."""
    data, plan, position = brief.facts[ID], brief.plan, brief.card.position
    a, s = position.attractiveness.value, position.strength.axis.value
    before_a, before_s, _ = _previous(brief)
    brief.score(ID, brief.word("A06.attractiveness_axis"), brief.numbers.rating(a), position.attractiveness)
    brief.score(ID, brief.word("A06.strength_axis"), brief.numbers.rating(s), position.strength.axis)
    attractiveness = sorted(plan.attractiveness, key=lambda f: -(f.weight or 0))
    strength = sorted(plan.strength, key=lambda f: -(f.weight or 0))
    lines, weights = LINES[brief.language], brief.numbers.percents(f.weight for f in attractiveness)
    hidden = [name for name in (*(f.factor for f in attractiveness[lines:]), *(f.factor for f in strength[lines:])) if name]
    previous = (
        ranges_of(cells_of(brief.previous.plan.attractiveness, "score"), cells_of(brief.previous.plan.strength)) if brief.previous else ()
    )
    return PositionSlide(
        slide=frame(
            brief,
            ID,
            data,
            ranges=ranges_of(cells_of(plan.attractiveness, "factor", "weight", "score"), cells_of(plan.strength)),
            previous=previous,
            blocks=("attractiveness", "strength"),
            empty=a is None,
            sticker=_sticker(brief),
            warnings=[brief.text("A06.cut", names=", ".join(hidden))] if hidden else (),
        ),
        empty=None if a is not None else brief.empty(ID, "attractiveness"),
        quadrants=tuple(_quadrant(brief, kind) for kind in _PLACES),
        strength_cut=position.strength_cut,
        attractiveness_cut=position.attractiveness_cut,
        mark=_mark(brief, s, a, before_s, before_a),
        others=tuple(brief.others),
        chart=_chart(brief, s, a),
        attractiveness=_rows([_attractiveness_row(brief, f, w) for f, w in zip(attractiveness, weights, strict=True)], lines, FACTOR_WIDTH),
        strength=_rows([_strength_row(brief, f) for f in strength], lines, SUCCESS_WIDTH),
        attractiveness_unit=_unit(brief, len(attractiveness), lines),
        strength_unit=_unit(brief, len(strength), lines),
        stance=_stance(brief, position.type) if s is not None else "",
        alt=brief.texts.text("A06.alt", brief.language, data) if a is not None else "",
    )


def _sticker(brief: Brief) -> str:
    if not brief.plan.attractiveness:
        return brief.word("no_data")
    return brief.partial("attractiveness") or (brief.partial("strength") if brief.plan.strength else "")


def _quadrant(brief: Brief, kind: AccountType) -> Quadrant:
    column, row, tone = _PLACES[kind]
    return Quadrant(name=brief.code("A06.quadrant", kind), note=brief.code("A06.note", kind), tone=tone, column=column, row=row)


def _rows(rows: list[ScoreRow], lines: int, width: float) -> tuple[ScoreRow, ...]:
    """The rows that so many lines hold; where lines are left, a long label takes two, else it is cut."""
    shown, spare = [], max(0, lines - len(rows))
    for row in rows[:lines]:
        label = row.label
        if not fits(label, TABLE_SIZE, width, 1):
            label, spare = (label, spare - 1) if spare else (one_line(label, width, TABLE_SIZE), 0)
        shown.append(replace(row, label=label))
    return tuple(shown)


def _unit(brief: Brief, count: int, lines: int) -> str:
    return brief.text("A06.some", shown=lines, count=count) if count > lines else ""


def _mark(brief: Brief, s: float | None, a: float | None, before_s: float | None, before_a: float | None) -> PositionMark | None:
    if a is None:
        return None
    known = before_s is not None and before_a is not None
    moved = known and (before_s, before_a) != (s, a)
    data = brief.facts[ID]
    said = "A06.under" if not _unchanged(a, s, before_a, before_s) else "A06.unmoved"
    return PositionMark(
        name=brief.plan.name,
        strength=s,
        attractiveness=a,
        previous_strength=before_s if moved else None,
        previous_attractiveness=before_a if moved else None,
        before=brief.text("A06.before", **data) if moved else "",
        under=brief.text(said, **data) if known else "",
    )


def _chart(brief: Brief, s: float | None, a: float | None) -> ChartData | None:
    """The bubbles on axes a quarter wider than the scale, so that none is cut; None while there is no place."""
    if s is None or a is None:
        return None
    series = [Series(brief.plan.name, (a,), like="account", x=(s,), sizes=(1.0,), labels=(_label(brief.common["account"]),))]
    placed = [mark for mark in brief.others if mark.strength is not None]
    if placed:
        values, x = tuple(mark.attractiveness for mark in placed), tuple(mark.strength or 0.0 for mark in placed)
        series.insert(0, Series(brief.word("A06.others"), values, like="others", x=x, sizes=(OTHERS_SIZE,) * len(placed)))
    return ChartData((), tuple(series), *AXIS)


def _label(name: str) -> str:
    """A name that fits the bubble: a word a line, or four Chinese characters a line; what is too wide is left out."""
    words = name.split(" ") if name.isascii() or " " in name else [name[start : start + 4] for start in range(0, len(name), 4)]
    return "\n".join(word for word in words[:LABEL_LINES] if width_of(word, LABEL_SIZE, True) <= LABEL_WIDTH)


def _stance(brief: Brief, kind: AccountType | None) -> Text:
    """What to do about an account of a type; empty while the type is not known."""
    return labelled(brief, "A06.stance", brief.text(f"A06.stance_text.{kind.value.replace(' ', '-')}")) if kind else ""


def _attractiveness_row(brief: Brief, factor: AttractivenessFactor, weight: str) -> ScoreRow:
    label = factor.factor or NOT_APPLICABLE
    brief.trace.add(ID, label, _score(factor.score), factor.score, "rating", "", (factor.at("score"),))
    change = factor.score - factor.previous if factor.score is not None and factor.previous is not None else None
    return ScoreRow(label=label, cells=(weight, _score(factor.score), _change(change)))


def _score(value: float | None) -> str:
    return figure(value, 0 if value is not None and value == int(value) else 1)


def _change(change: float | None) -> Text:
    if change is None:
        return NOT_APPLICABLE
    text = signed(change, 0 if change == int(change) else 1)
    if text[0] not in "+−":
        return Rich((Span("=", tone="muted"),))
    return Rich((Span(text, tone="good" if change > 0 else "bad", bold=True),))


def _strength_row(brief: Brief, factor: SuccessFactor) -> ScoreRow:
    label = factor.factor or NOT_APPLICABLE
    brief.trace.add(ID, f"{label} {brief.word('we')}", _score(factor.we), factor.we, "rating", "", (factor.at("we"),))
    names = brief.plan.cover.competitors
    rated = [(value, place) for place, value in enumerate(factor.rivals) if value is not None]
    best = max(rated, key=lambda pair: (pair[0], -pair[1])) if rated else None
    if best is None:
        return ScoreRow(label=label, cells=(_score(factor.we), NOT_APPLICABLE, NOT_APPLICABLE))
    behind = factor.we is not None and factor.we < best[0]
    ours: Text = Rich((Span(_score(factor.we), tone="bad" if behind else "", bold=True),))
    rival = names[best[1]] or f"{brief.word('A06.rival')} {best[1] + 1}"
    return ScoreRow(label=label, cells=(ours, _score(best[0]), first_words(rival, TABLE_SIZE, RIVAL_WIDTH)))
