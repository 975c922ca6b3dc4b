"""Writes parsed parts back as text, with hooks for the elements that a template fills.

Characters that XML forbids mark the places that are decided at render time, so no text of a template or of a value can be
mistaken for them: `LANGUAGE` stands for a run's language attributes; `LATER` + kind + payload + `END` for what is known only when all
slides are (page numbers, links to slides, creation ids).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from lxml import etree

from planforge.office.escape import attribute, text_node
from planforge.office.pptx.drawing import is_cjk

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
P14 = "{http://schemas.microsoft.com/office/powerpoint/2010/main}"
A16 = "{http://schemas.microsoft.com/office/drawing/2014/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
XML_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

LANGUAGE = "\x03"
LATER = "\x01"
END = "\x02"
PAGE, LINK, JUMP, CREATION, TARGET, MEDIA = "P", "L", "J", "C", "T", "M"
"""Kinds of later marks: page number of a slide id, link element to it, link of the template, creation id, link of the template whose target
comes from data, id of a picture's relationship."""

_CHINESE = 'lang="zh-CN" altLang="en-US"'
_LANGUAGE_KEYS = frozenset(("lang", "altLang", "dirty", "err", "smtClean", "bmk"))
_RUN_PROPERTIES = frozenset((f"{A}rPr", f"{A}endParaRPr"))

_CREATIONS = {f"{P14}creationId": "val", f"{A16}creationId": "id"}
"""The attribute that holds the id: a slide's is a number, a shape's a GUID."""

Hook = Callable[[etree._Element], None]


class Writer:
    """Serialises elements into `emit`; an element whose tag has a hook is left to the hook."""

    def __init__(self) -> None:
        self.hooks: dict[str, Hook] = {}
        self._buffer: list[str] = []

    def emit(self, text: str) -> None:
        """Adds text to the output."""
        self._buffer.append(text)

    def take(self) -> str:
        """The output so far, which is then empty."""
        text = "".join(self._buffer)
        self._buffer = []
        return text

    @contextmanager
    def capture(self) -> Iterator[list[str]]:
        """Collects what is written inside the block in a list of its own."""
        outer, self._buffer = self._buffer, []
        try:
            yield self._buffer
        finally:
            self._buffer = outer

    def fragment(self, element: etree._Element | None) -> str:
        """An element as text; it uses the name spaces of the part it stands in."""
        if element is None:
            return ""
        with self.capture() as buffer:
            self.element(element)
        return "".join(buffer)

    def element(self, element: etree._Element) -> None:
        """Writes an element, through its hook when it has one."""
        hook = self.hooks.get(element.tag)
        if hook is not None:
            hook(element)
        else:
            self.plain(element)

    def plain(self, element: etree._Element) -> None:
        """Writes an element without asking for its own hook; its children may have theirs."""
        if not len(element) and not element.text:
            self.emit(self.start(element, closed=True))
            return
        self.emit(self.start(element))
        if element.text and (not len(element) or element.text.strip()):
            self.emit(text_node(element.text))
        for child in element:
            self.element(child)
        self.emit(f"</{qualified(element)}>")

    def start(self, element: etree._Element, closed: bool = False, drop: tuple[str, ...] = (), add: str = "") -> str:
        """The start tag of an element without the attributes to drop; `add` is further attributes as text."""
        run = element.tag in _RUN_PROPERTIES
        words = [qualified(element)]
        parent = element.getparent()
        known = parent.nsmap if parent is not None else {}
        words += (
            f'xmlns{":" + prefix if prefix else ""}="{attribute(uri)}"' for prefix, uri in element.nsmap.items() if known.get(prefix) != uri
        )
        if run:
            words.append(self._language(element))
        creation = _CREATIONS.get(element.tag, "")
        for key, value in element.attrib.items():
            name = str(key)
            if name in drop or (run and name in _LANGUAGE_KEYS):
                continue
            shown = _creation_mark(element, str(value)) if name == creation else attribute(str(value))
            words.append(f'{attribute_name(element, name)}="{shown}"')
        return f"<{' '.join(words)}{add}{'/' if closed else ''}>"

    @staticmethod
    def _language(element: etree._Element) -> str:
        run = element.getparent()
        text = run.findtext(f"{A}t") if run is not None and element.tag == f"{A}rPr" else None
        return _CHINESE if text and is_cjk(text) else LANGUAGE


def _creation_mark(element: etree._Element, value: str) -> str:
    """The mark for a creation id. An object and its twin in `mc:Fallback` have the same id, so the twin follows the object."""
    twin = "=" if next(element.iterancestors(f"{MC}Fallback"), None) is not None else ""
    return f"{LATER}{CREATION}{twin}{attribute(value)}{END}"


def qualified(element: etree._Element) -> str:
    """The tag of an element with its prefix."""
    local = etree.QName(element).localname
    return f"{element.prefix}:{local}" if element.prefix else local


def attribute_name(element: etree._Element, name: str) -> str:
    """An attribute's name with the prefix its name space has at the element."""
    if not name.startswith("{"):
        return name
    uri, local = name[1:].split("}")
    if uri == "http://www.w3.org/XML/1998/namespace":
        return f"xml:{local}"
    prefix = next(prefix for prefix, known in element.nsmap.items() if prefix and known == uri)
    return f"{prefix}:{local}"


def in_language(text: str, lang: str) -> str:
    """A written text with the language attributes of a deck."""
    return text.replace(LANGUAGE, _CHINESE if lang.startswith("zh") else f'lang="{attribute(lang)}"')
