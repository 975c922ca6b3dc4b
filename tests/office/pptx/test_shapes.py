"""Objects that repeat, fills, links: the alt-text directives of any object."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE_TYPE
from pptx.util import Emu, Inches

from planforge.errors import TemplateError
from planforge.office import compile_template
from planforge.office.frame import Frame
from planforge.office.pptx.drawing import Canvas
from planforge.office.problems import TemplateProblems
from planforge.office.rich import Rich, Span
from support.decks import A, Deck, P, alt_text, check_package, described, names, opened, parts, shape

INCH = Emu(914400)
A16 = "{http://schemas.microsoft.com/office/drawing/2014/main}"


@dataclass(frozen=True)
class Member:
    name: str
    on: bool = True
    tone: str = ""
    url: str = ""
    skills: tuple[str, ...] = ()


@dataclass(frozen=True)
class Context:
    team: tuple[Member, ...]


TEAM = Context(tuple(Member(name) for name in ("Ann", "Bo", "Cy")))


def rendered(deck: Deck, context: Any = TEAM, visuals: Any = None) -> Any:
    kind = type(context) if not isinstance(context, dict) else None
    result = compile_template(deck.bytes, context=kind, visuals=visuals).render(context)
    check_package(result.data)
    return result


def slide_of(deck: Deck, context: Any = TEAM) -> Any:
    return opened(rendered(deck, context).data).slides[0]


def deck_with(alt: str, text: str = "{{ m.name }}", box: tuple[float, ...] = (1, 2, 2, 1)) -> Deck:
    deck = Deck()
    deck.add()
    deck.rectangle(text, name="card", box=box, alt=f"pf\n{alt}")
    return deck


def cards(slide: Any, name: str = "card") -> list[tuple[str, float, float]]:
    """Text and corner in inches of every copy."""
    return [(s.text_frame.text, s.left / INCH, s.top / INCH) for s in slide.shapes if s.name == name]


def problems(deck: Deck, context: type | None = Context) -> list[str]:
    with pytest.raises(TemplateProblems) as caught:
        compile_template(deck.bytes, context=context)
    return [f"{f.code} {f.message}" for f in caught.value.findings]


# ---------------------------------------------------------------- places


@pytest.mark.parametrize(
    ("lines", "corners"),
    [
        ("", [(1, 2), (3, 2), (5, 2)]),
        ("\ndir: right\ngap: 0.5in", [(1, 2), (3.5, 2), (6, 2)]),
        ("\ndir: down\ngap: 36pt", [(1, 2), (1, 3.5), (1, 5)]),
        ("\ndir: Right\ngap: 2.54 cm", [(1, 2), (4, 2), (7, 2)]),
        ("\nmax: 2 x 2\ngap: 25.4mm", [(1, 2), (4, 2), (1, 4)]),
        ("\ndir: down right\nmax: 2x2", [(1, 2), (1, 3), (3, 2)]),
    ],
)
def test_copies_stand_in_their_direction(lines: str, corners: list[tuple[float, float]]) -> None:
    found = cards(slide_of(deck_with(f"for: m in team{lines}")))
    assert [text for text, _, _ in found] == ["Ann", "Bo", "Cy"]
    assert [corner for _, *corner in found] == [pytest.approx(corner, abs=0.001) for corner in corners]


@pytest.mark.parametrize(("direction", "step"), [("left", (-2, 0)), ("up", (0, -1))])
def test_copies_go_left_and_up(direction: str, step: tuple[int, int]) -> None:
    found = cards(slide_of(deck_with(f"for: m in team\ndir: {direction}", box=(8, 5, 2, 1))))
    assert [corner for _, *corner in found] == [[8 + n * step[0], 5 + n * step[1]] for n in range(3)]


def test_a_line_that_is_full_goes_on_in_the_next() -> None:
    found = cards(slide_of(deck_with("for: m in team\ndir: right down\ngap: 0.5in", box=(1, 2, 5, 1))))
    assert [corner for _, *corner in found] == [[1, 2], [6.5, 2], [1, 3.5]]


def test_the_first_copy_is_the_shape_itself_and_nothing_stays_of_an_empty_list() -> None:
    deck = deck_with("for: m in team")
    own = shape(deck.slide, "card").shape_id
    copies = [s for s in slide_of(deck).shapes if s.name == "card"]
    assert copies[0].shape_id == own
    assert len({s.shape_id for s in copies}) == 3
    assert names(slide_of(deck, Context(()))) == ["Title 1"]
    assert [alt_text(s) for s in copies] == [None] * 3


def test_a_copy_that_would_leave_the_slide_is_never_drawn() -> None:
    deck = deck_with("for: m in team\ngap: 0.4in", box=(7, 2, 2, 1))
    result = rendered(deck)
    assert [text for text, _, _ in cards(opened(result.data).slides[0])] == ["Ann", "Bo"]
    (finding,) = result.findings
    assert finding.code == "FT111"
    assert finding.message == "Slide 1, shape 'card': 1 of 3 items are not shown: their copies would leave the slide."


def test_more_items_than_max_are_counted() -> None:
    result = rendered(deck_with("for: m in team\nmax: 1"))
    assert [text for text, _, _ in cards(opened(result.data).slides[0])] == ["Ann"]
    assert [f.message for f in result.findings] == ["Slide 1, shape 'card': 2 of 3 items are not shown: `max:` leaves room for 1."]


def test_items_that_if_leaves_out_take_no_place_and_are_not_counted() -> None:
    team = Context((Member("Ann"), Member("Bo", on=False), Member("Cy")))
    result = rendered(deck_with("for: m in team\nif: m.on\nmax: 2"), team)
    assert cards(opened(result.data).slides[0]) == [("Ann", 1, 2), ("Cy", 3, 2)]
    assert not result.findings


def test_a_shape_on_its_side_needs_its_height_across() -> None:
    deck = deck_with("for: m in team", box=(2, 2, 2, 0.5))
    shape(deck.slide, "card").rotation = 90
    assert [left for _, left, _ in cards(slide_of(deck))] == [2, 2.5, 3]


# ---------------------------------------------------------------- groups


def group_deck(alt: str = "for: m in team\ngap: 0.2in") -> Deck:
    deck = Deck()
    deck.add()
    box = deck.rectangle("{{ m.name }}", name="face", box=(1, 2, 1, 1), alt="pf\nif: m.on\nalt: Face of {{ m.name }}")
    label = deck.text("{{ m.tone }}", name="label", box=(2.5, 2, 1, 1))
    line = deck.slide.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, Inches(2), Inches(2.5), Inches(2.5), Inches(2.5))
    line.name = "line"
    line.begin_connect(box, 3)
    line.end_connect(label, 1)
    group = deck.slide.shapes.add_group_shape([box, label, line])
    group.name = "person"
    described(group, f"pf\n{alt}")
    return deck


def test_groups_move_by_their_outer_transform_only() -> None:
    groups = [s for s in slide_of(group_deck()).shapes if s.name == "person"]
    assert [g.left / INCH for g in groups] == pytest.approx([1, 3.7, 6.4])
    for group in groups:
        child = group._element.grpSpPr.find(f"{A}xfrm/{A}chOff")
        assert int(child.get("x")) == INCH
        assert [int(s._element.spPr.find(f"{A}xfrm/{A}off").get("x")) / INCH for s in group.shapes] == pytest.approx([1, 2.5, 2])
    assert [[s.text_frame.text for s in g.shapes if s.name == "face"] for g in groups] == [["Ann"], ["Bo"], ["Cy"]]
    assert [alt_text(g.shapes[0]) for g in groups] == ["Face of Ann", "Face of Bo", "Face of Cy"]


def test_connectors_inside_a_copy_hold_the_shapes_of_that_copy() -> None:
    for group in [s for s in slide_of(group_deck()).shapes if s.name == "person"]:
        idents = {s.name: s.shape_id for s in group.shapes}
        line = next(s for s in group.shapes if s.name == "line")._element
        assert line.find(f".//{A}stCxn").get("id") == str(idents["face"])
        assert line.find(f".//{A}endCxn").get("id") == str(idents["label"])


def test_a_repeated_connector_lets_go_of_what_does_not_repeat() -> None:
    deck = Deck()
    deck.add()
    box = deck.rectangle("x", name="box", box=(1, 1, 1, 1))
    line = deck.slide.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, Inches(2), Inches(3), Inches(4), Inches(3))
    line.name = "line"
    line.begin_connect(box, 3)
    line.begin_x, line.begin_y = Inches(2), Inches(3)
    described(line, "pf\nfor: m in team\ndir: down\ngap: 0.25in\nfill: m.tone")
    team = Context((Member("Ann", tone="good"), Member("Bo")))
    lines = [s for s in slide_of(deck, team).shapes if s.name == "line"]
    assert [s.top / INCH for s in lines] == pytest.approx([3, 3.25])
    assert all(s._element.find(f".//{A}stCxn") is None for s in lines)
    assert lines[0]._element.spPr.find(f"{A}ln/{A}solidFill/{A}schemeClr").get("val") == "accent3"
    assert lines[1]._element.spPr.find(f"{A}ln/{A}solidFill") is None


def test_loops_nest() -> None:
    deck = Deck()
    deck.add()
    head = deck.rectangle("{{ m.name }}", name="head", box=(1, 2, 1, 0.5))
    skill = deck.rectangle("{{ m.name }}/{{ s }}", name="skill", box=(1, 2.5, 1, 0.25), alt="pf\nfor: s in m.skills\ndir: down")
    group = deck.slide.shapes.add_group_shape([head, skill])
    group.name = "person"
    described(group, "pf\nfor: m in team\ngap: 1in")
    team = Context((Member("Ann", skills=("a", "b")), Member("Bo"), Member("Cy", skills=("c", "d", "e"))))
    groups = [s for s in slide_of(deck, team).shapes if s.name == "person"]
    found = [[(s.text_frame.text, s.top / INCH) for s in g.shapes if s.name == "skill"] for g in groups]
    assert found == [[("Ann/a", 2.5), ("Ann/b", 2.75)], [], [("Cy/c", 2.5), ("Cy/d", 2.75), ("Cy/e", 3.0)]]


def test_a_nested_copy_may_not_leave_the_slide_either() -> None:
    deck = Deck()
    deck.add()
    head = deck.rectangle("x", name="head", box=(1, 2, 4, 0.5))
    skill = deck.rectangle("{{ s }}", name="skill", box=(1, 2.5, 2, 0.5), alt="pf\nfor: s in m.skills")
    described(deck.slide.shapes.add_group_shape([head, skill]), "pf\nfor: m in team\ngap: 3in")
    team = Context((Member("Ann", skills=tuple("abcdefg")), Member("Bo", skills=tuple("abcdefg"))))
    result = rendered(deck, team)
    # 13.33 inches wide: from 1 inch six copies of 2 inches, from 8 inches two.
    assert [f.message.partition(": ")[2] for f in result.findings] == [
        "1 of 7 items are not shown: their copies would leave the slide.",
        "5 of 7 items are not shown: their copies would leave the slide.",
    ]


def test_creation_ids_of_copies_differ_and_are_the_same_every_time() -> None:
    deck = deck_with("for: m in team")
    element = shape(deck.slide, "card")._element
    properties = element[0].find(f"{P}cNvPr")
    extension = properties.makeelement(f"{A}extLst")
    inner = extension.makeelement(f"{A}ext", {"uri": "{FF2B5EF4-FFF2-40B4-BE49-F238E27FC236}"})
    inner.append(inner.makeelement(f"{A16}creationId", {"id": "{11111111-2222-4333-8444-555555555555}"}, {"a16": A16[1:-1]}))
    extension.append(inner)
    properties.append(extension)
    first, second = rendered(deck), rendered(deck)
    assert first.data == second.data
    found = [e.get("id") for s in opened(first.data).slides[0].shapes for e in s._element.iter(f"{A16}creationId")]
    assert found[0] == "{11111111-2222-4333-8444-555555555555}"
    assert len(set(found)) == 3


def test_tables_repeat_on_a_slide() -> None:
    deck = Deck()
    deck.add()
    deck.table([["{{ m.name }}"], ["{% row for s in m.skills %}{{ s }}"]], alt="pf\nfor: m in team\ngap: 0.5in", box=(1, 2, 2, 0.8))
    team = Context((Member("Ann", skills=("a", "b")), Member("Bo", skills=("c",))))
    tables = [s for s in slide_of(deck, team).shapes if s.has_table]
    assert [[cell.text for row in t.table.rows for cell in row.cells] for t in tables] == [["Ann", "a", "b"], ["Bo", "c"]]
    assert [t.left / INCH for t in tables] == [1, 3.5]


def test_a_copy_of_a_table_that_is_too_tall_for_its_own_place_is_reported() -> None:
    deck = Deck()
    deck.add()
    deck.table(
        [["{{ m.name }}"], ["{% row for s in m.skills %}{{ s }}"]], alt="pf\nfor: m in team\ndir: down\ngap: 1in", box=(1, 2, 2, 0.8)
    )
    team = Context((Member("Ann", skills=tuple("abc")), Member("Bo", skills=tuple("abcdefgh"))))
    assert [f.message for f in rendered(deck, team).findings] == ["Slide 1, shape 'table': the table is too tall for its place."]


class Bar:
    minimum = (0.5, 0.1)

    def __call__(self, canvas: Canvas, frame: Frame, *args: Any) -> str:
        canvas.box(frame.left, frame.top, frame.width, frame.height, fill="primary")
        return f"bar of {args[0]}"


def test_component_frames_repeat() -> None:
    deck = Deck()
    deck.add()
    deck.rectangle("", name="bar", box=(1, 2, 2, 0.3), alt="pf\nfor: m in team\ndir: down\ngap: 0.1in\ncomponent: bar(m.name)")
    slide = opened(rendered(deck, visuals={"bar": Bar()}).data).slides[0]
    groups = [s for s in slide.shapes if s.name == "bar"]
    assert [alt_text(g) for g in groups] == ["bar of Ann", "bar of Bo", "bar of Cy"]
    assert [g.top / INCH for g in groups] == pytest.approx([2, 2.4, 2.8])


def test_copies_and_drawings_share_no_ids_with_repeated_shapes() -> None:
    deck = deck_with("for: m in team\ngap: 0.1in")
    deck.rectangle("", name="bar", box=(1, 5, 2, 0.3), alt="pf\ncomponent: bar('x')")
    rendered(deck, visuals={"bar": Bar()})  # check_package looks for ids that stand twice


def test_component_frames_stand_in_the_copies_of_their_group() -> None:
    deck = Deck()
    deck.add()
    head = deck.rectangle("{{ m.name }}", name="head", box=(1, 2, 2, 1))
    bar = deck.rectangle("", name="bar", box=(1, 3, 2, 0.3), alt="pf\ncomponent: bar(m.name)")
    described(deck.slide.shapes.add_group_shape([head, bar]), "pf\nfor: m in team\ngap: 1in")
    slide = opened(rendered(deck, visuals={"bar": Bar()}).data).slides[0]
    groups = [s for s in slide.shapes if s.shape_type == MSO_SHAPE_TYPE.GROUP]
    assert [g.left / INCH for g in groups] == [1, 4, 7]
    assert [(alt_text(g.shapes[1]), g.shapes[1].left / INCH) for g in groups] == [(f"bar of {name}", 1) for name in ("Ann", "Bo", "Cy")]


def test_copies_stand_on_every_page_of_a_table_that_goes_on() -> None:
    deck = deck_with("for: m in team\ngap: 0.1in", box=(1, 6.2, 2, 0.5))
    deck.rectangle("", name="bar", box=(9, 5, 2, 0.3), alt="pf\ncomponent: bar('x')")
    deck.table([["{% row for n in range %}{{ n }}"]], alt="pf\nrows: 2", box=(1, 2, 3, 0.4))
    slides = opened(rendered(deck, {"team": TEAM.team, "range": "12345"}, {"bar": Bar()}).data).slides
    assert [[text for text, _, _ in cards(slide)] for slide in slides] == [["Ann", "Bo", "Cy"]] * 3


# ---------------------------------------------------------------- what cannot repeat


def test_loop_variables_do_not_leak() -> None:
    deck = deck_with("for: m in team\nlink: m.url")
    deck.text("{{ m.name }}", name="after", box=(1, 5, 2, 1))
    assert problems(deck) == ["TP101 slide 1, shape 'after', {{ m.name }}: there is no name 'm'"]
    with pytest.raises(TemplateError, match=r"shape 'after', \{\{ m.name \}\}: 'm' is undefined"):
        rendered(deck, {"team": TEAM.team})


@pytest.mark.parametrize(
    ("alt", "text", "words"),
    [
        ("for: m in team", "{{ m.nme }}", "TP101 slide 1, shape 'card', {{ m.nme }}: Member has no 'nme'; did you mean 'name'?"),
        ("for: m in teem", "", "shape 'card', alt text, for: m in teem: there is no name 'teem'; did you mean 'team'?"),
        ("for: m in team\nif: m.onn", "", "alt text, if: m.onn: Member has no 'onn'; did you mean 'on'?"),
        ("for: m in team\nfill: m.tne", "", "alt text, fill: m.tne: Member has no 'tne'; did you mean 'tone'?"),
        ("for: m in team\nlink: m.ulr", "", "alt text, link: m.ulr: Member has no 'ulr'; did you mean 'url'?"),
        ("for: m in team\nalt: {{ m.nam }}", "", "alt text, alt: {{ m.nam }}: Member has no 'nam'; did you mean 'name'?"),
        ("for: m of team", "", "TP102 slide 1, shape 'card', alt text, for: m of team"),
        ("for: m in team\ndir: rihgt", "", "TP106 slide 1, shape 'card', alt text: 'dir:' takes right, down, left or up"),
        ("for: m in team\ndir: right left", "", "'dir:' takes right, down, left or up"),
        ("for: m in team\ngap: 3", "", "'gap:' takes a length with its unit, such as 0.3cm"),
        ("for: m in team\nmax: many", "", "'max:' takes a number such as 6"),
        ("for: m in team\ngpa: 3cm", "", "'gpa' is no directive for an object; did you mean 'gap'?"),
        ("gap: 3cm", "", "'gap:' says how, and the line 'for:' is missing"),
        ("fit: cover", "", "'fit:' says how, and the line 'image:' is missing"),
    ],
)
def test_what_is_wrong_is_named(alt: str, text: str, words: str) -> None:
    found = problems(deck_with(alt, text))
    assert len(found) == 1, found
    assert words in found[0]


def test_what_cannot_repeat_is_refused() -> None:
    deck = Deck()
    slide = deck.add(layout=1)
    described(slide.placeholders[1], "pf\nfor: m in team")
    deck.chart(alt="pf\nfor: m in team")
    deck.table([["x"]], alt="pf\nfor: m in team\nrows: 3")
    deck.table([["x"]], name="filled", alt="pf\nfill: 'good'")
    line = slide.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, Inches(1), Inches(1), Inches(1), Inches(2))
    described(line, "pf\nfor: m in team")
    text = "\n".join(problems(deck))
    for words in (
        "a placeholder cannot repeat; use a text box or shape",
        "charts, SmartArt and embedded objects cannot repeat on a slide; repeat the slide",
        "a table that goes on over several slides cannot repeat on a slide",
        "shape 'filled', alt text: 'fill:' does not belong to this kind of object",
        "its copies would lie on each other; give it a `gap:`",
    ):
        assert words in text


# ---------------------------------------------------------------- fills


def fill_of(item: Any) -> str:
    colour = item._element.spPr.find(f"{A}solidFill/{A}schemeClr")
    return "" if colour is None else colour.get("val")


def test_fills_take_theme_tones_and_keep_the_own_fill_without_one() -> None:
    deck = deck_with("for: m in team\nfill: m.tone")
    own = shape(deck.slide, "card").fill
    own.solid()
    own.fore_color.theme_color = 6  # accent 2
    team = Context((Member("Ann", tone="good"), Member("Bo", tone="bad"), Member("Cy")))
    copies = [s for s in slide_of(deck, team).shapes if s.name == "card"]
    assert [fill_of(s) for s in copies] == ["accent3", "accent5", "accent2"]
    assert [s._element.spPr.findall(f"{A}solidFill")[1:] for s in copies] == [[], [], []]
    # Text on a fill as dark as `bad` is set white and bold, as in table cells.
    run = copies[1].text_frame.paragraphs[0].runs[0]._r
    assert (run.rPr.get("b"), run.rPr.find(f"{A}solidFill/{A}schemeClr").get("val")) == ("1", "bg1")


@pytest.mark.parametrize(("tone", "text"), [("good_l", "tx1"), ("panel", "tx1"), ("good", None), ("", None)])
def test_white_text_turns_dark_on_a_pale_fill(tone: str, text: str | None) -> None:
    item = shape(slide_of(deck_with("fill: x", "{{ x }}!"), {"x": tone}), "card")
    colour = item.text_frame.paragraphs[0].runs[0]._r.rPr.find(f"{A}solidFill/{A}schemeClr")
    assert (colour.get("val") if colour is not None else None) == text


@pytest.mark.parametrize(
    ("source", "slot"),
    [
        ("good", "accent3"),
        ("'good' if x else 'bad'", "accent3"),
        ("x | tone('watch')", "accent4"),
        ("x | fill('bad')", "accent5"),
        ("none", ""),
    ],
)
def test_a_fill_is_a_tone_an_expression_or_a_value_with_a_tone(source: str, slot: str) -> None:
    assert fill_of(shape(slide_of(deck_with(f"fill: {source}", "x"), {"x": "value"}), "card")) == slot


def test_the_fill_of_a_group_colours_its_parts_that_have_one() -> None:
    team = Context((Member("Ann", tone="good"),))
    group = next(s for s in slide_of(group_deck("fill: m.tone\nfor: m in team"), team).shapes if s.name == "person")
    assert [(s.name, fill_of(s)) for s in group.shapes] == [("face", "accent3"), ("label", ""), ("line", "")]
    assert [e.tag for e in group._element.grpSpPr] == [f"{A}xfrm"]


def test_the_link_of_a_group_belongs_to_its_parts() -> None:
    team = Context((Member("Ann", url="https://example.com/1"),))
    group = next(s for s in slide_of(group_deck("link: m.url\nfor: m in team"), team).shapes if s.name == "person")
    assert group._element[0].find(f"{P}cNvPr/{A}hlinkClick") is None
    found = [s._element[0].find(f"{P}cNvPr/{A}hlinkClick") for s in group.shapes]
    assert {group.part.rels[link.rId].target_ref for link in found} == {"https://example.com/1"}


def test_a_tone_that_does_not_exist_is_named() -> None:
    with pytest.raises(TemplateError, match=r"slide 1, shape 'card', alt text, fill: x: there is no tone 'red'"):
        slide_of(deck_with("fill: x", "x"), {"x": "red"})


# ---------------------------------------------------------------- links


def links_of(data: bytes, name: str = "card") -> list[tuple[str, str]]:
    """For each copy whether its link leads outside, and where to."""
    slide = opened(data).slides[0]
    found = []
    for item in slide.shapes:
        if item.name == name:
            link = item._element[0].find(f"{P}cNvPr/{A}hlinkClick")
            relation = slide.part.rels[link.rId] if link is not None else None
            found.append(
                ("", "")
                if relation is None
                else (
                    "web" if relation.is_external else "slide",
                    str(relation._target if relation.is_external else relation.target_part.partname),
                )
            )
    return found


def test_links_lead_to_web_pages_mail_and_slides() -> None:
    deck = deck_with("for: m in xs\nlink: m\ngap: 0.1in", "x", box=(1, 2, 1, 1))
    deck.add("{{ 1 }}", notes="{% slide id next %}")
    targets = ["https://example.com/a b?x=1&y=é", "mailto:ann@example.com", "next", "", None, Rich((Span("x", slide="next"),))]
    result = rendered(deck, {"xs": targets})
    assert links_of(result.data) == [
        ("web", "https://example.com/a%20b?x=1&y=%C3%A9"),
        ("web", "mailto:ann@example.com"),
        ("slide", "/ppt/slides/slide2.xml"),
        ("", ""),
        ("", ""),
        ("slide", "/ppt/slides/slide2.xml"),
    ]
    assert not result.findings


def test_a_link_to_a_slide_that_is_left_out_goes_with_a_finding() -> None:
    result = rendered(deck_with("link: x", "x"), {"x": "gone"})
    assert links_of(result.data) == [("", "")]
    assert [f.name for f in result.findings] == ["link-without-slide"]


def test_page_of_makes_a_link() -> None:
    deck = deck_with("link: page_of('next')", "x")
    deck.add(notes="{% slide id next %}")
    assert links_of(rendered(deck, {}).data) == [("slide", "/ppt/slides/slide2.xml")]


@pytest.mark.parametrize(
    "target",
    ["javascript:alert(1)", "file:///etc/passwd", "\\\\server\\share", "www.example.com", "vbscript:x", "data:text/html,x", "C:\\x.exe"],
)
def test_other_links_are_refused_with_a_finding(target: str) -> None:
    result = rendered(deck_with("link: x", "x"), {"x": target})
    assert links_of(result.data) == [("", "")]
    assert [f.code for f in result.findings] == ["FT112"]
    assert f"shape 'card': “{target}” is no web or mail address" in result.findings[0].message


def test_links_of_values_are_held_to_the_same_rule() -> None:
    result = rendered(deck_with("alt: x", "{{ x }}"), {"x": Rich((Span("here", url="javascript:alert(1)"),))})
    assert [f.code for f in result.findings] == ["FT112"]
    assert b"javascript" not in b"".join(data for name, data in parts(result.data).items() if "slides/" in name)


def linked_deck(text: str, address: str) -> Deck:
    deck = Deck()
    deck.add()
    box = deck.text("", name="card")
    before, run, after = (box.text_frame.paragraphs[0].add_run() for _ in range(3))
    before.text, run.text, after.text = "See ", text, " now"
    run.hyperlink.address = address
    return deck


def runs_with_links(data: bytes) -> list[tuple[str, str | None]]:
    slide = opened(data).slides[0]
    return [(r.text, r.hyperlink.address) for r in shape(slide, "card").text_frame.paragraphs[0].runs]


@pytest.mark.parametrize(
    "address",
    [
        "https://example.com/{{ a.id }}",
        "https://example.com/%7B%7B%20a.id%20%7D%7D",
        "https://example.com/%7b%7ba['id']%7d%7d",
        "http://{{ a.url }}",
        "{{ a.url }}",
    ],
)
@pytest.mark.parametrize("text", ["the page", "{{ a.name }}"])
def test_the_address_of_a_link_may_hold_tags(text: str, address: str) -> None:
    context = {"a": {"id": "7", "name": "the page", "url": "https://example.com/7"}}
    result = rendered(linked_deck(text, address), context)
    assert runs_with_links(result.data) == [("See ", None), ("the page", "https://example.com/7"), (" now", None)]
    assert b"{{" not in parts(result.data)["ppt/slides/_rels/slide1.xml.rels"]


def test_a_link_whose_address_is_empty_or_bad_becomes_plain_text() -> None:
    deck = linked_deck("{{ a }}", "{{ a }}")
    assert runs_with_links(rendered(deck, {"a": ""}).data) == [("See  now", None)]
    result = rendered(deck, {"a": "file:///x"})
    assert runs_with_links(result.data)[0][1] is None
    assert [f.code for f in result.findings] == ["FT112"]


def test_the_link_of_a_shape_may_hold_tags() -> None:
    deck = deck_with("for: m in team\ngap: 0.1in", "{{ m.name }}")
    shape(deck.slide, "card").click_action.hyperlink.address = "https://example.com/{{ m.name }}"
    assert [target for _, target in links_of(rendered(deck).data)] == [f"https://example.com/{name}" for name in ("Ann", "Bo", "Cy")]


def test_links_that_typing_made_inside_a_tag_are_dropped() -> None:
    deck = Deck()
    deck.add()
    box = deck.text("", name="card")
    for text, address in (
        ("{{ a.get(", ""),
        ("'x@y.com'", "mailto:x@y.com"),
        (") }}", ""),
        (" or ", ""),
        ("https://e.com/{{", "https://e.com/%7b%7b"),
        (" a.y }}", ""),
    ):
        run = box.text_frame.paragraphs[0].add_run()
        run.text = text
        if address:
            run.hyperlink.address = address
    result = rendered(deck, {"a": {"x@y.com": "1", "y": "2"}})
    assert [address for _, address in runs_with_links(result.data)] == [None] * len(runs_with_links(result.data))
    rels = parts(result.data)["ppt/slides/_rels/slide1.xml.rels"]
    assert b"mailto" not in rels
    assert b"e.com" not in rels


def test_a_broken_tag_in_an_address_is_named() -> None:
    assert problems(linked_deck("x", "https://example.com/{{ a. }}"), None)[0].startswith("TP102 slide 1, shape 'card'")
