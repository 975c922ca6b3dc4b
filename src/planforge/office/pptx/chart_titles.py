"""Titles of a chart and of its axes that hold tags: compiled as any text, written into a hole of the chart.

A title can also be linked to a cell of the data sheet. Data may move that cell, so such a title becomes a text of its own, which
looks the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import NamedTuple

from lxml import etree

from planforge.office.pptx.chart_compile import TOKEN, replace_by_hole
from planforge.office.pptx.chart_reader import A, C, Element, LookReader
from planforge.office.pptx.text_compile import body_has_tags
from planforge.office.tags import has_tag


class TitleLook(NamedTuple):
    """A title that holds tags.

    Attributes:
        rid: relationship id of its chart.
        hole: name of its hole in the chart.
        before, after: the title around its text.
        shown, hidden: what follows it when it has text, and what stands there instead when it has none.
    """

    rid: str
    hole: str
    before: str
    after: str
    shown: str = ""
    hidden: str = ""

    def xml(self, text: str) -> str:
        """The title around a text, or what stands for a title without one."""
        return f"{self.before}{text}{self.after}{self.shown}" if text else self.hidden


def unlink_titles(root: Element, tagged: bool = False) -> None:
    """Makes titles that show a cell into texts; with `tagged` only those that hold a tag."""
    for title in root.iter(f"{C}title"):
        tx = title.find(f"{C}tx")
        reference = tx.find(f"{C}strRef") if tx is not None else None
        if tx is None or reference is None:
            continue
        text = " ".join(v.text or "" for v in reference.iter(f"{C}v"))
        if tagged and not has_tag(text):
            continue
        look = title.find(f"{C}txPr")
        rich = etree.SubElement(tx, f"{C}rich")
        body = look.find(f"{A}bodyPr") if look is not None else None
        rich.append(deepcopy(body) if body is not None else etree.Element(f"{A}bodyPr"))
        etree.SubElement(rich, f"{A}lstStyle")
        paragraph = etree.SubElement(rich, f"{A}p")
        properties = look.find(f"{A}p/{A}pPr") if look is not None else None
        if properties is not None:
            paragraph.append(deepcopy(properties))
        run = etree.SubElement(paragraph, f"{A}r")
        etree.SubElement(run, f"{A}rPr")
        etree.SubElement(run, f"{A}t").text = text
        tx.remove(reference)
        if look is not None:
            title.remove(look)


def tagged_titles(root: Element) -> Iterator[tuple[Element, Element]]:
    """The titles that hold tags, with the text of each."""
    for title in list(root.iter(f"{C}title")):
        rich = title.find(f"{C}tx/{C}rich")
        if rich is not None and body_has_tags(rich):
            yield title, rich


def punch_title(root: Element, title: Element, rich: Element, rid: str, hole: str) -> TitleLook:
    """Puts a hole in the place of a title."""
    tx = rich.getparent()
    assert tx is not None
    tx.remove(rich)
    tx.text = TOKEN
    before, after = LookReader(root).text(title).split(TOKEN)
    shown = hidden = ""
    parent = title.getparent()
    if parent is not None and parent.tag == f"{C}chart":
        # Without this flag PowerPoint shows the name of an only series as title.
        shown, hidden = (f'<c:autoTitleDeleted val="{flag}"/>' for flag in (0, 1))
        for flag in parent.findall(f"{C}autoTitleDeleted"):
            parent.remove(flag)
    replace_by_hole(title, hole)
    return TitleLook(rid, hole, before, after, shown, hidden)


def is_title_of_chart(title: Element) -> bool:
    """True for the chart's own title, False for that of an axis."""
    parent = title.getparent()
    return parent is not None and parent.tag == f"{C}chart"
