"""`planforge score`: text and JSON, previous plans, portfolios, errors, and what it must not load."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest
from click.testing import CliRunner

from planforge import pipeline
from planforge.cli.score import command
from planforge.diagnostics.report import Report
from planforge.errors import InputError
from planforge.model.scorecard import Scorecard
from planforge.rules import run_rules
from support.plans import full_plan, half_filled_plan, previous_plan, with_changes

PLANS = {
    "lanhai.xlsx": full_plan,
    "lanhai-q2.xlsx": previous_plan,
    "velden.xlsx": half_filled_plan,
    "weak.xlsx": lambda: with_changes(full_plan(), {"cover.account_id": "KA-901", **{f"attractiveness[{i}].score": 2.0 for i in range(6)}}),
    "third.xlsx": lambda: with_changes(full_plan(), {"cover.account_id": "KA-902"}),
    "rude.xlsx": lambda: with_changes(full_plan(), {"cover.account": "A\x1b[31m[bold]B", "factors[0].factor": "[red]C\x07"}),
}


@pytest.fixture
def score(monkeypatch, tmp_path):
    """Runs the command on plans that need no workbook: the reader is replaced, everything behind it is real."""

    def check(path: Path, config, as_of=None):
        if path.name not in PLANS:
            raise InputError(f"{path.name} cannot be read.", "Check the path.")
        plan = PLANS[path.name]()
        findings = run_rules(plan, as_of=as_of or plan.as_of, policy=config.rules, limits=pipeline.scoring_policy(config).limits)
        return pipeline.CheckResult(plan=plan, report=Report.of(plan.source, findings))

    monkeypatch.setattr(pipeline, "check_plan", check)
    monkeypatch.chdir(tmp_path)

    def run(*args: str):
        return CliRunner().invoke(command, list(args), standalone_mode=False)

    return run


def test_text_shows_quality_fixes_statuses_and_every_score_with_cells(score) -> None:
    result = score("lanhai.xlsx")
    assert result.return_value == 0
    for words in (
        "Lanhai Grid Group",
        "as of 2025-09-30",
        "Plan quality 97 of 100",
        "+1.9  Contacts!O7",
        "off track  approver Chen Li is at contact level 1",
        "Weighted pipeline                     20.6 CNY m",
        "Pipeline!F7, Pipeline!G7",
        "we 3.95; Harrow Electric 3.35",
        "Growth covered                             89.6%",
        "Financials!D8:D11",
    ):
        assert words in result.output, words


def test_a_half_filled_plan_is_shown_too(score) -> None:
    result = score("velden.xlsx")
    assert result.return_value == 0
    assert "not assessed" in result.output
    assert "Five years (EUR k)" in result.output


def test_texts_of_a_workbook_cannot_steer_the_terminal(score) -> None:
    output = score("rude.xlsx").output
    assert "[bold]B" in output
    assert "[red]C" in output
    assert "\x1b" not in output
    assert "\x07" not in output


def test_json_is_complete(score) -> None:
    result = score("lanhai.xlsx", "--format", "json", "--previous", "lanhai-q2.xlsx")
    data = json.loads(result.output)
    assert data["schema"] == "planforge.score/1"
    (file,) = data["files"]
    assert (file["account"], file["previous"], file["error"]) == ("Lanhai Grid Group", "lanhai-grid_2025Q2.xlsx", None)
    card = file["scorecard"]
    assert card["position"]["previous_strength"] == pytest.approx(3 * 3.75 / 3.35)
    assert card["statuses"]["risks"]["status"] == "R"
    assert set(card) == {field.name for field in fields(Scorecard)}


def test_a_previous_plan_of_another_account_is_refused(score) -> None:
    result = score("lanhai.xlsx", "--previous", "velden.xlsx")
    assert result.return_value == 2
    assert "velden.xlsx is a plan of Velden Pharma, not of Lanhai Grid Group." in result.output


def test_a_previous_plan_belongs_to_one_plan(score) -> None:
    result = score("lanhai.xlsx", "velden.xlsx", "--previous", "lanhai-q2.xlsx")
    assert "one plan" in str(result.exception)


def test_a_file_that_cannot_be_read_does_not_stop_the_others(score) -> None:
    result = score("lost.xlsx", "lanhai.xlsx", "--format", "json")
    assert result.return_value == 2
    data = json.loads(result.stdout)
    assert [file["error"] is None for file in data["files"]] == [False, True]
    assert "lost.xlsx cannot be read." in result.stderr


def test_three_accounts_are_placed_against_their_average_and_medians(score) -> None:
    data = json.loads(score("lanhai.xlsx", "lanhai-q2.xlsx", "third.xlsx", "weak.xlsx", "--format", "json").output)
    latest, older = [data["files"][i]["scorecard"] for i in (0, 2, 3)], data["files"][1]["scorecard"]
    assert [card["position"]["attractiveness_cut"] for card in latest] == [pytest.approx((4.45 + 4.45 + 2.0) / 3)] * 3
    assert latest[2]["position"]["type"] == "maintenance"
    assert [card["selection"]["cuts"]["revenue"]["plans"] for card in latest] == [3, 3, 3]
    assert latest[0]["selection"]["value_box"] == "high_high"
    assert (older["position"]["attractiveness_cut"], older["selection"]["value_box"]) == (3.0, None)


def test_the_day_and_thresholds_reach_the_scores(score, tmp_path) -> None:
    settings = tmp_path / "own.toml"
    settings.write_text('[thresholds]\n"pipeline.watch" = 0.95\n', encoding="utf-8")
    data = json.loads(score("lanhai.xlsx", "--format", "json", "--as-of", "2025-12-31", "--config", str(settings)).output)
    card = data["files"][0]["scorecard"]
    assert card["as_of"] == "2025-12-31"
    assert card["statuses"]["pipeline"]["status"] == "R"


def test_scoring_loads_no_office_library() -> None:
    modules = "planforge.cli.score, planforge.cli.score_text, planforge.pipeline"
    code = f"import sys, {modules}; print([m for m in ('pptx', 'openpyxl', 'jinja2', 'lxml') if m in sys.modules])"
    output = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert output.stdout.strip() == "[]"
