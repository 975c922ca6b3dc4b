"""The names a review deck's template may use. Everything is formatted text, rich text, chart data or plain figures for drawings.

Templates show, they never calculate: all wording, order, limits and number formats are decided before.
Figures that a drawing places (scores, dates, levels) stay numbers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from planforge.office.rich import Picture, Rich, Text
from planforge.review.context_account import BackupSlide, ChangesSlide, MixSlides, SnapshotSlide
from planforge.review.context_appendix import DefinitionsSlide, TraceRecord, TraceSlide
from planforge.review.context_assessment import CompetitionSlide, FactorsSlide, FinancialsSlide, PositionSlide
from planforge.review.context_base import Kpi, SlideText
from planforge.review.context_customer import BuyingSlide, EffortSlide, MatrixSlide, PeopleSlides, PurchaseSlides, SpendSlide, StakesSlide
from planforge.review.context_deals import CapabilitiesSlides, DealReviewSlide, DealSheets, GoalsSlide, ResourcesSlide, YearGoalsSlide
from planforge.review.context_joint import JointPlan
from planforge.review.context_people import CoverageSlide, InfluenceSlides
from planforge.review.context_process import DutiesSlide, OutlineSlide, PartsSlide, ProcessSlide, TeamSlide
from planforge.review.context_standing import QuestionBankSlide, SalesSlides, SelectionSlide, StandingSlide
from planforge.review.context_value import RoadmapSlides, SatisfactionSlide, StageSlide, SwotSlide, WinningSlide
from planforge.review.context_work import ActionsSlide, DecisionCard, DecisionsSlide, PipelineSlide, RisksSlide


@dataclass(frozen=True, slots=True, kw_only=True)
class Deck:
    """Texts that every slide shares. `lang` is the language tag of the deck's main language, `en-GB` or `zh-CN`.

    `logo` is the picture that the settings name. `appendix` is false in a deck that is made without its appendix.
    """

    title: str
    company: str
    account: str
    period: str
    footer: str
    lang: str
    author: str
    draft: bool
    logo: Picture | None = None
    appendix: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverSlide:
    """A01. `facts` are label and value lines under the subtitle, `short_facts` those of the short deck."""

    slide: SlideText
    title: str
    subtitle: str
    sticker: str
    facts: tuple[tuple[Text, str], ...] = ()
    short_facts: tuple[tuple[Text, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionRow:
    """A line of the status table. `slide` is the id of the slide to jump to."""

    section: Text
    status: Rich
    trend: Rich
    says: str
    slide: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSlide:
    """A02, the account on a page. Always six tiles and eight section rows; at most three decisions shown here.

    `alone` are the texts of the edition that has no other slide.
    """

    slide: SlideText
    alone: SlideText
    kpis: tuple[Kpi, ...]
    sections: tuple[SectionRow, ...]
    decisions: tuple[DecisionCard, ...]
    more_decisions: str
    effect: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewContext:
    """All that an account review template may name."""

    deck: Deck
    cover: CoverSlide
    page: PageSlide
    changes: ChangesSlide | None
    snapshot: SnapshotSlide
    factors: FactorsSlide
    position: PositionSlide
    financials: FinancialsSlide
    mix: MixSlides | None
    influence: InfluenceSlides
    coverage: CoverageSlide
    stage: StageSlide
    competition: CompetitionSlide
    satisfaction: SatisfactionSlide
    roadmap: RoadmapSlides
    pipeline: PipelineSlide
    deal_sheets: DealSheets
    goals: GoalsSlide | None
    year_goals: YearGoalsSlide | None
    risks: RisksSlide
    actions: ActionsSlide
    resources: ResourcesSlide | None
    decisions: DecisionsSlide
    backup: BackupSlide
    definitions: DefinitionsSlide
    trace: TraceSlide
    question_bank: QuestionBankSlide | None
    selection: SelectionSlide | None
    deal_review: DealReviewSlide | None
    capabilities: CapabilitiesSlides | None
    standing: StandingSlide | None
    sales: SalesSlides | None
    swot: SwotSlide | None
    winning: WinningSlide | None
    purchase: PurchaseSlides | None
    supplier_spend: SpendSlide | None
    effort: EffortSlide | None
    contact_matrix: MatrixSlide | None
    people: PeopleSlides | None
    buying: BuyingSlide | None
    stakes: StakesSlide | None
    outline: OutlineSlide | None
    process: ProcessSlide | None
    parts: PartsSlide | None
    team: TeamSlide | None
    duties: DutiesSlide | None
    joint: JointPlan | None = None
    labels: Mapping[str, Text] = field(default_factory=dict)
    records: tuple[TraceRecord, ...] = ()
