"""Line counts against what LibreOffice draws: never too few."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from lxml import etree
from pptx import Presentation
from pptx.oxml.ns import qn
from pptx.util import Pt
from pypdf import PdfReader

from planforge.office.text import Piece, layout
from support import office

SENTENCE = (
    "account review revenue plan of growth the network customer in 2026 supplier (Kestrel) well-known cost/benefit Q3–Q4 12.5% +3.4 m, "
    "end. risk; owner: decision — open AVATAR Type Wärme façade long-term Vertriebsleitung relationship €4.2m"
)
LATIN = SENTENCE.split()
CHINESE = "蓝海电网2026年续约进展，配网自动化项目的关键风险：客户采购流程变更（预计三月）。“数字化”改造、运维服务…价格竞争——需要高层支持！"
Case = tuple[Piece, float]


def cases(count: int, seed: int) -> list[Case]:
    """Random texts, Latin, Chinese and mixed in turn, with a size and a width in points."""
    choose = random.Random(seed)

    def latin(words: int) -> str:
        return " ".join(choose.choice(LATIN) for _ in range(words))

    def chinese(length: int) -> str:
        start = choose.randrange(len(CHINESE))
        return (CHINESE * 3)[start : start + length]

    def mixed(parts: int) -> str:
        makers = (lambda: latin(choose.randint(1, 3)), lambda: chinese(choose.randint(2, 9)), lambda: " → ", lambda: "● ")
        return "".join(choose.choice(makers)() for _ in range(parts))

    made: list[Case] = []
    for number in range(count):
        text = (latin(choose.randint(2, 22)), chinese(choose.randint(4, 70)), mixed(choose.randint(2, 8)))[number % 3].strip() or "x"
        piece = Piece(text, choose.choice((9, 10, 10.5, 11, 12, 12.5, 13, 18, 24)), choose.random() < 0.35)
        made.append((piece, choose.choice((60, 80, 110, 150, 220, 300, 420))))
    return made


def deck_of(made: list[Case], path: Path) -> None:
    presentation = Presentation()
    for piece, width in made:
        slide = presentation.slides.add_slide(presentation.slide_layouts[6])
        frame = slide.shapes.add_textbox(Pt(20), Pt(20), Pt(width), Pt(400)).text_frame
        frame.word_wrap = True
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        run = frame.paragraphs[0].add_run()
        run.text, run.font.size, run.font.bold = piece.text, Pt(piece.size), piece.bold
        properties = run._r.get_or_add_rPr()
        properties.set("lang", "zh-CN" if any("\u2e80" <= character <= "\uffef" for character in piece.text) else "en-GB")
        for tag, face in (("a:latin", "Calibri"), ("a:ea", "Microsoft YaHei")):
            etree.SubElement(properties, qn(tag)).set("typeface", face)
    presentation.save(path)


def drawn_lines(page, size: float) -> int:
    """Distinct base lines of the texts on a page."""
    found: list[float] = []
    page.extract_text(visitor_text=lambda text, cm, tm, font, points: found.append(tm[5] * cm[3] + cm[5]) if text.strip() else None)
    count, last = 0, float("-inf")
    for line in sorted(found):
        if line - last > size * 0.6:
            count, last = count + 1, line
    return count


@pytest.mark.render
def test_libreoffice_never_needs_more_lines_than_measured(tmp_path: Path) -> None:
    office.require()
    made = cases(90, seed=2026)
    deck_of(made, tmp_path / "texts.pptx")
    pages = PdfReader(office.to_pdf(tmp_path / "texts.pptx", tmp_path)).pages
    differences = [layout((piece,), width).lines - drawn_lines(page, piece.size) for (piece, width), page in zip(made, pages, strict=True)]
    assert min(differences) >= 0
    assert differences.count(0) >= 0.8 * len(made)
    assert sum(differences) <= 0.25 * len(made)
