"""A09, the organisation and influence map, on one page or one per department."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from planforge.model.codes import BuyingRole, InfluenceStrength
from planforge.model.influence import known_lines
from planforge.model.plan import AccountPlan
from planforge.model.relationship import Stakeholder
from planforge.office.rich import first_language
from planforge.review.brief import Brief
from planforge.review.context_people import InfluenceLink, InfluencePage, InfluenceSlides, PersonCard
from planforge.review.influence_pages import MapPage, divide
from planforge.review.notes import frame
from planforge.review.numbers import NOT_APPLICABLE, signed
from planforge.review.takeaway import takeaway
from planforge.review.trace import cells_of, ranges_of

ID = "A09"
LINKS = 6
NAMES, DEPARTMENTS = 3, 2
"""Names in a sentence, and departments in a subtitle."""
BLOCKS = ("contacts", "influence")


def facts(brief: Brief) -> dict[str, Any]:
    """Raw values of the slide."""
    contacts, scores = brief.plan.contacts, brief.card.relationships
    makers = [c for c in contacts if c.buying_role in (BuyingRole.APPROVER, BuyingRole.DECIDER)]
    known = [c for c in makers if c.support is not None]
    ours = [c for c in known if _sign(c) > 0]
    against = [_name(c) for c in sorted(known, key=_sign) if _sign(c) < 0]
    levels = {s.contact.id: s.level for s in scores.contacts}
    approver = next((c for c in makers if c.buying_role is BuyingRole.APPROVER), None)
    low = brief.policy["relationships.level_off_track"]
    reached = {c.id for c in makers if (level := levels.get(c.id)) is None or level > low}
    far = [c for c in makers if _sign(c) < 0 or (_sign(c) == 0 and c.id not in reached)]
    uncovered = [_name(c) for c in contacts if c.id in scores.uncovered or c.name in scores.uncovered]
    balance = scores.balance
    return {
        **brief.common,
        "people": len(contacts),
        "without_role": sum(1 for c in contacts if c.buying_role is None),
        "deciders": len(makers),
        "ours": len(ours),
        "not_ours": len(known) - len(ours),
        "stance_unknown": len(makers) - len(known),
        "approver": _office(brief, approver),
        "approver_name": _name(approver) if approver else "",
        "approver_level": scores.approver_level if approver else None,
        "approver_ours": approver is not None and _sign(approver) > 0,
        "paths": _paths(brief, approver),
        "against": against[:NAMES],
        "first_against": against[0] if against else "",
        "targets": [_name(c) for c in far][:NAMES],
        "all_targets": [_name(c) for c in far],
        "uncovered": uncovered[:NAMES],
        "all_uncovered": uncovered,
        "no_owner": sum(1 for c in contacts if not c.owner),
        "alarms": [
            brief.word(key) for people, key in ((_coaches(brief), "A09.a_coach"), (_officers(brief), "A09.an_officer")) if not people
        ]
        if contacts
        else [],
        "centre": [_name(c) for c in scores.influence.centre],
        "balance": balance,
        "page": "all",
        "unit": "",
        "head": "",
        "staff": 0,
        "shown": len(contacts),
    }


def _coaches(brief: Brief) -> set[str | None]:
    return {c.id for c in brief.card.buying.coaches}


def _officers(brief: Brief) -> set[str | None]:
    return {c.id for c in brief.card.buying.officers}


def _sign(person: Stakeholder) -> int:
    """For us 1, against us -1, else 0, also while the support is not known."""
    return person.support.sign if person.support else 0


def _name(person: Stakeholder) -> str:
    return person.called or NOT_APPLICABLE


def _office(brief: Brief, approver: Stakeholder | None) -> str:
    """The approver by office, `the general manager`, else by name."""
    if approver is None:
        return brief.word("A09.approver")
    title = approver.title or ""
    if not title or brief.chinese:
        return title or _name(approver)
    if not title.isascii():
        return _name(approver)
    small = title[0].lower() + title[1:] if title[1:2].islower() else title
    return f"the {small}"


def _paths(brief: Brief, approver: Stakeholder | None) -> list[str]:
    """Supporters of ours who influence the approver or report to them, when we meet them."""
    if approver is None or approver.id is None:
        return []
    people = {c.id: c for c in brief.plan.contacts if c.id}
    sources = [i.source for i in brief.plan.influence if i.target == approver.id and i.source]
    sources += [c.id for c in brief.plan.contacts if c.reports_to == approver.id and c.id and c.id not in sources]
    meets = brief.policy["stages.meets"]
    return [_name(people[s]) for s in sources if s in people and _sign(people[s]) > 0 and (people[s].level or 0) >= meets]


def compose(brief: Brief) -> InfluenceSlides:
    """The slides."""
    data = brief.facts[ID]
    for person in brief.plan.contacts:
        label = f"{_name(person)} {brief.word('A09.contact_level')}"
        brief.trace.add(
            ID, label, NOT_APPLICABLE if person.level is None else str(person.level), person.level, "count", "", (person.at("level"),)
        )
    _trace(brief, data)
    shown, left_out = _choose(brief.plan, brief.policy["stages.meets"])
    groups = divide(shown, _bosses(shown, brief.plan.contacts), brief.plan.influence)
    warnings = [brief.text("A09.left_out", names=", ".join(_name(c) for c in left_out))] if left_out else []
    ranges = ranges_of(cells_of(brief.plan.contacts), cells_of(brief.plan.influence))
    sticker = brief.partial("contacts") if brief.plan.contacts else brief.word("no_data")
    pages = tuple(_page(brief, data, group, warnings, ranges, sticker, (number, len(groups))) for number, group in enumerate(groups, 1))
    return InfluenceSlides(slide=pages[0].slide, empty=None if brief.plan.contacts else brief.empty(ID, "contacts"), pages=pages)


def _page(
    brief: Brief, whole: dict[str, Any], group: MapPage, warnings: Sequence[str], ranges: Any, sticker: str, place: tuple[int, int]
) -> InfluencePage:
    people = group.people
    data = _of_page(brief, whole, group, place)
    links, also = _links(brief, people)
    warnings = [*warnings, brief.text("A09.also_notes", lines="; ".join(also))] if also else warnings
    return InfluencePage(
        slide=frame(brief, ID, data, ranges=ranges, blocks=BLOCKS, sticker=sticker, warnings=warnings, page=place, empty=not people),
        cards=tuple(_card(brief, person, people, place[0] == 1 or person in group.fresh) for person in people),
        links=links,
        also=also,
        alt=_alt(brief, people, links),
        takeaway=takeaway(brief, ID, data),
    )


def _of_page(brief: Brief, data: dict[str, Any], group: MapPage, place: tuple[int, int]) -> dict[str, Any]:
    """The facts of a page: what it shows, and of what to do only what concerns people who were not on a page before."""
    if place[1] == 1:
        return data
    names = {_name(person) for person in group.fresh}
    departments = list(dict.fromkeys(person.department for person in group.fresh if person.department))
    unit = brief.numbers.both(departments) if 0 < len(departments) <= DEPARTMENTS else ""
    first = place[0] == 1
    return {
        **data,
        "page": "first" if first and group.head else "branch",
        "unit": unit,
        "head": _name(group.head) if group.head else "",
        "shown": len(group.fresh) if not first else len(group.people),
        "staff": len(group.people) - 1,
        "targets": [name for name in data["all_targets"] if name in names][:NAMES],
        "uncovered": [name for name in data["all_uncovered"] if name in names][:NAMES],
        "alarms": data["alarms"] if first else [],
        "without_role": data["without_role"] if first else 0,
    }


def _choose(plan: AccountPlan, meets: int) -> tuple[list[Stakeholder], list[Stakeholder]]:
    """Who is drawn; when not everybody fits a page, people without role and staff whom we do not meet go to the notes."""
    everybody = list(plan.contacts)
    if len(divide(everybody, _bosses(everybody, everybody), plan.influence)) == 1:
        return everybody, []
    leads = {c.reports_to for c in everybody}
    minor = [c for c in everybody if c.buying_role is None and (c.level or 0) < meets and c.id not in leads]
    return [c for c in everybody if c not in minor], minor


def _bosses(people: Sequence[Stakeholder], everybody: Sequence[Stakeholder]) -> dict[str, str]:
    """By person id the nearest superior who is on the map."""
    return {person.id: boss for person in people if person.id and (boss := _boss(person, people, everybody))}


def _card(brief: Brief, person: Stakeholder, people: Sequence[Stakeholder], badged: bool) -> PersonCard:
    boss = _boss(person, people, brief.plan.contacts)
    badges = ((_officers(brief), "A09.officer_badge"), (_coaches(brief), "A09.coach_badge"))
    return PersonCard(
        id=person.id or _name(person),
        name=_name(person),
        other_name=(person.other_name or "") if person.name else "",
        role=person.title or "",
        buying=person.buying_role.symbol if person.buying_role else "–",
        attitude=person.attitude.value if person.attitude else "–",
        support=_sign(person) if person.support else None,
        level=person.level,
        reports_to=boss,
        via=bool(boss) and boss != person.reports_to,
        outside=bool(person.outside),
        badge=" · ".join(first_language(brief.t(key)) for people, key in badges if badged and person.id in people),
    )


def _boss(person: Stakeholder, people: Sequence[Stakeholder], everybody: Sequence[Stakeholder]) -> str:
    """The nearest superior who is on the page."""
    shown, all_ids = {c.id for c in people if c.id}, {c.id: c for c in everybody if c.id}
    boss, seen = person.reports_to, {person.id}
    while boss and boss not in seen:
        if boss in shown:
            return boss
        seen.add(boss)
        boss = all_ids[boss].reports_to if boss in all_ids else None
    return ""


def _links(brief: Brief, people: Sequence[Stakeholder]) -> tuple[tuple[InfluenceLink, ...], tuple[str, ...]]:
    """What is drawn on a page, and in words what goes to other pages or beyond the limit."""
    names = {c.id: _name(c) for c in brief.plan.contacts if c.id}
    shown = {c.id for c in people if c.id}
    known = list(known_lines(brief.plan))
    known.sort(key=lambda i: i.strength is not InfluenceStrength.STRONG)
    drawn = [i for i in known if i.source in shown and i.target in shown][:LINKS]
    rest = [i for i in known if i not in drawn and (i.source in shown or i.target in shown)]
    links = tuple(
        InfluenceLink(source=i.source or "", target=i.target or "", strong=i.strength is InfluenceStrength.STRONG, note=i.note or "")
        for i in drawn
    )
    return links, tuple(f"{names[i.source or '']} → {names[i.target or '']}" + (f" ({i.note})" if i.note else "") for i in rest)


def _trace(brief: Brief, data: dict[str, Any]) -> None:
    balance = data["balance"]
    if balance:
        cells = cells_of([c for c in brief.plan.contacts if c.buying_role], "support", "buying_role")
        shown = signed(balance.points, 0)
        brief.trace.add(ID, brief.word("A09.balance"), shown, balance.points, "points", brief.word("A09.balance_rule"), cells)


def _alt(brief: Brief, people: Sequence[Stakeholder], links: Sequence[InfluenceLink]) -> str:
    names = {c.id or _name(c): _name(c) for c in people}
    parts = [f"{_name(c)} {c.buying_role.symbol if c.buying_role else '–'} {c.level if c.level is not None else '–'}" for c in people]
    parts += [f"{names[link.source]} → {names[link.target]}" for link in links]
    return brief.text("A09.alt", count=len(people), parts="; ".join(parts))
