"""What came of each promise of the last review."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from planforge.model.action import Action
from planforge.model.codes import YesNo
from planforge.model.plan import AccountPlan
from planforge.review.commitments import Kept, follow_up
from planforge.values import SourceFile

THEN, TODAY = date(2025, 6, 30), date(2025, 9, 30)
BEFORE, AFTER = date(2025, 8, 31), date(2025, 10, 31)


def plan(*actions: Action, day: date = THEN) -> AccountPlan:
    empty = AccountPlan(source=SourceFile("plan.xlsx", "0" * 64, 1))
    return replace(empty, cover=replace(empty.cover, as_of=day), actions=actions)


def promise(**values: object) -> Action:
    return Action(**{"id": "A1", "action": "Test report", "commitment": YesNo.YES, **values})  # type: ignore[arg-type]


def outcome(then: Action, *now: Action) -> tuple[Kept, int]:
    found = follow_up(plan(then), plan(*now, day=TODAY), TODAY)
    assert len(found) == 1
    return found[0].outcome, found[0].days


@pytest.mark.parametrize(
    ("then", "now", "wanted"),
    [
        (BEFORE, {"due": BEFORE, "done": date(2025, 8, 30)}, (Kept.KEPT, 0)),
        (BEFORE, {"due": BEFORE, "done": BEFORE}, (Kept.KEPT, 0)),
        (BEFORE, {"due": BEFORE, "done": date(2025, 9, 12)}, (Kept.DONE_LATE, 12)),
        (BEFORE, {"due": date(2025, 9, 12), "done": date(2025, 9, 12)}, (Kept.DONE_LATE, 12)),
        (BEFORE, {"due": BEFORE}, (Kept.OVERDUE, 30)),
        (BEFORE, {"due": AFTER}, (Kept.POSTPONED, 30)),
        (AFTER, {"due": AFTER}, (Kept.RUNNING, 0)),
        (TODAY, {"due": TODAY}, (Kept.RUNNING, 0)),
        (None, {"due": None}, (Kept.NO_DATE, 0)),
        (None, {"due": None, "done": BEFORE}, (Kept.KEPT, 0)),
        (None, {"due": BEFORE}, (Kept.OVERDUE, 30)),
    ],
)
def test_outcome_against_the_date_promised_then(then: date | None, now: dict[str, date | None], wanted: tuple[Kept, int]) -> None:
    assert outcome(promise(due=then), promise(**now)) == wanted


def test_what_left_the_plan_is_dropped() -> None:
    assert outcome(promise(due=AFTER), promise(id="A2", action="Something else")) == (Kept.DROPPED, 0)


def test_what_was_done_right_after_the_review_and_then_left_out_is_kept() -> None:
    assert outcome(promise(due=BEFORE, done=date(2025, 7, 10)), promise(id="A2", action="Something else")) == (Kept.KEPT, 0)


def test_an_action_with_a_new_id_is_found_by_its_words() -> None:
    assert outcome(promise(due=BEFORE), promise(id="B7", action="test  Report", due=BEFORE, done=BEFORE))[0] is Kept.KEPT


def test_only_open_commitments_count() -> None:
    then = plan(
        promise(id="A1", due=BEFORE),
        promise(id="A2", due=THEN, done=date(2025, 6, 25)),
        promise(id="A3", due=BEFORE, commitment=YesNo.NO),
        promise(id="A4", due=BEFORE, commitment=None),
    )
    found = follow_up(then, plan(*then.actions, day=TODAY), TODAY)
    assert [c.promise.id for c in found] == ["A1"]


def test_worst_come_first_then_the_earliest() -> None:
    then = plan(
        promise(id="kept", action="a", due=BEFORE),
        promise(id="open", action="b", due=AFTER),
        promise(id="late", action="c", due=BEFORE),
        promise(id="later", action="d", due=date(2025, 9, 1)),
        promise(id="gone", action="e", due=BEFORE),
    )
    kept, *others, _ = then.actions
    found = follow_up(then, plan(replace(kept, done=BEFORE), *others, day=TODAY), TODAY)
    assert [c.promise.id for c in found] == ["late", "later", "gone", "kept", "open"]
