"""Font tables and font files: what is known, what is exact, and what a folder of fonts changes."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

from planforge.errors import InputError
from planforge.office import metrics
from planforge.office.fontfiles import read_fonts
from planforge.office.metrics import cell_line, exact, how, known
from planforge.office.text import Piece, layout, width_of
from support.decks import check_package

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def _tables_again() -> Iterator[None]:
    yield
    metrics.use({})


def write_font(path: Path, family: str, width: int, *, weight: int = 400, italic: bool = False, characters: str = "ab é蓝") -> None:
    """A font whose characters all have one width of 1000 units; Chinese is there too."""
    names = {character: f"c{ord(character):X}" for character in characters}
    order = [".notdef", *names.values()]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap({ord(character): name for character, name in names.items()})
    builder.setupGlyf({name: TTGlyphPen(None).glyph() for name in order})
    builder.setupHorizontalMetrics(dict.fromkeys(order, (width, 0)))
    builder.setupHorizontalHeader(ascent=1000, descent=-300, lineGap=100)
    builder.setupNameTable({"familyName": family, "styleName": "Any"})
    builder.setupOS2(usWeightClass=weight, fsSelection=1 if italic else 64, usWinAscent=1000, usWinDescent=300)
    builder.setupPost()
    builder.save(path)


FACES = (
    "Calibri", "Arial", "Aptos", "Segoe UI", "Times New Roman", "Georgia", "Cambria", "Microsoft YaHei", "SimSun", "DengXian",
    "PingFang SC", "Noto Sans CJK SC", "Source Han Sans SC", "微软雅黑", "等线", "Segoe UI Semibold", "Arial Narrow",
)  # fmt: skip


@pytest.mark.parametrize("face", FACES)
def test_fonts_of_decks_are_known(face: str) -> None:
    assert known(face)
    assert width_of("Revenue", 10, font=face) > 20
    assert width_of("蓝海", 10, font=face) == 20
    assert cell_line(face) >= 1.2


def test_what_is_not_exact_says_so() -> None:
    assert exact("Calibri")
    assert how("Calibri") == ""
    assert not exact("Aptos")
    assert "no open font has its widths" in how("Aptos")
    assert not known("Corporate Sans")
    assert "Georgia" in how("Corporate Sans")


@pytest.mark.parametrize(
    ("face", "character", "units"),
    [("Arial", "A", 1366), ("Times New Roman", "e", 909), ("Georgia", "A", 1374), ("Segoe UI", "A", 1321), ("Calibri", "0", 1038)],
)
def test_widths_are_those_of_the_original_fonts(face: str, character: str, units: int) -> None:
    assert width_of(character, 1000, font=face) == pytest.approx(units / 2.048, abs=1)


def test_bold_names_are_measured_bold() -> None:
    assert width_of("Revenue", font="Segoe UI Semibold") == width_of("Revenue", bold=True, font="Segoe UI")


def test_letters_a_table_lacks_are_measured_wide() -> None:
    assert width_of("Ж", 1000, font="Segoe UI") >= width_of("Ж", 1000, font="Arial")


def test_a_folder_of_fonts_goes_before_the_tables(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    write_font(tmp_path / "deep" / "a.ttf", "Corporate Sans", 700)
    write_font(tmp_path / "b.ttf", "Corporate Sans", 800, weight=700)
    write_font(tmp_path / "c.ttf", "Corporate Sans", 100, italic=True)
    write_font(tmp_path / "d.ttf", "Corporate Sans", 100, weight=300)
    write_font(tmp_path / "e.ttf", "Calibri", 900)
    (tmp_path / "readme.txt").write_text("no font")
    metrics.use(read_fonts(tmp_path))
    assert known("corporate sans")
    assert exact("Corporate Sans")
    assert width_of("ab", 10, font="Corporate Sans") == pytest.approx(14)
    assert width_of("ab", 10, True, "Corporate Sans") == pytest.approx(16)
    assert width_of("蓝", 10, font="Corporate Sans") == 10
    assert width_of("ab", 10, font="Calibri") == pytest.approx(18)
    assert layout((Piece("ab", 10, font="Corporate Sans"),), 100, cell=True).height == pytest.approx(14)
    metrics.use({})
    assert not known("Corporate Sans")


def test_a_bold_that_is_missing_is_measured_wider(tmp_path: Path) -> None:
    write_font(tmp_path / "a.ttf", "Corporate Sans", 700)
    metrics.use(read_fonts(tmp_path))
    assert width_of("a", 10, True, "Corporate Sans") == pytest.approx(7.35)


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x00\x00", b"OTTO\x00\x05" + b"\xff" * 200, b"ttcf" + b"\xff" * 40, b"PK\x03\x04 zip"])
def test_a_damaged_font_is_refused_in_one_sentence(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "broken.ttf").write_bytes(content)
    with pytest.raises(InputError, match=r"^The font broken.ttf is damaged or of another kind\.$"):
        read_fonts(tmp_path)


def test_a_cut_font_is_refused_in_one_sentence(tmp_path: Path) -> None:
    write_font(tmp_path / "cut.ttf", "Corporate Sans", 700)
    whole = (tmp_path / "cut.ttf").read_bytes()
    for length in range(4, len(whole) // 2, 37):
        (tmp_path / "cut.ttf").write_bytes(whole[:length])
        with pytest.raises(InputError, match=r"^The font cut.ttf is damaged or of another kind\.$"):
            read_fonts(tmp_path)


def test_the_page_lists_the_fonts_as_they_are_measured() -> None:
    page = (ROOT / "docs" / "text-measure.md").read_text(encoding="utf-8")
    shown = page.partition("<!-- fonts: begin -->")[2].partition("<!-- fonts: end -->")[0]
    for table, faces in metrics.families():
        for note, names in faces:
            row = f"| {', '.join(names)} | {note or metrics.SOURCES[table]} | {'no' if note else 'yes'} |"
            assert row in shown


PLAN = ROOT / "samples" / "lanhai-grid_2025Q3.xlsx"


@pytest.mark.parametrize("command", ["deck", "build", "template check"])
def test_a_bad_folder_is_one_sentence_and_exit_code_2(tmp_path: Path, command: str) -> None:
    arguments = {
        "deck": ["deck", str(PLAN), "-o", str(tmp_path / "out")],
        "build": ["build", str(ROOT / "samples"), "-o", str(tmp_path / "out")],
        "template check": ["template", "check", "account-review"],
    }[command]
    (tmp_path / "empty").mkdir()
    for folder, words in (("nowhere", "nowhere is not a folder with fonts."), ("empty", "The folder empty holds no upright font.")):
        code, said = run_planforge(*arguments, "--fonts", str(tmp_path / folder))
        assert code == 2
        assert words in said
        assert "Traceback" not in said


def test_fonts_change_what_fits(tmp_path: Path) -> None:
    characters = "".join(map(chr, range(32, 127)))
    (tmp_path / "fonts").mkdir()
    for weight in (400, 700):
        write_font(tmp_path / "fonts" / f"{weight}.ttf", "Calibri", 1500, weight=weight, characters=characters)
    usual, wide = tmp_path / "usual.pptx", tmp_path / "wide.pptx"
    assert run_planforge("deck", str(PLAN), "-o", str(usual))[0] == 0
    assert run_planforge("deck", str(PLAN), "-o", str(wide), "--fonts", str(tmp_path / "fonts"))[0] == 0
    check_package(wide.read_bytes())
    assert wide.read_bytes() != usual.read_bytes()


def run_planforge(*arguments: str) -> tuple[int, str]:
    done = subprocess.run([sys.executable, "-m", "planforge", *arguments], capture_output=True, text=True, timeout=120)
    return done.returncode, done.stdout + done.stderr
