"""What a reader sees at the cell of a finding: record, label, content."""

from __future__ import annotations

from functools import lru_cache

import pytest

from planforge import resources
from planforge.config import Config
from planforge.diagnostics.finding import Finding, Seen, Severity
from planforge.pipeline import check_plan
from planforge.spec.load import load_spec
from planforge.values import CellRef, plain
from planforge.workbook.read import RawWorkbook, read_workbook
from planforge.workbook.seen import LONGEST, with_seen

FLAWED = resources.samples() / "velden-pharma_2025Q3.xlsx"
SPEC = load_spec(resources.template("xlsx/account-plan/workbook.toml"))


@lru_cache(maxsize=1)
def raw() -> RawWorkbook:
    return read_workbook(FLAWED)


@lru_cache(maxsize=4)
def findings(language: str = "zh", cells: bool = True) -> tuple[Finding, ...]:
    checked = check_plan(FLAWED, Config(language="en"))
    return with_seen(checked.report.findings, checked.plan, SPEC, language, raw() if cells else None)


def seen(code: str, address: str, **options: object) -> Seen | None:
    sheet, _, cell = address.rpartition("!")
    found = [f for f in findings(**options) if f.code == code and f.cell and f.cell.address == cell and sheet in ("", f.cell.sheet)]  # type: ignore[arg-type]
    assert len(found) == 1
    return found[0].seen


@pytest.mark.parametrize(
    ("code", "address", "expected"),
    [
        ("FV103", "B18", Seen("", "客户等级", "D")),  # a form has no name of its own
        ("XR101", "M10", Seen("Dae-jung Pak", "负责人", "D. Former")),  # a person is known by name, not by id
        ("RV203", "M11", Seen("Anouk Verhey", "负责人", "")),
        ("RV204", "O7", Seen("Marit Solheim", "最近联系日期", "2024-11-20")),
        ("CN110", "G16", Seen("Spare sensors 2025", "概率", "80%")),  # a share as a percentage
        ("FV108", "Pipeline!F11", Seen("Calibration frame 2026", "金额", "2.9 m")),  # as typed, not as understood
        ("FV104", "D11", Seen("2025", "间接成本", "-4.9")),  # a value that the plan did not take
        ("RV119", "A8", Seen("", "目标", "Ahead of Purelink in monitoring")),  # the name itself is not told twice
    ],
)
def test_record_label_and_content(code: str, address: str, expected: Seen) -> None:
    assert seen(code, address) == expected


def test_labels_follow_the_language() -> None:
    assert seen("FV103", "B18", language="en") == Seen("", "Class", "D")


def test_without_the_cells_the_values_of_the_plan_are_shown() -> None:
    assert seen("RV204", "O7", cells=False) == Seen("Marit Solheim", "最近联系日期", "2024-11-20")
    assert seen("CN110", "G16", cells=False) == Seen("Spare sensors 2025", "概率", "80%")
    assert seen("CN308", "K8", cells=False) == Seen("Rashid Benali", "支持程度", "enemy")


def test_long_content_is_cut_to_a_line() -> None:
    found = seen("FV106", "B7")
    assert found is not None
    assert found.text is not None
    assert len(found.text) == LONGEST
    assert found.text.endswith("…")


@pytest.mark.parametrize(
    ("field", "cell", "expected"),
    [
        ("team", None, Seen(label="团队")),
        ("team", CellRef("Team", 1, 1), Seen(label="客户团队")),
        ("team.role", None, Seen(label="职责")),
        ("team.role", CellRef("Team", 1, 1), Seen(label="职责")),
        ("team.shoe_size", None, Seen(label="客户团队")),
        ("nothing.known", None, None),
        ("", None, None),
    ],
)
def test_what_is_missing_is_named_by_its_title(field: str, cell: CellRef | None, expected: Seen | None) -> None:
    plan = check_plan(FLAWED, Config(language="en")).plan
    finding = Finding(code="WB101", name="x", severity=Severity.WARNING, message="x", field=field, cell=cell)
    assert [f.seen for f in with_seen([finding], plan, SPEC, "zh")] == [expected]


def test_it_is_no_part_of_the_finding() -> None:
    bare = check_plan(FLAWED, Config(language="en")).report.findings
    assert findings() == bare
    assert plain(findings()[0]) == plain(bare[0])
    assert all(f.seen is None for f in bare)
    assert all(f.seen for f in check_plan(FLAWED, Config(language="zh")).report.findings if f.field)
