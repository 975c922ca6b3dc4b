"""What the program makes of two shipped samples: everything in which a figure worked by hand is looked up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from planforge import pipeline, resources, scoring
from planforge.config import Config
from planforge.model.cycle import PreworkReading, StepReading, not_ready, prework, read_cycle, tools_by_phase
from planforge.model.offers import GoalMatch, match_goals
from planforge.model.plan import AccountPlan
from planforge.model.process import Preparation, StageTool
from planforge.model.scorecard import Scorecard
from planforge.model.silence import Silence, silences
from planforge.portfolio import consolidate, load_words
from planforge.portfolio.context_rollup import Rollup
from planforge.portfolio.records import SegmentRow
from planforge.review import parts
from planforge.review.brief import Brief, PreviousReview, prepare
from planforge.review.compose import FACTS
from planforge.review.context_process import PartRow
from planforge.review.context_standing import PortfolioAnswer
from planforge.review.portfolio_questions import answers

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
ACCOUNTS = ("lanhai-grid_2025Q3", "haiyue-rail_2025Q3")
BESIDE = "orvane-rail_2025Q3"
"""The third plan of a portfolio: from three on, its average and its medians divide high from low."""


@dataclass(frozen=True, kw_only=True)
class Reading:
    """A sample, scored against its last review.

    Attributes:
        placed: the scores among three plans read together.
        portfolio: its row in their consolidated workbook.
        rollup: sums over the three plans in that workbook.
        findings: how often each rule found something, by code.
        facts: the slides' raw values, by slide id.
        answers: to the seven questions about its place in the portfolio.
        pages: the eight parts with the pages each may take.
    """

    plan: AccountPlan
    card: Scorecard
    placed: Scorecard
    portfolio: SegmentRow
    rollup: Rollup
    findings: Counter[str]
    cycle: Sequence[StepReading]
    prework: Sequence[PreworkReading]
    not_ready: Sequence[Preparation]
    tools: Mapping[Any, Sequence[StageTool]]
    silences: Sequence[Silence]
    matches: Sequence[GoalMatch]
    facts: Mapping[str, Mapping[str, Any]]
    answers: Sequence[PortfolioAnswer]
    pages: Sequence[PartRow]


def read_samples() -> Mapping[str, Reading]:
    """Both samples, read as the command line reads them, each with the workbook of its last review."""
    config = Config()
    scored = {account: _score(account, config) for account in (*ACCOUNTS, BESIDE)}
    placed = dict(zip(scored, pipeline.place_in_portfolio(list(scored.values()), config), strict=True))
    words = load_words(resources.template(pipeline.PORTFOLIO_TEXTS), "en")
    found, limits = [pipeline.consolidated_rows(result) for result in placed.values()], pipeline.scoring_policy(config).portfolio_limits
    together = consolidate(found, words, limits=limits, version="")
    rows = {row.account_id: row for row in together.segments}
    return {
        account: _reading(
            scored[account], placed[account].scorecard, rows[scored[account].plan.cover.account_id or ""], together.rollup, config
        )
        for account in ACCOUNTS
    }


def _score(account: str, config: Config) -> pipeline.ScoreResult:
    path = SAMPLES / f"{account}.xlsx"
    before = pipeline.previous_beside(path, pipeline.check_plan(path, config).plan)
    assert before is not None, f"{account} names no workbook of the last review"
    return pipeline.score_plan(path, config, previous=before)


def _reading(scored: pipeline.ScoreResult, placed: Scorecard, row: SegmentRow, rollup: Rollup, config: Config) -> Reading:
    plan, day = scored.plan, scored.plan.as_of
    brief = _brief(scored, config)
    slide = parts.compose(brief)
    return Reading(
        plan=plan,
        card=scored.scorecard,
        placed=placed,
        portfolio=row,
        rollup=rollup,
        findings=Counter(finding.code for finding in scored.report.findings),
        cycle=read_cycle(plan, day),
        prework=prework(plan),
        not_ready=not_ready(plan),
        tools=tools_by_phase(plan),
        silences=silences(plan, day, pipeline.scoring_policy(config).relationships.rhythm),
        matches=match_goals(plan),
        facts=brief.facts,
        answers=answers(brief),
        pages=slide.parts if slide else (),
    )


def _brief(scored: pipeline.ScoreResult, config: Config) -> Brief:
    """What the slides are composed from, with their raw values gathered."""
    policy, before = pipeline.scoring_policy(config), scored.previous
    assert before is not None
    then = scoring.score_plan(before, as_of=before.as_of, findings=(), policy=policy)
    brief = prepare(
        scored.plan,
        scored.scorecard,
        scored.report,
        language=pipeline.deck_language(scored.plan, config),
        texts=pipeline.catalogue(config),
        company=config.company,
        confidentiality=config.confidentiality,
        previous=PreviousReview(plan=before, scorecard=then),
        others=(),
        policy=policy.named(),
        version="",
    )
    for slide, gather in FACTS.items():
        brief.facts[slide] = gather(brief)
    return brief
