"""The quick ways for texts of one run and one line give what the general ways give."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from planforge.office import metrics
from planforge.office.metrics import FontFile
from planforge.office.pptx.inherit import Spacing
from planforge.office.pptx.text_body import BodyStyle, ParagraphStyle, Run, RunStyle, TextWriter, height_of, measure
from planforge.office.text import Piece, layout, on_one_line

FONTS = ("", "Arial", "Arial Narrow", "Georgia", "Aptos", "SimSun", "A font nobody knows")
LETTERS = "abcdefghijklmnopqrstuvwxyz ABCDEFGHIJKLMNOPQRSTUVWXYZ 0123456789 WWWiii.,;:!?%&<>()-/@"
STYLE = RunStyle(attributes="", size=11, size_set=True, bold=False, bold_set=False, font="", fill="<a:noFill/>", rest="<a:x/>")
BODY = BodyStyle('<a:bodyPr lang="\x03"/>', "</a:txBody>", 200, 0, "shape")


@pytest.fixture
def built_in_fonts() -> Iterator[None]:
    yield
    metrics.use({})


def words(seed: int) -> Iterator[tuple[str, float, bool, str, float, bool]]:
    chance = random.Random(seed)
    for _ in range(400):
        text = "".join(chance.choices(LETTERS, k=chance.randint(0, 60)))
        yield (
            text,
            chance.choice((6, 9, 10.5, 11, 18)),
            chance.random() < 0.5,
            chance.choice(FONTS),
            chance.uniform(2, 400),
            chance.random() < 0.5,
        )


@pytest.mark.parametrize("seed", range(3))
def test_the_quick_answer_is_that_of_the_layout(seed: int) -> None:
    answers = set()
    for text, size, bold, font, width, cell in words(seed):
        quick = on_one_line(text, size, bold, font, width, cell)
        assert quick == (layout((Piece(text, size, bold, font),), width, cell=cell).lines == 1), (text, size, bold, font, width, cell)
        answers.add(quick)
    assert answers == {True, False}


@pytest.mark.parametrize("text", ["one\ttab", "two\nlines", "中文", "soft\u00adhyphen", "–"])
def test_other_characters_are_left_to_the_layout(text: str) -> None:
    assert not on_one_line(text, 1, False, "", 1000, True)


@pytest.mark.parametrize("line", [1.0, 0.95, 1.5])
@pytest.mark.parametrize("look", [("", None, 1.0, 0.0, ""), ("bad", True, 1.3, -2.0, "")])
def test_a_text_is_as_high_as_its_halves_in_one_paragraph(line: float, look: tuple[str, bool | None, float, float, str]) -> None:
    """Two runs of the same look are measured the general way."""
    style = ParagraphStyle("", "", 11, Spacing(line=line, left=4.0))
    for cell in (False, True):
        body = BodyStyle("", "", 300, 0, "shape", cell=cell)
        whole, halves = [(style, [Run(STYLE, "Plan 100 %", look)])], [(style, [Run(STYLE, "Plan ", look), Run(STYLE, "100 %", look)])]
        assert measure(body, whole, 300) == pytest.approx(measure(body, halves, 300), rel=1e-12)
        assert height_of(body, whole, 300) == measure(body, whole, 300)[1]


@pytest.mark.parametrize("lang", ["en-GB", "zh-CN"])
@pytest.mark.parametrize("text", ["a & b < c", "中文 and more", "“x”"])
@pytest.mark.parametrize("fill", ["", "bad"])
@pytest.mark.parametrize("look", [("", None, 1.0, 0.0, ""), ("bad", True, 1.3, -2.0, "")])
def test_a_text_is_written_as_its_halves(lang: str, text: str, fill: str, look: tuple[str, bool | None, float, float, str]) -> None:
    """Neighbours of one look become one run, the general way; twice, since what stands around a text is kept."""
    style = ParagraphStyle("<a:pPr/>", '<a:endParaRPr lang="\x03"/>', 11, Spacing())
    writer = TextWriter(lang)
    for _ in range(2):
        whole = writer.write(BODY, [(style, [Run(STYLE, text, look)])], fill)
        halves = writer.write(BODY, [(style, [Run(STYLE, text[:2], look), Run(STYLE, text[2:], look)])], fill)
        assert whole == halves
        assert "\x03" not in whole


def test_what_is_kept_of_a_template_text_stays_small() -> None:
    style, writer = ParagraphStyle("", "", 11, Spacing()), TextWriter("en-GB")
    body = BodyStyle("", "", 200, 0, "shape")
    for number in range(500):
        look = ("", None, 1.0, float(number), "uhttps://example.com/" + str(number) if number % 2 else "")
        assert f">{number}</a:t>" in writer.write(body, [(style, [Run(STYLE, str(number), look)])])
    assert len(body.written) <= 64
    plain = RunStyle("", 11, True, False, False, "")
    assert {plain.around(("", None, 1.0, 0.0, f"u{number}")) for number in range(50)} == {plain.around(("", None, 1.0, 0.0, "u"))}
    assert len(plain.written) == 1


def test_measured_texts_are_forgotten_when_the_fonts_change(built_in_fonts: None) -> None:
    pieces = (Piece("Twice as wide", 12), Piece("!", 12))
    before = layout(pieces, 1000).widest
    wide = FontFile(dict.fromkeys(LETTERS, 2.0), 1.2)
    metrics.use({("calibri", False): wide, ("calibri", True): wide, ("", False): wide})
    assert layout(pieces, 1000).widest == pytest.approx(len("Twice as wide!") * 2.0 * 12)
    assert not on_one_line("Twice", 12, False, "", 100, True)
    metrics.use({})
    assert layout(pieces, 1000).widest == before
