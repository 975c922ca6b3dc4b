"""A09 to A11, AX12 and AX13: what is not known is not taken for neutral or none, and the alarms about people are on the slides."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from planforge.model.codes import BuyingRole, InfluenceStrength, InfluenceType, Support, YesNo
from planforge.model.people import BuyingStep
from planforge.model.plan import AccountPlan
from planforge.model.relationship import Influence, Stakeholder
from planforge.office.rich import Rich
from planforge.review import ReviewContext
from support.companies import SHAPES, company
from support.plans import full_plan

Review = Callable[..., ReviewContext]


def words(text: object) -> str:
    return "".join(span.text for span in text.spans) if isinstance(text, Rich) else str(text)


def with_contacts(change: Callable[[Stakeholder], Stakeholder], plan: AccountPlan | None = None) -> AccountPlan:
    plan = plan or full_plan()
    return replace(plan, contacts=tuple(map(change, plan.contacts)))


def without_levels() -> AccountPlan:
    plan = with_contacts(lambda contact: replace(contact, level=None, influence_type=InfluenceType.ECONOMIC, needs="Price"))
    pairs = tuple(replace(pair, level=None) for pair in plan.stage_pairs)
    return replace(plan, coverage=(), stage_pairs=pairs)


class TestUnknown:
    def test_a_stance_that_is_not_known_is_a_question_mark(self, review: Review) -> None:
        plan = full_plan()
        first = next(c for c in plan.contacts if c.buying_role and c.buying_role.rank == 1)
        found = review(with_contacts(lambda c: replace(c, support=None) if c.id == first.id else c)).influence
        card = next(card for card in found.pages[0].cards if card.id == first.id)
        assert card.support is None
        assert "the stance of 1 is not known" in found.slide.title
        assert "not known 1" in found.slide.source

    @pytest.mark.parametrize(("language", "said"), [("en", "is not known"), ("zh", "均未知")])
    def test_no_stance_at_all(self, review: Review, language: str, said: str) -> None:
        found = review(with_contacts(lambda c: replace(c, support=None)), language).influence
        assert said in found.slide.title

    def test_levels_that_are_not_known_contradict_no_stage(self, review: Review) -> None:
        slide = review(without_levels()).stage
        assert "show Pre" not in slide.slide.title
        assert words(slide.shows) == ""
        assert "until then nothing bears out the stage" in words(slide.takeaway)

    def test_whom_we_may_meet_is_not_said_not_to_meet_us(self, review: Review) -> None:
        found = review(without_levels()).contact_matrix
        assert found is not None
        assert found.slide.title.startswith("Whether ")
        assert "meet us is not known" in found.slide.title


class TestMap:
    def test_lines_to_other_pages_are_said_in_words(self, review: Review) -> None:
        people = [replace(someone, buying_role=BuyingRole.USER) for someone in company(SHAPES["eight departments of four"])]
        line = Influence(source="P9", target="P39", strength=InfluenceStrength.STRONG, note="same project")
        found = review(replace(full_plan(), contacts=tuple(people), influence=(line,))).influence
        ends = [page for page in found.pages if {"P9", "P39"} & {card.id for card in page.cards}]
        assert len(ends) == 2
        assert all(page.also == ("P9 → P39 (same project)",) for page in ends)
        assert all("P9 → P39" in page.slide.notes for page in ends)
        assert len({page.slide.subtitle for page in found.pages}) > 1

    def test_a_superior_who_is_left_out_is_said_by_a_dashed_line(self, review: Review) -> None:
        people = [Stakeholder(id="A", reports_to=None), Stakeholder(id="B", reports_to="X"), Stakeholder(id="C", reports_to="A")]
        cards = {card.id: card for card in review(replace(full_plan(), contacts=tuple(people), influence=())).influence.pages[0].cards}
        assert (cards["C"].reports_to, cards["C"].via) == ("A", False)
        assert cards["B"].reports_to == ""

    def test_coach_and_top_officer_have_badges_and_are_missed_otherwise(self, review: Review) -> None:
        plan = full_plan()
        one, other = plan.contacts[:2]

        def marks(contact: Stakeholder) -> Stakeholder:
            officer = YesNo.YES if contact.id == one.id else None
            return replace(contact, top_officer=officer, influence_type=InfluenceType.COACH if contact.id == other.id else None)

        badges = {card.id: card.badge for card in review(with_contacts(marks)).influence.pages[0].cards if card.badge}
        assert badges == {one.id: "top", other.id: "coach"}
        bare = review(with_contacts(lambda c: replace(c, top_officer=None, influence_type=None))).influence
        assert "a coach and the top officer" in words(bare.pages[0].takeaway)

    def test_the_balance_is_in_the_source_line(self, review: Review) -> None:
        assert "Support weighted by role: " in review(full_plan()).influence.slide.source


def test_one_person_who_holds_all_contacts_leads_the_coverage_slide(review: Review) -> None:
    plan = with_contacts(lambda c: replace(c, owner="Wei Lin", level=2))
    found = review(replace(plan, coverage=()))
    assert found.coverage.slide.title.startswith("All 9 key contacts we meet hang on ")
    assert "second colleague" in words(found.coverage.takeaway)


def test_the_way_to_the_target_stage_is_what_the_contacts_lack(review: Review) -> None:
    """Of nine key contacts two are in open exchange, one of them a decider; partnership asks for five, two of them high up."""
    slide = review(full_plan()).stage.slide
    assert "3 more key contacts in open exchange, 1 of them an approver or decider" in slide.title + slide.source


def test_the_steps_of_the_purchase_are_coloured_by_stance(review: Review) -> None:
    steps = (BuyingStep(step="Demand", stance=Support.MENTOR), BuyingStep(step="Award", stance=Support.ENEMY), BuyingStep(step="Sign"))
    found = review(replace(full_plan(), buying_process=steps)).buying
    assert found is not None
    assert [step.state for step in found.strip] == ["for", "against", "unknown"]
    assert [words(step.label) for step in found.strip] == ["1 ● for", "2 ■ against", "3 ? unknown"]
