from __future__ import annotations

import shutil
from pathlib import Path

from click.testing import CliRunner

from planforge.cli.summary import command
from support.sheets import opened

SAMPLES = Path(__file__).resolve().parents[2] / "samples"


def run(*arguments: object) -> tuple[object, str]:
    result = CliRunner().invoke(command, [str(a) for a in arguments], standalone_mode=False)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.return_value, result.output


def test_two_quarters_give_one_row_per_account(tmp_path: Path) -> None:
    for quarter in ("Q2", "Q3"):
        shutil.copy(SAMPLES / f"orvane-rail_2025{quarter}.xlsx", tmp_path)
    out = tmp_path / "portfolio.xlsx"
    code, output = run(tmp_path / "orvane-rail_2025Q2.xlsx", tmp_path / "orvane-rail_2025Q3.xlsx", "-o", out)
    assert code == 0
    assert "CN402" in output
    book = opened(out.read_bytes(), values=True)
    assert book["Accounts"].tables["tblAccounts"].ref.endswith("7")
    link = next(cell.hyperlink for row in book["Accounts"].iter_rows(min_row=7) for cell in row if cell.hyperlink)
    assert link.target == "orvane-rail_2025Q3.xlsx"


def test_the_older_plan_tells_what_moved(tmp_path: Path) -> None:
    both = [shutil.copy(SAMPLES / f"orvane-rail_2025{quarter}.xlsx", tmp_path) for quarter in ("Q2", "Q3")]
    shown = {}
    for name, plans in {"alone": both[1:], "both": both}.items():
        out = tmp_path / f"{name}.out.xlsx"
        run(*plans, "-o", out)
        head, account = opened(out.read_bytes(), values=True)["Accounts"].iter_rows(min_row=6, max_row=7, values_only=True)
        shown[name] = dict(zip(head, account, strict=True))
    assert shown["alone"]["Previous quadrant"] is None
    assert shown["both"]["Previous quadrant"] == shown["both"]["Quadrant"] == "Key"


def test_a_broken_plan_is_listed_and_told(tmp_path: Path) -> None:
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"no workbook")
    shutil.copy(SAMPLES / "orvane-rail_2025Q3.xlsx", tmp_path)
    out = tmp_path / "out" / "portfolio.xlsx"
    out.parent.mkdir()
    code, _ = run(tmp_path, "-o", out, "--lang", "zh")
    assert code == 2
    texts = [cell.value for row in opened(out.read_bytes(), values=True)["README"].iter_rows() for cell in row]
    assert "broken.xlsx" in texts


def test_findings_speak_the_language_of_the_workbook(tmp_path: Path) -> None:
    plan = shutil.copy(SAMPLES / "velden-pharma_2025Q3.xlsx", tmp_path)
    told = {}
    for language in ("en", "zh", "en+zh"):
        out = tmp_path / f"{language}.out.xlsx"
        run(plan, "-o", out, "--lang", language)
        rows = opened(out.read_bytes(), values=True)["Issues"].iter_rows(min_row=7, values_only=True)
        told[language] = next((row[5], row[6]) for row in rows if row[3] == "RV203")
    assert told["zh"] == ("有采购角色的联系人没有我方负责人，也没有人覆盖（Anouk Verhey，负责人：空）。", "从团队中为该联系人选择负责人。")
    assert told["en"] == told["en+zh"] == ("Anouk Verhey has no owner.", "Choose an owner for the contact from the team.")


def test_the_output_must_be_a_workbook_and_no_plan(tmp_path: Path) -> None:
    import click
    import pytest

    plan = shutil.copy(SAMPLES / "orvane-rail_2025Q3.xlsx", tmp_path)
    with pytest.raises(click.BadParameter, match="xlsx"):
        run(plan, "-o", tmp_path / "portfolio.pptx")
    with pytest.raises(click.BadParameter, match="one of the plans"):
        run(plan, "-o", plan)
