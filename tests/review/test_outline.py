"""The golden outline: what the full plan's deck says, slide by slide. PLANFORGE_ACCEPT=1 accepts a new one."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from planforge.review import ReviewContext

OUTLINES = Path(__file__).parent / "outlines"
SLIDES = (
    *("page", "changes", "snapshot", "factors", "position", "financials", "mix", "influence", "coverage", "stage", "competition"),
    *("satisfaction", "pipeline", "risks", "actions", "decisions", "backup", "definitions", "trace", "swot", "winning"),
)


def outline(found: ReviewContext) -> Iterator[str]:
    yield f"{found.deck.title} | {found.deck.footer}"
    for name in SLIDES:
        record = getattr(found, name)
        slide = record.slide
        yield ""
        yield f"{slide.id}  {slide.tracker}" + (f"  [{slide.sticker}]" if slide.sticker else "")
        yield f"  {slide.title}"
        yield f"  {slide.subtitle}"
        yield f"  {slide.source}"
        last = getattr(record, "takeaway", "") or getattr(record, "question", "") or getattr(record, "effect", "")
        if last:
            yield f"  > {last}"
    yield ""
    yield from (f"{kpi.figure} {kpi.unit}  {kpi.label}".strip() for kpi in found.page.kpis)
    yield ""
    yield from (f"{row.section}: {row.status}, {row.trend}. {row.says}" for row in found.page.sections)
    yield ""
    yield from (f"{row.id} {row.slide} {row.answer}. {row.evidence}".replace("\n", " | ") for row in found.decisions.questions)


@pytest.mark.parametrize("language", ["en", "zh", "en+zh"])
def test_outline(context: Callable[[str, str], ReviewContext], language: str) -> None:
    text = "\n".join(outline(context("full", language))) + "\n"
    file = OUTLINES / f"full.{language}.txt"
    if os.environ.get("PLANFORGE_ACCEPT") == "1":
        OUTLINES.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    assert text == file.read_text(encoding="utf-8")
