"""A01, the cover, and the texts every slide shares."""

from __future__ import annotations

from typing import Any

from planforge.office.rich import Text
from planforge.review.brief import Brief
from planforge.review.context import CoverSlide, Deck, SlideText
from planforge.review.titles import title_of

ID = "A01"
_LANGUAGES = {"en": "en-GB", "zh": "zh-CN"}


def deck(brief: Brief) -> Deck:
    """Title, footer and language of the deck."""
    confidentiality = brief.confidentiality
    words = brief.texts.words["confidential"]
    if confidentiality == words["en"]:
        confidentiality = words[brief.main]
    name = brief.text("deck_name")
    return Deck(
        title=brief.text("deck_title"),
        company=brief.company,
        account=brief.plan.name,
        period=brief.plan.cover.period or "",
        footer="  |  ".join(part for part in (brief.company, name, brief.plan.name, confidentiality) if part),
        lang=_LANGUAGES[brief.main],
        author=brief.plan.cover.manager or brief.company,
        draft=brief.draft,
    )


def facts(brief: Brief) -> dict[str, Any]:
    """Raw values of the cover."""
    return {**brief.common, "reviewers": brief.plan.cover.reviewers}


def compose(brief: Brief) -> CoverSlide:
    """The slide."""
    data = brief.facts[ID]
    title = title_of(brief, ID, data)
    subtitle = brief.texts.text("A01.subtitle", brief.language, data)
    sticker = brief.word("draft") if brief.draft else ""
    slide = SlideText(
        id=ID, title=title.text, tracker=brief.t("A01.tracker"), subtitle=subtitle, source="", sticker=sticker, notes=_notes(brief, data)
    )
    return CoverSlide(slide=slide, title=title.text, subtitle=subtitle, sticker=sticker, facts=_facts(brief))


def _facts(brief: Brief) -> tuple[tuple[Text, str], ...]:
    cover, numbers = brief.plan.cover, brief.numbers
    lines = (
        ("manager", cover.manager),
        ("reviewers", cover.reviewers),
        ("review_date", numbers.date(cover.review_date) if cover.review_date else None),
        ("unit", numbers.unit_text),
        ("as_of", numbers.date(brief.as_of) if brief.as_of else None),
    )
    return tuple((brief.t(f"A01.{key}"), value) for key, value in lines if value)


def _notes(brief: Brief, data: dict[str, Any]) -> str:
    texts = brief.texts.slide(ID).data
    agenda = [
        brief.text("A01.minutes", section=brief.word(f"section.{section}"), minutes=minutes) for section, minutes in texts["agenda"].items()
    ]
    say = [brief.say(ID, "say", data, part) for part in ("reason", "consequence")]
    parts = (
        (brief.word("notes.purpose"), [texts["purpose"][brief.main]]),
        (brief.word("notes.say"), say),
        (brief.word("A01.agenda"), agenda),
    )
    return "\n\n".join("\n".join((heading, *lines)) for heading, lines in parts)
