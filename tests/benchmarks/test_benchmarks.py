"""Every part of the benchmarks runs once, in a tiny form and not timed; the plain script draws what our deck shows."""

from __future__ import annotations

import importlib
import io
import re
import sys
import zipfile
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def run() -> ModuleType:
    before = list(sys.path)
    sys.path.insert(0, str(ROOT / "benchmarks"))
    yield importlib.import_module("run")
    sys.path[:] = before


@pytest.mark.parametrize("part", ["reading", "rendering", "programs", "rows", "building"])
def test_a_part_gives_rows_of_the_table(run: ModuleType, part: str) -> None:
    assert sorted(run.PARTS) == ["building", "programs", "reading", "rendering", "rows"]
    columns = run.HEAD.splitlines()[0].count("|")
    lines = list(run.PARTS[part](run.TINY))
    assert lines
    assert all(line.count("|") == columns for line in lines)


def drawn(data: bytes) -> Counter[str]:
    """How many slides, charts and drawn elements a deck has."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        slides = [archive.read(name).decode() for name in archive.namelist() if re.fullmatch(r"ppt/slides/slide\d+\.xml", name)]
        charts = [name for name in archive.namelist() if re.fullmatch(r"ppt/charts/chart[^/]*\.xml", name)]
    found = Counter(
        {tag: len(re.findall(f"<{tag}[ >]", "".join(slides))) for tag in ("p:graphicFrame", "p:grpSp", "a:tc", "p:sp", "p:cxnSp")}
    )
    return found + Counter({"slides": len(slides), "charts": len(charts)})


@pytest.mark.parametrize("late", [False, True])
def test_the_plain_script_draws_the_same_deck(run: ModuleType, late: bool) -> None:
    from planforge.config import Config
    from planforge.office import compile_template
    from planforge.pipeline import deck_texts, review_plan
    from planforge.review import ReviewContext
    from planforge.visuals import registry

    config = Config()
    review, texts = review_plan(run.SAMPLE, config), deck_texts(config)
    plain_deck = importlib.import_module("plain_deck")
    template = compile_template(plain_deck.template(), context=ReviewContext, visuals=registry())
    ours = drawn(template.render(review.context, texts=texts, lang=review.context.deck.lang).data)
    plain = drawn(plain_deck.draw(review.context, texts, late))
    for kind in ("slides", "charts", "p:graphicFrame", "p:grpSp"):
        assert plain[kind] == ours[kind], kind
    for kind in ("a:tc", "p:sp", "p:cxnSp"):
        assert abs(plain[kind] - ours[kind]) <= 0.02 * ours[kind], (kind, plain[kind], ours[kind])
