"""AX10, who gets what the customer spends: columns to 100 % by product line over amounts, and what nobody is known to get."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from planforge.model.spend import SpendLine, SpendScores, SupplierPart, together
from planforge.office.rich import ChartData, Rich, Series, Span, Text
from planforge.office.text import one_line
from planforge.review import purchase
from planforge.review.brief import Brief
from planforge.review.catalogue import lower_first
from planforge.review.context_base import Lead
from planforge.review.context_customer import SpendRow, SpendSlide
from planforge.review.heads import narrow_head
from planforge.review.notes import frame
from planforge.review.numbers import NOT_APPLICABLE, Numbers
from planforge.review.takeaway import takeaway
from planforge.review.trace import cells_of, ranges_of

ID = "AX10"
LINES, RIVALS = 6, 4
"""Product lines and named rivals of their own; further ones are one column, or one part, under `Other`."""
HEADS_WIDTH, LABEL_WIDTH = 484.0, 118.0
"""Points that all columns share on a narrow page, and that a supplier's name has."""
SEEN = 0.115
"""The smallest share of a column that has room for its figure."""
UNKNOWN, PARTIAL = "?", "*"
_NOTHING = SpendLine(category="", total=None, ours=SupplierPart(name=""))


def facts(brief: Brief) -> dict[str, Any]:
    """Raw values of the purchase profile and of this slide; `part` tells them apart: `profile` or `spend`."""
    spend = brief.card.purchase.spend
    total, leader, behind = spend.total or _NOTHING, spend.leader, spend.behind
    at = spend.strongest(leader.name) if leader else None
    over = next((line for line in spend.lines if line.over), None)
    widest = max((line for line in spend.counted), key=lambda line: line.open or 0.0, default=None)
    rows = [row for row in brief.plan.supplier_spend if row.supplier]
    return {
        **purchase.facts(brief),
        "part": "profile",
        "s_total": total.total,
        "s_ours": total.ours.amount,
        "s_share": total.ours.share,
        "s_rival": leader.name if leader else "",
        "s_rival_amount": leader.amount if leader else None,
        "s_rival_share": leader.share if leader else None,
        "s_rival_whole": bool(leader and leader.whole),
        "s_rival_at": _name(brief, at[0]) if at else "",
        "s_rival_at_share": at[1].share if at else None,
        "s_open": total.open,
        "s_open_share": total.open_share,
        "s_open_at": _name(brief, widest) if widest and widest.open else "",
        "s_counted": len(spend.counted),
        "s_lines": len(spend.lines),
        "s_over_at": _name(brief, over) if over else "",
        "s_over_sum": over.attributed if over else None,
        "s_over_total": over.total if over else None,
        "s_certain": _certain(total, leader),
        "s_gap_at": _name(brief, behind[0]) if behind else "",
        "s_gap_rival": behind[0].leader.name if behind and behind[0].leader else "",
        "s_gap_theirs": behind[0].leader.amount if behind and behind[0].leader else None,
        "s_gap_ours": behind[0].ours.amount if behind else None,
        "s_figures": len(rows),
        "s_sourced": sum(1 for row in rows if row.note),
        "leads": brief.policy["wallet.leads"],
        "s_guessed": sum(1 for row in rows if row.amount is None),
    }


def _certain(total: SpendLine, leader: SupplierPart | None) -> bool:
    """True when what is not attributed could not turn the order of us and the largest rival."""
    if leader is None or leader.amount is None or total.ours.amount is None or total.open is None:
        return False
    return leader.whole and total.ours.whole and abs(total.ours.amount - leader.amount) > total.open


def _name(brief: Brief, line: SpendLine) -> str:
    return line.category or brief.word("AX10.unnamed")


def compose(brief: Brief) -> SpendSlide | None:
    """The slide; None while no supplier is entered."""
    spend = brief.card.purchase.spend
    if spend.total is None:
        return None
    data = {**brief.facts[ID], "part": "spend"}
    before = len(brief.trace.records)
    _trace(brief, spend)
    plan = brief.plan
    lines, names = _lines(brief, spend), [part.name for part in spend.total.rivals[:RIVALS]]
    parts = _parts(brief, spend.total, names)
    return SpendSlide(
        slide=frame(
            brief,
            ID,
            data,
            ranges=ranges_of(cells_of(plan.supplier_spend), cells_of(plan.wallet, "product_line", "our_sales", "total_spend")),
            blocks=("supplier_spend",),
            sticker=brief.text("partial", whole=data["s_counted"], rows=data["s_lines"]) if data["s_counted"] < data["s_lines"] else "",
            records=brief.trace.records[before:],
        ),
        unit=brief.text("AX10.spend_unit"),
        heads=tuple(narrow_head(_name(brief, line), HEADS_WIDTH, len(lines)) for line in lines),
        keys=tuple(one_line(str(label), LABEL_WIDTH, 10) for label, _ in parts),
        chart=_chart(brief, lines, names),
        rows=tuple(_row(brief, spend, lines, names, place) for place in range(len(parts))),
        total=SpendRow(
            label=brief.t("AX10.all_spend"),
            cells=tuple(_amount(purchase.money(brief), line.total) for line in lines),
            share=brief.numbers.percent(1.0) if spend.total.total else NOT_APPLICABLE,
            strongest=NOT_APPLICABLE,
        ),
        readings=tuple(_readings(brief, data)),
        takeaway=takeaway(brief, ID, data),
        alt=_alt(brief, lines, names),
    )


def _lines(brief: Brief, spend: SpendScores) -> list[SpendLine]:
    """The columns: product lines in the order of the wallet, the last ones as one when there are too many, then all of them."""
    assert spend.total is not None
    lines = list(spend.lines)
    if len(lines) > LINES:
        rest = lines[LINES - 1 :]
        lines = [*lines[: LINES - 1], _renamed(together(rest), brief.text("AX10.others", count=len(rest)))]
    return [*lines, _renamed(spend.total, brief.word("AX10.all_lines"))]


def _renamed(line: SpendLine, name: str) -> SpendLine:
    return replace(line, category=name)


Shown = tuple[Text, SupplierPart | None]
"""A part's label and what it gets; None for what is not attributed."""


def _parts(brief: Brief, line: SpendLine, names: Sequence[str]) -> list[Shown]:
    """We, the rivals of their own, all others when there are any, and what nobody is known to get."""
    own = brief.card.purchase.spend.total
    us = (own.ours.name if own else "") or brief.company or brief.word("we")
    found: list[Shown] = [(us, line.ours)]
    found += [(name, next((part for part in line.rivals if part.name == name), None)) for name in names]
    if own and (own.others or len(own.rivals) > len(names)):
        found.append((brief.word("AX10.other_suppliers"), _others(line, names)))
    return [*found, (brief.word("AX10.open"), None)]


def _others(line: SpendLine, names: Sequence[str]) -> SupplierPart | None:
    """Everybody who has no part of their own."""
    rest = [part for part in line.rivals if part.name not in names] + ([line.others] if line.others else [])
    if not rest:
        return None
    known = [part.amount for part in rest if part.amount is not None]
    amount = sum(known) if known else None
    share = amount / line.total if amount is not None and line.open is not None and line.total else None
    return SupplierPart(name="", amount=amount, whole=all(part.whole for part in rest), share=share)


def _row(brief: Brief, spend: SpendScores, lines: Sequence[SpendLine], names: Sequence[str], place: int) -> SpendRow:
    """A supplier, or in the last row what is not attributed."""
    assert spend.total is not None
    numbers, every = purchase.money(brief), [_parts(brief, line, names) for line in lines]
    label, whole = every[-1][place]
    if place == len(every[-1]) - 1:
        cells: tuple[Text, ...] = tuple(_open(numbers, line) for line in lines)
        widest = max(spend.counted, key=lambda line: line.open or 0.0, default=None)
        return SpendRow(
            label=Rich((Span(str(label), tone="muted"),)),
            cells=cells,
            share=numbers.percent(spend.total.open_share),
            strongest=_where(brief, widest, widest.open_share) if widest and widest.open else NOT_APPLICABLE,
        )
    own = place == 0
    at = _strongest(spend, whole, own)
    return SpendRow(
        label=Rich((Span(str(label), bold=True, tone="primary"),)) if own else label,
        cells=tuple(_cell(numbers, parts[place][1], own) for parts in every),
        share=numbers.percent(whole.share if whole else None) + ("" if not whole or whole.whole or whole.share is None else PARTIAL),
        strongest=_where(brief, at[0], at[1].share) if at else NOT_APPLICABLE,
    )


def _strongest(spend: SpendScores, part: SupplierPart | None, own: bool) -> tuple[SpendLine, SupplierPart] | None:
    """The line of which we, or a rival of its own, get most."""
    if not own:
        return spend.strongest(part.name) if part and part.name else None
    sold = [line for line in spend.counted if line.ours.amount]
    most = max(sold, key=lambda line: line.ours.amount or 0.0, default=None)
    return (most, most.ours) if most else None


def _where(brief: Brief, line: SpendLine, share: float | None) -> str:
    return brief.text("AX10.strongest", name=_name(brief, line), share=share)


def _cell(numbers: Numbers, part: SupplierPart | None, own: bool) -> Text:
    """What a supplier gets: a dash when it is not named there, ? when it is named without a figure."""
    if part is None:
        return Rich((Span(NOT_APPLICABLE, tone="muted"),))
    if part.amount is None:
        return Rich((Span(UNKNOWN, bold=True),))
    shown = numbers.money(part.amount) + ("" if part.whole else PARTIAL)
    return Rich((Span(shown, bold=True),)) if own else shown


def _amount(numbers: Numbers, value: float | None) -> Text:
    return Rich((Span(UNKNOWN, bold=True),)) if value is None else numbers.money(value)


def _open(numbers: Numbers, line: SpendLine) -> Text:
    """What is not attributed; where suppliers get more than is spent, by how much, in red."""
    if line.over and line.total is not None:
        return Rich((Span(numbers.money_signed(line.total - line.attributed), tone="bad", bold=True),))
    return _amount(numbers, line.open)


def _chart(brief: Brief, lines: Sequence[SpendLine], names: Sequence[str]) -> ChartData:
    """Shares of each line's spend, ours at the bottom; a line whose spend is not known, or contradicted, has no column."""
    every = [_parts(brief, line, names) for line in lines]
    series = []
    for place, (label, _) in enumerate(every[-1]):
        last = place == len(every[-1]) - 1
        values = tuple(line.open_share if last else _share(parts[place][1]) for line, parts in zip(lines, every, strict=True))
        labels = tuple(brief.numbers.percent(value) if value is not None and value >= SEEN else "" for value in values)
        series.append(Series(str(label), values, like="Open" if last else f"Part {place + 1}", labels=labels))
    return ChartData(tuple(_name(brief, line) for line in lines), tuple(series))


def _share(part: SupplierPart | None) -> float | None:
    return part.share if part else None


def _readings(brief: Brief, data: dict[str, Any]) -> list[Lead]:
    """The largest rival, what is not attributed, and what the figures rest on."""
    found = []
    for name, holds in (("largest", data["s_rival"]), ("unattributed", data["s_open"] is not None), ("sources", data["s_figures"])):
        if holds:
            found.append(Lead(lead=brief.word(f"AX10.{name}"), text=brief.texts.text(f"AX10.{name}_text", brief.language, data)))
    return found


def _alt(brief: Brief, lines: Sequence[SpendLine], names: Sequence[str]) -> str:
    gap, stop = ("、", "；") if brief.chinese else (", ", "; ")
    told = []
    for line in lines:
        shares = [(label, part.share) for label, part in _parts(brief, line, names)[:-1] if part and part.share is not None]
        shares += [(brief.word("AX10.open"), line.open_share)] if line.open_share is not None else []
        told.append(f"{_name(brief, line)}: " + (gap.join(f"{label} {brief.numbers.percent(share)}" for label, share in shares) or UNKNOWN))
    return brief.text("AX10.spend_alt", parts=stop.join(told))


def _trace(brief: Brief, spend: SpendScores) -> None:
    """Each supplier's figure of each line with its cell, and its share in all with all of them."""
    numbers, trace = purchase.money(brief), brief.trace
    own = brief.word("we")
    for line in spend.lines:
        for part in (line.ours, *line.rivals):
            cells = cells_of(part.rows, "amount") or (cells_of(line.wallet, "our_sales") if part is line.ours else ())
            name = f"{part.name or own}, {_name(brief, line)}"
            trace.add(ID, name, numbers.money(part.amount), part.amount, "money", "", cells)
    total = spend.total
    if total is None:
        return
    spent = cells_of(total.wallet, "total_spend")
    for part in (total.ours, *total.rivals):
        label = f"{part.name or own}, {lower_first(brief.word('AX10.part_of_spend'))}"
        cells = (*cells_of(part.rows, "amount"), *spent)
        trace.add(ID, label, numbers.percent(part.share), part.share, "percent", brief.word("AX10.part_rule"), cells)
    rule = brief.word("AX10.open_rule")
    trace.add(ID, brief.word("AX10.open"), numbers.money(total.open), total.open, "money", rule, spent)
