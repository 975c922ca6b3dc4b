"""Tags and directives that stand where nobody reads them, which `template check` reports because compiling passes them over."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from lxml import etree

from planforge.office.lint_pages import Item, Page, shapes_of
from planforge.office.lint_rules import NOT_FILLED
from planforge.office.markup import A, P
from planforge.office.pptx.alt_text import properties_of
from planforge.office.pptx.inherit import placeholder_of
from planforge.office.pptx.text_compile import paragraph_text
from planforge.office.problems import BAD_TAG, Place, Problems
from planforge.office.tags import FULL_WIDTH, has_tag

_DIRECTIVES = ("component:", "if:", "for:", "page:", "cut:")
"""First words of alt texts that can only be directives; `chart:` and `image:` may begin an ordinary description."""


def check_alt_texts(items: Iterable[Item], problems: Problems) -> None:
    """Alt texts that look like directives, and full-width braces in those that are."""
    for item in items:
        place = replace(item.place, part="alt text")
        for line in item.block.lines.values():
            if any(brace in line for brace in FULL_WIDTH):
                problems.add(BAD_TAG, replace(place, tag=line), "full-width braces; type { and } with a Latin keyboard")
        properties = properties_of(item.element)
        if properties is None or item.block.attribute:
            continue
        for text in filter(None, (properties.get("descr"), properties.get("title"))):
            first = next(iter(text.strip().splitlines()), "")
            if has_tag(text) or first.lower().startswith(_DIRECTIVES):
                problems.add(NOT_FILLED, replace(place, tag=first), "the first line of the alt text is not 'pf'")


def check_layouts(pages: Sequence[Page], problems: Problems) -> None:
    """Texts with tags on layouts and masters, except the prompts of placeholders, which no result shows."""
    seen: list[etree._Element] = []
    for page in pages:
        for root in page.layouts:
            if any(root is other for other in seen):
                continue
            seen.append(root)
            for shape in shapes_of(root.find(f"{P}cSld/{P}spTree")):
                if placeholder_of(shape) is None:
                    _layout_texts(shape, root, problems)


def _layout_texts(shape: etree._Element, root: etree._Element, problems: Problems) -> None:
    page, properties = root.find(f"{P}cSld"), properties_of(shape)
    what = "the master" if root.tag == f"{P}sldMaster" else f"layout '{page.get('name') if page is not None else ''}'"
    for paragraph in shape.iter(f"{A}p"):
        text = paragraph_text(paragraph).strip()
        if has_tag(text):
            name = (properties.get("name") or "") if properties is not None else ""
            problems.add(NOT_FILLED, Place(shape=name, part=what, tag=text), "tags on layouts and masters are not filled")
