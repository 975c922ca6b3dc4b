"""The rows of the workbooks behind a portfolio, and the findings about plans that could not be added."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from planforge.diagnostics.finding import Finding, Severity
from planforge.diagnostics.rule import RuleInfo
from planforge.office.xlsx.values import Link
from planforge.portfolio.basis import Basis
from planforge.portfolio.records import AccountRows, FileRow

OTHER_CURRENCY = RuleInfo(
    code="CN401",
    name="currency-not-added",
    severity=Severity.WARNING,
    finds="A plan is in another currency than most plans of the portfolio.",
    why="Amounts of different currencies cannot be added without a rate, so the plan's amounts are shown but left out of sums.",
    fix="Plan in the portfolio's currency, or render the accounts of each currency in a workbook of their own.",
)
OLDER_PLAN = RuleInfo(
    code="CN402",
    name="older-plan-left-out",
    severity=Severity.INFO,
    finds="Two plans of the same account were given.",
    why="An account that is counted twice doubles its revenue, so only its latest plan is taken.",
    fix="Give one plan per account.",
)
RULES: tuple[RuleInfo, ...] = (OTHER_CURRENCY, OLDER_PLAN)


def files_of(basis: Basis, unread: Sequence[tuple[str, str]]) -> Iterable[FileRow]:
    """The workbooks read, those left out and those unread, with what became of each."""
    for plan in sorted(basis.plans, key=lambda p: p.file.file.text.casefold()):
        outcome = basis.words["file_read"]
        if not basis.money.is_home(plan.currency):
            outcome = basis.words["file_currency"].format(currency=plan.currency or "–", base=basis.money.currency)
        yield _file(basis, plan, outcome)
    for plan in basis.older:
        yield _file(basis, plan, basis.words["file_older"])
    for name, reason in unread:
        yield FileRow(
            file=Link(name, ""),
            account="",
            outcome=basis.words["file_unread"].format(reason=reason),
            signed="",
            as_of=None,
            unit="",
            quality=None,
            errors=None,
            warnings=None,
            sha256="",
        )


def findings_of(basis: Basis) -> Iterable[Finding]:
    """Plans in another currency, and older plans left out."""
    for plan in basis.plans:
        if not basis.money.is_home(plan.currency):
            facts = {"account": plan.account.account, "currency": plan.currency or "–", "base": basis.money.currency}
            yield OTHER_CURRENCY.finding(basis.words["finding_currency"].format_map(facts))
    for plan in basis.older:
        yield OLDER_PLAN.finding(basis.words["finding_older"].format(file=plan.file.file.text, account=plan.account.account))


def _file(basis: Basis, plan: AccountRows, outcome: str) -> FileRow:
    return replace(plan.file, outcome=outcome, signed=basis.words[f"file_{plan.file.signed}"])
