"""The template guide says what happens: every example on its pages is built, checked, rendered and compared with what stands below it.

With PLANFORGE_ACCEPT=1 what stands below the examples, and the tables that come from the code, are written anew.
"""

from __future__ import annotations

import os
import re
from functools import lru_cache
from pathlib import Path

import pytest

from planforge.office.lint import lint_deck
from planforge.review import Catalogue, ReviewContext
from planforge.visuals import registry
from support.decks import Deck
from support.guide import GUIDE, Example, examples
from support.guide_book import checked_book, told_book
from support.guide_tables import TABLES, uses, with_table
from support.guide_told import checked, rendered, told

ROOT = Path(__file__).parents[2]
_LINK = re.compile(r"\]\(([^)#\s]*)(#[^)\s]*)?\)")


@lru_cache(maxsize=1)
def texts() -> Catalogue:
    return Catalogue.load(ROOT / "templates" / "pptx" / "account-review" / "texts")


def actual(example: Example) -> str:
    if example.form == "xlsx":
        return checked_book(example) if example.kind == "check" else told_book(example)
    return checked(example, texts()) if example.kind == "check" else told(rendered(example, texts()))


def accept() -> None:
    """Writes what the examples give into the pages."""
    for path in sorted(GUIDE.glob("*.md")):
        lines = path.read_text(encoding="utf-8").splitlines()
        for example in reversed(list(examples([path]))):
            if example.kind:
                lines[example.begin : example.end] = actual(example).splitlines()
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    for page in TABLES:
        (GUIDE / page).write_text(with_table(page, GUIDE / page), encoding="utf-8")


if os.environ.get("PLANFORGE_ACCEPT") == "1":
    accept()
EXAMPLES = tuple(examples())
PAGES = [*sorted(GUIDE.glob("*.md")), ROOT / "docs" / "README.md"]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: e.ident)
def test_example_does_what_the_page_says(example: Example) -> None:
    assert example.kind, f"{example.ident} is not followed by `result` or `check`"
    assert actual(example) == example.told


@pytest.mark.parametrize("example", [e for e in EXAMPLES if e.kind == "result"], ids=lambda e: e.ident)
def test_example_uses_names_of_the_review(example: Example) -> None:
    assert (checked_book(example) if example.form == "xlsx" else checked(example, texts())) == "No errors."


@pytest.mark.parametrize("page", TABLES)
def test_table_is_what_the_code_says(page: str) -> None:
    assert (GUIDE / page).read_text(encoding="utf-8") == with_table(page, GUIDE / page), "run with PLANFORGE_ACCEPT=1"


@pytest.mark.parametrize("less", [0.0, 0.1])
@pytest.mark.parametrize("name", sorted(uses()))
def test_least_size_of_a_drawing_is_the_least(name: str, less: float) -> None:
    """What the page of frames says: at its least size a drawing with the values of our deck has no fault, and below it one."""
    call, directives = uses()[name]
    wide, high = registry()[name].minimum
    deck = Deck()
    deck.add(notes=directives)
    deck.rectangle(name, name="frame", box=(0.5, 1.0, wide - less, high), alt=f"pf\ncomponent: {call}")
    linted = lint_deck(deck.bytes, context=ReviewContext, visuals=registry(), texts=texts().words)
    assert [f.code for f in linted.findings if f.severity.value == "error"] == (["TP108"] if less else [])


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    for target, anchor in _LINK.findall(page.read_text(encoding="utf-8")):
        if target.startswith("http"):
            continue
        path = page.parent / target if target else page
        assert path.exists(), f"{page.name}: {target}"
        if anchor:
            assert anchor[1:] in anchors(path), f"{page.name}: {target}{anchor}"


def anchors(path: Path) -> set[str]:
    """What links to a page may name: its headings, as GitHub writes them."""
    heads = [line.lstrip("#").strip() for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


def test_every_picture_is_used_and_small() -> None:
    named = {match for page in GUIDE.glob("*.md") for match in re.findall(r"\(pictures/([\w-]+\.png)\)", page.read_text(encoding="utf-8"))}
    found = {path.name: path.stat().st_size for path in (GUIDE / "pictures").glob("*.png")}
    assert set(found) == named
    assert max(found.values()) < 150_000
