"""The one way by which values reach XML."""

from __future__ import annotations

import re

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_SPECIAL = re.compile("[&<>\r\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": " "})
_SPECIAL_ATTRIBUTE = re.compile('[&<>"\t\n\r\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]')
_ATTRIBUTE = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": " ", "\n": "&#10;", "\t": "&#9;"})


def text_node(value: str) -> str:
    """A text as the content of an element; control characters that XML forbids are dropped."""
    if _SPECIAL.search(value) is None:
        return value
    return _FORBIDDEN.sub("", value).translate(_TEXT)


def attribute(value: str) -> str:
    """A text as the content of a double-quoted attribute; line breaks are kept as character references."""
    if _SPECIAL_ATTRIBUTE.search(value) is None:
        return value
    return _FORBIDDEN.sub("", value).translate(_ATTRIBUTE)
