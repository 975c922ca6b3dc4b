"""Rules about what is not known, and about figures of two sheets or two reviews that do not fit each other.

A slide says what it leaves out; these rules name the cell, so that it gets filled.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from planforge.diagnostics.finding import Finding, Severity
from planforge.model.account import FinancialYear
from planforge.model.codes import AccountClass, Mark
from planforge.model.offers import same_text
from planforge.model.plan import AccountPlan
from planforge.model.purchase import ForecastLine
from planforge.model.scorecard_forecast import YEARS, told
from planforge.rules.registry import Facts, rule
from planforge.rules.wording import amount, did_you_mean, person, quoted
from planforge.values import same_words

_YEAR_WORDS = ("two years ago", "last year", "this year", "next year", "the year after")
_NAMES = 4
"""Names that a message lists before it counts the rest."""
_SOURCES = tuple(f"source_{number}" for number in range(1, 10))


def _named(names: Sequence[str]) -> str:
    """The first names, and how many more there are."""
    more = len(names) - _NAMES
    return ", ".join(names[:_NAMES]) + (f" and {more} more" if more > 0 else "")


def _line(line: ForecastLine) -> str:
    return quoted(" ".join(text for text in (line.product_line, line.region) if text))


@rule(code="XR130", name="base-line-not-in-wallet", severity=Severity.WARNING)
def base_line_not_in_wallet(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: a line of the installed base whose category and unit no line of the Wallet has.
    Why: the part of the budget that is not ours yet is the budget less our sales in the Wallet; without the line it cannot be told.
    Fix: Write category and unit as the product line and region of the Wallet, or add the line there.
    """
    known = [line for line in plan.wallet if line.product_line]
    for row in plan.installed_base:
        same = [line for line in known if same_text(line.product_line, row.category)]
        if not known or not row.category or any(same_text(line.region, row.unit) or not (line.region or row.unit) for line in same):
            continue
        name, value = ("unit", row.unit or "") if same else ("category", row.category)
        names = [text for line in same or known if (text := line.region if same else line.product_line)]
        where = f"{quoted(row.category)}, {quoted(row.unit)}" if row.unit else quoted(row.category)
        message = f"{where} stands in the installed base, but in no line of the Wallet."
        yield base_line_not_in_wallet.at("installed_base", row, name, message, did_you_mean(value, names, ""))


@rule(code="XR131", name="spend-line-not-in-wallet", severity=Severity.WARNING)
def spend_line_not_in_wallet(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: a category of the suppliers' spend that is no product line of the Wallet.
    Why: a supplier's share is its spend of the total spend in the Wallet; without the line it cannot be told.
    Fix: Write the category as the product line of the Wallet, or add the line there.
    """
    names = list(dict.fromkeys(line.product_line for line in plan.wallet if line.product_line))
    seen: set[str] = set()
    for row in plan.supplier_spend:
        category = row.category
        if not names or not category or same_words(category) in seen or any(same_text(name, category) for name in names):
            continue
        seen.add(same_words(category))
        message = f"{quoted(category)} stands in the supplier spend, but in no line of the Wallet."
        yield spend_line_not_in_wallet.at("supplier_spend", row, "category", message, did_you_mean(category, names, ""))


@rule(code="RV133", name="supplier-spend-unknown", severity=Severity.INFO)
def supplier_spend_unknown(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: suppliers that are named without what the customer spends with them.
    Why: their part counts as not attributed, so the largest rival may be one of them.
    Fix: Estimate the spend from tender results or ask the customer; enter 0 when nothing is bought.
    """
    blank = [row for row in plan.supplier_spend if row.supplier and row.amount is None]
    if blank:
        names = list(dict.fromkeys(f"{quoted(row.supplier)}{f' ({row.category})' if row.category else ''}" for row in blank))
        words = "supplier is" if len(blank) == 1 else "suppliers are"
        yield supplier_spend_unknown.at(
            "supplier_spend", blank[0], "amount", f"{len(blank)} {words} named without a figure: {_named(names)}."
        )


@rule(code="CN113", name="forecast-line-incomplete", severity=Severity.WARNING)
def forecast_line_incomplete(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: a line of the sales forecast that lacks a year which other lines have, or the actual although others have one.
    Why: blank is unknown, not 0; totals, shares and growth then stand on the other lines only.
    Fix: Enter the figure; enter 0 when nothing is sold.
    """
    lines = plan.forecast
    places = [place for place, year in enumerate(YEARS) if any(getattr(line, year) is not None for line in lines)]
    booked = any(line.target is not None and line.actual is not None for line in lines)
    for line in lines:
        missing = [(YEARS[place], _YEAR_WORDS[place]) for place in places if told(line, place) is None]
        if booked and line.target is not None and line.actual is None:
            missing.append(("actual", "the actual to date"))
        if missing:
            words = _named([word for _, word in missing])
            yield forecast_line_incomplete.at("forecast", line, missing[0][0], f"{_line(line)} has no figure for {words}.")


@rule(code="CN114", name="forecast-against-financials", severity=Severity.WARNING)
def forecast_against_financials(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: sales by line that in some year do not add up to the revenue of the five-year table.
    Why: the plan then gives two figures for the same year, and nobody knows which one was agreed.
    Fix: Correct the lines or the revenue; add the lines that are missing.
    """
    this, lines = plan.this_year, plan.forecast
    off: list[tuple[float, str, FinancialYear, float]] = []
    for place, name in enumerate(YEARS):
        year = plan.year(this - 2 + place) if this is not None else None
        sales = [told(line, place) for line in lines]
        typed = any(getattr(line, name) is not None for line in lines)
        if year is None or year.revenue is None or not typed or None in sales:
            continue
        total = sum(value for value in sales if value is not None)
        if abs(total - year.revenue) > facts.limits.forecast_tolerance * abs(year.revenue) + 1e-9:
            off.append((total - year.revenue, name, year, total))
    if off:
        gap, name, year, total = max(off, key=lambda found: abs(found[0]))
        others = [str(found.year) for _, _, found, _ in off if found is not year]
        also = f"; {_named(others)} {'differs' if len(others) == 1 else 'differ'} too" if others else ""
        more = f"{amount(abs(gap))} {'more' if gap > 0 else 'less'}"
        message = f"The lines of {year.year} add up to {amount(total)}, {more} than the revenue of {amount(year.revenue or 0.0)}{also}."
        first = next(line for line in lines if getattr(line, name) is not None)
        yield forecast_against_financials.at("forecast", first, name, message)


@rule(code="CN310", name="rating-moved-since-last-plan", severity=Severity.WARNING, compares=True)
def rating_moved_since_last_plan(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: a factor rated other than in the workbook of the last review, without evidence and without that rating beside it.
    Why: a changed rating is what the review will ask about, and the sheet does not show that it changed.
    Fix: Enter the previous rating, and in one line what was seen or heard since.
    """
    before = {factor.number: factor.score for factor in facts.before.factors}
    for factor in plan.factors:
        then = before.get(factor.number)
        shown = factor.previous is not None and factor.previous != factor.score
        if factor.score is None or then is None or then == factor.score or factor.evidence or shown:
            continue
        message = f"{quoted(factor.factor)} was rated {then} at the last review and is rated {factor.score} without evidence."
        yield rating_moved_since_last_plan.at("factors", factor, "evidence", message)


@rule(code="RV123", name="rating-without-answers", severity=Severity.INFO)
def rating_without_answers(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: rated factors of which no question of the bank is answered.
    Why: a rating that nobody can trace back to an answer is an opinion.
    Fix: Answer at least one question of each factor, with name and date.
    """
    asked = {question.factor for question in plan.factor_questions}
    answered = {question.factor for question in plan.factor_questions if question.answer}
    bare = [factor for factor in plan.factors if factor.score is not None and factor.number in asked - answered]
    if bare:
        words = "factor is" if len(bare) == 1 else "factors are"
        message = f"{len(bare)} {words} rated without an answer to a question: {_named([quoted(f.factor) for f in bare])}."
        yield rating_without_answers.at("factors", bare[0], "score", message)


@rule(code="RV131", name="rating-unsure", severity=Severity.INFO)
def rating_unsure(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: factors that are rated with low confidence.
    Why: a rating nobody is sure of is a question to the customer, not a finding.
    Fix: Ask somebody who knows, then raise the confidence or change the rating.
    """
    unsure = [factor for factor in plan.factors if factor.is_unsure]
    if unsure:
        names = _named([quoted(factor.factor) for factor in unsure])
        message = f"{len(unsure)} {'rating is' if len(unsure) == 1 else 'ratings are'} given with low confidence: {names}."
        yield rating_unsure.at("factors", unsure[0], "confidence", message)


@rule(code="RV132", name="rating-evidence-old", severity=Severity.INFO, dated=True)
def rating_evidence_old(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: factors whose evidence was last true longer ago than answers stay fresh (questions.stale_days; 183 days).
    Why: an account changes in half a year; an old fact under a rating may no longer hold.
    Fix: Confirm the evidence and enter the day, or rate the factor anew.
    """
    days = facts.limits.answer_days
    old = [factor for factor in plan.factors if factor.is_old(facts.day, days)]
    if old:
        names = _named([quoted(factor.factor) for factor in old])
        message = f"{len(old)} {'rating rests' if len(old) == 1 else 'ratings rest'} on evidence older than {days} days: {names}."
        yield rating_evidence_old.at("factors", old[0], "dated", message)


@rule(code="RV124", name="answers-stale", severity=Severity.INFO, dated=True)
def answers_stale(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: answers to questions of the bank that are older than the limit, which is half a year.
    Why: people, needs and rivals change; what was true then may not be now.
    Fix: Ask again, and enter the new answer or the day on which it was confirmed.
    """
    limit = timedelta(days=facts.limits.answer_days)
    old = [q for q in plan.factor_questions if q.answer and q.answered_on and facts.day - q.answered_on > limit]
    if old:
        words = "answer is" if len(old) == 1 else "answers are"
        message = f"{len(old)} {words} older than {facts.limits.answer_days} days, the first to {quoted(old[0].question)}."
        yield answers_stale.at("factor_questions", old[0], "answered_on", message)


@rule(code="RV125", name="account-knocked-out", severity=Severity.WARNING)
def account_knocked_out(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: a selection criterion because of which the account fails alone.
    Why: a knock-out outweighs every other criterion; a plan for such an account needs a reason.
    Fix: Correct the mark, or decide in the review why the account has a plan all the same.
    """
    for criterion in plan.criteria:
        if criterion.knock_out:
            message = f"{quoted(criterion.criterion)} is marked as knocking the account out."
            yield account_knocked_out.at("criteria", criterion, "knock_out", message)


@rule(code="RV126", name="criteria-open", severity=Severity.INFO)
def criteria_open(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: selection criteria without a score beside others that have one.
    Why: whether the account deserves a plan may still turn on what is not known.
    Fix: Score the criteria from 1 poor to 5 very good.
    """
    blank = [criterion for criterion in plan.criteria if criterion.criterion and criterion.score is None]
    if blank and any(criterion.score is not None for criterion in plan.criteria):
        words = "has" if len(blank) == 1 else "have"
        message = f"{len(blank)} of {len(plan.criteria)} criteria {words} no score: {_named([quoted(c.criterion, 40) for c in blank])}."
        yield criteria_open.at("criteria", blank[0], "score", message)


@rule(code="RV127", name="grade-other-than-class", severity=Severity.WARNING)
def grade_other_than_class(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: a class on the Cover other than the grade that follows from the four indicators.
    Why: the class sets how often the account is reviewed; the grade says what it deserves.
    Fix: Change the class, or correct the indicators.
    """
    grade, stated = _grade(plan, facts), plan.cover.account_class
    if grade is not None and stated is not None and grade is not stated:
        message = f"The Cover says class {stated.value}, the four indicators make grade {grade.value}."
        yield grade_other_than_class.at("cover", plan.cover, "account_class", message)


def _grade(plan: AccountPlan, facts: Facts) -> AccountClass | None:
    """The grade by the four indicators; None while one of them is not rated."""
    limits = facts.limits.grade
    rated: list[tuple[float, int | None]] = [(weight, getattr(plan.screening, name)) for name, weight in limits.weights.items()]
    known = [(weight, rating) for weight, rating in rated if rating is not None]
    weights = sum(weight for weight, _ in known)
    if len(known) < len(rated) or weights <= 0:
        return None
    mean = sum(weight * rating for weight, rating in known) / weights
    if mean >= limits.a - 1e-9:
        return AccountClass.A
    return AccountClass.B if mean >= limits.b - 1e-9 else AccountClass.C


@rule(code="RV128", name="rival-partly-rated", severity=Severity.INFO)
def rival_partly_rated(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: a rival rated on some of the success factors only.
    Why: the comparison stands on the factors both are rated on; a rival rated on a few may be stronger or weaker than it looks.
    Fix: Rate the rival on the other factors too, or clear its column.
    """
    ours = [factor for factor in plan.strength if factor.we is not None]
    for place, name in enumerate(plan.cover.competitors):
        blank = [factor for factor in ours if factor.rivals[place] is None]
        if blank and len(blank) < len(ours):
            rival = quoted(name) if name else f"Competitor {place + 1}"
            message = f"{rival} is rated on {len(ours) - len(blank)} of {len(ours)} success factors."
            yield rival_partly_rated.at("strength", blank[0], f"competitor_{place + 1}", message)


@rule(code="RV129", name="trust-partly-rated", severity=Severity.INFO)
def trust_partly_rated(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: components of trust without a rating beside others that have one.
    Why: trust is the sum of two parts; the part that is not known may be the weak one.
    Fix: Rate the components from 1 poor to 5 very good.
    """
    blank = [row for row in plan.trust if row.component and row.rating is None]
    if blank and any(row.rating is not None for row in plan.trust):
        message = f"{len(blank)} of {len(plan.trust)} components of trust are not rated: {_named([quoted(r.component) for r in blank])}."
        yield trust_partly_rated.at("trust", blank[0], "rating", message)


@rule(code="RV130", name="capability-unknown", severity=Severity.INFO)
def capability_unknown(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: capabilities that the project needs and that are marked ??? for a unit or for the rival.
    Why: unknown is not none; a unit that could close the gap, or a rival ahead of us, may hide there.
    Fix: Ask the unit or the customer, and enter +, ++ or +++.
    """
    open_marks = [
        (row, name)
        for row in plan.capabilities
        for name in ("need", *_SOURCES, "rival")
        if row.capability and getattr(row, name) is Mark.UNKNOWN
    ]
    if open_marks:
        row, name = open_marks[0]
        count = len(open_marks)
        words = "mark is" if count == 1 else "marks are"
        names = list(dict.fromkeys(quoted(found.capability) for found, _ in open_marks))
        yield capability_unknown.at("capabilities", row, name, f"{count} {words} not known (???): {_named(names)}.")


@rule(code="RV211", name="interest-unknown", severity=Severity.INFO)
def interest_unknown(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: contacts with a buying role whose personal interest is not known, in a plan that knows it of others.
    Why: people decide for the company and for themselves; what we do not know we cannot serve.
    Fix: Ask those who know the person, and choose the interest.
    """
    key = [contact for contact in plan.contacts if contact.buying_role is not None]
    blank = [contact for contact in key if contact.interest is None]
    if blank and any(contact.interest is not None for contact in plan.contacts):
        message = f"The personal interest of {len(blank)} of {len(key)} key contacts is not known: {_named([person(c) for c in blank])}."
        yield interest_unknown.at("contacts", blank[0], "interest", message)
