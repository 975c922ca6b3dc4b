"""Tells a rendered example as text: slides, objects, texts, fills, links, alt texts, notes, findings."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from lxml import etree
from pptx.util import Emu

from planforge.authoring.deck_base import fragment
from planforge.office import Rendered, compile_template
from planforge.office.lint import lint_deck
from planforge.office.problems import TemplateFinding
from planforge.office.tones import COLOUR_XML
from planforge.review import Catalogue, ReviewContext
from planforge.visuals import registry
from support.archive import check_archive
from support.decks import A, P, opened
from support.guide import Example
from support.guide_data import context
from support.guide_deck import build

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def rendered(example: Example, texts: Catalogue) -> Rendered:
    """An example's template filled with the guide's plan."""
    result = compile_template(build(example), visuals=registry(), name="example.pptx").render(
        context(), texts=lambda key: texts.t(key, example.language), lang="zh-CN" if example.language == "zh" else "en-GB"
    )
    assert check_archive(result.data) == [], example.ident
    return result


def told(result: Rendered) -> str:
    """What a rendered deck shows."""
    slides = list(opened(result.data).slides)
    lines: list[str] = []
    for number, slide in enumerate(slides, 1):
        shown = list(_slide(slide))
        lines += [f"slide {number}"] if len(slides) > 1 else []
        lines += [f"    {line}" if len(slides) > 1 else line for line in shown]
    lines += [f"finding {finding.code}: {finding.message}" for finding in result.findings]
    return "\n".join(lines) or "(nothing)"


def checked(example: Example, texts: Catalogue) -> str:
    """The errors that `template check` finds in an example."""
    linted = lint_deck(build(example), context=ReviewContext, visuals=registry(), texts=texts.words, name="example.pptx")
    return "\n".join(_finding(finding) for finding in linted.findings if finding.severity.value == "error") or "No errors."


def _finding(finding: Any) -> str:
    assert isinstance(finding, TemplateFinding)
    place = finding.place
    where = ", ".join(filter(None, (place.shape, place.part, f"paragraph {place.paragraph}" if place.paragraph > 1 else "")))
    return f"{finding.code} {where}: {finding.fault}"


def _slide(slide: Any) -> Iterator[str]:
    shapes = list(slide.shapes)
    names = [shape.name for shape in shapes]
    title = slide.shapes.title
    for shape in shapes:
        if title is not None and shape.shape_id == title.shape_id:
            yield f"title: {_paragraph(shape.text_frame.paragraphs[0], slide)}"
            continue
        repeated = names.count(shape.name) > 1
        yield from _shape(shape, slide, _spot(shape) if repeated else "")
    if slide.has_notes_slide and (text := slide.notes_slide.notes_text_frame.text.strip()):
        yield f"notes: {text}"


def _spot(shape: Any) -> str:
    return f" at {Emu(shape.left).inches:.2f}, {Emu(shape.top).inches:.2f} in"


def _shape(shape: Any, slide: Any, spot: str) -> Iterator[str]:
    head = f"{shape.name}{spot}"
    body = list(_content(shape, slide))
    tone = _tone(shape._element.find(f"{P}spPr"))
    words = [f"filled {tone}"] if tone else []
    link = _object_link(shape, slide)
    words += [f"link {link}"] if link else []
    head += f" ({', '.join(words)})" if words else ""
    if len(body) == 1 and not body[0].startswith("  "):
        yield f"{head}: {body[0]}"
    else:
        yield f"{head}:" if body else head
        yield from (f"    {line}" for line in body)
    alt = shape._element[0].find(f"{P}cNvPr").get("descr")
    if alt and "A sample" not in alt:
        yield f"    alt text: {alt}"


def _content(shape: Any, slide: Any) -> Iterator[str]:
    element = shape._element
    if getattr(shape, "has_table", False) and shape.has_table:
        for row in shape.table.rows:
            yield " || ".join(_cell(cell, slide) for cell in row.cells)
    elif getattr(shape, "has_chart", False) and shape.has_chart:
        plot = shape.chart.plots[0]
        yield " || ".join(["", *(str(c) for c in plot.categories)]).strip()
        for series in plot.series:
            yield " || ".join([series.name, *("" if v is None else f"{v:g}" for v in series.values)])
    elif element.tag == f"{P}grpSp":
        count = sum(1 for _ in element.iter(f"{P}sp"))
        texts = [t for t in ("".join(r.text or "" for r in p.iter(f"{A}t")) for p in element.iter(f"{A}p")) if t]
        yield " / ".join(texts) if count <= 6 else f"a drawing of {count} shapes"
    elif element.tag == f"{P}pic":
        crop = element.find(f"{P}blipFill/{A}srcRect")
        size = f"{Emu(shape.width).inches:.2f} x {Emu(shape.height).inches:.2f} in"
        yield f"a picture of {size}" + (", cropped" if crop is not None and crop.attrib else "")
    elif shape.has_text_frame:
        for paragraph in shape.text_frame.paragraphs:
            yield _paragraph(paragraph, slide)


def _cell(cell: Any, slide: Any) -> str:
    if cell.is_spanned:
        return "^"
    tone = _tone(cell._tc.find(f"{A}tcPr"))
    text = " / ".join(_paragraph(paragraph, slide) for paragraph in cell.text_frame.paragraphs)
    return (f"[{tone}] " if tone else "") + text


def _paragraph(paragraph: Any, slide: Any) -> str:
    out = []
    for run in paragraph.runs:
        properties = run._r.find(f"{A}rPr")
        text = run.text
        tone = _tone(properties)
        if tone:
            text = f"[{tone}] {text}"
        if properties is not None and properties.get("b") == "1":
            text = f"**{text}**"
        link = properties.find(f"{A}hlinkClick") if properties is not None else None
        if link is not None:
            text += f" (link {_target(link, slide)})"
        out.append(text)
    return "".join(out).replace("\x0b", " / ")


def _object_link(shape: Any, slide: Any) -> str:
    link = shape._element[0].find(f"{P}cNvPr/{A}hlinkClick")
    return _target(link, slide) if link is not None else ""


def _target(link: Any, slide: Any) -> str:
    relation = slide.part.rels[link.get(f"{R}id")]
    if relation.is_external:
        return f"to {relation.target_ref}"
    numbers = {other.part.partname: number for number, other in enumerate(slide.part.package.presentation_part.presentation.slides, 1)}
    return f"to slide {numbers[relation.target_part.partname]}"


def _tone(properties: Any) -> str:
    fill = properties.find(f"{A}solidFill") if properties is not None else None
    if fill is None or not len(fill):
        return ""
    return _tones().get(_colour(fill[0]), "")


@lru_cache(maxsize=1)
def _tones() -> dict[tuple[tuple[str, str], ...], str]:
    return {_colour(fragment(xml)): name for name, xml in COLOUR_XML.items()}


def _colour(element: Any) -> tuple[tuple[str, str], ...]:
    """A theme colour as its name and its changes, to compare it with those of the tones."""
    return tuple((etree.QName(item).localname, item.get("val")) for item in element.iter())
