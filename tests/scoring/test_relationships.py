"""Support weighted by role, the net of influence and the single thread, worked by hand."""

from __future__ import annotations

from typing import Any

from planforge.model.scorecard import RelationshipScores, SupportBalance
from planforge.scoring.relationships import score_relationships
from support.limits import POLICY
from support.plans import AS_OF
from support.rule_cases import build_plan

ROLES = ("approver", "decider", "evaluator", "user")


def scores(contacts: list[dict[str, Any]], **blocks: Any) -> RelationshipScores:
    return score_relationships(build_plan({"contacts": contacts, **blocks}), POLICY, AS_OF)


def test_support_counts_by_role() -> None:
    """Approver 4, decider 3, evaluator 2, user 1: 4 x 1 for us, 3 x 2 and 1 x 1 against us; the evaluator's support is not known."""
    supports = ("supporter", "enemy", None, "non-supporter")
    contacts = [
        {"id": role, "buying_role": role, **({"support": support} if support else {})}
        for role, support in zip(ROLES, supports, strict=True)
    ]
    balance = scores([*contacts, {"id": "x", "support": "mentor"}]).balance
    assert balance == SupportBalance(points=-3, ours=4, against=7, most=16, known=3, unknown=1)


def test_without_any_known_support_there_is_no_balance() -> None:
    assert scores([{"id": "C1", "buying_role": "approver"}]).balance is None


def test_strong_lines_count_twice_and_an_unknown_strength_as_weak() -> None:
    """C1: strong 2. C2: weak 1 and unknown 1. C3: weak 1. C4 reports to C3; C5 stands alone."""
    lines = [
        ("C1", "C2", "strong"),
        ("C2", "C3", "weak"),
        ("C2", "C4", None),
        ("C3", "C1", "weak"),
        ("C1", "C1", "strong"),
        ("C1", "C9", "strong"),
    ]
    influence = [{"source": a, "target": b, **({"strength": strength} if strength else {})} for a, b, strength in lines]
    contacts = [*({"id": f"C{n}"} for n in (1, 2, 3)), {"id": "C4", "reports_to": "C3"}, {"id": "C5"}]
    found = scores(contacts, influence=influence).influence
    assert ([contact.id for contact in found.centre], found.weight) == (["C1", "C2"], 2)
    assert [contact.id for contact in found.alone] == ["C5"]
    assert [[contact.id for contact in circle] for circle in found.circles] == [["C1", "C2", "C3"]]


def test_nobody_is_the_centre_of_nothing() -> None:
    found = scores([{"id": "C1"}, {"id": "C2"}]).influence
    assert (found.centre, found.weight, found.alone, found.circles) == ((), 0, (), ())


def test_one_person_holds_all_key_contacts_that_meet_us() -> None:
    key = {"buying_role": "user", "owner": "Wei Lin"}
    contacts = [{"id": "C1", "level": 2, **key}, {"id": "C2", "level": 3, **key}, {"id": "C3", "level": 1, **key, "owner": "Anika Rao"}]
    found = scores(contacts)
    assert (found.sole_holder, found.sole_contacts) == ("Wei Lin", 2)
    second = scores(contacts, coverage=[{"contact": "C1", "member": "Anika Rao", "level": 2}])
    assert (second.sole_holder, second.sole_contacts) == ("", 0)
