"""The Start sheet (steps, legend, progress, ready yes or no) and the hidden Lists sheet behind the dropdowns."""

from __future__ import annotations

from typing import Any

from openpyxl.formatting.rule import Rule
from openpyxl.utils import quote_sheetname
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.hyperlink import Hyperlink

from planforge.authoring.workbook_cells import put
from planforge.authoring.workbook_formulas import Formulas, quoted
from planforge.authoring.workbook_layout import BlockPlace, main_language, other_language, sheet_title
from planforge.authoring.workbook_style import StyleBook, amber_style, problem_style
from planforge.spec.fieldtypes import shown_choice
from planforge.spec.schema import SheetSpec, Words, WorkbookSpec
from planforge.values import column_letters, quoted_sheet

TABLE_ROW = 10
_COLUMN = {"sheet": 5, "why": 6, "needed": 7, "filled": 8, "bar": 9, "remarks": 10}
STEPS = (
    Words("Fill in Cover and Team. Currency, unit and dates hold for every sheet.", "先填写封面和团队。币种、单位和日期适用于全表。"),
    Words("Go through the sheets from left to right. Yellow cells with * come first.", "从左到右填写各表。先填带*的黄色单元格。"),
    Words("Watch the Check column: OK, a note, or a sentence that says what is wrong.", "查看检查列：显示OK、提示或说明问题。"),
    Words("Come back here. At 100% and with no check open, the plan is ready.", "回到本页。完成率100%且无待查项即可提交。"),
    Words("Save the file and hand it in. The deck and all figures are made from it.", "保存并提交文件。汇报材料和所有数字由此生成。"),
)
LEGEND = (
    ("input", Words("Required: label ends with *", "必填：标签以*结尾"), Words("blue on yellow", "黄底蓝字")),
    ("optional", Words("Optional: fill in when you know", "选填：了解时填写"), Words("white with border", "白底带框")),
    ("calc", Words("Calculated: do not type here", "自动计算：请勿输入"), Words("calc", "计算")),
    ("example", Words("Example: never read", "示例：不会读取"), Words("grey italic", "灰色斜体")),
    ("error", Words("Check: says what is missing", "检查：说明缺少什么"), Words("Owner missing", "缺少负责人")),
    ("link", Words("Link: jumps to a sheet", "链接：跳转到工作表"), Words("Pipeline", "商机")),
)


class StartWriter:
    """Writes Start and Lists and gives the other sheets their progress line."""

    def __init__(self, spec: WorkbookSpec, language: str, formulas: Formulas, styles: StyleBook) -> None:
        self._spec = spec
        self._language = language
        self._main = main_language(language)
        self._formulas = formulas
        self._styles = styles
        self._rows = {sheet.key: TABLE_ROW + 1 + index for index, sheet in enumerate(s for s in spec.sheets if s.blocks)}
        self.start = next((sheet_title(sheet, language) for sheet in spec.sheets if sheet.key == "start"), "Start")

    def _put(self, sheet: Any, row: int, column: int, value: Any, look: str) -> Any:
        cell = sheet.cell(row=row, column=column)
        put(cell, value)
        self._styles.apply(cell, look)
        return cell

    def _formula(self, sheet: Any, row: int, column: int, formula: str, look: str, style: str = "General") -> None:
        self._styles.apply(sheet.cell(row=row, column=column, value=f"={formula}"), look, style)

    def _words(self, words: Words) -> str:
        return f"{words.en}\n{words.zh}" if self._language == "en+zh" else words.get(self._main)

    def progress(self, sheet: SheetSpec) -> str:
        """The progress line of a sheet: bar and words from Start, then the totals of its blocks."""
        parts = [f"{quoted_sheet(self.start)}!${column_letters(_COLUMN['bar'])}${self._rows[sheet.key]}"]
        for block in sheet.blocks:
            place = self._formulas.places[block.key]
            parts += [self._formulas.total(place, total) for total in block.totals]
        if any(f.unit == "money" for block in sheet.blocks for f in block.fields):
            say = self._formulas.say
            head = say(Words("Money in ", "金额单位："))
            missing = say(Words("Money: choose currency and unit on Cover", "金额：请在封面选择币种和单位"))
            code = 'IFERROR(LEFT({0},FIND(" – ",{0})-1),{0})'
            money, unit = code.format("pf_cover_currency"), code.format("pf_cover_unit")
            parts.append(f'IF(OR(pf_cover_currency="",pf_cover_unit=""),{missing},{head}&{money}&" "&{unit})')
        return '&"    ·    "&'.join(parts)

    def write(self, sheet: Any) -> None:
        """Fills the Start sheet."""
        for column, width in zip("ABCDEFGHIJ", (5, 60, 26, 4, 30, 52, 11, 10, 46, 10), strict=True):
            sheet.column_dimensions[column].width = width
        title = Words("Key account plan", "大客户计划")
        self._formula(sheet, 1, 1, f'{quoted(title.get(self._main))}&IF(pf_cover_account="",""," – "&pf_cover_account)', "title")
        sheet.row_dimensions[1].height = 30
        why = Words("One workbook per account. The review deck is made from it.", "每个客户一个工作簿，评审材料由此生成。")
        self._put(sheet, 2, 1, self._words(why).replace("\n", "  "), "why")
        self._steps(sheet)
        self._legend(sheet)
        self._overall(sheet)
        self._table(sheet)

    def _steps(self, sheet: Any) -> None:
        self._put(sheet, 4, 1, Words("Five steps", "五个步骤").get(self._main), "block")
        for column in (2, 3):
            self._put(sheet, 4, column, None, "block")
        for number, step in enumerate(STEPS, 1):
            row = 4 + number
            self._put(sheet, row, 1, number, "number")
            self._put(sheet, row, 2, self._words(step), "text")
            sheet.row_dimensions[row].height = 42 if self._language == "en+zh" else 34

    def _legend(self, sheet: Any) -> None:
        top = TABLE_ROW + 2
        self._put(sheet, top, 1, Words("What the cells mean", "单元格含义").get(self._main), "block")
        for column in (2, 3):
            self._put(sheet, top, column, None, "block")
        for offset, (look, meaning, sample) in enumerate(LEGEND, 1):
            self._put(sheet, top + offset, 2, self._words(meaning).replace("\n", "  "), "text")
            self._put(sheet, top + offset, 3, sample.get(self._main), look)
        notes = (
            Words("Rows 2 to 5 of every sheet fold away with the − at the left edge.", "每表第2至5行可用左侧−号折叠。"),
            Words("Money, currency and unit are chosen once, on Cover.", "币种和单位只在封面选择一次。"),
            Words("Days late and overdue count from the as-of date on Cover, not from today.", "逾期按封面的数据截止日期计算，不按今天。"),
            Words("Definitions of all measures stand in the appendix of the review deck.", "所有指标的定义见汇报材料附录。"),
            Words("Questions? Ask the person who sent you this file.", "如有疑问，请联系文件发送人。"),
        )
        for offset, note in enumerate(notes, len(LEGEND) + 2):
            self._put(sheet, top + offset, 2, self._words(note), "help")
            if self._language == "en+zh":
                sheet.row_dimensions[top + offset].height = 28

    def _overall(self, sheet: Any) -> None:
        first, last = TABLE_ROW + 1, TABLE_ROW + len(self._rows)
        letters = [column_letters(_COLUMN[key]) for key in ("needed", "filled", "remarks")]
        needed, filled, remarks = (f"${column}${first}:${column}${last}" for column in letters)
        say = self._formulas.say
        self._put(sheet, 4, 5, Words("How complete is the plan?", "计划完成情况").get(self._main), "block")
        for column in range(6, 11):
            self._put(sheet, 4, column, None, "block")
        self._formula(sheet, 5, 5, f"IF(SUM({needed})=0,0,SUM({filled})/SUM({needed}))", "big", "0%")
        bar = 'REPT("■",ROUND(20*$E$5,0))&REPT("□",20-ROUND(20*$E$5,0))'
        self._formula(sheet, 5, 6, bar, "progress")
        self._put(sheet, 6, 5, Words("Ready for review", "可以评审").get(self._main), "label")
        ready = f"AND(SUM({needed})=SUM({filled}),SUM({remarks})=0)"
        self._formula(sheet, 6, 6, f"IF({ready},{say(Words('yes', '是'))},{say(Words('no', '否'))})", "progress")
        empty = f"SUM({needed})-SUM({filled})"
        self._put(sheet, 7, 5, Words("Still empty", "尚未填写").get(self._main), "label")
        self._formula(sheet, 7, 6, f"({empty})&{say(Words(' required cells', '个必填单元格'))}", "text")
        self._put(sheet, 8, 5, Words("Checks open", "待查项").get(self._main), "label")
        self._formula(sheet, 8, 6, f"SUM({remarks})&{say(Words(' rows to correct', '行需更正'))}", "text")

    def _table(self, sheet: Any) -> None:
        heads = {
            "sheet": Words("Sheet", "工作表"),
            "why": Words("What it is for", "用途"),
            "needed": Words("Required", "必填"),
            "filled": Words("Filled", "已填"),
            "bar": Words("Progress", "进度"),
            "remarks": Words("Checks", "待查"),
        }
        for key, words in heads.items():
            self._put(sheet, TABLE_ROW, _COLUMN[key], words.get(self._main), "header")
        sheet.row_dimensions[TABLE_ROW].height = 22
        for spec in self._spec.sheets:
            if spec.blocks:
                self._line(sheet, spec, self._rows[spec.key])
        first, last = TABLE_ROW + 1, TABLE_ROW + len(self._rows)
        area = f"{column_letters(_COLUMN['remarks'])}{first}:{column_letters(_COLUMN['remarks'])}{last}"
        sheet.conditional_formatting.add(area, Rule(type="expression", dxf=problem_style(), formula=[f"{area.partition(':')[0]}>0"]))
        needed, filled = (column_letters(_COLUMN[k]) for k in ("needed", "filled"))
        rule = Rule(type="expression", dxf=amber_style(), formula=[f"${filled}{first}<${needed}{first}"])
        sheet.conditional_formatting.add(f"{filled}{first}:{filled}{last}", rule)

    def _line(self, sheet: Any, spec: SheetSpec, row: int) -> None:
        name = sheet_title(spec, self._language)
        shown = f"{name}  {spec.name.get(other_language(self._language))}"
        link = self._put(sheet, row, _COLUMN["sheet"], shown, "row_link")
        link.hyperlink = Hyperlink(ref=link.coordinate, location=f"{quote_sheetname(name)}!A1", display=shown)
        self._styles.apply(link, "row_link")
        self._put(sheet, row, _COLUMN["why"], spec.why.get(self._main), "row_help")
        places = [self._formulas.places[block.key] for block in spec.blocks]
        self._formula(sheet, row, _COLUMN["needed"], "+".join(self._formulas.needed(place) for place in places), "row_r", "0")
        self._formula(sheet, row, _COLUMN["filled"], "+".join(self._formulas.filled(place) for place in places), "row_r", "0")
        self._formula(sheet, row, _COLUMN["remarks"], "+".join(self._formulas.remarks(place) for place in places), "row_r", "0")
        self._formula(sheet, row, _COLUMN["bar"], self._bar(row), "row")
        sheet.row_dimensions[row].height = 26

    def _bar(self, row: int) -> str:
        needed, filled = (f"${column_letters(_COLUMN[k])}${row}" for k in ("needed", "filled"))
        tenth = f"ROUND(10*{filled}/{needed},0)"
        say = self._formulas.say
        nothing = say(Words("optional, nothing entered yet", "选填，尚未填写"))
        complete = say(Words("  complete", "  已完成"))
        rest = f'"  "&({needed}-{filled})&{say(Words(" required cells empty", "个必填单元格为空"))}'
        share = f'" "&ROUND(100*{filled}/{needed},0)&"%"'
        bar = f'REPT("■",{tenth})&REPT("□",10-{tenth})&{share}&IF({filled}={needed},{complete},{rest})'
        return f"IF({needed}=0,{nothing},{bar})"


def write_lists(book: Any, sheet: Any, spec: WorkbookSpec, language: str, formulas: Formulas, styles: StyleBook) -> None:
    """Fills the hidden Lists sheet: words and codes of every list, live lists of names and ids, each as a defined name."""
    column = 1
    for name, choices in spec.choices.items():
        for suffix, texts in (("", [shown_choice(c, language) for c in choices]), ("_code", [c.code for c in choices])):
            _list_head(sheet, styles, column, f"lst_{name}{suffix}")
            for row, text in enumerate(texts, 3):
                put(sheet.cell(row=row, column=column), text)
            letters = column_letters(column)
            area = f"{quoted_sheet(sheet.title)}!${letters}$3:${letters}${len(texts) + 2}"
            book.defined_names[f"lst_{name}{suffix}"] = DefinedName(f"lst_{name}{suffix}", attr_text=area)
            column += 1
    targets = {f.refers_to for s in spec.sheets for b in s.blocks for f in b.fields if f.refers_to}
    for target in sorted(targets):
        block, _, field = target.partition(".")
        _live_list(book, sheet, formulas, styles, column, formulas.places[block], field)
        column += 1


def _list_head(sheet: Any, styles: StyleBook, column: int, name: str) -> None:
    put(sheet.cell(row=1, column=column), name)
    styles.apply(sheet.cell(row=1, column=column), "header")
    sheet.column_dimensions[column_letters(column)].width = 26


def _live_list(book: Any, sheet: Any, formulas: Formulas, styles: StyleBook, column: int, place: BlockPlace, field: str) -> None:
    name = f"lst_ref_{place.block.key}_{field}"
    _list_head(sheet, styles, column, name)
    key = formulas.whole(place.block.key, field)
    named = formulas.whole(place.block.key, "name") if field == "id" else ""
    last = place.rows + 22
    for row in range(3, last + 1):
        one = f"INDEX({key},{row - 2})"
        shown = f'IF({one}="","",{one}&" – "&INDEX({named},{row - 2}))' if named else f'{one}&""'
        sheet.cell(row=row, column=column, value=f'=IFERROR({shown},"")')
    letters = column_letters(column)
    area = f"{quoted_sheet(sheet.title)}!${letters}$3:${letters}${last}"
    used = f'{quoted_sheet(sheet.title)}!${letters}$3:INDEX({area},MAX(1,COUNTIF({area},"?*")))'
    book.defined_names[name] = DefinedName(name, attr_text=used)
