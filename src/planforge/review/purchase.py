"""AX10, the purchase profile: budget and freeze, whitespace by category and unit, what is installed, how the customer buys."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from planforge.model.scorecard_customer import BaseScore
from planforge.office.rich import Rich, Span, Text
from planforge.review.brief import Brief
from planforge.review.context_account import HeatCell
from planforge.review.context_base import Kpi, Lead
from planforge.review.context_customer import InstalledRow, PurchasePage, PurchaseSlides, WhitespaceRow
from planforge.review.notes import frame
from planforge.review.numbers import MINUS, NOT_APPLICABLE, Numbers, figure
from planforge.review.titles import first_words
from planforge.review.trace import cells_of, ranges_of

ID = "AX10"
UNITS, CATEGORIES = 5, 6
"""Columns of the heat map on one page, and rows; further categories are summed in the last row."""
HEADS_WIDTH, HEAD_MARGIN, HEAD_SIZE = 235.0, 7.2, 10.0
"""Points that all unit columns share, the margins of one head, its type size."""
LARGE = 1000
ROOM = 160
"""Characters of a text on how the customer buys that surely have room."""
FREEZE_RULE = "RV210"
"""The rule that finds a budget about to close."""
_FIELDS = ("process", "supplier_strategy", "advantage")


def facts(brief: Brief) -> dict[str, Any]:
    """Raw values of the slide."""
    plan, scores = brief.plan, brief.card.purchase
    widest = scores.widest
    budget, days = plan.purchasing.budget, scores.days_to_freeze
    return {
        **brief.common,
        "n": money(brief),
        "shown": bool(plan.installed_base) or any(getattr(plan.purchasing, name) is not None for name in ("budget", "freeze", *_FIELDS)),
        "budget": budget,
        "freeze": plan.purchasing.freeze,
        "days": days,
        "closing": any(finding.code == FREEZE_RULE for finding in brief.report.findings),
        "whitespace": scores.whitespace,
        "share": scores.share,
        "ours": scores.ours,
        "rivals": scores.rivals,
        "category": (widest.line.category or "") if widest else "",
        "at": (widest.line.unit or "") if widest else "",
        "rival": (widest.line.rival or "") if widest else "",
        "most": widest.whitespace if widest else None,
        "unknown": sum(1 for score in scores.lines if score.whitespace is None),
        "lines": len(scores.lines),
    }


def money(brief: Brief) -> Numbers:
    """How this slide writes money: as the deck does, without decimals from 1,000 on."""
    plan = brief.plan
    amounts = [plan.purchasing.budget, *(value for row in plan.installed_base for value in (row.our_amount, row.rival_amount, row.budget))]
    amounts += [row.amount for row in plan.supplier_spend]
    return replace(brief.numbers, decimals=0) if max((value or 0.0 for value in amounts), default=0.0) >= LARGE else brief.numbers


def compose(brief: Brief) -> PurchaseSlides | None:
    """The slides; None when neither the purchase profile nor the installed base has an entry."""
    data = brief.facts[ID]
    if not data["shown"]:
        return None
    _trace(brief, data)
    units = list(dict.fromkeys(_unit(brief, score) for score in brief.card.purchase.lines))
    groups = [units[start : start + UNITS] for start in range(0, len(units), UNITS)] or [[]]
    pages = tuple(_page(brief, data, group, number, len(groups)) for number, group in enumerate(groups, 1))
    return PurchaseSlides(
        slide=pages[0].slide,
        whitespace_unit=brief.text("AX10.whitespace_unit"),
        installed_unit=brief.text("AX10.installed_unit"),
        kpis=_kpis(brief, data),
        pages=pages,
        installed=tuple(_installed(brief, name, scores) for name, scores in _categories(brief)),
        installed_total=_installed(brief, brief.t("total"), brief.card.purchase.lines),
        shares=(*(_share(scores) for _, scores in _categories(brief)), _share(brief.card.purchase.lines)),
        shares_alt=brief.text("AX10.shares_alt", share=data["share"]),
        profile=tuple(_lead(brief, name) for name in _FIELDS),
    )


def _unit(brief: Brief, score: BaseScore) -> str:
    return score.line.unit or brief.word("AX10.all_units")


def _category(brief: Brief, score: BaseScore) -> str:
    return score.line.category or brief.word("AX10.unnamed")


def _categories(brief: Brief) -> list[tuple[Text, list[BaseScore]]]:
    """Categories with their lines in the order of the sheet; those beyond the last row are one row, `Other (n)`."""
    found: dict[str, list[BaseScore]] = {}
    for score in brief.card.purchase.lines:
        found.setdefault(_category(brief, score), []).append(score)
    rows: list[tuple[Text, list[BaseScore]]] = list(found.items())
    if len(rows) <= CATEGORIES:
        return rows
    rest = [score for _, scores in rows[CATEGORIES - 1 :] for score in scores]
    return [*rows[: CATEGORIES - 1], (brief.text("AX10.others", count=len(rows) - CATEGORIES + 1), rest)]


def _page(brief: Brief, data: dict[str, Any], units: Sequence[str], number: int, pages: int) -> PurchasePage:
    plan = brief.plan
    largest = max((score.whitespace or 0.0 for score in brief.card.purchase.lines), default=0.0)
    return PurchasePage(
        slide=frame(
            brief,
            ID,
            data,
            ranges=ranges_of(cells_of((plan.purchasing,)), cells_of(plan.installed_base), cells_of(plan.wallet, "our_sales")),
            blocks=("purchasing", "installed_base"),
            sticker=brief.partial("installed_base"),
            warnings=[value for name in _FIELDS if (value := getattr(plan.purchasing, name)) and len(value) > ROOM],
            page=(number, pages),
        ),
        units=tuple(_head(unit, HEADS_WIDTH / len(units) - HEAD_MARGIN) for unit in units),
        rows=tuple(_row(brief, name, scores, units, largest) for name, scores in _categories(brief)),
        total=_row(brief, brief.t("total"), brief.card.purchase.lines, units, None),
    )


def _head(unit: str, width: float) -> str:
    """A unit's name on at most two lines that are no wider than its column."""
    return "\n".join(first_words(word, HEAD_SIZE, width, True) for word in unit.split(" ")[:2])


def _row(brief: Brief, name: Text, scores: Sequence[BaseScore], units: Sequence[str], largest: float | None) -> WhitespaceRow:
    """A row of the heat map; without `largest` its cells stay white, as those of the total do."""
    at = [[score for score in scores if _unit(brief, score) == unit] for unit in units]
    return WhitespaceRow(
        category=name,
        cells=tuple(_cell(brief, found, largest) for found in at),
        total=money(brief).money(_sum(score.whitespace for score in scores)),
    )


def _sum(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def _cell(brief: Brief, scores: Sequence[BaseScore], largest: float | None) -> HeatCell:
    if not scores:
        return HeatCell(text=Rich((Span(NOT_APPLICABLE, tone="muted"),)), fill="")
    value = _sum(score.whitespace for score in scores)
    if value is None:
        return HeatCell(text=Rich((Span("?", tone="muted"),)), fill="")
    if not largest or not value:
        return HeatCell(text=money(brief).money(value), fill="")
    level = brief.shade(value / largest)
    text: Text = money(brief).money(value)
    return HeatCell(text=Rich((Span(str(text), tone="white", bold=True),)) if level == "lv4" else text, fill=level)


def _kpis(brief: Brief, data: dict[str, Any]) -> tuple[Kpi, ...]:
    budget = Kpi(figure=money(brief).money(data["budget"]), unit=brief.numbers.unit_text, label=brief.t("AX10.budget"))
    return (
        budget,
        _freeze(brief, data),
        Kpi(figure=brief.numbers.percent(data["share"]), unit="", label=brief.t("AX10.share")),
        Kpi(figure=money(brief).money(data["whitespace"]), unit=brief.numbers.unit_text, label=brief.t("AX10.whitespace_all")),
    )


def _freeze(brief: Brief, data: dict[str, Any]) -> Kpi:
    """How many days are left until the budget closes; a dash while the day is not known."""
    days = data["days"]
    if days is None:
        return Kpi(figure=NOT_APPLICABLE, unit="", label=brief.t("AX10.freeze"))
    shown = figure(abs(days), 0)
    unit = brief.text("AX10.days", count=abs(days))
    label = brief.label("AX10.closes" if days >= 0 else "AX10.closed", day=data["freeze"])
    return Kpi(figure=shown, unit=unit, label=label, tone="bad" if data["closing"] or days < 0 else "title")


def _installed(brief: Brief, name: Text, scores: Sequence[BaseScore]) -> InstalledRow:
    lines = [score.line for score in scores]
    pieces = [_sum(line.our_quantity for line in lines), _sum(line.rival_quantity for line in lines)]
    return InstalledRow(
        category=name,
        pieces=" / ".join(figure(value, 0) for value in pieces),
        ours=money(brief).money(_sum(line.our_amount for line in lines)),
        rivals=money(brief).money(_sum(line.rival_amount for line in lines)),
        share=brief.numbers.percent(_share(scores)),
        rival=_rivals(brief, scores) if scores is not brief.card.purchase.lines else NOT_APPLICABLE,
    )


def _share(scores: Sequence[BaseScore]) -> float | None:
    """Our share by amount of the lines where both amounts are known."""
    both = [score.line for score in scores if score.line.our_amount is not None and score.line.rival_amount is not None]
    ours, rivals = _sum(line.our_amount for line in both), _sum(line.rival_amount for line in both)
    return ours / (ours + rivals) if ours is not None and rivals is not None and ours + rivals > 0 else None


def _rivals(brief: Brief, scores: Sequence[BaseScore]) -> str:
    """The rivals of a category, those with most installed first."""
    ranked = sorted(scores, key=lambda score: -(score.line.rival_amount or 0.0))
    return brief.numbers.both(dict.fromkeys(score.line.rival for score in ranked if score.line.rival)) or NOT_APPLICABLE


def _lead(brief: Brief, name: str) -> Lead:
    return Lead(lead=brief.word(f"AX10.{name}"), text=getattr(brief.plan.purchasing, name) or brief.word("not_filled"))


def _trace(brief: Brief, data: dict[str, Any]) -> None:
    numbers, trace, plan = money(brief), brief.trace, brief.plan
    budget = (plan.purchasing.at("budget"),)
    trace.add(ID, brief.word("AX10.budget"), numbers.money(data["budget"]), data["budget"], "money", "", budget)
    if data["days"] is not None:
        dates = (plan.purchasing.at("freeze"), plan.cover.at("as_of"))
        trace.add(ID, brief.word("AX10.freeze"), str(data["days"]), data["days"], "count", brief.word("AX10.freeze_rule"), dates)
    cells = cells_of(plan.installed_base, "our_amount", "rival_amount")
    trace.add(ID, brief.word("AX10.share"), numbers.percent(data["share"]), data["share"], "percent", brief.word("AX10.share_rule"), cells)
    for score in brief.card.purchase.lines:
        label = f"{brief.word('AX10.whitespace')} {_category(brief, score)} {_unit(brief, score)}"
        rule = f"{numbers.money(score.line.budget)} {MINUS} {numbers.money(score.sales)}"
        trace.add(ID, label, numbers.money(score.whitespace), score.whitespace, "money", rule, (score.line.at("budget"),))
    rule, cells = brief.word("AX10.sum_rule"), cells_of(plan.installed_base, "budget")
    trace.add(ID, brief.word("AX10.whitespace_all"), numbers.money(data["whitespace"]), data["whitespace"], "money", rule, cells)
