"""AX9, sales over five years by product line and by region, this year's targets, and the seven questions about the portfolio."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from planforge.model.codes import Status
from planforge.model.scorecard_forecast import NEXT, THIS, YEARS, Agreement, ForecastScores, SalesGroup
from planforge.office.rich import ChartData, Rich, Series, Span, Text
from planforge.office.text import one_line
from planforge.review.brief import Brief
from planforge.review.context_standing import SalesPage, SalesRow, SalesSlides, TargetBar, TargetRow
from planforge.review.financials import column
from planforge.review.notes import frame
from planforge.review.numbers import NOT_APPLICABLE
from planforge.review.portfolio_questions import answers, answers_known, have_page
from planforge.review.status import marked
from planforge.review.takeaway import takeaway
from planforge.review.trace import cells_of, ranges_of

ID = "AX9"
PARTS, KEY_NAME = 6, 180.0
"""Parts of a column, the last of which is all others; points for a part's name in the key."""
CHANGE_NAME = 106.0
"""Points for a part's name beside the bar of its change."""
_LABELLED = 0.15
"""Share of the tallest column from which a part has room for its label."""
_FIELDS = (*YEARS, "target", "actual")
PARTIAL = "*"
"""Behind a sum that lacks the figure of a line."""


def facts(brief: Brief) -> dict[str, Any]:
    """Raw values of the first page, which is by product line."""
    scores, limits = brief.card.forecast, brief.policy
    this = brief.common["this"]
    off = [row for row in scores.agreements if row.agrees is False]
    worst = max(off, key=lambda row: abs(row.difference or 0.0), default=None)
    weighted = brief.card.pipeline.weighted
    return {
        **brief.common,
        **_page_facts(brief, "products", scores.products),
        "lines": len(brief.plan.forecast),
        "complete": scores.complete_lines,
        "known_this": scores.total.known[THIS],
        "known_next": scores.total.known[NEXT],
        "total_this": scores.total.years[THIS],
        "sold": bool(scores.total.lines),
        "year": this if this is not None else brief.word("AX9.this_year"),
        "following": this + 1 if this is not None else brief.word("AX9.next_year"),
        "compared": sum(1 for row in scores.agreements if row.agrees is not None),
        "off": len(off),
        "off_year": worst.year if worst else None,
        "off_by": worst.difference if worst else None,
        "tolerance": limits["forecast.tolerance"],
        "planned_growth": scores.planned_growth,
        "weighted": weighted.value if weighted else None,
        "pipeline_cover": scores.pipeline_cover,
        "target": scores.total.target,
        "actual": scores.total.actual,
        "attainment": scores.total.attainment,
        "projected": scores.total.projected,
        "outlook": scores.total.outlook,
        "aimed": len(scores.aimed),
        "met": len(scores.total.measured),
        "aim_partial": 0 < len(scores.total.measured) < len(scores.aimed),
        "behind": sum(1 for group in scores.aimed if group.outlook is not None and group.outlook < limits["forecast.on_track"]),
        "pace": scores.pace,
        "needed": scores.needed,
        "elapsed": scores.elapsed,
        "on_track": limits["forecast.on_track"],
        "watch": limits["forecast.watch"],
        "asked": 7,
        "known": answers_known(brief),
    }


def _page_facts(brief: Brief, page: str, groups: Sequence[SalesGroup]) -> dict[str, Any]:
    """What a page says of its parts; none is the largest or the fastest while a line lacks the figures that would tell."""
    total = brief.card.forecast.total
    sold = [group for group in groups if group.mix]
    grown = [group for group in sold if group.growth is not None] if total.whole(THIS, NEXT) else []
    fastest = max(grown, key=lambda group: group.growth or 0.0, default=None)
    return {
        "page": page,
        "groups": len(groups),
        "top": _name(brief, page, sold[0].name) if sold else "",
        "top_mix": sold[0].mix if sold else None,
        "top_growth": sold[0].growth if sold and sold[0].whole(THIS, NEXT) else None,
        "fastest": _name(brief, page, fastest.name) if fastest else "",
        "fastest_growth": fastest.growth if fastest else None,
    }


def _name(brief: Brief, page: str, name: str) -> str:
    return name or brief.word("AX9.unnamed" if page == "products" else "AX9.all_regions")


def compose(brief: Brief) -> SalesSlides | None:
    """The slides; None without sales by line and without answers about potential, horizon and orientation."""
    data, scores, found = brief.facts[ID], brief.card.forecast, brief.plan.screening
    if not have_page(brief):
        return None
    pages = _pages(brief, scores)
    data = {**data, "page": "targets"}
    before = len(brief.trace.records)
    _trace_targets(brief, scores)
    rows = brief.plan.forecast
    blocks = (*(("forecast",) if rows else ()), "screening")
    return SalesSlides(
        slide=frame(
            brief,
            ID,
            data,
            ranges=ranges_of(
                cells_of(rows, "target", "actual"),
                cells_of(brief.plan.financials),
                cells_of((found,), "growth_potential", "horizon", "orientation"),
            ),
            blocks=blocks,
            sticker=_sticker(brief, data["met"], data["aimed"]) if data["aim_partial"] else "",
            records=brief.trace.records[before:],
        ),
        unit=brief.numbers.unit_text,
        years=_years(brief),
        pages=pages,
        targets=_targets(brief, scores),
        total=_target(brief, replace(scores.total, name=_total_name(brief, data)), ""),
        bars=tuple(TargetBar(reached=g.attainment, outlook=g.outlook) for g in (*scores.aimed, scores.total)),
        bars_alt=brief.text("AX9.bars_alt", parts=_bars(brief, scores)),
        behind=brief.text("AX9.behind", **data) if scores.elapsed is not None and data["met"] else "",
        known=brief.text("AX9.known", **data),
        no_targets="" if data["aimed"] else brief.word("AX9.no_targets"),
        answers=answers(brief),
        takeaway=takeaway(brief, ID, data),
    )


def _sticker(brief: Brief, whole: int, rows: int) -> str:
    return brief.text("partial", whole=whole, rows=rows)


def _total_name(brief: Brief, data: dict[str, Any]) -> str:
    """What the last row of the targets adds up: all lines with a target, or those of them that have an actual."""
    return brief.text("AX9.total_of", **data) if data["aim_partial"] else str(brief.word("total"))


def _years(brief: Brief) -> tuple[str, ...]:
    """Heads of the five years: with the scenario of the five-year table where it has one."""
    this = brief.common["this"]
    if this is None:
        return tuple(brief.word(f"AX9.{name}") for name in YEARS)
    results = {year.year: year for year in brief.card.financials.years}
    return tuple(column(results[number]) if number in results else str(number) for number in range(this - THIS, this + len(YEARS) - THIS))


# ---------------------------------------------------------------- pages of five years


def _pages(brief: Brief, scores: ForecastScores) -> tuple[SalesPage, ...]:
    """By product line, and by region when there is more than one."""
    if not scores.total.lines:
        return ()
    found = [_page(brief, "products", scores.products)]
    if len(scores.regions) > 1:
        found.append(_page(brief, "regions", scores.regions))
    return tuple(found)


def _page(brief: Brief, page: str, groups: Sequence[SalesGroup]) -> SalesPage:
    data = {**brief.facts[ID], **_page_facts(brief, page, groups)}
    shown = _shown(brief, page, groups)
    before = len(brief.trace.records)
    _trace_years(brief, page, groups)
    rows = [_row(brief, group) for group in shown]
    rows.append(_total(brief))
    if page == "products":
        rows += _comparison(brief, brief.card.forecast.agreements)
    return SalesPage(
        slide=frame(
            brief,
            ID,
            data,
            ranges=ranges_of(cells_of(brief.plan.forecast, *YEARS), cells_of(brief.plan.financials, "revenue")),
            blocks=("forecast",),
            sticker=_sticker(brief, data["complete"], data["lines"]) if data["complete"] < data["lines"] else "",
            records=brief.trace.records[before:],
        ),
        heading=brief.t(f"AX9.by_{page}"),
        label=brief.t(f"AX9.head_{page}"),
        keys=tuple(one_line(str(group.name), KEY_NAME, 10) for group in shown),
        chart=_chart(brief, shown),
        change_heading=brief.label("AX9.change", **data),
        change=_change(brief, shown),
        change_alt=brief.text("AX9.change_alt", parts=_changes(brief, shown)),
        no_change=brief.text("AX9.no_change", **data),
        rows=tuple(rows),
        takeaway=takeaway(brief, ID, data),
        alt=_alt(brief, page),
    )


def _shown(brief: Brief, page: str, groups: Sequence[SalesGroup]) -> list[SalesGroup]:
    """The largest groups under their names; the rest as one when there are more than six."""
    named = [replace(group, name=_name(brief, page, group.name)) for group in groups]
    if len(named) <= PARTS:
        return named
    rest, total = named[PARTS - 1 :], brief.card.forecast.total
    years = tuple(_sum([group.years[number] for group in rest]) for number in range(len(YEARS)))
    other = SalesGroup(
        name=brief.text("AX9.other", count=len(rest)), lines=tuple(line for group in rest for line in group.lines), years=years
    )
    both = other.of_both(THIS, NEXT)
    growth = _share(sum(after for _, after in both), sum(before for before, _ in both))
    other = replace(
        other,
        mix=_share(years[THIS], total.years[THIS]) if total.whole(THIS) else None,
        next_mix=_share(years[NEXT], total.years[NEXT]) if total.whole(NEXT) else None,
        growth=growth - 1 if growth is not None else None,
    )
    return [*named[: PARTS - 1], other]


def _sum(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def _share(part: float | None, whole: float | None) -> float | None:
    return part / whole if part is not None and whole else None


def _row(brief: Brief, group: SalesGroup) -> SalesRow:
    numbers = brief.numbers
    return SalesRow(
        label=group.name,
        years=tuple(_amount(brief, group, place) for place in range(len(YEARS))),
        mix=numbers.percent(group.mix),
        next_mix=numbers.percent(group.next_mix),
        growth=numbers.growth(group.growth) + ("" if group.growth is None or group.whole(THIS, NEXT) else PARTIAL),
    )


def _amount(brief: Brief, group: SalesGroup, place: int) -> str:
    """The sum of a year, marked when a line of the group lacks its figure."""
    return brief.numbers.money(group.years[place]) + (PARTIAL if group.partial(place) else "")


def _total(brief: Brief) -> SalesRow:
    row = _row(brief, brief.card.forecast.total)
    return replace(row, label=_bold(brief.word("total")), years=tuple(_bold(str(year)) for year in row.years))


def _bold(text: str) -> Rich:
    return Rich((Span(text, bold=True),))


def _comparison(brief: Brief, agreements: Sequence[Agreement]) -> list[SalesRow]:
    """By how much the sales by line differ from the revenue of the five-year table."""
    if not any(row.financials is not None for row in agreements):
        return []
    years = tuple(_difference(brief, row) for row in agreements)
    return [SalesRow(label=brief.t("AX9.difference"), years=years, mix=NOT_APPLICABLE, next_mix=NOT_APPLICABLE, growth=NOT_APPLICABLE)]


def _difference(brief: Brief, row: Agreement) -> Text:
    shown = brief.numbers.money_signed(row.difference)
    return Rich((Span(shown, tone="bad", bold=True),)) if row.agrees is False else shown


def _chart(brief: Brief, groups: Sequence[SalesGroup]) -> ChartData:
    """Columns stacked from the largest part upwards, with the totals of a hidden line on top."""
    whole = brief.card.forecast.total
    totals = whole.years
    tallest = max((value for value in totals if value is not None), default=0.0)
    money = brief.numbers.money

    def labels(values: Sequence[float | None]) -> tuple[str, ...]:
        return tuple(money(value) if value is not None and tallest > 0 and value / tallest >= _LABELLED else "" for value in values)

    parts = [Series(group.name, group.years, like=f"Part {number}", labels=labels(group.years)) for number, group in enumerate(groups, 1)]
    shown = tuple(_amount(brief, whole, place) if value is not None else "" for place, value in enumerate(totals))
    total = Series(brief.word("total"), totals, like="Total", labels=shown)
    return ChartData(_years(brief), (*parts, total), 0.0, round(tallest * 1.15, 4) or 1.0)


def _change(brief: Brief, groups: Sequence[SalesGroup]) -> ChartData | None:
    """What each part adds to next year, or takes from it, in the order of the table."""
    values = tuple(group.change for group in groups)
    known = [value for value in values if value is not None]
    if not any(known):
        return None
    bars = Series(
        brief.word("AX9.change_bar"),
        values,
        like="Change",
        styles=tuple("down" if value is not None and value < 0 else "up" for value in values),
        labels=tuple(brief.numbers.money_signed(value) if value is not None else "" for value in values),
    )
    names = tuple(one_line(str(group.name), CHANGE_NAME, 10) for group in groups)
    # Figures stand beyond the ends of the bars.
    most, least = max(0.0, *known), min(0.0, *known)
    room = (most - least) * 0.25
    return ChartData(names, (bars,), round(least - room, 4) if least < 0 else 0.0, round(most + room, 4))


def _changes(brief: Brief, groups: Sequence[SalesGroup]) -> str:
    signed = brief.numbers.money_signed
    return "; ".join(f"{group.name} {signed(value)}" for group in groups if (value := group.change) is not None)


def _alt(brief: Brief, page: str) -> str:
    money = brief.numbers.money
    years = ", ".join(f"{year} {money(value)}" for year, value in zip(_years(brief), brief.card.forecast.total.years, strict=True))
    return brief.text(f"AX9.alt_{page}", parts=years)


# ---------------------------------------------------------------- targets


def _bars(brief: Brief, scores: ForecastScores) -> str:
    """What the bars beside the targets show, in words; the total alone, as the table has every row."""
    percent = brief.numbers.percent
    return brief.text("AX9.bars_total", reached=percent(scores.total.attainment), outlook=percent(scores.total.outlook))


def _targets(brief: Brief, scores: ForecastScores) -> tuple[TargetRow, ...]:
    """Lines with a target in the order of the sheet."""
    return tuple(_target(brief, group, group.lines[0].region or NOT_APPLICABLE) for group in scores.aimed)


def _target(brief: Brief, group: SalesGroup, region: str) -> TargetRow:
    numbers, limits, outlook = brief.numbers, brief.policy, group.outlook
    status = Status.NOT_ASSESSED
    if outlook is not None:
        status = (
            Status.ON_TRACK
            if outlook >= limits["forecast.on_track"]
            else Status.WATCH
            if outlook >= limits["forecast.watch"]
            else Status.OFF_TRACK
        )
    word = brief.word(f"rag.{status.value}")
    if outlook is not None:
        word = brief.text("AX9.status", word=word, outlook=outlook)
    return TargetRow(
        line=group.name or brief.word("AX9.unnamed"),
        region=region or NOT_APPLICABLE,
        target=numbers.money(group.target),
        actual=numbers.money(group.actual),
        attainment=numbers.percent(group.attainment),
        projected=numbers.money(group.projected),
        status=marked(status, word, brief.chinese),
    )


# ---------------------------------------------------------------- trace


def _trace_years(brief: Brief, page: str, groups: Sequence[SalesGroup]) -> None:
    rule = brief.word("AX9.sum_rule")
    for group in (*groups, brief.card.forecast.total):
        name = _name(brief, page, group.name) if group.name or group is not brief.card.forecast.total else brief.word("total")
        for head, field, value in zip(_years(brief), YEARS, group.years, strict=True):
            brief.trace.add(ID, f"{head} {name}", brief.numbers.money(value), value, "money", rule, cells_of(group.lines, field))


def _trace_targets(brief: Brief, scores: ForecastScores) -> None:
    trace, numbers, total = brief.trace, brief.numbers, scores.total
    for key, shown, value, unit, fields in (
        ("target", numbers.money(total.target), total.target, "money", ("target",)),
        ("actual", numbers.money(total.actual), total.actual, "money", ("actual",)),
        ("attainment", numbers.percent(total.attainment), total.attainment, "percent", ("target", "actual")),
        ("projected", numbers.money(total.projected), total.projected, "money", ("actual",)),
        ("outlook", numbers.percent(total.outlook), total.outlook, "percent", ("target", "actual")),
    ):
        trace.add(ID, brief.word(f"AX9.{key}"), shown, value, unit, brief.word(f"AX9.rule.{key}"), cells_of(total.lines, *fields))
