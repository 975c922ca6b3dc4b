"""Who plays which part in a deal, worked by hand."""

from __future__ import annotations

from planforge.model.codes import BuyingRole, Support
from planforge.model.deal_roles import large_deals, read_roles
from support.rule_cases import build_plan

PEOPLE = [
    {"id": "C1", "name": "Ada", "buying_role": "approver", "support": "supporter", "owner": "Rao"},
    {"id": "C2", "name": "Ben", "buying_role": "decider", "support": "neutral"},
    {"id": "C3", "name": "Cy", "buying_role": "evaluator", "support": "mentor", "owner": "Rao"},
    {"id": "C4", "name": "Di"},
]
DEALS = [{"id": "O1", "value": 9.0, "probability": 0.5}, {"id": "O2", "value": 4.0, "probability": 0.5}]


def roles_of(*rows, deal=0, **blocks):
    plan = build_plan({"contacts": PEOPLE, "pipeline": DEALS, "deal_roles": list(rows), **blocks})
    return read_roles(plan, plan.pipeline[deal])


def names(people):
    return [person.contact.name for person in people]


def test_rows_of_a_deal_take_the_place_of_all_roles_of_the_contacts():
    roles = roles_of({"opportunity": "O1", "contact": "C4", "role": "decider"}, {"opportunity": "O1", "contact": "C1", "role": "user"})
    assert roles.own
    assert [(person.contact.name, person.role) for person in roles.people] == [("Di", BuyingRole.DECIDER), ("Ada", BuyingRole.USER)]
    assert roles.missing == (BuyingRole.APPROVER, BuyingRole.EVALUATOR)


def test_a_deal_without_rows_has_the_roles_of_the_contacts():
    roles = roles_of({"opportunity": "O1", "contact": "C4", "role": "decider"}, deal=1)
    assert not roles.own
    assert names(roles.people) == ["Ada", "Ben", "Cy"]
    assert roles.missing == (BuyingRole.USER,)


def test_without_cover_is_who_has_no_owner_and_no_level_from_one():
    row = {"opportunity": "O1", "contact": "C2", "role": "decider"}
    assert names(roles_of(row).uncovered) == ["Ben"]
    assert names(roles_of(row, coverage=[{"contact": "C2", "member": "Rao", "level": 0}]).uncovered) == ["Ben"]
    assert roles_of(row, coverage=[{"contact": "C2", "member": "Rao", "level": 1}]).uncovered == ()
    # An evaluator without cover is another matter: only those who say yes are told.
    assert roles_of({"opportunity": "O1", "contact": "C4", "role": "evaluator"}).uncovered == ()


def test_support_in_the_deal_counts_and_the_contacts_own_where_it_is_blank():
    roles = roles_of(
        {"opportunity": "O1", "contact": "C1", "role": "approver", "support": "enemy"},
        {"opportunity": "O1", "contact": "C2", "role": "decider"},
        {"opportunity": "O1", "contact": "C4", "role": "decider"},
        {"opportunity": "O1", "contact": "C3", "role": "evaluator", "support": "enemy"},
    )
    assert [person.support for person in roles.people] == [Support.ENEMY, Support.NEUTRAL, None, Support.ENEMY]
    assert names(roles.against) == ["Ada"]


def test_rows_that_say_nothing_fill_no_role():
    roles = roles_of(
        {"opportunity": "O1", "contact": "C1"},
        {"opportunity": "O1", "contact": "C9", "role": "approver"},
        {"opportunity": "O1", "contact": "C2", "role": "decider"},
        {"opportunity": "O1", "contact": "C2", "role": "decider", "support": "enemy"},
        {"role": "user"},
    )
    assert roles.own
    assert names(roles.people) == ["Ben"]
    assert roles.against == ()


def test_large_deals_are_those_named_and_open_else_the_largest_by_weighted_value():
    deals = [*DEALS, {"id": "O3", "value": 30.0}, {"id": "O4", "value": 9.0, "probability": 1.0, "stage": "won"}]
    plan = build_plan({"pipeline": [*reversed(deals)]})
    assert [deal.id for deal in large_deals(plan, 3)] == ["O1", "O2"]
    assert [deal.id for deal in large_deals(plan, 1)] == ["O1"]
    named = build_plan({"pipeline": deals, "deals_reviewed": {"deal_1": "O4", "deal_2": "O3", "deal_3": "O9"}})
    assert [deal.id for deal in large_deals(named, 3)] == ["O3"]
