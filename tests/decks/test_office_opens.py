"""Microsoft's schema validator and LibreOffice on finished decks."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from support import office, validator

decks = pytest.mark.parametrize(
    ("name", "language"),
    [
        pytest.param("lanhai-grid", "en", marks=pytest.mark.xdist_group("lanhai-grid en")),
        pytest.param("haiyue-rail", "zh", marks=pytest.mark.xdist_group("haiyue-rail zh")),
        pytest.param("brackwater-utilities", "en+zh", marks=pytest.mark.xdist_group("brackwater-utilities en+zh")),
    ],
)
_PAGE = re.compile(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', re.DOTALL)
_WORD = re.compile(r'<word xMin="(-?[\d.]+)" yMin="(-?[\d.]+)" xMax="(-?[\d.]+)" yMax="(-?[\d.]+)">([^<]*)</word>')


def require_pdftotext() -> None:
    """Skips where poppler is missing; fails there when CI is set."""
    if shutil.which("pdftotext"):
        return
    if os.environ.get("CI", "").lower() == "true":
        pytest.fail("poppler's pdftotext is not installed")
    pytest.skip("poppler's pdftotext is not installed")


@decks
def test_validator_has_no_findings(name: str, language: str, deck: Callable, tmp_path: Path) -> None:
    validator.require()
    path = tmp_path / "deck.pptx"
    path.write_bytes(deck(name, language).data)
    assert validator.validate(path) == []


@pytest.mark.render
@decks
def test_libreoffice_draws_every_page(name: str, language: str, deck: Callable, tmp_path: Path) -> None:
    office.require()
    require_pdftotext()
    made = deck(name, language)
    path = tmp_path / "deck.pptx"
    path.write_bytes(made.data)
    pdf = office.to_pdf(path, tmp_path)
    boxes = subprocess.run(["pdftotext", "-bbox", str(pdf), "-"], check=True, capture_output=True, text=True, timeout=60).stdout
    pages = _PAGE.findall(boxes)
    assert len(pages) == sum(count for _, count in made.rendered.slides.values())
    outside = []
    for number, (width, height, body) in enumerate(pages, 1):
        words = _WORD.findall(body)
        assert words, f"page {number} has no text"
        for x1, y1, x2, y2, word in words:
            if float(x1) < -1 or float(y1) < -1 or float(x2) > float(width) + 1 or float(y2) > float(height) + 1:
                outside.append(f"page {number}: {word!r} at {x1}, {y1}")
    assert not outside, "\n".join(outside)
