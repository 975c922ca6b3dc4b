"""Pictures from data in place of rectangles, sample pictures and picture placeholders."""

from __future__ import annotations

import io
from typing import Any

import pytest
from pptx.enum.shapes import MSO_SHAPE
from pptx.util import Emu, Inches

from planforge.errors import TemplateError
from planforge.office import compile_template
from planforge.office.pptx.images import BadPicture, measured
from planforge.office.problems import TemplateProblems
from planforge.office.rich import Picture
from support.decks import A, Deck, P, alt_text, check_package, described, names, opened, parts, shape
from support.pictures import SVG, gif, jpeg_header, png

INCH = Emu(914400)
ASVG = "{http://schemas.microsoft.com/office/drawing/2016/SVG/main}"


def deck_with(alt: str = "image: logo", text: str = "", box: tuple[float, ...] = (1, 2, 4, 4)) -> Deck:
    deck = Deck()
    deck.add()
    deck.rectangle(text, name="logo", box=box, alt=f"pf\n{alt}")
    return deck


def rendered(deck: Deck, **context: Any) -> Any:
    result = compile_template(deck.bytes).render(context)
    check_package(result.data)
    return result


def picture_of(deck: Deck, **context: Any) -> Any:
    return shape(opened(rendered(deck, **context).data).slides[0], "logo")


def box_of(item: Any) -> list[float]:
    return [round(value / INCH, 3) for value in (item.left, item.top, item.width, item.height)]


def media(data: bytes) -> list[str]:
    return [name for name in parts(data) if name.startswith("ppt/media/picture")]


@pytest.mark.parametrize(
    ("size", "box"),
    [((40, 20), [1, 3, 4, 2]), ((20, 40), [2, 2, 2, 4]), ((30, 30), [1, 2, 4, 4]), ((4000, 10), [1, 3.995, 4, 0.01])],
)
def test_contain_shrinks_the_frame_and_centres_it(size: tuple[int, int], box: list[float]) -> None:
    found = picture_of(deck_with(), logo=png(*size))
    assert found._element.tag == f"{P}pic"
    assert box_of(found) == box
    assert found._element.find(f"{P}blipFill/{A}srcRect") is None


@pytest.mark.parametrize(
    ("size", "crop"), [((40, 20), {"l": "25000", "r": "25000"}), ((20, 50), {"t": "30000", "b": "30000"}), ((9, 9), None)]
)
def test_cover_fills_the_box_and_crops(size: tuple[int, int], crop: dict[str, str] | None) -> None:
    found = picture_of(deck_with("image: logo\nfit: cover"), logo=Picture(png(*size), "logo.png"))
    assert box_of(found) == [1, 2, 4, 4]
    rectangle = found._element.find(f"{P}blipFill/{A}srcRect")
    assert (dict(rectangle.attrib) if rectangle is not None else None) == crop


@pytest.mark.parametrize("data", [png(640, 480), jpeg_header(640, 480), gif(640, 480)], ids=["png", "jpeg", "gif"])
def test_sizes_are_read_from_the_header(data: bytes) -> None:
    assert measured(data)[1:] == (640, 480)


@pytest.mark.parametrize(
    "data",
    [
        b"BM" + bytes(60),
        png()[:14],
        b"\xff\xd8\xff\xe0",
        jpeg_header(0, 5),
        b"\xff\xd8\xff\xd9" * 9,
        b"\xff\xd8\xff\xe0\0\0" * 50,
        gif(0, 4),
        bytes(100),
    ],
)
def test_damaged_headers_are_refused(data: bytes) -> None:
    with pytest.raises(BadPicture):
        measured(data)


def test_the_alt_text_is_the_alt_line_and_never_the_file_name() -> None:
    logo = Picture(png(), "secret-file-name.png")
    assert alt_text(picture_of(deck_with("image: logo\nalt: Logo of {{ who }}"), logo=logo, who="Lanhai")) == "Logo of Lanhai"
    result = rendered(deck_with(), logo=logo)
    assert alt_text(shape(opened(result.data).slides[0], "logo")) is None
    assert b"secret" not in b"".join(parts(result.data).values())


def test_the_same_bytes_are_one_part_with_its_content_type() -> None:
    deck = deck_with("image: a\nfor: a in logos\ngap: 0.1in", box=(1, 2, 1, 1))
    deck.rectangle("", name="other", box=(1, 5, 1, 1), alt="pf\nimage: logos[0]")
    deck.add("{{ x }}", notes="{% slide for x in logos %}")
    deck.rectangle("", name="logo", box=(1, 5, 1, 1), alt="pf\nimage: x")
    one, two = png(), jpeg_header(10, 10)
    result = rendered(deck, logos=[one, two, bytes(one)])
    found = media(result.data)
    assert [name.rpartition(".")[2] for name in sorted(found, key=lambda name: name[-3:])] == ["jpeg", "png"] or len(found) == 2
    assert sorted(parts(result.data)[name] for name in found) == sorted([one, two])
    types = parts(result.data)["[Content_Types].xml"]
    assert types.count(b'Extension="png"') == types.count(b'Extension="jpeg"') == 1
    assert rendered(deck, logos=[one, two, one]).data == result.data


def test_without_a_picture_an_empty_rectangle_goes_and_one_with_text_stays() -> None:
    for nothing in (None, b"", Picture(b""), ""):
        assert names(opened(rendered(deck_with(), logo=nothing).data).slides[0]) == ["Title 1"]
        assert picture_of(deck_with(text="No logo of {{ who }}"), logo=nothing, who="us").text_frame.text == "No logo of us"


def sample(alt: str, crop: bool = False) -> Deck:
    deck = Deck()
    deck.add()
    picture = deck.slide.shapes.add_picture(io.BytesIO(png(10, 10, (200, 0, 0))), Inches(1), Inches(2), Inches(4), Inches(2))
    picture.name = "logo"
    picture.crop_left = 0.25 if crop else 0
    picture.auto_shape_type = MSO_SHAPE.OVAL
    described(picture, f"pf\n{alt}")
    return deck


def test_a_sample_picture_is_replaced_with_its_look() -> None:
    result = rendered(sample("image: logo\nfit: cover", crop=True), logo=png(20, 10))
    found = shape(opened(result.data).slides[0], "logo")
    assert found.image.blob == png(20, 10)
    assert found.auto_shape_type == MSO_SHAPE.OVAL
    assert found.crop_left == 0
    assert [name for name in parts(result.data) if "media" in name] == media(result.data)


def test_a_sample_picture_goes_when_there_is_none() -> None:
    result = rendered(sample("image: logo"), logo=None)
    assert names(opened(result.data).slides[0]) == ["Title 1"]
    assert not [name for name in parts(result.data) if "media" in name]


def test_a_sample_picture_that_two_pictures_share_stays_with_the_one_that_keeps_it() -> None:
    deck = sample("image: logo")
    deck.slide.shapes.add_picture(io.BytesIO(png(10, 10, (200, 0, 0))), Inches(6), Inches(2)).name = "kept"
    slide = opened(rendered(deck, logo=png()).data).slides[0]
    assert shape(slide, "kept").image.blob == png(10, 10, (200, 0, 0))
    assert shape(slide, "logo").image.blob == png()


def test_picture_placeholders_take_pictures() -> None:
    deck = Deck()
    slide = deck.add(layout=8)  # picture with caption
    holder = next(s for s in slide.placeholders if s.placeholder_format.type == 18)
    holder.name = "logo"
    described(holder, "pf\nimage: logo")
    left, top, width, height = (getattr(holder, key) for key in ("left", "top", "width", "height"))
    found = picture_of(deck, logo=png(10, 10))
    assert found.is_placeholder
    side = min(width, height)
    assert (found.width, found.height) == (side, side)
    assert abs(found.left + side / 2 - left - width / 2) <= 1
    assert abs(found.top + side / 2 - top - height / 2) <= 1


def test_pictures_repeat_with_their_shape_and_with_their_group() -> None:
    deck = deck_with("image: m\nfor: m in xs\ngap: 1in", box=(1, 2, 2, 1))
    found = [s for s in opened(rendered(deck, xs=[png(10, 10), None, png(20, 10)]).data).slides[0].shapes if s.name == "logo"]
    assert [box_of(s) for s in found] == [[1.5, 2, 1, 1], [7, 2, 2, 1]]
    deck = deck_with("image: m", box=(1, 2, 2, 1))
    deck.slide.shapes.add_group_shape([shape(deck.slide, "logo")]).name = "group"
    described(shape(deck.slide, "group"), "pf\nfor: m in xs\ngap: 1in")
    groups = [s for s in opened(rendered(deck, xs=[png(10, 10), png(20, 10)]).data).slides[0].shapes if s.name == "group"]
    assert [round(g.left / INCH, 3) for g in groups] == [1, 4]
    assert [[box_of(s) for s in g.shapes] for g in groups] == [[[1.5, 2, 1, 1]], [[1, 2, 2, 1]]]


def test_svg_stands_above_its_bitmap() -> None:
    result = rendered(deck_with(), logo=Picture(SVG, "logo", png(40, 20)))
    found = shape(opened(result.data).slides[0], "logo")
    assert box_of(found) == [1, 3, 4, 2]
    vector = found._element.find(f".//{ASVG}svgBlip")
    relation = vector.get("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed")
    assert found.part.rels[relation].target_part.blob == SVG
    assert found.image.blob == png(40, 20)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (Picture(SVG, "logo.svg"), "“logo.svg”: an SVG needs a PNG beside it as `fallback`"),
        (Picture(SVG.replace(b"<rect", b"<script>x</script><rect"), fallback=png()), "an SVG with scripts or entities is not shown"),
        (b"no picture at all", "it is neither PNG, JPEG, GIF nor SVG"),
        ("/etc/passwd", "a picture is bytes; a text or path shows nothing"),
        (png()[:10], "neither PNG"),
        (3, "a picture is bytes, not int"),
    ],
)
def test_what_is_no_picture_is_a_finding_and_leaves_the_fallback(value: Any, words: str) -> None:
    result = rendered(deck_with(text="fallback"), logo=value)
    assert shape(opened(result.data).slides[0], "logo").text_frame.text == "fallback"
    assert [f.code for f in result.findings] == ["FT113"]
    assert words in result.findings[0].message
    assert "Slide 1, shape 'logo'" in result.findings[0].message


def table_deck(cell: str, alt: str = "", **size: Any) -> Deck:
    deck = Deck()
    deck.add("T")
    rows = [["Logo", "Name"], [cell, "{{ r.name }}"]]
    frame = deck.table(rows, alt=alt, box=(1, 2, 4, 2))
    for cells in frame.table.rows:
        cells.cells[0].margin_left = cells.cells[0].margin_right = Inches(0.5)
        cells.cells[0].margin_top = cells.cells[0].margin_bottom = Inches(0.25)
    return deck


ROWS = [{"name": "a", "logo": png(10, 10)}, {"name": "b", "logo": None}, {"name": "c", "logo": png(40, 10)}]


def test_pictures_stand_in_the_cells_of_a_table() -> None:
    deck = table_deck("{% row for r in rows %}{{ r.logo | picture('Logo of ' ~ r.name) }}")
    slide = opened(rendered(deck, rows=ROWS).data).slides[0]
    # Rows of one inch from 3 inches down; the cell's inside is 1 by 0.5 inches.
    found = [(box_of(s), alt_text(s)) for s in slide.shapes if s._element.tag == f"{P}pic"]
    assert found == [([1.75, 3.25, 0.5, 0.5], "Logo of a"), ([1.5, 5.375, 1, 0.25], "Logo of c")]
    assert names(slide) == ["Title 1", "table", "table picture", "table picture"]
    deck = table_deck("{% row for r in rows %}{{ r.logo | picture(fit='cover') }}")
    pictures = [s for s in opened(rendered(deck, rows=ROWS).data).slides[0].shapes if s._element.tag == f"{P}pic"]
    assert [box_of(s) for s in pictures] == [[1.5, 3.25, 1, 0.5], [1.5, 5.25, 1, 0.5]]
    assert [round(s.crop_top, 3) for s in pictures] == [0.25, 0]


def test_pictures_of_cells_go_on_with_their_rows() -> None:
    deck = table_deck("{% row for r in rows %}{{ r.logo | picture }}", "pf\nrows: 2\nrepeat header: 1")
    result = rendered(deck, rows=[*ROWS, {"name": "d", "logo": Picture(b"no picture", "d.png")}])
    slides = opened(result.data).slides
    assert [[box_of(s) for s in slide.shapes if s._element.tag == f"{P}pic"] for slide in slides] == [
        [[1.75, 3.25, 0.5, 0.5]],
        [[1.5, 3.375, 1, 0.25]],
    ]
    assert [f.message for f in result.findings] == ["Slide 2, shape 'table': “d.png”: it is neither PNG, JPEG, GIF nor SVG."]


def test_pictures_of_cells_move_with_their_table() -> None:
    deck = table_deck("{% row for r in rows %}{{ r.logo | picture }}", "pf\nfor: rows in [a, a]\ngap: 1in")
    slide = opened(rendered(deck, a=ROWS[:1]).data).slides[0]
    assert [box_of(s) for s in slide.shapes if s._element.tag == f"{P}pic"] == [[1.75, 3.25, 0.5, 0.5], [6.75, 3.25, 0.5, 0.5]]


def test_the_filter_for_pictures_belongs_into_cells() -> None:
    deck = Deck()
    deck.add()
    deck.text("{{ logo | picture }}")
    with pytest.raises(TemplateError, match="the filter `picture` belongs into a table cell"):
        rendered(deck, logo=png())


def test_an_image_line_on_a_connector_or_table_is_refused() -> None:
    deck = Deck()
    deck.add()
    described(deck.slide.shapes.add_connector(1, Inches(1), Inches(1), Inches(3), Inches(1)), "pf\nimage: x")
    deck.table([["x"]], alt="pf\nimage: x")
    with pytest.raises(TemplateProblems) as caught:
        compile_template(deck.bytes)
    assert [f.code for f in caught.value.findings] == ["TP109", "TP109"]


def test_unknown_words_for_fit_are_named() -> None:
    with pytest.raises(TemplateError, match="'fit:' takes contain or cover, not 'stretch'"):
        compile_template(deck_with("image: logo\nfit: stretch").bytes)
