"""How the people of the influence map are divided into pages: nobody is lost, and everybody stands below the own superior."""

from __future__ import annotations

import random
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planforge.model.relationship import Influence, Stakeholder
from planforge.review.influence_pages import CARDS, MapPage, divide
from planforge.visuals.influence_layout import PER_ROW, ROWS, arrange
from support.companies import SHAPES, company, departments, random_tree
from support.plans import full_plan


def pages_of(people: list[Stakeholder], links: Iterable[Influence] = ()) -> list[MapPage]:
    return divide(people, {p.id: p.reports_to for p in people if p.id and p.reports_to}, list(links))


def check(people: list[Stakeholder], pages: list[MapPage]) -> None:
    fresh = [person.id for page in pages for person in page.fresh]
    assert sorted(map(str, fresh)) == sorted(str(person.id) for person in people)
    for page in pages:
        here = {person.id for person in page.people}
        assert len(here) == len(page.people) <= CARDS
        repeated = [person for person in page.people if person not in page.fresh]
        assert all(any(p.reports_to == person.id or p.outside for p in page.people) for person in repeated)
    placed = {person.id: page for page in pages for person in page.fresh}
    loops = {person.id for person in people if _loops(person, people)}
    for person in people:
        if person.reports_to and not person.outside and person.id not in loops and not _is_outside(person.reports_to, people):
            assert person.reports_to in {p.id for p in placed[person.id].people}, "everybody stands with the own superior"


def _is_outside(ident: str, people: list[Stakeholder]) -> bool:
    return any(p.outside for p in people if p.id == ident)


def _loops(person: Stakeholder, people: list[Stakeholder]) -> bool:
    by_id = {p.id: p for p in people}
    seen = {person.id}
    while person.reports_to in by_id:
        person = by_id[person.reports_to]
        if person.id in seen:
            return True
        seen.add(person.id)
    return False


@pytest.mark.parametrize("name", SHAPES)
def test_forty_people_in_many_shapes(name: str) -> None:
    people = company(SHAPES[name])
    pages = pages_of(people)
    check(people, pages)
    for page in pages:
        known = {p.id for p in page.people}
        cards = [Card(p.id or "", p.reports_to if p.reports_to in known else "", bool(p.outside)) for p in page.people]
        layout = arrange(cards, (), 9.6)
        assert layout.rows <= ROWS
        for parent, child in layout.lines:
            assert layout.places[child].row > layout.places[parent].row, "a superior stands above the staff"
        assert max(sum(1 for place in layout.places.values() if place.row == row) for row in range(layout.rows)) <= PER_ROW


@pytest.mark.parametrize("name", [name for name in SHAPES if name not in ("a chain", "a loop and its staff")])
def test_no_page_is_nearly_empty(name: str) -> None:
    pages = pages_of(company(SHAPES[name]))
    assert min(len(page.fresh) for page in pages) >= 3, [len(page.fresh) for page in pages]


def test_departments_come_after_an_overview_of_their_heads() -> None:
    pages = pages_of(company(SHAPES["eight departments of four"]))
    assert [person.id for person in pages[0].people] == ["P0", *(f"P{n}" for n in range(1, 9))]
    assert [page.people[0].id for page in pages[1:]] == ["P0"] * (len(pages) - 1)
    assert all(page.head is not None for page in pages)


def test_somebody_outside_stands_with_the_person_they_act_on() -> None:
    people = company([*departments(5, 6), (90, None)], outside=(90,))
    pages = pages_of(people, [Influence(source="P90", target="P5")])
    page = next(page for page in pages if any(p.id == "P90" for p in page.fresh))
    assert "P5" in {p.id for p in page.people}


def test_the_fixture_plan_needs_one_page() -> None:
    plan = full_plan()
    assert len(divide(plan.contacts, {c.id: c.reports_to for c in plan.contacts if c.id and c.reports_to}, plan.influence)) == 1


@given(st.integers(1, 45), st.integers(0, 10_000))
@settings(max_examples=150, deadline=None)
def test_any_company_is_divided(count: int, seed: int) -> None:
    dice = random.Random(seed)
    outside = [n for n in range(1, count) if dice.random() < 0.1]
    people = company(random_tree(count, seed), outside)
    links = [Influence(source=f"P{dice.randrange(count)}", target=f"P{dice.randrange(count)}") for _ in range(8)]
    check(people, pages_of(people, links))


class Card:
    """A card as the drawing places it."""

    def __init__(self, ident: str, reports_to: str, outside: bool) -> None:
        self.id, self.reports_to, self.outside = ident, reports_to, outside
