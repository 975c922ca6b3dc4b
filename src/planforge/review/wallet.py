"""A08, how much of the customer's spend we hold, and of what: share by year, main suppliers, product lines by region.

The columns show us against all others. Rivals are told by what they get, where the purchasing sheet knows it; else the workbook only knows
the main supplier of a line, and rivals are told by what the customer spends on the lines that they lead.

A figure that the workbook does not know is unknown, not 0: sums over some lines are marked, no line is called unsold, largest or roomiest
while a figure that would tell is missing, and two years are compared over the lines known in both.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from planforge.model.account import WalletLine
from planforge.model.arithmetic import whole
from planforge.model.spend import SpendScores, SupplierPart
from planforge.model.wallet import known, over_a_year
from planforge.office.rich import ChartData, Rich, Series, Span
from planforge.review.brief import Brief
from planforge.review.catalogue import lower_first
from planforge.review.context_account import HeatCell, MixPage, MixRow, MixSlides, SupplierRow
from planforge.review.context_base import SlideText
from planforge.review.heads import narrow_head
from planforge.review.notes import frame
from planforge.review.numbers import MINUS, NOT_APPLICABLE
from planforge.review.takeaway import takeaway
from planforge.review.trace import cells_of, ranges_of

ID = "A08"
REGIONS, LINES, SUPPLIERS, YEARS = 6, 8, 4, 3
REGIONS_WIDTH = 292.0
"""Points that all columns of regions share."""
NOTHING, UNKNOWN, PARTIAL = "·", "?", "*"
"""A line that the customer buys in a region, but not from us; one whose sales are not known; behind a sum that lacks such lines."""


def facts(brief: Brief) -> dict[str, Any]:
    """Raw values of the slide."""
    plan = brief.plan
    lines = _lines(brief)
    counted = known(plan.wallet)
    wallet = sum(line.total_spend or 0.0 for line in counted) if counted else None
    share = brief.card.financials.wallet_share.value if brief.card.financials.wallet_share else None
    shares = _shares(brief)
    before = shares[-2] if len(shares) > 1 else None
    sold = {name: _sold(brief, name) for name in lines}
    told = {name: value for name, value in sold.items() if value is not None}
    all_sold = len(known(plan.wallet, "our_sales")) == len(plan.wallet)
    ranked = sorted(told, key=lambda name: -told[name]) if all_sold else []
    sales = sum(told.values())
    spend_known = len(known(plan.wallet, "total_spend")) == len(plan.wallet)
    leader = _leader(brief) if spend_known else None
    white, unsold = _white_line(brief), [name for name in lines if sold[name] == 0]
    return {
        **brief.common,
        "shown": bool(plan.wallet) or len(shares) > 1,
        "share": share,
        "wallet": wallet,
        "rows": len(plan.wallet),
        "counted": len(counted),
        "sales_known": len(known(plan.wallet, "our_sales")),
        "blank_sales": len(plan.wallet) - len(known(plan.wallet, "our_sales")),
        "partial": 0 < len(counted) < len(plan.wallet),
        "compared": over_a_year(plan.wallet).counted,
        "rooms_known": all(_room(brief, name) is not None for name in lines),
        "move": _move(brief, shares[-1][1] if before else None, before[1] if before else None),
        "before_year": before[0] if before else "",
        "before": before[1] if before else None,
        "leads": share is not None and share > brief.policy["wallet.leads"],
        "by_supplier": brief.card.purchase.spend.total is not None,
        "leader": leader[0] if leader else "",
        "leader_spend": leader[2] if leader else None,
        "lines": len(lines),
        "unsold": unsold,
        "unsold_names": [lower_first(name) for name in unsold],
        "top": ranked[0] if ranked else "",
        "top_share": told[ranked[0]] / sales if ranked and sales else None,
        "white": white,
        "white_room": _room(brief, white),
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


def _rows_of(brief: Brief, line: str) -> list[WalletLine]:
    return [row for row in brief.plan.wallet if _line(brief, row) == line]


def _sold(brief: Brief, line: str) -> float | None:
    """Our sales of a product line; None while those of a region are not known."""
    return whole(row.our_sales for row in _rows_of(brief, line))


def _room(brief: Brief, line: str) -> float | None:
    """What the customer spends on a line with others; None while a spend or our sales are not known."""
    rows = _rows_of(brief, line)
    spent, sold = whole(row.total_spend for row in rows), whole(row.our_sales for row in rows)
    return spent - sold if spent is not None and sold is not None else None


def _white_line(brief: Brief) -> str:
    """Of the lines fully known the one on which the customer spends most with others; empty when there is none."""
    rooms = [(room, name) for name in _lines(brief) if (room := _room(brief, name))]
    return max(rooms, key=lambda pair: pair[0])[1] if rooms else ""


def _shares(brief: Brief) -> list[tuple[str, float]]:
    """Our share of the customer's spend by year, three at most.

    This year's is computed from the wallet where that is known; earlier years are those typed in, else last year's from the wallet.
    While a line lacks a figure, earlier years are of other lines: only last year's stays, when the wallet tells it for the same lines.
    """
    pair = over_a_year(brief.plan.wallet)
    if pair.partial and brief.card.financials.wallet_share is not None and len(known(brief.plan.wallet)) < pair.lines:
        return _same_lines(brief)
    found = {year.year: year.our_share for year in brief.plan.customer_years if year.year is not None and year.our_share is not None}
    this = brief.common["this"]
    now = brief.card.financials.wallet_share
    if this is not None:
        if pair.before is not None and not pair.partial:
            found.setdefault(this - 1, pair.before)
        if now is not None and now.value is not None:
            found[this] = now.value
    years = sorted(year for year in found if this is None or year <= this)
    return [(str(year), found[year]) for year in years[-YEARS:]]


def _same_lines(brief: Brief) -> list[tuple[str, float]]:
    """Last year's share and this year's over the lines known in both; this year's alone when no line is."""
    this, pair = brief.common["this"], over_a_year(brief.plan.wallet)
    now = brief.card.financials.wallet_share
    if this is None or now is None or now.value is None:
        return []
    if pair.now is None or pair.before is None:
        return [(str(this), now.value)]
    return [(str(this - 1), pair.before), (str(this), pair.now)]


def _us(brief: Brief) -> set[str]:
    """The names by which the workbook calls us."""
    own = {score.supplier for score in brief.plan.satisfaction if score.us and score.supplier}
    return own | ({brief.company} if brief.company else set())


def _rivals(brief: Brief) -> set[str]:
    return {name for name in brief.plan.cover.competitors if name} - _us(brief)


def _leader(brief: Brief) -> tuple[str, int, float, bool] | None:
    """The rival that gets most, or that is main supplier of most spend; None while a figure may hide a larger one."""
    spend = brief.card.purchase.spend
    if spend.total is not None:
        named = spend.leader
        return (named.name, len(named.rows), named.amount, True) if named and named.amount is not None and _surely(spend) else None
    return next((row for row in _suppliers(brief) if row[0] in _rivals(brief)), None)


def _surely(spend: SpendScores) -> bool:
    """True when every supplier named has its figures and no line is left out."""
    return len(spend.counted) == len(spend.lines) and all(part.whole for line in spend.lines for part in line.parts)


def _suppliers(brief: Brief) -> list[tuple[str, int, float, bool]]:
    """Suppliers with their lines, their spend, and whether that is known of all; largest spend first.

    The spend is what they get, where the purchasing sheet knows it, else what the customer spends on the lines of which they are main
    supplier. A supplier of which no spend is known is left out.
    """
    total, lines = brief.card.purchase.spend.total, brief.card.purchase.spend.lines
    if total is not None:
        spent = [(_own_name(brief), _count([line.ours for line in lines]), total.ours.amount, total.ours.whole)]
        for rival in total.rivals:
            parts = [part for line in lines for part in line.rivals if part.name == rival.name]
            spent.append((rival.name, _count(parts), rival.amount, rival.whole))
        told = [(name, count, amount, whole) for name, count, amount, whole in spent if amount is not None]
        return sorted(told, key=lambda entry: -entry[2])
    return _main_suppliers(brief)


def _count(parts: Sequence[SupplierPart]) -> int:
    """In how many product lines a supplier gets something, or may."""
    return sum(1 for part in parts if part.amount or not part.whole)


def _own_name(brief: Brief) -> str:
    total = brief.card.purchase.spend.total
    return (total.ours.name if total else "") or brief.company or brief.word("we")


def _main_suppliers(brief: Brief) -> list[tuple[str, int, float, bool]]:
    found: dict[str, list[float | None]] = {}
    for row in brief.plan.wallet:
        if row.main_supplier:
            found.setdefault(row.main_supplier, []).append(row.total_spend)
    told = [
        (name, len(spends), sum(s for s in spends if s is not None), None not in spends)
        for name, spends in found.items()
        if any(s is not None for s in spends)
    ]
    return sorted(told, key=lambda entry: -entry[2])


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
        change=brief.texts.text("A08.change_some" if data["partial"] else "A08.change", brief.language, data) if data["move"] else "",
        suppliers_head=brief.t("A08.by_supplier" if data["by_supplier"] else "A08.suppliers"),
        supplier_head=brief.t("A08.supplier_name" if data["by_supplier"] else "A08.supplier"),
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
        ranges=ranges_of(
            cells_of(plan.wallet),
            cells_of(plan.customer_years, "year", "our_share"),
            cells_of(plan.supplier_spend, "category", "supplier", "us", "amount"),
        ),
        blocks=("wallet", "customer_years", "supplier_spend"),
        sticker=brief.text("partial", whole=data["counted"], rows=data["rows"]) if data["partial"] else brief.partial("wallet"),
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
    rows = _rows_of(brief, line)
    cells = tuple(_cell(brief, [row for row in rows if _region(brief, row) == region], largest) for region in regions)
    return MixRow(line=line, cells=cells, total=_sum(brief, rows), share=_share(brief, rows))


def _cell(brief: Brief, rows: Sequence[WalletLine], largest: float) -> HeatCell:
    if not rows:
        return HeatCell(text=Rich((Span(NOT_APPLICABLE, tone="muted"),)), fill="")
    told = known(rows, "our_sales")
    if not told:
        return HeatCell(text=Rich((Span(UNKNOWN, bold=True),)), fill="")
    sold = sum(row.our_sales or 0.0 for row in told)
    if not sold:
        return HeatCell(text=Rich((Span(NOTHING if len(told) == len(rows) else UNKNOWN, bold=True),)), fill="")
    level = brief.shade(sold / largest)
    return HeatCell(text=_sum(brief, rows), fill=level)


def _sum(brief: Brief, rows: Sequence[WalletLine]) -> str:
    """Our sales of some lines, marked when those of a line are not known."""
    told = known(rows, "our_sales")
    if rows and not told:
        return UNKNOWN
    return brief.numbers.money(sum(row.our_sales or 0.0 for row in told)) + (PARTIAL if len(told) < len(rows) else "")


def _share(brief: Brief, rows: Sequence[WalletLine]) -> str:
    both = known(rows)
    spend = sum(row.total_spend or 0.0 for row in both)
    if not spend:
        return NOT_APPLICABLE
    return brief.numbers.percent(sum(row.our_sales or 0.0 for row in both) / spend) + (PARTIAL if len(both) < len(rows) else "")


def _total(brief: Brief, regions: Sequence[str]) -> MixRow:
    wallet = brief.plan.wallet
    sums = [_sum(brief, [row for row in wallet if _region(brief, row) == region]) for region in regions]
    return MixRow(
        line=brief.t("total"),
        cells=tuple(HeatCell(text=value, fill="") for value in sums),
        total=_sum(brief, wallet),
        share=_share(brief, wallet),
    )


def _supplier(brief: Brief, name: str, lines: int, spend: float, whole: bool) -> SupplierRow:
    ours = name in _us(brief) | {_own_name(brief)}
    return SupplierRow(
        supplier=Rich((Span(name, bold=True, tone="primary"),)) if ours else name,
        lines=str(lines),
        spend=brief.numbers.money(spend) + ("" if whole else PARTIAL),
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
    total = brief.card.purchase.spend.total
    for part in total.rivals if total else ():
        label = f"{part.name}, {brief.word('A08.supplier_spend')}"
        trace.add(ID, label, numbers.money(part.amount), part.amount, "money", "", cells_of(part.rows, "amount"))
    for row in plan.wallet:
        name = f"{_line(brief, row)}, {_region(brief, row)}"
        trace.add(ID, name, numbers.money(row.our_sales), row.our_sales, "money", "", (row.at("our_sales"),))
