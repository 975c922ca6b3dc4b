"""Finds tags in text and undoes what AutoCorrect did to them.

Only characters inside tags are changed: curly quotes become straight, dashes a minus, an ellipsis three dots, odd blanks a blank;
zero-width characters go. Text inside quotes keeps its dashes and dots, since it is shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

_DOUBLE = '"“”„‟″«»'
_SINGLE = "'‘’‚‛′"
_OPENERS = {"{{": ("value", "}}"), "{%": ("control", "%}"), "{#": ("comment", "#}")}
_REPLACED: dict[str, str] = {
    **dict.fromkeys(_DOUBLE, '"'),
    **dict.fromkeys(_SINGLE, "'"),
    **dict.fromkeys("–—−‐‑‒", "-"),
    **dict.fromkeys("\u00a0\u2002\u2003\u2007\u2009\u202f\u3000\v\n\t", " "),
    **dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\u00ad", ""),
    "…": "...",
    "≤": "<=",
    "≥": ">=",
    "≠": "!=",
}
FULL_WIDTH = ("｛｛", "｝｝", "｛%", "%｝", "{｛", "｛{")
"""Braces that a Chinese input method makes; reported, never guessed."""


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a text: `kind` text, value, control or comment; `source` is the text, or the cleaned inside of a tag."""

    kind: str
    source: str
    start: int
    end: int
    raw: str


class OpenTag(Exception):  # noqa: N818 - it is caught by the one caller and turned into a finding
    """A tag that does not end in the text; `raw` is the text from its first brace."""

    def __init__(self, raw: str) -> None:
        super().__init__(raw)
        self.raw = raw


def has_tag(text: str) -> bool:
    """True when a text holds the beginning of a tag."""
    return "{{" in text or "{%" in text or "{#" in text or any(brace in text for brace in FULL_WIDTH)


def scan(text: str) -> list[Token]:
    """The tokens of a text in order.

    Raises:
        OpenTag: a tag begins and does not end.
    """
    tokens: list[Token] = []
    position = 0
    while position < len(text):
        start = _next_tag(text, position)
        if start > position:
            tokens.append(Token("text", text[position:start], position, start, text[position:start]))
        if start == len(text):
            break
        kind, closer = _OPENERS[text[start : start + 2]]
        end = _tag_end(text, start + 2, closer)
        inside = text[start + 2 : end - 2]
        tokens.append(Token(kind, "" if kind == "comment" else clean(_trimmed(inside)), start, end, text[start:end].replace("\v", " ")))
        position = end
    return tokens


def _next_tag(text: str, position: int) -> int:
    found = [at for opener in _OPENERS if (at := text.find(opener, position)) >= 0]
    return min(found, default=len(text))


def _tag_end(text: str, position: int, closer: str) -> int:
    """The position after a tag's closing braces; braces inside quotes do not count when the quotes are in pairs."""
    quote = ""
    at = position
    while at < len(text):
        if quote:
            quote = "" if text[at] in quote else quote
        elif text.startswith(closer, at):
            return at + 2
        elif closer != "#}" and text[at] in _DOUBLE:
            quote = _DOUBLE
        elif closer != "#}" and text[at] in _SINGLE:
            quote = _SINGLE
        at += 1
    plain = text.find(closer, position)
    if plain < 0:
        raise OpenTag(text[position - 2 :])
    return plain + 2


def _trimmed(inside: str) -> str:
    """Without Jinja's marks for white space, which have no use here."""
    if inside[:1] in ("-", "+"):
        inside = inside[1:]
    return inside[:-1] if inside[-1:] in ("-", "+") else inside


def clean(source: str) -> str:
    """The inside of a tag, or an expression in alt text, without AutoCorrect's changes."""
    out: list[str] = []
    quote, closers = "", ""
    for at, character in enumerate(source):
        if not quote:
            if character in _DOUBLE or character in _SINGLE:
                quote = '"' if character in _DOUBLE else "'"
                closers = quote if character == quote and quote in source[at + 1 :] else (_DOUBLE if quote == '"' else _SINGLE)
                out.append(quote)
            else:
                out.append(_REPLACED.get(character, character))
        elif character in closers:
            out.append(quote)
            quote = ""
        else:
            out.append(" " if character in "\v\n" else character)
    return "".join(out).strip()


def block_word(source: str) -> tuple[str, str]:
    """The first word of a control tag in lower case, and the rest."""
    word, _, rest = source.partition(" ")
    return word.lower(), rest.strip()


def only_controls(tokens: Sequence[Token]) -> bool:
    """True when a paragraph holds control tags or comments and nothing that shows."""
    kinds = {token.kind for token in tokens}
    blank = all(not token.source.strip() for token in tokens if token.kind == "text")
    return blank and "value" not in kinds and bool(kinds & {"control", "comment"})
