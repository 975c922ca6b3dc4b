"""The editions of the deck: one page, and what the customer may see."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import fields, replace
from enum import Enum
from functools import cache
from typing import Any

import pytest
from lxml import etree

from planforge import resources
from planforge.config import Config
from planforge.diagnostics.finding import Severity
from planforge.model.disclosure import customer_safe, shown_texts
from planforge.model.plan import AccountPlan
from planforge.pipeline import CheckResult, check_plan, render_deck, review_checked, review_for_customer, told_to_customer
from support.archive import check_archive

OURS = "Northgate Systems"
"""Our own name is among the suppliers that the customer rated, and no secret."""
SAMPLES = ("lanhai-grid_2025Q3", "haiyue-rail_2025Q3")
LANGUAGES = ("en", "zh", "en+zh")


@cache
def checked(name: str) -> CheckResult:
    return check_plan(resources.samples() / f"{name}.xlsx", Config())


@cache
def customer_deck(name: str, language: str) -> bytes:
    config = Config(language=language)
    return render_deck(review_for_customer(checked(name), config), config, "customer").data


def values(plan: AccountPlan) -> Iterator[Any]:
    for f in fields(plan):
        if f.name in ("source", "readings"):
            continue
        block = getattr(plan, f.name)
        for record in block if isinstance(block, tuple) else (block,):
            yield from (getattr(record, x.name) for x in fields(record) if x.name not in ("cells", "extra"))


def removed(plan: AccountPlan) -> list[Any]:
    """Values of the plan that the customer's plan does not have; single words and small figures stand anywhere by chance."""
    kept = {str(value) for value in values(customer_safe(plan)) if value is not None}
    gone = {value for value in values(plan) if value is not None and not isinstance(value, (Enum, bool)) and str(value) not in kept}
    texts = [v for v in gone if isinstance(v, str) and len(v) >= (4 if any(ord(c) > 0x2E80 for c in v) else 12)]
    return [text for text in texts if text != OURS and not any(text in other for other in kept)]


def parts(data: bytes) -> Iterator[tuple[str, str]]:
    """Name and text of every part, workbooks inside included; texts of one paragraph are joined as a reader sees them."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            part = archive.read(name)
            if part[:2] == b"PK":
                yield from ((f"{name}!{inner}", text) for inner, text in parts(part))
                continue
            yield name, part.decode("utf-8", "replace")
            if name.endswith((".xml", ".rels")):
                root = etree.fromstring(part)
                for paragraph in root.iter("{*}p", "{*}si", "{*}is"):
                    yield name, "".join(paragraph.itertext())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", SAMPLES)
def test_nothing_internal_is_left_anywhere_in_the_customers_file(name, language):
    data = customer_deck(name, language)
    assert check_archive(data) == []
    secrets = removed(checked(name).plan)
    assert len(secrets) > 150
    everything = "\n".join(text for _, text in parts(data))
    plain = everything.replace("&amp;", "&").replace("&#10;", "\n")
    assert [secret for secret in secrets if secret in plain] == []


@pytest.mark.parametrize("name", SAMPLES)
def test_the_search_would_find_them(name):
    """The same search over the full review finds most of what the customer must not see."""
    config = Config()
    data = render_deck(review_checked(checked(name), config), config).data
    plain = "\n".join(text for _, text in parts(data)).replace("&amp;", "&")
    secrets = removed(checked(name).plan)
    assert sum(secret in plain for secret in secrets) > len(secrets) / 3


@pytest.mark.parametrize("name", SAMPLES)
def test_no_internal_figure_is_shown_to_the_customer(name):
    plan = checked(name).plan
    figures = {f"{value:,.1f}" for deal in plan.pipeline for value in (deal.value,) if value and value >= 10}
    figures |= {f"{year.revenue:,.1f}" for year in plan.financials if year.revenue}
    shown = "\n".join(text for part, text in parts(customer_deck(name, "en")) if part.startswith("ppt/slides/slide"))
    assert figures
    assert [figure for figure in figures if re.search(rf"(?<![\d.]){re.escape(figure)}(?![\d.])", shown)] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", SAMPLES)
def test_the_customer_reads_no_remark_on_what_we_lack(name, language):
    """Neither that a proposition has no proof yet, nor what is not funded, nor what we ask ourselves about it."""
    config = Config(language=language)
    full = checked(name)
    bare = replace(full, plan=replace(full.plan, roadmap=tuple(replace(item, proof=None) for item in full.plan.roadmap)))
    questions = ("Question for the review", "评审问题", "Decision needed", "需要决定", "what proves", "有何佐证")
    remarks = ("No proof", "尚无佐证", "funded", "资金", *questions)
    internal = render_deck(review_checked(bare, config), config).data
    assert sum(remark in _plain(internal) for remark in remarks) >= 4
    for result in (full, bare):
        shown = _plain(render_deck(review_for_customer(result, config), config, "customer").data)
        assert [remark for remark in remarks if remark in shown] == []


def _plain(data):
    return "\n".join(text for part, text in parts(data) if part.startswith("ppt/slides/slide"))


def test_customers_notes_hold_nothing(tmp_path):
    from pptx import Presentation

    deck = Presentation(io.BytesIO(customer_deck("lanhai-grid_2025Q3", "en")))
    assert len(deck.slides) >= 4
    for slide in deck.slides:
        assert not slide.has_notes_slide or slide.notes_slide.notes_text_frame.text.strip() == ""


WORDS = re.compile(
    r"fund(?:ed|s|ing)?\b|资金|[Nn]ot filled|尚未|Partial|部分数据|\.xlsx|Fill in|请填写|DRAFT|草稿|WARNINGS|提醒|\breviews?\b|评审"
    r"|Confidential|机密"
    r"|\blate\b|逾期|\bscore|评分|Decision|决策|No data|无数据|No offer|尚无|[Mm]issing|PlanForge|internal|内部|CNY m|百万元"
)
"""What tells of our review, of what we lack or where a text comes from."""
EVERYBODY = sorted(path.stem for path in resources.samples().glob("*_2025Q3.xlsx"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", EVERYBODY)
def test_the_customer_reads_a_plan_and_no_review(name, language):
    """Slides, notes, alt texts, sections and properties of every account, with little data and with many mistakes."""
    data = customer_deck(name, language)
    assert check_archive(data) == []
    own = [text for _, _, _, text in shown_texts(checked(name).plan)]
    found = {part: sorted(set(WORDS.findall(_without(text, own)))) for part, text in shown(data)}
    assert {part: words for part, words in found.items() if words} == {}


def _without(text, own):
    """The text without what the plan itself says to the customer."""
    for words in own:
        text = text.replace(words, "")
    return text


def shown(data):
    """The texts of every part of a deck that is not its look: words in the XML's texts and attributes."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if not re.match(r"ppt/(slides|notesSlides|charts|embeddings)/|ppt/presentation\.xml|docProps/", name) or not name.endswith(
                ".xml"
            ):
                continue
            root = etree.fromstring(archive.read(name))
            texts = ["".join(paragraph.itertext()) for paragraph in root.iter("{*}p", "{http*}title", "{http*}creator")]
            texts += [element.text or "" for element in root.iter() if not len(element)]
            texts += [value for element in root.iter() for key, value in element.attrib.items() if key in ("descr", "title")]
            texts += [element.get("name", "") for element in root.iter("{*}section")]
            yield name, "\n".join(texts)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_slide_without_anything_to_show_is_left_out(language):
    from pptx import Presentation

    assert len(Presentation(io.BytesIO(customer_deck("kestrel-foods_2025Q3", language))).slides) == 2
    assert len(Presentation(io.BytesIO(customer_deck("lanhai-grid_2025Q3", language))).slides) == 4


def test_a_step_past_its_date_is_open_like_any_other():
    full = checked("lanhai-grid_2025Q3")
    review = review_for_customer(full, Config(language="en"))
    steps = review.context.joint.actions
    late = [a for a in full.plan.actions if a.commitment and not a.done and a.due and a.due < full.plan.as_of]
    assert late
    assert {str(row.status).strip() for row in steps.rows} == {"● Done", "○ Open"}
    assert {bar.state for bar in steps.timeline.bars} == {"done", "running"}
    assert steps.slide.title == "3 joint steps are done, 3 are planned until 16 Feb 2026"


def test_a_review_cannot_be_rendered_as_the_customers_edition():
    config = Config(language="en")
    with pytest.raises(ValueError, match="review_for_customer"):
        render_deck(review_checked(checked("lanhai-grid_2025Q3"), config), config, "customer")
    with pytest.raises(ValueError, match="review_for_customer"):
        render_deck(review_for_customer(checked("lanhai-grid_2025Q3"), config), config, "full")


def planted(**texts):
    """Lanhai's plan with words that the customer must not read in its first roadmap row."""
    full = checked("lanhai-grid_2025Q3")
    first, *rest = full.plan.roadmap
    return replace(full.plan, roadmap=(replace(first, **texts), *rest))


def test_planted_texts_are_found_in_their_cells():
    plan = planted(proposition="Beats Hengtuo Relay by 20%; margin 34%", proof="As He Jun says", initiative="Pilot for CNY 18.0 m")
    found = told_to_customer(plan, Config())
    assert [(f.code, str(f.cell)) for f in found] == [
        ("RV501", "Roadmap!B7"),
        ("RV503", "Roadmap!D7"),
        ("RV504", "Roadmap!B7"),
        ("RV505", "Roadmap!C7"),
    ]


@pytest.mark.parametrize("name", EVERYBODY)
def test_the_samples_tell_the_customer_nothing_internal(name):
    assert [finding for finding in told_to_customer(checked(name).plan, Config()) if finding.severity is Severity.ERROR] == []


@pytest.mark.parametrize("name", SAMPLES)
def test_the_customer_is_not_told_what_was_taken_out(name):
    """Blocks that are internal are absent, not shown as empty."""
    for language, words in (("en", ("Not filled in", "Partial", "filled)")), ("zh", ("尚未填写", "部分数据", "补全"))):
        shown = _plain(customer_deck(name, language))
        assert [word for word in words if word in shown] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_short_deck_has_the_six_blocks_and_tells_how_far_they_are_filled(language):
    config = Config(language=language)
    review = review_checked(checked("lanhai-grid_2025Q3"), config)
    rendered = render_deck(review, config, "short")
    assert check_archive(rendered.data) == []
    assert list(rendered.slides) == ["A01", "A04", "AX15", "A14", "A12", "A10", "A19", "A20"]
    assert [finding for finding in rendered.findings if finding.code.startswith("FT")] == []
    said = str(review.context.cover.short_facts[-1][1])
    assert said in _plain(rendered.data)
    assert said.count("100%") == 6


def test_the_short_deck_counts_what_is_missing_and_leaves_out_what_is_empty():
    config = Config(language="en")
    review = review_checked(checked("kestrel-foods_2025Q3"), config)
    blocks = {block.key: (block.filled, block.required) for block in review.scorecard.parts.blocks}
    readings = review.plan.readings
    both = (readings["contacts"], readings["coverage"])
    assert blocks["coverage"] == (sum(reading.filled for reading in both), sum(reading.required for reading in both))
    assert "value and roadmap 0%" in str(review.context.cover.short_facts[-1][1])
    assert list(render_deck(review, config, "short").slides) == ["A01", "A04", "A12", "A10", "A19"]


def test_the_account_on_a_page_points_to_no_other_slide():
    config = Config(language="en")
    shown = _plain(render_deck(review_checked(checked("lanhai-grid_2025Q3"), config), config, "page").data)
    assert "Where we stand" in shown
    assert "links to its slide" not in shown
    assert "appendix" not in shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_account_on_a_page_is_one_slide(language):
    config = Config(language=language)
    rendered = render_deck(review_checked(checked("lanhai-grid_2025Q3"), config), config, "page")
    assert check_archive(rendered.data) == []
    assert rendered.page_count == 1
    assert rendered.findings == ()
