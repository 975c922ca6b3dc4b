"""A plan is ready for review in its deck exactly when the consolidated workbook says so."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from planforge import pipeline, resources
from planforge.config import Config
from planforge.diagnostics.finding import Finding, Severity
from planforge.diagnostics.report import Report
from planforge.model.codes import YesNo
from planforge.model.plan import AccountPlan
from planforge.review import process
from planforge.review.brief import prepare

SAMPLES = sorted(path.stem for path in resources.samples().glob("*.xlsx"))
ONE_ERROR = (Finding(code="FV103", name="text-in-number", severity=Severity.ERROR, message="The value is no number."),)


@cache
def sample(name: str) -> pipeline.CheckResult:
    return pipeline.check_plan(resources.samples() / f"{name}.xlsx", Config())


def signed(plan: AccountPlan, answer: YesNo | None = YesNo.YES) -> AccountPlan:
    return replace(plan, cover=replace(plan.cover, signed_off=answer))


def emptied(plan: AccountPlan) -> AccountPlan:
    """The plan with a tenth and more of its required cells empty."""
    readings = {block: replace(reading, filled=reading.required // 2) for block, reading in plan.readings.items()}
    return replace(plan, readings=readings)


def judged(checked: pipeline.CheckResult, config: Config) -> tuple[bool, bool]:
    """Whether the plan is ready for review: in its deck, and in the consolidated workbook."""
    scored = pipeline.score_checked(checked, config)
    brief = prepare(
        scored.plan, scored.scorecard, scored.report, language="en", texts=pipeline.catalogue(config), company="", confidentiality="",
        previous=None, others=(), policy=pipeline.scoring_policy(config).named(), version="",
    )  # fmt: skip
    (row,) = pipeline.portfolio_context([pipeline.consolidated_rows(scored)], config).accounts
    return not process.facts(brief)["blocks"], row.ready == "yes"


@pytest.mark.parametrize("name", SAMPLES)
def test_deck_and_workbook_agree_on_every_sample(name: str) -> None:
    in_deck, in_workbook = judged(sample(name), Config())
    assert in_deck is in_workbook


CHANGES: tuple[tuple[str, dict[str, Any], bool], ...] = (
    ("whole", {}, True),
    ("not signed off", {"signed": YesNo.NO}, False),
    ("sign-off not answered", {"signed": None}, False),
    ("an error", {"findings": ONE_ERROR}, False),
    ("cells empty", {"emptied": True}, False),
    ("no pipeline", {"blocks": {"pipeline": ()}}, False),
    ("asks for less", {"emptied": True, "thresholds": {"sections.ready": 0.2}}, True),
)


@pytest.mark.parametrize(("change", "ready"), [change[1:] for change in CHANGES], ids=[change[0] for change in CHANGES])
def test_both_follow_the_same_rule(change: dict[str, Any], ready: bool) -> None:
    checked = sample("lanhai-grid_2025Q3")
    plan = signed(replace(checked.plan, **change.get("blocks", {})), change.get("signed", YesNo.YES))
    report = Report.of(checked.report.source, change.get("findings", ()), checked.report.sheets)
    changed = pipeline.CheckResult(plan=emptied(plan) if change.get("emptied") else plan, report=report)
    assert judged(changed, Config(thresholds=change.get("thresholds", {}))) == (ready, ready)
