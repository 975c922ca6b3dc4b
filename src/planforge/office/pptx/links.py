"""Where links may lead: web and mail addresses, and slides of the result. Anything else could start a program or open a file."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote, unquote

from lxml import etree

from planforge.office.markup import R
from planforge.office.package import Relationship
from planforge.office.rich import Rich
from planforge.office.sandbox import Filled, Linked, PageNumber
from planforge.office.tags import OpenTag, clean, has_tag, scan

_SCHEME = re.compile(r"(?:https?://|mailto:)\S", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:https?://|mailto:)[^\s<>\"\x00-\x1f\\]+\Z", re.IGNORECASE)
_DOUBLED = re.compile(r"https?://(?=(?:https?://|mailto:))", re.IGNORECASE)
_SLIDE = re.compile(r"[\w.-]+\Z")
_MOST = 2048
"""Characters of an address; Office cuts longer ones."""
_BRACES = {"%7b": "{", "%7d": "}", "%7B": "{", "%7D": "}"}
_ENCODED_BRACE = re.compile("%7[bBdD]")


class BadLink(ValueError):  # noqa: N818 - it becomes a finding
    """A value is no target for a link; the text says why, as half a sentence."""


def address(text: str) -> str:
    """A web or mail address ready to be written; blanks and letters of other scripts are percent-encoded.

    Raises:
        BadLink: it has another scheme, or none.
    """
    cleaned = _DOUBLED.sub("", text.strip())
    encoded = quote(cleaned, safe="/:?#[]@!$&'()*+,;=%~-._|")
    if not _ADDRESS.match(encoded) or len(encoded) > _MOST:
        raise BadLink(f"{shortly(text)} is no web or mail address")
    return encoded


def is_address(text: str) -> bool:
    """Whether a text begins like a web or mail address and is no longer than one may be."""
    return _SCHEME.match(text) is not None and len(text) <= _MOST


def shortly(text: str) -> str:
    """A text in quotes, cut so that it fits a message."""
    flat = " ".join(text.split())
    return f"“{flat}”" if len(flat) <= 60 else f"“{flat[:60]}…”"


def target(value: Any) -> str:
    """Where a value leads: `u` and an address, or `s` and a slide id; empty for nowhere.

    Raises:
        BadLink: it is neither.
    """
    if isinstance(value, Filled):
        value = value.value
    if isinstance(value, PageNumber):
        return f"s{value.target}"
    if isinstance(value, Linked):
        return f"s{value.page.target}"
    if isinstance(value, Rich):
        for span in value.spans:
            if span.slide:
                return f"s{span.slide}"
            if span.url:
                return f"u{address(span.url)}"
    text = "" if value is None else str(value).strip()
    if not text:
        return ""
    if is_address(text) or not _SLIDE.match(text) or text.lower().startswith("www."):
        return f"u{address(text)}"
    return f"s{text}"


# ---------------------------------------------------------------- targets with tags


def tagged_target(links: tuple[Relationship, ...], element: etree._Element) -> str:
    """The target of a link element when it holds the beginning of a tag, braces decoded; else empty."""
    rid = element.get(f"{R}id")
    found = next((link for link in links if link.id == rid and link.external and link.kind == "hyperlink"), None)
    if found is None:
        return ""
    text = decoded(found.target)
    return text if has_tag(text) else ""


def decoded(text: str) -> str:
    """A target with the braces that PowerPoint stores as %7B and %7D."""
    return _ENCODED_BRACE.sub(lambda match: _BRACES[match[0]], text)


def target_pieces(text: str) -> list[tuple[str, str]] | None:
    """The texts and values of a target in order, as kind and source; None when a tag in it has no end."""
    try:
        tokens = scan(text)
    except OpenTag:
        return None
    return [(token.kind, clean(unquote(token.source)) if token.kind != "text" else token.source) for token in tokens]


def constant(text: str) -> str:
    """A text as an expression."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
