"""The four questions on all plans together (METHOD, G8): what is known to each, and what is open.

Every figure and every sentence here is the stored value of a live formula in the template; a test recalculates the workbook and compares.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from planforge.office.xlsx.values import Link
from planforge.portfolio.context_review import KeyAccount, KeyDeal, Movement, PlansReview, SharedLink, TargetRow
from planforge.portfolio.records import AccountRow, DealRow, DecisionRow, RequestRow
from planforge.portfolio.sentences import filled, fixed, openly, percent, signed, times
from planforge.portfolio.sums import TYPES, number, total

FIRST = 5
"""How many accounts, deals, requests and decisions stand on the sheet; all of them stand on their own sheets."""
_LINKS: tuple[tuple[str, Callable[[DealRow], str]], ...] = (
    ("product", lambda deal: deal.product),
    ("rival", lambda deal: deal.competitor),
    ("person", lambda deal: deal.owner),
)


def review_of(
    accounts: Sequence[AccountRow],
    deals: Sequence[DealRow],
    requests: Sequence[RequestRow],
    decisions: Sequence[DecisionRow],
    abroad: int,
    t: Mapping[str, str],
) -> PlansReview:
    """The review of all plans.

    Args:
        accounts, deals, requests, decisions: those of the portfolio, in words and in its unit, in the order of their sheets.
        abroad: how many plans are in another currency.
        t: the words.
    """
    live = [deal for deal in deals if deal.is_open == t["yes"]]
    waiting = [row for row in decisions if row.status != t["decision_taken"]]
    key_accounts, key_deals, links = _key_accounts(accounts), _key_deals(live), _links(live, t)
    this_year, next_year = _this_year(accounts), _next_year(accounts)
    none = t["review_none_open"]
    return PlansReview(
        abroad=abroad,
        answers=(
            _most_business(key_accounts, key_deals, accounts, live, t),
            filled(
                t["review_p2_answer"],
                signed(this_year.difference),
                percent(next_year.expected, next_year.target),
                sum(_moved(row, t) for row in accounts),
                len(accounts),
            ),
            filled(
                t["review_p3_answer"],
                *(sum(link.kind == t[f"link_{kind}"] for link in links) for kind, _ in _LINKS),
                fixed(total([link for link in links if link.kind == t["link_product"]], "weighted")),
            ),
            _asked_for(requests, waiting, live, t),
        ),
        open_points=(
            openly(
                t["review_p1_open"],
                (sum(row.type == t["type_none"] for row in accounts), sum(deal.weighted is None for deal in live), abroad),
                none,
            ),
            openly(
                t["review_p2_open"],
                (sum(row.growth_target is None for row in accounts), sum(not row.previous_type for row in accounts)),
                none,
            ),
            openly(t["review_p3_open"], tuple(sum(not read(deal) for deal in live) for _, read in _LINKS), none),
            openly(t["review_p4_open"], _open_requests(requests, waiting, t), none),
        ),
        accounts=key_accounts,
        deals=key_deals,
        quadrants={kind: _quadrant(kind, accounts, t) for kind in TYPES},
        this_year=this_year,
        next_year=next_year,
        links=links,
        requests=tuple(row for row in requests if row.rank is not None)[:FIRST],
        decisions=tuple(waiting[:FIRST]),
    )


def _key_accounts(accounts: Sequence[AccountRow]) -> tuple[KeyAccount, ...]:
    everything = total(accounts, "revenue")
    order = sorted(accounts, key=lambda row: (-number(row.revenue) - number(row.weighted), row.account.casefold()))
    return tuple(
        KeyAccount(
            account_id=row.account_id,
            account=Link(row.account, (row.deck if row.deck.target else row.source).target),
            type=row.type,
            attention=row.attention,
            revenue=row.revenue,
            share=number(row.revenue) / everything if everything else None,
            weighted=row.weighted,
        )
        for row in order[:FIRST]
    )


def _key_deals(live: Sequence[DealRow]) -> tuple[KeyDeal, ...]:
    everything = total(live, "weighted")
    return tuple(
        KeyDeal(
            account_id=deal.account_id,
            name=deal.name,
            account=deal.account,
            next_step=deal.next_step,
            value=deal.value,
            weighted=deal.weighted,
            share=deal.weighted / everything if everything else None,
        )
        for deal in sorted(live, key=lambda deal: -(deal.weighted or 0.0))[:FIRST]
        if deal.weighted
    )


def _most_business(
    key: Sequence[KeyAccount], big: Sequence[KeyDeal], accounts: Sequence[AccountRow], live: Sequence[DealRow], t: Mapping[str, str]
) -> str:
    shares = (percent(total(key, name), total(accounts, name)) for name in ("revenue", "weighted"))
    return filled(
        t["review_p1_answer"],
        len(key),
        len(accounts),
        *shares,
        len(big),
        len(live),
        percent(total(big, "weighted"), total(live, "weighted")),
    )


def _moved(row: AccountRow, t: Mapping[str, str]) -> bool:
    return bool(row.previous_type) and row.type not in (row.previous_type, t["type_none"])


def _quadrant(kind: str, accounts: Sequence[AccountRow], t: Mapping[str, str]) -> Movement:
    name = t[f"type_{kind}"]
    inside = [row for row in accounts if row.type == name]
    return Movement(
        came=", ".join(row.account for row in inside if _moved(row, t)),
        accounts=len(inside),
        before=sum(row.previous_type == name for row in accounts),
        revenue=total(inside, "revenue"),
    )


def _this_year(accounts: Sequence[AccountRow]) -> TargetRow:
    planned = [row for row in accounts if row.to_plan is not None]
    return TargetRow(target=total(planned, "plan"), expected=total(planned, "revenue"), difference=total(planned, "to_plan"))


def _next_year(accounts: Sequence[AccountRow]) -> TargetRow:
    target, weighted = total(accounts, "growth_target"), total(accounts, "weighted")
    return TargetRow(target=target, expected=weighted, difference=weighted - target)


def _links(live: Sequence[DealRow], t: Mapping[str, str]) -> tuple[SharedLink, ...]:
    """By kind, the most accounts first."""
    return tuple(
        link
        for kind, read in _LINKS
        for link in sorted(_shared(t[f"link_{kind}"], read, live), key=lambda link: (-link.count, -link.weighted, link.name.casefold()))
    )


def _shared(kind: str, read: Callable[[DealRow], str], live: Sequence[DealRow]) -> Iterable[SharedLink]:
    groups: dict[str, list[DealRow]] = {}
    for deal in live:
        if read(deal):
            groups.setdefault(read(deal).casefold(), []).append(deal)
    for group in groups.values():
        names = list(dict.fromkeys(deal.account for deal in group))
        if len(names) > 1:
            yield SharedLink(
                kind=kind,
                name=read(group[0]),
                accounts=", ".join(names),
                opportunities=", ".join(deal.name for deal in group),
                count=len(names),
                deals=len(group),
                weighted=total(group, "weighted"),
            )


def _asked_for(requests: Sequence[RequestRow], waiting: Sequence[DecisionRow], live: Sequence[DealRow], t: Mapping[str, str]) -> str:
    cost, enabled = total(requests, "cost"), enabled_value(live)
    return filled(
        t["review_p4_answer"],
        len(requests),
        fixed(cost),
        fixed(total(requests, "fte")),
        fixed(enabled),
        times(enabled, cost),
        len(waiting),
        fixed(total(waiting, "amount")),
    )


def enabled_value(live: Iterable[DealRow]) -> float:
    """The weighted value of open deals for which something is requested; a deal that several requests enable counts once."""
    return total([deal for deal in live if deal.requests], "weighted")


def _open_requests(requests: Sequence[RequestRow], waiting: Sequence[DecisionRow], t: Mapping[str, str]) -> tuple[int, ...]:
    lacking = {t["decision_no_owner"], t["decision_no_date"]}
    return (
        sum(row.ratio is None for row in requests),
        sum(row.flag == t["request_below"] for row in requests),
        sum(row.status in lacking for row in waiting),
        sum(row.status == t["decision_overdue"] for row in waiting),
    )
