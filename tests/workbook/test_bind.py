"""Values that are missing, wrong or doubtful become findings at their cell."""

import io
from datetime import date

import openpyxl
import pytest

from planforge.diagnostics.finding import Finding, Severity
from planforge.model.codes import Degree, SalesStage
from planforge.values import plain
from planforge.workbook.bind import Binding, bind
from planforge.workbook.checks import RULES
from planforge.workbook.read import read_workbook_bytes
from support.plan_books import book


def bound(spec, rows, change=None) -> Binding:
    data = book(spec, rows)
    if change:
        made = openpyxl.load_workbook(io.BytesIO(data))
        change(made)
        buffer = io.BytesIO()
        made.save(buffer)
        data = buffer.getvalue()
    return bind(read_workbook_bytes(data, "plan.xlsx"), spec)


def changed(rows, block, number, **values):
    records = [dict(record) for record in rows[block]]
    records[number].update(values)
    return {**rows, block: records}


def of(found: Binding, code: str) -> list[Finding]:
    return [f for f in found.findings if f.code == code]


def only(found: Binding, code: str) -> Finding:
    findings = of(found, code)
    assert len(findings) == 1, findings
    return findings[0]


def test_codes_become_enums_and_cells_are_kept(spec, rows):
    plan = bound(spec, changed(rows, "pipeline", 0, stage="propose – we have made an offer")).plan
    deal = plan.pipeline[0]
    assert deal.stage is SalesStage.PROPOSE
    assert str(deal.at("stage")) == "Pipeline!D7"
    assert plan.readings["pipeline"].area.address == "A7:Q9"


def test_blank_optional_cell_has_an_address(spec, rows):
    deal = bound(spec, changed(rows, "pipeline", 1, why_win=None)).plan.pipeline[1]
    assert deal.why_win is None
    assert deal.at("why_win").address == "M8"


def test_missing_required_value(spec, rows):
    found = bound(spec, changed(rows, "pipeline", 1, owner=None))
    finding = only(found, "FV101")
    assert finding.severity is Severity.WARNING
    assert finding.cell.address == "L8"
    assert finding.field == "pipeline.owner"
    assert finding.message == "Owner is empty for “PIP1”."
    reading = found.plan.readings["pipeline"]
    assert (reading.required - reading.filled, reading.missing) == (1, (finding.cell,))


def test_missing_key_and_cover_values_are_errors(spec, rows):
    assert only(bound(spec, changed(rows, "pipeline", 1, id=None)), "FV101").severity is Severity.ERROR
    assert only(bound(spec, changed(rows, "cover", 0, currency=None)), "FV101").severity is Severity.ERROR


def test_a_row_without_key_is_still_a_record(spec, rows):
    found = bound(spec, changed(rows, "pipeline", 1, id=None))
    assert len(found.plan.pipeline) == 3
    assert found.plan.pipeline[1].id is None


def test_a_block_without_rows_is_one_finding(spec, rows):
    found = bound(spec, {**rows, "goals": []})
    finding = only(found, "FV101")
    assert "no rows" in finding.message
    assert finding.cell.address == "A7"
    reading = found.plan.readings["goals"]
    assert (reading.rows, reading.filled, reading.area) == (0, 0, None)
    assert reading.required == spec.block("goals").minimum_rows * sum(f.required for f in spec.block("goals").fields)
    assert not of(bound(spec, {**rows, "influence": []}), "FV101")


def test_an_empty_form_is_one_finding(spec, rows):
    finding = only(bound(spec, {**rows, "profile": []}), "FV101")
    assert "has not been filled in" in finding.message


@pytest.mark.parametrize(
    ("block", "field", "value", "code", "words"),
    [
        ("pipeline", "close_date", "soon", "FV102", "soon"),
        ("pipeline", "value", "lots", "FV102", "lots"),
        ("customer_goals", "rank", 1.5, "FV102", "whole number"),
        ("risks", "impact", "enormous", "FV103", "low, medium, high"),
        ("contacts", "level", "very high", "FV103", "Contact level"),
        ("factors", "score", 7, "FV104", "1 to 5"),
        ("pipeline", "probability", 250, "FV104", "0% to 100%"),
        ("profile", "goals", "x" * 5_000, "FV106", "5000 characters"),
        ("pipeline", "value", "#REF!", "FV107", "#REF!"),
        ("pipeline", "value", "3.5", "FV108", "3.5"),
        ("pipeline", "close_date", "2025-10-31", "FV108", "2025-10-31"),
        ("pipeline", "value", "USD 3.5", "FV110", "USD"),
        ("pipeline", "value", "=1+1", "FV105", "formula"),
    ],
)
def test_each_value_check(spec, rows, block, field, value, code, words):
    found = bound(spec, changed(rows, block, 0, **{field: value}))
    finding = only(found, code)
    assert words in finding.message
    assert finding.field == f"{block}.{field}"
    assert finding.cell is not None
    assert finding.hint
    record = getattr(found.plan, block)
    record = record[0] if isinstance(record, tuple) else record
    usable = code in ("FV106", "FV108", "FV110")
    assert (getattr(record, field) is not None) is usable


def test_text_typed_numbers_and_dates_are_understood(spec, rows):
    deal = bound(spec, changed(rows, "pipeline", 0, value="1,250.5", probability="35%", close_date="2025年10月31日")).plan.pipeline[0]
    assert (deal.value, deal.probability, deal.close_date) == (1250.5, 0.35, date(2025, 10, 31))


def test_a_level_with_its_words_is_no_number_typed_as_text(spec, rows):
    found = bound(spec, changed(rows, "contacts", 0, level="3 – open exchange"))
    assert found.plan.contacts[0].level == 3
    assert not of(found, "FV108")


def test_the_same_id_twice(spec, rows):
    finding = only(bound(spec, changed(rows, "contacts", 2, id=" con0 ")), "FV109")
    assert finding.cell.address == "A9"
    assert "A7" in finding.message


def test_keys_that_may_repeat_do_not_count_as_doubled(spec, rows):
    same = changed(rows, "coverage", 1, contact=rows["coverage"][0]["contact"])
    assert not of(bound(spec, same), "FV109")


def test_error_cells_saved_by_excel(spec, rows):
    found = bound(spec, rows, lambda made: made["Pipeline"].__setitem__("F7", "#DIV/0!"))
    assert only(found, "FV107").cell.address == "F7"
    assert not of(found, "FV101")


def test_errors_outside_input_fields_do_not_matter(spec, rows):
    def change(made):
        made["Pipeline"]["Z7"] = "#DIV/0!"
        made["Pipeline"]["Z8"] = "=1+1"

    assert not bound(spec, rows, change).findings or not {"FV105", "FV107"} & {f.code for f in bound(spec, rows, change).findings}


def test_missing_sheet(spec, rows):
    found = bound(spec, rows, lambda made: made.remove(made["Pipeline"]))
    finding = only(found, "WB101")
    assert "Pipeline" in finding.message
    assert finding.cell is None
    assert found.plan.pipeline == ()
    assert found.plan.readings["pipeline"].required > 0
    assert only(bound(spec, rows, lambda made: made.remove(made["Cover"])), "WB101").severity is Severity.ERROR
    assert only(bound(spec, rows, lambda made: made.remove(made["Influence"])), "WB101").severity is Severity.INFO


def test_missing_header(spec, rows):
    def change(made):
        for column in range(1, 20):
            made["Pipeline"].cell(6, column).value = None

    finding = only(bound(spec, rows, change), "WB102")
    assert finding.cell.sheet == "Pipeline"


def test_missing_column(spec, rows):
    finding = only(bound(spec, rows, lambda made: made["Pipeline"].delete_cols(12)), "WB103")
    assert "Owner" in finding.message


def test_doubled_header_first_wins(spec, rows):
    def change(made):
        made["Pipeline"]["O6"] = "Owner"
        made["Pipeline"]["O7"] = "Somebody"

    found = bound(spec, rows, change)
    assert only(found, "WB104").cell.address == "O6"
    assert found.plan.pipeline[0].owner == "pipeline owner v0"


def test_newer_schema(spec, rows):
    name = openpyxl.workbook.defined_name.DefinedName("pf_schema_version", attr_text=str(spec.schema_version + 1))
    assert only(bound(spec, rows, lambda made: made.defined_names.add(name)), "WB105").cell is None


def test_a_blank_workbook_is_one_error(spec):
    found = bound(spec, {})
    assert [f.code for f in found.findings] == ["WB106"]


def test_a_blank_workbook_with_preset_rows_is_still_blank(spec):
    presets = {
        b.key: [{k: getattr(v, "en", v) for k, v in row.items()} for row in (*b.fixed, *b.suggested)] for s in spec.sheets for b in s.blocks
    }
    assert [f.code for f in bound(spec, presets).findings] == ["WB106"]


def test_money_follows_the_unit_of_the_cover(spec, rows):
    in_millions = changed(changed(rows, "cover", 0, unit="m"), "pipeline", 0, value="3200 k")
    assert bound(spec, in_millions).plan.pipeline[0].value == pytest.approx(3.2)


def test_grid_columns_without_year_or_figures_are_no_records(spec, rows):
    def change(made):
        for row in range(5, 13):
            made["Financials"].cell(row, 6, "note")

    assert len(bound(spec, rows, change).plan.financials) == 3


def test_half_filled_risk(spec, rows):
    risk = bound(spec, changed(rows, "risks", 0, probability="高")).plan.risks[0]
    assert risk.probability is Degree.HIGH


def test_every_rule_explains_itself():
    codes = [info.code for info in RULES]
    assert codes == sorted(set(codes), key=lambda c: (c[:2] != "WB", c))
    for info in RULES:
        assert info.code[:2] in ("WB", "FV")
        for text in (info.finds, info.why, info.fix):
            assert text.endswith("."), info.code
            assert text[0].isupper(), info.code


def test_extra_columns_of_a_company_are_reached_as_extra(spec, rows):
    from dataclasses import replace

    from planforge.spec.schema import FieldSpec, FieldType, Words

    extra = FieldSpec(name="segment", label=Words("Segment"), type=FieldType.TEXT, extra=True)
    sheets = tuple(
        replace(s, blocks=tuple(replace(b, fields=(*b.fields, extra)) if b.key == "team" else b for b in s.blocks)) for s in spec.sheets
    )
    own = replace(spec, sheets=sheets)
    member = bound(own, {**rows, "team": [{**rows["team"][0], "segment": "Rail"}]}).plan.team[0]
    assert member.extra == {"segment": "Rail"}
    assert member.at("segment").address == "G7"


def test_same_input_same_binding(spec, usual):
    first, second = (bind(read_workbook_bytes(usual, "plan.xlsx"), spec) for _ in range(2))
    assert first == second
    assert plain(first.plan) == plain(second.plan)


def test_a_workbook_from_before_a_block_and_columns_existed_reads_without_findings(spec, rows):
    def change(made):
        purchasing, capabilities = made["Purchasing"], made["Capabilities"]
        header = next(row for row in range(1, 80) if purchasing.cell(row, 2).value == "Supplier")
        purchasing.delete_rows(header - 2, purchasing.max_row)
        for name in ("Unit 7", "Unit 8", "Unit 9"):
            for row in capabilities.iter_rows():
                for cell in row:
                    if cell.value == name:
                        cell.value = None

    found = bound(spec, rows, change)
    assert found.plan.supplier_spend == ()
    assert found.plan.partners.source_6 is not None
    assert (found.plan.partners.source_7, found.plan.capabilities[0].source_9) == (None, None)
    assert not [finding for finding in found.findings if finding.code.startswith("WB")]
