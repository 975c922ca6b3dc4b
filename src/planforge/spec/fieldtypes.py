"""How a cell becomes a number, a percent, a date, a code or a text. Pure functions; a problem is a sentence, never an exception.

Cells hold what python-calamine gives: str, float, int, bool, date, datetime, time, timedelta, or "" and None when blank.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from functools import lru_cache
from types import MappingProxyType

from planforge.spec.dates import AmbiguousDateError, day_of_serial, day_of_text
from planforge.spec.schema import Choice, FieldSpec, FieldType, WorkbookSpec

DASH = " – "
"""Stands between a code and its words in a cell."""

ERROR_VALUES = frozenset(
    {"#DIV/0!", "#REF!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#VALUE!", "#GETTING_DATA", "#SPILL!", "#CALC!", "#FIELD!", "#BLOCKED!"}
)
"""What Excel shows when a formula fails."""

UNIT_FACTORS: Mapping[str, float] = MappingProxyType({"1": 1.0, "k": 1e3, "m": 1e6})
"""Cover unit to the number of currency units a 1 stands for."""

_SCALES: Mapping[str, float] = MappingProxyType(
    dict.fromkeys(("k", "千", "thousand"), 1e3)
    | dict.fromkeys(("m", "mn", "mio", "mln", "million", "millions", "百万"), 1e6)
    | dict.fromkeys(("bn", "b", "billion", "十亿"), 1e9)
    | {"万": 1e4, "亿": 1e8}
)
_OPEN_SYMBOLS = ("$", "¥", "￥")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_NOISE = re.compile(r"[^\w%]+|_")
_SPACES = re.compile(r"\s+")
_DASHES = str.maketrans({"−": "-", "–": "-", "—": "-", "‐": "-", "‑": "-", "‒": "-", "﹣": "-"})
_NUMBER = re.compile(r"(?P<lead>[^\d.,+\-()]*)(?P<body>[+-]?\(?\s*[+-]?[\d.,' ]*\d[\d.,']*\s*\)?-?)(?P<tail>[^\d]*)\Z")
_GROUPED = re.compile(r"\d{1,3}(?:[,' ]\d{3})+(?:\.\d+)?\Z")
_GROUPED_DOT = re.compile(r"\d{1,3}(?:\.\d{3})+,\d+\Z")
_PLAIN = re.compile(r"(?:\d+\.?\d*|\.\d+)\Z")
_YEAR = re.compile(r"(?:fy\s*)?(\d{4})\s*(?:年度?)?\Z")
_ORDINAL = re.compile(r"(?:#|no\.?|第)?\s*(\d+)\s*[.)]?\Z")


@dataclass(frozen=True, slots=True)
class Converted:
    """A cell's value. `value` is None when the cell is blank or has a problem.

    Attributes:
        value: str (also for codes and references), int, float or date; percents are shares of 1.
        problem: what is wrong and what is allowed, one sentence; None when all is well.
        currency: the currency code that stood in the cell, to compare with the cover's; empty when none did.
    """

    value: str | int | float | date | None
    problem: str | None = None
    currency: str = ""


_BLANK = Converted(None)


@lru_cache(maxsize=65536)
def fold_text(text: str) -> str:
    """A text as it is compared: NFKC (full-width becomes half-width), lower case, single blanks, no blanks at the ends."""
    return _SPACES.sub(" ", unicodedata.normalize("NFKC", text).casefold()).strip()


@lru_cache(maxsize=65536)
def fold_label(text: str) -> str:
    """A label or header as it is compared: letters, digits and % only, without units in brackets and the required mark."""
    return _NOISE.sub("", _BRACKETS.sub("", fold_text(text)))


def convert(cell: object, field: FieldSpec, spec: WorkbookSpec, money_unit: str = "") -> Converted:
    """The typed value of a cell for a field. Never raises.

    Args:
        cell: what the reader gave.
        field: the field's spec; its type decides.
        spec: the workbook spec, for choices.
        money_unit: the cover's unit, `1`, `k` or `m`, so that "3200 k" in a workbook in millions becomes 3.2.
    """
    if cell is None or cell == "":
        return _BLANK
    if isinstance(cell, str):
        text = cell.strip().strip("\ufeff\u200b\u00a0\u3000").strip()
        if not text:
            return _BLANK
        if text.upper() in ERROR_VALUES:
            return Converted(None, f"The cell shows the formula error {text.upper()}.")
        cell = text
    elif isinstance(cell, float) and not math.isfinite(cell):
        return Converted(None, "The cell does not hold a finite number.")
    if field.type is FieldType.MONEY:
        return _money(cell, spec, money_unit)
    return _CONVERTERS[field.type](cell, field, spec)


def shown_choice(choice: Choice, language: str) -> str:
    """What a cell shows for a choice: `code – words`, or just the code where the words repeat it."""
    parts = (choice.words.en, choice.words.zh) if language == "en+zh" else (choice.words.get(language),)
    words = " ".join(part for part in parts if part and fold_text(part) != fold_text(choice.code))
    return f"{choice.code}{DASH}{words}" if words else choice.code


def find_choice(text: str, choices: tuple[Choice, ...]) -> Choice | None:
    """The choice that a text means: by code, by words in either language, by alias, or by the code before a dash."""
    lookup = _lookup(choices)
    found = lookup.get(fold_text(text))
    if found is None:
        for dash in (" – ", " - ", " — ", "–", "—", ":", "："):
            head, sign, _ = text.partition(dash)
            found = lookup.get(fold_text(head)) if sign else None
            if found is not None:
                return found
    return found


_LOOKUPS: dict[int, tuple[tuple[Choice, ...], Mapping[str, Choice]]] = {}


def _lookup(choices: tuple[Choice, ...]) -> Mapping[str, Choice]:
    """Folded spelling to choice; kept per list, because hashing a list costs more than looking it up."""
    kept = _LOOKUPS.get(id(choices))
    if kept is not None and kept[0] is choices:
        return kept[1]
    made: dict[str, Choice] = {}
    for spellings in (
        lambda c: (c.code,),
        lambda c: tuple(shown_choice(c, language) for language in ("en", "zh", "en+zh")),
        lambda c: (c.words.en, c.words.zh),
        lambda c: c.aliases,
    ):
        for choice in choices:
            for text in spellings(choice):
                made.setdefault(fold_text(text), choice)
    made.pop("", None)
    _LOOKUPS[id(choices)] = (choices, made)
    return made


def _plain_text(cell: object) -> str | None:
    """A text for a cell that is no text: whole numbers without decimals, dates in ISO form; None for a duration or a time."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, (int, float)):
        return str(int(cell)) if float(cell).is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, date) else None


def _text(cell: object, field: FieldSpec, spec: WorkbookSpec) -> Converted:
    text = _plain_text(cell)
    if text is None:
        return Converted(None, "The cell holds a time, but a text is expected.")
    kept = "".join(c for c in text.replace("\r\n", "\n").replace("\r", "\n") if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs"))
    return Converted(kept.strip() or None)


def _reference(cell: object, field: FieldSpec, spec: WorkbookSpec) -> Converted:
    made = _text(cell, field, spec)
    if isinstance(made.value, str) and field.refers_to.endswith(".id"):
        head, dash, _ = made.value.partition(DASH)
        return Converted(head.strip() or None) if dash else made
    return made


def _choice(cell: object, field: FieldSpec, spec: WorkbookSpec) -> Converted:
    choices = spec.choices.get(field.choices, ())
    text = _plain_text(cell)
    found = find_choice(text, choices) if text is not None else None
    if found is not None:
        return Converted(found.code)
    return Converted(None, _not_a_choice(text if text is not None else str(cell), choices))


def _not_a_choice(text: str, choices: tuple[Choice, ...]) -> str:
    close = get_close_matches(fold_text(text), list(_lookup(choices)), n=1, cutoff=0.6)
    codes = [choice.code for choice in choices]
    allowed = ", ".join(codes[:8]) + (", …" if len(codes) > 8 else "")
    guess = f" Did you mean {_lookup(choices)[close[0]].code}?" if close else ""
    return f"{_quoted(text)} is not one of {allowed}.{guess}"


def _quoted(cell: object) -> str:
    text = str(cell)
    return f"“{text if len(text) <= 40 else text[:39] + '…'}”"


def _is_dash(text: str) -> bool:
    return text.translate(_DASHES) == "-"


def _digits(body: str) -> float | None:
    """The number behind digits and separators; None when the separators do not make it clear."""
    body = body.strip()
    negative = body.startswith("-") or body.endswith("-") or (body.startswith("(") and body.endswith(")"))
    bare = body.strip("()+- ").strip()
    if _PLAIN.match(bare):
        value = float(bare)
    elif _GROUPED.match(bare):
        value = float(re.sub(r"[,' ]", "", bare))
    elif _GROUPED_DOT.match(bare):
        value = float(bare.replace(".", "").replace(",", "."))
    else:
        return None
    return -value if negative else value


@dataclass(frozen=True, slots=True)
class _Figure:
    """A number found in a text, with what stood around it."""

    value: float
    lead: str
    tail: str


def _figure(text: str) -> _Figure | None:
    match = _NUMBER.match(unicodedata.normalize("NFKC", text).translate(_DASHES).strip())
    if match is None:
        return None
    value = _digits(match["body"])
    if value is None or not math.isfinite(value):
        return None
    return _Figure(value, fold_text(match["lead"]), fold_text(match["tail"]))


def _number_problem(cell: object, example: str = "1234.5") -> Converted:
    return Converted(None, f"{_quoted(cell)} is not a number; write it like {example}.")


def _as_float(cell: object) -> float | None:
    """The number of a numeric cell; None for anything else."""
    if isinstance(cell, bool) or not isinstance(cell, (int, float)):
        return None
    try:
        return float(cell)
    except OverflowError:
        return None


def _number(cell: object, field: FieldSpec, spec: WorkbookSpec) -> Converted:
    value = _as_float(cell)
    if value is not None:
        return Converted(value)
    if isinstance(cell, str):
        if _is_dash(cell):
            return _BLANK
        if field.choices:
            found = find_choice(cell, spec.choices.get(field.choices, ()))
            if found is not None and _PLAIN.match(found.code):
                return Converted(float(found.code))
        figure = _figure(cell)
        if figure is not None and not figure.lead and not figure.tail:
            return Converted(figure.value)
    return _number_problem(cell)


def _integer(cell: object, field: FieldSpec, spec: WorkbookSpec) -> Converted:
    if isinstance(cell, str) and not field.choices:
        match = _YEAR.match(fold_text(cell)) or _ORDINAL.match(fold_text(cell))
        if match and len(match[1]) < 10:
            return Converted(int(match[1]))
    made = _number(cell, field, spec)
    if isinstance(made.value, float):
        if made.value.is_integer():
            return Converted(int(made.value))
        return Converted(None, f"{_quoted(cell)} is not a whole number.")
    if made.problem and field.choices:
        return Converted(None, _not_a_choice(_plain_text(cell) or str(cell), spec.choices.get(field.choices, ())))
    return made


def _percent(cell: object, field: FieldSpec, spec: WorkbookSpec) -> Converted:
    value = _as_float(cell)
    if value is None and isinstance(cell, str):
        if _is_dash(cell):
            return _BLANK
        figure = _figure(cell)
        if figure is not None and not figure.lead and figure.tail in ("%", "percent", "pct"):
            return Converted(_share(figure.value))
        if figure is not None and not figure.lead and not figure.tail:
            value = figure.value
    if value is None:
        return _number_problem(cell, "35%")
    return Converted(_share(value) if abs(value) > 1 else value)


def _share(percent: float) -> float:
    """The share of 1 that a percent figure means; rounding takes away what binary division adds."""
    return round(percent / 100, 12)


def _money(cell: object, spec: WorkbookSpec, unit: str) -> Converted:
    value = _as_float(cell)
    if value is not None:
        return Converted(value)
    if not isinstance(cell, str):
        return _number_problem(cell)
    if _is_dash(cell):
        return _BLANK
    figure = _figure(cell)
    around = _around(figure, spec) if figure is not None else None
    if figure is None or around is None:
        return _number_problem(cell)
    currency, scale = around
    if scale is None:
        return Converted(figure.value, currency=currency)
    if unit in UNIT_FACTORS:
        return Converted(round(figure.value * scale / UNIT_FACTORS[unit], 9), currency=currency)
    if scale in (1e3, 1e6):
        return Converted(figure.value, currency=currency)
    return Converted(None, f"{_quoted(cell)} has a unit of its own; write the figure in the unit of the cover.", currency)


def _around(figure: _Figure, spec: WorkbookSpec) -> tuple[str, float | None] | None:
    """Currency code and scale that stand around a figure; None when something else stands there."""
    currency, scale = "", None
    for part in (figure.lead, figure.tail):
        rest = part
        while rest:
            code, rest_after_code = _strip_currency(rest, spec)
            word = next((w for w in sorted(_SCALES, key=len, reverse=True) if rest.startswith(w)), None)
            if rest in _SCALES or (word and (not rest[len(word) :] or not rest[len(word)].isascii() or rest[len(word)] in " .")):
                word = rest if rest in _SCALES else word
                if scale is not None or word is None:
                    return None
                scale, rest = _SCALES[word], rest[len(word) :].lstrip(" .")
            elif rest_after_code != rest:
                currency, rest = code or currency, rest_after_code
            else:
                return None
    return currency, scale


def _strip_currency(text: str, spec: WorkbookSpec) -> tuple[str, str]:
    """The currency code at the start of a text and what is left; symbols that several currencies share give no code."""
    for folded, code in _currency_words(spec.choices.get("currency", ())):
        if text.startswith(folded) and not (folded.isalpha() and folded.isascii() and text[len(folded) : len(folded) + 1].isalpha()):
            return code, text[len(folded) :].strip()
    for symbol in _OPEN_SYMBOLS:
        if text.startswith(fold_text(symbol)):
            return "", text[1:].strip()
    return "", text


_CURRENCY_WORDS: dict[int, tuple[tuple[Choice, ...], tuple[tuple[str, str], ...]]] = {}


def _currency_words(choices: tuple[Choice, ...]) -> tuple[tuple[str, str], ...]:
    kept = _CURRENCY_WORDS.get(id(choices))
    if kept is not None and kept[0] is choices:
        return kept[1]
    words = {fold_text(text): choice.code for choice in choices for text in (choice.code, choice.words.zh, *choice.aliases) if text}
    made = tuple(sorted(words.items(), key=lambda item: (-len(item[0]), item[0])))
    _CURRENCY_WORDS[id(choices)] = (choices, made)
    return made


def _date(cell: object, field: FieldSpec, spec: WorkbookSpec) -> Converted:
    if isinstance(cell, datetime):
        return Converted(cell.date())
    if isinstance(cell, date):
        return Converted(cell)
    number = _as_float(cell)
    if number is not None:
        day = day_of_serial(number)
        return Converted(day) if day else _date_problem(cell)
    if not isinstance(cell, str):
        return _date_problem(cell)
    if _is_dash(cell):
        return _BLANK
    try:
        found = day_of_text(fold_text(cell))
    except AmbiguousDateError:
        return Converted(None, f"{_quoted(cell)} can be read in two ways; write the date like 2025-09-30.")
    return Converted(found) if found else _date_problem(cell)


def _date_problem(cell: object) -> Converted:
    return Converted(None, f"{_quoted(_plain_text(cell) or cell)} is not a date; write it like 2025-09-30.")


_CONVERTERS: Mapping[FieldType, Callable[[object, FieldSpec, WorkbookSpec], Converted]] = MappingProxyType(
    {
        FieldType.TEXT: _text,
        FieldType.REFERENCE: _reference,
        FieldType.CHOICE: _choice,
        FieldType.NUMBER: _number,
        FieldType.INTEGER: _integer,
        FieldType.PERCENT: _percent,
        FieldType.DATE: _date,
    }
)
