"""Whatever people do to a workbook's layout, the plan read from it stays the same."""

import io
from dataclasses import fields

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planforge.errors import InputError
from planforge.model.plan import AccountPlan
from planforge.spec.schema import WorkbookSpec
from planforge.workbook.bind import Binding, bind
from planforge.workbook.labels import fold, is_example, label_keys
from planforge.workbook.read import read_workbook_bytes
from support.plan_books import Layout, book

BLOCKS = [f.name for f in fields(AccountPlan) if f.name not in ("source", "readings")]


def bound(data: bytes, spec: WorkbookSpec) -> Binding:
    return bind(read_workbook_bytes(data, "plan.xlsx"), spec)


def same(first: AccountPlan, second: AccountPlan) -> list[str]:
    """The blocks in which two plans differ; addresses do not count."""
    return [name for name in BLOCKS if getattr(first, name) != getattr(second, name)]


def edited(data: bytes, change) -> bytes:
    made = openpyxl.load_workbook(io.BytesIO(data))
    change(made)
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


@pytest.fixture(scope="module")
def plan(usual, spec) -> AccountPlan:
    return bound(usual, spec).plan


def test_everything_of_the_usual_layout_is_read(plan, rows, spec):
    for sheet in spec.sheets:
        for block in sheet.blocks:
            reading = plan.readings[block.key]
            assert reading.rows == len(rows[block.key]), block.key
            asked = [f for f in block.fields if f.required and f.name not in block.fixed_names]
            assert reading.filled == len(asked) * len(rows[block.key]), block.key
    assert plan.pipeline[1].name == "pipeline name v1"
    assert plan.contacts[2].at("id") is not None


layouts = st.builds(
    Layout,
    language=st.sampled_from(["en", "zh", "both"]),
    down=st.integers(0, 12),
    right=st.integers(0, 6),
    gap_columns=st.lists(st.integers(1, 8), max_size=3).map(tuple),
    sheet_order=st.permutations(range(33)).map(tuple),
    column_seed=st.integers(0, 40),
    extra_header_row=st.booleans(),
    stars_and_units=st.booleans(),
    blocks_gap=st.integers(1, 6),
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(layout=layouts)
def test_any_layout_gives_the_same_plan(layout, spec, rows, plan):
    again = bound(book(spec, rows, layout), spec)
    assert same(plan, again.plan) == []
    assert not [f for f in again.findings if f.code.startswith("WB")]
    for block in BLOCKS:
        records = getattr(again.plan, block)
        for record in records if isinstance(records, tuple) else (records,):
            assert record.cells, block


def test_every_cell_reference_points_at_its_value(spec, rows):
    data = book(spec, rows, Layout(down=6, right=2, gap_columns=(2,), column_seed=5))
    made = openpyxl.load_workbook(io.BytesIO(data))
    for record in bound(data, spec).plan.team:
        for name, cell in record.cells.items():
            value = made[cell.sheet][cell.address].value
            assert value == getattr(record, name)


def test_sheets_are_found_by_alias_number_and_content(spec, rows, plan):
    names = {"cover": "01 Cover", "team": "Sheet1", "pipeline": "OPPORTUNITIES ", "risks": "Sheet2", "goals": "５．目标"}
    again = bound(book(spec, rows, Layout(names=names)), spec)
    assert same(plan, again.plan) == []
    assert again.plan.readings["team"].sheet == "Sheet1"
    assert again.plan.readings["risks"].sheet == "Sheet2"


def test_a_visible_sheet_goes_before_a_hidden_one_of_the_same_name(usual, spec, plan):
    def change(made):
        old = made.copy_worksheet(made["Team"])
        old.title = "Team!".replace("!", " ")
        old.sheet_state = "hidden"
        old["A7"] = "Somebody else"
        made.move_sheet(old, -20)

    assert same(plan, bound(edited(usual, change), spec).plan) == []


def test_blank_rows_and_example_rows_are_left_out(usual, spec, plan):
    def change(made):
        sheet = made["Pipeline"]
        sheet.insert_rows(8, 3)
        for column, text in ((1, "Example 示例"), (2, "Example deal"), (6, 99)):
            sheet.cell(8, column, text)
        sheet.cell(9, 3, "   ")

    assert same(plan, bound(edited(usual, change), spec).plan) == []


def test_a_repeated_header_is_not_a_row(usual, spec, plan):
    def change(made):
        sheet = made["Pipeline"]
        sheet.insert_rows(8)
        for column in range(1, 15):
            sheet.cell(8, column, sheet.cell(6, column).value)

    assert same(plan, bound(edited(usual, change), spec).plan) == []


def test_rows_far_below_are_reported_not_read(usual, spec, plan):
    found = bound(edited(usual, lambda made: made["Pipeline"].cell(60, 1, "O-99")), spec)
    assert same(plan, found.plan) == []
    assert [f.code for f in found.findings if f.code == "WB108"] == ["WB108"]


def test_a_header_over_two_lines_is_read(usual, spec, plan):
    def change(made):
        sheet = made["Wants"]
        sheet.insert_rows(6)
        for column, (upper, lower) in {2: ("Customer", "wants it"), 3: ("Customer", "gets it")}.items():
            sheet.cell(6, column, upper)
            sheet.cell(7, column, lower)

    assert same(plan, bound(edited(usual, change), spec).plan) == []


def test_side_by_side_tables_are_told_apart(usual, spec, plan):
    def change(made):
        sheet = made["Stage"]
        top = next(r for r in range(1, 40) if sheet.cell(r, 1).value == "Action")
        for row in range(top, top + 4):
            for column in range(1, 4):
                sheet.cell(row - 7, column + 6, sheet.cell(row, column).value)
                sheet.cell(row, column).value = None
        sheet.cell(top - 1, 1).value = None

    assert same(plan, bound(edited(usual, change), spec).plan) == []


def test_merged_labels_on_grid_paper_are_followed(usual, spec, plan):
    def change(made):
        sheet = made["Profile"]
        rows = [r for r in range(1, 13) if sheet.cell(r, 2).value]
        sheet.insert_cols(2, 4)
        for row in rows:
            sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=5)

    assert bound(edited(usual, change), spec).plan.profile == plan.profile


def test_help_text_beside_an_empty_form_is_no_value(spec):
    def change(made):
        sheet = made["Profile"]
        block = spec.block("profile")
        for row in range(1, 13):
            field = next((f for f in block.fields if f.label.en == sheet.cell(row, 1).value), None)
            if field:
                sheet.cell(row, 3, field.help.en)

    found = bound(edited(book(spec, {"team": [{"name": "Ann", "function": "Sales"}]}), change), spec)
    assert found.plan.readings["profile"].filled == 0
    assert found.plan.profile.industry is None


def test_two_columns_of_labels_in_one_form(usual, spec, plan):
    def change(made):
        sheet = made["Cover"]
        for offset in range(9):
            sheet.cell(6 + offset, 5, sheet.cell(15 + offset, 1).value)
            sheet.cell(6 + offset, 6, sheet.cell(15 + offset, 2).value)
            sheet.cell(15 + offset, 1).value = sheet.cell(15 + offset, 2).value = None

    assert bound(edited(usual, change), spec).plan.cover == plan.cover


def test_a_workbook_of_something_else_is_refused(spec):
    made = openpyxl.Workbook()
    made.active["A1"] = "Shopping list"
    buffer = io.BytesIO()
    made.save(buffer)
    with pytest.raises(InputError, match="not a plan workbook"):
        bound(buffer.getvalue(), spec)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Close date *", "closedate"),
        ("Close  Date： ", "closedate"),
        ("Value (CNY m)", "value"),
        ("ＯＷＮＥＲ", "owner"),
        ("Owner\n负责人", "owner"),
        ("Owner / 负责人", "负责人"),
        ("Margin %", "margin"),
    ],
)
def test_labels_fold(text, key):
    assert key in label_keys(text)


def test_example_marks():
    assert all(is_example(text) for text in ("Example 示例", "(示例)", "e.g."))
    assert not any(is_example(text) for text in ("Example deal with a customer", 3))
    assert fold(" A-b ") == "ab"
