"""Rules as a set: explanations, codes, policy, thresholds, the day."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from planforge.diagnostics.finding import Severity
from planforge.errors import ConfigError
from planforge.rules import RULES, registered, run_rules
from planforge.rules.registry import explanation, rule
from support.limits import LIMITS
from support.plans import AS_OF, full_plan, half_filled_plan, with_changes


@pytest.mark.parametrize("entry", registered(), ids=lambda entry: entry.info.code)
def test_the_explanation_has_its_headings_as_full_sentences(entry) -> None:
    headings = re.findall(r"^\s*(\w+):", entry.check.__doc__, flags=re.MULTILINE)
    assert headings[:3] == ["Finds", "Why", "Fix"]
    for text in (entry.info.finds, entry.info.why, entry.info.fix):
        assert text.endswith(".")
        assert len(text) > 15
        assert "  " not in text


def test_codes_and_names_are_unique_and_well_formed() -> None:
    assert len({info.code for info in RULES}) == len({info.name for info in RULES}) == len(RULES) >= 34
    for info in RULES:
        assert re.fullmatch(r"(XR|CN|RV)\d{3}", info.code)
        assert re.fullmatch(r"[a-z]+(-[a-z]+)+", info.name)


def test_a_docstring_without_a_heading_is_refused() -> None:
    with pytest.raises(ValueError, match="Finds, Why, Fix"):
        explanation("Finds: something.\nFix: it.")


def test_a_code_cannot_be_used_twice() -> None:
    with pytest.raises(ValueError, match="XR101"):
        rule(code="XR101", name="again", severity=Severity.INFO)(lambda plan, facts: ())


def test_the_full_plan_has_the_faults_it_is_known_for() -> None:
    found = [(f.code, str(f.cell)) for f in run_rules(full_plan(), as_of=AS_OF, limits=LIMITS)]
    assert found == [
        ("RV108", "Pipeline!J12"),
        ("RV109", "Pipeline!F7"),
        ("RV115", "Actions!F8"),
        ("RV203", "Contacts!M14"),
        ("RV203", "Contacts!M15"),
        ("RV204", "Contacts!O7"),
        ("RV204", "Contacts!O10"),
        ("RV208", "Contacts!X7"),
        ("RV402", "Profile!C19"),
    ]


def test_every_cell_of_a_finding_belongs_to_the_plan() -> None:
    findings = run_rules(half_filled_plan(), as_of=AS_OF, limits=LIMITS)
    assert findings
    assert {f.cell.sheet for f in findings if f.cell} <= {"TenFactors", "Financials", "Pipeline", "Actions", "Contacts", "Cover"}


def test_without_a_day_only_the_missing_day_is_said() -> None:
    plan = with_changes(full_plan(), {"cover.as_of": None, "cover.review_date": None})
    codes = [f.code for f in run_rules(plan, as_of=None, limits=LIMITS)]
    assert "RV101" in codes
    dated = {r.info.code for r in registered() if r.dated}
    assert not dated & set(codes)


def test_the_same_plan_gives_the_same_findings_on_another_day_only_when_dates_matter() -> None:
    later = {f.code for f in run_rules(full_plan(), as_of=date(2026, 2, 1), limits=LIMITS)}
    assert {"CN201", "CN202"} <= later


def test_a_code_goes_before_its_family() -> None:
    policy = {"RV": "off", "RV108": "error"}
    findings = run_rules(full_plan(), as_of=AS_OF, limits=LIMITS, policy=policy)
    assert [(f.code, f.severity) for f in findings] == [("RV108", Severity.ERROR)]


def test_rules_of_the_reader_may_be_named_in_the_same_policy() -> None:
    assert run_rules(full_plan(), as_of=AS_OF, limits=LIMITS, policy={"FV": "warning", "WB101": "off"})


def test_an_unknown_code_is_refused_with_the_nearest_one() -> None:
    with pytest.raises(ConfigError, match="XR 101") as caught:
        run_rules(full_plan(), as_of=AS_OF, limits=LIMITS, policy={"XR 101": "off"})
    assert "XR101" in caught.value.hint


def test_an_unknown_level_is_refused() -> None:
    with pytest.raises(ConfigError, match="loud") as caught:
        run_rules(full_plan(), as_of=AS_OF, limits=LIMITS, policy={"XR": "loud"})
    assert "warning" in caught.value.hint


def test_a_threshold_changes_what_is_found() -> None:
    assert "RV109" in {f.code for f in run_rules(full_plan(), as_of=AS_OF, limits=LIMITS)}
    findings = run_rules(full_plan(), as_of=AS_OF, limits=replace(LIMITS, top_share=0.6))
    assert "RV109" not in {f.code for f in findings}
