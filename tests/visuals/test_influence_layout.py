"""Properties of the influence map's layout: nobody is lost, nobody overlaps, nothing leaves the map."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from planforge.visuals.influence_layout import CARD_WIDTH, PER_ROW, PITCH, ROWS, Layout, arrange

WIDTH = 9.60


@dataclass(frozen=True)
class Someone:
    id: str
    reports_to: str = ""
    outside: bool = False


@dataclass(frozen=True)
class Influence:
    source: str
    target: str


@st.composite
def companies(draw: st.DrawFn) -> tuple[list[Someone], list[Influence]]:
    """Up to 14 people with any reporting lines, also loops and names nobody bears, and any influence."""
    count = draw(st.integers(0, 14))
    idents = [f"P{n}" for n in range(count)]
    above = st.sampled_from([*idents, "", "nobody"])
    people = [Someone(ident, draw(above), draw(st.integers(0, 5)) == 0) for ident in idents]
    links = st.builds(Influence, st.sampled_from([*idents, "nobody"]), st.sampled_from([*idents, "nobody"]))
    return people, draw(st.lists(links, max_size=6)) if count else []


def tree(*pairs: tuple[str, str]) -> list[Someone]:
    return [Someone(ident, above) for ident, above in pairs]


def lefts(layout: Layout) -> dict[str, float]:
    return {ident: place.left for ident, place in layout.places.items()}


@given(companies())
@settings(max_examples=250, deadline=None)
def test_everybody_is_placed_once_and_nobody_overlaps(company: tuple[list[Someone], list[Influence]]) -> None:
    people, links = company
    layout = arrange(people, links, WIDTH)
    assert set(layout.places) == {person.id for person in people}
    assert layout.rows <= ROWS
    assert {place.row for place in layout.places.values()} == set(range(layout.rows))
    for row in range(layout.rows):
        places = sorted((p for p in layout.places.values() if p.row == row), key=lambda p: p.column)
        assert len(places) <= PER_ROW
        assert [place.column for place in places] == list(range(len(places)))
        for one, other in pairwise(places):
            assert other.left - one.left >= PITCH - 1e-6


@given(companies())
@settings(max_examples=250, deadline=None)
def test_cards_stay_inside_the_map(company: tuple[list[Someone], list[Influence]]) -> None:
    for ident, left in lefts(arrange(*company, WIDTH)).items():
        assert -1e-6 <= left <= WIDTH - CARD_WIDTH + 1e-6, ident


@given(companies())
@settings(max_examples=150, deadline=None)
def test_lines_join_a_person_with_the_one_named(company: tuple[list[Someone], list[Influence]]) -> None:
    people, links = company
    layout = arrange(people, links, WIDTH)
    named = {person.id: person.reports_to for person in people}
    assert len({child for _, child in layout.lines}) == len(layout.lines)
    for parent, child in layout.lines:
        assert named[child] == parent
        assert parent != child


@given(companies())
@settings(max_examples=100, deadline=None)
def test_same_people_same_layout(company: tuple[list[Someone], list[Influence]]) -> None:
    assert arrange(*company, WIDTH) == arrange(*company, WIDTH)


@given(st.integers(1, 14))
def test_reporting_in_a_circle_ends(count: int) -> None:
    people = [Someone(f"P{n}", f"P{(n + 1) % count}") for n in range(count)]
    layout = arrange(people, [], WIDTH)
    assert len(layout.places) == count
    assert len(layout.lines) <= count - 1


def test_single_child_stands_straight_below() -> None:
    placed = lefts(arrange(tree(("boss", ""), ("left", "boss"), ("right", "boss"), ("child", "right")), [], WIDTH))
    assert abs(placed["child"] - placed["right"]) < 0.01


def test_chain_is_one_column() -> None:
    placed = lefts(arrange(tree(("a", ""), ("b", "a"), ("c", "b")), [], WIDTH))
    assert max(placed.values()) - min(placed.values()) < 0.01


def test_parent_is_centred_over_children() -> None:
    placed = lefts(arrange(tree(("boss", ""), ("a", "boss"), ("b", "boss"), ("c", "boss")), [], WIDTH))
    assert abs(placed["boss"] - placed["b"]) < 0.01


def test_outsider_stands_in_the_row_it_acts_on() -> None:
    people = [*tree(("boss", ""), ("a", "boss"), ("b", "boss")), Someone("adviser", outside=True)]
    layout = arrange(people, [Influence("adviser", "b")], WIDTH)
    assert layout.places["adviser"].row == layout.places["b"].row


def test_children_are_below_their_parents() -> None:
    layout = arrange(tree(("boss", ""), ("a", "boss"), ("b", "boss"), ("c", "a"), ("d", "b")), [], WIDTH)
    for parent, child in layout.lines:
        assert layout.places[child].row > layout.places[parent].row


def test_nobody_needs_no_row() -> None:
    assert arrange([], [], WIDTH) == Layout({}, (), 0)
