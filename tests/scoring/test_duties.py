"""Duties worked by hand: who answers, who does the work, who carries too much or nothing; rows of one duty add up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from planforge.model.codes import DutyRole
from planforge.model.duties import read_duties, role_cells
from planforge.scoring.duties import score_duties
from support.limits import POLICY
from support.rule_cases import build_plan

A, R, C, TOLD = DutyRole
TEAM = [{"name": "Wei Lin"}, {"name": "Anika Rao"}, {"name": "Tomas Berg"}, {"name": "Mei Tan"}]
DUTIES: list[Mapping[str, Any]] = [
    {"duty": "Account plan", "accountable": "Wei Lin", "responsible_1": "Wei Lin", "consulted_1": "Anika Rao"},
    {"duty": "Tenders", "accountable": "Wei Lin", "responsible_2": "Anika Rao", "informed_1": "Tomas Berg"},
    {"duty": "Service", "responsible_1": "Anika Rao"},
    {"duty": "Sponsor line", "accountable": "Tomas Berg", "informed_2": "Wei Lin"},
    {"duty": "tenders ", "accountable": "Rosa Vega", "consulted_2": "Anika Rao"},
]


def scored(duties: list[Mapping[str, Any]], most: int = 3) -> Any:
    return score_duties(build_plan({"team": TEAM, "duties": duties}), replace(POLICY.duties, most_accountable=most))


def test_rows_of_one_duty_add_up() -> None:
    found = read_duties(build_plan({"duties": DUTIES}))
    assert [duty.name for duty in found] == ["Account plan", "Tenders", "Service", "Sponsor line"]
    assert found[1].roles == {"Wei Lin": (A,), "Anika Rao": (R, C), "Tomas Berg": (TOLD,), "Rosa Vega": (A,)}
    assert found[0].roles["Wei Lin"] == (A, R)
    assert found[1].people(A) == ("Wei Lin", "Rosa Vega")


def test_what_is_missing_or_double() -> None:
    found = scored(DUTIES)
    assert [duty.name for duty in found.unanswered] == ["Service"]
    assert [duty.name for duty in found.contested] == ["Tenders"]
    assert [duty.name for duty in found.undone] == ["Sponsor line"]
    assert found.free == ("Mei Tan",)


def test_everybody_is_counted_and_people_outside_the_team_come_last() -> None:
    found = scored(DUTIES)
    assert [(load.name, load.known) for load in found.loads][-1] == ("Rosa Vega", False)
    assert {load.name: [load.counts[role] for role in DutyRole] for load in found.loads} == {
        "Wei Lin": [2, 1, 0, 1],
        "Anika Rao": [0, 2, 2, 0],
        "Tomas Berg": [1, 0, 0, 1],
        "Mei Tan": [0, 0, 0, 0],
        "Rosa Vega": [1, 0, 0, 0],
    }


def test_too_many_is_more_than_the_policy_says_most_first() -> None:
    assert POLICY.duties.most_accountable == 3
    assert scored(DUTIES).overloaded == ()
    assert [load.name for load in scored(DUTIES, most=1).overloaded] == ["Wei Lin"]
    assert [load.name for load in scored(DUTIES, most=0).overloaded] == ["Wei Lin", "Tomas Berg", "Rosa Vega"]


def test_a_list_that_names_nobody_leaves_nobody_without_duty() -> None:
    found = scored([{"duty": "Tenders"}, {"accountable": "Wei Lin"}])
    assert ([duty.name for duty in found.unanswered], found.free) == (["Tenders"], ())
    assert scored([]).loads == ()


def test_cells_of_a_part() -> None:
    duty = read_duties(build_plan({"duties": DUTIES}))[1]
    assert [str(cell) for cell in role_cells(duty, A)] == [str(duty.records[0].at("accountable")), str(duty.records[1].at("accountable"))]
    assert role_cells(duty, A, "Rosa Vega") == (duty.records[1].at("accountable"),)
    assert role_cells(duty, R, "Rosa Vega") == ()
