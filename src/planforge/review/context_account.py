"""What the slides on the account itself show: changes since the last review, customer snapshot, share of wallet, scoring back-up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from planforge.office.rich import ChartData, Rich, Text
from planforge.review.context_base import EmptyState, SlideText


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentRow:
    """A promise of the last review, or a decision requested then, and what came of it."""

    commitment: Text
    owner: Text
    due: Text
    status: Rich
    result: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureRow:
    """A measure at the last review and now; `delta` is their difference as shown."""

    measure: Text
    previous: str
    now: str
    delta: Text
    trend: Rich


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesSlide:
    """A03. `kept` and `better` say in a few words how many; `none` stands in place of the commitments when there are none."""

    slide: SlideText
    commitments: tuple[CommitmentRow, ...]
    measures: tuple[MeasureRow, ...]
    kept: str
    better: str
    none: str
    takeaway: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferRow:
    """Our offers, one cell per goal of the customer."""

    label: Text
    cells: tuple[Text, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SnapshotSlide:
    """A04. Six blocks of lines; `goals` are the customer's first goals in order, `offers` one row with what we offer for each.

    `ages` has the day on which each block was last checked, by card; `people` says what is known of advisers and informal power.
    `chart` has one series `Sales`, the customer's own sales of the last three years.
    """

    slide: SlideText
    empty: EmptyState | None
    ages: Mapping[str, Text]
    people: Text
    industry: tuple[Text, ...]
    ambitions: tuple[Text, ...]
    customers: tuple[Text, ...]
    competitors: tuple[Text, ...]
    money: tuple[Text, ...]
    buying: tuple[Text, ...]
    goals: tuple[str, ...]
    offers: tuple[OfferRow, ...]
    no_goals: str
    chart: ChartData | None
    chart_unit: str
    alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatCell:
    """A figure of the heat table with its fill, `lv1` to `lv4` or empty."""

    text: Text
    fill: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MixRow:
    """What we sell of one product line: one cell per region of the page, over all regions, and our share of the line's spend."""

    line: Text
    cells: tuple[HeatCell, ...]
    total: str
    share: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplierRow:
    """A main supplier: for how many lines, and what the customer spends on these."""

    supplier: Text
    lines: str
    spend: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MixPage:
    """One slide of the heat table: up to eight product lines by six regions; `total` follows the last lines."""

    slide: SlideText
    regions: tuple[str, ...]
    rows: tuple[MixRow, ...]
    total: MixRow | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MixSlides:
    """A08, one page or more; `slide` is that of a page without the heat table.

    `shares` are stacked columns that add up to 100 %: series `We` and `Others`; None when no share is known. `suppliers_head` and
    `supplier_head` tell whether these are suppliers by what they get or main suppliers by the lines that they lead.
    """

    slide: SlideText
    unit: str
    shares: ChartData | None
    change: str
    suppliers_head: Text
    supplier_head: Text
    suppliers: tuple[SupplierRow, ...]
    pages: tuple[MixPage, ...]
    takeaway: Text
    alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightRow:
    """A factor of customer attractiveness with its weight, score, their product, and the reason for the score."""

    factor: str
    weight: str
    score: str
    weighted: str
    reason: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class StrengthRow:
    """A critical success factor with its weight, one rating per company, ours first, and our distance from the best rival."""

    factor: str
    weight: str
    cells: tuple[Text, ...]
    gap: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupSlide:
    """AX1. `companies` are the heads of the rating columns, ours first; `more` are buying criteria that the matrix had no room for.

    `profile` shows our ratings and the best rival's by factor; None when there is no room for it, or no factor on which both are known.
    `profile_keys` name its two lines, ours first.
    """

    slide: SlideText
    attractiveness: tuple[WeightRow, ...]
    attractiveness_total: WeightRow | None
    companies: tuple[str, ...]
    strength: tuple[StrengthRow, ...]
    strength_total: StrengthRow | None
    profile: ChartData | None
    profile_alt: str
    profile_head: str
    profile_unit: str
    profile_keys: tuple[str, ...]
    more: str
