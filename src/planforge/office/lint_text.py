"""What `template check` finds in the texts of a slide: fonts, sizes, colours, contrast, leftovers and repaired tags."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from planforge.office import metrics
from planforge.office.contrast import LARGE_TEXT, needed, ratio
from planforge.office.lint_backdrop import grounds, text_colour
from planforge.office.lint_pages import Item, Page, Words
from planforge.office.lint_rules import FIXED_FONT, LEFTOVER, LOW_CONTRAST, SMALL_TEXT, TAG_REPAIRED, UNMEASURED_FONT
from planforge.office.lint_tables import TableLooks
from planforge.office.markup import A, P
from planforge.office.pptx.inherit import placeholder_of
from planforge.office.pptx.text_compile import paragraph_text
from planforge.office.problems import Place, Problems
from planforge.office.tags import OpenTag, has_tag, scan

SMALLEST = 9.0
"""Points below which a text counts as too small, on a page 7.5 inches high."""
_PROMPTS = (
    "click to add", "click to edit", "click icon to add", "tap to add", "insert text here", "your text here", "add text here",
    "lorem ipsum", "单击此处", "点击此处", "在此输入", "請按這裡", "按一下以",
)  # fmt: skip
_QUIET = ("ftr", "sldNum", "dt", "hdr", "title", "ctrTitle")
"""Placeholders that may be empty, or whose emptiness has a finding of its own."""
_SHOWN = 3


@dataclass(slots=True)
class FontUse:
    """Where fonts without metrics are used, over the whole template, in order."""

    places: dict[str, dict[str, Place]] = field(default_factory=dict)

    def see(self, words: Words) -> None:
        """Takes note of a run."""
        if words.font and not metrics.known(words.font):
            place = replace(words.place, paragraph=0)
            self.places.setdefault(words.font, {}).setdefault(str(place), place)

    def report(self, problems: Problems) -> None:
        """One finding a font."""
        for font, places in self.places.items():
            first, *others = places.values()
            also = f"; also on {_listed(others)}" if others else ""
            problems.add(UNMEASURED_FONT, first, f"the widths of the font '{font}' are not known{also}")


def _listed(places: list[Place]) -> str:
    shown = "; ".join(str(place) for place in places[:_SHOWN])
    return f"{shown} and {len(places) - _SHOWN} more" if len(places) > _SHOWN else shown


def check_texts(page: Page, looks: TableLooks, fonts: FontUse, problems: Problems) -> None:
    """Everything about the runs of a page."""
    small: dict[int, list[Words]] = {}
    fixed: dict[int, list[tuple[Words, str]]] = {}
    faint: dict[int, list[tuple[float, Words, str]]] = {}
    for words in page.words():
        key = id(words.item)
        fonts.see(words)
        if words.size < SMALLEST * page.scale:
            small.setdefault(key, []).append(words)
        for face in _fixed_faces(words.properties):
            fixed.setdefault(key, []).append((words, face))
        if fault := _contrast(page, words, looks):
            faint.setdefault(key, []).append((*fault,))
    for found in small.values():
        worst = min(found, key=lambda words: words.size)
        beside = f" on a page where {SMALLEST * page.scale:.2f} are needed" if page.scale < 1 else ""
        problems.add(SMALL_TEXT, worst.place, f"the text is {worst.size:g} points{beside}{_more(len({w.place for w in found}) - 1)}")
    for faces in fixed.values():
        names = ", ".join(f"'{face}'" for face in dict.fromkeys(face for _, face in faces))
        problems.add(FIXED_FONT, faces[0][0].place, f"the text names the font {names}{_more(len({w.place for w, _ in faces}) - 1)}")
    for faults in faint.values():
        _, words, sentence = min(faults, key=lambda fault: fault[0])
        problems.add(LOW_CONTRAST, words.place, sentence + _more(len({w.place for _, w, _ in faults}) - 1))


def _more(count: int) -> str:
    return f" (and {count} more in this object)" if count > 0 else ""


def _fixed_faces(properties: etree._Element | None) -> Iterator[str]:
    for name in ("latin", "ea", "cs"):
        found = properties.find(f"{A}{name}") if properties is not None else None
        face = (found.get("typeface") or "") if found is not None else ""
        if face and not face.startswith("+"):
            yield face


def _contrast(page: Page, words: Words, looks: TableLooks) -> tuple[float, Words, str] | None:
    """The lowest contrast of a run when it is too low, as ratio, run and sentence."""
    colour = text_colour(page, words, looks)
    if colour is None:
        return None
    behind = grounds(page, words, looks)
    pairs = [(ratio(colour.over(ground), ground), ground) for ground in behind]
    if not pairs:
        return None
    lowest, ground = min(pairs, key=lambda pair: pair[0])
    # A run of symbols is a mark, not a text, and marks need 3:1 at any size (WCAG 2.1, 1.4.11).
    mark = words.text and not any(character.isalnum() for character in words.text)
    wanted = LARGE_TEXT if mark else needed(words.size / page.scale, words.bold)
    if round(lowest, 2) >= wanted:
        return None
    shown = colour.over(ground)
    return lowest, words, f"the text ({shown}) on {ground} has a contrast of {lowest:.2f}:1; it needs {wanted:g}:1"


def check_leftovers(items: Iterable[Item], problems: Problems) -> None:
    """Empty placeholders, prompts and filler."""
    for item in items:
        placeholder = placeholder_of(item.element)
        texts = [paragraph_text(p) for p in item.element.iter(f"{A}p")] if item.kind in ("sp", "graphicFrame") else []
        if placeholder is not None and item.kind == "sp" and not any(text.strip() for text in texts):
            if placeholder.get("type") not in _QUIET and "component" not in item.block:
                problems.add(LEFTOVER, item.place, "the placeholder is empty")
            continue
        for number, text in enumerate(texts, 1):
            found = next((prompt for prompt in _PROMPTS if prompt in text.lower()), "")
            if found:
                short = text.strip() if len(text.strip()) <= 40 else text.strip()[:39] + "…"
                problems.add(LEFTOVER, replace(item.place, paragraph=number), f"the text “{short}” is a leftover")
                break


def check_repairs(items: Iterable[Item], problems: Problems) -> None:
    """Tags in which AutoCorrect changed characters."""
    for item in items:
        bodies = [(item.element.find(f"{P}txBody"), item.place)] if item.kind == "sp" else list(_cell_bodies(item))
        for body, place in bodies:
            for number, paragraph in enumerate(body.iterfind(f"{A}p") if body is not None else (), 1):
                _repaired(paragraph_text(paragraph), replace(place, paragraph=number), problems)


def _cell_bodies(item: Item) -> Iterator[tuple[etree._Element | None, Place]]:
    for row, element in enumerate(item.element.iter(f"{A}tr"), 1) if item.table is not None else ():
        for column, cell in enumerate(element.iterfind(f"{A}tc"), 1):
            yield cell.find(f"{A}txBody"), replace(item.place, part=f"cell R{row}C{column}")


def _repaired(text: str, place: Place, problems: Problems) -> None:
    try:
        tokens = scan(text) if has_tag(text) else []
    except OpenTag:
        return
    for token in tokens:
        if token.kind not in ("value", "control"):
            continue
        changed = sorted({c for c in token.raw[2:-2] if not c.isspace() and c not in token.source})
        changed = [c for c in changed if not c.isascii()]
        if changed:
            marks = " ".join(f"{c} (U+{ord(c):04X})" if c.isprintable() else f"U+{ord(c):04X}" for c in changed)
            problems.add(TAG_REPAIRED, replace(place, tag=token.raw), f"{marks} in the tag is read as: {token.source}")
