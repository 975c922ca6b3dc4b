"""Traps of slides as a whole: relationship ids, ids of slides and shapes, sections, shows, zooms and links, animations."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from pptx.enum.shapes import MSO_SHAPE_TYPE

from support.decks import Deck, names, opened, parts, shape
from support.trap_parts import PNG, Parts, element, links_of, name
from support.trap_results import Result, looped
from support.trap_xml import (
    BOX,
    CREATION_URI,
    SECTIONS_URI,
    Timing,
    jump,
    picture,
    section_zoom,
    shape_creation,
    slide_zoom,
    zoom,
    zoom_properties,
)
from support.trap_xml import shape as shape_xml

GUID = "{0A1B2C3D-0000-4000-8000-00000000000%d}"


def test_relationship_ids_are_kept_or_fresh_by_attribute_and_name_space() -> None:
    deck = looped()
    deck.slide = deck.presentation.slides[0]
    deck.text("rId2 stays, {{ a }}: rId20", name="rId2")
    template = Parts(deck)
    slide = template.slide(1)
    one = template.relate(slide, "image", template.add("ppt/media/image1.png", PNG, "image/png", extension=True), ident="rId20")
    template.relate(slide, "hyperlink", "https://example.org/rId20", external=True, ident="rId200")
    template.relate(slide, "hyperlink", "https://example.org/word", external=True, ident="anchor")
    click = '<a:hlinkClick r:id="rId200" tooltip="rId2"/>'
    template.shapes(1, picture(50, "p", one, click), shape_xml(51, "s", "x", '<a:hlinkClick r:id="anchor"/>'))
    template.edit(slide, lambda root: root.find(f".//{name('p:pic')}//{name('a:blip')}").attrib.update({"rId": "no reference"}))
    template.edit(slide, lambda root: root.find(f".//{name('p:pic')}//{name('a:blip')}").attrib.pop("rId"))
    result = Result(template, xs=["1", "2", "3"])
    for number in (1, 2, 3):
        links = result.links(number)
        root = result.slide(number)
        blip = root.find(f".//{name('p:pic')}//{name('a:blip')}")
        assert links[blip.get(name("r:embed"))] == ("image", "ppt/media/image1.png")
        clicks = [links[e.get(name("r:id"))] for e in root.iter(name("a:hlinkClick"))]
        assert clicks == [("hyperlink", "https://example.org/rId20"), ("hyperlink", "https://example.org/word")]
        assert shape(opened(result.data).slides[number - 1], "rId2").text_frame.text == f"rId2 stays, {number}: rId20"


def test_slide_id_is_unique_in_range_and_kept_for_kept_slides() -> None:
    deck = looped("b", "c")
    template = Parts(deck)
    template.edit(
        "ppt/presentation.xml", lambda root: [e.set("id", i) for e, i in zip(_slide_list(root), ("300", "256", "2147483647"), strict=True)]
    )
    result = Result(template, xs=["1", "2", "3"])
    assert result.slide_ids == [300, 301, 302, 256, 2147483647]


def _slide_list(root: Any) -> Any:
    return root.find(name("p:sldIdLst"))


def test_creation_ids_on_slides_and_shapes_are_made_anew_on_copies_the_same_every_time() -> None:
    template = Parts(looped())
    extension = f'<p:extLst><p:ext uri="{CREATION_URI}"><p14:creationId val="4001"/></p:ext></p:extLst>'
    template.edit(template.slide(1), lambda root: root.find(name("p:cSld")).append(element(extension)))
    template.shapes(1, shape_xml(60, "s", "x", shape_creation(GUID % 1)))
    rid = template.relate(template.slide(1), "image", template.add("ppt/media/i.png", PNG, "image/png", extension=True))
    both = zoom(61, "z", "pslz", "<pslz:sldZm/>", picture(61, "z", rid, shape_creation(GUID % 2)))
    choice = both.replace('name="z"/>', f'name="z">{shape_creation(GUID % 2)}</p:cNvPr>', 1)
    template.shapes(1, choice)
    result = Result(template, xs=["1", "2", "3"])
    slides = [next(result.slide(n).iter(name("p14:creationId"))).get("val") for n in (1, 2, 3)]
    shapes = [[e.get("id") for e in result.slide(n).iter(name("a16:creationId"))] for n in (1, 2, 3)]
    assert slides[0] == "4001"
    assert len(set(slides)) == 3
    assert all(0 < int(value) < 2**32 for value in slides)
    assert shapes[0] == [GUID % 1, GUID % 2, GUID % 2]
    assert [ids[1] == ids[2] for ids in shapes] == [True] * 3, "an object and its fallback are one object"
    assert len({ids[0] for ids in shapes}) == len({ids[1] for ids in shapes}) == 3
    assert Result(template, xs=["1", "2", "3"]).data == result.data


def test_shape_ids_are_unique_and_animations_and_connectors_follow() -> None:
    deck = Deck()
    deck.add("T")
    for key in ("a", "b", "c"):
        deck.rectangle(key, key, alt=f"pf\nif: {key}")
    ids = {s.name: s.shape_id for s in deck.slide.shapes}
    connector = deck.slide.shapes.add_connector(1, 0, 0, 914400, 914400)
    connector.begin_connect(shape(deck.slide, "a"), 3)
    connector.end_connect(shape(deck.slide, "b"), 1)
    template = Parts(deck)
    timing = Timing()
    timing.click(ids["a"], ids["b"])
    timing.click(ids["a"])
    timing.trigger(ids["c"], ids["b"])
    timing.trigger(ids["b"], ids["a"])
    timing.video(ids["c"])
    template.after(1, timing.xml)

    everything = Result(template, a=1, b=1, c=1)
    assert set(everything.spids(1)) == {str(ids[key]) for key in "abc"}
    assert len(list(everything.slide(1).iter(name("a:stCxn"), name("a:endCxn")))) == 2

    without_a = Result(template, a=0, b=1, c=1)
    root = without_a.slide(1)
    assert set(without_a.spids(1)) == {str(ids["b"]), str(ids["c"])}
    assert [e.tag for e in root.iter(name("a:stCxn"), name("a:endCxn"))] == [name("a:endCxn")]
    main = next(e for e in root.iter(name("p:cTn")) if e.get("nodeType") == "mainSeq")
    assert len(main.find(name("p:childTnLst"))) == 1, "a click without effects is gone"
    assert [e.get("nodeType") for e in main.iter(name("p:cTn")) if e.get("presetID")] == ["clickEffect"]
    assert len([e for e in root.iter(name("p:cTn")) if e.get("nodeType") == "interactiveSeq"]) == 1

    without_c = Result(template, a=1, b=1, c=0)
    triggers = [e for e in without_c.slide(1).iter(name("p:cTn")) if e.get("nodeType") == "interactiveSeq"]
    assert len(triggers) == 1, "a sequence whose button is gone is gone"
    assert next(without_c.slide(1).iter(name("p:video")), None) is None

    nothing = Result(template, a=0, b=0, c=0)
    assert next(nothing.slide(1).iter(name("p:timing")), None) is None
    for result in (everything, without_a, without_c):
        numbers = [e.get("id") for e in result.slide(1).iter(name("p:cTn"))]
        assert len(numbers) == len(set(numbers))
        assert all(len(e) for e in result.slide(1).iter(name("p:childTnLst"), name("p:bldLst"), name("p:stCondLst")))


def test_animations_of_a_repeated_shape_play_for_each_copy() -> None:
    deck = Deck()
    deck.add("T")
    deck.rectangle("{{ m }}", "member", box=(1, 2, 1, 1), alt="pf\nfor: m in team\ngap: 0.2cm")
    deck.rectangle("last", "last", box=(1, 5, 1, 1))
    ids = {s.name: s.shape_id for s in deck.slide.shapes}
    template = Parts(deck)
    timing = Timing()
    timing.click(ids["member"])
    timing.click(ids["last"])
    template.after(1, timing.xml)
    result = Result(template, team=["x", "y", "z"])
    members = [s.shape_id for s in opened(result.data).slides[0].shapes if s.name.startswith("member")]
    assert len(set(members)) == 3
    effects = [e for e in result.slide(1).iter(name("p:cTn")) if e.get("presetID")]
    targets = [next(e.iter(name("p:spTgt"))).get("spid") for e in effects]
    assert targets == [*map(str, members), str(ids["last"])]
    assert [e.get("nodeType") for e in effects] == ["clickEffect", "withEffect", "withEffect", "clickEffect"]
    assert sorted(e.get("spid") for e in result.slide(1).iter(name("p:bldP"))) == sorted([*map(str, members), str(ids["last"])])
    numbers = [e.get("id") for e in result.slide(1).iter(name("p:cTn"))]
    assert len(numbers) == len(set(numbers))
    assert next(Result(template, team=[]).slide(1).iter(name("p:timing")), None) is not None


PARAGRAPH = '<p:spTgt spid="{0}"><p:txEl><p:pRg st="{1}" end="{1}"/></p:txEl></p:spTgt>'


def test_animations_by_paragraph_follow_bullets_that_repeat() -> None:
    deck = Deck()
    deck.add("T")
    box = deck.text("first\n{% bullet for x in xs %}{{ x }}\nlast", name="list", box=(1, 2, 5, 3))
    template = Parts(deck)
    timing = Timing()
    for number in range(3):
        timing.click(box.shape_id)
        plain = f'<p:spTgt spid="{box.shape_id}"/>'
        timing.clicks[number] = timing.clicks[number].replace(plain, PARAGRAPH.format(box.shape_id, number))
    timing.builds = [f'<p:bldP spid="{box.shape_id}" grpId="0" build="p"/>']
    template.after(1, timing.xml)

    def ranges(count: int) -> list[tuple[str, str]]:
        found = Result(template, xs=list("abcdefgh")[:count]).slide(1)
        effects = [e for e in found.iter(name("p:cTn")) if e.get("presetID")]
        parts = [{(p.get("st"), p.get("end")) for p in e.iter(name("p:pRg"))} for e in effects]
        assert all(len(part) == 1 for part in parts)
        return [part.pop() for part in parts]

    assert ranges(1) == [("0", "0"), ("1", "1"), ("2", "2")]
    assert ranges(0) == [("0", "0"), ("1", "1")]
    assert ranges(4) == [("0", "0"), ("1", "1"), ("2", "5")]


@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_whatever_is_animated_and_left_out_no_animation_dangles(data: st.DataObject) -> None:
    deck = Deck()
    deck.add("T")
    keys = "abcd"
    for key in keys:
        deck.rectangle(key, key, box=(1, 2, 1, 1), alt=f"pf\nif: {key}" if key != "d" else "pf\nfor: x in d\ngap: 1mm")
    ids = [s.shape_id for s in deck.slide.shapes if s.name in keys]
    template, timing, some = Parts(deck), Timing(), st.sampled_from(ids)
    for spids in data.draw(st.lists(st.lists(some, min_size=1, max_size=4), min_size=1, max_size=4)):
        timing.click(*spids)
    for button, spid in data.draw(st.lists(st.tuples(some, some), max_size=3)):
        timing.trigger(button, spid)
    for spid in data.draw(st.lists(some, max_size=2)):
        timing.video(spid)
    template.after(1, timing.xml)
    shown = {key: data.draw(st.booleans()) for key in "abc"}
    result = Result(template, **shown, d=["x"] * data.draw(st.integers(0, 3)))
    root = result.slide(1)
    present = {e.get("id") for e in root.iter(name("p:cNvPr"))}
    assert set(result.spids(1)) <= present
    numbers = [e.get("id") for e in root.iter(name("p:cTn"))]
    assert len(numbers) == len(set(numbers))
    holders = [name(f"p:{tag}") for tag in ("childTnLst", "bldLst", "stCondLst", "nextCondLst", "tnLst")]
    assert all(len(e) for e in root.iter(*holders))
    animated = {e.get("spid") for e in root.iter(name("p:spTgt"))}
    wanted = present & _spids(timing.xml)
    assert wanted <= animated | _only_triggered(timing, present), "what is still there keeps its animation"


def _spids(xml: str) -> set[str]:
    return {e.get("spid") for e in element(xml).iter(name("p:spTgt"))}


def _only_triggered(timing: Timing, present: set[str]) -> set[str]:
    """Shapes that stand in such sequences only whose button is gone, or whose button has nothing left to start."""
    free = set().union(*(_spids(xml) for xml in (*timing.clicks, *timing.media))) if timing.clicks or timing.media else set()
    gone = [xml for xml in timing.triggers if _button(xml) not in present or not _spids(xml) & present - {_button(xml)}]
    return set().union(*(_spids(xml) for xml in gone)) - free if gone else set()


def _button(xml: str) -> str:
    return str(next(element(xml).iter(name("p:cond"))).find(f".//{name('p:spTgt')}").get("spid"))


def test_animations_of_a_component_frame_move_to_its_drawing() -> None:
    deck = Deck()
    deck.add("T")
    frame = deck.rectangle("", "frame", alt="pf\ncomponent: dots(n)")
    template = Parts(deck)
    timing = Timing()
    timing.click(frame.shape_id)
    template.after(1, timing.xml)
    result = Result(template, visuals={"dots": dots}, n=2)
    group = shape(result.slides[0], "frame")
    assert group.shape_type == MSO_SHAPE_TYPE.GROUP
    assert set(result.spids(1)) == {str(group.shape_id)}
    assert [e.get("nodeType") for e in result.slide(1).iter(name("p:cTn")) if e.get("presetID")] == ["clickEffect"]
    assert Result(template, visuals={"dots": dots}, n=0).spids(1) == [], "nothing is drawn and nothing moves"


def dots(canvas: Any, frame: Any, count: int) -> str:
    """A drawing of so many squares."""
    for number in range(count):
        canvas.box(number, 0, 0.5, 0.5, fill="good")
    return f"{count} dots"


def with_sections(template: Parts, *groups: tuple[str, list[int]], prefix: str = "p14") -> None:
    """A section list, with a prefix of its own."""
    listed = "".join(
        f'<p14:section name="{label}" id="{GUID % n}"><p14:sldIdLst>'
        + "".join(f'<p14:sldId id="{i}"/>' for i in ids)
        + "</p14:sldIdLst></p14:section>"
        for n, (label, ids) in enumerate(groups, 1)
    )
    xml = f'<p:ext uri="{SECTIONS_URI}"><p14:sectionLst>{listed}</p14:sectionLst></p:ext>'
    made = element(xml)
    if prefix != "p14":
        from lxml import etree

        text = etree.tostring(made).decode().replace("p14:", f"{prefix}:").replace("xmlns:p14", f"xmlns:{prefix}")
        made = etree.fromstring(text)

    def change(root: Any) -> None:
        holder = root.find(name("p:extLst"))
        if holder is None:
            holder = element("<p:extLst/>")
            root.append(holder)
        holder.append(made)

    template.edit("ppt/presentation.xml", change)


def sections_of(result: Result) -> list[tuple[str, list[int]]]:
    found = result.presentation.iter(name("p14:section"))
    return [(s.get("name"), [int(e.get("id")) for e in s.iter(name("p14:sldId"))]) for s in found]


def test_sections_list_drops_removed_ids_and_takes_in_copies() -> None:
    deck = looped("{{ 'gone' }}", "end")
    deck.presentation.slides[1].notes_slide.notes_text_frame.text = "{% slide if 0 %}"
    for prefix in ("p14", "x"):
        template = Parts(deck)
        ids = [int(e.get("id")) for e in _slide_list(template.tree("ppt/presentation.xml"))]
        with_sections(template, ("First &amp; more", ids[:1]), ("Gone", ids[1:2]), ("End", ids[2:]), prefix=prefix)
        result = Result(template, xs=["1", "2"])
        new = result.slide_ids
        assert sections_of(result) == [("First & more", new[:2]), ("End", new[2:])]
        listed = [i for _, members in sections_of(result) for i in members]
        assert listed == new, "sections hold every slide once, in the order of the deck"


def test_sections_of_slides_that_repeat_together_stay_in_the_order_of_the_deck() -> None:
    deck = Deck()
    deck.add("{{ a }} 1", notes="{% slide for a in xs %}")
    deck.add("{{ a }} 2", notes="{% slide endfor %}")
    template = Parts(deck)
    with_sections(template, ("One", [256]), ("Two", [257]))
    result = Result(template, xs=["x", "y"])
    new = result.slide_ids
    assert sections_of(result) == [("One", [new[0]]), ("Two", [new[1]]), ("One", [new[2]]), ("Two", [new[3]])]
    ids = [s.get("id") for s in result.presentation.iter(name("p14:section"))]
    assert ids[:2] == [GUID % 1, GUID % 2]
    assert len(set(ids)) == 4


def with_shows(template: Parts, *shows: tuple[str, list[str]]) -> None:
    listed = "".join(
        f'<p:custShow name="{label}" id="{n}"><p:sldLst>' + "".join(f'<p:sld r:id="{rid}"/>' for rid in rids) + "</p:sldLst></p:custShow>"
        for n, (label, rids) in enumerate(shows)
    )

    def change(root: Any) -> None:
        root.find(name("p:notesSz")).addnext(element(f"<p:custShowLst>{listed}</p:custShowLst>"))

    template.edit("ppt/presentation.xml", change)


def test_custom_shows_slide_links_zooms_and_actions_lead_to_the_copy_of_their_round_or_go_with_a_finding() -> None:
    deck = Deck()
    deck.add("Agenda")
    deck.add("{{ a.name }} 1", notes="{% slide for a in xs %}")
    deck.add("{{ a.name }} 2", notes="{% slide if a.on %}")
    deck.add("{{ a.name }} 3", notes="{% slide endfor %}")
    deck.add("never", notes="{% slide if 0 %}")
    template = Parts(deck)
    creation = f'<p:extLst><p:ext uri="{CREATION_URI}"><p14:creationId val="77"/></p:ext></p:extLst>'
    template.edit(template.slide(3), lambda root: root.find(name("p:cSld")).append(element(creation)))
    image = template.add("ppt/media/zoom.png", PNG, "image/png", extension=True)
    ids = [int(e.get("id")) for e in _slide_list(template.tree("ppt/presentation.xml"))]
    with_sections(template, ("Agenda", ids[:1]), ("Accounts", ids[1:4]), ("Never", ids[4:]))
    for source, wanted in ((1, 2), (2, 3), (4, 3), (4, 2), (4, 1), (1, 5)):
        slide = template.slide(source)
        to, look = template.relate(slide, "slide", template.slide(wanted)), template.relate(slide, "image", image)
        base = 100 + 10 * wanted
        template.shapes(
            source,
            shape_xml(base, f"to {wanted}", "go", jump(to)),
            shape_xml(base + 1, f"over {wanted}", "go", jump(to).replace("hlinkClick", "hlinkHover")),
            slide_zoom(base + 2, f"zoom {wanted}", ids[wanted - 1], "77" if wanted == 3 else "0", look, to),
        )
    rels = template.targets("ppt/presentation.xml")
    rid = {target: ident for ident, (_, target) in rels.items()}
    with_shows(template, ("Short", [rid[template.slide(1)], rid[template.slide(3)]]), ("Lost", [rid[template.slide(5)]]))
    template.shapes(
        1,
        *(
            shape_xml(200 + n, f"show {n}", "x", f'<a:hlinkClick r:id="" action="ppaction://customshow?id={n}&amp;return=true"/>')
            for n in (0, 1)
        ),
    )
    xs = [{"name": "A", "on": 1}, {"name": "B", "on": 0}, {"name": "C", "on": 1}]
    result = Result(template, xs=xs)
    titles = [slide.shapes.title.text_frame.text for slide in opened(result.data).slides]
    assert titles == ["Agenda", "A 1", "A 2", "A 3", "B 1", "B 3", "C 1", "C 2", "C 3"]
    by_id = dict(zip(result.slide_ids, titles, strict=True))
    creations = {}
    for number, title in enumerate(titles, 1):
        creations[title] = [e.get("val") for e in result.slide(number).iter(name("p14:creationId"))]
    for number, title in enumerate(titles, 1):
        root, links = result.slide(number), result.links(number)
        wanted = {
            "Agenda": ["A 1"],
            **{f"{x} 1": [f"{x} 2"] for x in "AC"},
            "B 1": [],
            **{f"{x} 3": [f"{x} 2", f"{x} 1", "Agenda"] for x in "AC"},
            "B 3": ["B 1", "Agenda"],
        }.get(title, [])
        for tag in ("a:hlinkClick", "a:hlinkHover"):
            jumps = [e for e in root.iter(name(tag)) if e.get("action") == "ppaction://hlinksldjump" and not _in_fallback(e)]
            assert [titles[int(links[e.get(name("r:id"))][1].removesuffix(".xml").rpartition("slide")[2]) - 1] for e in jumps] == wanted
        zooms = list(root.iter(name("pslz:sldZmObj")))
        assert [by_id[int(e.get("sldId"))] for e in zooms] == wanted
        assert [[e.get("cId")] for e in zooms] == [creations[t] or ["0"] for t in wanted]
        assert len(list(root.iter(name("mc:AlternateContent")))) == len(zooms), "a zoom goes with its fallback"
    shows = [(s.get("name"), [e.get(name("r:id")) for e in s.iter(name("p:sld"))]) for s in result.presentation.iter(name("p:custShow"))]
    rels = result.parts.targets("ppt/presentation.xml")
    assert [(label, [rels[i][1] for i in found]) for label, found in shows] == [
        ("Short", [result.parts.slide(n) for n in (1, 3, 8)]),
    ]
    actions = [e.get("action") for e in result.slide(1).iter(name("a:hlinkClick")) if "customshow" in (e.get("action") or "")]
    assert actions == ["ppaction://customshow?id=0&return=true"]
    assert [f.message.split(":")[0] for f in result.rendered.findings if f.code == "TP151"] == [
        "The custom show 'Lost' has no slide in this result and was left out.",
        "Slide 1",
        "Slide 5",
        "Slide 6",
    ]


def _in_fallback(item: Any) -> bool:
    return next(item.iterancestors(name("mc:Fallback")), None) is not None


def test_section_and_summary_zooms_go_when_their_section_is_gone() -> None:
    deck = Deck()
    deck.add("start")
    deck.add("kept")
    deck.add("gone", notes="{% slide if show %}")
    template = Parts(deck)
    with_sections(template, ("S", [256]), ("Kept", [257]), ("Gone", [258]))
    slide = template.slide(1)
    look = template.relate(slide, "image", template.add("ppt/media/zoom.png", PNG, "image/png", extension=True))
    to = [template.relate(slide, "slide", template.slide(n)) for n in (2, 3)]
    tiles = "".join(
        f'<psuz:summaryZmObj sectionId="{GUID % n}">{zoom_properties("psuz", look, GUID % (n + 5))}</psuz:summaryZmObj>' for n in (2, 3)
    )
    group = f'<p:nvGrpSpPr><p:cNvPr id="92" name="sum"/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr>{BOX}</p:grpSpPr>'.replace(
        "</a:xfrm>", '<a:chOff x="0" y="0"/><a:chExt cx="1" cy="1"/></a:xfrm>'
    )
    pictures = "".join(picture(93 + n, f"tile {n}", look, jump(to[n])) for n in (0, 1))
    template.shapes(
        1,
        section_zoom(90, "k", GUID % 2, look, to[0]),
        section_zoom(91, "g", GUID % 3, look, to[1]),
        zoom(92, "sum", "psuz", f"<psuz:summaryZm>{tiles}<psuz:gridLayout/></psuz:summaryZm>", f"<p:grpSp>{group}{pictures}</p:grpSp>"),
    )
    full, less = Result(template, show=1), Result(template, show=0)
    assert len(list(full.slide(1).iter(name("psez:sectionZmObj")))) == 2
    assert [e.get("sectionId") for e in less.slide(1).iter(name("psez:sectionZmObj"))] == [GUID % 2]
    assert [e.get("sectionId") for e in less.slide(1).iter(name("psuz:summaryZmObj"))] == [GUID % 2]
    tiles_left = [e.get("name") for e in less.slide(1).iter(name("p:cNvPr")) if e.get("name").startswith("tile")]
    assert tiles_left == ["tile 0"]
    assert less.codes == ["TP151"]


def test_links_of_layouts_to_slides_lead_to_the_first_copy_or_go() -> None:
    deck = Deck()
    deck.add("{{ a }}", notes="{% slide for a in xs %}")
    deck.add("end")
    template = Parts(deck)
    layout = next(t for k, t in template.targets(template.slide(1)).values() if k == "slideLayout")
    rid = template.relate(layout, "slide", template.slide(1))
    template.edit(layout, lambda root: root.find(f".//{name('p:spTree')}").append(element(shape_xml(900, "home", "x", jump(rid)))))
    shown, gone = Result(template, xs=["1", "2"]), Result(template, xs=[])
    assert shown.parts.targets(layout)[rid] == ("slide", "ppt/slides/slide1.xml")
    assert rid not in gone.parts.targets(layout)
    assert not list(gone.parts.tree(layout).iter(name("a:hlinkClick")))


def test_alternatives_go_as_a_whole_when_their_object_is_left_out() -> None:
    deck = Deck()
    deck.add("T")
    template = Parts(deck)
    look = template.relate(template.slide(1), "image", template.add("ppt/media/i.png", PNG, "image/png", extension=True))
    xml = zoom(70, "eq", "pslz", "<pslz:sldZm/>", picture(70, "eq", look)).replace('name="eq"/>', 'name="eq" descr="pf&#10;if: show"/>', 1)
    template.shapes(1, xml)
    assert len(list(Result(template, show=1).slide(1).iter(name("mc:AlternateContent")))) == 1
    assert not list(Result(template, show=0).slide(1).iter(name("mc:AlternateContent")))
    assert names(opened(Result(template, show=0).data).slides[0]) == ["Title 1"]


def test_unused_parts_are_never_written() -> None:
    deck = looped("b")
    template = Parts(deck)
    template.add("ppt/media/orphan.png", PNG, "image/png", extension=True)
    template.add(
        "ppt/slides/slide9.xml", template.data[template.slide(1)], "application/vnd.openxmlformats-officedocument.presentationml.slide+xml"
    )
    result = Result(template, xs=[])
    assert "ppt/media/orphan.png" not in result.parts.data
    assert [part for part in result.parts.data if part.startswith("ppt/slides/slide")] == ["ppt/slides/slide1.xml"]
    assert links_of(parts(result.data), "ppt/slides/slide1.xml")
