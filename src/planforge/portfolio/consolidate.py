"""Many plans become one portfolio: one currency and unit, one year, words for codes, sums, and checks of the sums."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from planforge.model.limits import PortfolioLimits
from planforge.portfolio.accounts import account_order, account_row, segment_row
from planforge.portfolio.assessment import efforts_of, factor_columns, factor_headers, factors_of, scores_of, selections_of, sought
from planforge.portfolio.basis import Basis, basis_of
from planforge.portfolio.calendar import calendar_of, month_starts, together_on
from planforge.portfolio.chart_rows import chart_rows
from planforge.portfolio.context import PortfolioContext
from planforge.portfolio.files import files_of, findings_of
from planforge.portfolio.records import AccountRow, AccountRows, CalendarRow
from planforge.portfolio.requests import decisions_of, requests_of
from planforge.portfolio.review import review_of
from planforge.portfolio.rollup import rollup_of
from planforge.portfolio.segments import cuts_of, placed
from planforge.portfolio.sums import Rows, checks_of, number, overall_text, summary_of
from planforge.portfolio.totals import totals_of
from planforge.portfolio.work_rows import actions_of, deals_of, issues_of, risks_of, years_of


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
    basis = basis_of(plans, words, limits)
    years, deals, risks, actions, issues = years_of(basis), deals_of(basis), risks_of(basis), actions_of(basis), issues_of(basis)
    accounts = sorted((account_row(basis, plan, years, deals, risks, actions, issues) for plan in basis.plans), key=account_order)
    order = {row.account_id: place for place, row in enumerate(accounts)}
    years.sort(key=lambda row: order[row.account_id])
    cuts = next((plan.cuts for plan in basis.plans), (3.0, 3.0))
    value_cuts = cuts_of(basis.plans, basis.money, basis.words)
    segments = tuple(placed(segment_row(basis, row, years), value_cuts, basis.words) for row in accounts)
    t = _sentences(basis, len(accounts), value_cuts.text, cuts[0])
    selections, factors = selections_of(basis.plans, t), factors_of(basis.plans, t)
    columns = factor_columns(factors, t)
    starts, dated = month_starts(basis.as_of, basis.year), [_calendar(basis, row) for row in accounts]
    together = together_on(dated)
    scores, efforts = scores_of(accounts, factors, columns, cuts[0], t), efforts_of(basis.plans, accounts, segments, t)
    requests, decisions = requests_of(basis.plans, deals, basis.money, t), decisions_of(basis.plans, basis.money, t)
    figures = _deck_figures(basis)
    rows = Rows(
        accounts=accounts, segments=segments, years=years, deals=deals, risks=risks, actions=actions,
        requests=requests, decisions=decisions, issues=issues, scores=scores,
    )  # fmt: skip
    checks = checks_of(basis.plans, figures, rows, basis.year, t, basis.limits)
    return PortfolioContext(
        t=t,
        period=basis.period(),
        unit=basis.money.label,
        currency=basis.money.currency,
        as_of=basis.as_of,
        year=basis.year,
        next_year=basis.year + 1,
        attractiveness_cut=cuts[0],
        strength_cut=cuts[1],
        ready_share=basis.limits.ready,
        off_track_sections=basis.limits.off_track,
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
        rollup=rollup_of(basis.plans, years, segments, selections, efforts, deals, basis.year, basis.money, t),
        years=tuple(years),
        deals=tuple(deals),
        risks=tuple(risks),
        actions=tuple(actions),
        requests=requests,
        decisions=decisions,
        review=review_of(accounts, deals, requests, decisions, len(basis.plans) - len(basis.home), t),
        issues=tuple(issues),
        files=tuple(files_of(basis, unread)),
        chart_rows=tuple(chart_rows(accounts, segments, efforts, t)),
        summary=summary_of(accounts, years, deals, basis.year, t, checks, basis.limits),
        totals=totals_of(rows),
        checks=checks,
        overall=overall_text(checks.values(), t),
        findings=tuple(findings_of(basis)),
    )


def _sentences(basis: Basis, accounts: int, cuts: str, line: float) -> Mapping[str, str]:
    """The words with the facts of the portfolio filled in, and the zone of each sum of risk points for the grid on the sheet Lists."""
    facts = {
        "unit": basis.unit(),
        "as_of": basis.as_of.isoformat() if basis.as_of else "–",
        "year": basis.year,
        "next": basis.year + 1,
        "accounts": accounts,
        "period": basis.period(),
        "ok": basis.words["check_ok"],
        "cuts": cuts,
        "line": f"{line:.2f}",
        "ready": f"{basis.limits.ready:.0%}",
        "off_track": basis.limits.off_track,
    }
    grid = {f"zone_of_{points}": basis.word("zone", basis.limits.risks.zone(points)) for points in range(2, 7)}
    done = {"unit": basis.money.label, **grid}
    for name, text in basis.words.items():
        filled = name.startswith(("sheet_", "summary_", "review_", "rollup_")) and "_alt_" not in name
        done[name] = text.format_map(facts).strip() if filled else text
    if len(basis.home) == len(basis.plans):
        done["rollup_abroad"] = done["rollup_abroad_none"]
    return done


def _calendar(basis: Basis, account: AccountRow) -> CalendarRow:
    plan = next(p for p in basis.plans if p.account.account_id == account.account_id)
    return replace(plan.calendar, ready=account.ready)


def _deck_figures(basis: Basis) -> Mapping[str, float]:
    """What the decks of the plans in the portfolio's currency say, added up in its unit."""
    names = ("revenue", "plan", "net_income", "growth_target", "weighted", "requested", "enabled")
    return {name: sum(number(basis.money.amount(getattr(p.deck_figures, name), p)) for p in basis.home) for name in names}
