"""How the accounts compare: selection criteria and grade (METHOD A9, A10, A12), attractiveness (A5), our effort (B7)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from statistics import fmean

from planforge.portfolio.records import AccountRow, AccountRows, EffortRow, FactorRow, ScoreRow, SegmentRow, SelectionRow

FACTORS = 12
"""How many factors have a column of their own; the mean is over all."""
SUGGESTED = ("size", "growth", "stability", "access", "closeness", "fit", "competition", "standing")
_SCREEN = {3: "passed", 2: "doubtful", 1: "failed", None: "none"}
_MONTHS = 12
_NAME, _HEADER = 200, 60
"""Characters of a factor's name that formulas can look for, and of a header."""
RESERVED = ("Account ID", "Account", "Rank", "Mean", "High or low", "Total", "Factors", "Missing", "Source")
"""The other headers of the sheet Attractiveness: no factor may have one of them, because the columns of a table need different names."""


def selections_of(plans: Sequence[AccountRows], words: Mapping[str, str]) -> tuple[SelectionRow, ...]:
    """The accounts by the mean of their criteria, the best first, in words."""
    means = sorted((plan.selection.criteria_mean for plan in plans if plan.selection.criteria_mean is not None), reverse=True)
    rows = (_selection(plan.selection, means, words) for plan in plans)
    return tuple(sorted(rows, key=lambda row: (row.rank is None, row.rank or 0, row.account.casefold())))


def _selection(row: SelectionRow, means: Sequence[float], words: Mapping[str, str]) -> SelectionRow:
    known = row.grade and row.account_class
    return replace(
        row,
        verdict=words[f"verdict_of_{row.verdict.replace(' ', '_') or 'none'}"],
        rank=None if row.criteria_mean is None else means.index(row.criteria_mean) + 1,
        screen_word=words[f"screen_{_SCREEN[row.screen]}"],
        differs=words["grade_same" if row.grade == row.account_class else "grade_differs"] if known else "",
    )


def factors_of(plans: Sequence[AccountRows], words: Mapping[str, str]) -> tuple[FactorRow, ...]:
    """Every factor of every account under its name in the portfolio, with weight times score."""
    names = _names(words)
    return tuple(
        replace(
            row,
            factor=names.get(row.factor.casefold(), " ".join(row.factor.split())[:_NAME]),
            points=None if row.score is None else row.weight * row.score,
        )
        for plan in plans
        for row in plan.attractiveness
    )


def _names(words: Mapping[str, str]) -> Mapping[str, str]:
    """Names in plans of both languages to names in the portfolio's."""
    found = {}
    for key in SUGGESTED:
        for name in (words[f"factor_{key}"], *words[f"also_{key}"].split("|")):
            found[name.casefold()] = words[f"factor_{key}"]
    return found


def factor_columns(factors: Sequence[FactorRow], words: Mapping[str, str]) -> tuple[str, ...]:
    """The headers of the factors with a column: the suggested ones, then the most common others; numbers where there are no more."""
    suggested = [words[f"factor_{key}"] for key in SUGGESTED]
    common = Counter(row.factor for row in factors if row.factor and row.factor not in suggested)
    distinct: dict[str, str] = {}
    for name in (*suggested, *(name for name, _ in common.most_common())):
        distinct.setdefault(name.casefold(), name)
    names = list(distinct.values())[:FACTORS]
    return (*names, *(words["factor_other"].format(number=number) for number in range(len(names) + 1, FACTORS + 1)))


def factor_headers(columns: Sequence[str]) -> tuple[str, ...]:
    """The factors' names as headers: not too long, and different from each other and from the sheet's other headers."""
    taken, found = {name.casefold() for name in RESERVED}, []
    for number, name in enumerate(columns, 1):
        header = name[:_HEADER].rstrip()
        if header.casefold() in taken:
            header = f"{header} ({number})"
        taken.add(header.casefold())
        found.append(header)
    return tuple(found)


def sought(name: str) -> str:
    """A name as the criterion of a formula finds it, and nothing else."""
    return name.replace("~", "~~").replace("*", "~*").replace("?", "~?")


def scores_of(
    accounts: Sequence[AccountRow], factors: Sequence[FactorRow], columns: Sequence[str], cut: float, words: Mapping[str, str]
) -> tuple[ScoreRow, ...]:
    """A row of scores for each account, the most attractive first.

    Means are rounded to the ninth decimal, because the same mean of other weights is not the same number.
    """
    by_account: dict[str, list[FactorRow]] = {}
    for row in factors:
        by_account.setdefault(row.account_id, []).append(row)
    rows = [_scores(account, by_account.get(account.account_id, []), columns) for account in accounts]
    means = sorted((row.mean for row in rows if row.mean is not None), reverse=True)
    ranked = (
        row
        if row.mean is None
        else replace(row, rank=means.index(row.mean) + 1, side=words["side_high" if row.mean >= round(cut, 9) else "side_low"])
        for row in rows
    )
    return tuple(sorted(ranked, key=lambda row: (row.rank is None, row.rank or 0, row.account.casefold())))


def _scores(account: AccountRow, rows: Sequence[FactorRow], columns: Sequence[str]) -> ScoreRow:
    known = [row for row in rows if row.score is not None]
    by_name: dict[str, list[float]] = {}
    for row in known:
        by_name.setdefault(row.factor.casefold(), []).append(row.score or 0.0)
    weight, points = sum(row.weight for row in known), sum(row.points or 0.0 for row in known)
    plain = fmean(row.score or 0.0 for row in known) if known else None
    return ScoreRow(
        account_id=account.account_id,
        account=account.account,
        source=account.source,
        scores=tuple(fmean(by_name[name.casefold()]) if name.casefold() in by_name else None for name in columns),
        factors=len(rows),
        missing=len(rows) - len(known),
        total=sum(row.score or 0.0 for row in known),
        mean=None if plain is None else round(points / weight if weight > 0 else plain, 9),
        rank=None,
        side="",
    )


def efforts_of(
    plans: Sequence[AccountRows], accounts: Sequence[AccountRow], segments: Sequence[SegmentRow], words: Mapping[str, str]
) -> tuple[EffortRow, ...]:
    """Our hours for every account, in the accounts' order."""
    efforts = {plan.account.account_id: plan.effort for plan in plans}
    return tuple(_effort(efforts[a.account_id], a, s, words) for a, s in zip(accounts, segments, strict=True))


def _effort(row: EffortRow, account: AccountRow, segment: SegmentRow, words: Mapping[str, str]) -> EffortRow:
    net = segment.net_income
    return replace(
        row,
        type=account.type,
        revenue=segment.revenue,
        net_income=net,
        fit=words[f"effort_{_fit(row)}"],
        per_100_hours=net / (row.hours * _MONTHS) * 100 if net is not None and row.hours else None,
    )


def _fit(row: EffortRow) -> str:
    """Hours that are missing from a log can only add to those above, and settle nothing else."""
    if row.hours is None or row.least is None or row.most is None:
        return "none"
    if row.hours > row.most:
        return "above"
    if row.untimed:
        return "open"
    return "below" if row.hours < row.least else "within"
