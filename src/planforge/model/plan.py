"""The account plan: everything one workbook says, typed and frozen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from planforge.model.account import (
    AccountProfile,
    Cover,
    CustomerGoal,
    CustomerYear,
    Duty,
    FinancialYear,
    TeamMember,
    TitleOverride,
    WalletLine,
)
from planforge.model.action import Action, Decision, ResourceRequest, Risk
from planforge.model.assessment import AttractivenessFactor, BuyingCriterion, FactorRating, SuccessFactor, Want
from planforge.model.deal import Capability, DealGate, DealQuestion, DealRole, DealsReviewed, Partners
from planforge.model.opportunity import Objective, Opportunity, RoadmapItem
from planforge.model.people import Activity, BuyingStep, FiveWTwoH, KeyPerson, StakeholderGroup
from planforge.model.process import CycleStep, HealthFactor, Preparation, ReviewAnswer, StageTool
from planforge.model.purchase import ForecastLine, InstalledBase, PurchaseProfile, SupplierSpend
from planforge.model.relationship import Coverage, FunctionPair, Influence, StageAction, StageClaim, Stakeholder
from planforge.model.selection import FactorQuestion, Screening, SelectionCriterion
from planforge.model.standing import Benefit, SatisfactionScore, TrustRating
from planforge.model.strategy import AccountStrategy, OutlineYear, RivalMove, SwotItem
from planforge.values import CellRef, RangeRef, SourceFile


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockReading:
    """What was found of one block (form, grid or table) of the spec.

    Attributes:
        block: the block's key in the spec, such as `pipeline`; also the name of its attribute on the plan.
        sheet: the sheet's name in this workbook; empty when the sheet is missing.
        area: the cells in use, header excluded; None when there are none.
        rows: how many records were read.
        required: how many required cells there are: required fields times records, at least `minimum rows` records.
        filled: how many of them have a value.
        missing: the empty required cells of existing records.
    """

    block: str
    sheet: str = ""
    area: RangeRef | None = None
    rows: int = 0
    required: int = 0
    filled: int = 0
    missing: tuple[CellRef, ...] = ()

    @property
    def share(self) -> float:
        """Filled required cells over required cells, 0 to 1; 1 when nothing is required."""
        return self.filled / self.required if self.required else 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountPlan:
    """One key account's plan. Attribute names equal the block keys of `workbook.toml`."""

    source: SourceFile
    cover: Cover = field(default_factory=Cover)
    titles: tuple[TitleOverride, ...] = ()
    team: tuple[TeamMember, ...] = ()
    profile: AccountProfile = field(default_factory=AccountProfile)
    customer_goals: tuple[CustomerGoal, ...] = ()
    customer_years: tuple[CustomerYear, ...] = ()
    factors: tuple[FactorRating, ...] = ()
    attractiveness: tuple[AttractivenessFactor, ...] = ()
    strength: tuple[SuccessFactor, ...] = ()
    financials: tuple[FinancialYear, ...] = ()
    wallet: tuple[WalletLine, ...] = ()
    contacts: tuple[Stakeholder, ...] = ()
    influence: tuple[Influence, ...] = ()
    coverage: tuple[Coverage, ...] = ()
    stage: StageClaim = field(default_factory=StageClaim)
    stage_pairs: tuple[FunctionPair, ...] = ()
    stage_actions: tuple[StageAction, ...] = ()
    competition: tuple[BuyingCriterion, ...] = ()
    wants: tuple[Want, ...] = ()
    roadmap: tuple[RoadmapItem, ...] = ()
    pipeline: tuple[Opportunity, ...] = ()
    goals: tuple[Objective, ...] = ()
    risks: tuple[Risk, ...] = ()
    actions: tuple[Action, ...] = ()
    resources: tuple[ResourceRequest, ...] = ()
    duties: tuple[Duty, ...] = ()
    decisions: tuple[Decision, ...] = ()
    factor_questions: tuple[FactorQuestion, ...] = ()
    screening: Screening = field(default_factory=Screening)
    criteria: tuple[SelectionCriterion, ...] = ()
    deals_reviewed: DealsReviewed = field(default_factory=DealsReviewed)
    deal_questions: tuple[DealQuestion, ...] = ()
    deal_gates: tuple[DealGate, ...] = ()
    deal_roles: tuple[DealRole, ...] = ()
    partners: Partners = field(default_factory=Partners)
    capabilities: tuple[Capability, ...] = ()
    satisfaction: tuple[SatisfactionScore, ...] = ()
    trust: tuple[TrustRating, ...] = ()
    benefits: tuple[Benefit, ...] = ()
    forecast: tuple[ForecastLine, ...] = ()
    purchasing: PurchaseProfile = field(default_factory=PurchaseProfile)
    installed_base: tuple[InstalledBase, ...] = ()
    supplier_spend: tuple[SupplierSpend, ...] = ()
    activities: tuple[Activity, ...] = ()
    key_person: KeyPerson = field(default_factory=KeyPerson)
    questions_5w2h: FiveWTwoH = field(default_factory=FiveWTwoH)
    buying_process: tuple[BuyingStep, ...] = ()
    stakeholder_groups: tuple[StakeholderGroup, ...] = ()
    swot: tuple[SwotItem, ...] = ()
    strategies: tuple[AccountStrategy, ...] = ()
    rivals: tuple[RivalMove, ...] = ()
    outline: tuple[OutlineYear, ...] = ()
    preparation: tuple[Preparation, ...] = ()
    cycle: tuple[CycleStep, ...] = ()
    stage_tools: tuple[StageTool, ...] = ()
    review_answers: tuple[ReviewAnswer, ...] = ()
    health: tuple[HealthFactor, ...] = ()
    readings: Mapping[str, BlockReading] = field(default_factory=dict)

    @property
    def as_of(self) -> date | None:
        """The day the data stand for: the as-of date, else the review date. Never the clock."""
        return self.cover.as_of or self.cover.review_date

    @property
    def name(self) -> str:
        """The account's name, or the file's name while the cover has none."""
        return self.cover.account or self.source.name

    @property
    def this_year(self) -> int | None:
        """The middle year of the five-year table, else the as-of year."""
        years = [y.year for y in self.financials if y.year is not None]
        if len(years) >= 3:
            return sorted(years)[len(years) // 2]
        return self.as_of.year if self.as_of else None

    def year(self, number: int | None) -> FinancialYear | None:
        """The five-year table's record of a year."""
        return next((y for y in self.financials if number is not None and y.year == number), None)

    @property
    def requests(self) -> tuple[Decision, ...]:
        """The decisions the reviewers are asked for: those without an outcome, and those decided at or after the as-of date."""
        day = self.as_of
        return tuple(d for d in self.decisions if d.outcome is None or (day and d.outcome_date and d.outcome_date >= day))

    def member(self, name: str | None) -> TeamMember | None:
        """The team member of a name."""
        return next((m for m in self.team if name and m.name == name), None)

    def contact(self, id: str | None) -> Stakeholder | None:
        """The stakeholder of an id."""
        return next((c for c in self.contacts if id and c.id == id), None)
