"""Traps of objects: where alt text lives, what Office writes into it, notes, groups, SmartArt."""

from __future__ import annotations

from typing import Any

import pytest

from planforge.office import compile_template
from planforge.office.lint import lint_deck
from planforge.office.problems import TemplateProblems
from support.decks import Deck, alt_text, names, shape
from support.trap_objects import diagram
from support.trap_parts import PNG, Parts, name
from support.trap_results import Result
from support.trap_xml import DECORATIVE_URI, graphic, picture
from support.trap_xml import shape as shape_xml

DECORATIVE = f'<a:extLst><a:ext uri="{DECORATIVE_URI}"><adec:decorative val="1"/></a:ext></a:extLst>'


def every_kind(attribute: str) -> Parts:
    """A slide with one object of each kind, all with directives in the same attribute."""
    deck = Deck()
    deck.add()
    deck.text("box", name="text")
    deck.table([["x"]], name="table", box=(1, 5, 2, 0.4))
    deck.chart("chart")
    group = deck.slide.shapes.add_group_shape()
    group.name = "group"
    group.shapes.add_textbox(0, 0, 9144, 9144).name = "inner"
    deck.slide.shapes.add_connector(1, 0, 0, 914400, 914400).name = "line"
    template = Parts(deck)
    rid = template.relate(template.slide(1), "image", template.add("ppt/media/p.png", PNG, "image/png", extension=True))
    template.shapes(1, picture(90, "picture", rid))

    def change(root: Any) -> None:
        for element in root.iter(name("p:cNvPr")):
            if element.get("name") in KINDS:
                element.set(attribute, f"pf\nif: show\nalt: The {element.get('name')} of {{{{ who }}}}")

    template.edit(template.slide(1), change)
    return template


KINDS = ("text", "table", "chart", "group", "line", "picture")


@pytest.mark.parametrize("attribute", ["descr", "title"])
def test_alt_text_of_every_kind_of_object_is_read_from_description_or_title(attribute: str) -> None:
    template = every_kind(attribute)
    slide = Result(template, show=1, who="Ada").slides[0]
    assert {kind: alt_text(shape(slide, kind)) for kind in KINDS} == {kind: f"The {kind} of Ada" for kind in KINDS}
    assert names(Result(template, show=0, who="").slides[0]) == ["Title 1"]


def test_the_decorative_flag_stays_unless_an_alt_line_describes_the_object() -> None:
    deck = Deck()
    deck.add()
    template = Parts(deck)
    template.shapes(
        1,
        shape_xml(50, "plain", "x", DECORATIVE),
        shape_xml(51, "kept", "x", DECORATIVE, ' descr="pf&#10;if: 1"'),
        shape_xml(52, "described", "x", DECORATIVE, ' descr="pf&#10;alt: about {{ a }}"'),
    )
    result = Result(template, a="A")
    flagged = [e.getparent().getparent().getparent().get("name") for e in result.slide(1).iter(name("adec:decorative"))]
    assert flagged == ["plain", "kept"]
    assert alt_text(shape(result.slides[0], "described")) == "about A"


@pytest.mark.parametrize(
    "text", ["A picture containing text\nDescription automatically generated", "pf by hand", "Graph of pf: x", "see\npf\nif: 0"]
)
def test_alt_text_written_by_office_is_no_directive(text: str) -> None:
    deck = Deck()
    deck.add()
    deck.text("x", alt=text)
    assert alt_text(shape(Result(deck).slides[0], "box")) == text


def test_notes_used_for_talks_are_rendered_and_kept() -> None:
    deck = Deck()
    talk = ("Welcome {{ who }}.", "{% if on %}", "ask {{ who }}", "{% endif %}", "A slide for a talk; end if late.")
    deck.add("T", notes="\n".join((*talk[:1], "{% slide id A1 %}", "{% slide if on %}", *talk[1:])))
    result = Result(deck, who="Ada", on=1)
    assert result.slides[0].notes_slide.notes_text_frame.text == "Welcome Ada.\nask Ada\nA slide for a talk; end if late."
    assert result.rendered.slides == {"A1": (1, 1)}
    mixed = Deck()
    mixed.add("T", notes="Then say {% slide id A1 %} aloud")
    with pytest.raises(TemplateProblems, match=r"TP105 slide 1.*notes.*'slide' cannot stand here"):
        compile_template(mixed.bytes)


def test_groups_are_walked_moved_as_a_whole_and_get_new_ids_inside() -> None:
    deck = Deck()
    deck.add()
    outer = deck.slide.shapes.add_group_shape()
    outer.name = "outer"
    box = outer.shapes.add_textbox(914400, 914400, 914400, 457200)
    box.text_frame.text = "{{ m }}"
    inner = outer.shapes.add_group_shape()
    dot = inner.shapes.add_textbox(1000000, 1500000, 300000, 300000)
    dot.text_frame.text = "dot {{ m }}"
    line = outer.shapes.add_connector(1, 0, 0, 9144, 9144)
    line.begin_connect(box, 3)
    outer._element.nvGrpSpPr.cNvPr.set("descr", "pf\nfor: m in team\ndir: down\ngap: 0.2cm")
    result = Result(deck, team=["x", "y", "z"])
    groups = [s for s in result.slides[0].shapes if s.name == "outer"]
    texts = [[t.text_frame.text for t in _texts(group)] for group in groups]
    assert texts == [["x", "dot x"], ["y", "dot y"], ["z", "dot z"]]
    ids = [e.get("id") for e in result.slide(1).iter(name("p:cNvPr"))]
    assert len(set(ids)) == len(ids)
    frames = [g._element.find(f"{name('p:grpSpPr')}/{name('a:xfrm')}") for g in groups]
    tops = [int(f.find(name("a:off")).get("y")) for f in frames]
    assert tops[0] < tops[1] < tops[2]
    for tag in ("a:ext", "a:chOff", "a:chExt"):
        assert len({tuple(f.find(name(tag)).attrib.items()) for f in frames}) == 1, "nothing inside is moved or resized"
    children = [[(t.left, t.top, t.width, t.height) for t in _texts(group)] for group in groups]
    assert children[0] == children[1] == children[2]
    for group in groups:
        start = group._element.find(f".//{name('a:stCxn')}").get("id")
        assert start in [str(s.shape_id) for s in group.shapes], "a connector is glued to the shape of its own copy"


def _texts(group: Any) -> list[Any]:
    found: list[Any] = []
    for item in group.shapes:
        found += _texts(item) if item.shape_type == 6 else [item] if item.has_text_frame and item.text_frame.text else []
    return found


def test_smartart_with_tags_is_refused_and_any_smartart_is_reported() -> None:
    deck = Deck()
    deck.add()
    template = Parts(deck)
    diagram(template, 1, 60, "Plan {{ a }}")
    with pytest.raises(TemplateProblems, match="TP109 slide 1, shape 'Diagram': tags in SmartArt cannot be filled") as caught:
        compile_template(template.bytes())
    assert "component frame" in caught.value.findings[0].hint
    plain = Parts(deck)
    diagram(plain, 1, 60, "Plan")
    assert "TP135" in [f.code for f in lint_deck(plain.bytes()).findings]
    assert Result(plain).targets(1, "diagramData")


def test_an_object_of_an_unknown_kind_keeps_its_place_among_the_others() -> None:
    deck = Deck()
    deck.add()
    deck.text("below", name="below")
    template = Parts(deck)
    unknown = graphic(77, "odd", "http://example.org/odd", '<o:odd xmlns:o="http://example.org/odd" a="1">text</o:odd>')
    template.shapes(1, unknown, shape_xml(78, "above", "{{ a }}"))
    result = Result(template, a="A")
    assert [e.get("name") for e in result.slide(1).iter(name("p:cNvPr"))][1:] == ["Title 1", "below", "odd", "above"]
