"""A01, the cover, and the texts every slide shares."""

from __future__ import annotations

from typing import Any

from planforge.model.codes import Status, YesNo
from planforge.model.cycle import PreworkReading, prework
from planforge.office.rich import Text
from planforge.review.brief import Brief
from planforge.review.context import CoverSlide, Deck
from planforge.review.context_base import SlideText
from planforge.review.status import GLYPHS
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
        footer="  |  ".join(part for part in (brief.company, name, brief.common["account"], confidentiality) if part),
        lang=_LANGUAGES[brief.main],
        author=brief.plan.cover.manager or brief.company,
        draft=brief.draft,
        appendix=brief.common["appendix"],
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
    facts = _facts(brief)
    return CoverSlide(
        slide=slide,
        title=title.text,
        subtitle=subtitle,
        sticker=sticker,
        facts=facts,
        short_facts=(*_facts(brief, "reviewers", "unit", "prework"), (brief.t("A01.blocks"), blocks_said(brief))),
    )


def blocks_said(brief: Brief) -> str:
    """How far each of the six blocks of the review template is filled in (METHOD, G5)."""
    blocks = brief.card.parts.blocks
    said = (brief.text("A01.block", name=brief.word(f"A01.block_name.{b.key}"), share=brief.numbers.percent(b.share)) for b in blocks)
    return ("，" if brief.chinese else ", ").join(said)


def _facts(brief: Brief, *without: str) -> tuple[tuple[Text, str], ...]:
    cover, numbers = brief.plan.cover, brief.numbers
    lines = (
        ("manager", cover.manager),
        ("reviewers", cover.reviewers),
        ("review_date", numbers.date(cover.review_date) if cover.review_date else None),
        ("unit", numbers.unit_text),
        ("as_of", numbers.date(brief.as_of) if brief.as_of else None),
        ("prework", _prework(brief)),
    )
    return tuple((brief.t(f"A01.{key}"), value) for key, value in lines if value and key not in without)


def _prework(brief: Brief) -> str:
    """The three items every plan starts from, each with its mark; empty while the team has answered none of them (METHOD, A4)."""
    items = prework(brief.plan)
    if not any(item.flagged and item.flagged.ready is not None for item in items):
        return ""
    ready = sum(1 for item in items if _mark(item)[0] is Status.ON_TRACK)
    return brief.text("A01.checklist", ready=ready, items=len(items), marks="  ".join(_checked(brief, item) for item in items))


def _checked(brief: Brief, item: PreworkReading) -> str:
    status, why = _mark(item)
    mark = f"{GLYPHS[status][0]} {brief.word(f'A01.item.{item.key}')}"
    return brief.text("A01.lacking", mark=mark, why=brief.word(why)) if why else mark


def _mark(item: PreworkReading) -> tuple[Status, str]:
    """How an item stands, and the word for what it lacks."""
    if not item.has_data:
        return Status.OFF_TRACK, "AX17.no_data"
    ready = item.flagged.ready if item.flagged else None
    if ready is None:
        return Status.NOT_ASSESSED, "open"
    return (Status.ON_TRACK, "") if ready is YesNo.YES else (Status.OFF_TRACK, "AX17.not_ready")


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
