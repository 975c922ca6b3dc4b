"""The account review template: what is committed is what the code builds, and everything it names exists."""

from __future__ import annotations

import difflib
import io
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation

from planforge.authoring import tokens
from planforge.authoring.account_review import build
from planforge.authoring.grid import Rect, own_grid
from planforge.authoring.shipped import account_review, shipped_files
from planforge.office import compile_template
from planforge.office.outline import outline
from planforge.review import Catalogue, ReviewContext
from planforge.visuals import registry
from support.archive import check_archive
from support.deck_shapes import EMU, A, C, P

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "templates"
REQUIRED = ("A01", "A02", "A04", "A05", "A06", "A07", "A09", "A10", "A11", "A12", "A13", "A15", "A18", "A19", "A21", "AX1", "AX2", "AX3")
ORDER = (*(f"A{number:02}" for number in range(1, 22)), *(f"AX{number}" for number in range(1, 21)))
"""Every slide a review can have; what is not required is left out without data."""
EMPTY_TWINS = ("A04", "A05", "A06", "A07", "A09", "A10", "A11", "A12", "A13", "A15", "A18", "A19")
DECK_FILES = ("pptx/account-review/account-review.pptx", "pptx/account-review/outline.txt")
_KEY = re.compile(r"""\bt\(\s*["']([\w.]+)["']\s*\)""")
built = pytest.mark.xdist_group("account review template")


@lru_cache(maxsize=1)
def shipped() -> Mapping[str, bytes]:
    return dict(shipped_files(TEMPLATES))


@lru_cache(maxsize=1)
def template() -> bytes:
    return account_review()


@lru_cache(maxsize=1)
def deck() -> Any:
    return Presentation(io.BytesIO(template()))


@lru_cache(maxsize=1)
def catalogue() -> Catalogue:
    return Catalogue.load(TEMPLATES / "pptx/account-review/texts")


def shapes() -> Iterator[tuple[int, Any, str]]:
    """Slide number, shape and alt text of every shape of the template."""
    for number, slide in enumerate(deck().slides, 1):
        for shape in slide.shapes:
            yield number, shape, shape._element[0].find(f"{P}cNvPr").get("descr") or ""


def directive(alt: str, name: str) -> str | None:
    return next((line.partition(":")[2].strip() for line in alt.splitlines() if line.startswith(f"{name}:")), None)


def texts_of(slide: Any) -> str:
    """All a slide says: runs joined by paragraph, alt texts, notes."""
    paragraphs = ["".join(t.text or "" for t in p.iter(f"{A}t")) for p in slide._element.iter(f"{A}p")]
    alts = [e.get("descr") or "" for e in slide._element.iter(f"{P}cNvPr")]
    return "\n".join([*paragraphs, *alts, slide.notes_slide.notes_text_frame.text])


# ---------------------------------------------------------------- drift


@built
@pytest.mark.parametrize("path", DECK_FILES)
def test_committed_file_is_what_the_code_builds(path: str) -> None:
    committed = TEMPLATES / path
    assert committed.is_file(), f"templates/{path} is missing: run `python -m planforge.authoring`"
    if committed.read_bytes() != shipped()[path]:
        old, new = (text.splitlines() for text in (readable(committed.read_bytes(), path), readable(shipped()[path], path)))
        diff = "\n".join(list(difflib.unified_diff(old, new, "committed", "built", lineterm="", n=1))[:60])
        pytest.fail(f"templates/{path} is not what the code builds: run `python -m planforge.authoring`\n{diff}")


def readable(data: bytes, path: str) -> str:
    return outline(data) if path.endswith(".pptx") else data.decode()


@built
def test_every_other_shipped_file_is_committed() -> None:
    stale = [path for path, data in shipped().items() if path not in DECK_FILES and not _same(TEMPLATES / path, data)]
    assert not stale, f"run `python -m planforge.authoring`: {stale}"


def _same(path: Path, data: bytes) -> bool:
    return path.is_file() and path.read_bytes() == data


@built
def test_two_builds_are_the_same_bytes() -> None:
    assert account_review() == template()


# ---------------------------------------------------------------- names


@built
def test_every_name_exists() -> None:
    compile_template(template(), context=ReviewContext, visuals=registry())


@built
@pytest.mark.parametrize("language", ["en", "zh", "en+zh"])
def test_every_label_exists_in_both_languages(language: str) -> None:
    keys = {key for slide in deck().slides for key in _KEY.findall(texts_of(slide))}
    for source in sorted((ROOT / "src/planforge/visuals").glob("*.py")):
        keys |= set(_KEY.findall(source.read_text(encoding="utf-8")))
    assert len(keys) > 60
    for key in sorted(keys):
        assert str(catalogue().t(key, language)).strip(), key


@built
def test_every_component_has_room_for_its_drawing() -> None:
    found = []
    for number, shape, alt in shapes():
        component = directive(alt, "component")
        if component is None:
            continue
        name = component.partition("(")[0]
        wide, high = registry()[name].minimum
        found.append(name)
        size = (shape.width / EMU, shape.height / EMU)
        assert size[0] >= wide - 0.005, f"slide {number}, {shape.name}: {size} for at least {wide} x {high}"
        assert size[1] >= high - 0.005, f"slide {number}, {shape.name}: {size} for at least {wide} x {high}"
    assert set(found) == set(registry())


@built
def test_every_slide_has_its_id_and_empty_twin() -> None:
    ids = [re.findall(r"\{% slide id (\w+) %\}", slide.notes_slide.notes_text_frame.text) for slide in deck().slides]
    assert all(len(found) == 1 for found in ids)
    flat = [found[0] for found in ids]
    assert list(dict.fromkeys(flat)) == [ident for ident in ORDER if ident in flat]
    assert set(REQUIRED) <= set(flat)
    spoken = [slide.notes_slide.notes_text_frame.text for slide in deck().slides]
    twins = {ident for ident, notes in zip(flat, spoken, strict=True) if re.search(r"\{% slide if \w+\.empty %\}", notes)}
    assert tuple(ident for ident in REQUIRED if ident in twins) == EMPTY_TWINS
    whole = [notes.replace("{% slide if deck.appendix %}", "") for notes in spoken]
    always = {ident for ident, notes in zip(flat, whole, strict=True) if not re.search(r"\{% slide (if|for) ", notes)}
    assert set(REQUIRED) - set(EMPTY_TWINS) - {"A21"} <= always <= set(REQUIRED)


# ---------------------------------------------------------------- what a designer relies on


@built
def test_layouts_and_their_placeholders() -> None:
    layouts = {layout.name: layout for layout in deck().slide_layouts}
    assert set(layouts) == {"PF Cover", "PF Section", "PF Content"}
    places = {p.placeholder_format.idx for p in layouts["PF Content"].placeholders}
    assert places == {0, 10, 11, 12, 13, 14, 15}


@built
def test_objects_are_named_and_described() -> None:
    for number, shape, alt in shapes():
        assert shape.name.startswith("pf:"), f"slide {number}: {shape.name}"
        if getattr(shape, "has_table", False) or getattr(shape, "has_chart", False):
            assert alt.startswith("pf\n"), f"slide {number}: {shape.name}"
            assert directive(alt, "alt"), f"slide {number}: {shape.name} has no alt text for the finished slide"


@built
def test_tables_have_a_header_row_and_no_merged_cells() -> None:
    for number, shape, _ in shapes():
        if getattr(shape, "has_table", False) and shape.has_table:
            assert shape.table.first_row, f"slide {number}: {shape.name}"
            assert not any(cell.is_merge_origin for cell in shape.table.iter_cells()), f"slide {number}: {shape.name}"


@built
def test_colours_and_fonts_come_from_the_theme() -> None:
    package = deck().part.package
    for part in package.iter_parts():
        name = str(part.partname)
        if not re.match(r"/ppt/(slides|slideLayouts|slideMasters|charts)/", name) or not name.endswith(".xml"):
            continue
        root = part._element
        assert not list(root.iter(f"{A}srgbClr")), name
        faces = [e.get("typeface") for tag in ("latin", "ea", "cs") for e in root.iter(f"{A}{tag}")]
        assert all(face.startswith("+") for face in faces), f"{name}: {faces}"


@built
def test_bars_start_at_zero_and_no_chart_has_a_title() -> None:
    charts = [shape.chart._chartSpace for _, shape, _ in shapes() if getattr(shape, "has_chart", False) and shape.has_chart]
    assert len(charts) >= 6
    for chart in charts:
        assert chart.find(f"{C}chart/{C}title") is None
        if chart.find(f".//{C}barChart") is not None:
            lows = [axis.find(f"{C}scaling/{C}min") for axis in chart.iter(f"{C}valAx")]
            assert all(low is not None and low_end_shows_zero(float(low.get("val")), chart) for low in lows)


def low_end_shows_zero(low: float, chart: Any) -> bool:
    """Whether the axis begins at zero, or below it because a bar of a signed change does; never above, so no bar is cut."""
    bars = [float(value.text) for value in chart.iterfind(f".//{C}barChart//{C}val//{C}v")]
    return low == 0 if min(bars) >= 0 else low <= min(bars)


@built
def test_archive_is_sound() -> None:
    assert check_archive(template(), tags_allowed=True) == []


@built
def test_page_is_widescreen_and_says_so() -> None:
    assert (deck().slide_width / EMU, deck().slide_height / EMU) == (pytest.approx(13.333, abs=0.001), 7.5)
    assert deck().part._element.find(f"{P}sldSz").get("type") in (None, "custom")


# ---------------------------------------------------------------- tokens


def luminance(colour: tuple[float, ...]) -> float:
    linear = [x / 12.92 if x <= 0.03928 else ((x + 0.055) / 1.055) ** 2.4 for x in colour]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    colours = [tuple(int(tokens.THEME[slot][i : i + 2], 16) / 255 for i in (0, 2, 4)) for slot in (one, other)]
    low, high = sorted(luminance(colour) for colour in colours)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(
    ("text", "ground", "least"),
    [
        ("dk1", "lt1", 4.5), ("dk2", "lt1", 4.5), ("accent1", "lt1", 4.5), ("accent1", "lt2", 4.5), ("accent2", "lt1", 4.5),
        ("accent3", "lt1", 4.5), ("accent5", "lt1", 4.5), ("accent6", "lt2", 4.5), ("accent4", "lt1", 3.0),
    ],
)  # fmt: skip
def test_theme_colours_can_be_read(text: str, ground: str, least: float) -> None:
    assert contrast(text, ground) >= least


def test_columns_fill_the_page() -> None:
    grid = own_grid()
    assert grid.x(1) == tokens.MARGIN
    assert grid.x(12) + grid.w(1) == pytest.approx(grid.right)
    assert pytest.approx(tokens.SLIDE_WIDTH - tokens.MARGIN, abs=0.001) == grid.right


def test_bands_follow_each_other() -> None:
    grid = own_grid()
    body = Rect(grid.left, grid.body_top, grid.full, grid.body_end - grid.body_top)
    for above, below in pairwise((grid.tracker, grid.title, grid.subtitle, body, grid.source, grid.footer)):
        assert above.bottom <= below.y + 0.02 + 1e-9
    assert grid.body_end >= tokens.TAKEAWAY_Y + tokens.TAKEAWAY_H
    assert (grid.y(tokens.BODY_Y), grid.y(tokens.BODY_END)) == (grid.body_top, pytest.approx(grid.body_end))


def test_build_returns_a_presentation_with_the_review_in_order() -> None:
    assert len(build().slides) == len(deck().slides) >= len(REQUIRED) + len(EMPTY_TWINS)
