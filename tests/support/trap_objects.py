"""Objects with parts of their own, as PowerPoint stores them: embedded files with previews, ink, diagrams, films, tags, comments."""

from __future__ import annotations

from typing import Any

from support.trap_parts import MICROSOFT, PNG, SPACES, Parts, element, name
from support.trap_xml import COMMENT_URI, graphic, picture

_A, _P, _R = (f'xmlns:{key}="{SPACES[key]}"' for key in ("a", "p", "r"))
_ML = "application/vnd.openxmlformats-officedocument"
VML = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">'
    '<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout>'
    '<v:shape id="_x0000_s1026" type="#_x0000_t75" style="position:absolute"><v:imagedata o:relid="rId1" o:title=""/></v:shape></xml>'
)


def embed_file(template: Parts, number: int, ident: int) -> None:
    """An embedded file that is shown as a picture: the file, its VML preview for old programs, and the picture of both."""
    slide = template.slide(number)
    image = template.add("ppt/media/image9.emf", b"\1\0\0\0 preview", "image/x-emf", extension=True)
    drawing = template.add("ppt/drawings/vmlDrawing1.vml", VML, f"{_ML}.vmlDrawing", extension=True)
    template.relate(drawing, "image", image)
    file = template.add("ppt/embeddings/oleObject1.bin", b"\xd0\xcf\x11\xe0 file", f"{_ML}.oleObject", extension=True)
    template.relate(slide, "vmlDrawing", drawing)
    rid, look = template.relate(slide, "oleObject", file), template.relate(slide, "image", image)
    inner = (
        '<mc:AlternateContent><mc:Choice Requires="v"><p:oleObj spid="_x0000_s1026" name="Packager Shell Object" showAsIcon="1" '
        f'r:id="{rid}" imgW="914400" imgH="914400" progId="Package"><p:embed/></p:oleObj></mc:Choice><mc:Fallback>'
        f'<p:oleObj name="Packager Shell Object" showAsIcon="1" r:id="{rid}" imgW="914400" imgH="914400" progId="Package"><p:embed/>'
        f"{picture(0, '', look)}</p:oleObj></mc:Fallback></mc:AlternateContent>"
    ).replace("<mc:Choice", '<mc:Choice xmlns:v="urn:schemas-microsoft-com:vml"')
    template.shapes(number, graphic(ident, "file", "http://schemas.openxmlformats.org/presentationml/2006/ole", inner))


def ink(template: Parts, number: int, ident: int) -> None:
    """Handwriting: a content part, and a picture for programs that do not know it."""
    slide = template.slide(number)
    strokes = '<inkml:ink xmlns:inkml="http://www.w3.org/2003/InkML"><inkml:trace>1 1, 2 2</inkml:trace></inkml:ink>'
    rid = template.relate(slide, "customXml", template.add("ppt/ink/ink1.xml", strokes, "application/inkml+xml"))
    look = template.relate(slide, "image", template.add("ppt/media/ink.png", PNG, "image/png", extension=True))
    template.shapes(
        number,
        f'<mc:AlternateContent><mc:Choice Requires="p14"><p:contentPart p14:bwMode="auto" r:id="{rid}"><p14:nvContentPartPr>'
        f'<p14:cNvPr id="{ident}" name="Ink"/><p14:cNvContentPartPr/><p14:nvPr/></p14:nvContentPartPr><p14:xfrm>'
        '<a:off x="1" y="1"/><a:ext cx="9525" cy="9525"/></p14:xfrm></p:contentPart></mc:Choice>'
        f"<mc:Fallback>{picture(ident, 'Ink', look)}</mc:Fallback></mc:AlternateContent>",
    )


def tags(template: Parts, number: int) -> None:
    """Tags that an add-in keeps with a slide."""
    slide = template.slide(number)
    part = template.add(
        "ppt/tags/tag1.xml", f'<p:tagLst {_P}><p:tag name="KIND" val="agenda"/></p:tagLst>', f"{_ML}.presentationml.tags+xml"
    )
    rid = template.relate(slide, "tags", part)

    def change(root: Any) -> None:
        tree = root.find(f".//{name('p:spTree')}")
        tree.addnext(element(f'<p:custDataLst><p:tags r:id="{rid}"/></p:custDataLst>'))

    template.edit(slide, change)


def comments(template: Parts, number: int) -> None:
    """A remark in the old form and a thread in the new one, with their authors."""
    slide = template.slide(number)
    remark = '<p:cm authorId="0" dt="2024-01-01T00:00:00.000" idx="1"><p:pos x="1" y="1"/><p:text>old remark</p:text></p:cm>'
    old = f"<p:cmLst {_P}>{remark}</p:cmLst>"
    authors = f'<p:cmAuthorLst {_P}><p:cmAuthor id="0" name="A" initials="A" lastIdx="1" clrIdx="0"/></p:cmAuthorLst>'
    template.relate(slide, "comments", template.add("ppt/comments/comment1.xml", old, f"{_ML}.presentationml.comments+xml"))
    part = template.add("ppt/commentAuthors.xml", authors, f"{_ML}.presentationml.commentAuthors+xml")
    template.relate("ppt/presentation.xml", "commentAuthors", part)
    new = f'<p188:cmLst xmlns:p188="{SPACES["p188"]}"/>'
    thread = template.add("ppt/comments/modernComment_100_0.xml", new, "application/vnd.ms-powerpoint.comments+xml")
    rid = template.relate(slide, f"{MICROSOFT}/2018/10/relationships/comments", thread)
    people = template.add(
        "ppt/authors.xml", f'<p188:authorLst xmlns:p188="{SPACES["p188"]}"/>', "application/vnd.ms-powerpoint.authors+xml"
    )
    template.relate("ppt/presentation.xml", f"{MICROSOFT}/2018/10/relationships/authors", people)
    template.after(number, f'<p:extLst><p:ext uri="{COMMENT_URI}"><p188:commentRel r:id="{rid}"/></p:ext></p:extLst>')


def film(template: Parts, number: int, ident: int) -> None:
    """A film and a sound: the same file by two relationships, and a picture."""
    slide = template.slide(number)
    video = template.add("ppt/media/media1.mp4", b"film", "video/mp4", extension=True)
    look = template.relate(slide, "image", template.add("ppt/media/poster.png", PNG, "image/png", extension=True))
    link, media = template.relate(slide, "video", video), template.relate(slide, f"{MICROSOFT}/2007/relationships/media", video)
    sound = template.relate(slide, "audio", template.add("ppt/media/media2.wav", b"RIFF", "audio/x-wav", extension=True))
    extension = f'<p:extLst><p:ext uri="{{DAA4B4D4-6D71-4841-9C94-3DE7FCFB9230}}"><p14:media r:embed="{media}"/></p:ext></p:extLst>'
    made = picture(
        ident, "film", look, f'<a:hlinkClick r:id="" action="ppaction://media"><a:snd r:embed="{sound}" name="s"/></a:hlinkClick>'
    )
    template.shapes(number, made.replace("<p:nvPr/>", f'<p:nvPr><a:videoFile r:link="{link}"/>{extension}</p:nvPr>'))


def diagram(template: Parts, number: int, ident: int, text: str) -> None:
    """SmartArt: its data, layout, style and colours, and the drawing in which the text stands once more."""
    slide = template.slide(number)
    kind = "application/vnd.openxmlformats-officedocument.drawingml.diagram"
    dgm = f'xmlns:dgm="{SPACES["dgm"]}" {_A} {_R}'
    body = f"<a:bodyPr/><a:lstStyle/><a:p><a:r><a:t>{text}</a:t></a:r></a:p>"
    data = (
        f'<dgm:dataModel {dgm}><dgm:ptLst><dgm:pt modelId="1"><dgm:prSet/><dgm:spPr/><dgm:t>{body}</dgm:t></dgm:pt></dgm:ptLst>'
        "<dgm:cxnLst/><dgm:bg/><dgm:whole/></dgm:dataModel>"
    )
    dsp = f'xmlns:dsp="http://schemas.microsoft.com/office/drawing/2008/diagram" {_A}'
    drawing = f"<dsp:drawing {dsp}><dsp:spTree><dsp:t>{body}</dsp:t></dsp:spTree></dsp:drawing>"
    rids = {}
    for key, xml, file, relation in (
        ("dm", data, "data", "diagramData"),
        ("lo", f"<dgm:layoutDef {dgm}/>", "layout", "diagramLayout"),
        ("qs", f"<dgm:styleDef {dgm}/>", "quickStyle", "diagramQuickStyle"),
        ("cs", f"<dgm:colorsDef {dgm}/>", "colors", "diagramColors"),
    ):
        suffix = {"quickStyle": "Style"}.get(file, file.capitalize())
        rids[key] = template.relate(slide, relation, template.add(f"ppt/diagrams/{file}1.xml", xml, f"{kind}{suffix}+xml"))
    template.relate(
        slide,
        f"{MICROSOFT}/2007/relationships/diagramDrawing",
        template.add("ppt/diagrams/drawing1.xml", drawing, "application/vnd.ms-office.drawingml.diagramDrawing+xml"),
    )
    ids = " ".join(f'r:{key}="{rid}"' for key, rid in rids.items())
    template.shapes(number, graphic(ident, "Diagram", SPACES["dgm"], f"<dgm:relIds {ids}/>"))


def novelty(template: Parts, number: int) -> None:
    """Something new that a later PowerPoint may bring: an object with parts of an unknown kind, one behind the other."""
    slide = template.slide(number)
    first = template.add("ppt/novelty/thing1.xml", "<thing/>", "application/x-thing+xml")
    template.relate(
        first, "http://example.org/2031/relationships/heart", template.add("ppt/novelty/heart1.bin", b"beat", "application/x-heart")
    )
    rid = template.relate(slide, "http://example.org/2031/relationships/thing", first)
    inner = f'<n:thing xmlns:n="http://example.org/2031" r:id="{rid}"/>'
    template.shapes(number, graphic(95, "thing", "http://example.org/2031/thing", inner))
