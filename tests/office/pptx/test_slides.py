"""Slide directives, copies that own their parts, sections, fit of shapes, package hygiene."""

from __future__ import annotations

from typing import Any

import pytest
from lxml import etree
from pptx.oxml import parse_xml

from planforge.errors import OutputError, TemplateError
from planforge.office import compile_template
from planforge.office.package import read_parts, write_atomically
from planforge.office.rich import ChartData, Series
from support.decks import Deck, P, check_package, names, opened, parts, shape


def render(deck: Deck, lang: str = "en-GB", **context: Any) -> Any:
    result = compile_template(deck.bytes).render(context, lang=lang)
    check_package(result.data)
    return result


def titles(result: Any) -> list[str]:
    return [slide.shapes.title.text_frame.text for slide in opened(result.data).slides]


def test_slides_repeat_and_are_left_out() -> None:
    deck = Deck()
    deck.add("start", notes="{% slide if start %}")
    deck.add("{{ a.name }}", notes="{% slide id X %}\n{% slide for a in accounts %}\n{% slide if a.on %}\nNotes of {{ a.name }}")
    deck.add("end")
    accounts = [{"name": "one", "on": True}, {"name": "two", "on": False}, {"name": "three", "on": True}]
    result = render(deck, accounts=accounts, start=False)
    assert titles(result) == ["one", "three", "end"]
    assert result.slides == {"X": (1, 2)}
    notes = [slide.notes_slide.notes_text_frame.text for slide in list(opened(result.data).slides)[:2]]
    assert notes == ["Notes of one", "Notes of three"]


def test_several_slides_repeat_together() -> None:
    deck = Deck()
    deck.add("{{ a }} 1", notes="{% slide for a in xs %}")
    deck.add("{{ a }} 2", notes="{% slide endfor %}")
    deck.add("end")
    assert titles(render(deck, xs=["a", "b"])) == ["a 1", "a 2", "b 1", "b 2", "end"]


def test_directives_beside_the_slide() -> None:
    deck = Deck()
    deck.add("{{ a }}")
    deck.text("{% slide for a in xs %}", name="beside", box=(-4, 1, 3, 1))
    result = render(deck, xs=["a", "b"])
    assert titles(result) == ["a", "b"]
    assert names(opened(result.data).slides[0]) == ["Title 1"]


def test_copies_own_charts_workbooks_and_notes() -> None:
    deck = Deck()
    deck.add("{{ a }}", notes="{% slide for a in xs %}\nNotes {{ a }}")
    deck.chart("static")
    deck.chart("bound", alt="pf\nchart: charts[a]\nalt: Chart of {{ a }}")
    charts = {x: ChartData(("Q1", "Q2"), (Series("Revenue", (float(n), 2.0)),)) for n, x in enumerate("abc")}
    result = render(deck, xs=list("abc"), charts=charts)
    slides = list(opened(result.data).slides)
    found = [shape(slide, "bound").chart for slide in slides]
    assert [chart.plots[0].series[0].values[0] for chart in found] == [0.0, 1.0, 2.0]
    assert [tuple(chart.plots[0].categories) for chart in found] == [("Q1", "Q2")] * 3
    assert len({shape(slide, name).chart.part.partname for slide in slides for name in ("static", "bound")}) == 6
    assert len({shape(slide, "bound").chart.part.chart_workbook.xlsx_part.partname for slide in slides}) == 3
    for slide in slides:
        assert slide.notes_slide.part.part_related_by(_SLIDE) is slide.part
    assert shape(slides[1], "bound")._element[0].find(f"{P}cNvPr").get("descr") == "Chart of b"


_SLIDE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/slide"


def test_charts_go_with_their_slide() -> None:
    deck = Deck()
    deck.add("x", notes="{% slide if 0 %}")
    deck.chart()
    deck.add("y")
    assert not [name for name in parts(render(deck).data) if "chart" in name or "embed" in name]


def test_sections_follow_the_copies() -> None:
    deck = Deck()
    for title, notes in (("{{ x }}", "{% slide for x in xs %}"), ("b", ""), ("gone", "{% slide if 0 %}")):
        deck.add(title, notes)
    idents = [slide.slide_id for slide in deck.presentation.slides]
    p14 = "http://schemas.microsoft.com/office/powerpoint/2010/main"
    sections = "".join(
        f'<p14:section name="S{n}" id="{{0000000{n}-0000-4000-8000-000000000000}}">'
        f'<p14:sldIdLst><p14:sldId id="{i}"/></p14:sldIdLst></p14:section>'
        for n, i in enumerate(idents)
    )
    root = deck.presentation.part._element
    root.append(
        parse_xml(
            f'<p:extLst xmlns:p="{P[1:-1]}"><p:ext uri="{{521415D9-36F7-43E2-AB2F-B90AF26B5E84}}">'
            f'<p14:sectionLst xmlns:p14="{p14}">{sections}</p14:sectionLst></p:ext></p:extLst>'
        )
    )
    result = render(deck, xs=["1", "2"])
    root = etree.fromstring(parts(result.data)["ppt/presentation.xml"])
    found = [(s.get("name"), [e.get("id") for e in s.iter(f"{{{p14}}}sldId")]) for s in root.iter(f"{{{p14}}}section")]
    slides = [str(slide.slide_id) for slide in opened(result.data).slides]
    assert found == [("S0", slides[:2]), ("S1", slides[2:])]
    assert slides[0] == str(idents[0])


def test_package_holds_no_thumbnail_and_no_extended_properties() -> None:
    deck = Deck()
    deck.add()
    found = parts(render(deck).data)
    assert not [name for name in found if "thumbnail" in name or name == "docProps/app.xml"]


def test_long_text_is_cut_where_it_may_be_and_reported_where_it_may_not() -> None:
    deck = Deck()
    deck.add("T", notes="{% slide id A %}\nSAY something\nWARNINGS old")
    deck.text("{{ long }}", name="cut", box=(1, 2, 2, 0.6), alt="pf\ncut: 2")
    deck.text("{{ long }}", name="over", box=(4, 2, 2, 0.6))
    deck.text("{{ short }}", name="fits", box=(7, 2, 2, 0.6))
    deck.text("static text that is far too long for its small box", name="fixed", box=(9.5, 2, 1, 0.3))
    long = "word " * 40
    result = render(deck, long=long.strip(), short="short")
    assert [(f.code, f.message.partition("'")[2].partition("'")[0]) for f in result.findings] == [
        ("FT101", "cut"),
        ("FT102", "over"),
        ("FT102", "fixed"),
    ]
    slide = opened(result.data).slides[0]
    assert shape(slide, "cut").text_frame.text.endswith("word…")
    assert slide.notes_slide.notes_text_frame.text == f"SAY something\nWARNINGS old\n{long.strip()}"


def test_warnings_make_a_notes_page_where_the_template_has_none() -> None:
    deck = Deck()
    deck.add("with", notes="x")
    deck.add("without")
    deck.text("{{ long }}", box=(1, 2, 2, 0.4), alt="pf\ncut: 1")
    result = render(deck, lang="zh-CN", long="word " * 20)
    text = opened(result.data).slides[1].notes_slide.notes_text_frame.text
    assert text.startswith("提醒\nword word")


def test_runtime_failures_name_slide_shape_and_tag() -> None:
    deck = Deck()
    deck.add()
    deck.text("{{ x.missing }}", name="here")
    with pytest.raises(TemplateError, match=r"slide 1, shape 'here', \{\{ x.missing \}\}: .*missing"):
        render(deck, x={"a": 1})


def test_output_is_written_whole_or_not_at_all(tmp_path: Any) -> None:
    target = tmp_path / "deck.pptx"
    write_atomically(target, b"one")
    write_atomically(target, b"two")
    assert target.read_bytes() == b"two"
    assert [p.name for p in tmp_path.iterdir()] == ["deck.pptx"]
    with pytest.raises(OutputError, match="does not exist"):
        write_atomically(tmp_path / "none" / "deck.pptx", b"x")


@pytest.mark.parametrize("data", [b"", b"PK\3\4 broken", b"not a zip"])
def test_files_that_are_no_template_are_refused_with_a_sentence(data: bytes) -> None:
    with pytest.raises(TemplateError, match="not an Office file"):
        read_parts(data)


def test_links_between_slides_of_a_loop_stay_in_their_round() -> None:
    deck = Deck()
    first = deck.add("{{ a }} 1", notes="{% slide for a in xs %}")
    second = deck.add("{{ a }} 2", notes="{% slide endfor %}")
    deck.slide = first
    deck.rectangle("on", "on").click_action.target_slide = second
    deck.slide = second
    deck.rectangle("back", "back").click_action.target_slide = first
    slides = list(opened(render(deck, xs=["a", "b"]).data).slides)
    targets = [shape(slide, name).click_action.target_slide.slide_id for slide, name in zip(slides, ["on", "back"] * 2, strict=True)]
    assert targets == [slides[n].slide_id for n in (1, 0, 3, 2)]


def test_titles_are_cut_with_room_for_their_page_count() -> None:
    deck = Deck()
    deck.add("{{ long }}", notes="{% slide id A %}")
    deck.slide.shapes.title._element.nvSpPr.cNvPr.set("descr", "pf\ncut: 1")
    deck.table([["{% row for r in xs %}{{ r }}"]], alt="pf\nrows: 1")
    result = render(deck, long="word " * 80, xs=["1", "2"])
    title = titles(result)[1]
    assert title.endswith("word… (2\u00a0of\u00a02)")
    assert [f.code for f in result.findings] == ["FT101"]
