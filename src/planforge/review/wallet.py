"""A08, how much of the customer's spend we hold, and of what: share by year, main suppliers, product lines by region.

The workbook knows our sales, the customer's spend and the main supplier of a line, but not how much each rival sells. So the columns
show us against all others, and rivals are told by what the customer spends on the lines that they lead.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from planforge.model.account import WalletLine
from planforge.office.rich import ChartData, Rich, Series, Span
from planforge.review.brief import Brief
from planforge.review.context_account import HeatCell, MixPage, MixRow, MixSlides, SupplierRow
from planforge.review.context_base import SlideText
from planforge.review.heads import narrow_head
from planforge.review.notes import frame
from planforge.review.numbers import MINUS, NOT_APPLICABLE
from planforge.review.takeaway import takeaway
from planforge.review.trace import cells_of, ranges_of

ID = "A08"
REGIONS, LINES, SUPPLIERS, YEARS = 6, 8, 4, 3
REGIONS_WIDTH = 268.0
"""Points that all columns of regions share."""
NOTHING = "·"
"""A line that the customer buys in a region, but not from us."""
_LEVELS = ((0.75, "lv4"), (0.5, "lv3"), (0.25, "lv2"), (0.0, "lv1"))
"""Fill of a cell by its sales as a share of the largest cell's."""


def facts(brief: Brief) -> dict[str, Any]:
    """Raw values of the slide."""
    plan = brief.plan
    lines = _lines(brief)
    known = [line for line in plan.wallet if line.our_sales is not None and line.total_spend is not None]
    wallet = sum(line.total_spend or 0.0 for line in known) if known else None
    share = brief.card.financials.wallet_share.value if brief.card.financials.wallet_share else None
    shares = _shares(brief)
    before = shares[-2] if len(shares) > 1 else None
    ranked = sorted(lines, key=lambda name: -_sold(brief, name))
    sales = sum(_sold(brief, name) for name in lines)
    leader = next((row for row in _suppliers(brief) if row[0] in _rivals(brief)), None)
    return {
        **brief.common,
        "shown": bool(plan.wallet) or len(shares) > 1,
        "share": share,
        "wallet": wallet,
        "move": _move(brief, share, before[1] if before else None),
        "before_year": before[0] if before else "",
        "before": before[1] if before else None,
        "leads": share is not None and share > 0.5,
        "leader": leader[0] if leader else "",
        "leader_spend": leader[2] if leader else None,
        "lines": len(lines),
        "unsold": [name for name in lines if _sold(brief, name) == 0],
        "top": ranked[0] if ranked else "",
        "top_share": _sold(brief, ranked[0]) / sales if ranked and sales else None,
        "white": _white_line(brief),
        "white_room": _room(brief, _white_line(brief)),
    }


def _move(brief: Brief, share: float | None, before: float | None) -> str:
    """The change of our share in words: `+3 points`, `unchanged`; empty when it is not known."""
    if share is None or before is None:
        return ""
    change = round(share - before, 3)
    return ("+" if change > 0 else MINUS) + brief.numbers.points(change) if change else brief.word("A08.unchanged")


def _lines(brief: Brief) -> list[str]:
    """The product lines in the order of the sheet."""
    return list(dict.fromkeys(_line(brief, row) for row in brief.plan.wallet))


def _line(brief: Brief, row: WalletLine) -> str:
    return row.product_line or brief.word("A08.unnamed")


def _region(brief: Brief, row: WalletLine) -> str:
    return row.region or brief.word("A08.all")


def _sold(brief: Brief, line: str) -> float:
    return sum(row.our_sales or 0.0 for row in brief.plan.wallet if _line(brief, row) == line)


def _spent(brief: Brief, line: str) -> float | None:
    known = [row.total_spend for row in brief.plan.wallet if _line(brief, row) == line]
    return None if not known or None in known else sum(value or 0.0 for value in known)


def _room(brief: Brief, line: str) -> float | None:
    """What the customer spends on a line with others."""
    spent = _spent(brief, line) if line else None
    return spent - _sold(brief, line) if spent is not None else None


def _white_line(brief: Brief) -> str:
    """The line on which the customer spends most with others; empty when no spend is known."""
    rooms = [(room, name) for name in _lines(brief) if (room := _room(brief, name))]
    return max(rooms, key=lambda pair: pair[0])[1] if rooms else ""


def _shares(brief: Brief) -> list[tuple[str, float]]:
    """Our share of the customer's spend by year, three at most.

    This year's is computed from the wallet where that is known; earlier years are those typed in, else last year's from the wallet.
    """
    found = {year.year: year.our_share for year in brief.plan.customer_years if year.year is not None and year.our_share is not None}
    this = brief.common["this"]
    now = brief.card.financials.wallet_share
    if this is not None:
        before = _share_last_year(brief.plan.wallet)
        if before is not None:
            found.setdefault(this - 1, before)
        if now is not None and now.value is not None:
            found[this] = now.value
    years = sorted(year for year in found if this is None or year <= this)
    return [(str(year), found[year]) for year in years[-YEARS:]]


def _share_last_year(lines: Sequence[WalletLine]) -> float | None:
    known = [line for line in lines if line.previous_sales is not None and line.previous_spend]
    spend = sum(line.previous_spend or 0.0 for line in known)
    return sum(line.previous_sales or 0.0 for line in known) / spend if spend else None


def _us(brief: Brief) -> set[str]:
    """The names by which the workbook calls us."""
    own = {score.supplier for score in brief.plan.satisfaction if score.us and score.supplier}
    return own | ({brief.company} if brief.company else set())


def _rivals(brief: Brief) -> set[str]:
    return {name for name in brief.plan.cover.competitors if name} - _us(brief)


def _suppliers(brief: Brief) -> list[tuple[str, int, float]]:
    """Main suppliers with their lines and what the customer spends on these, largest first."""
    found: dict[str, list[float]] = {}
    for row in brief.plan.wallet:
        if row.main_supplier and row.total_spend is not None:
            found.setdefault(row.main_supplier, []).append(row.total_spend)
    return sorted(((name, len(spends), sum(spends)) for name, spends in found.items()), key=lambda entry: -entry[2])


def compose(brief: Brief) -> MixSlides | None:
    """The slides; None when the workbook has neither a wallet nor two years of our share."""
    data = brief.facts[ID]
    if not data["shown"]:
        return None
    regions = list(dict.fromkeys(_region(brief, row) for row in brief.plan.wallet))
    lines = _lines(brief)
    _trace(brief, data)
    parts = [(columns, rows) for columns in _parts(regions, REGIONS) for rows in _parts(lines, LINES)]
    pages = tuple(_page(brief, data, *part, part[1][-1:] == lines[-1:], (number, len(parts))) for number, part in enumerate(parts, 1))
    shares = _shares(brief)
    return MixSlides(
        slide=_frame(brief, data),
        unit=brief.numbers.unit_text,
        shares=_chart(brief, shares),
        change=brief.texts.text("A08.change", brief.language, data) if data["move"] else "",
        suppliers=tuple(_supplier(brief, *entry) for entry in _suppliers(brief)[:SUPPLIERS]),
        pages=pages,
        takeaway=takeaway(brief, ID, data),
        alt=brief.text("A08.alt", parts="; ".join(f"{year} {brief.numbers.percent(value)}" for year, value in shares)),
    )


def _parts(names: Sequence[str], most: int) -> list[Sequence[str]]:
    return [names[start : start + most] for start in range(0, len(names), most)] or [()]


def _frame(brief: Brief, data: dict[str, Any], page: tuple[int, int] = (1, 1)) -> SlideText:
    plan = brief.plan
    return frame(
        brief,
        ID,
        data,
        ranges=ranges_of(cells_of(plan.wallet), cells_of(plan.customer_years, "year", "our_share")),
        blocks=("wallet", "customer_years"),
        sticker=brief.partial("wallet"),
        page=page,
    )


def _page(brief: Brief, data: dict[str, Any], regions: Sequence[str], lines: Sequence[str], last: bool, page: tuple[int, int]) -> MixPage:
    """One slide of the heat table; the total follows the last product lines."""
    largest = max((row.our_sales or 0.0 for row in brief.plan.wallet), default=0.0)
    return MixPage(
        slide=_frame(brief, data, page),
        regions=tuple(narrow_head(region, REGIONS_WIDTH, len(regions)) for region in regions),
        rows=tuple(_row(brief, line, regions, largest) for line in lines),
        total=_total(brief, regions) if last and lines else None,
    )


def _row(brief: Brief, line: str, regions: Sequence[str], largest: float) -> MixRow:
    rows = [row for row in brief.plan.wallet if _line(brief, row) == line]
    cells = tuple(_cell(brief, [row for row in rows if _region(brief, row) == region], largest) for region in regions)
    return MixRow(line=line, cells=cells, total=brief.numbers.money(_sold(brief, line)), share=_share(brief, rows))


def _cell(brief: Brief, rows: Sequence[WalletLine], largest: float) -> HeatCell:
    if not rows:
        return HeatCell(text=Rich((Span(NOT_APPLICABLE, tone="muted"),)), fill="")
    sold = sum(row.our_sales or 0.0 for row in rows)
    if not sold:
        return HeatCell(text=Rich((Span(NOTHING, bold=True),)), fill="")
    level = next(name for least, name in _LEVELS if sold / largest > least or name == "lv1")
    return HeatCell(text=brief.numbers.money(sold), fill=level)


def _share(brief: Brief, rows: Sequence[WalletLine]) -> str:
    known = [row for row in rows if row.our_sales is not None and row.total_spend is not None]
    spend = sum(row.total_spend or 0.0 for row in known)
    return brief.numbers.percent(sum(row.our_sales or 0.0 for row in known) / spend) if spend else NOT_APPLICABLE


def _total(brief: Brief, regions: Sequence[str]) -> MixRow:
    wallet = brief.plan.wallet
    sums = [sum(row.our_sales or 0.0 for row in wallet if _region(brief, row) == region) for region in regions]
    return MixRow(
        line=brief.t("total"),
        cells=tuple(HeatCell(text=brief.numbers.money(value), fill="") for value in sums),
        total=brief.numbers.money(sum(row.our_sales or 0.0 for row in wallet)),
        share=_share(brief, wallet),
    )


def _supplier(brief: Brief, name: str, lines: int, spend: float) -> SupplierRow:
    ours = name in _us(brief)
    return SupplierRow(
        supplier=Rich((Span(name, bold=True, tone="primary"),)) if ours else name, lines=str(lines), spend=brief.numbers.money(spend)
    )


def _chart(brief: Brief, shares: Sequence[tuple[str, float]]) -> ChartData | None:
    if not shares:
        return None
    ours = tuple(value for _, value in shares)
    rest = tuple(max(0.0, 1 - value) for value in ours)
    percent = brief.numbers.percent
    return ChartData(
        tuple(year for year, _ in shares),
        (
            Series(brief.word("we"), ours, like="We", labels=tuple(percent(value) for value in ours)),
            Series(brief.word("A08.others"), rest, like="Others", labels=tuple(percent(value) for value in rest)),
        ),
    )


def _trace(brief: Brief, data: dict[str, Any]) -> None:
    numbers, trace, plan = brief.numbers, brief.trace, brief.plan
    brief.score(ID, brief.word("A02.wallet"), numbers.percent(data["share"]), brief.card.financials.wallet_share)
    label, cells = brief.word("A08.wallet"), cells_of(plan.wallet, "total_spend")
    trace.add(ID, label, numbers.money(data["wallet"]), data["wallet"], "money", brief.word("A08.rule"), cells)
    for year in plan.customer_years:
        if year.our_share is not None:
            name = f"{year.year or NOT_APPLICABLE} {brief.word('A02.wallet')}"
            trace.add(ID, name, numbers.percent(year.our_share), year.our_share, "percent", "", (year.at("our_share"),))
    for row in plan.wallet:
        name = f"{_line(brief, row)}, {_region(brief, row)}"
        trace.add(ID, name, numbers.money(row.our_sales), row.our_sales, "money", "", (row.at("our_sales"),))
