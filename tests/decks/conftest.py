"""The sample plans rendered to review decks, once per process, and the switch that accepts golden outlines."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pytest

from planforge.config import Config
from planforge.office import Rendered
from planforge.pipeline import ReviewResult, render_deck, review_plan

SAMPLES = Path(__file__).parents[2] / "samples"


@dataclass(frozen=True)
class SampleDeck:
    """A sample's review and its rendered deck."""

    review: ReviewResult
    rendered: Rendered

    @property
    def data(self) -> bytes:
        return self.rendered.data


def reviewed(name: str, language: str) -> ReviewResult:
    """The review of a sample against the quarter before."""
    before = SAMPLES / f"{name}_2025Q2.xlsx"
    return review_plan(SAMPLES / f"{name}_2025Q3.xlsx", Config(language=language), previous=before)


@lru_cache(maxsize=64)
def _deck(name: str, language: str) -> SampleDeck:
    review = reviewed(name, language)
    return SampleDeck(review, render_deck(review, Config(language=language)))


@pytest.fixture
def deck() -> Callable[[str, str], SampleDeck]:
    """`deck("lanhai-grid", "en")`: a sample's deck."""
    return _deck


@pytest.fixture
def fresh_deck() -> Callable[[str, str], bytes]:
    """`fresh_deck("lanhai-grid", "en")`: a sample read, composed and rendered anew."""
    return lambda name, language: render_deck(reviewed(name, language), Config(language=language)).data


@pytest.fixture
def accept() -> bool:
    """True when outlines are to be written instead of compared: set PLANFORGE_ACCEPT=1."""
    return os.environ.get("PLANFORGE_ACCEPT") == "1"
