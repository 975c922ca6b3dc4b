"""Figures and dates as a reader of the deck sees them, per language. One unit and one number of decimals per deck."""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterable
from dataclasses import dataclass

MINUS = "\N{MINUS SIGN}"
NOT_APPLICABLE = "–"

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_UNITS_ZH = {"k": "千", "m": "百万", "bn": "十亿", "wan": "万", "yi": "亿"}
_CURRENCIES_ZH = {"CNY": "元", "RMB": "元", "USD": "美元", "EUR": "欧元", "GBP": "英镑", "JPY": "日元", "HKD": "港元", "SGD": "新加坡元"}


def figure(value: float | None, digits: int = 1) -> str:
    """A number with thousands separators and a real minus; a rounded zero has no sign."""
    if value is None:
        return NOT_APPLICABLE
    # A hair more, so that 4.45 from a sum of binary fractions becomes 4.5 as in the workbook.
    text = f"{value + math.copysign(1e-9, value):,.{digits}f}"
    if text[0] != "-":
        return text
    return MINUS + text[1:] if any(c in "123456789" for c in text) else text[1:]


def signed(value: float | None, digits: int = 1) -> str:
    """A difference with its sign; a rounded zero has none."""
    text = figure(value, digits)
    if value is None or value <= 0 or not any(c in "123456789" for c in text):
        return text
    return "+" + text


def quarter(day: datetime.date | None) -> str:
    """A day as its quarter, `2026 Q1`."""
    return f"{day.year} Q{(day.month + 2) // 3}" if day else NOT_APPLICABLE


@dataclass(frozen=True, slots=True)
class Numbers:
    """How one deck writes figures.

    Attributes:
        language: `en` or `zh`, the deck's main language.
        currency: three-letter code, may be empty.
        unit: `1`, `k`, `m` or empty.
        decimals: of money; 1, or 0 when the largest value is 1,000 or more.
    """

    language: str = "en"
    currency: str = ""
    unit: str = ""
    decimals: int = 1

    @property
    def chinese(self) -> bool:
        """True when the deck's main language is Chinese."""
        return self.language == "zh"

    @property
    def unit_text(self) -> str:
        """The unit as a heading shows it: `CNY m`, in Chinese `百万元`."""
        scale = "" if self.unit == "1" else self.unit
        if self.chinese:
            return _UNITS_ZH.get(scale, scale) + _CURRENCIES_ZH.get(self.currency, self.currency)
        return f"{self.currency} {scale}".strip()

    def money(self, value: float | None) -> str:
        """Money without its unit, for tables and charts."""
        return figure(value, self.decimals)

    def money_signed(self, value: float | None) -> str:
        """A difference of money with its sign."""
        return signed(value, self.decimals)

    def amount(self, value: float | None) -> str:
        """Money in a sentence: `CNY 7.0 m`, in Chinese `7.0百万元`."""
        if value is None:
            return NOT_APPLICABLE
        if self.chinese:
            return self.money(value) + self.unit_text
        scale = "" if self.unit in ("", "1") else f" {self.unit}"
        return f"{self.currency} {self.money(value)}{scale}".strip()

    def percent(self, share: float | None) -> str:
        """A share without decimals, with one below 10 %."""
        if share is None:
            return NOT_APPLICABLE
        small = 0 < abs(share) < 0.0995
        return figure(share * 100, 1 if small else 0) + "%"

    def percent_one(self, share: float | None) -> str:
        """A share with one decimal, for table columns."""
        return figure(share * 100, 1) + "%" if share is not None else NOT_APPLICABLE

    def percents(self, shares: Iterable[float | None]) -> list[str]:
        """The shares of one column: without decimals when all are whole percents, else with one."""
        found = list(shares)
        digits = 0 if all(abs(share * 100 - round(share * 100)) < 0.005 for share in found if share is not None) else 1
        return [figure(share * 100, digits) + "%" if share is not None else NOT_APPLICABLE for share in found]

    def growth(self, share: float | None) -> str:
        """A rate of change with sign and one decimal."""
        return signed(share * 100, 1) + "%" if share is not None else NOT_APPLICABLE

    def points(self, difference: float | None) -> str:
        """The size of a difference of two shares: `2 points`, in Chinese `2个百分点`."""
        if difference is None:
            return NOT_APPLICABLE
        size = round(abs(difference) * 100, 1)
        text = figure(size, 0 if size == int(size) else 1)
        if self.chinese:
            return f"{text}个百分点"
        return f"{text} point" if text == "1" else f"{text} points"

    def rating(self, value: float | None) -> str:
        """A rating with one decimal."""
        return figure(value, 1)

    def date(self, day: datetime.date | None) -> str:
        """A full date: `14 Nov 2025`, in Chinese `2025年11月14日`."""
        if day is None:
            return NOT_APPLICABLE
        if self.chinese:
            return f"{day.year}年{day.month}月{day.day}日"
        return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"

    def short(self, day: datetime.date | None) -> str:
        """A date without its year: `14 Nov`, in Chinese `11月14日`."""
        if day is None:
            return NOT_APPLICABLE
        return f"{day.month}月{day.day}日" if self.chinese else f"{day.day} {_MONTHS[day.month - 1]}"

    def month(self, day: datetime.date) -> str:
        """A month's short name: `Nov`, in Chinese `11月`."""
        return f"{day.month}月" if self.chinese else _MONTHS[day.month - 1]

    def both(self, items: Iterable[object]) -> str:
        """Items joined to a list in a sentence: `a, b and c`, in Chinese `a、b和c`."""
        words = [str(item) for item in items]
        if len(words) < 2:
            return "".join(words)
        if self.chinese:
            return "、".join(words[:-1]) + "和" + words[-1]
        return ", ".join(words[:-1]) + " and " + words[-1]


def numbers_for(language: str, currency: str | None, unit: str | None, values: Iterable[float | None]) -> Numbers:
    """The number formats of a deck; `values` are the figures whose largest decides about decimals."""
    largest = max((abs(v) for v in values if v is not None), default=0.0)
    return Numbers(language, currency or "", unit or "", 1 if largest < 1000 else 0)
