"""What the second pages of risks and actions show: A18 where risks come from, A19 what support the actions need."""

from __future__ import annotations

from dataclasses import dataclass

from planforge.office.rich import Text
from planforge.review.context_account import HeatCell
from planforge.review.context_base import SlideText


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """A group of risk sources with a cell for each level, highest first; its risks, and in words its sources never considered."""

    group: Text
    levels: tuple[HeatCell, ...]
    unrated: str
    points: str
    risks: str
    never: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskSources:
    """A18, its second table: where the risks come from. `levels` are the heads of the four zones, highest first."""

    slide: SlideText
    levels: tuple[Text, ...]
    rows: tuple[SourceRow, ...]
    takeaway: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class SupportRow:
    """An open action with the customer contact it is done with and the support it asks for."""

    number: str
    action: str
    group: Text
    contact: str
    support: Text
    owner: Text
    due: Text
    serves: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SupportPage:
    """A19, its second table: which open action needs what support, from whom and by when."""

    slide: SlideText
    rows: tuple[SupportRow, ...]
    takeaway: Text
