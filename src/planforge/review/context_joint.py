"""What the customer's edition shows: the names its template may use below `joint`."""

from __future__ import annotations

from dataclasses import dataclass

from planforge.office.rich import Rich, Text
from planforge.review.context_account import OfferRow
from planforge.review.context_base import SlideText, Timeline
from planforge.review.context_value import RoadmapPage


@dataclass(frozen=True, slots=True, kw_only=True)
class JointCard:
    """A block of the customer's profile: its heading and its lines."""

    head: Text
    lines: tuple[Text, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class JointSnapshot:
    """The customer as we understand it: up to three blocks that are filled in, its goals in order with what we offer for each.

    `goals` and `offers` are empty while no goal is recorded, `cards` while no block is filled in.
    """

    slide: SlideText
    cards: tuple[JointCard, ...]
    goals: tuple[str, ...]
    offers: tuple[OfferRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class JointStep:
    """A step that was promised: what, who, when, done or open."""

    number: str
    step: str
    owner: str
    due: str
    status: Rich


@dataclass(frozen=True, slots=True, kw_only=True)
class JointSteps:
    """The joint action plan by date; `timeline.bars` run in step with `rows`."""

    slide: SlideText
    rows: tuple[JointStep, ...]
    timeline: Timeline | None
    alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JointPlan:
    """The slides for the customer; what would be empty is None, or has no page."""

    snapshot: JointSnapshot | None
    roadmap: tuple[RoadmapPage, ...]
    actions: JointSteps | None
