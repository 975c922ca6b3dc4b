"""A05, the ten-factor assessment: radar and poor-to-good scale."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from planforge.model.arithmetic import difference
from planforge.model.assessment import FactorRating
from planforge.office.rich import ChartData, Series
from planforge.review.brief import Brief
from planforge.review.catalogue import lower_first
from planforge.review.context_assessment import FactorGroup, FactorLine, FactorsSlide
from planforge.review.notes import frame
from planforge.review.numbers import NOT_APPLICABLE, signed
from planforge.review.titles import cut
from planforge.review.trace import cells_of, ranges_of

ID = "A05"
COUNT = 10
EVIDENCE, SURE = 80, 34
"""Characters of an evidence at most, and how many fit on every page; a longer one stands in the notes too."""


def facts(brief: Brief) -> dict[str, Any]:
    """Raw values of the slide."""
    scores = brief.card.factors
    rated = {r.number: r for r in brief.plan.factors if r.number and r.score is not None}
    before = previous_scores(brief)
    average = scores.average.value if rated else None
    average_before = _previous_average(brief, before)
    lowest = min(rated.values(), key=lambda r: (r.score or 0, r.number or 0)) if rated else None
    groups = [g for g in scores.groups if g.value is not None]
    weakest = min(groups, key=lambda g: g.value or 0.0) if groups else None
    changes = [(r.score or 0) - before[n] for n, r in rated.items() if n in before]
    return {
        **brief.common,
        "total": COUNT,
        "rated": len(rated),
        "good": len(scores.good),
        "poor": len(scores.poor),
        "average": average,
        "average_before": average_before,
        "move": _move(average, average_before, brief.policy["trends.rating"]),
        "lowest": name_of(brief, lowest) if lowest else "",
        "lowest_score": lowest.score if lowest else None,
        "missing": [_numbered_name(brief, n) for n in range(1, COUNT + 1) if n not in rated],
        "has_previous": bool(before),
        "improved": sum(1 for c in changes if c > 0),
        "fell": sum(1 for c in changes if c < 0),
        "group": brief.word(f"A05.group.{weakest.key}") if weakest and f"A05.group.{weakest.key}" in brief.texts.words else "",
        "group_average": weakest.value if weakest else None,
    }


def previous_scores(brief: Brief) -> Mapping[int, int]:
    """Last review's scores by factor number: the previous workbook's, else the sheet's own column."""
    if brief.previous:
        found = {r.number: r.score for r in brief.previous.plan.factors if r.number and r.score is not None}
        if found:
            return found
    return {r.number: r.previous for r in brief.plan.factors if r.number and r.previous is not None}


def _previous_average(brief: Brief, before: Mapping[int, int]) -> float | None:
    """The average of then; None when other factors were rated, because it cannot be compared."""
    if brief.card.factors.previous_average is not None:
        return brief.card.factors.previous_average
    same = set(before) == {rating.number for rating in brief.plan.factors if rating.score is not None}
    return sum(before.values()) / len(before) if before and same else None


def _move(now: float | None, before: float | None, still: float) -> str:
    if now is None or before is None:
        return ""
    difference = round(now, 1) - round(before, 1)
    return "held" if abs(difference) < still else "rose" if difference > 0 else "fell"


def name_of(brief: Brief, rating: FactorRating) -> str:
    """The factor's name: the method's own in the deck's language, unless the workbook renamed it."""
    words = brief.texts.words.get(f"A05.name.{rating.number}")
    if words is None or (rating.factor and rating.factor not in words.values()):
        return rating.factor or str(rating.number)
    return words[brief.main]


def _numbered_name(brief: Brief, number: int) -> str:
    rating = next((r for r in brief.plan.factors if r.number == number), None)
    return lower_first(name_of(brief, rating or FactorRating(number=number)))


def compose(brief: Brief) -> FactorsSlide:
    """The slide."""
    data, before = brief.facts[ID], previous_scores(brief)
    ratings = {r.number: r for r in brief.plan.factors if r.number}
    groups = tuple(
        _group(brief, place, tuple(_line(brief, ratings.get(n) or FactorRating(number=n), before.get(n)) for n in group.factors))
        for place, group in enumerate(brief.policy["factors.groups"])
    )
    lines = [line for group in groups for line in group.factors]
    previous = ranges_of(cells_of(brief.previous.plan.factors, "score")) if brief.previous else ()
    return FactorsSlide(
        slide=frame(
            brief,
            ID,
            data,
            ranges=ranges_of(cells_of(brief.plan.factors, "score", "evidence", "previous")),
            previous=previous if before else (),
            blocks=("factors",),
            empty=not data["rated"],
            sticker=_sticker(brief, data),
            warnings=[
                brief.text("A05.cut", number=r.number, evidence=r.evidence)
                for r in brief.plan.factors
                if r.evidence and len(r.evidence) > SURE
            ],
        ),
        empty=None if data["rated"] else brief.empty(ID, "factors"),
        radar=_radar(brief, lines, before),
        groups=groups,
        this_label=brief.text("A05.this_label", average=data["average"]) if data["rated"] else brief.text("A05.this_label_none"),
        previous_label=brief.text("A05.previous_label", average=data["average_before"]) if before else "",
        has_previous=bool(before),
        good=brief.policy["factors.good"],
        poor=brief.policy["factors.poor"],
        alt=_alt(brief, lines),
    )


def _group(brief: Brief, place: int, lines: tuple[FactorLine, ...]) -> FactorGroup:
    """A group with its mean and how that has moved since the last review."""
    scores, key = brief.card.factors, brief.policy["factors.groups"][place].key
    mean, then = scores.groups[place].value, scores.previous_groups[place]
    change = difference(mean, then)
    still = change is not None and abs(change) < brief.policy["trends.rating"]
    if mean is not None:
        brief.score(ID, group_name(brief, key), brief.numbers.rating(mean), scores.groups[place])
    return FactorGroup(
        name=brief.t(f"A05.group.{key}") if f"A05.group.{key}" in brief.texts.words else group_name(brief, key),
        factors=lines,
        mean=mean,
        previous=then,
        shown=brief.numbers.rating(mean) if mean is not None else NOT_APPLICABLE,
        delta="" if change is None else "=" if still else signed(change, 1),
        delta_tone="muted" if change is None or still else "good" if change > 0 else "bad",
    )


def group_name(brief: Brief, key: str) -> str:
    """The group's name in the main language; a group of the company's own goes by its key."""
    return brief.word_or(f"A05.group.{key}", key.replace("_", " ").capitalize())


def _sticker(brief: Brief, data: dict[str, Any]) -> str:
    if not data["rated"]:
        return brief.word("no_data")
    return brief.text("partial", whole=data["rated"], rows=COUNT) if data["rated"] < COUNT else ""


def _line(brief: Brief, rating: FactorRating, before: int | None) -> FactorLine:
    name = name_of(brief, rating)
    words = brief.texts.words.get(f"A05.name.{rating.number}")
    second = words["zh"] if brief.language == "en+zh" and words and name == words["en"] else ""
    change = rating.score - before if rating.score is not None and before is not None else None
    shown = str(rating.score) if rating.score is not None else brief.word("A05.not_rated")
    brief.trace.add(ID, f"{rating.number} {name}", shown, rating.score, "rating", "", (rating.at("score"),))
    return FactorLine(
        number=rating.number or 0,
        name=name,
        second_name=second,
        score=rating.score,
        previous=before,
        weakest=rating.number in brief.card.factors.weakest,
        delta="" if change is None else "=" if change == 0 else signed(change, 0),
        delta_tone="good" if change and change > 0 else "bad" if change and change < 0 else "muted",
        evidence=cut(rating.evidence or "", EVIDENCE),
    )


def _radar(brief: Brief, lines: list[FactorLine], before: Mapping[int, int]) -> ChartData:
    categories = []
    for line in lines:
        words = brief.texts.words[f"A05.name.{line.number}"]
        short = brief.word(f"A05.short.{line.number}") if line.name in words.values() else cut(line.name, 16)
        categories.append(f"{line.number} {short}")
    this = Series(brief.word("this_review"), tuple(_float(line.score) for line in lines), like="This review")
    if not before:
        return ChartData(tuple(categories), (this,), 0.0, 5.0)
    past = Series(brief.word("previous_review"), tuple(_float(before.get(line.number)) for line in lines), like="Previous review")
    return ChartData(tuple(categories), (past, this), 0.0, 5.0)


def _float(value: int | None) -> float | None:
    return float(value) if value is not None else None


def _alt(brief: Brief, lines: list[FactorLine]) -> str:
    none = brief.word("A05.not_rated")
    return brief.text("A05.alt", parts=", ".join(f"{line.number} {line.name} {line.score or none}" for line in lines))
