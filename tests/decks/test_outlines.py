"""Golden outlines: titles, subtitles and takeaways of three decks. PLANFORGE_ACCEPT=1 writes them anew."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from support.deck_qa import slides_of

GOLDEN = Path(__file__).parent / "golden"
_SHOWN = (("pf:sticker", "sticker"), ("pf:subtitle", "subtitle"), ("pf:takeaway", "takeaway"))


def outline(data: bytes) -> str:
    """The story of a deck: one paragraph a slide."""
    lines = []
    for slide in slides_of(data):
        lines.append(f"{slide.number:2} {slide.title}")
        lines += [f"   {label}: {text}" for name, label in _SHOWN if (text := slide.text_of(name))]
    return "\n".join(lines).replace("\u00a0", " ") + "\n"


@pytest.mark.parametrize(
    ("name", "language"),
    [
        pytest.param("lanhai-grid", "en", marks=pytest.mark.xdist_group("lanhai-grid en")),
        pytest.param("haiyue-rail", "zh", marks=pytest.mark.xdist_group("haiyue-rail zh")),
        pytest.param("kestrel-foods", "en", marks=pytest.mark.xdist_group("kestrel-foods en")),
    ],
)
def test_outline(name: str, language: str, deck: Callable, accept: bool) -> None:
    path = GOLDEN / f"{name}.{language}.txt"
    told = outline(deck(name, language).data)
    if accept:
        path.write_text(told, encoding="utf-8")
    assert told == path.read_text(encoding="utf-8")
