"""The scoring policy: every cut, limit and weight, typed. Read from `scorecard.toml`; the comments there say what each is for."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from planforge.model.business import CutAmounts
from planforge.model.codes import AccountClass, AccountType, BuyingRole, Rhythm
from planforge.model.influence import InfluenceWeights
from planforge.model.limits import CyclePolicy, GradeLimits, Limits, PortfolioLimits, RiskPolicy, RuleLimits
from planforge.model.stages import StageCuts


@dataclass(frozen=True, slots=True, kw_only=True)
class FactorGroupPolicy:
    """A group of the ten factors, by factor number."""

    key: str
    factors: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FactorPolicy:
    """Ratings that are good or poor, and the averages for on track and watch."""

    good: float
    poor: float
    weakest: int
    on_track: float
    poor_allowed: int
    watch: float
    groups: tuple[FactorGroupPolicy, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AttractivenessPolicy:
    """The dividing line between low and high attractiveness, and from how many plans on the portfolio's average replaces it."""

    cut: float
    portfolio: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StrengthPolicy:
    """axis = clamp(scale x ratio, low, high), the dividing line on it, and the share of weight a rival must be rated on to be the best."""

    scale: float
    low: float
    high: float
    cut: float
    rated: float = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionPolicy:
    """The distance from a dividing line below which an account is close to its neighbour."""

    near: float


@dataclass(frozen=True, slots=True, kw_only=True)
class FinancialPolicy:
    """Shares of plan for on track and watch; by how much of revenue the margin may fall; how many years of revenue make a trend."""

    on_track: float
    watch: float
    margin_points: float
    least_years: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PipelinePolicy:
    """Coverage for on track and watch; the share of one deal that is too much; the probability up to which a rise is proposed,
    and the steps of that rise."""

    on_track: float
    watch: float
    top_share: float
    lift: float
    lift_step: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SupportPolicy:
    """What a mentor or an opponent counts, and a supporter or a sceptic."""

    strong: int
    weak: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationshipPolicy:
    """Contact levels for on track and off track; the share of the rhythm after which a contact is due soon; what support and the
    role of a person count; the days between two contacts of a rhythm."""

    level_on_track: int
    level_off_track: int
    soon: float
    support: SupportPolicy
    roles: Mapping[BuyingRole, int]
    rhythm: Mapping[Rhythm, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class SharePolicy:
    """Shares for on track and watch."""

    on_track: float
    watch: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionPolicy:
    """Shares on time for on track and watch; the oldest delay in days that is still on track."""

    on_track: float
    watch: float
    days_late: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DealPolicy:
    """How many deals get a sheet; the share of plus marks that is a go, and by how many minus marks lead in a no-go."""

    sheets: int
    go: float
    no_go: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalPolicy:
    """The days before a goal's due date from which it must have this share of its way behind it."""

    watch_days: int
    watch: float


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyPolicy:
    """How many duties one person may answer for."""

    most_accountable: int


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionPolicy:
    """The days after which the answer to a question of the bank is stale; the share of answers below which a rating is thinly based."""

    stale_days: int
    thin: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfilePolicy:
    """The days after which a view of the customer in its profile counts as old."""

    stale_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorPolicy:
    """Weights of the four indicators of a grade."""

    sales: float
    profit: float
    growth: float
    loyalty: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SelectionPolicy:
    """The weighted mean of the criteria from which an account is worth a plan; ratings of the quick screen; means of grades A and B; the
    score up to which a criterion is low."""

    pass_mark: float
    screen_on_track: float
    screen_watch: float
    grade_a: float
    grade_b: float
    low: int
    indicators: IndicatorPolicy

    @property
    def grade_limits(self) -> GradeLimits:
        """What makes a grade, for the rules."""
        weights = {f"grade_{entry.name}": float(getattr(self.indicators, entry.name)) for entry in dataclasses.fields(self.indicators)}
        return GradeLimits(weights=MappingProxyType(weights), a=self.grade_a, b=self.grade_b)


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentPolicy:
    """How many plans of a currency make the medians from which revenue, profit and potential are high; amounts that go before them."""

    portfolio: int
    amounts: Mapping[str, CutAmounts]


@dataclass(frozen=True, slots=True, kw_only=True)
class ForecastPolicy:
    """The share of a year's revenue by which sales by line may differ from the five-year table; outlooks for on track and watch;
    the share of sales from which a region is asked about."""

    tolerance: float
    on_track: float
    watch: float
    region_share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingPolicy:
    """The rating up to which a gain of the customer's is low; the difference from which trust in company and people is uneven."""

    low: int
    apart: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourcePolicy:
    """The share of requests with a deal below which the title tells what has no return."""

    linked: float


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursPolicy:
    """Hours a month, from and to."""

    least: float
    most: float


@dataclass(frozen=True, slots=True, kw_only=True)
class EffortPolicy:
    """The days that a log must cover before a pace is told from it; the hours that each account type deserves."""

    least_days: int
    hours: Mapping[AccountType, HoursPolicy]


@dataclass(frozen=True, slots=True, kw_only=True)
class StakeholderPolicy:
    """The rating, 1 to 5, from which a group's power or interest is high."""

    high: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionPolicy:
    """Shares of required cells: below which a section is not assessed, and from which a plan is ready for review; how many sections
    that are off track put an account on the list of those to look at first."""

    complete: float
    ready: float
    off_track: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendPolicy:
    """Differences between two reviews up to which a rating, or a share, has not moved."""

    rating: float
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatPolicy:
    """Shares of the largest cell from which a cell of a heat table is the second, third and fourth shade; counts from which it is the
    second and third; the share of the busiest month from which a month is the second."""

    steps: tuple[float, ...]
    counts: tuple[int, ...]
    busy: float


@dataclass(frozen=True, slots=True, kw_only=True)
class WalletPolicy:
    """The share of the customer's spending from which we are its main supplier."""

    leads: float


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthPolicy:
    """Ratings of the planning's success factors that are good or poor."""

    good: float
    poor: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PagePolicy:
    """Slides that a part of the plan has at least and at most."""

    least: int
    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PagesPolicy:
    """The page budgets of the parts that have one."""

    goals: PagePolicy
    actions: PagePolicy
    team: PagePolicy
    forecast: PagePolicy


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingPolicy:
    """Points of the quality score that one finding takes away, by severity."""

    error: float
    warning: float
    info: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofPolicy:
    """What evidence is made of, in proportion."""

    factors: float
    attractiveness: float
    deals: float
    stage: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RecentPolicy:
    """What freshness is made of, in proportion."""

    age: float
    contacts: float
    dates: float


@dataclass(frozen=True, slots=True, kw_only=True)
class AgePolicy:
    """Days up to which data are fresh, and from which they are stale."""

    fresh_days: float
    stale_days: float


@dataclass(frozen=True, slots=True, kw_only=True)
class QualityPolicy:
    """Points of the four dimensions of plan quality, which add up to 100, and what they are made of."""

    completeness: float
    consistency: float
    evidence: float
    freshness: float
    fixes: int
    finding: FindingPolicy
    proof: ProofPolicy
    recent: RecentPolicy
    age: AgePolicy


@dataclass(frozen=True, slots=True, kw_only=True)
class CadencePolicy:
    """Days between two reviews, and months from a review to a progress report (0 for none), by account class."""

    A: int
    B: int
    C: int
    report: Mapping[AccountClass, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelPolicy:
    """The words for the contact levels 0 to 4."""

    en: tuple[str, ...]
    zh: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScorecardPolicy:
    """All of `scorecard.toml`; field names are its section names."""

    schema: int
    factors: FactorPolicy
    attractiveness: AttractivenessPolicy
    strength: StrengthPolicy
    position: PositionPolicy
    financials: FinancialPolicy
    pipeline: PipelinePolicy
    relationships: RelationshipPolicy
    influence: InfluenceWeights
    stages: StageCuts
    competition: SharePolicy
    satisfaction: SharePolicy
    risks: RiskPolicy
    actions: ActionPolicy
    deals: DealPolicy
    goals: GoalPolicy
    duties: DutyPolicy
    questions: QuestionPolicy
    profile: ProfilePolicy
    selection: SelectionPolicy
    segments: SegmentPolicy
    forecast: ForecastPolicy
    standing: StandingPolicy
    resources: ResourcePolicy
    effort: EffortPolicy
    stakeholders: StakeholderPolicy
    sections: SectionPolicy
    trends: TrendPolicy
    heat: HeatPolicy
    wallet: WalletPolicy
    health: HealthPolicy
    cycle: CyclePolicy
    pages: PagesPolicy
    rules: RuleLimits
    quality: QualityPolicy
    cadence: CadencePolicy
    levels: LevelPolicy

    @property
    def limits(self) -> Limits:
        """What the rules read."""
        return Limits(
            rules=self.rules,
            stages=self.stages,
            risks=self.risks,
            cycle=self.cycle,
            poor=self.factors.poor,
            top_share=self.pipeline.top_share,
            stale_days=self.quality.age.stale_days,
            answer_days=self.questions.stale_days,
            profile_days=self.profile.stale_days,
            forecast_tolerance=self.forecast.tolerance,
            grade=self.selection.grade_limits,
            rhythm=self.relationships.rhythm,
            most_accountable=self.duties.most_accountable,
            sheets=self.deals.sheets,
        )

    @property
    def portfolio_limits(self) -> PortfolioLimits:
        """What the consolidated workbook reads."""
        return PortfolioLimits(ready=self.sections.ready, off_track=self.sections.off_track, risks=self.risks)

    def named(self) -> Mapping[str, Any]:
        """Every value by its dotted name, such as `pipeline.top_share`: for texts, and for the method appendix."""
        return MappingProxyType(dict(_named(self, "")))


def _named(value: Any, prefix: str) -> Iterator[tuple[str, Any]]:
    for entry in dataclasses.fields(value):
        inner, name = getattr(value, entry.name), f"{prefix}{entry.name}"
        if dataclasses.is_dataclass(inner):
            yield from _named(inner, f"{name}.")
        else:
            yield name, inner
