"""The starter: what is committed is what the code builds, nothing is wrong with it, and each of its examples works."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from planforge.authoring.shipped import DECKS, deck_on
from planforge.config import Config
from planforge.errors import ConfigError
from planforge.office import Rendered, compile_template
from planforge.office.lint import lint_deck
from planforge.pipeline import ReviewResult, catalogue, deck_texts, review_plan
from planforge.review import ReviewContext
from planforge.visuals import registry
from support.archive import check_archive
from support.decks import names, opened, shape
from support.pictures import png

ROOT = Path(__file__).parents[2]
STARTER = ROOT / "templates" / "pptx" / "starter" / "starter.pptx"
PLAN = ROOT / "samples" / "orvane-rail_2025Q3.xlsx"
BASES = sorted((ROOT / "tests" / "bases").glob("*.potx"))


@lru_cache(maxsize=8)
def review(logo: Path | None = None) -> ReviewResult:
    return review_plan(PLAN, Config(logo=logo))


def rendered(template: bytes, logo: Path | None = None) -> Rendered:
    context = review(logo).context
    compiled = compile_template(template, context=ReviewContext, visuals=registry(), name="starter.pptx")
    result = compiled.render(context, texts=deck_texts(Config(), "en"), lang=context.deck.lang)
    assert check_archive(result.data) == []
    return result


@lru_cache(maxsize=1)
def deck() -> Any:
    return opened(rendered(STARTER.read_bytes()).data)


def slide(ident: str) -> Any:
    found = rendered(STARTER.read_bytes()).slides[f"starter-{ident}"][0]
    return deck().slides[found - 1]


def test_committed_file_is_what_the_code_builds() -> None:
    assert STARTER.read_bytes() == DECKS["starter"](None), "run `python -m planforge.authoring`"


def test_check_finds_nothing() -> None:
    linted = lint_deck(STARTER, context=ReviewContext, visuals=registry(), texts=catalogue(Config()).words)
    assert linted.findings == ()


@pytest.mark.parametrize("base", BASES, ids=lambda path: path.stem)
def test_on_a_foreign_master_it_has_no_errors_and_everything_fits(base: Path) -> None:
    template, findings = deck_on("starter", base)
    assert [f for f in findings if f.severity.value == "error"] == []
    linted = lint_deck(template, context=ReviewContext, visuals=registry(), texts=catalogue(Config()).words)
    assert [f.message for f in linted.findings if f.severity.value == "error"] == []
    assert [f.message for f in rendered(template).findings] == []


def test_nothing_is_cut_or_left_out() -> None:
    assert rendered(STARTER.read_bytes()).findings == ()


def test_text_table_and_chart_are_filled() -> None:
    context = review().context
    facts = shape(slide("text"), "pf:facts").text_frame.paragraphs
    assert len(facts) == len(context.cover.facts) + 1
    table = shape(slide("table"), "pf:opportunities").table
    assert len(list(table.rows)) == len(context.pipeline.rows) + 2
    chart = shape(slide("chart"), "pf:revenue").chart
    assert tuple(chart.plots[0].categories) == context.financials.chart.categories


def test_frame_is_drawn_and_shape_is_copied() -> None:
    assert len(list(shape(slide("frame"), "pf:risk-matrix").shapes)) > 9
    assert names(slide("shapes")).count("pf:tile") == len(review().context.page.kpis)


def test_slide_is_made_for_each_opportunity() -> None:
    titles = [page.shapes.title.text_frame.text for page in deck().slides]
    assert [sheet.slide.title for sheet in review().context.deal_sheets.pages] == titles[7:]


def test_logo_of_the_settings_is_shown(tmp_path: Path) -> None:
    logo = tmp_path / "logo.png"
    logo.write_bytes(png(300, 90))
    pages = opened(rendered(STARTER.read_bytes(), logo).data).slides
    picture = shape(pages[4], "pf:logo")
    assert picture.image.blob == logo.read_bytes()
    assert picture.width / picture.height == pytest.approx(300 / 90, rel=0.001)


def test_logo_that_is_no_picture_is_told(tmp_path: Path) -> None:
    logo = tmp_path / "logo.txt"
    logo.write_text("no picture", encoding="utf-8")
    assert [f.code for f in rendered(STARTER.read_bytes(), logo).findings] == ["FT113"]


def test_logo_that_is_missing_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"logo\.png cannot be read"):
        review(tmp_path / "logo.png")
