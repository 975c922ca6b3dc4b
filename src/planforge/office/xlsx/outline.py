"""A readable listing of a tagged workbook: what a reviewer sees in a diff when somebody saved the template.

Sheet by sheet: cells with text, formula and directives, tables with their columns, conditional formats, charts with their
ranges, names. Deterministic; it says nothing about fonts and colours.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from lxml import etree

from planforge.office.package import parse_xml, read_parts, relationships
from planforge.office.xlsx.charts import read_drawing
from planforge.office.xlsx.expressions import Scope
from planforge.office.xlsx.notes import M, address_of, note_text
from planforge.office.xlsx.problems import Problems
from planforge.office.xlsx.sheets import RELATION, shared_texts
from planforge.office.xlsx.tables import read_table


def outline(source: Path | bytes) -> str:
    """The outline of a template.

    Raises:
        TemplateError: it is no Office file.
    """
    parts = read_parts(source)
    book_part = next((r.target for r in relationships(parts, "") if r.kind == "officeDocument"), "")
    book = parse_xml(parts[book_part])
    targets = {r.id: r for r in relationships(parts, book_part)}
    strings, _ = shared_texts(next((parts.get(r.target) for r in targets.values() if r.kind == "sharedStrings"), None))
    lines = [f"name {e.get('name')} = {e.text}" for e in book.iter(f"{M}definedName")]
    for sheet in book.iter(f"{M}sheet"):
        part = targets[sheet.get(f"{{{RELATION}}}id", "")].target
        lines += ["", f"== {sheet.get('name')}", *_sheet(parts, part, sheet.get("name", ""), [entry.text for entry in strings])]
    return "\n".join(lines) + "\n"


def _sheet(parts: Mapping[str, bytes], part: str, name: str, strings: list[str]) -> Iterator[str]:
    root = parse_xml(parts[part])
    notes: dict[str, str] = {}
    for related in relationships(parts, part):
        if related.kind == "comments":
            notes = {c.get("ref", ""): note_text(c).replace("\n", " | ") for c in parse_xml(parts[related.target]).iter(f"{M}comment")}
    for cell in sorted(root.iter(f"{M}c"), key=lambda c: address_of(c.get("r", ""))):
        text, address = _text(cell, strings), cell.get("r", "")
        if text or address in notes:
            note = f"   [{notes[address]}]" if address in notes else ""
            yield f"{address}: {text}{note}"
    for rule in root.iter(f"{M}conditionalFormatting"):
        for inside in rule.iter(f"{M}cfRule"):
            yield f"format {rule.get('sqref')}: {inside.get('type')} {inside.findtext(f'{M}formula') or ''}".rstrip()
    for related in relationships(parts, part):
        if related.kind == "table":
            table = read_table(related.target, parts[related.target], name)
            yield f"table {table.name} {table.tree.get('ref')}"
        elif related.kind == "drawing":
            yield from _charts(parts, related.target, name)


def _text(cell: etree._Element, strings: list[str]) -> str:
    formula = cell.findtext(f"{M}f")
    if formula is not None:
        return f"={formula}"
    if cell.get("t") == "s":
        return strings[int(cell.findtext(f"{M}v") or 0)]
    inline = "".join(t.text or "" for t in cell.iter(f"{M}t"))
    return inline or cell.findtext(f"{M}v") or ""


def _charts(parts: Mapping[str, bytes], part: str, name: str) -> Iterator[str]:
    drawing = read_drawing(part, parts[part], name, Scope(), Problems(name))
    for frame in drawing.tree.iter("{*}graphicFrame"):
        properties = next(frame.iter("{*}cNvPr"))
        yield f"object {properties.get('name')}: {properties.get('descr', '')}".replace("\n", " | ")
    for related in relationships(parts, part):
        if related.kind == "chart":
            tree = parse_xml(parts[related.target])
            ranges = [e.text or "" for e in tree.iter("{*}f")]
            yield f"chart {related.target.rpartition('/')[2]}: {', '.join(dict.fromkeys(ranges))}"
