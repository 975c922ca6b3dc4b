"""One plan's rows for the consolidated workbook."""

from __future__ import annotations

from typing import Any

from planforge.diagnostics.chinese import told
from planforge.diagnostics.finding import Finding, Severity
from planforge.diagnostics.report import Report
from planforge.model.codes import RiskZone, Status, YesNo
from planforge.model.cycle import StepState, not_ready, prework, read_cycle
from planforge.model.plan import AccountPlan
from planforge.model.record import Record
from planforge.model.scorecard import SECTIONS, Scorecard
from planforge.office.xlsx.values import Link
from planforge.portfolio.records import (
    AccountRow,
    AccountRows,
    ActionRow,
    CalendarRow,
    DealRow,
    DecisionRow,
    DeckFigures,
    EffortRow,
    FactorRow,
    FileRow,
    IssueRow,
    RequestRow,
    RiskRow,
    SegmentRow,
    SelectionRow,
    YearRow,
)
from planforge.values import CellRef

_STATUS_RANK = {Status.ON_TRACK: 3, Status.WATCH: 2, Status.OFF_TRACK: 1, Status.NOT_ASSESSED: None}


def account_rows(
    plan: AccountPlan, scorecard: Scorecard, report: Report, *, deck: str = "", source: str = "", language: str = "en"
) -> AccountRows:
    """The rows of one plan.

    Args:
        plan: the account plan.
        scorecard: its scores, with the position taken in the portfolio.
        report: its findings.
        deck: path of the review deck, relative to the consolidated workbook; empty when there is none.
        source: path of the plan workbook, likewise; empty gives its bare name.
        language: in which findings speak; Chinese for `zh`, else English.
    """
    return _Reader(plan, scorecard, report, deck, source or plan.source.name, language).rows()


class _Reader:
    """Reads one plan into rows."""

    def __init__(self, plan: AccountPlan, scorecard: Scorecard, report: Report, deck: str, source: str, language: str) -> None:
        self.plan, self.scorecard, self.report = plan, scorecard, report
        self.deck, self.source, self.language = deck, source, language
        self.key = (plan.cover.account_id or plan.name).strip()
        self.name = plan.name

    def rows(self) -> AccountRows:
        """All rows of the plan."""
        cover, position = self.plan.cover, self.scorecard.position
        return AccountRows(
            account=self._account(),
            segment=self._segment(),
            selection=self._selection(),
            effort=self._effort(),
            calendar=self._calendar(),
            attractiveness=tuple(self._attractiveness()),
            file=self._file(),
            currency=cover.currency or "",
            unit=cover.unit or "1",
            period=cover.period or "",
            this_year=self.plan.this_year,
            cuts=(position.attractiveness_cut, position.strength_cut),
            business_cuts=self.scorecard.selection.cuts,
            signed_off=cover.signed_off is YesNo.YES,
            deck_figures=self._deck_figures(),
            years=tuple(self._years()),
            deals=tuple(self._deals()),
            risks=tuple(self._risks()),
            actions=tuple(self._actions()),
            requests=tuple(self._requests()),
            decisions=tuple(self._decisions()),
            issues=tuple(self._issue(finding) for finding in self.report.findings),
        )

    def _link(self, cell: CellRef | None) -> Link:
        return Link(str(cell), f"{self.source}#{cell}") if cell else Link(self.plan.source.name, self.source)

    def _base(self, record: Record, field: str) -> dict[str, Any]:
        cell = record.at(field) or next(iter(record.cells.values()), None)
        return {"account_id": self.key, "account": self.name, "source": self._link(cell)}

    def _file(self) -> FileRow:
        cover = self.plan.cover
        return FileRow(
            file=Link(self.plan.source.name, self.source),
            account=self.name,
            outcome="read",
            signed="signed" if cover.signed_off is YesNo.YES else "unsigned",
            as_of=self.scorecard.as_of,
            unit=" ".join(part for part in (cover.currency, cover.unit if cover.unit != "1" else "") if part),
            quality=self.scorecard.quality.total,
            errors=self.report.count(Severity.ERROR),
            warnings=self.report.count(Severity.WARNING),
            sha256=self.plan.source.sha256[:12],
        )

    def _account(self) -> AccountRow:
        plan, scores = self.plan, self.scorecard
        cover, position, wallet = plan.cover, scores.position, scores.financials.wallet_share
        return AccountRow(
            account_id=self.key,
            account=self.name,
            source=Link(plan.source.name, self.source),
            account_class=cover.account_class or "",
            manager=cover.manager or "",
            currency=cover.currency or "",
            attractiveness=position.attractiveness.value,
            strength=position.strength.axis.value,
            previous_attractiveness=position.previous_attractiveness,
            previous_strength=position.previous_strength,
            previous_type=position.previous_type or "",
            ten_factors=scores.factors.average.value,
            stage_now=plan.stage.now or "",
            stage_target=plan.stage.target or "",
            wallet_share=wallet.value if wallet else None,
            quality=scores.quality.total,
            complete=scores.quality.complete_share,
            open_prework=sum(item.blocks for item in prework(plan)),
            signed_off="yes" if cover.signed_off else "no",
            next_review=cover.next_review,
            as_of=scores.as_of,
            statuses=tuple(_STATUS_RANK[scores.status(section)] for section in SECTIONS),
            deck=Link(self.deck.rpartition("/")[2], self.deck),
        )

    def _segment(self) -> SegmentRow:
        cover, screening, scores = self.plan.cover, self.plan.screening, self.scorecard.selection
        return SegmentRow(
            **self._base(screening, "future_potential"),
            kind=screening.kind or "",
            parent=screening.parent or "",
            account_class=cover.account_class or "",
            future_potential=screening.future_potential,
            last_review=cover.last_review,
            next_review=cover.next_review,
            as_of=self.scorecard.as_of,
            days_between=self.scorecard.cadence.days,
            report_months=self.scorecard.cadence.report_months,
            value_deck=_box(scores.value_box, scores.revenue, scores.profit),
            segment_deck=_box(scores.segment, scores.revenue, screening.future_potential),
        )

    def _selection(self) -> SelectionRow:
        screening, scores = self.plan.screening, self.scorecard.selection
        return SelectionRow(
            **self._base(screening, "sales_size"),
            account_class=self.plan.cover.account_class or "",
            criteria_mean=scores.criteria.mean,
            unknown=scores.criteria.unknown,
            knock_outs=len(scores.criteria.knock_outs),
            verdict=scores.criteria.verdict or "",
            sales_size=screening.sales_size,
            market_power=screening.market_power,
            finances=screening.finances,
            screen=_STATUS_RANK[scores.screen_status],
            grade_mean=scores.grade_mean,
            grade=scores.grade or "",
        )

    def _effort(self) -> EffortRow:
        scores = self.scorecard.effort
        record = scores.log[0] if scores.log else self.plan.cover
        return EffortRow(
            **self._base(record, "hours"),
            hours=scores.hours_a_month,
            untimed=sum(entry.hours is None for entry in scores.log),
            least=scores.least,
            most=scores.most,
        )

    def _calendar(self) -> CalendarRow:
        plan, cover = self.plan, self.plan.cover
        return CalendarRow(
            **self._base(cover, "next_review"),
            account_class=cover.account_class or "",
            days_between=self.scorecard.cadence.days,
            report_months=self.scorecard.cadence.report_months,
            last_review=cover.last_review,
            this_review=cover.review_date or self.scorecard.as_of,
            on_cover=cover.next_review,
            as_of=self.scorecard.as_of,
            late_steps=sum(step.state is StepState.LATE for step in read_cycle(plan, self.scorecard.as_of)),
            not_ready=len(not_ready(plan)),
        )

    def _attractiveness(self) -> list[FactorRow]:
        parts = self.scorecard.position.attractiveness.parts
        return [
            FactorRow(
                **self._base(row, "factor"),
                factor=row.factor or "",
                weight=part.weight or 0.0,
                score=row.score,
                previous=row.previous,
                reason=row.reason or "",
            )
            for row, part in zip(self.plan.attractiveness, parts, strict=True)
        ]

    def _deck_figures(self) -> DeckFigures:
        scores = self.scorecard
        this, pipeline = scores.financials.this, scores.pipeline
        return DeckFigures(
            type=scores.position.type or "",
            revenue=this.revenue if this else None,
            plan=this.plan if this else None,
            net_income=this.net_income if this else None,
            growth_target=pipeline.growth_target.value if pipeline.growth_target else None,
            weighted=pipeline.weighted.value if pipeline.weighted else None,
            late_actions=scores.actions.late,
            show_stoppers=scores.risks.counts.get(RiskZone.SHOW_STOPPER, 0),
            requested=scores.resources.cost,
            enabled=scores.resources.enabled,
        )

    def _years(self) -> list[YearRow]:
        return [
            YearRow(
                **self._base(year, "year"),
                year=year.year,
                scenario=year.scenario or "",
                revenue=year.revenue,
                direct_cost=year.direct_cost,
                indirect_cost=year.indirect_cost,
                plan=year.plan,
                comment=year.comment or "",
            )
            for year in self.plan.financials
        ]

    def _deals(self) -> list[DealRow]:
        return [
            DealRow(
                **self._base(deal, "name"),
                id=deal.id or "",
                name=deal.name or "",
                product=deal.product or "",
                stage=deal.stage or "",
                is_open="yes" if deal.is_open else "no",
                close=deal.close_date,
                value=deal.value,
                probability=deal.probability,
                deal_margin=deal.margin,
                competitor=deal.competitor or "",
                next_step=deal.next_step or "",
                next_date=deal.next_date,
                owner=deal.owner or "",
            )
            for deal in self.plan.pipeline
        ]

    def _risks(self) -> list[RiskRow]:
        zones = {score.number: score.zone for score in self.scorecard.risks.risks}
        return [
            RiskRow(
                **self._base(risk, "risk"),
                number=number,
                risk=risk.risk or "",
                source_group=risk.source.group if risk.source else "",
                probability=risk.probability or "",
                impact=risk.impact or "",
                at_stake=risk.at_stake,
                previous_zone=risk.previous_zone or "",
                mitigation=risk.mitigation or "",
                owner=risk.owner or "",
                due=risk.due,
                zone=zone or "",
                rank=zone.rank if zone else -1,
                movement=_movement(zone, risk.previous_zone),
            )
            for number, risk in enumerate(self.plan.risks, 1)
            for zone in (zones.get(number),)
        ]

    def _actions(self) -> list[ActionRow]:
        return [
            ActionRow(
                **self._base(action, "action"),
                id=action.id or "",
                action=action.action or "",
                workstream=action.workstream or "",
                owner=action.owner or "",
                start=action.start,
                due=action.due,
                done=action.done,
                commitment=action.commitment or "",
                milestone=action.milestone or "",
                as_of=self.scorecard.as_of,
            )
            for action in self.plan.actions
        ]

    def _requests(self) -> list[RequestRow]:
        return [
            RequestRow(
                **self._base(score.request, "request"),
                number=number,
                request=score.request.request or "",
                kind=score.request.kind or "",
                cost=score.request.cost,
                fte=score.request.fte,
                start=score.request.start,
                enables=score.request.enables or "",
                opportunity=(score.opportunity.name or "") if score.opportunity else "",
            )
            for number, score in enumerate(self.scorecard.resources.requests, 1)
        ]

    def _decisions(self) -> list[DecisionRow]:
        return [
            DecisionRow(
                **self._base(decision, "decision"),
                number=number,
                decision=decision.decision or "",
                amount=decision.amount,
                fte=decision.fte,
                owner=decision.owner or "",
                latest_date=decision.latest_date,
                effect=decision.effect or "",
                outcome=decision.outcome or "",
                outcome_date=decision.outcome_date,
                as_of=self.scorecard.as_of,
            )
            for number, decision in enumerate(self.plan.requests, 1)
        ]

    def _issue(self, finding: Finding) -> IssueRow:
        message, hint = told(finding, self.language)
        return IssueRow(
            account_id=self.key,
            account=self.name,
            source=self._link(finding.cell),
            severity=finding.severity,
            code=finding.code,
            rule=finding.name,
            file=self.plan.source.name,
            message=message,
            hint=hint,
            rank=finding.severity.rank,
        )


def _box(box: str | None, *figures: float | None) -> str:
    """The box's code; `none` without the figures, `no_cut` without a cut for them."""
    return box or ("none" if None in figures else "no_cut")


def _movement(zone: RiskZone | None, previous: RiskZone | None) -> str:
    if zone is None or previous is None:
        return ""
    return "worse" if zone.rank > previous.rank else "better" if zone.rank < previous.rank else "same"
