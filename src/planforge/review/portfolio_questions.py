"""The seven questions about an account's place in the portfolio, the first four answered from the five-year table (METHOD B2).

They have a page beside this year's targets. A plan with neither sales by line nor an answer to questions 5 to 7 gets no page of its own
for the first four: A07 shows those figures already (revenue, cost to serve, net income of every year), and its notes say them as answers.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from planforge.model.scorecard import YearResult
from planforge.office.rich import Rich, Span, Text
from planforge.review.brief import Brief
from planforge.review.context_standing import PortfolioAnswer

FIGURES = 4
"""The first questions, whose answers are figures of the five-year table."""


def answers(brief: Brief) -> tuple[PortfolioAnswer, ...]:
    """Every question with its answer, or with the word for none."""
    blank = Rich((Span(brief.word("AX9.blank"), tone="muted"),))
    rows: list[tuple[str, Text]] = [(str(n), answer(brief) or blank) for n, answer in enumerate(_ANSWERS, 1)]
    return tuple(PortfolioAnswer(number=n, question=brief.word(f"AX9.question.{n}"), answer=text) for n, text in rows)


def have_page(brief: Brief) -> bool:
    """True when the questions stand on a page: with sales by line, or an answer that the five-year table does not have."""
    return bool(brief.plan.forecast) or any(answer(brief) for answer in _ANSWERS[FIGURES:])


def spoken(brief: Brief) -> tuple[str, ...]:
    """The first four with their answers, each as a line of the notes; none when the questions have a page."""
    if have_page(brief):
        return ()
    between = brief.word("AX9.between")
    told = ((number, answer(brief)) for number, answer in enumerate(_ANSWERS[:FIGURES], 1))
    return tuple(f"{brief.word(f'AX9.question.{number}')} {text.replace(chr(10), between)}" for number, text in told if text)


def answers_known(brief: Brief) -> int:
    """How many of the seven have an answer."""
    return sum(1 for answer in _ANSWERS if answer(brief))


def _around(brief: Brief, *offsets: int) -> list[YearResult]:
    """Years of the five-year table by their distance from this year."""
    this = brief.common["this"]
    found = {year.year: year for year in brief.card.financials.years}
    return [found[this + offset] for offset in offsets if this is not None and this + offset in found]


def _series(brief: Brief, years: Sequence[YearResult], field: str) -> str:
    money, known = brief.numbers.money, [(year.year, getattr(year, field)) for year in years]
    return brief.word("AX9.between").join(f"{year}: {money(value)}" for year, value in known if value is not None)


def _past(brief: Brief) -> str:
    return _series(brief, _around(brief, -2, -1), "revenue")


def _coming(brief: Brief) -> str:
    return _series(brief, _around(brief, 1, 2), "revenue")


def _cost(brief: Brief) -> str:
    year = brief.card.financials.this
    if year is None or year.indirect_cost is None:
        return ""
    return brief.text("AX9.cost", year=year.year, cost=year.indirect_cost, share=year.cost_to_serve)


def _profit(brief: Brief) -> str:
    earned = (_series(brief, _around(brief, *offsets), "net_income") for offsets in ((-2, -1), (1, 2)))
    return "\n".join(part for part in earned if part)


def _growth(brief: Brief) -> str:
    found = brief.plan.screening
    if found.growth_potential is None and found.future_potential is None:
        return ""
    return brief.text("AX9.growth", growth=found.growth_potential, potential=found.future_potential)


def _horizon(brief: Brief) -> str:
    months = brief.plan.screening.horizon
    return "" if months is None else brief.text("AX9.horizon", months=months)


def _orientation(brief: Brief) -> str:
    orientation = brief.plan.screening.orientation
    if orientation is None:
        return ""
    return brief.text(
        "AX9.orientation", how=brief.code("AX5.orientation_word", orientation), kind=brief.code("AX5.orientation_means", orientation)
    )


_ANSWERS: tuple[Callable[[Brief], str], ...] = (_past, _coming, _cost, _profit, _growth, _horizon, _orientation)
