"""The rules that only reading can see: the workbook's structure (WB) and the values in its cells (FV)."""

from __future__ import annotations

from typing import Final

from planforge.diagnostics.finding import Severity
from planforge.diagnostics.rule import RuleInfo

KEY_SEVERITY: Final = Severity.ERROR
"""The severity of something missing on the cover, or in the field without which a row is no record."""

SHEET_MISSING: Final = RuleInfo(
    code="WB101",
    name="sheet-missing",
    severity=Severity.WARNING,
    finds="A sheet of the plan workbook is not in this file, neither under its name in any language nor by its headers.",
    why="Slides and scores that need the sheet stay empty, and reviewers cannot tell whether there was nothing to say.",
    fix="Copy the sheet from a blank plan workbook, or give the renamed sheet its name back.",
)
BLOCK_MISSING: Final = RuleInfo(
    code="WB102",
    name="block-not-found",
    severity=Severity.WARNING,
    finds="A sheet is there, but the header row of one of its tables, or the labels of one of its forms, cannot be found.",
    why="Nothing below a lost header is read, however complete the rows are.",
    fix="Put the header row back as it stands in a blank plan workbook.",
)
COLUMN_MISSING: Final = RuleInfo(
    code="WB103",
    name="column-missing",
    severity=Severity.WARNING,
    finds="A table or form has no column or label for a required field.",
    why="The field counts as empty in every row, which costs completeness and leaves gaps on the slides.",
    fix="Insert the column with its header from a blank plan workbook; its place does not matter.",
)
HEADER_TWICE: Final = RuleInfo(
    code="WB104",
    name="header-twice",
    severity=Severity.WARNING,
    finds="Two columns of one table have headers that mean the same field.",
    why="Only the first is read; figures typed into the second are lost.",
    fix="Move the values into the first column and delete the second, or give it another header.",
)
SCHEMA_NEWER: Final = RuleInfo(
    code="WB105",
    name="schema-newer",
    severity=Severity.WARNING,
    finds="The workbook was made for a later version of PlanForge than the one that reads it.",
    why="Fields that this version does not know are not read.",
    fix="Update PlanForge, or copy the values into a workbook made with this version.",
)
NOTHING_FILLED: Final = RuleInfo(
    code="WB106",
    name="nothing-filled-in",
    severity=Severity.ERROR,
    finds="The workbook is a blank plan: nothing has been filled in.",
    why="There is nothing to review; most likely the wrong file was sent.",
    fix="Fill in the plan, or check that this is the file you meant.",
)
NOT_RECOGNISED: Final = RuleInfo(
    code="WB107",
    name="template-not-recognised",
    severity=Severity.ERROR,
    finds="No sheet, table or form of the plan workbook is recognised in the file, so that it cannot be read as a plan at all.",
    why="Guessing what the cells mean would put wrong figures before the reviewers.",
    fix="Use the plan workbook that PlanForge makes, or describe your own in a workbook.toml.",
)
BEYOND_LIMIT: Final = RuleInfo(
    code="WB108",
    name="cells-not-read",
    severity=Severity.WARNING,
    finds="Cells with content stand behind a long gap below a table, or far outside the area that is read.",
    why="They look filled in, but do not reach the plan.",
    fix="Move the rows up to the table, or delete stray cells.",
)
REQUIRED_MISSING: Final = RuleInfo(
    code="FV101",
    name="required-value-missing",
    severity=Severity.WARNING,
    finds="A required cell is empty, or a table that every plan needs has no rows; an error on the cover and in key fields.",
    why="Scores leave the value out and slides show a gap.",
    fix="Fill in the cell.",
)
WRONG_TYPE: Final = RuleInfo(
    code="FV102",
    name="wrong-type",
    severity=Severity.ERROR,
    finds="A cell holds text where a number, a date or a share is expected.",
    why="The value cannot be used in any score; it is treated as missing.",
    fix="Type a plain number or a date.",
)
NOT_A_CHOICE: Final = RuleInfo(
    code="FV103",
    name="not-a-choice",
    severity=Severity.ERROR,
    finds="A cell with a list of allowed values holds something else.",
    why="The value cannot be counted or compared; it is treated as missing.",
    fix="Choose a value from the cell's list.",
)
OUT_OF_RANGE: Final = RuleInfo(
    code="FV104",
    name="out-of-range",
    severity=Severity.ERROR,
    finds="A figure is smaller or larger than the field allows; it is treated as missing.",
    why="A rating of 7 on a scale of 1 to 5, or a probability above 100%, distorts every mean it enters.",
    fix="Correct the figure.",
)
FORMULA_WITHOUT_VALUE: Final = RuleInfo(
    code="FV105",
    name="formula-not-calculated",
    severity=Severity.ERROR,
    finds="An input cell holds a formula that no program has calculated yet.",
    why="PlanForge reads the values Excel has stored and does not calculate formulas of input cells.",
    fix="Open the workbook in Excel, let it calculate, and save it.",
)
TEXT_TOO_LONG: Final = RuleInfo(
    code="FV106",
    name="text-too-long",
    severity=Severity.WARNING,
    finds="A text is longer than its place on the slide allows.",
    why="The slide cuts it or sets it in very small type.",
    fix="Shorten the text.",
)
ERROR_VALUE: Final = RuleInfo(
    code="FV107",
    name="error-value",
    severity=Severity.ERROR,
    finds="An input cell holds an Excel error such as #DIV/0! or #REF!.",
    why="The figure behind it is lost; it is treated as missing.",
    fix="Correct the formula, or type the value.",
)
NUMBER_AS_TEXT: Final = RuleInfo(
    code="FV108",
    name="number-typed-as-text",
    severity=Severity.INFO,
    finds="A number or date was typed as text and has been understood as a number or date.",
    why="Excel itself does not count such a cell in sums, so that totals in the workbook differ from those in the deck.",
    fix="Type the value again in a cell that is not formatted as text.",
)
KEY_TWICE: Final = RuleInfo(
    code="FV109",
    name="key-twice",
    severity=Severity.ERROR,
    finds="Two rows of a table have the same id.",
    why="References to the id are ambiguous: the first row wins and the second is never meant.",
    fix="Give each row its own id.",
)
OTHER_CURRENCY: Final = RuleInfo(
    code="FV110",
    name="other-currency",
    severity=Severity.WARNING,
    finds="A money cell names a currency that is not the currency of the cover.",
    why="All figures are added up as if they were in the cover's currency; PlanForge never converts.",
    fix="Convert the amount into the cover's currency and type it without a currency.",
)

RULES: Final[tuple[RuleInfo, ...]] = (
    SHEET_MISSING,
    BLOCK_MISSING,
    COLUMN_MISSING,
    HEADER_TWICE,
    SCHEMA_NEWER,
    NOTHING_FILLED,
    NOT_RECOGNISED,
    BEYOND_LIMIT,
    REQUIRED_MISSING,
    WRONG_TYPE,
    NOT_A_CHOICE,
    OUT_OF_RANGE,
    FORMULA_WITHOUT_VALUE,
    TEXT_TOO_LONG,
    ERROR_VALUE,
    NUMBER_AS_TEXT,
    KEY_TWICE,
    OTHER_CURRENCY,
)
"""All WB and FV rules in code order."""
