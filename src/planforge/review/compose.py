"""From a plan, its scores and its findings to all that a review deck shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from planforge.diagnostics.report import Report
from planforge.model.plan import AccountPlan
from planforge.model.scorecard import Scorecard
from planforge.review import (
    actions,
    appendix,
    competition,
    cover,
    coverage,
    decisions,
    factors,
    financials,
    influence,
    page,
    pipeline,
    position,
    risks,
    satisfaction,
)
from planforge.review.brief import Brief, PreviousReview, prepare
from planforge.review.catalogue import Catalogue
from planforge.review.context import PositionMark, ReviewContext

FACTS: Mapping[str, Callable[[Brief], dict[str, Any]]] = {
    "A01": cover.facts,
    "A05": factors.facts,
    "A06": position.facts,
    "A07": financials.facts,
    "A09": influence.facts,
    "A10": coverage.facts,
    "A12": competition.facts,
    "A13": satisfaction.facts,
    "A15": pipeline.facts,
    "A18": risks.facts,
    "A19": actions.facts,
    "A21": decisions.facts,
    "A02": page.facts,
    "AX2": appendix.rule_facts,
    "AX3": appendix.trace_facts,
}
"""Slide id to the function that gathers its raw values."""


def compose(
    plan: AccountPlan,
    scorecard: Scorecard,
    report: Report,
    *,
    language: str,
    texts: Catalogue,
    policy: Mapping[str, Any],
    company: str = "",
    confidentiality: str = "",
    previous: PreviousReview | None = None,
    others: Sequence[PositionMark] = (),
    version: str = "PlanForge",
) -> ReviewContext:
    """The context of one account's review deck.

    Args:
        language: `en`, `zh` or `en+zh`.
        texts: the catalogue of titles, labels and questions.
        policy: thresholds in force by dotted name, such as `pipeline.top_share`.
        previous: the same account at the last review.
        others: the other accounts' positions, when a portfolio is known.
        version: the generator's name and version, for the appendix.

    Raises:
        TemplateError: a text of the catalogue names something that does not exist.
    """
    brief = prepare(
        plan,
        scorecard,
        report,
        language=language,
        texts=texts,
        company=company,
        confidentiality=confidentiality,
        previous=previous,
        others=others,
        policy=policy,
        version=version,
    )
    for slide, gather in FACTS.items():
        brief.facts[slide] = gather(brief)
    return ReviewContext(
        deck=cover.deck(brief),
        cover=cover.compose(brief),
        page=page.compose(brief),
        factors=factors.compose(brief),
        position=position.compose(brief),
        financials=financials.compose(brief),
        influence=influence.compose(brief),
        coverage=coverage.compose(brief),
        competition=competition.compose(brief),
        pipeline=pipeline.compose(brief),
        risks=risks.compose(brief),
        actions=actions.compose(brief),
        decisions=decisions.compose(brief),
        definitions=appendix.compose_rules(brief),
        trace=appendix.compose_trace(brief),
        labels=texts.labels(language),
        records=tuple(brief.trace.records),
    )
