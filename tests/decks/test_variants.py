"""The editions of the deck: one page, and what the customer may see."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import fields
from enum import Enum
from functools import cache
from typing import Any

import pytest
from lxml import etree

from planforge import resources
from planforge.config import Config
from planforge.model.disclosure import customer_safe
from planforge.model.plan import AccountPlan
from planforge.pipeline import CheckResult, check_plan, render_deck, review_checked, review_for_customer
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


def test_customers_notes_hold_nothing(tmp_path):
    from pptx import Presentation

    deck = Presentation(io.BytesIO(customer_deck("lanhai-grid_2025Q3", "en")))
    assert len(deck.slides) >= 4
    for slide in deck.slides:
        assert not slide.has_notes_slide or slide.notes_slide.notes_text_frame.text.strip() == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_account_on_a_page_is_one_slide(language):
    config = Config(language=language)
    rendered = render_deck(review_checked(checked("lanhai-grid_2025Q3"), config), config, "page")
    assert check_archive(rendered.data) == []
    assert rendered.page_count == 1
    assert rendered.findings == ()
