from __future__ import annotations

import pickle
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from planforge.diagnostics.finding import Finding, Seen, Severity
from planforge.diagnostics.report import Report
from planforge.errors import TemplateError
from planforge.model.codes import RiskZone
from planforge.model.limits import PortfolioLimits, RiskPolicy
from planforge.model.plan import AccountPlan
from planforge.office.xlsx import Link
from planforge.portfolio import AccountRows, PortfolioContext, account_rows, consolidate, load_words
from planforge.scoring import load_policy, score_plan
from planforge.values import CellRef
from support import plans
from support.limits import POLICY

TEMPLATES = Path(__file__).resolve().parents[2] / "templates" / "xlsx"
FINDING = Finding(
    code="XR101", name="some-rule", severity=Severity.ERROR, message="Wrong.", hint="Right it.", cell=CellRef("Pipeline", 7, 2)
)


@lru_cache(maxsize=4)
def words(language: str = "en") -> Mapping[str, str]:
    return load_words(TEMPLATES / "portfolio" / "texts.toml", language)


def rows_of(plan: AccountPlan, findings: Sequence[Finding] = (FINDING,)) -> AccountRows:
    scorecard = score_plan(plan, as_of=plan.as_of, findings=findings, policy=load_policy(TEMPLATES / "account-plan" / "scorecard.toml", {}))
    return account_rows(plan, scorecard, Report.of(plan.source, findings), deck="decks/a.pptx", source="../in/a.xlsx")


@lru_cache(maxsize=1)
def lanhai() -> AccountRows:
    return rows_of(plans.full_plan())


def other(name: str, **changes: Any) -> AccountRows:
    """A copy of the sample account under another name."""
    rows = lanhai()

    def named(row: Any) -> Any:
        return replace(row, account_id=name.upper(), account=name)

    copied = replace(
        rows,
        account=named(rows.account),
        segment=named(rows.segment),
        selection=named(rows.selection),
        effort=named(rows.effort),
        calendar=named(rows.calendar),
        attractiveness=tuple(map(named, rows.attractiveness)),
        years=tuple(map(named, rows.years)),
        deals=tuple(map(named, rows.deals)),
        risks=tuple(map(named, rows.risks)),
        actions=tuple(map(named, rows.actions)),
        requests=tuple(map(named, rows.requests)),
        decisions=tuple(map(named, rows.decisions)),
        issues=tuple(map(named, rows.issues)),
        file=replace(rows.file, file=Link(f"{name}.xlsx", ""), account=name),
    )
    return replace(copied, **changes)


def portfolio(*rows: AccountRows, language: str = "en", **options: Any) -> PortfolioContext:
    return consolidate(rows, words(language), **{"limits": POLICY.portfolio_limits, "version": "1.0", **options})


def test_one_plan_gives_the_figures_of_its_deck() -> None:
    plan, found = plans.full_plan(), portfolio(lanhai())
    account, figures = found.accounts[0], lanhai().deck_figures
    assert (account.account, found.unit, found.year) == (plan.name, "CNY m", plan.this_year)
    assert account.revenue == pytest.approx(figures.revenue)
    assert account.growth_target == pytest.approx(figures.growth_target)
    assert account.weighted == pytest.approx(figures.weighted)
    assert (account.late_actions, account.show_stoppers, account.errors) == (figures.late_actions, figures.show_stoppers, 1)
    assert len(found.deals) == len(plan.pipeline)
    assert all(check.holds for check in found.checks.values())
    assert 12 <= len(found.checks) <= 40


def test_every_row_knows_its_cell() -> None:
    found = portfolio(lanhai())
    rows = (*found.years, *found.deals, *found.risks, *found.actions, *found.issues)
    assert all(row.source.target.startswith("../in/a.xlsx#") and row.source.target.endswith(row.source.text) for row in rows)
    assert found.issues[0].source == Link("Pipeline!B7", "../in/a.xlsx#Pipeline!B7")


@pytest.mark.parametrize(
    ("language", "message", "hint"),
    [
        ("en", "Wrong.", "Right it."),
        ("en+zh", "Wrong.", "Right it."),
        ("zh", "指定的负责人不在“团队”表中（换代，负责人：某人）。", "改选“团队”表中的姓名，或把此人加入“团队”表。"),
    ],
)
def test_findings_speak_the_language_of_the_workbook(language: str, message: str, hint: str) -> None:
    plan, finding = plans.full_plan(), replace(FINDING, seen=Seen("换代", "负责人", "某人"))
    scorecard = score_plan(plan, as_of=plan.as_of, findings=(), policy=load_policy(TEMPLATES / "account-plan" / "scorecard.toml", {}))
    (issue,) = account_rows(plan, scorecard, Report.of(plan.source, [finding]), language=language).issues
    assert (issue.message, issue.hint, issue.code, issue.rule) == (message, hint, "XR101", "some-rule")


def test_rows_travel_between_processes() -> None:
    assert pickle.loads(pickle.dumps(lanhai())) == lanhai()


def test_sums_over_accounts_and_order_by_revenue() -> None:
    small = other("small", years=tuple(replace(y, revenue=1.0) for y in other("small").years))
    found = portfolio(small, lanhai())
    assert [a.account for a in found.accounts] == [lanhai().account.account, "small"]
    assert found.summary.revenue == pytest.approx(sum(a.revenue for a in found.accounts))
    assert not found.checks["revenue_decks"].holds, "the deck figures of the copy were not changed"
    assert found.overall.startswith("2 ") or "differ" in found.overall
    assert found.summary.revenue_check == words()["summary_not_as_decks"]


def test_units_are_brought_together() -> None:
    def thousand(value: Any) -> Any:
        return value * 1000 if isinstance(value, float) else value

    base = other("thousands")
    names = ("revenue", "direct_cost", "indirect_cost", "plan")
    rows = replace(
        base,
        unit="k",
        years=tuple(replace(y, **{n: thousand(getattr(y, n)) for n in names}) for y in base.years),
        deals=tuple(replace(d, value=thousand(d.value)) for d in base.deals),
        requests=tuple(replace(r, cost=thousand(r.cost)) for r in base.requests),
        deck_figures=replace(
            base.deck_figures,
            **{
                n: thousand(getattr(base.deck_figures, n))
                for n in ("revenue", "plan", "net_income", "growth_target", "weighted", "requested", "enabled")
            },
        ),
    )
    found = portfolio(rows, lanhai())
    assert found.unit == "CNY m"
    assert found.accounts[0].revenue == pytest.approx(found.accounts[1].revenue)
    assert all(check.holds for check in found.checks.values())


def test_another_currency_is_shown_and_not_added() -> None:
    found = portfolio(lanhai(), other("second"), other("abroad", currency="USD"))
    alone = portfolio(lanhai(), other("second"))
    assert found.summary.revenue == pytest.approx(alone.summary.revenue)
    assert {row.revenue for row in found.years if row.account == "abroad" and row.revenue is not None} >= {"USD 108.0 m"}
    assert [f.code for f in found.findings] == ["CN401"]
    assert any("USD" in file.outcome for file in found.files)
    assert all(check.holds for name, check in found.checks.items())


def test_of_two_plans_of_an_account_the_latest_counts() -> None:
    older = replace(
        lanhai(), account=replace(lanhai().account, as_of=date(2025, 6, 30)), file=replace(lanhai().file, file=Link("old.xlsx", ""))
    )
    found = portfolio(older, lanhai())
    assert len(found.accounts) == 1
    assert [f.code for f in found.findings] == ["CN402"]
    assert [file.file.text for file in found.files] == [lanhai().file.file.text, "old.xlsx"]


def test_unreadable_files_are_listed() -> None:
    found = portfolio(lanhai(), unread=[("broken.xlsx", "It is damaged.")])
    assert found.files[-1].file.text == "broken.xlsx"
    assert "damaged" in found.files[-1].outcome


def test_half_filled_plans_do_not_stop_the_portfolio() -> None:
    found = portfolio(rows_of(plans.half_filled_plan(), ()), lanhai())
    assert len(found.accounts) == 2
    assert all(check.holds for check in found.checks.values())


def test_no_plans_at_all() -> None:
    found = portfolio()
    assert (found.accounts, found.summary.revenue, found.summary.coverage) == ((), 0.0, None)


def test_the_bridge_ends_at_the_target() -> None:
    steps = portfolio(lanhai()).summary.bridge
    assert steps[4].total == pytest.approx(sum(step.step for step in steps[:4]))
    assert steps[5].base + steps[5].gap == pytest.approx(steps[6].target)
    assert [step.label for step in steps[:4]] == ["Negotiate", "Propose", "Qualify", "Identify"]


def test_chinese_words() -> None:
    found = portfolio(lanhai(), language="zh")
    assert found.accounts[0].type == "关键客户"
    assert found.overall == "全部核对一致"
    assert {deal.stage for deal in found.deals} <= {"发现", "确认", "方案", "谈判", "赢单", "丢单"}


def test_both_languages_have_the_same_words() -> None:
    assert set(words("en")) == set(words("zh"))
    assert load_words(TEMPLATES / "portfolio" / "texts.toml", "en+zh") == words("en")


@pytest.mark.parametrize("text", ["", "words = 1", "[words]\nyes = { en = 'yes' }", "[words]\nyes = 'yes'"])
def test_broken_words_are_a_clear_error(tmp_path: Path, text: str) -> None:
    path = tmp_path / "texts.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(TemplateError, match=r"texts\.toml"):
        load_words(path, "zh")


def test_limits_of_the_policy_are_followed() -> None:
    zones = {RiskZone.CAUTION: (2,), RiskZone.FIX: (3, 4), RiskZone.SIGNIFICANT: (5,), RiskZone.SHOW_STOPPER: (6,)}
    limits = PortfolioLimits(ready=2.0, off_track=1, risks=RiskPolicy(zones=zones))
    found, usual = portfolio(lanhai(), limits=limits), portfolio(lanhai())
    assert (found.ready_share, found.off_track_sections) == (2.0, 1)
    assert found.summary.ready == 0, "no plan fills twice its cells"
    assert found.summary.off_track == (found.accounts[0].off_track >= 1)
    assert (usual.t["summary_off_track_note"], found.t["summary_off_track_note"]) == (
        "sections off track: 2 or more",
        "sections off track: 1 or more",
    )
    assert usual.t["summary_ready_note"] == "prework, no error, 90% filled, signed"
    assert (usual.t["zone_of_3"], found.t["zone_of_3"]) == ("Proceed with caution", "Fix before launch")


def test_a_plan_whose_prework_is_not_ready_is_not_ready_for_review() -> None:
    rows = replace(lanhai(), issues=(), file=replace(lanhai().file, errors=0))
    blocked = replace(rows, account=replace(rows.account, open_prework=1))
    assert rows.account.open_prework == 0
    for one, word, count in ((rows, "yes", 1), (blocked, "no", 0)):
        found = portfolio(one)
        assert (found.accounts[0].ready, found.summary.ready, found.checks["ready_plans"].holds) == (word, count, True)
