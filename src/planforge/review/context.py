"""The names a review deck's template may use. Everything is formatted text, rich text, chart data or plain figures for drawings.

Templates show, they never calculate: all wording, order, limits and number formats are decided before.
Figures that a drawing places (scores, dates, levels) stay numbers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from planforge.office.rich import ChartData, Picture, Rich, Text
from planforge.review.context_account import BackupSlide, ChangesSlide, MixSlides, SnapshotSlide
from planforge.review.context_base import Bar as Bar
from planforge.review.context_base import ChevronStep
from planforge.review.context_base import EmptyState as EmptyState
from planforge.review.context_base import Kpi as Kpi
from planforge.review.context_base import Lead as Lead
from planforge.review.context_base import SlideText as SlideText
from planforge.review.context_base import Timeline as Timeline
from planforge.review.context_customer import BuyingSlide, EffortSlide, MatrixSlide, PeopleSlides, PurchaseSlides, StakesSlide
from planforge.review.context_deals import CapabilitiesSlide, DealReviewSlide, DealSheets, GoalsSlide, ResourcesSlide, YearGoalsSlide
from planforge.review.context_joint import JointPlan
from planforge.review.context_process import ColumnRow, OutlineSlide, PartsSlide, ProcessSlide, QualityPage, TeamSlide
from planforge.review.context_standing import QuestionBankSlide, SalesSlides, SelectionSlide, StandingSlide
from planforge.review.context_value import RoadmapSlides, SatisfactionSlide, StageSlide, SwotSlide, WinningSlide
from planforge.review.context_work import RiskSources, SupportPage


@dataclass(frozen=True, slots=True, kw_only=True)
class Deck:
    """Texts that every slide shares. `lang` is the language tag of the deck's main language, `en-GB` or `zh-CN`.

    `logo` is the picture that the settings name.
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
class DecisionCard:
    """A decision requested. `detail` is owner, date and effect in one line; `facts` owner, amount, date one by one."""

    number: int
    decision: str
    detail: str
    owner: str
    amount: str
    date: str
    effect: str


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
class FactorLine:
    """A factor on the poor-to-good scale. `score` and `previous` 1 to 5 or None; `delta` as shown with its tone."""

    number: int
    name: str
    second_name: str
    score: int | None
    previous: int | None
    delta: str
    delta_tone: str
    evidence: str
    weakest: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FactorGroup:
    """A group of factors under one heading, with the mean of those rated, that of the last review, and the change."""

    name: Text
    factors: tuple[FactorLine, ...]
    mean: float | None = None
    previous: float | None = None
    shown: str = ""
    delta: str = ""
    delta_tone: str = "muted"


@dataclass(frozen=True, slots=True, kw_only=True)
class FactorsSlide:
    """A05. `radar` has the series `Previous review` (like) and `This review`; `good` and `poor` are the ratings from and up to which."""

    slide: SlideText
    empty: EmptyState | None
    radar: ChartData
    groups: tuple[FactorGroup, ...]
    this_label: str
    previous_label: str
    has_previous: bool
    good: float
    poor: float
    alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Quadrant:
    """A field of the quadrant. `tone` colours its name; `column` and `row` are 0 or 1, row 0 on top."""

    name: str
    note: str
    tone: str
    column: int
    row: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionMark:
    """A position on the 1 to 5 axes: strength to the right, attractiveness upwards. `strength` None draws a band.

    `before` names the previous position where it is seen, `under` says in words where it was when the bubble hides it.
    """

    name: str
    strength: float | None
    attractiveness: float
    previous_strength: float | None = None
    previous_attractiveness: float | None = None
    before: str = ""
    under: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreRow:
    """A row of a scoring table; `cells` are the columns after the label, `tones` colour them."""

    label: str
    cells: tuple[Text, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionSlide:
    """A06. `chart` is a bubble chart: series `account` and, when a portfolio is known, `others`."""

    slide: SlideText
    empty: EmptyState | None
    quadrants: tuple[Quadrant, ...]
    strength_cut: float
    attractiveness_cut: float
    mark: PositionMark | None
    others: tuple[PositionMark, ...]
    chart: ChartData | None
    attractiveness: tuple[ScoreRow, ...]
    strength: tuple[ScoreRow, ...]
    attractiveness_unit: str
    strength_unit: str
    stance: Text
    alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class YearRow:
    """A row of the five-year table: a label and one cell per year."""

    label: Text
    cells: tuple[Text, ...]
    total: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FinancialsSlide:
    """A07. `chart` has the series `Revenue` with point styles actual, forecast, plan, and `Net income`, a line."""

    slide: SlideText
    empty: EmptyState | None
    unit: str
    years: tuple[str, ...]
    chart: ChartData
    rows: tuple[YearRow, ...]
    comments: tuple[Lead, ...]
    kpis: tuple[Kpi, ...]
    question: Text
    alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonCard:
    """A card of the influence map. `support` is +1, 0, -1 or None while it is not known; `level` 0 to 4 or None.

    `via` says that the line to `reports_to` leaves out people between; `badge` names who advises us or stands at the top.
    """

    id: str
    name: str
    other_name: str
    role: str
    buying: str
    attitude: str
    support: int | None
    level: int | None
    reports_to: str
    outside: bool
    via: bool = False
    badge: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class InfluenceLink:
    """An arrow of influence between two cards, by id."""

    source: str
    target: str
    strong: bool
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InfluencePage:
    """One slide of the map. `also` are links in words: they go to another page, or there are more than are drawn."""

    slide: SlideText
    cards: tuple[PersonCard, ...]
    links: tuple[InfluenceLink, ...]
    also: tuple[str, ...]
    alt: str
    takeaway: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class InfluenceSlides:
    """A09, one page or more."""

    slide: SlideText
    empty: EmptyState | None
    pages: tuple[InfluencePage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelCell:
    """A cell of the coverage matrix: shown text and fill tone (`lv1` to `lv4` or empty)."""

    text: Text
    fill: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageRow:
    """A contact with one cell per team member."""

    contact: str
    role: str
    buying: str
    cells: tuple[LevelCell, ...]
    rhythm: str
    status: Rich


@dataclass(frozen=True, slots=True, kw_only=True)
class NextContact:
    """Somebody whom we are to meet next; an overdue day is marked."""

    contact: str
    owner: str
    due: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageSlide:
    """A10. `members` are column heads of name and function on two or three lines, at most six; `next` those due first."""

    slide: SlideText
    empty: EmptyState | None
    members: tuple[str, ...]
    rows: tuple[CoverageRow, ...]
    next: tuple[NextContact, ...]
    questions: tuple[str, ...]
    takeaway: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixCell:
    """A mark of the competitive matrix with its fill."""

    text: Text
    fill: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionRow:
    """A criterion with weight and one cell per company, ours first."""

    criterion: Text
    weight: str
    cells: tuple[MatrixCell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CompetitionSlide:
    """A12. `companies` are the column heads, ours first; at most five. `rows` end with the weighted total."""

    slide: SlideText
    empty: EmptyState | None
    companies: tuple[str, ...]
    rows: tuple[CriterionRow, ...]
    total: CriterionRow | None
    answers: tuple[Lead, ...]
    threats: tuple[Lead, ...]
    takeaway: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class DealRow:
    """A row of the pipeline table. `name` is id (muted) and name."""

    name: Rich
    stage: str
    close: str
    value: str
    probability: str
    weighted: str
    profit: str
    next_step: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class PipelineSlide:
    """A15. `bridge` is a waterfall: series Base, Value, Label and Connector 1..n (like `Connector`).

    `stages` are the open sales stages as chevrons above a table whose heads are `stage_counts`; all empty without an open deal.
    """

    slide: SlideText
    empty: EmptyState | None
    unit: str
    bridge: ChartData
    stages: tuple[ChevronStep, ...]
    stages_alt: str
    stage_head: str
    stage_counts: tuple[str, ...]
    stage_rows: tuple[ColumnRow, ...]
    rows: tuple[DealRow, ...]
    total: DealRow
    takeaway: Text
    alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskMark:
    """A numbered chip of the matrix; probability and impact 1 to 3."""

    number: int
    probability: int
    impact: int
    alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskRow:
    """A row of the risk register."""

    number: str
    risk: Text
    zone: Rich
    trend: Rich
    mitigation: Text
    due: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class RisksSlide:
    """A18. `zones` are the four zone names, lowest first, `ranks` the zones of the sums from 2 to 6, `degrees` low, medium, high.

    `sources` is None while no risk has a source.
    """

    slide: SlideText
    empty: EmptyState | None
    zones: tuple[str, ...]
    ranks: tuple[int, ...]
    degrees: tuple[str, ...]
    marks: tuple[RiskMark, ...]
    rows: tuple[RiskRow, ...]
    takeaway: Text
    alt: str
    sources: RiskSources | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionRow:
    """A row of the action table. `group` is its workstream, else its type; empty when no action has either."""

    number: str
    action: str
    owner: Text
    due: Text
    status: Rich
    group: Text = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionsSlide:
    """A19. `timeline.bars` run in step with `rows`; when the table continues, each page draws its own rows.

    `summary` counts the actions by type and owner; it is empty while no action has a type and the plan has no goals. `grouped` has the
    same rows by group, with their own timeline; it is empty when no action has a group. `support` is None while no open action names
    support or a contact.
    """

    slide: SlideText
    empty: EmptyState | None
    rows: tuple[ActionRow, ...]
    timeline: Timeline | None
    alt: str
    summary: Text = ""
    grouped: tuple[ActionRow, ...] = ()
    grouped_timeline: Timeline | None = None
    group_head: Text = ""
    support: SupportPage | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionRow:
    """A review question with the computed answer (● yes, ■ no, ○ open), the slide that shows it and what the answer rests on."""

    id: str
    question: str
    answer: Rich
    slide: str
    evidence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionPage:
    """Up to four decision cards with the questions beside them."""

    slide: SlideText
    decisions: tuple[DecisionCard, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionsSlide:
    """A21. The same decision objects as A02, in pages of four; one page even without decisions.

    `verdicts` are the words over the boxes in which the reviewers answer each question; `follow_up` looks back and ahead.
    """

    slide: SlideText
    pages: tuple[DecisionPage, ...]
    questions: tuple[QuestionRow, ...]
    approve: str
    change: str
    reject: str
    none: str
    verdicts: tuple[Text, ...] = ()
    verdicts_alt: str = ""
    follow_up: tuple[Lead, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleRow:
    """A row of the status rules: section and the condition for on track, watch, off track."""

    section: Text
    on_track: str
    watch: str
    off_track: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodRow:
    """A scale, framework or rule of the method, with the values in force. `slide` is the id of a slide that shows it."""

    measure: Text
    rule: str
    slide: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicPage:
    """A topic of the definitions, with a title of its own."""

    slide: SlideText
    name: Text
    rows: tuple[MethodRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DefinitionsSlide:
    """AX2. Status rules in force, measures and keys; the topics follow on slides of their own."""

    slide: SlideText
    rules: tuple[RuleRow, ...]
    measures: tuple[Lead, ...]
    keys: tuple[Rich, ...]
    topics: tuple[TopicPage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CompletenessRow:
    """Completeness of one sheet."""

    sheet: str
    required: str
    filled: str
    share: str
    findings: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class TraceRow:
    """One figure of the deck, what was shown and the cells it came from. `slide` is a slide id."""

    slide: str
    figure: str
    shown: str
    cells: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TraceSlide:
    """AX3. `rows` are the figures of slides 2, 7 and 15; plan quality has a page of its own."""

    slide: SlideText
    quality: QualityPage
    completeness: tuple[CompletenessRow, ...]
    total: CompletenessRow
    rows: tuple[TraceRow, ...]
    file: str
    findings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TraceRecord:
    """A figure shown in the deck: for notes, the appendix and the consolidated workbook."""

    slide: str
    label: str
    shown: str
    value: float | None
    unit: str
    rule: str
    file: str
    cells: str


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
    capabilities: CapabilitiesSlide | None
    standing: StandingSlide | None
    sales: SalesSlides | None
    swot: SwotSlide | None
    winning: WinningSlide | None
    purchase: PurchaseSlides | None
    effort: EffortSlide | None
    contact_matrix: MatrixSlide | None
    people: PeopleSlides | None
    buying: BuyingSlide | None
    stakes: StakesSlide | None
    outline: OutlineSlide | None
    process: ProcessSlide | None
    parts: PartsSlide | None
    team: TeamSlide | None
    joint: JointPlan | None = None
    labels: Mapping[str, Text] = field(default_factory=dict)
    records: tuple[TraceRecord, ...] = ()
