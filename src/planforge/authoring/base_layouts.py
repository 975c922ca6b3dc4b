"""Finds a company's layouts and their placeholders: by our names, by type, by names in common languages, by what they hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pptx.oxml.ns import qn

from planforge.authoring.base import CONTENT, COVER, SECTION, LayoutUse
from planforge.authoring.base_rules import FOOTER_KEPT, LAYOUT_CHOSEN, NO_CONTENT, NO_COVER, NO_PLACEHOLDER, NO_SECTION
from planforge.authoring.inherited import placeholder_type
from planforge.diagnostics.finding import Finding

_TYPES = {COVER: ("title",), SECTION: ("secHead",), CONTENT: ("titleOnly", "obj", "tx")}
_NAMES = {
    COVER: r"title slide|cover|titelfolie|deckblatt|标题幻灯片|封面|首页|diapositive de titre|page de garde|portada|diapositiva de título|"
    r"copertina",
    SECTION: r"section|abschnitt|kapitel|zwischentitel|节标题|章节|过渡|titre de section|sección|sezione",
    CONTENT: r"title only|title and content|content|nur titel|titel und inhalt|inhalt|仅标题|标题和内容|内容|titre seul|titre et contenu|"
    r"solo el título|título y objetos|solo titolo|titolo e contenuto",
}
_MISSING = {COVER: NO_COVER, SECTION: NO_SECTION, CONTENT: NO_CONTENT}
_ROLES = {
    "tracker": r"tracker|breadcrumb|kicker|rubrik|章节|导航",
    "sticker": r"sticker|stempel|标签",
    "subtitle": r"subtitle|subheading|untertitel|unterzeile|副标题|sous-titre|subtítulo|sottotitolo",
    "source": r"source|quelle|来源|fuente|fonte",
}
_OWN_INDEX = {"tracker": 10, "sticker": 11, "subtitle": 12, "source": 13}
_WANTED = ("tracker", "sticker", "subtitle", "source", "footer", "number")
_PROMPTS = re.compile(r"(footer( text)?|fu(ß|ss)zeile(ntext)?|页脚|pied de page|pie de página|piè di pagina)?", re.IGNORECASE)
_OBJECTS = frozenset(("obj", "body", "pic", "chart", "tbl", "media", "dgm", "clipArt"))


@dataclass(frozen=True, slots=True)
class Found:
    """The layouts of a base by our names, and what was noted on the way."""

    layouts: Mapping[str, LayoutUse]
    findings: tuple[Finding, ...]


def find_layouts(deck: Any) -> Found:
    """Cover, section and content layout of a presentation; every one that is missing is a finding."""
    layouts = [layout for master in deck.slide_masters for layout in master.slide_layouts]
    uses: dict[str, LayoutUse] = {}
    findings: list[Finding] = []
    for name in (COVER, SECTION, CONTENT):
        chosen = _choice(name, layouts)
        if chosen is None:
            names = ", ".join(f"'{layout.name}'" for layout in layouts) or "none"
            findings.append(_MISSING[name].finding(f"No layout is '{name}' or stands for it; the base has {names}."))
            continue
        layout, how = chosen
        if how:
            findings.append(LAYOUT_CHOSEN.finding(f"Layout '{layout.name}' is used as '{name}': found by its {how}."))
        uses[name] = _use(layout, name)
        findings.extend(_notes(uses[name], name))
    return Found(uses, tuple(findings))


def _choice(name: str, layouts: list[Any]) -> tuple[Any, str] | None:
    """The layout for a name of ours, and how it was found; empty for by name."""
    usable = [layout for layout in layouts if name == SECTION or _has(layout, "title", "ctrTitle")]
    for layout in usable:
        if layout.name.strip().casefold() == name.casefold():
            return layout, ""
    for kind in _TYPES[name]:
        for layout in usable:
            if layout._element.get("type") == kind:
                return layout, "type"
    taken = "|".join(pattern for other, pattern in _NAMES.items() if other != name)
    for layout in usable:
        words = layout.name.casefold()
        if re.search(_NAMES[name], words) and not (name == CONTENT and re.search(taken, words)):
            return layout, "name"
    for layout in usable:
        if _suits(layout, name):
            return layout, "placeholders"
    return None


def _has(layout: Any, *kinds: str) -> bool:
    return any(placeholder_type(shape._element) in kinds for shape in layout.placeholders)


def _suits(layout: Any, name: str) -> bool:
    """True when a layout without a telling type or name holds what a cover or content layout holds."""
    objects = sum(placeholder_type(shape._element) in _OBJECTS for shape in layout.placeholders)
    if name == COVER:
        return _has(layout, "ctrTitle") or (_has(layout, "title") and _has(layout, "subTitle"))
    return name == CONTENT and _has(layout, "title") and objects <= 1 and not _has(layout, "subTitle", "ctrTitle")


# ---------------------------------------------------------------- placeholders


def _use(layout: Any, name: str) -> LayoutUse:
    slots = dict(_slots(layout, name))
    footer = ""
    for shape in layout.placeholders:
        if name == CONTENT and shape.placeholder_format.idx == slots.get("footer") and placeholder_type(shape._element) == "ftr":
            text = " ".join(shape.text_frame.text.split())
            footer = "" if _PROMPTS.fullmatch(text) else text
    return LayoutUse(layout, slots, ours=False, footer=footer)


def _slots(layout: Any, name: str) -> Iterator[tuple[str, int]]:
    """Role and index of each placeholder that has a role."""
    kinds = {"title": "title", "ctrTitle": "title", "subTitle": "subtitle", "ftr": "footer", "sldNum": "number"}
    own = layout.name.strip().casefold() == name.casefold()
    given: set[str] = set()
    for shape in layout.placeholders:
        kind, index = placeholder_type(shape._element), shape.placeholder_format.idx
        role = kinds.get(kind, "")
        if kind == "body":
            role = next((r for r, i in _OWN_INDEX.items() if own and i == index), "") or _named(shape.name)
        if not role and name == COVER and kind == "body" and "subtitle" not in given:
            role = "subtitle"
        if role and role not in given and not (name == COVER and role not in ("title", "subtitle")):
            given.add(role)
            yield role, index


def _named(name: str) -> str:
    words = name.casefold()
    return next((role for role, pattern in _ROLES.items() if re.search(pattern, words)), "")


def _notes(use: LayoutUse, name: str) -> Iterator[Finding]:
    wanted = _WANTED if name == CONTENT else ("subtitle",) if name == COVER else ()
    missing = [role for role in wanted if role not in use.slots]
    if missing:
        words = "a text box takes its place" if len(missing) == 1 else "text boxes take their places"
        yield NO_PLACEHOLDER.finding(f"Layout '{use.layout.name}' has no placeholder for {', '.join(missing)}; {words}.")
    if use.footer:
        yield FOOTER_KEPT.finding(f"The footer of layout '{use.layout.name}' says '{use.footer}'; it follows the deck's own footer.")


def placeholder(layout: Any, index: int) -> Any:
    """The layout's placeholder of an index."""
    return next(shape for shape in layout.placeholders if shape.placeholder_format.idx == index)


def shows_master(layout: Any) -> bool:
    """True when the master's decoration shows on a layout."""
    return layout._element.get("showMasterSp") not in ("0", "false")


def decoration(layout: Any) -> Iterator[Any]:
    """The shapes of layout and master that are no placeholders: logos, bars, lines, legal texts."""
    pages = [layout, layout.slide_master] if shows_master(layout) else [layout]
    for page in pages:
        for shape in page.shapes:
            if not shape.is_placeholder and shape._element.tag != qn("p:contentPart"):
                yield shape
