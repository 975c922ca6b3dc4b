"""Our share of what the customer spends, over the lines where both are known, and over the same lines on two dates."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from planforge.model.account import WalletLine
from planforge.values import same_words

SALES, SPEND = "our_sales", "total_spend"
SALES_BEFORE, SPEND_BEFORE = "previous_sales", "previous_spend"


@dataclass(frozen=True, slots=True, kw_only=True)
class SharePair:
    """Our share now and before, both over the same lines.

    Attributes:
        now, before: shares of 1; None while no line is known on both dates.
        counted, lines: how many lines are known on both dates, and how many the sheet has.
    """

    now: float | None = None
    before: float | None = None
    counted: int = 0
    lines: int = 0

    @property
    def partial(self) -> bool:
        """True when lines of the sheet are left out."""
        return self.counted < self.lines


def known(lines: Iterable[WalletLine], *names: str) -> tuple[WalletLine, ...]:
    """The lines that have all the figures named; our sales and the spend when none is named."""
    return tuple(line for line in lines if all(getattr(line, name) is not None for name in names or (SALES, SPEND)))


def share_of(lines: Sequence[WalletLine], sales: str = SALES, spend: str = SPEND) -> float | None:
    """Sales over spend of lines that have both; None when nothing is spent."""
    spent = sum(getattr(line, spend) for line in lines)
    return sum(getattr(line, sales) for line in lines) / spent if spent > 0 else None


def over_a_year(lines: Sequence[WalletLine]) -> SharePair:
    """Our share this year and last year by the sheet's own columns, over the lines that have all four figures."""
    both = known(lines, SALES, SPEND, SALES_BEFORE, SPEND_BEFORE)
    return SharePair(now=share_of(both), before=share_of(both, SALES_BEFORE, SPEND_BEFORE), counted=len(both), lines=len(lines))


def between_reviews(now: Sequence[WalletLine], before: Sequence[WalletLine]) -> SharePair:
    """Our share now and at the last review, over the lines of the same product and region that both plans know."""
    then = {_key(line): line for line in known(before)}
    pairs = [(line, then[_key(line)]) for line in known(now) if _key(line) in then]
    return SharePair(
        now=share_of([line for line, _ in pairs]), before=share_of([line for _, line in pairs]), counted=len(pairs), lines=len(now)
    )


def _key(line: WalletLine) -> tuple[str, str]:
    return same_words(line.product_line), same_words(line.region)
