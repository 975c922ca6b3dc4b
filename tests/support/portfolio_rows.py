"""Rows of the consolidated workbook with what a test is about, and the rest as usual."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from planforge.office.xlsx.values import Link
from planforge.portfolio import load_words
from planforge.portfolio.records import (
    AccountRow,
    CalendarRow,
    DealRow,
    DecisionRow,
    EffortRow,
    FactorRow,
    RequestRow,
    SegmentRow,
    SelectionRow,
    YearRow,
)

AS_OF = date(2025, 9, 30)
_WORDS = Path(__file__).resolve().parents[2] / "templates" / "xlsx" / "portfolio" / "texts.toml"


@lru_cache(maxsize=2)
def words(language: str = "en") -> Mapping[str, str]:
    """The words of the workbook, with unit and years filled in."""
    facts = {"unit": "CNY m", "year": 2025, "next": 2026}
    found = load_words(_WORDS, language)
    filled = {name for name in found if name.startswith(("review_", "rollup_")) and "_alt_" not in name}
    return {name: text.format_map(facts) if name in filled else text for name, text in found.items()}


def plan(currency: str = "CNY", unit: str = "m", **rows: Any) -> Any:
    """A plan of account K1."""
    return SimpleNamespace(**{"currency": currency, "unit": unit, "requests": (), "decisions": (), **rows})


def _base(account: str) -> dict[str, Any]:
    return {"account_id": account, "account": account, "source": Link("a.xlsx", "a.xlsx")}


def account(name: str, **values: Any) -> AccountRow:
    """An account, without figures."""
    usual = {
        "account_class": "A", "manager": "", "currency": "CNY", "attractiveness": None, "strength": None, "previous_attractiveness": None,
        "previous_strength": None, "previous_type": "", "ten_factors": None, "stage_now": "", "stage_target": "", "wallet_share": None,
        "quality": 90.0, "complete": 1.0,
        "open_prework": 0, "signed_off": "no", "next_review": None, "as_of": AS_OF, "statuses": (None,) * 8, "deck": Link("", ""),
    }  # fmt: skip
    return AccountRow(**_base(name), **{**usual, **values})


def deal(name: str, account_id: str = "K1", **values: Any) -> DealRow:
    """An open deal."""
    usual = {
        "id": name, "name": name, "product": "", "stage": "", "is_open": "yes", "close": None, "value": None, "probability": None,
        "deal_margin": None, "competitor": "", "next_step": "", "next_date": None, "owner": "",
    }  # fmt: skip
    return DealRow(**_base(account_id), **{**usual, **values})


def request(name: str, **values: Any) -> RequestRow:
    """A request for resources."""
    usual = {"number": 1, "request": name, "kind": "", "cost": None, "fte": None, "start": None, "enables": "", "opportunity": ""}
    return RequestRow(**_base("K1"), **{**usual, **values})


def decision(name: str, **values: Any) -> DecisionRow:
    """A decision with owner and date that nobody has taken."""
    usual = {
        "number": 1, "decision": name, "amount": None, "fte": None, "owner": "T. Berg", "latest_date": date(2025, 10, 15), "effect": "",
        "outcome": "", "outcome_date": None, "as_of": AS_OF,
    }  # fmt: skip
    return DecisionRow(**_base("K1"), **{**usual, **values})


def factor(name: str, score: float | None, weight: float = 0.5, account_id: str = "K1") -> FactorRow:
    """A factor of attractiveness."""
    return FactorRow(**_base(account_id), factor=name, weight=weight, score=score, previous=None, reason="")


def selection(name: str, mean: float | None = None, **values: Any) -> SelectionRow:
    """An account whose criteria nobody has rated."""
    usual = {
        "account_class": "", "unknown": 0, "knock_outs": 0, "verdict": "", "sales_size": None, "market_power": None, "finances": None,
        "screen": None, "grade_mean": None, "grade": "",
    }  # fmt: skip
    return SelectionRow(**_base(name), criteria_mean=mean, **{**usual, **values})


def effort(name: str, hours: float | None, **values: Any) -> EffortRow:
    """Our hours for an account that deserves 10 to 40 a month."""
    return EffortRow(**_base(name), hours=hours, **{"untimed": 0, "least": 10.0, "most": 40.0, **values})


def segment(name: str, **values: Any) -> SegmentRow:
    """An account without figures, box and parent."""
    usual = {
        "kind": "", "parent": "", "account_class": "", "future_potential": None, "last_review": None, "next_review": None, "as_of": AS_OF,
        "value_box": "Figures missing", "segment": "Figures missing",
    }  # fmt: skip
    return SegmentRow(**_base(name), **{**usual, **values})


def year(number: int, account_id: str = "K1", **values: Any) -> YearRow:
    """A year without amounts."""
    usual = {"scenario": "A", "revenue": None, "direct_cost": None, "indirect_cost": None, "plan": None, "comment": ""}
    return YearRow(**_base(account_id), year=number, **{**usual, **values})


def review_dates(name: str, **values: Any) -> CalendarRow:
    """An account whose dates nobody has entered."""
    usual = {
        "account_class": "", "days_between": None, "last_review": None, "this_review": None, "on_cover": None, "as_of": AS_OF,
        "late_steps": 0, "not_ready": 0,
    }  # fmt: skip
    return CalendarRow(**_base(name), **{**usual, **values})
