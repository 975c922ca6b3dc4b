"""AX20: every title by its rule, letters and fills of the cells, people over several slides; nothing is shown without duties."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from planforge.model.account import Duty, TeamMember
from planforge.model.disclosure import customer_safe
from planforge.model.plan import AccountPlan
from planforge.office.rich import Rich
from planforge.review import ReviewContext
from support.plans import full_plan, with_readings

Review = Callable[..., ReviewContext]

LIN, RAO, BERG, TAN = "Wei Lin", "Anika Rao", "Tomas Berg", "Mei Tan"


def duty(words: str, accountable: str | None = None, responsible: str | None = None, **more: str) -> Duty:
    return Duty(duty=words, accountable=accountable, responsible_1=responsible, **more)


def plan(*duties: Duty, team: tuple[str, ...] = (LIN, RAO, BERG)) -> AccountPlan:
    members = tuple(TeamMember(name=name, function="Sales") for name in team)
    return with_readings(replace(full_plan(), team=members, duties=duties))


FINE = (duty("Plan", LIN, LIN), duty("Tenders", RAO, LIN), duty("Sponsor line", BERG, BERG))


def plain(text: Any) -> str:
    return "".join(span.text for span in text.spans) if isinstance(text, Rich) else str(text)


TITLES: list[tuple[tuple[Duty, ...], str, str]] = [
    (
        (duty("Plan", LIN, LIN), duty("Tests", None, RAO)),
        "1 of 2 duties has nobody who answers for it: “Tests”",
        "2项工作中1项无人最终负责：“Tests”",
    ),
    (
        (duty("Plan", None, LIN), duty("Tests", None, RAO)),
        "2 of 2 duties have nobody who answers for them, first “Plan”",
        "2项工作中2项无人最终负责，首先是“Plan”",
    ),
    (
        (duty("Plan", LIN, LIN), duty("plan", BERG), duty("Tests", RAO, RAO)),
        "More than one person answers for 1 of 2 duties, so nobody really does: “Plan”",
        "2项工作中1项由多人负责，等于无人负责：“Plan”",
    ),
    (
        (*(duty(words, LIN, RAO) for words in ("Plan", "Tests", "Prices", "Claims")), duty("Sponsor", BERG)),
        "Wei Lin answers for 4 of 5 duties, more than the 3 one person should carry; nobody does the work of “Sponsor”",
        "Wei Lin最终负责5项工作中的4项，超过每人3项的上限；“Sponsor”无人执行",
    ),
    (
        tuple(duty(words, LIN, RAO) for words in ("Plan", "Tests", "Prices", "Claims")),
        "Wei Lin answers for 4 of 4 duties, more than the 3 one person should carry",
        "Wei Lin最终负责4项工作中的4项，超过每人3项的上限",
    ),
    (
        (duty("Plan", LIN, RAO), duty("Sponsor", BERG)),
        "Every duty has one person who answers for it, but nobody does the work of 1 of 2: “Sponsor”",
        "每项工作均有一人最终负责，但2项中1项无人执行：“Sponsor”",
    ),
    (
        (duty("Plan", LIN, RAO), duty("Tests", RAO, RAO)),
        "Each of the 2 duties has one person who answers for it; Tomas Berg carries none",
        "2项工作均有一人最终负责；Tomas Berg未承担任何一项",
    ),
    (
        FINE,
        "Each of the 3 duties has one person who answers for it and somebody who does the work; nobody answers for more than 1",
        "3项工作均有一人最终负责，也都有人执行；每人最多负责1项",
    ),
]


@pytest.mark.parametrize(("duties", "english", "chinese"), TITLES)
def test_titles(review: Review, duties: tuple[Duty, ...], english: str, chinese: str) -> None:
    for language, title in (("en", english), ("zh", chinese)):
        found = review(plan(*duties), language).duties
        assert found is not None
        assert found.pages[0].slide.title == title


def test_nothing_is_shown_without_duties_or_names(review: Review, context: Callable[[str, str], ReviewContext]) -> None:
    assert context("empty", "en").duties is None
    assert review(plan()).duties is None
    assert review(plan(duty("Plan"), duty("Tests"))).duties is None


def test_letters_stand_on_the_fill_of_the_strongest(review: Review) -> None:
    shared = (duty("Plan", LIN, LIN, consulted_1=RAO, informed_1=BERG), duty("Tests", RAO, BERG, informed_2=RAO))
    found = review(plan(*shared, team=(LIN, RAO, BERG, TAN))).duties
    assert found is not None
    page = found.pages[0]
    cells = [[(plain(cell.text), cell.fill) for cell in row.cells] for row in page.rows]
    assert cells[0] == [("A/R", "lv4"), ("C", "lv2"), ("I", "lv1"), ("·", "")]
    assert cells[1] == [("·", ""), ("A/I", "lv4"), ("R", "lv3"), ("·", "")]
    assert [plain(cell.text) for cell in page.total.cells] == ["1", "1", "0", "0"]
    assert plain(found.legend) == "A answers for it    R does the work    C is asked before    I is told after"


def test_what_a_duty_lacks_stands_behind_it(review: Review) -> None:
    found = review(plan(duty("Plan", LIN), duty("Tests", None, RAO), duty("Prices", LIN, RAO), duty("prices", BERG))).duties
    assert found is not None
    assert [plain(row.duty).replace("\u00a0", " ") for row in found.pages[0].rows] == [
        "Plan  Nobody does it",
        "Tests  Nobody answers",
        "Prices  Several answer",
    ]


def test_many_people_take_several_slides_of_even_width(review: Review) -> None:
    team = tuple(f"Person {number}" for number in range(1, 10))
    found = review(plan(duty("Plan", "Person 1", "Guest"), team=team)).duties
    assert found is not None
    assert [len(page.people) for page in found.pages] == [5, 5]
    assert [len(page.rows[0].cells) for page in found.pages] == [5, 5]
    assert [page.slide.title.partition(" (")[2] for page in found.pages] == ["people 1 to 5)", "people 6 to 10)"]
    assert found.pages[1].people[-1] == "Guest\nnot in the team"
    assert "Not in the Team sheet: Guest." in found.pages[0].slide.source


def test_the_takeaway_asks_who_can_take_over(review: Review) -> None:
    many = tuple(duty(words, LIN, BERG) for words in ("Plan", "Tests", "Prices", "Claims"))
    found = review(plan(*many, duty("Service", RAO, RAO))).duties
    assert found is not None
    assert "which of the 4 duties of Wei Lin can somebody else take? Tomas Berg answers for 0." in plain(found.takeaway)
    asked = tuple(duty(words, LIN, BERG, consulted_1=RAO) for words in ("Plan", "Tests", "Prices"))
    again = review(plan(*asked, duty("Service", RAO, RAO))).duties
    assert again is not None
    assert "Anika Rao is asked before 3 of 4 duties go on" in plain(again.takeaway)
    nothing = review(plan(*FINE)).duties
    assert nothing is not None
    assert nothing.takeaway == ""


def test_figures_are_traced_to_the_cells(review: Review) -> None:
    found = [record for record in review(plan(*FINE)).records if record.slide == "AX20"]
    assert [(record.label, record.value) for record in found] == [(f"{name} answers for", 1) for name in (LIN, RAO, BERG)]


def test_the_customer_reads_no_duties(review: Review) -> None:
    assert customer_safe(plan(*FINE)).duties == ()
