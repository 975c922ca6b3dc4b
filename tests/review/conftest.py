"""The fixture plans composed into review contexts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from planforge import resources
from planforge.diagnostics.report import Report
from planforge.model.plan import AccountPlan
from planforge.model.scorecard import Scorecard
from planforge.review import Catalogue, PreviousReview, ReviewContext, compose
from planforge.review.brief import Brief, prepare
from planforge.review.compose import FACTS
from planforge.scoring.engine import score_plan
from planforge.scoring.load import load_policy
from planforge.values import SourceFile
from support.plans import full_plan, half_filled_plan, previous_plan, with_readings

LANGUAGES = ("en", "zh", "en+zh")
PLANS = ("full", "half", "empty")
TEXTS = resources.template("pptx/account-review/texts")
POLICY = load_policy(resources.template("xlsx/account-plan/scorecard.toml"))


def empty_plan() -> AccountPlan:
    return with_readings(AccountPlan(source=SourceFile("empty.xlsx", "0" * 64, 1)))


def plan_of(name: str) -> AccountPlan:
    return {"full": full_plan, "half": half_filled_plan, "empty": empty_plan}[name]()


def scored(plan: AccountPlan, previous: AccountPlan | None = None) -> Scorecard:
    return score_plan(plan, as_of=plan.as_of, findings=(), policy=POLICY, previous=previous)


def reviewed(plan: AccountPlan, language: str = "en", previous: AccountPlan | None = None, **options: Any) -> ReviewContext:
    """A plan composed as the pipeline does it."""
    before = PreviousReview(plan=previous, scorecard=scored(previous)) if previous else None
    values: dict[str, Any] = {"company": "Northgate Systems", "confidentiality": "Confidential", "version": "PlanForge 0.1.0", **options}
    report = values.pop("report", None) or Report.of(plan.source, ())
    return compose(
        plan,
        scored(plan, previous),
        report,
        language=language,
        texts=Catalogue.load(TEXTS),
        policy=POLICY.named(),
        previous=before,
        **values,
    )


def brief_of(plan: AccountPlan, language: str = "en", previous: AccountPlan | None = None) -> Brief:
    """The brief of a plan with the facts of all slides gathered."""
    brief = prepare(
        plan,
        scored(plan, previous),
        Report.of(plan.source, ()),
        language=language,
        texts=Catalogue.load(TEXTS),
        company="Northgate Systems",
        confidentiality="Confidential",
        previous=PreviousReview(plan=previous, scorecard=scored(previous)) if previous else None,
        others=(),
        policy=POLICY.named(),
        version="PlanForge 0.1.0",
    )
    for slide, gather in FACTS.items():
        brief.facts[slide] = gather(brief)
    return brief


@lru_cache(maxsize=16)
def _context(name: str, language: str) -> ReviewContext:
    return reviewed(plan_of(name), language, previous_plan() if name == "full" else None)


@lru_cache(maxsize=3)
def _full_brief(language: str) -> Brief:
    return brief_of(full_plan(), language)


@pytest.fixture
def full_brief() -> Callable[[str], Brief]:
    """`full_brief("en")`: the brief of the full plan with the facts of all slides, gathered once."""
    return _full_brief


@pytest.fixture
def texts() -> Catalogue:
    return Catalogue.load(TEXTS)


@pytest.fixture
def texts_folder() -> Path:
    return TEXTS


@pytest.fixture
def context() -> Callable[[str, str], ReviewContext]:
    """`context("full", "en")`: a fixture plan as a review context, composed once."""
    return _context


@pytest.fixture
def review() -> Callable[..., ReviewContext]:
    """`review(plan, language, previous)`: any plan as a review context."""
    return reviewed


@pytest.fixture
def full_facts() -> Mapping[str, Mapping[str, Mapping[str, Any]]]:
    """Language to slide id to the facts of the full plan."""
    return _full_facts()


@lru_cache(maxsize=1)
def _full_facts() -> Mapping[str, Mapping[str, Mapping[str, Any]]]:
    return {language: brief_of(full_plan(), language, previous_plan()).facts for language in ("en", "zh")}
