"""Many plans become one portfolio: one currency and unit, one year, words for codes, sums, and checks of the sums."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from planforge.diagnostics.finding import Finding, Severity
from planforge.diagnostics.rule import RuleInfo
from planforge.model.limits import PortfolioLimits
from planforge.office.xlsx.values import Link
from planforge.portfolio.assessment import efforts_of, factor_columns, factor_headers, factors_of, scores_of, selections_of, sought
from planforge.portfolio.calendar import calendar_of, month_starts, together_on
from planforge.portfolio.chart_rows import chart_rows
from planforge.portfolio.context import PortfolioContext
from planforge.portfolio.money import common_money
from planforge.portfolio.records import (
    AccountRow,
    AccountRows,
    ActionRow,
    CalendarRow,
    DealRow,
    FileRow,
    IssueRow,
    RiskRow,
    SegmentRow,
    YearRow,
)
from planforge.portfolio.requests import decisions_of, requests_behind, requests_of
from planforge.portfolio.review import review_of
from planforge.portfolio.rollup import rollup_of
from planforge.portfolio.segments import cuts_of, placed
from planforge.portfolio.sums import Rows, checks_of, number, overall_text, ready, summary_of, total
from planforge.portfolio.totals import totals_of

OTHER_CURRENCY = RuleInfo(
    code="CN401",
    name="currency-not-added",
    severity=Severity.WARNING,
    finds="A plan is in another currency than most plans of the portfolio.",
    why="Amounts of different currencies cannot be added without a rate, so the plan's amounts are shown but left out of sums.",
    fix="Plan in the portfolio's currency, or render the accounts of each currency in a workbook of their own.",
)
OLDER_PLAN = RuleInfo(
    code="CN402",
    name="older-plan-left-out",
    severity=Severity.INFO,
    finds="Two plans of the same account were given.",
    why="An account that is counted twice doubles its revenue, so only its latest plan is taken.",
    fix="Give one plan per account.",
)
RULES: tuple[RuleInfo, ...] = (OTHER_CURRENCY, OLDER_PLAN)

_SECTIONS = ("financials", "factors", "relationships", "competition", "satisfaction", "pipeline", "risks", "actions")
_MOST_NAMES = 4


def consolidate(
    plans: Sequence[AccountRows],
    words: Mapping[str, str],
    *,
    limits: PortfolioLimits,
    version: str,
    unread: Sequence[tuple[str, str]] = (),
) -> PortfolioContext:
    """The portfolio of the plans' rows.

    Args:
        plans: the rows of each plan; of several plans of an account the latest counts.
        words: the words of the run's language.
        limits: what the scoring policy sets for the portfolio.
        version: PlanForge's version, for the README sheet.
        unread: names of workbooks that could not be read, each with the reason.
    """
    return _Consolidation(plans, words, limits).context(version, unread)


class _Consolidation:
    """Brings the rows of one run together."""

    def __init__(self, plans: Sequence[AccountRows], words: Mapping[str, str], limits: PortfolioLimits) -> None:
        self.words, self.limits = words, limits
        self.plans, self.older = _latest(plans)
        self.money = common_money(self.plans)
        home = [plan for plan in self.plans if self.money.is_home(plan.currency)]
        years = Counter(plan.this_year for plan in home or self.plans if plan.this_year is not None)
        self.as_of = max((p.account.as_of for p in self.plans if p.account.as_of), default=None)
        self.year = max(years, key=lambda year: (years[year], year)) if years else self.as_of.year if self.as_of else 0
        self.home = home

    def context(self, version: str, unread: Sequence[tuple[str, str]]) -> PortfolioContext:
        """The finished portfolio."""
        years = [row for plan in self.plans for row in self._years(plan)]
        deals = sorted(
            (row for plan in self.plans for row in self._deals(plan)), key=lambda d: (-(d.weighted or 0), d.account.casefold(), d.id)
        )
        risks = sorted(
            (row for plan in self.plans for row in self._risks(plan)), key=lambda r: (-r.rank, -number(r.at_stake), r.account.casefold())
        )
        actions = sorted((row for plan in self.plans for row in self._actions(plan)), key=_action_order)
        issues = sorted((row for plan in self.plans for row in plan.issues), key=lambda i: (-i.rank, i.account.casefold()))
        issues = [replace(row, severity=self.words[f"severity_{row.severity}"]) for row in issues]
        accounts = sorted((self._account(p, years, deals, risks, actions, issues) for p in self.plans), key=_account_order)
        order = {row.account_id: place for place, row in enumerate(accounts)}
        years.sort(key=lambda row: order[row.account_id])
        cuts = next((plan.cuts for plan in self.plans), (3.0, 3.0))
        value_cuts = cuts_of(self.plans, self.money, self.words)
        segments = tuple(placed(self._segment(row, years), value_cuts, self.words) for row in accounts)
        t = self._sentences(len(accounts), value_cuts.text, cuts[0])
        selections, factors = selections_of(self.plans, t), factors_of(self.plans, t)
        columns = factor_columns(factors, t)
        starts, dated = month_starts(self.as_of, self.year), [self._calendar(row) for row in accounts]
        together = together_on(dated)
        scores, efforts = scores_of(accounts, factors, columns, cuts[0], t), efforts_of(self.plans, accounts, segments, t)
        requests, decisions = requests_of(self.plans, deals, self.money, t), decisions_of(self.plans, self.money, t)
        figures = self._deck_figures()
        rows = Rows(
            accounts=accounts, segments=segments, years=years, deals=deals, risks=risks, actions=actions,
            requests=requests, decisions=decisions, issues=issues, scores=scores,
        )  # fmt: skip
        checks = checks_of(self.plans, figures, rows, self.year, t, self.limits)
        return PortfolioContext(
            t=t,
            period=self._period(),
            unit=self.money.label,
            currency=self.money.currency,
            as_of=self.as_of,
            year=self.year,
            next_year=self.year + 1,
            attractiveness_cut=cuts[0],
            strength_cut=cuts[1],
            ready_share=self.limits.ready,
            off_track_sections=self.limits.off_track,
            version=version,
            value_cuts=value_cuts,
            accounts=tuple(accounts),
            segments=segments,
            selections=selections,
            factor_names={f"f{number}": sought(name) for number, name in enumerate(columns, 1)},
            factor_headers={f"f{number}": name for number, name in enumerate(factor_headers(columns), 1)},
            scores=scores,
            factors=factors,
            efforts=efforts,
            calendar=calendar_of(dated, starts, together, t),
            month_starts={f"m{number}": day for number, day in enumerate(starts, 1)},
            month_names={f"m{number}": f"{day:%Y-%m}" for number, day in enumerate(starts[:-1], 1)},
            together=together,
            rollup=rollup_of(self.plans, years, segments, selections, efforts, deals, self.year, self.money, t),
            years=tuple(years),
            deals=tuple(deals),
            risks=tuple(risks),
            actions=tuple(actions),
            requests=requests,
            decisions=decisions,
            review=review_of(accounts, deals, requests, decisions, len(self.plans) - len(self.home), t),
            issues=tuple(issues),
            files=tuple(self._files(unread)),
            chart_rows=tuple(chart_rows(accounts, segments, efforts, t)),
            summary=summary_of(accounts, years, deals, self.year, t, checks, self.limits),
            totals=totals_of(rows),
            checks=checks,
            overall=overall_text(checks.values(), t),
            findings=tuple(self._findings()),
        )

    # -------------------------------------------------------------------------------------------------------- rows

    def _years(self, plan: AccountRows) -> Iterable[YearRow]:
        for row in plan.years:
            revenue, direct, indirect, planned = (
                self.money.amount(value, plan) for value in (row.revenue, row.direct_cost, row.indirect_cost, row.plan)
            )
            known = all(isinstance(value, (int, float)) for value in (revenue, direct, indirect))
            net = number(revenue) - number(direct) - number(indirect) if known else None
            both = isinstance(revenue, (int, float)) and isinstance(planned, (int, float))
            yield replace(
                row,
                scenario=self._word("scenario", row.scenario),
                revenue=revenue,
                direct_cost=direct,
                indirect_cost=indirect,
                plan=planned,
                net_income=net,
                margin=net / number(revenue) if net is not None and number(revenue) else None,
                to_plan=number(revenue) - number(planned) if both else None,
            )

    def _deals(self, plan: AccountRows) -> Iterable[DealRow]:
        for row in plan.deals:
            value = self.money.amount(row.value, plan)
            weighted = number(value) * row.probability if isinstance(value, (int, float)) and row.probability is not None else None
            year = row.close.year if row.close else None
            counts = row.is_open == "yes" and weighted is not None and year == self.year + 1
            yield replace(
                row,
                stage=self._word("stage", row.stage),
                is_open=self.words[row.is_open],
                value=value,
                weighted=weighted,
                close_year=year,
                counts=self.words["yes" if counts else "no"],
                requests=requests_behind(plan, row.id),
                flag=self.words[f"flag_{_flag(row, plan.account.as_of)}"],
            )

    def _risks(self, plan: AccountRows) -> Iterable[RiskRow]:
        for row in plan.risks:
            overdue = row.due is not None and plan.account.as_of is not None and row.due < plan.account.as_of
            yield replace(
                row,
                source_group=self._word("source", row.source_group),
                probability=self._word("degree", row.probability),
                impact=self._word("degree", row.impact),
                at_stake=self.money.amount(row.at_stake, plan),
                previous_zone=self._word("zone", row.previous_zone),
                zone=self._word("zone", row.zone),
                movement=self._word("move", row.movement),
                due_word=self.words["flag_overdue"] if overdue else "",
            )

    def _actions(self, plan: AccountRows) -> Iterable[ActionRow]:
        for row in plan.actions:
            end = row.done or row.as_of
            late = max(0, (end - row.due).days) if row.due and end else 0
            yield replace(
                row,
                commitment=self._word("", row.commitment),
                milestone=self._word("", row.milestone),
                status=self.words[f"action_{_action_status(row)}"],
                days_late=late,
            )

    def _account(
        self,
        plan: AccountRows,
        years: Sequence[YearRow],
        deals: Sequence[DealRow],
        risks: Sequence[RiskRow],
        actions: Sequence[ActionRow],
        issues: Sequence[IssueRow],
    ) -> AccountRow:
        row, key = plan.account, plan.account.account_id
        mine = [year for year in years if year.account_id == key]
        this = [year for year in mine if year.year == self.year]
        revenue, planned = total(this, "revenue"), total(this, "plan")
        later = total([year for year in mine if year.year == self.year + 1], "plan")
        target = later - revenue if later else None
        weighted = total([d for d in deals if d.account_id == key and d.counts == self.words["yes"]], "weighted")
        stopper = self.words["zone_show_stopper"]
        errors = sum(i.account_id == key and i.severity == self.words["severity_error"] for i in issues)
        return replace(
            row,
            stage_now=self._word("relationship", row.stage_now),
            stage_target=self._word("relationship", row.stage_target),
            previous_type=self._word("type", row.previous_type),
            type=self.words[f"type_{self._type(plan)}"],
            revenue=revenue,
            plan=planned,
            to_plan=revenue - planned if planned else None,
            margin=total(this, "net_income") / revenue if revenue and any(y.net_income is not None for y in this) else None,
            growth_target=target,
            weighted=weighted,
            coverage=weighted / target if target and target > 0 else None,
            off_track=sum(status == 1 for status in row.statuses),
            show_stoppers=sum(r.account_id == key and r.zone == stopper for r in risks),
            late_actions=sum(a.account_id == key and a.status == self.words["action_late"] for a in actions),
            errors=errors,
            attention=self._attention(row.statuses),
            ready=self.words["yes" if ready(row, errors, self.limits) else "no"],
        )

    def _segment(self, account: AccountRow, years: Sequence[YearRow]) -> SegmentRow:
        plan = next(p for p in self.plans if p.account.account_id == account.account_id)
        this = [y for y in years if y.account_id == account.account_id and y.year == self.year and y.net_income is not None]
        return replace(
            plan.segment,
            kind=self._word("kind", plan.segment.kind),
            revenue=account.revenue or None,
            net_income=total(this, "net_income") if this else None,
            future_potential=self.money.amount(plan.segment.future_potential, plan),
        )

    def _calendar(self, account: AccountRow) -> CalendarRow:
        plan = next(p for p in self.plans if p.account.account_id == account.account_id)
        return replace(plan.calendar, ready=account.ready)

    @staticmethod
    def _type(plan: AccountRows) -> str:
        row = plan.account
        if row.attractiveness is None or row.strength is None:
            return "none"
        strong = row.strength >= plan.cuts[1]
        if row.attractiveness >= plan.cuts[0]:
            return "key" if strong else "key_development"
        return "maintenance" if strong else "opportunistic"

    def _attention(self, statuses: Sequence[int | None]) -> str:
        off = [self.words[f"section_{name}"] for name, status in zip(_SECTIONS, statuses, strict=True) if status == 1]
        watch = [self.words[f"section_{name}"] for name, status in zip(_SECTIONS, statuses, strict=True) if status == 2]
        if off:
            return self.words["attention_off"].format(sections=_listed(off))
        if watch:
            return self.words["attention_watch"].format(sections=_listed(watch))
        return self.words["attention_fine" if any(statuses) else "attention_none"]

    def _word(self, group: str, code: str) -> str:
        return self.words["_".join(part for part in (group, code.replace(" ", "_")) if part)] if code else ""

    # -------------------------------------------------------------------------------------------------------- texts

    def _period(self) -> str:
        periods = Counter(plan.period for plan in self.plans if plan.period)
        return max(periods, key=lambda period: (periods[period], period)) if periods else ""

    def _sentences(self, accounts: int, cuts: str, line: float) -> Mapping[str, str]:
        facts = {
            "unit": self.money.label,
            "as_of": self.as_of.isoformat() if self.as_of else "–",
            "year": self.year,
            "next": self.year + 1,
            "accounts": accounts,
            "period": self._period(),
            "ok": self.words["check_ok"],
            "cuts": cuts,
            "line": f"{line:.2f}",
            "ready": f"{self.limits.ready:.0%}",
            "off_track": self.limits.off_track,
        }
        done = {"unit": self.money.label, **self._grid()}
        for name, text in self.words.items():
            filled = name.startswith(("sheet_", "summary_", "review_", "rollup_")) and "_alt_" not in name
            done[name] = text.format_map(facts).strip() if filled else text
        return done

    def _grid(self) -> Mapping[str, str]:
        """The zone of each sum of risk points, for the grid on the sheet Lists."""
        return {f"zone_of_{points}": self._word("zone", self.limits.risks.zone(points)) for points in range(2, 7)}

    def _files(self, unread: Sequence[tuple[str, str]]) -> Iterable[FileRow]:
        for plan in sorted(self.plans, key=lambda p: p.file.file.text.casefold()):
            outcome = self.words["file_read"]
            if not self.money.is_home(plan.currency):
                outcome = self.words["file_currency"].format(currency=plan.currency or "–", base=self.money.currency)
            yield self._file(plan, outcome)
        for plan in self.older:
            yield self._file(plan, self.words["file_older"])
        for name, reason in unread:
            yield FileRow(
                file=Link(name, ""),
                account="",
                outcome=self.words["file_unread"].format(reason=reason),
                signed="",
                as_of=None,
                unit="",
                quality=None,
                errors=None,
                warnings=None,
                sha256="",
            )

    def _file(self, plan: AccountRows, outcome: str) -> FileRow:
        return replace(plan.file, outcome=outcome, signed=self.words[f"file_{plan.file.signed}"])

    def _findings(self) -> Iterable[Finding]:
        for plan in self.plans:
            if not self.money.is_home(plan.currency):
                facts = {"account": plan.account.account, "currency": plan.currency or "–", "base": self.money.currency}
                yield OTHER_CURRENCY.finding(self.words["finding_currency"].format_map(facts))
        for plan in self.older:
            yield OLDER_PLAN.finding(self.words["finding_older"].format(file=plan.file.file.text, account=plan.account.account))

    def _deck_figures(self) -> Mapping[str, float]:
        """What the decks of the plans in the portfolio's currency say, added up in its unit."""
        names = ("revenue", "plan", "net_income", "growth_target", "weighted", "requested", "enabled")
        return {name: sum(number(self.money.amount(getattr(p.deck_figures, name), p)) for p in self.home) for name in names}


def _listed(names: Sequence[str]) -> str:
    more = len(names) - _MOST_NAMES
    return ", ".join(names[:_MOST_NAMES]) + (f" +{more}" if more > 0 else "")


def _latest(plans: Sequence[AccountRows]) -> tuple[list[AccountRows], list[AccountRows]]:
    """The latest plan of every account in the given order, and the older ones."""
    by_account: dict[str, list[AccountRows]] = {}
    for plan in plans:
        by_account.setdefault(plan.account.account_id.casefold(), []).append(plan)
    chosen, older = [], []
    for group in by_account.values():
        ordered = sorted(group, key=lambda p: (p.account.as_of or date.min, p.file.file.text), reverse=True)
        chosen.append(ordered[0])
        older += ordered[1:]
    return chosen, older


def _flag(row: DealRow, as_of: date | None) -> str:
    if row.is_open != "yes":
        return "closed"
    if not row.next_step:
        return "no_step"
    if row.next_date is None:
        return "no_date"
    return "overdue" if as_of is not None and row.next_date < as_of else "fine"


def _action_status(row: ActionRow) -> str:
    if row.done is not None:
        return "done_late" if row.due is not None and row.done > row.due else "done"
    if row.due is None:
        return "no_date"
    return "late" if row.as_of is not None and row.due < row.as_of else "on_time"


def _deal_order(row: DealRow) -> tuple[Any, ...]:
    return (-(row.weighted or 0.0), row.account.casefold(), row.id)


def _risk_order(row: RiskRow) -> tuple[Any, ...]:
    return (-row.rank, -number(row.at_stake), row.account.casefold(), row.number)


def _action_order(row: ActionRow) -> tuple[Any, ...]:
    return (row.done is not None, -row.days_late, row.due or date.max, row.account.casefold())


def _account_order(row: AccountRow) -> tuple[Any, ...]:
    return (-number(row.revenue), row.account.casefold())
