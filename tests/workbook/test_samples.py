"""The shipped workbooks: blank ones are told from plans, samples give back the data they were made from."""

import time
import tomllib
from pathlib import Path

import pytest

from planforge import resources
from planforge.authoring.plan_workbook import build_plan_workbook
from planforge.workbook.bind import bind
from planforge.workbook.read import read_workbook, read_workbook_bytes

SAMPLES = resources.samples()
FLAWED = ("velden-pharma", "kestrel-foods")
WHOLE = [
    path
    for path in sorted((SAMPLES / "data").glob("*.toml"))
    if not path.name.startswith(FLAWED) and "based_on" not in tomllib.loads(path.read_text(encoding="utf-8"))
]


def named(path: Path) -> str:
    return path.stem


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.xlsx")), ids=named)
def test_every_sample_is_read_without_structural_findings(path, spec):
    found = bind(read_workbook(path), spec)
    assert found.plan.cover.account
    assert not [f for f in found.findings if f.code.startswith("WB")]
    if not path.name.startswith(FLAWED):
        assert found.findings == ()


@pytest.mark.parametrize("path", WHOLE, ids=named)
def test_a_sample_holds_what_its_data_file_says(path, spec):
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    plan = bind(read_workbook(SAMPLES / data["file"]), spec).plan
    for block in (b for s in spec.sheets for b in s.blocks if b.key in data):
        wanted = data[block.key] if isinstance(data[block.key], list) else [data[block.key]]
        records = getattr(plan, block.key)
        records = records if isinstance(records, tuple) else (records,)
        if block.fixed:  # the workbook has all preset rows, the data file those that were filled in
            keys = [values[block.key_field] for values in wanted]
            records = [record for record in records if getattr(record, block.key_field) in keys]
        assert len(records) == len(wanted), block.key
        for record, values in zip(records, wanted, strict=True):
            for name, value in values.items():
                expected = None if value == "" else pytest.approx(value) if isinstance(value, float) else value
                assert getattr(record, name) == expected, f"{block.key}.{name}"


@pytest.mark.parametrize("money", [{}, {"currency": "CNY", "unit": "m"}], ids=["bare", "with-money"])
@pytest.mark.parametrize("language", ["en", "zh", "en+zh"])
def test_a_blank_workbook_is_one_error(language, money, spec):
    found = bind(read_workbook_bytes(build_plan_workbook(spec, language, **money), "plan.xlsx"), spec)
    assert [f.code for f in found.findings] == ["WB106"]


def test_calculated_cells_of_the_blank_workbook_are_no_finding(spec):
    raw = read_workbook_bytes(build_plan_workbook(spec), "plan.xlsx")
    assert not {"FV105", "FV107"} & {f.code for f in bind(raw, spec).findings}


def test_binding_costs_less_than_loading_with_openpyxl(spec):
    """The factor is about 6; 3 leaves room for a busy machine."""
    import openpyxl

    path = next(SAMPLES.glob("lanhai*Q3.xlsx"))
    bind(read_workbook(path), spec)
    ours = min(_cpu(lambda: bind(read_workbook(path), spec)) for _ in range(5))
    theirs = min(_cpu(lambda: openpyxl.load_workbook(path, data_only=True)) for _ in range(2))
    assert theirs > 3 * ours


def _cpu(run) -> float:
    start = time.process_time()
    run()
    return time.process_time() - start
