"""What the texts of the customer's edition would give away (RV5): searched when that edition is made, not at every check."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from planforge.diagnostics.finding import Finding, Severity
from planforge.model.codes import YesNo
from planforge.model.disclosure import shown_texts
from planforge.model.plan import AccountPlan
from planforge.model.spend import spend_by_supplier
from planforge.rules.registry import Facts, rule
from planforge.rules.wording import quoted

_NOBODY = frozenset(("none", "n/a", "unknown", "open", "other", "others", "several", "无", "未知", "其他", "多家"))
"""What stands where a rival's name is asked for, without being one."""
_LETTERS, _CHARACTERS = 3, 2
"""The shortest name that is searched for, in Latin letters and in Chinese characters; chance finds shorter ones anywhere."""
_REMARK, _REMARK_CHARACTERS = 10, 5
"""The same for remarks."""
_MARGIN = re.compile(r"\b(?:gross |net |our )?(?:margins?|mark-?up|gross profit)\b|毛利率?|利润率|净利率?", re.IGNORECASE)
_MONEY = r"(?:CNY|RMB|EUR|USD|GBP|yuan|[¥€$£元])"
_UNIT = r"(?:k|thousand|mn?|million|bn|billion|百万|千万|万|亿)?"


@rule(code="RV501", name="customer-reads-rival", severity=Severity.ERROR, for_customer=True)
def customer_reads_rival(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: the name of a rival in a text that the customer's edition shows.
    Why: what we think of other suppliers is internal, and the customer passes it on.
    Fix: Say what we offer without naming anybody else.
    """
    names = _rivals(plan, facts.company)
    for block, record, name, text in shown_texts(plan):
        for found in _named(names, text):
            yield customer_reads_rival.at(block, record, name, f"The customer would read the rival {quoted(found)} in {quoted(text)}.")


@rule(code="RV502", name="customer-reads-remark", severity=Severity.ERROR, for_customer=True)
def customer_reads_remark(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: what we noted as a contact's motive in a text that the customer's edition shows.
    Why: it is personal, and written for us alone.
    Fix: Leave it out of the text.
    """
    remarks = [(c.name or c.id or "", c.motive) for c in plan.contacts if _long_enough(c.motive)]
    for block, record, name, text in shown_texts(plan):
        for person, remark in remarks:
            if remark and remark.casefold() in text.casefold():
                message = f"The customer would read our remark about {quoted(person)} in {quoted(text)}."
                yield customer_reads_remark.at(block, record, name, message)


@rule(code="RV503", name="customer-reads-deal-value", severity=Severity.ERROR, for_customer=True)
def customer_reads_deal_value(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: the value of an opportunity, as an amount of money, in a text that the customer's edition shows.
    Why: it tells the customer what we expect it to pay before we have made an offer.
    Fix: Leave the amount out of the text.
    """
    deals = [(deal.name or deal.id or "", _amount(deal.value)) for deal in plan.pipeline if deal.value]
    for block, record, name, text in shown_texts(plan):
        for deal, amount in deals:
            if amount.search(text.replace(",", "")):
                message = f"The customer would read the value of {quoted(deal)} in {quoted(text)}."
                yield customer_reads_deal_value.at(block, record, name, message)


@rule(code="RV504", name="customer-reads-margin", severity=Severity.ERROR, for_customer=True)
def customer_reads_margin(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: words such as margin, mark-up or gross profit in a text that the customer's edition shows.
    Why: what we earn with the customer is internal.
    Fix: Leave the figure out; when the word means something else, such as a margin of safety, turn the rule off in planforge.toml.
    """
    for block, record, name, text in shown_texts(plan):
        match = _MARGIN.search(text)
        if match:
            yield customer_reads_margin.at(block, record, name, f"The customer would read {quoted(match[0])} in {quoted(text)}.")


@rule(code="RV505", name="customer-reads-person", severity=Severity.WARNING, for_customer=True)
def customer_reads_person(plan: AccountPlan, facts: Facts) -> Iterator[Finding]:
    """Finds: the name of one of the customer's people in a text that the customer's edition shows.
    Why: a meeting with the person is fine, but what we say about the person is read by colleagues and superiors.
    Fix: Check how it reads, or name the department instead.
    """
    names = [name for c in plan.contacts for name in (c.name, c.other_name) if name]
    for block, record, name, text in shown_texts(plan):
        for found in _named(names, text):
            yield customer_reads_person.at(block, record, name, f"The customer would read {quoted(found)} in {quoted(text)}.")


def _rivals(plan: AccountPlan, company: str) -> list[str]:
    """All other suppliers that the plan names anywhere, in the order of their sheets."""
    names = [
        *plan.cover.competitors,
        *(line.main_supplier for line in plan.wallet),
        *(deal.competitor for deal in plan.pipeline),
        *(score.supplier for score in plan.satisfaction if score.us is not YesNo.YES),
        *(base.rival for base in plan.installed_base),
        *(part.name for line in spend_by_supplier(plan).lines for part in line.rivals),
        *(move.rival for move in plan.rivals),
    ]
    ours = {company.casefold(), plan.name.casefold()}
    known = dict.fromkeys(name.strip() for name in names if name)
    return [name for name in known if name.casefold() not in _NOBODY | ours]


def _named(names: Iterable[str], text: str) -> Iterator[str]:
    """The names that stand in a text as words of their own, whatever their capitals."""
    for name in names:
        if len(name) < (_CHARACTERS if _chinese(name) else _LETTERS):
            continue
        edge = "" if _chinese(name) else r"(?![0-9A-Za-z])"
        before = "" if _chinese(name) else r"(?<![0-9A-Za-z])"
        if re.search(before + re.escape(name) + edge, text, re.IGNORECASE):
            yield name


def _long_enough(text: str | None) -> bool:
    return text is not None and len(text) >= (_REMARK_CHARACTERS if _chinese(text) else _REMARK)


def _chinese(text: str) -> bool:
    return any("\u4e00" <= letter <= "\u9fff" for letter in text)


def _amount(value: float) -> re.Pattern[str]:
    """A value as somebody writes it, with a currency before it or behind its unit: CNY 12, 12.50 m EUR, 12百万元."""
    digits = f"{value:.4f}".rstrip("0").rstrip(".")
    number = re.escape(digits) + ("0*" if "." in digits else r"(?:\.0+)?")
    return re.compile(rf"{_MONEY}\s*{number}(?![.]?\d)|(?<![\d.]){number}\s*{_UNIT}\s*{_MONEY}", re.IGNORECASE)
