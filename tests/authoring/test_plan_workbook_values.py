"""The small calculator that stores formula values agrees with Excel's rules, and with LibreOffice on whole workbooks."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date

import openpyxl
import pytest
from openpyxl.worksheet.table import Table

from planforge import resources
from planforge.authoring.plan_workbook import fill_plan_workbook
from planforge.authoring.workbook_parser import parse
from planforge.authoring.workbook_values import Calculator, CellError
from planforge.spec.load import load_spec
from support.plan_records import DATA

SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"><item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item></oor:items>"""


def value(formula):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "S"
    rows = [["Name", "N*", "T"], ["a", 2, "x"], ["b", 3, None], ["c", "n/a", "yes – ja"], [None, None, date(2025, 9, 30)]]
    for row in rows:
        sheet.append(row)
    sheet.add_table(Table(displayName="tblT", ref="A1:C5"))
    sheet.tables["tblT"]._initialise_columns()
    for column, name in zip(sheet.tables["tblT"].tableColumns, rows[0], strict=True):
        column.name = name
    sheet["E2"] = "=" + formula
    return Calculator(book).value("S", 2, 5)


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("1+2*3-4/2", 5.0),
        ("-2*-3", 6.0),
        ('"a"&1&TRUE', "a1TRUE"),
        ('IF(A2="A","same","other")', "same"),
        ("SUM(B2:B5)", 5.0),
        ("SUM(tblT[[#Data],[N*]])", 5.0),
        ("tblT[[#This Row],[N*]]*10", 20.0),
        ("COUNT(tblT[[#Data],[N*]])", 2.0),
        ("COUNTA(A2:A5)", 3.0),
        ('COUNTIF(C2:C5,"yes*")', 1.0),
        ('COUNTIF(B2:B5,">2")', 1.0),
        ('COUNTIF(A2:A5,"<>a")', 3.0),
        ('COUNTIFS(A2:A5,"?",B2:B5,"<3")', 1.0),
        ('SUMIFS(B2:B5,A2:A5,"<>a*")', 3.0),
        ('SUMPRODUCT(--(A2:A5<>""))', 3.0),
        ("SUMPRODUCT(B2:B3,B2:B3)", 13.0),
        ('IFERROR(B4*2,"–")', "–"),
        ('IFERROR(LEFT(C4,FIND(" – ",C4)-1),C4)', "yes"),
        ('MATCH("B",A2:A5,0)', 2.0),
        ("INDEX(A2:A5,3)", "c"),
        ("CHOOSE(2,10,20,30)", 20.0),
        ('YEAR(C5)&" Q"&ROUNDUP(MONTH(C5)/3,0)', "2025 Q3"),
        ("DATE(2025,9,30)=C5", True),
        ("FIXED(1234.55,1)", "1,234.6"),
        ("ROUND(2.5,0)", 3.0),
        ('REPT("■",3)', "■■■"),
        ('LEN(SUBSTITUTE("+ +"," ",""))', 2.0),
        ("AND(TRUE,1<2)", True),
        ("OR(1>2,FALSE)", False),
        ("ISNUMBER(B4)", False),
        ("N(B4)", 0.0),
        ("MAX(B2:B5)", 3.0),
        ("A5", 0),
    ],
)
def test_formula(formula, expected):
    assert value(formula) == expected


@pytest.mark.parametrize(
    ("formula", "error"), [("1/0", "#DIV/0!"), ("B4+1", "#VALUE!"), ('MATCH("z",A2:A5,0)', "#N/A"), ("INDEX(A2:A5,9)", "#REF!")]
)
def test_errors_are_excels(formula, error):
    with pytest.raises(CellError, match=error.replace("/", "/")):
        value(formula)


@pytest.mark.parametrize("formula", ["1+", "(1", "SUM(1", "1 2", "@x", ",1"])
def test_what_it_does_not_know_it_says(formula):
    with pytest.raises(ValueError, match=r"."):
        parse(formula)


def test_unknown_functions_and_circles_are_said():
    with pytest.raises(ValueError, match="VLOOKUP"):
        value("VLOOKUP(1,A2:B5,2)")
    with pytest.raises(ValueError, match="refers to itself"):
        value("E2+1")


def shown_values(path):
    book = openpyxl.load_workbook(path, data_only=True)
    return {(s.title, c.coordinate): c.value for s in book.worksheets for row in s.iter_rows() for c in row if c.value not in (None, "")}


@pytest.mark.render
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("language", ["en", "zh"])
def test_libreoffice_computes_the_same(tmp_path, language):
    source = tmp_path / "plan.xlsx"
    spec = load_spec(resources.template("xlsx/account-plan/workbook.toml"))
    source.write_bytes(fill_plan_workbook(spec, DATA, language))
    profile = tmp_path / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(SETTINGS, encoding="utf-8")
    command = [
        "soffice",
        "--headless",
        f"-env:UserInstallation={profile.as_uri()}",
        "--convert-to",
        "xlsx",
        "--outdir",
        str(tmp_path / "out"),
    ]
    subprocess.run([*command, str(source)], check=True, capture_output=True, timeout=180)
    ours, theirs = shown_values(source), shown_values(tmp_path / "out" / "plan.xlsx")
    differing = {
        place: (ours.get(place), theirs.get(place))
        for place in ours.keys() | theirs.keys()
        if ours.get(place) != theirs.get(place) and ours.get(place) != pytest.approx(theirs.get(place) or 0)
    }
    assert differing == {}
    assert [v for v in theirs.values() if isinstance(v, str) and v.startswith(("#", "Err:"))] == []
