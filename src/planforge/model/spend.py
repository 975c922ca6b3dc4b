"""What the customer spends with each supplier by product line, held against the wallet (METHOD B5).

What the suppliers of a line are known to get may be less than the customer spends there; the rest is not attributed: unknown, not 0.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from planforge.model.account import WalletLine
from planforge.model.arithmetic import ratio, whole
from planforge.model.codes import YesNo
from planforge.model.plan import AccountPlan
from planforge.model.purchase import SupplierSpend
from planforge.values import same_words

_COLLECTIVE = frozenset(("other", "others", "other suppliers", "several", "其他", "其他供应商", "其它", "多家"))
"""What stands where a supplier's name is asked for and is no single supplier."""
_ROUNDING = 1e-6
"""By how much a sum may exceed another because of binary fractions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplierPart:
    """What one supplier gets of a product line, or of all of them.

    Attributes:
        name: as first written; empty for us when our part comes from the wallet.
        amount: the sum of its figures that are known; None when none is.
        whole: False while one of its figures is not known.
        share: amount / what the customer spends; None while either is unknown, or while the figures contradict each other.
        rows: the rows of the sheet.
    """

    name: str
    amount: float | None = None
    whole: bool = True
    share: float | None = None
    rows: tuple[SupplierSpend, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SpendLine:
    """A product line, or all of them: what the customer spends there and who gets it.

    Attributes:
        total: what the customer spends, from the wallet; None while a region of the line is unknown.
        ours: our part, as entered here, else our sales in the wallet.
        rivals: the suppliers named, those who get most first.
        others: the rows that name no single supplier.
        wallet: the lines of the wallet.
    """

    category: str
    total: float | None
    ours: SupplierPart
    rivals: tuple[SupplierPart, ...] = ()
    others: SupplierPart | None = None
    wallet: tuple[WalletLine, ...] = ()

    @property
    def parts(self) -> tuple[SupplierPart, ...]:
        """We, the suppliers named and those that are not named singly."""
        return (self.ours, *self.rivals, *((self.others,) if self.others else ()))

    @property
    def attributed(self) -> float:
        """What is known to go to somebody."""
        return sum(part.amount or 0.0 for part in self.parts)

    @property
    def over(self) -> bool:
        """True when suppliers get more than the customer spends, which cannot be."""
        return self.total is not None and self.attributed > self.total + _ROUNDING

    @property
    def open(self) -> float | None:
        """What is not attributed to anybody; None while the spend is unknown or contradicted."""
        return None if self.total is None or self.over else max(0.0, self.total - self.attributed)

    @property
    def open_share(self) -> float | None:
        """The part of the spend that is not attributed."""
        return ratio(self.open, self.total)

    @property
    def leader(self) -> SupplierPart | None:
        """The rival that is known to get most."""
        return next((part for part in self.rivals if part.amount), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class SpendScores:
    """Spend by supplier.

    Attributes:
        lines: every product line of the wallet and of the sheet, in their order; none while no supplier is entered.
        total: the lines whose spend is known and not contradicted as one; while there are none, all lines without their spend.
    """

    lines: tuple[SpendLine, ...] = ()
    total: SpendLine | None = None

    @property
    def counted(self) -> tuple[SpendLine, ...]:
        """The lines that the total adds up."""
        return tuple(line for line in self.lines if line.open is not None)

    @property
    def leader(self) -> SupplierPart | None:
        """The rival that is known to get most of all lines that count, or of all lines while none counts."""
        return self.total.leader if self.total else None

    def strongest(self, name: str) -> tuple[SpendLine, SupplierPart] | None:
        """The line of which a rival gets the largest amount, of equal ones the first, and its part of it."""
        found = [(line, part) for line in self.counted or self.lines for part in line.rivals if part.name == name and part.amount]
        return max(found, key=lambda pair: pair[1].amount or 0.0) if found else None

    @property
    def behind(self) -> tuple[SpendLine, float] | None:
        """The line in which a rival is furthest ahead of us, and by how much; None when none is."""
        gaps = [
            (line, line.leader.amount - line.ours.amount)
            for line in self.counted
            if line.leader and line.leader.amount is not None and line.ours.amount is not None
        ]
        ahead = [pair for pair in gaps if pair[1] > 0]
        return max(ahead, key=lambda pair: pair[1]) if ahead else None


def spend_by_supplier(plan: AccountPlan) -> SpendScores:
    """Every product line with its suppliers; without a row on the sheet nothing."""
    rows = [row for row in plan.supplier_spend if row.supplier]
    if not rows:
        return SpendScores()
    us = {same_words(row.supplier) for row in rows if row.us is YesNo.YES}
    us |= {same_words(score.supplier) for score in plan.satisfaction if score.us is YesNo.YES and score.supplier}
    spelling = {same_words(row.supplier): row.supplier or "" for row in reversed(rows)}
    names = {same_words(name): name or "" for name in reversed([*(w.product_line for w in plan.wallet), *(row.category for row in rows)])}
    order = dict.fromkeys(same_words(name) for name in (*(w.product_line for w in plan.wallet), *(row.category for row in rows)))

    def line(key: str) -> SpendLine:
        wallet = [row for row in plan.wallet if same_words(row.product_line) == key]
        return _line(names[key], wallet, [row for row in rows if same_words(row.category) == key], us, spelling)

    lines = tuple(map(line, order))
    counted = [line for line in lines if line.open is not None]
    return SpendScores(lines=lines, total=together(counted or lines))


def _line(name: str, wallet: Sequence[WalletLine], rows: Sequence[SupplierSpend], us: set[str], spelling: dict[str, str]) -> SpendLine:
    found: dict[str, list[SupplierSpend]] = {}
    for row in rows:
        found.setdefault(same_words(row.supplier), []).append(row)
    own = [row for key, group in found.items() if key in us for row in group]
    many = [row for key, group in found.items() if key in _COLLECTIVE for row in group]
    return _with_shares(
        SpendLine(
            category=name,
            total=whole(line.total_spend for line in wallet),
            ours=_ours(own, wallet),
            rivals=_ranked(_part(spelling[key], group) for key, group in found.items() if key not in us | _COLLECTIVE),
            others=_part("", many) if many else None,
            wallet=tuple(wallet),
        )
    )


def _ours(own: Sequence[SupplierSpend], wallet: Sequence[WalletLine]) -> SupplierPart:
    """Our part: our own rows when all have a figure, else our sales in the wallet when they are known in every region."""
    amount = whole(row.amount for row in own)
    if amount is None:
        amount = whole(line.our_sales for line in wallet)
    name = next((row.supplier or "" for row in own), "")
    return SupplierPart(name=name, amount=amount, whole=amount is not None, rows=tuple(own))


def _part(name: str, rows: Sequence[SupplierSpend]) -> SupplierPart:
    known = [row.amount for row in rows if row.amount is not None]
    return SupplierPart(name=name, amount=sum(known) if known else None, whole=len(known) == len(rows), rows=tuple(rows))


def _ranked(parts: Iterable[SupplierPart]) -> tuple[SupplierPart, ...]:
    return tuple(sorted(parts, key=lambda part: -(part.amount or 0.0)))


def together(lines: Sequence[SpendLine]) -> SpendLine:
    """Lines as one. A part is whole when it is in every line that has it."""
    named = dict.fromkeys(part.name for line in lines for part in line.rivals)
    others = [line.others for line in lines if line.others]
    return _with_shares(
        SpendLine(
            category="",
            total=whole(line.total if line.open is not None else None for line in lines),
            ours=_merged(next((line.ours.name for line in lines if line.ours.name), ""), [line.ours for line in lines]),
            rivals=_ranked(_merged(name, [part for line in lines for part in line.rivals if part.name == name]) for name in named),
            others=_merged("", others) if others else None,
            wallet=tuple(row for line in lines for row in line.wallet),
        )
    )


def _merged(name: str, parts: Sequence[SupplierPart]) -> SupplierPart:
    known = [part.amount for part in parts if part.amount is not None]
    return SupplierPart(
        name=name,
        amount=sum(known) if known else None,
        whole=all(part.whole for part in parts),
        rows=tuple(row for part in parts for row in part.rows),
    )


def _with_shares(line: SpendLine) -> SpendLine:
    """The line with every part's share of its spend."""
    if line.total is None or line.over:
        return line
    total = line.total

    def shared(part: SupplierPart) -> SupplierPart:
        return replace(part, share=ratio(part.amount, total))

    others = shared(line.others) if line.others else None
    return replace(line, ours=shared(line.ours), rivals=tuple(map(shared, line.rivals)), others=others)
