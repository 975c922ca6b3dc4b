"""A readable listing of a .pptx template: what a reviewer sees in a diff when a designer saved the file.

Slide by slide: id, layout, directives, shapes with position, text and alt-text directives, table cells, chart kinds, notes. Made for drift
tests and for `git diff` (textconv), so it is deterministic and says nothing about fonts and colours.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from lxml import etree

from planforge.office.markup import A, C, P, R
from planforge.office.package import parse_xml, read_parts, relationships
from planforge.office.pptx.alt_text import EMU_PER_INCH, properties_of
from planforge.office.pptx.inherit import box_of, placeholder_of
from planforge.office.pptx.notes import notes_body
from planforge.office.pptx.presentation import read_presentation
from planforge.office.pptx.text_compile import paragraph_text

_KINDS = {"sp": "text", "pic": "picture", "cxnSp": "line", "grpSp": "group", "graphicFrame": "object"}


def outline(source: Path | bytes) -> str:
    """The outline of a template.

    Raises:
        TemplateError: it is no presentation.
    """
    parts = read_parts(source)
    if without_slides := _layouts(parts):
        return "\n".join(without_slides) + "\n"
    presentation = read_presentation(parts)
    names = {ident: section.name for section in presentation.sections for ident in section.slides}
    lines = [f"presentation {presentation.size[0] / EMU_PER_INCH:.3f} x {presentation.size[1] / EMU_PER_INCH:.3f} in"]
    for number, (part, ident, _) in enumerate(presentation.slides, 1):
        lines += ["", f"== slide {number}" + (f" [{names[ident]}]" if ident in names else "") + f" layout '{_layout(parts, part)}'"]
        tree = parse_xml(parts[part]).find(f"{P}cSld/{P}spTree")
        for shape in tree if tree is not None else ():
            lines += _shape(shape, parts, part, "")
        lines += _notes(parts, part)
    return "\n".join(lines) + "\n"


def _layouts(parts: Mapping[str, bytes]) -> list[str]:
    """What there is to say of a presentation without slides, such as a company's master: its layouts. Empty when it has slides."""
    part = next((link.target for link in relationships(parts, "") if link.kind == "officeDocument"), "")
    root = parse_xml(parts[part]) if part in parts else None
    if root is None or root.tag != f"{P}presentation" or root.find(f"{P}sldIdLst/{P}sldId") is not None:
        return []
    lines = ["presentation without slides"]
    for master in (link.target for link in relationships(parts, part) if link.kind == "slideMaster"):
        names = (parse_xml(parts[link.target]).find(f"{P}cSld") for link in relationships(parts, master) if link.kind == "slideLayout")
        lines += [f"- layout '{name.get('name') or ''}'" for name in names if name is not None]
    return lines


def _layout(parts: Mapping[str, bytes], slide: str) -> str:
    name = next((link.target for link in relationships(parts, slide) if link.kind == "slideLayout"), "")
    data = parse_xml(parts[name]).find(f"{P}cSld") if name in parts else None
    return (data.get("name") or "") if data is not None else ""


def _shape(shape: etree._Element, parts: Mapping[str, bytes], slide: str, indent: str) -> Iterator[str]:
    kind = _KINDS.get(etree.QName(shape).localname)
    properties = properties_of(shape)
    if kind is None or properties is None:
        return
    table, chart = shape.find(f".//{A}tbl"), shape.find(f".//{C}chart")
    if kind == "object":
        kind = "table" if table is not None else f"chart {_chart_kind(parts, slide, chart)}" if chart is not None else kind
    placeholder = placeholder_of(shape)
    if placeholder is not None:
        kind = f"{placeholder.get('type') or 'obj'} placeholder {placeholder.get('idx') or ''}".rstrip()
    yield f"{indent}- {properties.get('name')} ({kind}){_place(shape)}"
    for key in ("descr", "title"):
        for line in (properties.get(key) or "").splitlines():
            yield f"{indent}    alt | {line}"
    if kind == "group":
        for child in shape:
            yield from _shape(child, parts, slide, f"{indent}    ")
    elif table is not None:
        yield from _table(table, indent)
    else:
        for paragraph in shape.iterfind(f"{P}txBody/{A}p"):
            if text := _text(paragraph):
                yield f"{indent}    | {text}"


def _place(shape: etree._Element) -> str:
    box = box_of(shape)
    if box is None:
        return ""
    x, y, w, h = (value / EMU_PER_INCH for value in (box.x, box.y, box.w, box.h))
    return f" at {x:.2f}, {y:.2f} size {w:.2f} x {h:.2f}"


def _table(table: etree._Element, indent: str) -> Iterator[str]:
    widths = [int(column.get("w") or 0) / EMU_PER_INCH for column in table.iterfind(f"{A}tblGrid/{A}gridCol")]
    yield f"{indent}    columns {', '.join(f'{width:.2f}' for width in widths)}"
    for row, element in enumerate(table.iterfind(f"{A}tr"), 1):
        for column, cell in enumerate(element.iterfind(f"{A}tc"), 1):
            text = " / ".join(filter(None, map(_text, cell.iter(f"{A}p"))))
            if text:
                yield f"{indent}    R{row}C{column} | {text}"


def _text(paragraph: etree._Element) -> str:
    return paragraph_text(paragraph).replace("\v", " ⏎ ").replace("\x1c", "‹field›").strip()


def _chart_kind(parts: Mapping[str, bytes], slide: str, chart: etree._Element) -> str:
    """Plot kinds and series names of a chart."""
    name = next((link.target for link in relationships(parts, slide) if link.id == chart.get(f"{R}id")), "")
    plot = parse_xml(parts[name]).find(f".//{C}plotArea") if name in parts else None
    if plot is None:
        return "missing"
    kinds = []
    for element in plot:
        local = etree.QName(element).localname
        if local.endswith("Chart"):
            series = ["".join(map(str, tx.itertext(f"{C}v"))) for tx in element.iterfind(f"{C}ser/{C}tx")]
            kinds.append(f"{local.removesuffix('Chart')}: {', '.join(series)}" if series else local.removesuffix("Chart"))
    return "; ".join(kinds)


def _notes(parts: Mapping[str, bytes], slide: str) -> Iterator[str]:
    name = next((link.target for link in relationships(parts, slide) if link.kind == "notesSlide"), "")
    body = notes_body(parse_xml(parts[name])) if name in parts else None
    for paragraph in body.iter(f"{A}p") if body is not None else ():
        if text := _text(paragraph):
            yield f"  notes | {text}"
