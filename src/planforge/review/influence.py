"""A09, the organisation and influence map, on one page or one per department."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from planforge.model.codes import BuyingRole, InfluenceStrength
from planforge.model.relationship import Influence, Stakeholder
from planforge.review.brief import Brief
from planforge.review.context import InfluenceLink, InfluencePage, InfluenceSlides, PersonCard
from planforge.review.notes import frame
from planforge.review.takeaway import takeaway
from planforge.review.trace import cells_of, ranges_of

ID = "A09"
CARDS, PER_ROW, ROWS, LINKS = 14, 5, 4, 6
NAMES = 3
BLOCKS = ("contacts", "influence")


def facts(brief: Brief) -> dict[str, Any]:
    """Raw values of the slide."""
    contacts, scores = brief.plan.contacts, brief.card.relationships
    makers = [c for c in contacts if c.buying_role in (BuyingRole.APPROVER, BuyingRole.DECIDER)]
    ours = [c for c in makers if _sign(c) > 0]
    against = [_name(c) for c in sorted(makers, key=_sign) if _sign(c) < 0]
    levels = {s.contact.id: s.level for s in scores.contacts}
    approver = next((c for c in makers if c.buying_role is BuyingRole.APPROVER), None)
    far = [c for c in makers if _sign(c) <= 0 and ((levels.get(c.id) or 0) <= 1 or _sign(c) < 0)]
    uncovered = [_name(c) for c in contacts if c.id in scores.uncovered or c.name in scores.uncovered]
    return {
        **brief.common,
        "people": len(contacts),
        "without_role": sum(1 for c in contacts if c.buying_role is None),
        "deciders": len(makers),
        "ours": len(ours),
        "not_ours": len(makers) - len(ours),
        "approver": _office(brief, approver),
        "approver_name": _name(approver) if approver else "",
        "approver_level": scores.approver_level if approver else None,
        "approver_ours": approver is not None and _sign(approver) > 0,
        "paths": _paths(brief, approver),
        "against": against[:NAMES],
        "first_against": against[0] if against else "",
        "targets": [_name(c) for c in far][:NAMES],
        "uncovered": uncovered[:NAMES],
        "no_owner": sum(1 for c in contacts if not c.owner),
    }


def _sign(person: Stakeholder) -> int:
    return person.support.sign if person.support else 0


def _name(person: Stakeholder) -> str:
    return person.name or person.other_name or person.title or person.id or "–"


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
    return [_name(people[s]) for s in sources if s in people and _sign(people[s]) > 0 and (people[s].level or 0) >= 2]


def compose(brief: Brief) -> InfluenceSlides:
    """The slides."""
    data = brief.facts[ID]
    for person in brief.plan.contacts:
        label = f"{_name(person)} {brief.word('A09.contact_level')}"
        brief.trace.add(ID, label, str(person.level), person.level, "count", "", (person.at("level"),))
    shown, left_out = _choose(brief.plan.contacts, brief.plan.influence)
    groups = _pages(shown, brief.plan.influence)
    warnings = [brief.text("A09.left_out", names=", ".join(_name(c) for c in left_out))] if left_out else []
    ranges = ranges_of(cells_of(brief.plan.contacts), cells_of(brief.plan.influence))
    sticker = brief.partial("contacts") if brief.plan.contacts else brief.word("no_data")
    pages = tuple(_page(brief, data, people, warnings, ranges, sticker, (number, len(groups))) for number, people in enumerate(groups, 1))
    return InfluenceSlides(slide=pages[0].slide, empty=None if brief.plan.contacts else brief.empty(ID, "contacts"), pages=pages)


def _page(
    brief: Brief, data: dict[str, Any], people: Sequence[Stakeholder], warnings: Sequence[str], ranges: Any, sticker: str,
    place: tuple[int, int],
) -> InfluencePage:  # fmt: skip
    links, also = _links(brief, people)
    return InfluencePage(
        slide=frame(brief, ID, data, ranges=ranges, blocks=BLOCKS, sticker=sticker, warnings=warnings, page=place, empty=not people),
        cards=tuple(_card(brief, person, people) for person in people),
        links=links,
        also=also,
        alt=_alt(brief, people, links),
        takeaway=takeaway(brief, ID, data),
    )


def _choose(contacts: Sequence[Stakeholder], links: Sequence[Influence]) -> tuple[list[Stakeholder], list[Stakeholder]]:
    """Who is drawn; when not everybody fits a page, people without role and with level 0 or 1 go to the notes."""
    everybody = list(contacts)
    if _fits(everybody, links):
        return everybody, []
    minor = [c for c in everybody if c.buying_role is None and (c.level or 0) <= 1]
    return [c for c in everybody if c not in minor], minor


def _fits(people: Sequence[Stakeholder], links: Sequence[Influence]) -> bool:
    if len(people) > CARDS:
        return False
    depths = [_depth(person, people, links) for person in people if not person.outside]
    rows = max(depths, default=0) + 1
    return rows <= ROWS and all(depths.count(row) <= PER_ROW for row in range(rows)) and len(people) <= rows * PER_ROW


def _depth(person: Stakeholder, people: Sequence[Stakeholder], links: Sequence[Influence]) -> int:
    """The row of a person: steps up the reporting line; somebody outside stands beside the person they influence."""
    by_id = {c.id: c for c in people if c.id}
    if person.outside and not person.reports_to:
        target = next((i.target for i in links if i.source == person.id and i.target in by_id), None)
        person = by_id[target] if target else person
    depth, seen = 0, {person.id}
    while person.reports_to in by_id and person.reports_to not in seen:
        person = by_id[person.reports_to]
        seen.add(person.id)
        depth += 1
    return depth


def _pages(people: list[Stakeholder], links: Sequence[Influence]) -> list[list[Stakeholder]]:
    """One page when all fit (also when there is nobody, for the empty state), else one per department with the top card repeated."""
    if _fits(people, links):
        return [people]
    ids = {c.id for c in people}
    top = next((c for c in people if c.reports_to not in ids and not c.outside), people[0])
    pages: list[list[Stakeholder]] = []
    departments = list(dict.fromkeys(c.department or "" for c in people if c is not top))
    for department in departments:
        page = [top]
        for person in (c for c in people if c is not top and (c.department or "") == department):
            if not _fits([*page, person], links):
                pages.append(page)
                page = [top]
            page.append(person)
        pages.append(page)
    return _joined(pages, links)


def _joined(pages: list[list[Stakeholder]], links: Sequence[Influence]) -> list[list[Stakeholder]]:
    """Neighbouring small departments share a page while everybody fits."""
    joined: list[list[Stakeholder]] = []
    for page in pages:
        if joined and _fits([*joined[-1], *page[1:]], links):
            joined[-1].extend(page[1:])
        else:
            joined.append(list(page))
    return joined


def _card(brief: Brief, person: Stakeholder, people: Sequence[Stakeholder]) -> PersonCard:
    return PersonCard(
        id=person.id or _name(person),
        name=_name(person),
        other_name=(person.other_name or "") if person.name else "",
        role=person.title or "",
        buying=person.buying_role.symbol if person.buying_role else "–",
        attitude=person.attitude.value if person.attitude else "–",
        support=_sign(person),
        level=person.level,
        reports_to=_boss(person, people, brief.plan.contacts),
        outside=bool(person.outside),
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


def _links(brief: Brief, people: Sequence[Stakeholder]) -> tuple[tuple[InfluenceLink, ...], str]:
    names = {c.id: _name(c) for c in brief.plan.contacts if c.id}
    shown = {c.id for c in people if c.id}
    known = [i for i in brief.plan.influence if i.source in names and i.target in names and i.source != i.target]
    known.sort(key=lambda i: i.strength is not InfluenceStrength.STRONG)
    drawn = [i for i in known if i.source in shown and i.target in shown][:LINKS]
    rest = [i for i in known if i not in drawn and (i.source in shown or i.target in shown)]
    links = tuple(
        InfluenceLink(source=i.source or "", target=i.target or "", strong=i.strength is InfluenceStrength.STRONG, note=i.note or "")
        for i in drawn
    )
    also = "; ".join(f"{names[i.source or '']} → {names[i.target or '']}" for i in rest)
    return links, f"{brief.word('A09.also')} {also}" if also else ""


def _alt(brief: Brief, people: Sequence[Stakeholder], links: Sequence[InfluenceLink]) -> str:
    names = {c.id or _name(c): _name(c) for c in people}
    parts = [f"{_name(c)} {c.buying_role.symbol if c.buying_role else '–'} {c.level if c.level is not None else '–'}" for c in people]
    parts += [f"{names[link.source]} → {names[link.target]}" for link in links]
    return brief.text("A09.alt", count=len(people), parts="; ".join(parts))
