"""Every value of the scoring policy is printed on AX2 as it is in force, and followed wherever it decides something."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from planforge import config, pipeline, resources
from planforge.errors import ConfigError, SpecError
from planforge.model.codes import AccountClass, RiskZone, Support
from planforge.review import appendix, effort, factors, risks
from planforge.review.brief import Brief, nested
from planforge.review.compose import FACTS
from planforge.review.context_appendix import DefinitionsSlide
from planforge.rules import run_rules
from planforge.scoring import ScorecardPolicy, load_policy, score_plan
from planforge.spec.load import load_spec
from support.limits import POLICY
from support.plans import full_plan
from support.rule_cases import build_plan

SCORECARD = resources.template("xlsx/account-plan/scorecard.toml")
UNPRINTED = tomllib.loads((Path(__file__).parent / "unprinted.toml").read_text(encoding="utf-8"))
ZONES = "risks.zones."
CAUTION, FIX, SIGNIFICANT, STOPPER = (f"{ZONES}{zone.value}" for zone in RiskZone)
LISTS: Mapping[str, dict[str, Any]] = {
    CAUTION: {CAUTION: [2], FIX: [3, 4]},
    FIX: {FIX: [3, 4], CAUTION: [2]},
    SIGNIFICANT: {SIGNIFICANT: [4, 5], FIX: [3], CAUTION: [2]},
    STOPPER: {STOPPER: [5, 6], SIGNIFICANT: [4], FIX: [3], CAUTION: [2]},
    "heat.steps": {"heat.steps": [0.2, 0.5, 0.75]},
    "heat.counts": {"heat.counts": [2, 5]},
    "levels.en": {"levels.en": ["nobody", "known", "meets us", "open exchange", "trusted adviser"]},
    "levels.zh": {"levels.zh": ["没有", "认识", "定期会面", "开放交流", "信赖顾问"]},
    "segments.amounts": {"segments.amounts.CNY.revenue": 50_000_000},
    "stages.implied.pre.open_share": {f"stages.implied.{stage}.open_share": 0.1 for stage in ("pre", "early", "mid")},
    "stages.implied.early.open_share": {f"stages.implied.{stage}.open_share": 0.1 for stage in ("early", "mid")},
    "rules.probabilities.won.most": {"rules.probabilities.won.least": 0.9, "rules.probabilities.won.most": 0.9},
    "rules.probabilities.lost.least": {"rules.probabilities.lost.least": 0.1, "rules.probabilities.lost.most": 0.1},
}
"""Changes that the policy accepts where one value does not change alone."""


def leaves(data: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Every value of the file by its dotted name; a table that may be empty counts as a value."""
    for key, value in data.items():
        if isinstance(value, dict) and value:
            yield from leaves(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value


VALUES = dict(leaves(tomllib.loads(SCORECARD.read_text(encoding="utf-8"))))
PRINTED = [name for name in VALUES if name not in UNPRINTED and name != "factors.groups"]


def changes(name: str) -> Iterator[dict[str, Any]]:
    """Settings that change a value, the nearest first; not all of them are accepted."""
    if name in LISTS:
        yield LISTS[name]
        return
    value = VALUES[name]
    steps = (1, -1, 2) if isinstance(value, int) else (0.01, -0.01, 0.1, -0.1, 1.0, -1.0)
    yield from ({name: round(value + step, 6)} for step in steps)
    if name.startswith("quality."):
        other = "quality.evidence" if name != "quality.evidence" else "quality.freshness"
        yield {name: value + 1, other: VALUES[other] - 1}


def settings(folder: Path, thresholds: Mapping[str, Any]) -> ScorecardPolicy:
    """The policy under a settings file with these thresholds."""
    path = folder / "planforge.toml"
    lines = [f"{json.dumps(name)} = {json.dumps(value, ensure_ascii=False)}" for name, value in thresholds.items()]
    path.write_text("[thresholds]\n" + "\n".join(lines) + "\n", encoding="utf-8")
    return pipeline.scoring_policy(config.load(path))


def changed(name: str, folder: Path) -> ScorecardPolicy:
    for thresholds in changes(name):
        try:
            return settings(folder, thresholds)
        except SpecError:
            continue
    raise AssertionError(f"no change of {name} is accepted")


Briefs = Callable[[str], Brief]


def under(policy: ScorecardPolicy, brief: Brief) -> Brief:
    """The brief with another policy in force; its scores stay as they are."""
    named = policy.named()
    return replace(brief, policy=named, common={**brief.common, "p": nested(named)}, facts={})


def said(policy: ScorecardPolicy, brief: Brief) -> str:
    """Everything that the slides of AX2 say under a policy."""
    brief = under(policy, brief)
    brief.facts[appendix.RULES] = appendix.rule_facts(brief)
    slide: DefinitionsSlide = appendix.compose_rules(brief)
    rules = [text for row in slide.rules for text in (row.on_track, row.watch, row.off_track)]
    keys = ["".join(span.text for span in key.spans) for key in slide.keys]
    return "\n".join([*rules, *(lead.text for lead in slide.measures), *keys, *(row.rule for topic in slide.topics for row in topic.rows)])


def test_exceptions_are_argued_and_exist() -> None:
    assert set(UNPRINTED) <= set(VALUES)
    assert all(len(reason) > 20 for reason in UNPRINTED.values())


@pytest.mark.parametrize("name", PRINTED)
def test_a_changed_value_changes_the_method_appendix(name: str, tmp_path: Path, full_brief: Briefs) -> None:
    policy = changed(name, tmp_path)
    languages = (name.rpartition(".")[2],) if name.startswith("levels.") else ("en", "zh")
    for language in languages:
        assert said(policy, full_brief(language)) != said(POLICY, full_brief(language))


def test_groups_of_factors_are_printed_and_followed(tmp_path: Path, full_brief: Briefs) -> None:
    text = SCORECARD.read_text(encoding="utf-8").replace("factors = [1, 2, 3, 4]", "factors = [1, 2]")
    other = tmp_path / "scorecard.toml"
    other.write_text(text.replace("factors = [5, 6, 7]", "factors = [3, 4, 5, 6, 7]"), encoding="utf-8")
    policy = load_policy(other)
    assert "account profile 1–2, opportunity pipeline 3–7, relationships 8–10" in said(policy, full_brief("en"))
    brief = under(policy, full_brief("en"))
    brief.facts[factors.ID] = factors.facts(brief)
    assert [len(group.factors) for group in factors.compose(brief).groups] == [2, 5, 3]


def test_all_zones_follow_the_policy(tmp_path: Path, full_brief: Briefs) -> None:
    policy = settings(tmp_path, LISTS[STOPPER])
    plan = full_plan()
    card = score_plan(plan, as_of=plan.as_of, findings=(), policy=policy)
    risk = next(score for score in card.risks.risks if score.points == 5)
    assert risk.zone is RiskZone.SHOW_STOPPER
    bare = replace(plan, risks=tuple(replace(r, mitigation=None) if r == risk.risk else r for r in plan.risks))
    for limits, count in ((policy.limits, 1), (POLICY.limits, 0)):
        found = [f for f in run_rules(bare, as_of=plan.as_of, limits=limits) if f.code == "RV110"]
        assert len([f for f in found if str(risk.risk.risk) in f.message]) == count
    assert "5–6 show stopper" in said(policy, full_brief("en"))


def test_cuts_of_factors_reach_slide_and_rules(tmp_path: Path, full_brief: Briefs) -> None:
    policy = settings(tmp_path, {"factors.good": 5, "factors.poor": 3})
    brief = under(policy, full_brief("en"))
    brief.facts[factors.ID] = factors.facts(brief)
    slide = factors.compose(brief)
    assert (slide.good, slide.poor) == (5, 3)
    assert "Good ≥ 5, poor ≤ 3" in slide.slide.source
    plan = full_plan()
    three = next(rating for rating in plan.factors if rating.score == 3)
    bare = replace(plan, factors=(replace(three, evidence=None, previous=3),))
    for limits, count in ((policy.limits, 1), (POLICY.limits, 0)):
        assert [f.code for f in run_rules(bare, as_of=plan.as_of, limits=limits)].count("CN301") == count


def test_the_matrix_has_the_zones_of_the_policy(tmp_path: Path, full_brief: Briefs) -> None:
    policy = settings(tmp_path, LISTS[CAUTION])
    brief = under(policy, full_brief("en"))
    brief.facts[risks.ID] = risks.facts(brief)
    slide = risks.compose(brief)
    assert slide.ranks == (0, 1, 1, 2, 3)
    assert "3–4 fix before launch, 5 significant risk" in slide.slide.source


def test_names_of_contact_levels_are_those_of_the_workbook() -> None:
    choices = load_spec(resources.template("xlsx/account-plan/workbook.toml")).choices["level"]
    assert tuple(choice.words.en for choice in choices) == POLICY.levels.en
    assert tuple(choice.words.zh for choice in choices) == POLICY.levels.zh


@pytest.mark.parametrize("name", ["rules.topshare", "rules.probabilities.identify.most.more"])
def test_an_unknown_threshold_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="does not exist"):
        settings(tmp_path, {name: 0.5})


def test_days_of_a_rhythm_reach_scores_and_rules(tmp_path: Path) -> None:
    policy, plan = settings(tmp_path, {"relationships.rhythm.monthly": 100}), full_plan()
    for found, overdue, due in ((policy, ["Chen Li"], date(2025, 10, 29)), (POLICY, ["Chen Li", "He Jun"], date(2025, 8, 21))):
        card = score_plan(plan, as_of=plan.as_of, findings=(), policy=found)
        told = [f.message for f in run_rules(plan, as_of=plan.as_of, limits=found.limits) if f.code == "RV204"]
        assert [message.partition(" was ")[0] for message in told] == overdue
        assert list(card.relationships.overdue) == overdue
        assert next(c.due for c in card.relationships.contacts if c.contact.name == "He Jun") == due


def test_months_to_a_progress_report_follow_the_class(tmp_path: Path) -> None:
    policy, plan = settings(tmp_path, {"cadence.report.A": 0, "cadence.report.B": 3}), full_plan()
    for kind, months in ((AccountClass.A, None), (AccountClass.B, 3), (AccountClass.C, None)):
        of_class = replace(plan, cover=replace(plan.cover, account_class=kind))
        assert score_plan(of_class, as_of=plan.as_of, findings=(), policy=policy).cadence.report_months == months


def test_a_rise_in_probability_comes_in_the_steps_of_the_policy(tmp_path: Path, full_brief: Briefs) -> None:
    policy = settings(tmp_path, {"pipeline.lift_step": 0.3})
    assert FACTS["A15"](full_brief("en"))["lift_to"] == 0.5
    assert FACTS["A15"](under(policy, full_brief("en")))["lift_to"] == 0.6


NAMED: tuple[tuple[str, dict[str, Any], str, dict[str, Any], str], ...] = (
    ("title", {"financials.least_years": 4}, "A07", {"filled": 3, "years": 5}, "Only 3 of 5 years filled"),
    ("title", {"resources.linked": 0.8}, "A20", {"cost": 2.0, "fte": 1.0, "enabled": 9.0, "linked": 3, "requests": 4}, "no return"),
    ("takeaway", {"selection.low": 3}, "AX5", {"verdict": "passed", "lowest": "Flexibility", "lowest_score": 3}, "scores lowest on"),
    ("takeaway", {"standing.apart": 0.1}, "AX8", {"lowest": "", "trust": 7.2, "organisation": 3.7, "person": 3.5}, "more than our people"),
    ("takeaway", {"standing.low": 4}, "AX8", {"lowest": "Price", "lowest_rating": 4, "weakest_rating": 4}, "is rated lowest (4 of 5)"),
    ("takeaway", {"forecast.region_share": 0.4}, "AX9", {"page": "regions", "top": "North", "top_mix": 0.45, "fastest": "South"}, "North"),
)  # fmt: skip
"""Kind of sentence, setting, slide, facts, and what is said under the setting but not by default."""


@pytest.mark.parametrize(("kind", "setting", "slide", "facts", "words"), NAMED)
def test_what_a_sentence_names_follows_the_policy(
    kind: str, setting: dict[str, Any], slide: str, facts: dict[str, Any], words: str, tmp_path: Path, full_brief: Briefs
) -> None:
    def said_of(policy: ScorecardPolicy) -> str:
        brief = under(policy, full_brief("en"))
        found = {**FACTS[slide](brief), **facts}
        return "\n".join(brief.say(slide, kind, found, part) for part in ("", "question_for_review"))

    assert words in said_of(settings(tmp_path, setting))
    assert words not in said_of(POLICY)


def test_shades_of_activities_follow_the_policy(tmp_path: Path, full_brief: Briefs) -> None:
    days = (date(2025, 9, 1), date(2025, 9, 3), date(2025, 8, 4))
    plan = build_plan({"activities": [{"day": day, "kind": "visit", "purpose": "rapport"} for day in days]})
    policy = settings(tmp_path, {"heat.counts": [4, 5], "heat.busy": 0.6})
    for found, cell, months in ((policy, "lv1", ["lv1", "lv3"]), (POLICY, "lv2", ["lv2", "lv3"])):
        card = score_plan(plan, as_of=date(2025, 9, 30), findings=(), policy=found)
        brief = replace(under(found, full_brief("en")), plan=plan, card=card)
        brief.facts[effort.ID] = effort.facts(brief)
        slide = effort.compose(brief)
        assert slide is not None
        assert slide.kinds[0].cells[0].fill == cell
        assert [month.fill for month in slide.by_month[0].cells if month.fill] == months


def test_what_support_counts_follows_the_policy(tmp_path: Path) -> None:
    policy, plan = settings(tmp_path, {"relationships.support.strong": 3}), full_plan()
    mentor = next(c for c in plan.contacts if c.support is Support.MENTOR)
    one = replace(plan, contacts=(mentor,))
    role = POLICY.relationships.roles[mentor.buying_role]
    for found, points in ((policy, 3), (POLICY, 2)):
        balance = score_plan(one, as_of=plan.as_of, findings=(), policy=found).relationships.balance
        assert balance is not None
        assert (balance.points, balance.most) == (points * role, points * role)
