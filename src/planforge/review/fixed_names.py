"""Names of rows that the workbook prints itself, such as the selection criteria, in the language of the deck."""

from __future__ import annotations

from planforge.review.brief import Brief
from planforge.review.numbers import NOT_APPLICABLE


def fixed_name(brief: Brief, key: str, number: int | None, entered: str | None) -> str:
    """The method's own name in the deck's language, unless the company renamed the row.

    Args:
        key: where the names stand in the texts, such as `AX5.name`.
        number: the row's number.
        entered: what the workbook says.
    """
    words = brief.texts.words.get(f"{key}.{number}")
    if words is None or (entered and entered not in words.values()):
        return entered or NOT_APPLICABLE
    return words[brief.main]


def second_name(brief: Brief, key: str, number: int | None, entered: str | None) -> str:
    """The method's own name in the second language of a bilingual deck; empty in others, and for a row that the company renamed."""
    words = brief.texts.words.get(f"{key}.{number}")
    if brief.language != "en+zh" or words is None or (entered and entered not in words.values()):
        return ""
    return words["zh" if brief.main == "en" else "en"]
