"""The bar below a slide's body: a bold label and one sentence, only when a rule has something to add to the title."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from planforge.office.rich import Rich, Span, Text
from planforge.review.brief import Brief
from planforge.review.catalogue import render


def takeaway(brief: Brief, slide: str, facts: Mapping[str, Any]) -> Text:
    """The takeaway of a slide, or an empty text.

    A rule's `part` names the bold label: so_what (default), decision_needed or question_for_review.
    """
    for variant in brief.texts.every_variant(slide, "takeaway", facts):
        sentence = render(variant.text(brief.main), facts, f"{slide}.takeaway")
        return labelled(brief, variant.part or "so_what", sentence)
    return ""


def labelled(brief: Brief, label: str, sentence: str) -> Rich:
    """A bold label in the primary colour with a sentence behind it."""
    gap = "" if brief.chinese else " "
    return Rich((Span(brief.word(label) + gap, tone="primary", bold=True), Span(sentence)))
