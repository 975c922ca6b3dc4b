"""scorecard.toml: it loads, values can be replaced by name, and every mistake names its place."""

from __future__ import annotations

import pytest

from planforge.errors import ConfigError, SpecError
from planforge.model.action import Risk
from planforge.model.codes import Degree, RiskZone, SalesStage
from planforge.scoring import load_policy
from planforge.scoring.load import MOVED


def test_the_shipped_policy_holds_the_limits_of_the_visual_standard(policy) -> None:
    named = policy.named()
    assert (named["financials.on_track"], named["financials.watch"]) == (0.98, 0.93)
    assert (named["pipeline.on_track"], named["pipeline.watch"], named["pipeline.top_share"]) == (1.0, 0.7, 0.4)
    assert (named["factors.on_track"], named["factors.watch"]) == (3.5, 2.8)
    assert (named["competition.on_track"], named["satisfaction.on_track"], named["actions.on_track"]) == (0.7, 0.8, 0.75)
    assert [named[f"quality.{name}"] for name in ("completeness", "consistency", "evidence", "freshness")] == [40, 25, 20, 15]
    assert policy.risks.zone(6) is RiskZone.SHOW_STOPPER
    assert policy.levels.en[4] == "trusted adviser"


def test_a_risk_has_the_zone_of_its_points(policy) -> None:
    zones = {(p, i): policy.risks.zone_of(Risk(probability=p, impact=i)) for p in Degree for i in Degree}
    assert zones[Degree.LOW, Degree.MEDIUM] is RiskZone.CAUTION
    assert zones[Degree.HIGH, Degree.LOW] is RiskZone.FIX
    assert zones[Degree.HIGH, Degree.HIGH] is RiskZone.SHOW_STOPPER
    assert policy.risks.zone_of(Risk(probability=Degree.HIGH)) is None


def test_values_are_replaced_by_dotted_name(policy_file) -> None:
    policy = load_policy(policy_file, {"pipeline.top_share": 0.5, "quality.finding.error": 6, "rules.probabilities.identify.most": 0.4})
    assert policy.pipeline.top_share == 0.5
    assert policy.quality.finding.error == 6.0
    assert policy.limits.rules.probabilities[SalesStage.IDENTIFY].most == 0.4
    assert policy.limits.top_share == 0.5


@pytest.mark.parametrize(("old", "new"), MOVED.items())
def test_a_name_of_old_is_refused_with_the_new_one(old, new, policy_file) -> None:
    with pytest.raises(ConfigError, match=f"'{old}' is now called '{new}'"):
        load_policy(policy_file, {old: 0.5})


MISTAKES = [
    ("top_share = 0.4", "top_share = 'much'", "pipeline.top_share is 'much'"),
    ("top_share = 0.4", "topshare = 0.4", r"\[pipeline\] topshare is not known"),
    ("near = 0.2", "", r"\[position\] near is missing"),
    ("near = 0.2", "near = -1", "position.near is -1"),
    ("near = 0.2", "near = true", "position.near is True"),
    ("near = 0.2", "near = nan", "position.near is nan"),
    ("weakest = 3", "weakest = 2.5", "whole number"),
    ("watch = 0.93", "watch = 0.99", r"\[financials\] watch is 0.99, above on_track"),
    ("mid = { functions = 3", "mid = { functions = 0", r"\[stages.implied\] mid asks for less than early"),
    ("completeness = 40", "completeness = 41", "add up to 101"),
    ("factors = [8, 9, 10]", "factors = [8, 9]", "factor 10 must stand exactly once"),
    ("factors = [8, 9, 10]", "factors = [8, 9, 10, 11]", "no factor 11"),
    ("factors = [8, 9, 10]", "factors = []", "at least one entry"),
    ('"show stopper" = [6]', '"show stopper" = [5, 6]', "sum 5 must stand exactly once"),
    ('"show stopper" = [6]', '"stopper" = [6]', "exactly the keys"),
    ("schema = 1", "schema = 2", "reads schema 1"),
    ("fresh_days = 31", "fresh_days = 200", "fresh_days must be less"),
    ("low = 1.0", "low = 6.0", "low must be less"),
    ("high = 5.0", "high = 6.0", "within 1 to 5"),
    ("negotiate = { least = 0.5, most = 0.95", "negotiate = { least = 0.5, most = 1.95", "at most 1"),
    ("most_weeks = 12", "most_weeks = 7", r"\[cycle\] the least is 8, above the most"),
    ("won = { least = 1.0", "won = { least = 1.1", r"\[rules.probabilities.won\] the least"),
    ("team = { least = 2", "team = { least = 3", r"\[pages.team\] the least is 3"),
    ("steps = [0.25, 0.5", "steps = [0.5, 0.5", r"\[heat\] steps must be three shares"),
    ("[health]\ngood = 4", "[health]\ngood = 2", r"\[health\] poor is 2, but must be less"),
    ('en = ["none", "known",', 'en = ["none",', "five words"),
    ("[position]", "[position", "not valid TOML"),
    ("[segments.amounts]", "[segments.amounts.yuan]\nrevenue = 5", "yuan is no currency"),
    ("[segments.amounts]", "[segments.amounts.CNY]\nturnover = 5", r"\[segments.amounts.CNY\] turnover is not known"),
    ("[segments.amounts]", "amounts = 5", r"\[segments.amounts\] must be a table"),
]


@pytest.mark.parametrize(("old", "new", "message"), MISTAKES, ids=[mistake[2] for mistake in MISTAKES])
def test_a_mistake_is_named_with_its_place(old, new, message, policy_file, tmp_path) -> None:
    text = policy_file.read_text(encoding="utf-8")
    assert old in text
    broken = tmp_path / "scorecard.toml"
    broken.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(SpecError, match=message):
        load_policy(broken)


def test_a_missing_file_is_said(tmp_path) -> None:
    with pytest.raises(SpecError, match=r"scorecard\.toml cannot be read"):
        load_policy(tmp_path / "scorecard.toml")


@pytest.mark.parametrize("name", ["pipeline.topshare", "pipeline", "pipelin.top_share.x"])
def test_an_unknown_threshold_is_refused(name, policy_file) -> None:
    with pytest.raises(ConfigError, match=name):
        load_policy(policy_file, {name: 1})
