"""The whole context: nothing missing shows, titles keep their promises, notes and stickers are there."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest

from planforge.diagnostics.finding import Finding, Severity
from planforge.diagnostics.report import Report
from planforge.model.account import TitleOverride
from planforge.model.codes import YesNo
from planforge.office.rich import Rich
from planforge.office.text import fits
from planforge.review import ReviewContext
from planforge.values import CellRef
from support.plans import full_plan, half_filled_plan, previous_plan, with_changes

Contexts = Callable[[str, str], ReviewContext]
Review = Callable[..., ReviewContext]
EVERY = [(plan, language) for plan in ("full", "half", "empty") for language in ("en", "zh", "en+zh")]
SLIDES = (
    "page", "factors", "position", "financials", "influence", "coverage", "competition", "pipeline", "risks", "actions", "decisions",
    "definitions", "trace",
)  # fmt: skip
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?%?")


def strings(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a context with the path that leads to it."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Rich):
        yield path, str(value)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            yield from strings(getattr(value, field.name), f"{path}.{field.name}")
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from strings(item, f"{path}[{key}]")
    elif isinstance(value, (tuple, list)):
        for place, item in enumerate(value):
            yield from strings(item, f"{path}[{place}]")


@pytest.mark.parametrize(("plan", "language"), EVERY)
def test_no_text_shows_what_is_missing(context: Contexts, plan: str, language: str) -> None:
    for path, text in strings(context(plan, language)):
        assert not re.search(r"\b(None|nan|inf|True|False)\b|Undefined|\{\{|\{%|<[A-Z]\w+\.", text), (path, text)
        assert "  " not in text.replace("  |  ", "").replace("   ", "") or language == "en+zh", (path, text)


@pytest.mark.parametrize(("plan", "language"), EVERY)
def test_titles_are_unique_and_fit_two_lines(context: Contexts, plan: str, language: str) -> None:
    found = context(plan, language)
    slides = [getattr(found, name).slide for name in SLIDES]
    titles = [slide.title for slide in slides]
    assert len(set(titles)) == len(titles)
    for slide in slides:
        assert slide.title
        assert fits(slide.title, 24, 12.333 * 72, 2, bold=True), slide.title
        assert slide.subtitle
        assert fits(slide.source, 9, 12.333 * 72, 2), slide.source
        assert slide.source.startswith(("Source: ", "来源："))


@pytest.mark.parametrize(("plan", "language"), EVERY)
def test_every_number_of_a_title_stands_on_the_slide(context: Contexts, plan: str, language: str) -> None:
    found = context(plan, language)
    for name in SLIDES:
        record = getattr(found, name)
        body = [text for path, text in strings(record) if not path.endswith((".title", ".notes"))]
        numbers = {number for text in body for number in NUMBER.findall(text)}
        for number in NUMBER.findall(record.slide.title):
            assert number in numbers, (name, record.slide.title, number)


@pytest.mark.parametrize("language", ["en", "zh", "en+zh"])
def test_notes_keep_their_order(context: Contexts, language: str) -> None:
    words = ["目的", "要点", "追溯", "提示"] if language == "zh" else ["PURPOSE", "SAY", "TRACE", "WARNINGS"]
    found = context("full", language)
    for name in ("page", "factors", "financials", "pipeline", "risks", "actions"):
        notes = getattr(found, name).slide.notes
        places = [notes.index(f"{word}\n") for word in words]
        assert places == sorted(places), name


def test_notes_say_three_sentences_and_ask_the_slides_questions(context: Contexts) -> None:
    notes = context("full", "en").pipeline.slide.notes
    say = notes.split("SAY\n")[1].split("\n\n")[0].split("\n")
    assert len(say) == 3
    assert all(line.endswith(".") for line in say)
    assert "Q4 Does the money we put in come back?" in notes
    assert (
        "Growth target covered = 90% = weighted pipeline ÷ growth target = lanhai-grid_2025Q3.xlsx!Pipeline!F7:G12; Financials!D8:E11"
        in notes
    )


def test_findings_and_cut_texts_are_warnings_of_their_slide(review: Review) -> None:
    long = "Four of five departments mapped, the fifth follows in October once its new head has named a deputy"
    plan = with_changes(full_plan(), {"factors[0].evidence": long})
    finding = Finding(
        code="CN101",
        name="x",
        severity=Severity.WARNING,
        message="The deal closes before today.",
        cell=CellRef("Pipeline", 7, 5),
        field="pipeline.close_date",
    )
    found = review(plan, report=Report.of(plan.source, [finding]))
    assert "CN101 Pipeline!E7: The deal closes before today." in found.pipeline.slide.notes
    assert "CN101" not in found.risks.slide.notes
    assert long in found.factors.slide.notes
    assert found.factors.groups[0].factors[0].evidence.endswith("…")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_status_lines_are_short(context: Contexts, language: str) -> None:
    for plan in ("full", "half", "empty"):
        page = context(plan, language).page
        assert len(page.sections) == 8
        assert len(page.kpis) == 6
        assert all(0 < len(row.says) <= 60 for row in page.sections)


def test_round_glyphs_grow_in_latin_decks_only(context: Contexts) -> None:
    latin = context("full", "en").page.sections[1].status.spans[0]
    chinese = context("full", "zh").page.sections[1].status.spans[0]
    assert (latin.text, latin.scale, latin.tone) == ("●", 1.3, "good")
    assert (chinese.text, chinese.scale) == ("●", 1.0)
    assert context("full", "en").page.sections[0].status.spans[0].scale == 1.0


def test_a_typed_title_replaces_the_computed_one_and_is_marked(review: Review) -> None:
    plan = replace(full_plan(), titles=(TitleOverride(slide="A15", title="Relays decide the year"),))
    slide = review(plan).pipeline.slide
    assert slide.title == "Relays decide the year"
    assert "edited in the workbook" in slide.notes


def test_draft_when_not_signed_off_or_with_errors(review: Review) -> None:
    plan = full_plan()
    assert not review(plan).deck.draft
    unsigned = review(with_changes(plan, {"cover.signed_off": YesNo.NO}))
    assert (unsigned.cover.sticker, unsigned.deck.draft) == ("DRAFT", True)
    error = Finding(code="XR101", name="x", severity=Severity.ERROR, message="Nobody.", cell=CellRef("Team", 7, 1), field="team.name")
    flawed = review(plan, report=Report.of(plan.source, [error]))
    assert flawed.page.slide.sticker.startswith("DRAFT")
    assert flawed.trace.findings == ("XR101 Team!A7: Nobody.",)


def test_partial_sticker_counts_whole_rows(review: Review) -> None:
    plan = with_changes(full_plan(), {"risks[1].owner": None, "risks[2].due": None})
    assert review(plan).risks.slide.sticker == "Partial: 4 of 6 rows"


def test_empty_slides_say_what_belongs_there(context: Contexts) -> None:
    found = context("empty", "en")
    for name in ("factors", "position", "financials", "influence", "coverage", "competition", "pipeline", "risks", "actions"):
        record = getattr(found, name)
        assert record.empty is not None, name
        assert record.empty.fields
        assert record.empty.fill_in.startswith("Fill in: empty.xlsx – ")
        assert record.slide.sticker == "No data"
    assert len(found.influence.pages) == 1
    assert context("full", "en").pipeline.empty is None


def test_any_single_missing_value_is_legal(review: Review) -> None:
    plan = full_plan()
    for block in plan.readings:
        records = getattr(plan, block)
        if not isinstance(records, tuple) or not records:
            continue
        names = [f.name for f in dataclasses.fields(records[0]) if f.name not in ("cells", "extra")]
        blank = tuple(replace(record, **dict.fromkeys(names)) for record in records)
        assert review(replace(plan, **{block: blank})).deck.title
        for name in names:
            one = replace(records[0], **{name: None})
            assert review(replace(plan, **{block: (one, *records[1:])})).deck.title, (block, name)


def test_bare_forms_and_missing_dates_are_legal(review: Review) -> None:
    plan = full_plan()
    for name in [f.name for f in dataclasses.fields(plan.cover) if f.name not in ("cells", "extra")]:
        assert review(with_changes(plan, {f"cover.{name}": None}), previous=previous_plan()).deck.lang == "en-GB"


def test_every_trace_record_names_its_file(context: Contexts) -> None:
    records = context("full", "en").records
    assert len(records) > 100
    assert all(record.shown and record.label for record in records)
    assert {record.file for record in records if record.slide != "A03"} == {"lanhai-grid_2025Q3.xlsx"}
    assert {record.file for record in records if record.slide == "A03"} == {"lanhai-grid_2025Q3.xlsx", "lanhai-grid_2025Q2.xlsx"}
    revenue = next(r for r in records if r.slide == "A07" and r.label == "2025 F Revenue")
    assert (revenue.value, revenue.shown, revenue.cells) == (108.0, "108.0", "Financials!D8")


def test_appendix_lists_rules_in_force_and_the_main_figures(context: Contexts) -> None:
    found = context("full", "en")
    assert found.definitions.rules[5].on_track == "coverage ≥\u00a0100% and top deal <\u00a040% of weighted"
    assert found.trace.file == "lanhai-grid_2025Q3.xlsx, sha256 3f9a1c07, PlanForge 0.1.0"
    assert [str(row.slide) for row in found.trace.rows] == sorted(str(row.slide) for row in found.trace.rows)
    assert {str(row.slide) for row in found.trace.rows} == {"A02", "A07", "A15"}


def test_a_chinese_deck_keeps_digits_and_writes_chinese_units(context: Contexts) -> None:
    found = context("full", "zh")
    assert found.deck.lang == "zh-CN"
    assert found.deck.footer.endswith("机密")
    assert found.financials.unit == "百万元"
    assert found.financials.slide.title == "2025年收入低于计划7.0百万元，净利率降至16.0%；2026年需增长21%"


def test_a_bilingual_deck_shows_both_languages_in_labels_only(context: Contexts) -> None:
    found = context("full", "en+zh")
    label = found.page.sections[0].section
    assert isinstance(label, Rich)
    assert [(span.text, span.tone, span.points) for span in label.spans] == [("Financials", "", 0.0), ("  财务", "muted", -1)]
    assert found.factors.groups[0].factors[0].second_name == "组织图表"
    assert found.pipeline.slide.title == context("full", "en").pipeline.slide.title


def test_currency_and_unit_come_from_the_cover(review: Review) -> None:
    found = review(half_filled_plan())
    assert found.pipeline.unit == "EUR k"
    assert found.financials.chart.series[0].labels[2] == "2,450"
