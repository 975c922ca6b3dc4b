"""A10, who of our team is in contact with whom."""

from __future__ import annotations

from datetime import date
from typing import Any

from planforge.model.codes import BuyingRole, Status
from planforge.model.scorecard import ContactScore
from planforge.office.rich import Rich, Span, Text
from planforge.office.text import width_of
from planforge.review.brief import Brief
from planforge.review.context_people import CoverageRow, CoverageSlide, LevelCell, NextContact
from planforge.review.notes import frame, questions_asked
from planforge.review.numbers import NOT_APPLICABLE
from planforge.review.status import marked
from planforge.review.takeaway import takeaway
from planforge.review.titles import first_words
from planforge.review.trace import cells_of, ranges_of

ID = "A10"
MEMBERS, NAMES, NEXT = 6, 3, 3
HEADS_WIDTH, HEAD_MARGIN, HEAD_SIZE = 295.0, 7.2, 10.0
"""Points that all team columns share, the margins of one head, its type size."""


def facts(brief: Brief) -> dict[str, Any]:
    """Raw values of the slide."""
    key = [c for c in brief.card.relationships.contacts if c.contact.buying_role is not None]
    uncovered = [c for c in key if not c.covered]
    overdue = [c for c in key if c.covered and c.days_over]
    approver = next((c for c in (*uncovered, *overdue) if c.contact.buying_role is BuyingRole.APPROVER), None)
    return {
        **brief.common,
        "contacts": len(key),
        "uncovered": len(uncovered),
        "overdue": len(overdue),
        "unscheduled": sum(1 for c in key if c.covered and c.days_over is None),
        "approver": _name(approver) if approver else "",
        "first_overdue": _name(max(overdue, key=lambda c: c.days_over or 0)) if overdue else "",
        "sole_holder": brief.short_name(brief.card.relationships.sole_holder),
        "sole_contacts": brief.card.relationships.sole_contacts,
        "uncovered_names": [_name(c) for c in uncovered][:NAMES],
        "from_owner": sum(1 for c in key if _by_owner(brief, c)),
        "overdue_names": [_name(c) for c in sorted(overdue, key=lambda c: -(c.days_over or 0))][:NAMES],
    }


def _name(score: ContactScore) -> str:
    return score.contact.called or NOT_APPLICABLE


def compose(brief: Brief) -> CoverageSlide:
    """The slide."""
    data = brief.facts[ID]
    key = [c for c in brief.card.relationships.contacts if c.contact.buying_role is not None]
    members = _members(brief, key)
    brief.score(
        ID, brief.word("A10.covered"), f"{data['contacts'] - data['uncovered']} / {data['contacts']}", brief.card.relationships.coverage
    )
    for cover in brief.plan.coverage:
        person = brief.plan.contact(cover.contact)
        label = f"{(person.name if person else None) or cover.contact or NOT_APPLICABLE} – {cover.member or NOT_APPLICABLE}"
        brief.trace.add(ID, label, str(cover.level), cover.level, "count", "", (cover.at("level"),))
    fields = ["name", "title", "buying_role", "rhythm", "last_contact", *(["level", "owner"] if data["from_owner"] else [])]
    contacts = cells_of((c.contact for c in key), *fields)
    return CoverageSlide(
        slide=frame(
            brief,
            ID,
            data,
            ranges=ranges_of(cells_of(brief.plan.coverage), contacts),
            blocks=("coverage", "contacts"),
            empty=not key,
            sticker="" if key else brief.word("no_data"),
        ),
        empty=None if key else brief.empty(ID, "coverage"),
        members=tuple(_head(brief, name, HEADS_WIDTH / len(members) - HEAD_MARGIN) for name in members),
        rows=tuple(_row(brief, score, members) for score in key),
        next=_next(brief, key),
        questions=tuple(text.split(" ", 1)[1] for text in questions_asked(brief, ID)),
        takeaway=takeaway(brief, ID, data),
    )


def _members(brief: Brief, key: list[ContactScore]) -> list[str]:
    """The team members with most contacts, at most six, in the order of the team sheet."""
    counts: dict[str, int] = {m.name: 0 for m in brief.plan.team if m.name}
    for score in key:
        for name, level in score.members.items():
            counts[name] = counts.get(name, 0) + (1 if level else 0)
    order = list(counts)
    chosen = sorted(order, key=lambda name: -counts[name])[:MEMBERS]
    return [name for name in order if name in chosen]


def _head(brief: Brief, name: str, width: float) -> str:
    member = brief.plan.member(name)
    function = member.function if member and member.function else ""
    return "\n".join((first_words(brief.short_name(name), HEAD_SIZE, width, True), *function_lines(function, width)))


def function_lines(function: str, width: float) -> list[str]:
    """A function on at most two lines of a width: the words that fit, Chinese without spaces after four characters."""
    words = function.split(",")[0].split()
    if len(words) == 1 and not function.isascii() and width_of(function, HEAD_SIZE, True) > width:
        words = [function[:4], function[4:]]
    lines: list[str] = []
    while words and len(lines) < 2:
        line = first_words(" ".join(words), HEAD_SIZE, width, True)
        words = words[max(1, len(line.split())) :]
        lines.append(line)
    return lines


def _by_owner(brief: Brief, score: ContactScore) -> bool:
    """True when nobody's level with a contact is listed, so that the contact's own level counts for its owner."""
    return not score.members and bool(score.contact.level) and brief.plan.member(score.contact.owner or "") is not None


def _next(brief: Brief, key: list[ContactScore]) -> tuple[NextContact, ...]:
    """The contacts due first by the agreed rhythm, overdue ones marked."""
    due = [(c.due, c) for c in key if c.due]
    due.sort(key=lambda pair: pair[0])
    return tuple(_due(brief, day, score) for day, score in due[:NEXT])


def _due(brief: Brief, day: date, score: ContactScore) -> NextContact:
    short = brief.as_of is not None and brief.as_of.year == day.year
    text: Text = brief.numbers.short(day) if short else brief.numbers.date(day)
    if score.days_over:
        text = marked(Status.OFF_TRACK, str(text), brief.chinese, True)
    return NextContact(contact=_name(score), owner=brief.short_name(score.contact.owner) or NOT_APPLICABLE, due=text)


def _row(brief: Brief, score: ContactScore, members: list[str]) -> CoverageRow:
    contact = score.contact
    levels = {contact.owner: contact.level} if _by_owner(brief, score) else score.members
    return CoverageRow(
        contact=_name(score),
        role=contact.title or NOT_APPLICABLE,
        buying=contact.buying_role.symbol if contact.buying_role else NOT_APPLICABLE,
        cells=tuple(_cell(levels.get(name)) for name in members),
        rhythm=brief.code("rhythm", contact.rhythm) or NOT_APPLICABLE,
        status=_status(brief, score),
    )


def _cell(level: int | None) -> LevelCell:
    if not level:
        return LevelCell(text=Rich((Span("·", tone="muted"),)), fill="")
    text: Text = str(level)
    if level >= 3:
        text = Rich((Span(str(level), tone="white" if level >= 4 else "", bold=True),))
    return LevelCell(text=text, fill=f"lv{min(level, 4)}")


def _status(brief: Brief, score: ContactScore) -> Rich:
    if not score.covered:
        return marked(Status.NOT_ASSESSED, brief.word("contact.nobody"), brief.chinese)
    if score.days_over and score.status is Status.OFF_TRACK:
        return marked(Status.OFF_TRACK, brief.word("contact.overdue"), brief.chinese)
    if score.days_over or score.status in (Status.WATCH, Status.OFF_TRACK):
        word = brief.word("contact.overdue") if score.days_over else brief.word("contact.watch")
        return marked(Status.WATCH, word, brief.chinese)
    if score.status is Status.NOT_ASSESSED:
        return marked(Status.NOT_ASSESSED, brief.word("rag.N"), brief.chinese)
    return marked(Status.ON_TRACK, brief.word("contact.on_schedule"), brief.chinese)
