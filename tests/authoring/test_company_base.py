"""Any company's master as a base: what is found, what is told, what is refused, and where things then stand."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from pptx import Presentation
from pptx.util import Inches

from planforge.authoring.base import CONTENT, COVER, SECTION
from planforge.authoring.company_base import company_base
from planforge.authoring.grid import Grid, Rect, own_grid
from planforge.authoring.shipped import account_review, deck_on
from planforge.cli import planforge
from planforge.errors import TemplateError
from planforge.office.problems import TemplateProblems
from support.archive import check_archive

BASES = Path(__file__).parents[1] / "bases"
Change = Callable[[Any], None]


def base(*changes: Change, keep: tuple[str, ...] = ()) -> bytes:
    """The library's own 4:3 template, changed; with `keep` only these layouts stay."""
    deck = Presentation()
    master = deck.slide_masters[0]
    for layout in list(master.slide_layouts):
        if keep and layout.name not in keep:
            master.slide_layouts.remove(layout)
    for change in changes:
        change(deck)
    out = io.BytesIO()
    deck.save(out)
    return out.getvalue()


def codes(data: bytes) -> list[str]:
    return [finding.code for finding in company_base(data).findings]


def layout(deck: Any, name: str) -> Any:
    return next(item for item in deck.slide_layouts if item.name == name)


def refused(data: bytes) -> TemplateProblems:
    with pytest.raises(TemplateProblems) as caught:
        company_base(data, "ours.potx")
    return caught.value


# ---------------------------------------------------------------- layouts


def test_everything_that_is_missing_is_told_at_once() -> None:
    problems = refused(base(keep=("Blank", "Comparison")))
    assert [finding.code for finding in problems.findings] == ["TP161", "TP162", "TP163"]
    assert "ours.potx has 3 problems" in problems.message
    assert "'Comparison', 'Blank'" in problems.message


def test_our_own_names_go_before_types() -> None:
    def renamed(deck: Any) -> None:
        layout(deck, "Two Content").name = "PF Content"

    found = company_base(base(renamed)).base.layouts
    assert found[CONTENT].layout.name == "PF Content"
    assert found[COVER].layout.name == "Title Slide"


def test_our_own_template_is_a_base_without_findings() -> None:
    found = company_base(account_review())
    assert [finding.code for finding in found.findings] == []
    assert set(found.base.layouts) == {COVER, SECTION, CONTENT}
    assert set(found.base.layouts[CONTENT].slots) == {"title", "tracker", "sticker", "subtitle", "source", "footer", "number"}
    own, grid = own_grid(), found.base.grid
    assert (grid.left, grid.right, grid.body_top) == pytest.approx((own.left, own.right, own.body_top), abs=0.02)
    assert grid.body_end == pytest.approx(own.body_end, abs=0.02)


def test_layouts_are_found_by_what_they_hold() -> None:
    def nameless(deck: Any) -> None:
        for number, item in enumerate(deck.slide_layouts):
            item.name = f"Layout {number}"
            item._element.attrib.pop("type", None)

    found = company_base(base(nameless, keep=("Title Slide", "Title Only", "Blank")))
    assert found.base.layouts[COVER].layout.name == "Layout 0"
    assert found.base.layouts[CONTENT].layout.name == "Layout 1"
    assert [f.message for f in found.findings if f.code == "TP164"][1].endswith("found by its placeholders.")


def test_words_in_the_footer_are_kept() -> None:
    def legal(deck: Any) -> None:
        for shape in layout(deck, "Title Only").placeholders:
            if shape.placeholder_format.idx == 11:
                shape.text_frame.text = "Example AG, Ulm"

    data = base(legal)
    assert "TP170" in codes(data)
    slide = Presentation(io.BytesIO(deck_on("account-review", data)[0])).slides[1]
    footer = next(shape for shape in slide.shapes if shape.name == "pf:footer")
    assert footer.text_frame.text == "{{ deck.footer }}  |  Example AG, Ulm"


# ---------------------------------------------------------------- places


def test_a_page_of_another_shape_is_refused() -> None:
    def portrait(deck: Any) -> None:
        deck.slide_width, deck.slide_height = Inches(7.5), Inches(10)

    assert "TP167" in [finding.code for finding in refused(base(portrait)).findings]


def test_a_layout_without_room_is_refused() -> None:
    def bar(deck: Any) -> None:
        title = next(iter(layout(deck, "Title Only").placeholders))
        title.left, title.top, title.width, title.height = Inches(0.5), Inches(2.5), Inches(9), Inches(1)

    problem = next(finding for finding in refused(base(bar)).findings if finding.code == "TP166")
    assert "leaves 9.0 x 2." in problem.message


@pytest.mark.parametrize(("size", "narrow", "scale"), [((10, 7.5), True, 1.0), ((13.333, 7.5), False, 1.0), ((10, 5.625), False, 0.75)])
def test_grid_follows_the_page(size: tuple[float, float], narrow: bool, scale: float) -> None:
    def resized(deck: Any) -> None:
        wide, high = size[0] / 10, size[1] / 7.5
        deck.slide_width, deck.slide_height = Inches(size[0]), Inches(size[1])
        for page in (deck.slide_masters[0], *deck.slide_layouts):
            for shape in page.shapes:
                if shape._element.spPr.xfrm is not None:
                    shape.left, shape.width = int(shape.left * wide), int(shape.width * wide)
                    shape.top, shape.height = int(shape.top * high), int(shape.height * high)

    grid = company_base(base(resized)).base.grid
    assert (grid.narrow, grid.scale) == (narrow, pytest.approx(scale, abs=0.001))
    assert grid.x(12) + grid.w(1) == pytest.approx(grid.right)
    assert 0 < grid.left < grid.right < grid.page
    _bands(grid)


@pytest.mark.parametrize("name", ["dark", "serif", "standard"])
def test_bands_do_not_meet(name: str) -> None:
    _bands(company_base(BASES / f"{name}.potx").base.grid)


def _bands(grid: Grid) -> None:
    body = Rect(grid.left, grid.body_top, grid.full, grid.body_end - grid.body_top)
    rects = [grid.title, grid.tracker, grid.sticker, grid.subtitle, body, grid.source, grid.footer]
    for number, one in enumerate(rects):
        assert not [other for other in rects[number + 1 :] if one.meets(other)], one


def test_title_is_as_large_as_two_lines_allow() -> None:
    sizes = {name: company_base(BASES / f"{name}.potx").base.grid.title_size for name in ("dark", "serif", "standard")}
    assert 16 <= sizes["standard"] < sizes["dark"] <= 24
    assert 20 <= sizes["serif"] <= 24


# ---------------------------------------------------------------- colours


def test_colours_that_cannot_be_read_are_told() -> None:
    warnings = [finding for finding in company_base(base()).findings if finding.code == "TP168"]
    assert len(warnings) == 1
    assert "good on background 2.2 of 4.5" in warnings[0].message


@pytest.mark.parametrize("name", ["dark", "serif", "standard"])
def test_tones_can_be_read_on_every_base(name: str) -> None:
    assert [finding.message for finding in company_base(BASES / f"{name}.potx").findings if finding.severity != "info"] == []


def test_another_ground_than_the_themes_is_told() -> None:
    def painted(deck: Any) -> None:
        fill = layout(deck, "Title Only").background.fill
        fill.solid()
        fill.fore_color.theme_color = 6  # accent 2

    assert "TP169" in codes(base(painted))


# ---------------------------------------------------------------- files


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 no archive", b"just text"])
def test_a_file_that_is_no_presentation_is_refused(data: bytes) -> None:
    with pytest.raises(TemplateError):
        company_base(data, "ours.potx")


def test_links_to_dropped_slides_are_gone() -> None:
    def linked(deck: Any) -> None:
        slide = deck.slides.add_slide(deck.slide_layouts[0])
        shape = slide.shapes.add_textbox(0, 0, Inches(1), Inches(1))
        shape.click_action.target_slide = deck.slides.add_slide(deck.slide_layouts[1])

    data, _ = deck_on("account-review", base(linked))
    assert check_archive(data, tags_allowed=True) == []
    assert all("{% slide id" in slide.notes_slide.notes_text_frame.text for slide in Presentation(io.BytesIO(data)).slides)


# ---------------------------------------------------------------- command


def run(*arguments: str) -> Any:
    return CliRunner().invoke(planforge, ["template", "build", *arguments], standalone_mode=False)


def test_command_builds_and_tells(tmp_path: Path) -> None:
    target = tmp_path / "ours.pptx"
    result = run("account-review", "--base", str(BASES / "dark.potx"), "-o", str(target))
    assert result.exit_code == 0, result.output
    assert "TP165" in result.output
    assert f"{target} is ready." in result.output
    assert check_archive(target.read_bytes(), tags_allowed=True) == []
    again = run("account-review", "-o", str(target))
    assert "exists already" in str(again.exception)


def test_command_reports_as_json_and_fails_on_warnings(tmp_path: Path) -> None:
    (tmp_path / "poor.pptx").write_bytes(base())
    arguments = ("--base", str(tmp_path / "poor.pptx"), "-o", str(tmp_path / "ours"), "--format", "json", "--fail-on", "warning")
    result = run("account-review", *arguments)
    told = json.loads(result.output)
    assert told["exit_code"] == 1
    assert {finding["code"] for finding in told["findings"]} >= {"TP164", "TP165", "TP168"}
    assert (tmp_path / "ours.pptx").is_file()


def test_command_writes_nothing_when_a_layout_is_missing(tmp_path: Path) -> None:
    (tmp_path / "poor.pptx").write_bytes(base(keep=("Blank",)))
    result = run("account-review", "--base", str(tmp_path / "poor.pptx"), "-o", str(tmp_path / "ours.pptx"))
    assert isinstance(result.exception, TemplateProblems)
    assert not (tmp_path / "ours.pptx").exists()
