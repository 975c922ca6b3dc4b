"""The account review deck drawn by a plain python-pptx script: same slides, same styling, charts and drawings included."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from plain_account import account_page, cover, factors, financials, position
from plain_appendix import definitions, trace
from plain_customer import competition, coverage, influence, pipeline
from plain_page import PlainDeck
from plain_work import actions, decisions, risks
from pptx import Presentation

from planforge.authoring import account_review
from planforge.authoring.deck_base import base_presentation
from planforge.review.context import ReviewContext

_DRAWN = (
    (cover, account_review.cover),
    (account_page, account_review.page),
    (factors, account_review.factors),
    (position, account_review.position),
    (financials, account_review.financials),
    (influence, account_review.influence),
    (coverage, account_review.coverage),
    (competition, account_review.competition),
    (pipeline, account_review.pipeline),
    (risks, account_review.risks),
    (actions, account_review.actions),
    (decisions, account_review.decisions),
    (definitions, account_review.definitions),
    (trace, account_review.trace),
)
"""What draws a slide here, and what tags it in the template of PlanForge."""


@lru_cache(maxsize=1)
def company_master() -> bytes:
    """The empty presentation with master and layouts that such a script would open; made once, outside the measurement."""
    out = io.BytesIO()
    base_presentation().save(out)
    return out.getvalue()


def draw(context: ReviewContext, t: Callable[[str], Any], late: bool = False) -> bytes:
    """The whole deck as bytes; with `late` the shapes of a drawing are grouped at its end."""
    deck = PlainDeck(Presentation(io.BytesIO(company_master())), context, t, late)
    for slide, _ in _DRAWN:
        slide(deck)
    return deck.save()


def template() -> bytes:
    """A template of PlanForge with exactly the slides that `draw` draws."""
    out = io.BytesIO()
    account_review.build(slides=[tagged for _, tagged in _DRAWN]).save(out)
    return out.getvalue()
