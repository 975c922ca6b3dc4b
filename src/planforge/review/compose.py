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
    buying,
    capabilities,
    competition,
    contact_matrix,
    cover,
    coverage,
    deal_review,
    deals,
    decisions,
    duties,
    effort,
    factors,
    financials,
    goals,
    influence,
    joint,
    outline,
    page,
    parts,
    pipeline,
    position,
    process,
    purchase,
    question_bank,
    risks,
    roadmap,
    sales,
    satisfaction,
    scoring_backup,
    selection,
    since_last,
    snapshot,
    stage,
    standing,
    supplier_spend,
    swot,
    team,
    wallet,
    winning,
    year_goals,
)
from planforge.review.brief import Brief, PreviousReview, prepare
from planforge.review.catalogue import Catalogue
from planforge.review.context import ReviewContext
from planforge.review.context_assessment import PositionMark

FACTS: Mapping[str, Callable[[Brief], dict[str, Any]]] = {
    "A01": cover.facts,
    "A03": since_last.facts,
    "A04": snapshot.facts,
    "A05": factors.facts,
    "A06": position.facts,
    "A07": financials.facts,
    "A08": wallet.facts,
    "A09": influence.facts,
    "A10": coverage.facts,
    "A11": stage.facts,
    "A12": competition.facts,
    "A13": satisfaction.facts,
    "A14": roadmap.facts,
    "A15": pipeline.facts,
    "A16": deals.facts,
    "A17": goals.goal_facts,
    "A18": risks.facts,
    "A19": actions.facts,
    "A20": goals.resource_facts,
    "A21": decisions.facts,
    "A02": page.facts,
    "AX1": scoring_backup.facts,
    "AX14": swot.facts,
    "AX15": winning.facts,
    "AX16": outline.facts,
    "AX17": process.facts,
    "AX18": parts.facts,
    "AX19": team.facts,
    "AX20": duties.facts,
    "AX2": appendix.rule_facts,
    "AX3": appendix.trace_facts,
    "AX4": question_bank.facts,
    "AX5": selection.facts,
    "AX6": deal_review.facts,
    "AX7": capabilities.facts,
    "AX8": standing.facts,
    "AX9": sales.facts,
    "AX10": supplier_spend.facts,
    "AX11": effort.facts,
    "AX12": contact_matrix.facts,
    "AX13": buying.facts,
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
    for_customer: bool = False,
    with_appendix: bool = True,
) -> ReviewContext:
    """The context of one account's review deck.

    Args:
        language: `en`, `zh` or `en+zh`.
        texts: the catalogue of titles, labels and questions.
        policy: thresholds in force by dotted name, such as `pipeline.top_share`.
        previous: the same account at the last review.
        others: the other accounts' positions, when a portfolio is known.
        version: the generator's name and version, for the appendix.
        for_customer: whether the plan holds only what the customer may see, for the joint account plan.
        with_appendix: whether the deck has its appendix.

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
        appendix=with_appendix,
    )
    for slide, gather in FACTS.items():
        brief.facts[slide] = gather(brief)
    return ReviewContext(
        deck=joint.deck(brief, cover.deck(brief)) if for_customer else cover.deck(brief),
        cover=joint.cover(brief) if for_customer else cover.compose(brief),
        page=page.compose(brief),
        changes=since_last.compose(brief),
        snapshot=snapshot.compose(brief),
        factors=factors.compose(brief),
        position=position.compose(brief),
        financials=financials.compose(brief),
        mix=wallet.compose(brief),
        influence=influence.compose(brief),
        coverage=coverage.compose(brief),
        stage=stage.compose(brief),
        competition=competition.compose(brief),
        satisfaction=satisfaction.compose(brief),
        roadmap=roadmap.compose(brief),
        pipeline=pipeline.compose(brief),
        deal_sheets=deals.compose(brief),
        goals=goals.compose_goals(brief),
        year_goals=year_goals.compose(brief),
        risks=risks.compose(brief),
        actions=actions.compose(brief),
        resources=goals.compose_resources(brief),
        decisions=decisions.compose(brief),
        backup=scoring_backup.compose(brief),
        definitions=appendix.compose_rules(brief),
        trace=appendix.compose_trace(brief),
        question_bank=question_bank.compose(brief),
        selection=selection.compose(brief),
        deal_review=deal_review.compose(brief),
        capabilities=capabilities.compose(brief),
        standing=standing.compose(brief),
        sales=sales.compose(brief),
        swot=swot.compose(brief),
        winning=winning.compose(brief),
        purchase=purchase.compose(brief),
        supplier_spend=supplier_spend.compose(brief),
        effort=effort.compose(brief),
        contact_matrix=contact_matrix.compose_matrix(brief),
        people=contact_matrix.compose_people(brief),
        buying=buying.compose_process(brief),
        stakes=buying.compose_groups(brief),
        outline=outline.compose(brief),
        process=process.compose(brief),
        parts=parts.compose(brief),
        team=team.compose(brief),
        duties=duties.compose(brief),
        joint=joint.compose(brief) if for_customer else None,
        labels=texts.labels(language),
        records=tuple(brief.trace.records),
    )
