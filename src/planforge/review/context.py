"""The names a review deck's template may use. Everything is formatted text, rich text, chart data or plain figures for drawings.

Templates show, they never calculate: all wording, order, limits and number formats are decided before.
Figures that a drawing places (scores, dates, levels) stay numbers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from planforge.office.rich import ChartData, Picture, Rich, Text
from planforge.review.context_account import BackupSlide, ChangesSlide, MixSlides, SnapshotSlide
from planforge.review.context_base import EmptyState as EmptyState
from planforge.review.context_base import Kpi as Kpi
from planforge.review.context_base import Lead as Lead
from planforge.review.context_base import SlideText as SlideText
from planforge.review.context_customer import BuyingSlide, EffortSlide, MatrixSlide, PeopleSlides, PurchaseSlides, StakesSlide
from planforge.review.context_deals import CapabilitiesSlide, DealReviewSlide, DealSheets, GoalsSlide, ResourcesSlide
from planforge.review.context_process import OutlineSlide, PartsSlide, ProcessSlide, TeamSlide
from planforge.review.context_standing import QuestionBankSlide, SalesSlides, SelectionSlide, StandingSlide
from planforge.review.context_value import RoadmapSlides, SatisfactionSlide, StageSlide, SwotSlide, WinningSlide


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
    """A01. `facts` are label and value lines under the subtitle."""

    slide: SlideText
    title: str
    subtitle: str
    sticker: str
    facts: tuple[tuple[Text, str], ...] = ()


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
    """A02, the account on a page. Always six tiles and eight section rows; at most three decisions shown here."""

    slide: SlideText
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


@dataclass(frozen=True, slots=True, kw_only=True)
class FactorGroup:
    """A group of factors under one heading."""

    name: Text
    factors: tuple[FactorLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FactorsSlide:
    """A05. `radar` has the series `Previous review` (like) and `This review`."""

    slide: SlideText
    empty: EmptyState | None
    radar: ChartData
    groups: tuple[FactorGroup, ...]
    this_label: str
    previous_label: str
    has_previous: bool
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
    """A position on the 1 to 5 axes: strength to the right, attractiveness upwards. `strength` None draws a band."""

    name: str
    strength: float | None
    attractiveness: float
    previous_strength: float | None = None
    previous_attractiveness: float | None = None


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
    """A07. `chart` has one series `Revenue` with point styles actual, forecast, plan."""

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
    """A card of the influence map. `support` is +1, 0, -1; `level` 0 to 4 or None."""

    id: str
    name: str
    other_name: str
    role: str
    buying: str
    attitude: str
    support: int
    level: int | None
    reports_to: str
    outside: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class InfluenceLink:
    """An arrow of influence between two cards, by id."""

    source: str
    target: str
    strong: bool
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InfluencePage:
    """One slide of the map. `also` are links that are said in words because they cannot be drawn."""

    slide: SlideText
    cards: tuple[PersonCard, ...]
    links: tuple[InfluenceLink, ...]
    also: str
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
class CoverageSlide:
    """A10. `members` are column heads of name and function on two lines, at most six."""

    slide: SlideText
    empty: EmptyState | None
    members: tuple[str, ...]
    rows: tuple[CoverageRow, ...]
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
    next_step: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class PipelineSlide:
    """A15. `bridge` is a waterfall: series Base, Value, Label and Connector 1..n (like `Connector`)."""

    slide: SlideText
    empty: EmptyState | None
    unit: str
    bridge: ChartData
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
    """A18. `zones` are the four zone names, lowest first; `degrees` low, medium, high."""

    slide: SlideText
    empty: EmptyState | None
    zones: tuple[str, ...]
    degrees: tuple[str, ...]
    marks: tuple[RiskMark, ...]
    rows: tuple[RiskRow, ...]
    takeaway: Text
    alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A row of the action timeline. `state` is done, running or late; a milestone has only an end."""

    start: date | None
    end: date | None
    state: str
    milestone: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """The time axis beside the action table: first and last month shown, the as-of day, one bar per table row."""

    first: date
    last: date
    today: date
    today_label: str
    months: tuple[str, ...]
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionRow:
    """A row of the action table."""

    number: str
    action: str
    owner: Text
    due: Text
    status: Rich


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionsSlide:
    """A19. `timeline.bars` run in step with `rows`; when the table continues, each page draws its own rows.

    `summary` counts the actions by type and owner; it is empty while no action has a type and the plan has no goals.
    """

    slide: SlideText
    empty: EmptyState | None
    rows: tuple[ActionRow, ...]
    timeline: Timeline | None
    alt: str
    summary: Text = ""


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
    """A21. The same decision objects as A02, in pages of four; one page even without decisions. `follow_up` looks back and ahead."""

    slide: SlideText
    pages: tuple[DecisionPage, ...]
    questions: tuple[QuestionRow, ...]
    approve: str
    change: str
    reject: str
    none: str
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
    """A framework of the method whose slide is in the deck, how it is computed, with the values in force. `slide` is a slide id."""

    measure: Text
    rule: str
    slide: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DefinitionsSlide:
    """AX2. Status rules in force, measures and keys; `methods` follow on a second slide."""

    slide: SlideText
    rules: tuple[RuleRow, ...]
    measures: tuple[Lead, ...]
    keys: tuple[Rich, ...]
    methods: tuple[MethodRow, ...]


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
    """AX3. `rows` are the figures of slides 2, 7 and 15."""

    slide: SlideText
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
    labels: Mapping[str, Text] = field(default_factory=dict)
    records: tuple[TraceRecord, ...] = ()
