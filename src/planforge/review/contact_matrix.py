"""AX12, the contact matrix and the decision makers' cards."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from planforge.model.codes import Bond, BuyingRole, InfluenceType, Status, Support
from planforge.model.relationship import Stakeholder
from planforge.model.scorecard import ContactScore
from planforge.office.rich import Rich, Span, Text
from planforge.review.brief import Brief
from planforge.review.context_base import ChevronStep
from planforge.review.context_customer import MarkLine, MatrixRow, MatrixSlide, PeoplePage, PeopleSlides, PersonMarks
from planforge.review.notes import frame
from planforge.review.numbers import NOT_APPLICABLE
from planforge.review.risks import missing
from planforge.review.status import marked
from planforge.review.takeaway import takeaway
from planforge.review.trace import cells_of, ranges_of

ID = "AX12"
CARDS, NARROW_CARDS, NAMES, MOTIVE = 10, 8, 3, 8
"""Cards on a page and on a narrow one, names in a sentence, characters of a motive that surely have room on a card."""
BLANKS = 5
"""Contacts named whose own interest is not known."""
_ASKED = ("phase", "involvement", "motive", "interest", "needs", "channel", "deepen", "bond")
"""Fields of a contact that only this slide shows; it is left out while none is filled in."""
_SHOWN = (*_ASKED[:2], "needs", "channel", "deepen", "bond", "influence_type", "support", "rhythm")
_REACHED = (Bond.TRUST, Bond.ALLIANCE)
_STANCES = {1: Status.ON_TRACK, 0: Status.NOT_ASSESSED, -1: Status.OFF_TRACK}
_TONES = {1: "good", 0: "ink", -1: "bad"}


def facts(brief: Brief) -> dict[str, Any]:
    """Raw values of both slides; `part` tells them apart: `matrix` or `cards`."""
    counts, contacts = brief.card.people, brief.plan.contacts
    bonded = [contact for contact in contacts if contact.bond is not None]
    reached = [contact for contact in bonded if contact.bond in _REACHED]
    approver = next((c for c in contacts if c.buying_role is BuyingRole.APPROVER and c.bond is not None and c.bond not in _REACHED), None)
    people = _people(brief)
    blank = [contact for contact in contacts if contact.interest is None] if any(c.interest is not None for c in contacts) else []
    return {
        **brief.common,
        "part": "matrix",
        "shown": any(getattr(contact, name) is not None for contact in contacts for name in _ASKED),
        "contacts": len(contacts),
        "key": counts.key,
        "economic": counts.influence.get(InfluenceType.ECONOMIC, 0),
        "economic_unmet": [name_of(contact) for contact in counts.economic_uncovered][:NAMES],
        "economic_open": len(counts.economic_uncovered),
        "economic_unknown": len(counts.economic_unknown),
        "economic_unknown_names": [name_of(contact) for contact in counts.economic_unknown][:NAMES],
        "needless": len(counts.without_needs),
        "needless_names": [name_of(contact) for contact in counts.without_needs][:NAMES],
        "uninterested": len(blank),
        "uninterested_names": [name_of(contact) for contact in blank][:BLANKS],
        "shallow": sum(1 for contact in contacts if contact.buying_role is not None and not contact.deepen),
        "bonded": len(bonded),
        "reached": len(reached),
        "approver": name_of(approver) if approver else "",
        "approver_step": brief.code("AX12.bond", approver.bond) if approver else "",
        "people": len(people),
        "supporters": sum(1 for score in people if _sign(score.contact) > 0),
        "against": sum(1 for score in people if _sign(score.contact) < 0),
        "stance_unknown": sum(1 for score in people if score.contact.support is None),
        "balance": brief.card.relationships.balance,
    }


def name_of(contact: Stakeholder | None) -> str:
    """A contact's name as slides show it."""
    return (contact.called if contact else "") or NOT_APPLICABLE


def _sign(contact: Stakeholder) -> int:
    return contact.support.sign if contact.support else 0


def _people(brief: Brief) -> list[ContactScore]:
    """Everybody with a say in the purchase: approvers, deciders, evaluators, users."""
    return [score for score in brief.card.relationships.contacts if score.contact.buying_role is not None]


def compose_matrix(brief: Brief) -> MatrixSlide | None:
    """The contact matrix; None while nobody filled in what it shows."""
    data = brief.facts[ID]
    if not data["shown"]:
        return None
    ordered = [score.contact for score in brief.card.relationships.contacts]
    _trace(brief, data)
    return MatrixSlide(
        slide=frame(brief, ID, data, ranges=ranges_of(cells_of(ordered, *_SHOWN)), blocks=("contacts",), warnings=_cut(brief, ordered)),
        counts=_counts(brief),
        rows=tuple(_row(brief, contact) for contact in ordered),
        takeaway=takeaway(brief, ID, data),
    )


def _counts(brief: Brief) -> str:
    found = brief.card.people.influence
    parts = [f"{brief.word(f'AX12.influence.{kind.value}')} {found[kind]}" for kind in InfluenceType if found.get(kind)]
    return ("，" if brief.chinese else ", ").join(parts)


def _row(brief: Brief, contact: Stakeholder) -> MatrixRow:
    key = contact.buying_role is not None
    role = contact.buying_role.symbol if contact.buying_role else ""
    return MatrixRow(
        contact=Rich((Span(name_of(contact), bold=True), Span(f" {role}" if role else "", tone="muted"))),
        influence=brief.code("AX12.influence", contact.influence_type) or NOT_APPLICABLE,
        phase=brief.code("AX12.phase", contact.phase) or NOT_APPLICABLE,
        involvement=brief.code("degree", contact.involvement) or NOT_APPLICABLE,
        support=stance(brief, contact.support),
        needs=contact.needs or (missing(brief, "AX12.unknown") if key else NOT_APPLICABLE),
        channel=contact.channel or NOT_APPLICABLE,
        rhythm=brief.code("rhythm", contact.rhythm) or NOT_APPLICABLE,
        deepen=contact.deepen or NOT_APPLICABLE,
        bond=brief.code("AX12.bond", contact.bond) or NOT_APPLICABLE,
    )


def stance(brief: Brief, support: Support | None) -> Rich:
    """How somebody stands towards us, as glyph and word."""
    if support is None:
        return marked(Status.NOT_ASSESSED, brief.word("rag.N"), brief.chinese)
    return marked(_STANCES[support.sign], brief.code("AX12.support", support), brief.chinese, True if support.sign < 0 else None)


def _cut(brief: Brief, contacts: Sequence[Stakeholder]) -> list[str]:
    """The whole text of what a row may have no room for."""
    long = [contact for contact in contacts if len(contact.needs or "") + len(contact.deepen or "") > 120]
    return [f"{name_of(contact)}: {contact.needs or NOT_APPLICABLE} | {contact.deepen or NOT_APPLICABLE}" for contact in long]


def compose_people(brief: Brief) -> PeopleSlides | None:
    """The cards, ten a page, on narrow pages eight; None while the matrix is left out or nobody has a say."""
    data = {**brief.facts[ID], "part": "cards"}
    people = _people(brief)
    if not data["shown"] or not people:
        return None
    pages, narrow = _pages(brief, data, people, CARDS), _pages(brief, data, people, NARROW_CARDS)
    steps = _steps(brief)
    return PeopleSlides(
        slide=pages[0].slide,
        steps=steps,
        steps_alt=brief.text("AX12.steps_alt", parts="; ".join(f"{step.label} {step.note}" for step in steps)),
        pages=pages,
        narrow_pages=narrow,
    )


def _pages(brief: Brief, data: dict[str, Any], people: Sequence[ContactScore], most: int) -> tuple[PeoplePage, ...]:
    groups = _grouped(people, most)
    left_out = _left_out(brief, people, groups)
    return tuple(_page(brief, data, group, number, len(groups), left_out) for number, group in enumerate(groups, 1))


def _grouped(people: Sequence[ContactScore], most: int) -> list[list[ContactScore]]:
    """People on as few pages as possible, divided evenly. Users, who come last, get a card only where the others leave room."""
    deciding = sum(1 for score in people if score.contact.buying_role is not BuyingRole.USER)
    pages = max(1, -(-deciding // most))
    shown = list(people[: pages * most])
    size = -(-len(shown) // pages)
    return [shown[start : start + size] for start in range(0, len(shown), size)]


def _page(
    brief: Brief, data: dict[str, Any], group: Sequence[ContactScore], number: int, pages: int, left_out: Sequence[str]
) -> PeoplePage:
    cards = tuple(_card(brief, score) for score in group)
    contacts = [score.contact for score in group]
    return PeoplePage(
        slide=frame(
            brief,
            ID,
            data,
            ranges=ranges_of(
                cells_of(contacts, "name", "title", "buying_role", "attitude", "support", "level", "bond", "motive", "interest")
            ),
            blocks=("contacts",),
            warnings=[*left_out, *(f"{name_of(c)}: {c.motive}" for c in contacts if c.motive and len(c.motive) > MOTIVE)],
            page=(number, pages),
        ),
        cards=cards,
        alt=brief.text("AX12.cards_alt", parts="; ".join(_told(card) for card in cards)),
    )


def _left_out(brief: Brief, people: Sequence[ContactScore], groups: Sequence[Sequence[ContactScore]]) -> list[str]:
    shown = [score for group in groups for score in group]
    names = [name_of(score.contact) for score in people if score not in shown]
    return [brief.text("AX12.left_out", names=brief.numbers.both(names))] if names else []


def _told(card: PersonMarks) -> str:
    return f"{card.name}: " + ", ".join(str(mark.value) for mark in card.marks)


def _card(brief: Brief, score: ContactScore) -> PersonMarks:
    contact, sign = score.contact, _sign(score.contact)
    role = f"{contact.buying_role.symbol} {brief.code('buying_role', contact.buying_role)}" if contact.buying_role else NOT_APPLICABLE
    level = f"{score.level} {brief.policy[f'levels.{brief.main}'][score.level]}" if score.level is not None else NOT_APPLICABLE
    support: Text = stance(brief, contact.support) if contact.support else NOT_APPLICABLE
    marks = (
        MarkLine(label=brief.word("AX12.role"), value=role),
        MarkLine(label=brief.word("AX12.attitude_head"), value=brief.code("AX12.attitude", contact.attitude) or NOT_APPLICABLE),
        MarkLine(label=brief.word("AX12.stance_head"), value=support, tone=_TONES[sign]),
        MarkLine(label=brief.word("AX12.depth"), value=level, tone="bad" if score.level == 0 else "ink"),
    )
    wants = (("AX12.motive", contact.motive), ("AX12.interest_head", brief.code("AX12.interest", contact.interest)))
    return PersonMarks(
        name=name_of(contact),
        second=contact.other_name or "" if contact.name else "",
        title=contact.title or "",
        support=sign if contact.support else None,
        marks=marks,
        wants=tuple(MarkLine(label=brief.word(label), value=value) for label, value in wants if value),
    )


def _steps(brief: Brief) -> tuple[ChevronStep, ...]:
    """The four steps of a relationship with how many contacts stand on each; the fullest is emphasised."""
    counts = brief.card.people.bonds
    most = max(counts.values(), default=0)
    alone = most > 0 and list(counts.values()).count(most) == 1
    return tuple(
        ChevronStep(
            label=brief.t(f"AX12.bond.{bond.value}"),
            state="now" if most and counts.get(bond, 0) == most else "passed",
            note=brief.text("AX12.people", count=counts.get(bond, 0), most=alone and counts.get(bond, 0) == most),
        )
        for bond in Bond
    )


def _trace(brief: Brief, data: dict[str, Any]) -> None:
    trace, counts, contacts = brief.trace, brief.card.people, brief.plan.contacts
    for kind in InfluenceType:
        found = [contact for contact in contacts if contact.influence_type is kind]
        if found:
            label = brief.word(f"AX12.influence.{kind.value}")
            trace.add(ID, label, str(len(found)), len(found), "count", "", cells_of(found, "influence_type"))
    for bond in Bond:
        found = [contact for contact in contacts if contact.bond is bond]
        if found:
            trace.add(ID, brief.word(f"AX12.bond.{bond.value}"), str(len(found)), len(found), "count", "", cells_of(found, "bond"))
    label, cells = brief.word("AX12.needless"), cells_of(contacts, "needs")
    trace.add(ID, label, f"{data['needless']} / {counts.key}", data["needless"], "count", brief.word("AX12.needless_rule"), cells)
