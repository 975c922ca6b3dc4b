"""How values become cells. Texts are inline strings, dates serial numbers, links real hyperlinks.

Facts: a cell holds at most 32,767 characters; a worksheet at most 65,530 hyperlinks; day 1 of the 1900 system is
1900-01-01 and its day 60 never existed, so dates before March 1900 cannot be written as numbers without error.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

from planforge.diagnostics.finding import Severity
from planforge.diagnostics.rule import RuleInfo
from planforge.office.escape import text_node
from planforge.office.rich import Rich

LONGEST_TEXT = 32_767
MOST_LINKS = 65_530
EMPTY = "/>"
_PRESERVE = ' xml:space="preserve"'
_REMEMBERED = 20_000

_EPOCH_1900 = date(1899, 12, 30).toordinal()
_EPOCH_1904 = date(1904, 1, 1).toordinal()
_FIRST_SAFE_DAY = date(1900, 3, 1)
_CODED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")

TEXT_CUT = RuleInfo(
    code="FT201",
    name="cell-text-cut",
    severity=Severity.WARNING,
    finds="A text is longer than the 32,767 characters that a cell can hold.",
    why="Excel reports such a file as damaged, so the text was cut.",
    fix="Shorten the text in the plan.",
)
LINK_DROPPED = RuleInfo(
    code="FT202",
    name="link-not-written",
    severity=Severity.INFO,
    finds="A link points to an address that is not a file, a cell, a web page or a mail address, or a sheet has over 65,530 links.",
    why="Such links can start programs, and Excel drops links above the limit; the text was written without the link.",
    fix="Use a relative path, a cell or an http address; or split the sheet.",
)


@dataclass(frozen=True, slots=True)
class Link:
    """A text with the place it leads to: `decks/acme.pptx`, `../in/acme.xlsx#Cover!B3`, `#Pipeline!A7` or an http address."""

    text: str
    target: str

    def __str__(self) -> str:
        return self.text


class BadValueError(Exception):
    """A value that no cell can hold; the text says why, without a place."""


def cell_text(value: str) -> str:
    """The rest of a cell element, after its address and style, for a text."""
    if len(value) > LONGEST_TEXT:
        raise BadValueError("text too long")
    if not value:
        return EMPTY
    space = ""
    if value.isprintable():  # no control characters and no blanks but the common one: the quick way
        if "&" in value:
            value = value.replace("&", "&amp;")
        if "<" in value:
            value = value.replace("<", "&lt;")
        if ">" in value:
            value = value.replace(">", "&gt;")
        if value[0] == " " or value[-1] == " ":
            space = _PRESERVE
    else:
        value = text_node(value)
        space = _PRESERVE
    if "_x" in value:  # Excel reads _x000D_ as a character code; a written-out underscore keeps the text as it is
        value = _CODED.sub("_x005F_", value)
    return f' t="inlineStr"><is><t{space}>{value}</t></is></c>'


def number_text(value: Any) -> str:
    """The digits of a finite number; floats keep their full precision."""
    if isinstance(value, float) and not math.isfinite(value):
        raise BadValueError(f"{value!r} is not a number that a cell can hold")
    return repr(value) if isinstance(value, (int, float)) else str(value)


def serial(value: date, *, from_1904: bool = False) -> float | int | None:
    """The serial number of a date or time; None when the workbook's calendar has no such day."""
    day = value.toordinal() - (_EPOCH_1904 if from_1904 else _EPOCH_1900)
    if day < 0 or (not from_1904 and date(value.year, value.month, value.day) < _FIRST_SAFE_DAY):
        return None
    if isinstance(value, datetime):
        return day + (value.hour * 3600 + value.minute * 60 + value.second + value.microsecond / 1e6) / 86400
    return day


_ADDRESS = re.compile(r"(?:https?://|mailto:)[^\s<>\"]+\Z", re.IGNORECASE)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_UNSAFE = str.maketrans({c: f"%{ord(c):02X}" for c in ' "<>\\^`{|}'})


def safe_target(target: str) -> str:
    """A link target that can do no more than open a page, a mail, a file beside this one or a cell; else an empty text.

    Percent signs that are no escapes and blanks are percent-encoded, as Excel does; other letters stay.
    """
    target = re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", target.strip()).replace("\\", "/")
    if any(ord(c) < 32 for c in target) or len(target) > 2000:
        return ""
    file, mark, place = target.partition("#")
    if _ADDRESS.match(file):
        return target
    if _SCHEME.match(file) or file.startswith("/"):
        return ""
    return file.translate(_UNSAFE) + mark + place


class _Remembered(dict[Any, str]):
    """Cell texts by value, made on first sight; forgotten when there are too many. Values of other types are not kept."""

    def __init__(self, kind: type, make: Callable[[Any], str], other: Callable[[Any], str]) -> None:
        super().__init__()
        self.kind, self.make, self.other = kind, make, other

    def __missing__(self, value: Any) -> str:
        if value.__class__ is not self.kind:
            return self.other(value)
        made = self.make(value)
        if len(self) > _REMEMBERED:
            self.clear()
        if len(made) < 120:
            self[value] = made
        return made


class CellWriter:
    """Turns values into the rest of a `<c>` element, for instance ` t="b"><v>1</v></c>`.

    `value` takes anything and chooses by type; `texts` and `dates` are lookups for values known to be texts or dates.
    All raise BadValueError for values that need their address (links, too long texts) or cannot be written.
    """

    def __init__(self, *, from_1904: bool = False) -> None:
        self.from_1904 = from_1904
        writers: dict[type, Callable[[Any], str]] = {}

        def value(value: Any) -> str:
            writer = writers.get(value.__class__)
            return writer(value) if writer else self._other(value)

        self.value: Callable[[Any], str] = value
        self.texts = _Remembered(str, cell_text, value)
        self.dates = _Remembered(date, self._date, value)
        self._writers = writers
        writers.update(
            {
                str: self.texts.__getitem__,
                float: write_number,
                int: _int,
                bool: _bool,
                type(None): _none,
                date: self.dates.__getitem__,
                datetime: self._date,
                Decimal: _decimal,
                Rich: lambda value: cell_text(str(value)),
            }
        )

    def formula(self, formula: str, value: Any, kind: str = "") -> str:
        """The rest of a cell element for a formula (already escaped) with its computed value; `kind` are attributes of `<f>`."""
        if isinstance(value, bool):
            return f' t="b"><f{kind}>{formula}</f><v>{int(value)}</v></c>'
        if isinstance(value, date):
            value = serial(value, from_1904=self.from_1904)
        if isinstance(value, (int, float, Decimal)) and not isinstance(value, Enum):
            return f"><f{kind}>{formula}</f><v>{number_text(value)}</v></c>"
        text = "" if value is None else str(value.value if isinstance(value, Enum) else value)
        if len(text) > LONGEST_TEXT:
            raise BadValueError("text too long")
        return f' t="str"><f{kind}>{formula}</f><v>{text_node(text)}</v></c>'

    def _date(self, value: date) -> str:
        number = serial(value, from_1904=self.from_1904)
        return cell_text(value.isoformat()) if number is None else f"><v>{number!r}</v></c>"

    def _other(self, value: Any) -> str:
        if isinstance(value, Enum):
            return self.value(value.value)
        if isinstance(value, Link):
            raise BadValueError("a link needs its cell")
        for kind, writer in self._writers.items():
            if isinstance(value, kind):
                return writer(str(value) if kind is str else value)
        raise BadValueError(f"a cell cannot hold a value of type {type(value).__name__}")


def write_number(value: float | None) -> str:
    """The rest of a cell element for a float or None."""
    if value is None:
        return EMPTY
    if value - value:  # NaN for NaN and for the infinities, 0.0 for every other number
        raise BadValueError(f"{value!r} is not a number that a cell can hold")
    return f"><v>{value!r}</v></c>"


def _int(value: int) -> str:
    return f"><v>{value}</v></c>"


def _bool(value: bool) -> str:
    return f' t="b"><v>{int(value)}</v></c>'


def _decimal(value: Decimal) -> str:
    if not value.is_finite():
        raise BadValueError(f"{value} is not a number that a cell can hold")
    return f"><v>{value}</v></c>"


def _none(_: None) -> str:
    return EMPTY
