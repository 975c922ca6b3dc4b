"""Traps of the parts behind slides and of the package: notes, comments, embedded files, media, properties, the zip itself."""

from __future__ import annotations

import hashlib
import io
import zipfile
from typing import Any

import pytest

from planforge.errors import TemplateError
from planforge.office import compile_template
from support.decks import Deck, opened
from support.trap_objects import comments, diagram, embed_file, film, ink, novelty, tags
from support.trap_parts import MICROSOFT, PNG, SPACES, Parts, element, name
from support.trap_results import Result, looped
from support.trap_xml import graphic, jump, picture

_ML = "application/vnd.openxmlformats-officedocument"


def unique(result: Result, kind: str, count: int) -> list[str]:
    """What each slide points to by a kind of relationship, one part each, all different."""
    found = [result.targets(number, kind) for number in range(1, count + 1)]
    assert all(len(targets) == 1 for targets in found), found
    assert len({target for targets in found for target in targets}) == count
    return [target for (target,) in found]


def test_notes_slide_is_one_for_each_slide_with_link_back_and_to_the_notes_master() -> None:
    deck = Deck()
    deck.add("no notes")
    deck.add("{{ a }}", notes="{% slide for a in xs %}\nSay {{ a }}")
    deck.add("kept", notes="as it is")
    template = Parts(deck)
    # Numbers of notes and slide parts need not match: the notes of slide 2 are number 7 here.
    old, new = "ppt/notesSlides/notesSlide1.xml", "ppt/notesSlides/notesSlide7.xml"
    template.data = {part.replace("notesSlide1.xml", "notesSlide7.xml"): data for part, data in template.data.items()}
    for part in ("[Content_Types].xml", "ppt/slides/_rels/slide2.xml.rels"):
        template.data[part] = template.data[part].replace(b"notesSlide1.xml", b"notesSlide7.xml")
    assert old not in template.data
    image = template.add("ppt/media/notes.png", PNG, "image/png", extension=True)
    rid = template.relate(new, "image", image)
    back = template.relate(new, "slide", template.slide(1))
    template.edit(new, lambda root: root.find(f".//{name('p:spTree')}").extend([element(picture(80, "p", rid, jump(back)))]))
    result = Result(template, xs=["x", "y"])
    notes = [target for number in (2, 3, 4) for target in result.targets(number, "notesSlide")]
    assert len(set(notes)) == 3
    for number, part in zip((2, 3, 4), notes, strict=True):
        links = result.parts.targets(part).values()
        assert ("slide", result.parts.slide(number)) in links
        assert [kind for kind, _ in links].count("notesMaster") == 1
        assert [target for kind, target in links if kind == "slide"] == [result.parts.slide(number)]
    assert ("image", image) in result.parts.targets(notes[0]).values()
    texts = [slide.notes_slide.notes_text_frame.text for slide in result.slides[1:]]
    assert texts == ["Say x", "Say y", "as it is"]
    assert result.targets(1, "notesSlide") == []


def test_comments_are_dropped_tags_ink_and_files_with_previews_copied_unknown_parts_copied_and_reported() -> None:
    template = Parts(looped())
    embed_file(template, 1, 70)
    ink(template, 1, 71)
    tags(template, 1)
    novelty(template, 1)
    comments(template, 1)
    result = Result(template, xs=["1", "2", "3"])
    assert not [part for part in result.parts.data if "omment" in part or "authors" in part]
    assert not list(result.slide(1).iter(name("p188:commentRel")))
    assert result.slide(1).find(name("p:extLst")) is None, "an extension that only held the comments goes with them"
    for kind in ("oleObject", "vmlDrawing", "tags", "customXml", "thing"):
        for part in unique(result, kind, 3):
            assert result.parts.data[part] == result.parts.data[result.targets(1, kind)[0]]
    for number in (1, 2, 3):
        (drawing,), (thing,) = result.targets(number, "vmlDrawing"), result.targets(number, "thing")
        assert [kind for kind, _ in result.parts.targets(drawing).values()] == ["image"], "the preview of the file"
        assert [kind for kind, _ in result.parts.targets(thing).values()] == ["heart"]
        links = result.links(number)
        files = [links[e.get(name("r:id"))][1] for e in result.slide(number).iter(name("p:oleObj"))]
        assert files == result.targets(number, "oleObject") * 2
    hearts = {target for n in (1, 2, 3) for _, target in result.parts.targets(result.targets(n, "thing")[0]).values()}
    assert len(hearts) == 3
    assert result.template_findings == [
        "TP152 slide 1: a part of the unknown kind 'thing' is copied as it is",
        "TP152 slide 1: a part of the unknown kind 'heart' is copied as it is",
        "TP153 slide 1: comments of the template are left out",
    ]


def test_smartart_is_copied_part_by_part_and_its_links_follow_or_go() -> None:
    deck = looped("target")
    deck.presentation.slides[1].notes_slide.notes_text_frame.text = "{% slide if show %}"
    template = Parts(deck)
    diagram(template, 1, 75, "fixed text")
    data = "ppt/diagrams/data1.xml"
    rid = template.relate(data, "slide", template.slide(2))
    link = element(f"<a:rPr>{jump(rid)}</a:rPr>")
    template.edit(data, lambda root: root.find(f".//{name('a:r')}").insert(0, link))
    shown, gone = Result(template, xs=["1", "2"], show=1), Result(template, xs=["1", "2"], show=0)
    for kind in ("diagramData", "diagramLayout", "diagramQuickStyle", "diagramColors", "diagramDrawing"):
        unique(shown, kind, 2)
    for part in unique(shown, "diagramData", 2):
        assert list(shown.parts.targets(part).values()) == [("slide", shown.parts.slide(3))]
    for part in unique(gone, "diagramData", 2):
        assert not gone.parts.targets(part)
        assert not list(gone.parts.tree(part).iter(name("a:hlinkClick")))


def test_extended_properties_are_left_out_together() -> None:
    """Counts and title list would have to agree with the slides; PowerPoint writes the part anew, so no result has it."""
    template = Parts(looped("b"))
    stale = (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Slides>99</Slides>'
        "<HiddenSlides>7</HiddenSlides><Notes>3</Notes><Words>{{ a }}</Words></Properties>"
    )
    template.add("docProps/app.xml", stale, f"{_ML}.extended-properties+xml")
    template.add(
        "docProps/custom.xml",
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>',
        f"{_ML}.custom-properties+xml",
    )
    template.relate("", "custom-properties", "docProps/custom.xml")
    result = Result(template, xs=["1", "2"])
    assert "docProps/app.xml" not in result.parts.data
    kinds = [kind for kind, _ in result.parts.targets("").values()]
    assert sorted(kinds) == ["core-properties", "custom-properties", "officeDocument"], "a label of the company stays"


def test_thumbnail_last_view_and_print_settings_are_removed() -> None:
    deck = looped("b")
    template = Parts(deck)
    thumbnail = template.add("docProps/thumbnail.jpeg", b"\xff\xd8 template", "image/jpeg", extension=True)
    template.relate("", "http://schemas.openxmlformats.org/package/2006/relationships/metadata/thumbnail", thumbnail)
    view = (
        '<p:viewPr lastView="outlineView" xmlns:a="{a}" xmlns:p="{p}" xmlns:r="{r}"><p:outlineViewPr><p:cViewPr><p:scale>'
        '<a:sx n="1" d="1"/><a:sy n="1" d="1"/></p:scale><p:origin x="0" y="0"/></p:cViewPr><p:sldLst><p:sld r:id="rId1"/></p:sldLst>'
        "</p:outlineViewPr></p:viewPr>"
    )
    template.data["ppt/viewProps.xml"] = view.format(**SPACES).encode()
    template.relate("ppt/viewProps.xml", "slide", template.slide(2))
    printer = template.add(
        "ppt/printerSettings/printerSettings1.bin", b"my printer", f"{_ML}.presentationml.printerSettings", extension=True
    )
    template.relate("ppt/presentation.xml", "printerSettings", printer)
    settings = (
        '<p:presentationPr xmlns:p="{p}" xmlns:a="{a}"><p:prnPr prnWhat="notes"/><p:showPr showNarration="1"><p:sldRg st="2" end="9"/>'
        '<p:penClr><a:srgbClr val="FF0000"/></p:penClr></p:showPr></p:presentationPr>'
    )
    template.data["ppt/presProps.xml"] = settings.format(**SPACES).encode()
    result = Result(template, xs=["1"])
    gone = ("thumbnail", "viewProps", "printerSettings")
    assert not [part for part in result.parts.data if any(word in part for word in gone)]
    kept = [e.tag.rpartition("}")[2] for e in result.parts.tree("ppt/presProps.xml").iter()]
    assert kept == ["presentationPr", "showPr", "penClr", "srgbClr"]


def test_macros_are_refused_and_signatures_do_not_reach_the_result() -> None:
    template = Parts(looped())
    origin = template.add(
        "_xmlsignatures/origin.sigs", b"", "application/vnd.openxmlformats-package.digital-signature-origin", extension=True
    )
    template.relate("", "http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin", origin)
    result = Result(template, xs=["1"])
    assert not [part for part in result.parts.data if "signature" in part]
    macro = template.add("ppt/vbaProject.bin", b"macro", "application/vnd.ms-office.vbaProject")
    template.relate("ppt/presentation.xml", f"{MICROSOFT}/2006/relationships/vbaProject", macro)
    with pytest.raises(TemplateError, match="macros"):
        compile_template(template.bytes())


def test_media_are_kept_once_with_extension_and_content_type_in_step() -> None:
    template = Parts(looped("b"))
    names = ["image1.png", "image2.PNG", "image7.png", "image8.bin"]
    for number, file in enumerate(names):
        extension = file.endswith(("png", "PNG"))
        template.add(f"ppt/media/{file}", PNG, "image/png", extension=extension)
        for slide in (1, 2):
            rid = template.relate(template.slide(slide), "image", f"ppt/media/{file}", absolute=number == 2)
            template.shapes(slide, picture(80 + number, file, rid))
    film(template, 1, 99)
    result = Result(template, xs=["1", "2"])
    media = {part: data for part, data in result.parts.data.items() if part.startswith("ppt/media/image")}
    assert sorted(media) == ["ppt/media/image1.png", "ppt/media/image8.bin"], "the same bytes of the same type stand once"
    assert b'PartName="/ppt/media/image8.bin" ContentType="image/png"' in result.parts.data["[Content_Types].xml"]
    for number in (1, 2):
        found = result.targets(number, "video") + result.targets(number, "media")
        assert found == ["ppt/media/media1.mp4"] * 2
        assert result.targets(number, "audio") == ["ppt/media/media2.wav"]
    hashes = [hashlib.sha256(data).hexdigest() for part, data in result.parts.data.items() if part.endswith((".png", ".mp4", ".wav"))]
    assert len(set(hashes)) == len(hashes)


def test_placeholders_keep_their_layout_and_empty_optional_ones_go() -> None:
    deck = Deck()
    deck.add("{{ a }}", notes="{% slide for a in xs %}", layout=1)
    deck.slide.placeholders[1].text_frame.text = "{{ body }}"
    template = Parts(deck)
    result = Result(template, xs=["1", "2"], body="text")
    layout = template.targets(template.slide(1))
    wanted = [target for kind, target in layout.values() if kind == "slideLayout"]
    assert [result.targets(n, "slideLayout") for n in (1, 2)] == [wanted, wanted]
    for slide in result.slides:
        body = slide.placeholders[1]
        assert body.text_frame.text == "text"
        assert (body.left, body.top, body.width) == (
            deck.slide.placeholders[1].left,
            deck.slide.placeholders[1].top,
            deck.slide.placeholders[1].width,
        )
        assert body._element.spPr.xfrm is None, "position and size still come from the layout"
    empty = Result(template, xs=["1"], body="")
    assert [p.placeholder_format.type for p in empty.slides[0].placeholders] == [deck.slide.shapes.title.placeholder_format.type]


def test_zip_has_fixed_time_order_and_compression_and_no_clock() -> None:
    deck = looped("b")
    deck.slide = deck.presentation.slides[0]
    deck.chart()
    template = Parts(deck)
    orders: list[Any] = [None, lambda part: part[::-1], lambda part: (part == "[Content_Types].xml", part)]
    results = {Result(template.bytes(order), xs=["1", "2"]).data for order in orders}
    assert len(results) == 1, "the order of the template's members does not matter"
    data = results.pop()
    compiled = compile_template(template.bytes())
    assert [compiled.render({"xs": ["1", "2"]}).data for _ in range(2)] == [data, data]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        infos = archive.infolist()
        assert infos[0].filename == "[Content_Types].xml"
        assert [info.filename for info in infos[1:]] == sorted(info.filename for info in infos[1:])
        assert {info.date_time for info in infos} == {(1980, 1, 1, 0, 0, 0)}
        stored = {info.filename for info in infos if info.compress_type == zipfile.ZIP_STORED}
        assert all(part.endswith((".xlsx", ".png", ".jpg", ".jpeg", ".gif", ".mp4")) for part in stored)
    properties = opened(data).core_properties
    assert (properties.created.year, properties.modified.year) == (1980, 1980)


def test_targets_may_be_absolute_or_relative() -> None:
    template = Parts(looped())
    for part in [part for part in template.data if part.endswith(".rels")]:
        source = part.replace("_rels/", "").removesuffix(".rels")
        found = template.targets(source)

        def change(root: Any, found: dict[str, tuple[str, str]] = found) -> None:
            for link in root:
                if link.get("TargetMode") != "External":
                    link.set("Target", f"/{found[link.get('Id')][1]}")

        template.edit(part, change)
    absolute, relative = Result(template, xs=["1", "2"]).parts, Result(looped(), xs=["1", "2"]).parts
    assert {part for part in absolute.data if absolute.data[part] != relative.data.get(part) and not part.endswith(".rels")} == set()
    for part in relative.data:
        assert absolute.targets(part) == relative.targets(part)


def test_a_part_that_two_slides_share_by_mistake_is_given_to_each() -> None:
    deck = Deck()
    deck.add("a")
    deck.chart()
    deck.add("b")
    template = Parts(deck)
    chart = template.targets(template.slide(1))
    target = next(t for kind, t in chart.values() if kind == "chart")
    rid = template.relate(template.slide(2), "chart", target)
    template.shapes(2, graphic(9, "c", SPACES["c"], f'<c:chart r:id="{rid}"/>'))
    unique(Result(template), "chart", 2)


def test_a_template_without_slides_or_of_another_kind_is_refused_in_a_sentence() -> None:
    template = Parts(looped())
    template.edit("ppt/presentation.xml", lambda root: root.find(name("p:sldIdLst")).clear())
    with pytest.raises(TemplateError, match="no slides"):
        compile_template(template.bytes())
