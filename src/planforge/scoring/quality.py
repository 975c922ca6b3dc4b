"""Plan quality, 0 to 100: completeness, consistency, evidence, freshness; every lost point is tied to a rule or block and a cell.

Formula (METHOD, "Plan quality score"): each dimension starts with its points and loses them as listed here.
completeness: the share of required cells that are empty. consistency: points per finding of XR and CN.
evidence and freshness: a part's points times the share of its items that lack what the part asks for.
A plan too empty to be assessed cannot be praised for having no contradictions: consistency is earned in proportion
until the plan reaches the share of required cells from which sections are assessed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from planforge.diagnostics.finding import Finding
from planforge.model.arithmetic import clamp
from planforge.model.opportunity import Opportunity
from planforge.model.plan import AccountPlan, BlockReading
from planforge.model.record import Record
from planforge.model.scorecard import COMPLETENESS, CONSISTENCY, EVIDENCE, FRESHNESS, Loss, Quality
from planforge.scoring.policy import ScorecardPolicy
from planforge.scoring.relationships import days_over
from planforge.values import CellRef

FAMILIES = ("XR", "CN")


def score_quality(plan: AccountPlan, policy: ScorecardPolicy, findings: Sequence[Finding], as_of: date | None) -> Quality:
    """The quality of a plan with all losses, heaviest first within their dimension, and the fixes worth most."""
    share = complete_share(plan)
    dimensions = {
        COMPLETENESS: (policy.quality.completeness, list(_incomplete(plan, policy))),
        CONSISTENCY: (policy.quality.consistency, _inconsistent(plan, policy, findings, share)),
        EVIDENCE: (policy.quality.evidence, list(_unproved(plan, policy, as_of))),
        FRESHNESS: (policy.quality.freshness, list(_not_fresh(plan, policy, as_of))),
    }
    earned = {name: max(0.0, points - sum(loss.points for loss in losses)) for name, (points, losses) in dimensions.items()}
    losses = [loss for _, found in dimensions.values() for loss in sorted(found, key=lambda loss: -loss.points)]
    return Quality(
        total=sum(earned.values()),
        completeness=earned[COMPLETENESS],
        consistency=earned[CONSISTENCY],
        evidence=earned[EVIDENCE],
        freshness=earned[FRESHNESS],
        complete_share=share,
        losses=tuple(losses),
        fixes=tuple(sorted(losses, key=lambda loss: -loss.points)[: policy.quality.fixes]),
    )


def complete_share(plan: AccountPlan) -> float:
    """Filled required cells over required cells of all blocks, 0 to 1."""
    required = sum(reading.required for reading in plan.readings.values())
    return sum(reading.filled for reading in plan.readings.values()) / required if required else 1.0


def _incomplete(plan: AccountPlan, policy: ScorecardPolicy) -> Iterator[Loss]:
    """One loss per block with empty required cells, rows that a complete plan has included."""
    required = sum(reading.required for reading in plan.readings.values())
    for reading in plan.readings.values():
        empty = reading.required - reading.filled
        if empty > 0:
            yield Loss(
                dimension=COMPLETENESS,
                points=policy.quality.completeness * empty / required,
                code=reading.block,
                message=f"{empty} of {reading.required} required cells of {reading.sheet or reading.block} are empty.",
                hint="Fill in the required cells; their headers end with *.",
                cell=_first_cell(reading),
                count=empty,
                total=reading.required,
            )


def _first_cell(reading: BlockReading) -> CellRef | None:
    """The first empty required cell, else the place for the next row."""
    if reading.missing:
        return reading.missing[0]
    return CellRef(reading.area.sheet, reading.area.bottom + 1, reading.area.left) if reading.area else None


def _inconsistent(plan: AccountPlan, policy: ScorecardPolicy, findings: Sequence[Finding], share: float) -> list[Loss]:
    """A loss per rule, brought down in proportion when they exceed the dimension, and what an empty plan has not earned."""
    points = policy.quality.consistency
    unearned = points * (1 - clamp(share / policy.sections.complete, 0, 1)) if policy.sections.complete else 0.0
    losses = _finding_losses(findings, policy)
    total = sum(loss.points for loss in losses)
    scale = min(1.0, (points - unearned) / total) if total else 1.0
    scaled = [replace(loss, points=loss.points * scale) for loss in losses]
    if unearned > 0:
        emptiest = max(plan.readings.values(), key=lambda reading: reading.required - reading.filled)
        message = f"Only {round(share * 100)}% of the required cells are filled, too few to tell whether the plan holds together."
        hint = f"Fill in {emptiest.sheet or emptiest.block} first."
        scaled.append(
            Loss(dimension=CONSISTENCY, points=unearned, code=emptiest.block, message=message, hint=hint, cell=_first_cell(emptiest))
        )
    return scaled


def _finding_losses(findings: Sequence[Finding], policy: ScorecardPolicy) -> list[Loss]:
    """One loss per rule that found something, with the message and cell of its first finding."""
    by_code: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.code[:2] in FAMILIES:
            by_code.setdefault(finding.code, []).append(finding)
    return [_rule_loss(found, policy) for found in by_code.values()]


def _rule_loss(found: Sequence[Finding], policy: ScorecardPolicy) -> Loss:
    first, more = found[0], len(found) - 1
    points: float = sum(getattr(policy.quality.finding, finding.severity.value) for finding in found)
    message = f"{first.message} {more} more like this." if more else first.message
    return Loss(dimension=CONSISTENCY, points=points, code=first.code, message=message, hint=first.hint, cell=first.cell, count=len(found))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ask:
    """What every record of a block should have: `words` name those that lack it, `name` is the field to look at."""

    block: str
    name: str
    words: str
    hint: str


_RATING_EVIDENCE = _Ask(
    block="factors",
    name="evidence",
    words="ratings without evidence that is sure and recent",
    hint="Say in one line what was seen or heard, and from whom; confirm what is unsure or old.",
)
_SCORE_REASON = _Ask(block="attractiveness", name="reason", words="scores without a reason", hint="Give the reason for each score.")
_NEXT_STEP = _Ask(
    block="pipeline",
    name="next_step",
    words="open deals without a next step, its date or its owner",
    hint="Enter the next step agreed with the customer, its date and its owner.",
)
_STAGE_EVIDENCE = _Ask(
    block="stage",
    name="evidence",
    words="relationship stages without evidence",
    hint="Say what shows that the relationship is at this stage.",
)
_RHYTHM_KEPT = _Ask(
    block="contacts",
    name="last_contact",
    words="key contacts not met within the agreed rhythm",
    hint="Agree a rhythm with every key contact, meet them, and enter the date of the last contact.",
)
_DATES_AHEAD = _Ask(
    block="pipeline",
    name="close_date",
    words="open deals without dates that lie ahead",
    hint="Enter close dates and next steps that lie ahead.",
)


def _unproved(plan: AccountPlan, policy: ScorecardPolicy, as_of: date | None) -> Iterator[Loss]:
    """What the plan claims without evidence: ratings, scores, deals, the stage. Evidence that is unsure or old proves nothing."""
    proof = policy.quality.proof
    unit = policy.quality.evidence / ((proof.factors + proof.attractiveness + proof.deals + proof.stage) or 1)
    days = policy.questions.stale_days
    ratings = [(f, f.evidence is not None and not f.is_unsure and not f.is_old(as_of, days)) for f in plan.factors if f.score is not None]
    scores = [(f, f.reason is not None) for f in plan.attractiveness if f.score is not None]
    deals = [(d, bool(d.next_step and d.next_date and d.owner)) for d in plan.pipeline if d.is_open]
    claims = [(plan.stage, plan.stage.evidence is not None)] if plan.stage.now else []
    first = next((f for f, holds in ratings if not holds), None)
    if first is not None and first.evidence:
        asked = replace(_RATING_EVIDENCE, name="confidence" if first.is_unsure else "dated")
    else:
        asked = _RATING_EVIDENCE
    yield from _part_loss(plan, EVIDENCE, unit * proof.factors, asked, ratings)
    yield from _part_loss(plan, EVIDENCE, unit * proof.attractiveness, _SCORE_REASON, scores)
    yield from _part_loss(plan, EVIDENCE, unit * proof.deals, _NEXT_STEP, deals)
    yield from _part_loss(plan, EVIDENCE, unit * proof.stage, _STAGE_EVIDENCE, claims)


def _not_fresh(plan: AccountPlan, policy: ScorecardPolicy, as_of: date | None) -> Iterator[Loss]:
    """What is old: the data themselves, the contacts, the dates of deals."""
    recent, rhythm = policy.quality.recent, policy.relationships.rhythm
    unit = policy.quality.freshness / ((recent.age + recent.contacts + recent.dates) or 1)
    contacts = [(c, days_over(c, as_of, rhythm) == 0) for c in plan.contacts if c.buying_role is not None and c.rhythm is not None]
    deals = [(d, _lies_ahead(d, as_of)) for d in plan.pipeline if d.is_open]
    yield from _age_loss(plan, policy, as_of, unit * recent.age)
    yield from _part_loss(plan, FRESHNESS, unit * recent.contacts, _RHYTHM_KEPT, contacts)
    yield from _part_loss(plan, FRESHNESS, unit * recent.dates, _DATES_AHEAD, deals)


def _lies_ahead(deal: Opportunity, as_of: date | None) -> bool:
    """True when the deal has a close date and neither it nor the next step is past."""
    return as_of is not None and deal.close_date is not None and min(deal.close_date, deal.next_date or deal.close_date) >= as_of


def _age_loss(plan: AccountPlan, policy: ScorecardPolicy, as_of: date | None, points: float) -> Iterator[Loss]:
    """Nothing for data fresh at the review, all for stale ones, in proportion between; all without an as-of date."""
    cell, limits = plan.cover.at("as_of"), policy.quality.age
    if as_of is None:
        message = "The as-of date is missing, so nobody knows how old the data are."
        yield Loss(dimension=FRESHNESS, points=points, code="cover", message=message, hint="Enter the as-of date on the Cover.", cell=cell)
        return
    review = plan.cover.review_date or as_of
    age = (review - as_of).days
    share = clamp((age - limits.fresh_days) / (limits.stale_days - limits.fresh_days), 0, 1)
    if share > 0:
        message = f"The data are {age} days old at the review."
        hint = "Update the plan and its as-of date before the review."
        yield Loss(dimension=FRESHNESS, points=points * share, code="cover", message=message, hint=hint, cell=cell, count=age)


def _part_loss(plan: AccountPlan, dimension: str, points: float, ask: _Ask, records: Sequence[tuple[Record, bool]]) -> Iterator[Loss]:
    """points x share of the records that lack what is asked for; all points when there is no record to judge."""
    failing = [record for record, holds in records if not holds]
    if failing:
        message, cell = f"{len(failing)} of {len(records)} {ask.words}.", failing[0].at(ask.name)
    elif records:
        return
    else:
        reading = plan.readings.get(ask.block)
        sheet = reading.sheet if reading and reading.sheet else ask.block
        message, cell = f"{sheet} has nothing to judge yet.", _first_cell(reading) if reading else None
    share = len(failing) / len(records) if records else 1.0
    yield Loss(
        dimension=dimension,
        points=points * share,
        code=ask.block,
        message=message,
        hint=ask.hint,
        cell=cell,
        count=len(failing),
        total=len(records),
    )
