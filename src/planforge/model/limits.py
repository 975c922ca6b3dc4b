"""What rules hold a plan against: limits of `scorecard.toml`, which sets them; there are none besides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from planforge.model.action import Risk
from planforge.model.codes import Rhythm, RiskZone, SalesStage
from planforge.model.stages import StageCuts


@dataclass(frozen=True, slots=True, kw_only=True)
class UsualProbability:
    """The probabilities that a sales stage usually has, both ends included."""

    least: float
    most: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleLimits:
    """Limits that only rules need.

    Attributes:
        weight_tolerance: how far a sum of weights may be from 1.
        wallet_tolerance: how far sales in the wallet may be from this year's revenue, as a share of it.
        likely: probability from which a deal must have a next step.
        unchanged_factors: ratings that must all be the same as before to be remarkable.
        freeze_days: days before the customer's budget closes from which that is urgent.
        single_thread: key contacts that one person alone may hold at most before the account hangs on that person.
        probabilities: by sales stage.
    """

    weight_tolerance: float
    wallet_tolerance: float
    likely: float
    unchanged_factors: int
    freeze_days: float
    single_thread: int
    probabilities: Mapping[SalesStage, UsualProbability]


@dataclass(frozen=True, slots=True, kw_only=True)
class CyclePolicy:
    """Weeks that a planning cycle takes at least and at most."""

    least_weeks: int
    most_weeks: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskPolicy:
    """The zone of each sum of probability and impact points, 2 to 6."""

    zones: Mapping[RiskZone, tuple[int, ...]]

    def zone(self, points: int) -> RiskZone:
        """The zone of a sum of points."""
        return next(zone for zone, sums in self.zones.items() if points in sums)

    def zone_of(self, risk: Risk) -> RiskZone | None:
        """The zone of a risk; None when probability or impact is missing."""
        return None if risk.points is None else self.zone(risk.points)


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeLimits:
    """The weights of the four indicators of a grade, by their fields of the screening, and the means from which it is A or B."""

    weights: Mapping[str, float]
    a: float
    b: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The part of the scoring policy that rules read.

    Attributes:
        rules: limits of their own.
        stages: from which contacts a relationship stage follows, and the level from which a contact meets us.
        risks: the zones of risks.
        cycle: how long the planning cycle takes.
        poor: the rating of a factor up to which it needs evidence.
        top_share: share of the weighted pipeline from which one deal carries too much.
        stale_days: age of the data from which they are stale.
        answer_days: days after which the answer to a question of the bank is stale.
        profile_days: days after which a view of the customer counts as old.
        forecast_tolerance: how far sales by line may be from the five-year table, or our spend from our sales, as a share of these.
        grade: what makes a grade.
        rhythm: days between two contacts.
        most_accountable: how many duties one person may answer for.
        sheets: how many large deals are tracked one by one.
    """

    rules: RuleLimits
    stages: StageCuts
    risks: RiskPolicy
    cycle: CyclePolicy
    poor: float
    top_share: float
    stale_days: float
    answer_days: int
    profile_days: int
    forecast_tolerance: float
    grade: GradeLimits
    rhythm: Mapping[Rhythm, int]
    most_accountable: int
    sheets: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PortfolioLimits:
    """The part of the scoring policy that the consolidated workbook reads.

    Attributes:
        ready: share of required cells from which a plan without errors is ready for review.
        off_track: sections off track from which an account is counted as off track.
        risks: the zones of risks.
    """

    ready: float
    off_track: int
    risks: RiskPolicy
