"""Every drawing on empty, ordinary and extreme input: inside its frame, readable, described, the same each time."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

import pytest

from planforge.office.frame import RowBox
from planforge.office.rich import Rich, Span, Text
from planforge.review.context_assessment import FactorGroup, FactorLine, PositionMark, Quadrant
from planforge.review.context_base import Bar, ChevronStep, EmptyState, Timeline
from planforge.review.context_customer import MarkLine, PersonMarks, StakeField, StakeMark
from planforge.review.context_deals import FunnelBand, RolePanel, RolePerson
from planforge.review.context_people import InfluenceLink, PersonCard
from planforge.review.context_process import PartCell
from planforge.review.context_standing import TargetBar
from planforge.review.context_value import LinkEnd, Quarters, RoadmapBar, RoadmapLane, WindowBox
from planforge.review.context_work import DecisionCard, RiskMark
from planforge.visuals import registry

LONG = "Director of the Northern Archipelago Terminal Electrification"[:60]
CHINESE = "北方群岛码头电气化与自动化改造项目总负责人兼采购委员会主席"
ALT = "What the drawing says."


@dataclass(frozen=True)
class Case:
    """Arguments of a drawing and the tables beside it."""

    visual: str
    arguments: tuple[Any, ...]
    tables: Mapping[str, tuple[RowBox, ...]] = field(default_factory=dict)


def decisions(count: int, text: str) -> tuple[DecisionCard, ...]:
    return tuple(
        DecisionCard(
            number=n, decision=text, detail=f"T. Berg, by 14 Nov: {text}", owner="T. Berg", amount="CNY 0.4 m", date="14 Nov", effect=text
        )
        for n in range(1, count + 1)
    )


def person(number: int, name: str = "Chen Li", outside: bool = False, above: str = "") -> PersonCard:
    return PersonCard(
        id=f"C{number}", name=name, other_name="陈立", role=name, buying="+", attitude="V", support=number % 3 - 1, level=number % 5,
        reports_to=above, outside=outside,
    )  # fmt: skip


def people(count: int, name: str = "Chen Li") -> tuple[PersonCard, ...]:
    """A head, five below, one below each of these, the rest from outside."""
    above = ["", *["C0"] * 5, *(f"C{n}" for n in range(1, 6)), *[""] * 3]
    return tuple(person(n, name, outside=n > 10, above=above[n]) for n in range(count))


CROWD = tuple(person(n, above="" if n == 0 else "C0" if n < 5 else f"C{(n - 5) % 4 + 1}") for n in range(14))
"""Nine people on the lowest of three levels, where five have room."""
OUTSIDERS = tuple(person(n, outside=True) for n in range(5))


BESIDE_HEAD = (person(0), person(1, outside=True), person(2, above="C0"))
LONG_WAY = (person(0), *(person(n, above="C0") for n in (1, 2, 3)), person(4, above="C3"))
"""The influence of the last person on the head has to go round the row between."""


def influences(*pairs: tuple[int, int], note: str = "adviser") -> tuple[InfluenceLink, ...]:
    return tuple(InfluenceLink(source=f"C{a}", target=f"C{b}", strong=(a + b) % 2 == 0, note=note) for a, b in pairs)


def factors(name: str, score: int | None, previous: int | None) -> tuple[FactorGroup, ...]:
    lines = tuple(
        FactorLine(number=n, name=name, second_name="", score=score, previous=previous, delta="=", delta_tone="muted", evidence=name)
        for n in range(1, 11)
    )
    return tuple(FactorGroup(name="Opportunity pipeline", factors=part) for part in (lines[:4], lines[4:7], lines[7:]))


def quadrants(name: str) -> tuple[Quadrant, ...]:
    return tuple(Quadrant(name=name, note="build strength or leave", tone="title", column=c, row=r) for r in (0, 1) for c in (0, 1))


HIDDEN = PositionMark(
    name="Lanhai", strength=3.2, attractiveness=4.1, previous_strength=3.2, previous_attractiveness=4.0, before="2025 Q2", under=LONG
)
MOVED = PositionMark(name="Lanhai", strength=1.0, attractiveness=5.0, previous_strength=5.0, previous_attractiveness=1.0)


def band(name: str, attractiveness: float) -> PositionMark:
    return PositionMark(name=name, strength=None, attractiveness=attractiveness)


def marks(count: int, probability: int = 3, impact: int = 3) -> tuple[RiskMark, ...]:
    return tuple(RiskMark(number=n, probability=probability, impact=impact, alt=f"Risk {n}") for n in range(1, count + 1))


def timeline(bars: tuple[Bar, ...], today: date = date(2025, 9, 30), months: int = 15) -> Timeline:
    names = ("Sep", "Oct", "Nov", "Dec", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov")[:months]
    return Timeline(first=date(2025, 9, 1), last=date(2026, 11, 30), today=today, today_label="Today, 30 Sep", months=names, bars=bars)


def rows(count: int) -> Mapping[str, tuple[RowBox, ...]]:
    return {"pf:table-actions": tuple(RowBox(n, 2.24 + n * 0.335, 0.335) for n in range(count))}


def bar(start: date | None, end: date | None, milestone: bool = False, state: str = "running") -> Bar:
    return Bar(start=start, end=end, state=state, milestone=milestone)


BEFORE, AFTER, DAY = date(2020, 1, 1), date(2031, 1, 1), date(2025, 10, 10)
OUTSIDE = (
    bar(BEFORE, AFTER), bar(BEFORE, BEFORE + timedelta(9)), bar(AFTER, AFTER + timedelta(9)), bar(DAY, DAY), bar(AFTER, BEFORE),
    bar(None, AFTER, True), bar(None, BEFORE, True), bar(None, None), bar(DAY, None), bar(BEFORE, DAY, state="late"), bar(None, DAY),
    bar(DAY, AFTER, state="done"),
)  # fmt: skip
ZONES = ("Proceed with caution", "Fix before launch", "Significant risk", "Show stopper")
CHINESE_ZONES = ("谨慎推进", "启动前解决", "重大风险", "致命风险")
DEGREES = ("Low", "Medium", "High")
RANKS = (0, 0, 1, 2, 3)
"""The zones of the sums 2 to 6."""
EVERYWHERE = tuple(RiskMark(number=3 * p + i - 3, probability=p, impact=i, alt="x") for p in (1, 2, 3) for i in (1, 2, 3))
MANY_LINKS = influences((1, 2), (2, 3), (3, 4), (5, 0), (8, 1), (6, 13), note="drafts the tender text with the design institute")


def steps(*states: str, label: Text = "Partnership", note: Text = "") -> tuple[ChevronStep, ...]:
    return tuple(ChevronStep(label=label, state=state, note=note if state in ("now", "target") else "") for state in states)


FIVE = ("passed", "passed", "now", "between", "target")


def empty_state(text: str, count: int) -> EmptyState:
    return EmptyState(
        what=text,
        fields=tuple(f"{text[:24]} {n}" for n in range(count)),
        fill_in="Fill in: plan.xlsx – Competition",
        owner="K. Lin, 14 Nov",
    )


def boxes(text: str, count: int, more: str = "") -> tuple[WindowBox, ...]:
    tones = ("good", "bad", "watch", "neutral")
    return tuple(
        WindowBox(name=text[:30], note="keep doing it", count=str(count), tone=tone, items=(text,) * min(count, 6), more=more)
        for tone in tones
    )


SIDES = (("Wants it", "Does not want it"), ("Gets it", "Does not get it"))
TWO_LANGUAGES = tuple(tuple(Rich((Span(name), Span("  想要", tone="muted", points=-1))) for name in side) for side in SIDES)

EIGHT = ("2025 Q3", "Q4", "2026 Q1", "Q2", "Q3", "Q4", "2027 Q1", "Q2")
QUARTERS = Quarters(first=date(2025, 7, 1), last=date(2027, 6, 30), today=date(2025, 9, 30), names=EIGHT)
HEADS = ("Customer priority", "Our proposition and proof", "Initiatives")
STATES = (("done", "Done"), ("running", "Running"), ("planned", "Planned"))
PLACES = ((date(2025, 7, 1), date(2027, 6, 30)), (None, date(2026, 3, 31)), (date(2026, 1, 1), None), (AFTER, AFTER), (BEFORE, BEFORE))
"""A bar over the whole axis, a milestone, no end, and bars that lie outside."""


def lanes(count: int, text: str, state: str = "running", bars: int = 2) -> tuple[RoadmapLane, ...]:
    return tuple(
        RoadmapLane(
            priority=text,
            need=Rich((Span("■ ", tone="bad"), Span(text, tone="bad", bold=True))),
            proposition=text,
            proof=text,
            bars=tuple(RoadmapBar(label=text, start=PLACES[(n + b) % 5][0], end=PLACES[(n + b) % 5][1], state=state) for b in range(bars)),
        )
        for n in range(count)
    )


def roadmap(*parts: Any) -> tuple[Any, ...]:
    return (*parts, QUARTERS, HEADS, STATES, ALT)


def ends(count: int, text: str, note: str = "", flagged: bool = False) -> tuple[LinkEnd, ...]:
    return tuple(LinkEnd(text=Rich((Span(f"{n} ", bold=True), Span(text))), note=note, flagged=flagged) for n in range(count))


CROSSED = ((0, 7), (5, 0), (1, 1), (1, 2), (3, 4))

STANCE = Rich((Span("●", tone="good", scale=1.3), Span(" Supporter")))
FIELDS = (("Keep satisfied", 0, 0), ("Work closely with", 1, 0), ("Watch", 0, 1), ("Keep informed", 1, 1))


def cards(count: int, text: str, wants: int = 2) -> tuple[PersonMarks, ...]:
    lines = tuple(MarkLine(label=text[:12], value=value) for value in (text, text, STANCE, text))
    person = PersonMarks(name=text, second=CHINESE[:4], title=text, support=0, marks=lines, wants=lines[:wants])
    return tuple(replace(person, support=n % 3 - 1) for n in range(count))


def stakes(*places: tuple[int, int], text: str = "", cut: float = 3.5) -> tuple[Any, ...]:
    """Arguments of the grid with a chip at each place of power and interest; every third is flagged."""
    fields = tuple(StakeField(name=text or name, note=text or "power and interest", column=c, row=r) for name, c, r in FIELDS)
    chips = tuple(StakeMark(number=n, power=p, concern=c, flagged=n % 3 == 0, alt="x") for n, (p, c) in enumerate(places, 1))
    return (fields, cut, chips, text or "Power", text or "Interest", ALT)


CASES = {
    "empty": Case("empty_state", (empty_state("Buying criteria with weights and marks", 5),)),
    "empty without fields": Case("empty_state", (empty_state("Buying criteria", 0),)),
    "empty, many fields": Case("empty_state", (empty_state(CHINESE, 8),)),
    "contact patterns": Case("contact_patterns", (steps("passed", "passed", "now", "target", "plain"), ALT)),
    "contact patterns, one stage": Case("contact_patterns", (steps("plain"), ALT)),
    "steps by stance": Case("chevrons", (steps("for", "neutral", "against", "unknown", label="1 against"), ALT)),
    "steps, none": Case("chevrons", ((), ALT)),
    "steps, one": Case("chevrons", (steps("now"), ALT)),
    "steps, five with notes": Case("chevrons", (steps(*FIVE, note="Now"), ALT)),
    "steps, five plain": Case("chevrons", (steps(*["plain"] * 5), ALT)),
    "steps, two languages": Case("chevrons", (steps(*FIVE, label=Rich((Span("Qualify"), Span("  确认", tone="muted", points=-1)))), ALT)),
    "steps, long": Case("chevrons", (steps(*FIVE, label=LONG, note=LONG), ALT)),
    "steps, Chinese": Case("chevrons", (steps(*FIVE, label=CHINESE, note=CHINESE), ALT)),
    "list of none": Case("decision_list", ((),)),
    "list of one": Case("decision_list", (decisions(1, "Executive visit"),)),
    "list of three": Case("decision_list", (decisions(3, "Release CNY 0.4 m for the total-cost case"),)),
    "list of three, long": Case("decision_list", (decisions(3, LONG),)),
    "list of three, Chinese": Case("decision_list", (decisions(3, CHINESE),)),
    "cards of none": Case("decision_cards", ((), "Approve", "Change", "Reject")),
    "cards of four": Case("decision_cards", (decisions(4, "Release CNY 0.4 m"), "Approve", "Change", "Reject")),
    "cards of four, long": Case("decision_cards", (decisions(4, LONG + " " + LONG), "Approve", "Change", "Reject")),
    "cards of four, Chinese": Case("decision_cards", (decisions(4, CHINESE * 2), "批准", "修改", "否决")),
    "scale": Case("factor_scale", (factors("Solution fit", 4, 3), ALT, 4, 2)),
    "scale, nothing scored": Case("factor_scale", (factors("Solution fit", None, None), ALT, 4, 2)),
    "scale of no groups": Case("factor_scale", ((), ALT, 4, 2)),
    "scale, ends": Case("factor_scale", (factors("Solution fit", 1, 5), ALT, 4, 2)),
    "scale, long": Case("factor_scale", (factors(LONG, 5, 1), ALT, 4, 2)),
    "scale, Chinese": Case("factor_scale", (factors(CHINESE, 2, 2), ALT, 4, 2)),
    "map of nobody": Case("influence_map", ((), (), ALT)),
    "map of one": Case("influence_map", (people(1), (), ALT)),
    "map of two": Case("influence_map", (people(2), influences((0, 1)), ALT)),
    "map of five outsiders": Case("influence_map", (OUTSIDERS, influences((0, 1), (1, 2)), ALT)),
    "map of nine": Case("influence_map", (people(9), influences((1, 2), (5, 0)), ALT)),
    "map of fourteen": Case("influence_map", (people(14), MANY_LINKS, ALT)),
    "map of fourteen, long": Case("influence_map", (people(14, LONG), MANY_LINKS, ALT)),
    "map of fourteen, Chinese": Case("influence_map", (people(14, CHINESE), MANY_LINKS, ALT)),
    "map with a crowd below": Case("influence_map", (CROWD, (), ALT)),
    "map with an outsider beside the head": Case("influence_map", (BESIDE_HEAD, influences((1, 0), note="sets penalties"), ALT)),
    "map with a long way round": Case(
        "influence_map",
        (LONG_WAY, influences((4, 0)), ALT),
    ),
    "map, links to strangers": Case("influence_map", (people(3), influences((0, 99), (98, 1)), ALT)),
    "field without mark": Case("quadrant_field", (quadrants("Key account"), 3.0, 3.0, None, ALT)),
    "field with a move": Case("quadrant_field", (quadrants("Key account"), 3.0, 3.0, MOVED, ALT)),
    "field, hidden before": Case("quadrant_field", (quadrants("Key account"), 3.0, 3.0, HIDDEN, ALT)),
    "field, strength not scored": Case("quadrant_field", (quadrants("Key account"), 3.0, 3.0, band(LONG, 5.0), ALT)),
    "field, lowest band": Case("quadrant_field", (quadrants("Key account"), 3.0, 3.0, band("A", 1.0), ALT)),
    "field, cuts apart": Case("quadrant_field", (quadrants("Key development account"), 2.6, 4.2, None, ALT)),
    "matrix of none": Case("risk_matrix", (ZONES, DEGREES, (), ALT, RANKS)),
    "matrix of one": Case("risk_matrix", (ZONES, DEGREES, marks(1), ALT, RANKS)),
    "matrix, one in each": Case("risk_matrix", (ZONES, DEGREES, EVERYWHERE, ALT, RANKS)),
    "matrix, fifteen in one cell": Case("risk_matrix", (ZONES, DEGREES, marks(15), ALT, RANKS)),
    "matrix, forty in one cell": Case("risk_matrix", (ZONES, DEGREES, marks(40, 1, 1), ALT, RANKS)),
    "matrix, Chinese": Case("risk_matrix", (CHINESE_ZONES, ("低", "中", "高"), EVERYWHERE, ALT, RANKS)),
    "timeline of no rows": Case("action_timeline", (timeline(()), "pf:table-actions", ALT)),
    "timeline of one": Case("action_timeline", (timeline(OUTSIDE[:1]), "pf:table-actions", ALT), rows(1)),
    "timeline, bars outside": Case("action_timeline", (timeline(OUTSIDE), "pf:table-actions", ALT), rows(12)),
    "timeline, more rows than bars": Case("action_timeline", (timeline(OUTSIDE[:3]), "pf:table-actions", ALT), rows(12)),
    "timeline, today before": Case("action_timeline", (timeline(OUTSIDE, BEFORE), "pf:table-actions", ALT), rows(12)),
    "timeline, today at the end": Case("action_timeline", (timeline(OUTSIDE, date(2026, 11, 30)), "pf:table-actions", ALT), rows(12)),
    "timeline of one month": Case("action_timeline", (timeline(OUTSIDE, months=1), "pf:table-actions", ALT), rows(12)),
    "window": Case("four_box", (boxes("Spares in four hours", 3), *SIDES, ALT)),
    "window of nothing": Case("four_box", (boxes("", 0), *SIDES, ALT)),
    "window, full": Case("four_box", (boxes("Spares in four hours", 6, "+3 more"), *SIDES, ALT)),
    "window, long": Case("four_box", (boxes(LONG + " " + LONG, 6, "+12 more"), *SIDES, ALT)),
    "window, Chinese": Case("four_box", (boxes(CHINESE * 2, 6, "另有3项"), ("想要", "不想要"), ("得到", "没有得到"), ALT)),
    "window, two languages": Case("four_box", (boxes("Spares", 2), *TWO_LANGUAGES, ALT)),
    "people, none": Case("person_cards", ((), ALT)),
    "people, one without wants": Case("person_cards", (cards(1, "Chen Li", 0), ALT)),
    "people, five": Case("person_cards", (cards(5, "Chen Li"), ALT)),
    "people, eight long": Case("person_cards", (cards(8, LONG), ALT)),
    "people, eight Chinese": Case("person_cards", (cards(8, CHINESE), ALT)),
    "grid of nobody": Case("stake_grid", stakes()),
    "grid, one at each end": Case("stake_grid", stakes((1, 1), (1, 5), (5, 1), (5, 5), (3, 3))),
    "grid, crowded": Case("stake_grid", stakes(*((5, 5),) * 9, *((1, 1),) * 3, (1, 2), (1, 2))),
    "grid, long": Case("stake_grid", stakes((2, 4), text=LONG, cut=4.5)),
    "grid, Chinese": Case("stake_grid", stakes((2, 4), text=CHINESE, cut=1.5)),
    "roadmap of none": Case("roadmap_lanes", roadmap(())),
    "roadmap of one": Case("roadmap_lanes", roadmap(lanes(1, "Relay wave 2", "planned", 1))),
    "roadmap of four": Case("roadmap_lanes", roadmap(lanes(4, "Relay wave 2", "done"))),
    "roadmap of four, long": Case("roadmap_lanes", roadmap(lanes(4, LONG + " " + LONG))),
    "roadmap of four, Chinese": Case("roadmap_lanes", roadmap(lanes(4, CHINESE * 2, "planned"))),
    "links of none": Case("link_diagram", ((), (), (), ("Goals", "Strategies"), ALT)),
    "links of one": Case("link_diagram", (ends(1, "Cut outages", "Offer"), ends(1, "Depot"), ((0, 0),), ("Goals", "Strategies"), ALT)),
    "links, crossed": Case("link_diagram", (ends(6, "Cut outages"), ends(8, "Depot"), CROSSED, ("Goals", "Strategies"), ALT)),
    "links, long": Case(
        "link_diagram", (ends(6, LONG, "No matching offer", True), ends(8, LONG + " " + LONG, LONG), CROSSED, (LONG, LONG), ALT)
    ),
    "links, Chinese": Case("link_diagram", (ends(6, CHINESE, "无对应方案"), ends(8, CHINESE * 2), CROSSED, ("客户目标", "我方策略"), ALT)),
}
HEADS = ("Stage", "Passed all gates", "Value", "Weighted", "Waiting here")


def bands(label: str, held: str, *through: int) -> tuple[FunnelBand, ...]:
    return tuple(
        FunnelBand(label=label, through=k, of=3, count=f"{k} of 3", value="36.2", weighted="18.4", held=held) for k in through
    )  # fmt: skip


def beside(table: str, count: int) -> dict[str, tuple[RowBox, ...]]:
    """Rows of a table that stands lower on its slide."""
    return {table: tuple(RowBox(n, 3.6 + n * 0.335, 0.335) for n in range(count))}


BULLETS = tuple(TargetBar(reached=reached, outlook=outlook) for reached, outlook in ((0.64, 0.85), (0.9, 1.4), (0.0, 0.0), (None, None)))
CASES |= {
    "funnel of nothing": Case("funnel", ((), HEADS, ALT)),
    "funnel": Case("funnel", (bands("Potential", "O2: gate 3", 3, 2, 1), HEADS, ALT)),
    "funnel that nobody came through": Case("funnel", (bands("Potential", "–", 0, 0, 0), HEADS, ALT)),
    "funnel, long": Case("funnel", (bands(LONG, LONG + ", " + LONG, 3, 3, 3), (LONG,) * 5, ALT)),
    "funnel, Chinese": Case("funnel", (bands(CHINESE, CHINESE * 2, 3, 2, 0), (CHINESE,) * 5, ALT)),
    "bullets of no table": Case("bullet_bars", (BULLETS, "pf:table-targets", 0.3, "Against target", ALT)),
    "bullets with a total": Case("bullet_bars", (BULLETS, "pf:table-targets", 0.3, "Against target", ALT), beside("pf:table-targets", 3)),
    "bullets that go on": Case("bullet_bars", (BULLETS, "pf:table-targets", 0.3, CHINESE, ALT), beside("pf:table-targets", 2)),
    "shares of no table": Case("share_bars", ((0.3,), "pf:table-installed", 0.3, "Our part", ALT)),
    "shares": Case("share_bars", ((0.0, 1.0, None, 0.3), "pf:table-installed", 0.3, "Our part", ALT), beside("pf:table-installed", 3)),
}


def cells(*shares: float | None) -> tuple[PartCell, ...]:
    return tuple(PartCell(label=str(n), figure="–" if s is None else f"{s:.0%}", share=s) for n, s in enumerate(shares, 1))


def role_people(count: int, name: str, level: int | None = 2) -> tuple[RolePerson, ...]:
    person = RolePerson(
        glyph="●", tone="good", name=name, title=name, stance="Sceptic", words="Sceptic, visionary", note=name, level=level, flagged=True
    )
    return (person,) * count


def role_panels(*groups: tuple[RolePerson, ...], more: str = "") -> tuple[RolePanel, ...]:
    return tuple(
        RolePanel(symbol=sign, name="Approves", deciding=True, people=people, empty="" if people else "Nobody mapped", more=more)
        for sign, people in zip("※+=−", groups, strict=False)
    )


CASES |= {
    "timeline, dates that moved": Case(
        "action_timeline",
        (timeline(tuple(replace(found, planned=found.end and DAY) for found in OUTSIDE)), "pf:table-actions", ALT),
        rows(12),
    ),
    "roles of nobody": Case("role_panels", (role_panels((), (), (), ()), ALT)),
    "roles, one each": Case("role_panels", (role_panels(*(role_people(1, "Chen Li"),) * 4), ALT)),
    "roles, two lines": Case("role_panels", (role_panels(role_people(1, "Chen Li", None), role_people(3, "He Jun", 0), (), ()), ALT)),
    "roles, many": Case("role_panels", (role_panels(*(role_people(3, "Chen Li", 4),) * 4, more="and 3 more"), ALT)),
    "roles, long": Case("role_panels", (role_panels(*(role_people(4, LONG),) * 4), ALT)),
    "roles, Chinese": Case("role_panels", (role_panels(*(role_people(2, CHINESE),) * 4), ALT)),
    "progress of nothing": Case("progress_cells", ((), ALT)),
    "progress": Case("progress_cells", (cells(1.0, 0.75, 0.0, 0.01, 1.0, 1.0, 0.5, None), ALT)),
    "steps above columns": Case("chevrons", (steps(*FIVE, note="Now"), ALT, "columns")),
    "window, large": Case("four_box", (boxes("Spares in four hours", 3), *SIDES, ALT, "large")),
    "window, large but full": Case("four_box", (boxes(LONG + " " + LONG, 6, "+12 more"), *SIDES, ALT, "large")),
    "window, large and Chinese": Case("four_box", (boxes(CHINESE, 3), ("想要", "不想要"), ("得到", "没有得到"), ALT, "large")),
    "people, ten": Case("person_cards", (cards(10, LONG), ALT)),
    "verdicts of no table": Case("verdict_boxes", (("Yes", "No", "Open"), "pf:table-questions", ALT)),
    "verdicts": Case("verdict_boxes", (("Yes", "No", "Open"), "pf:table-questions", ALT), beside("pf:table-questions", 3)),
    "verdicts, Chinese": Case("verdict_boxes", (("是", "否", "待定"), "pf:table-questions", ALT), beside("pf:table-questions", 3)),
}
BESIDE_A_TABLE = ("action_timeline", "bullet_bars", "share_bars", "verdict_boxes")
"""Drawings that follow the rows of a table, not their frame."""
every_case = pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())


def test_every_drawing_has_cases() -> None:
    assert {case.visual for case in CASES.values()} == set(registry())


@every_case
@pytest.mark.parametrize("lang", ["en-GB", "zh-CN"])
def test_drawing_keeps_the_rules(case: Case, lang: str, draw: Callable) -> None:
    drawing = draw(case.visual, case.arguments, lang, case.tables)
    problems = drawing.problems()
    assert not problems, f"{len(problems)} problems:\n" + "\n".join(problems)


ORDINARY = {
    name: case
    for name, case in CASES.items()
    if case.visual not in ("action_timeline", "bullet_bars", "share_bars", "verdict_boxes")
    and not re.search("long|Chinese|many|crowd", name)
}
"""Cases without extreme texts; bars beside a table follow its rows, not the frame."""


@pytest.mark.parametrize("case", ORDINARY.values(), ids=ORDINARY.keys())
def test_drawing_keeps_the_rules_at_its_smallest(case: Case, draw: Callable) -> None:
    """At the size below which a template is refused, ordinary input still stays inside the frame."""
    minimum = registry()[case.visual].minimum
    drawing = draw(case.visual, case.arguments, "en-GB", case.tables, minimum)
    outside = [problem for problem in drawing.problems() if "leaves the frame" in problem or "negative" in problem]
    assert not outside, f"{len(outside)} problems:\n" + "\n".join(outside)


@every_case
def test_same_input_same_drawing(case: Case, draw: Callable) -> None:
    one, other = (draw(case.visual, case.arguments, "en-GB", case.tables) for _ in range(2))
    assert one.xml == other.xml
    assert one.alt == other.alt


def test_every_person_has_a_card(draw: Callable) -> None:
    drawing = draw("influence_map", (people(14), (), ALT))
    assert len([item for item in drawing.named("pf:card") if item.name != "pf:card-bar"]) == 14


def test_links_that_cannot_be_drawn_are_said(draw: Callable) -> None:
    links = influences((1, 2), (1, 3), (1, 4), (5, 3))
    drawing = draw("influence_map", (people(14), links, ALT))
    drawn = len(drawing.named("pf:influence")) - len(drawing.named("pf:influence-label")) - len(drawing.named("pf:influence-also"))
    also = "".join(item.text for item in drawing.named("pf:influence-also"))
    assert drawn + also.count("→") == len(links)


def test_connectors_are_glued_to_cards(draw: Callable) -> None:
    drawing = draw("influence_map", (people(9), influences((1, 2), (5, 0)), ALT))
    cards = {item.ident for item in drawing.items if item.name.startswith("pf:card-C")}
    for line in drawing.named("pf:reports-to") + [i for i in drawing.named("pf:influence") if i.kind == "line"]:
        ends = [end.get("id") for end in line.element.iter() if end.tag.endswith("Cxn") and end.get("id")]
        assert len(ends) == 2
        assert set(ends) <= cards


def test_every_risk_is_shown_or_counted(draw: Callable) -> None:
    drawing = draw("risk_matrix", (ZONES, DEGREES, marks(15), ALT, RANKS))
    chips = [item for item in drawing.items if item.name.startswith("pf:risk-") and item.text.isdigit()]
    more = next(text for text in drawing.texts if text.startswith("+"))
    assert len(chips) + int(more) == 15


def test_bars_stand_beside_their_rows(draw: Callable) -> None:
    table = rows(3)
    bars = (bar(BEFORE, DAY), bar(DAY, AFTER), bar(None, DAY, True))
    drawing = draw("action_timeline", (timeline(bars), "pf:table-actions", ALT), "en-GB", table)
    drawn = [item.box for item in drawing.items if item.name in ("pf:bar", "pf:milestone")]
    for box, row in zip(drawn, table["pf:table-actions"], strict=True):
        assert box.top + box.height / 2 == pytest.approx(row.top + row.height / 2, abs=0.001)


def test_bullets_and_shares_stand_beside_rows_and_total(draw: Callable) -> None:
    table = beside("pf:table-targets", 3)
    places = [row.top + row.height / 2 for row in table["pf:table-targets"]]
    last = table["pf:table-targets"][-1]
    places.append(last.top + last.height + 0.15)
    bullets = draw("bullet_bars", (BULLETS, "pf:table-targets", 0.3, "Against target", ALT), "en-GB", table)
    solid = [item.box for item in bullets.named("pf:reached")]
    assert [box.top + box.height / 2 for box in solid] == pytest.approx(places[:2], abs=0.001)  # nothing is reached in the others
    (target,) = bullets.named("pf:target")
    unit = target.box.left - bullets.frame.left
    assert [box.width / unit for box in solid] == pytest.approx([0.64, 0.9], abs=0.001)
    shares = draw("share_bars", ((0.0, 1.0, None, 0.25), "pf:table-targets", 0.3, "Our part", ALT), "en-GB", table)
    ours = [item.box for item in shares.named("pf:ours")]
    assert [box.width / shares.frame.width for box in ours] == pytest.approx([1.0, 0.25], abs=0.001)
    assert [box.top + box.height / 2 for box in ours] == pytest.approx([places[1], places[3]], abs=0.001)


def test_the_funnel_narrows_with_the_deals(draw: Callable) -> None:
    drawing = draw("funnel", (bands("Potential", "–", 3, 2, 0), HEADS, ALT))
    first, second, none = (item.box for item in drawing.named("pf:stage"))
    assert second.width / first.width == pytest.approx(2 / 3, abs=0.01)
    assert 0 < none.width < second.width
    assert drawing.named("pf:stage")[2].text == "0 of 3"


def test_no_table_on_the_page_draws_no_timeline(draw: Callable) -> None:
    assert draw("action_timeline", (timeline(OUTSIDE), "pf:table-actions", ALT)).xml == ""


def test_quadrants_meet_at_the_cuts(draw: Callable) -> None:
    drawing = draw("quadrant_field", (quadrants("Key account"), 3.0, 3.0, None, ALT))
    frame = drawing.frame
    upright, flat = (item.box for item in drawing.named("pf:cut"))
    assert upright.left == pytest.approx(frame.left + frame.width / 2, abs=0.001)
    assert flat.top == pytest.approx(frame.top + frame.height / 2, abs=0.001)


def test_poor_factors_are_told_by_shape_too(draw: Callable) -> None:
    poor = draw("factor_scale", (factors("Fit", 2, None), ALT, 4, 2))
    good = draw("factor_scale", (factors("Fit", 4, None), ALT, 4, 2))
    shapes = [
        {i.element.find(".//{*}prstGeom").get("prst") for i in d.items if i.name.endswith("-now")} for d in (poor, good)
    ]  # fmt: skip
    assert shapes == [{"rect"}, {"ellipse"}]


def test_steps_share_the_width_and_reach_into_each_other(draw: Callable) -> None:
    drawing = draw("chevrons", (steps(*FIVE, note="Now"), ALT))
    boxes = [item.box for item in drawing.named("pf:step") if item.name == "pf:step"]
    frame = drawing.frame
    assert boxes[0].left == pytest.approx(frame.left, abs=0.001)
    assert boxes[-1].right == pytest.approx(frame.left + frame.width, abs=0.001)
    overlaps = [one.right - other.left for one, other in itertools.pairwise(boxes)]
    assert overlaps == pytest.approx([boxes[0].height / 2 - 0.06] * 4, abs=0.002)


def test_steps_above_columns_begin_with_them_and_end_with_the_last(draw: Callable) -> None:
    drawing = draw("chevrons", (steps(*FIVE), ALT, "columns"))
    boxes = [item.box for item in drawing.named("pf:step") if item.name == "pf:step"]
    frame = drawing.frame
    assert [box.left for box in boxes] == pytest.approx([frame.left + n * frame.width / 5 for n in range(5)], abs=0.001)
    assert boxes[-1].right == pytest.approx(frame.left + frame.width, abs=0.001)


def test_few_points_are_set_large_and_many_small(draw: Callable) -> None:
    def sizes(count: int, text: str) -> set[str]:
        items = draw("four_box", (boxes(text, count), *SIDES, ALT, "large")).named("pf:window-items")
        return {run.get("sz") for item in items for run in item.element.iter("{*}rPr")}

    assert sizes(2, "Spares in four hours") == {"1500"}
    assert sizes(6, LONG + " " + LONG) == {"1050"}


def test_where_we_stand_is_told_without_colour(draw: Callable) -> None:
    drawing = draw("chevrons", (steps(*FIVE), ALT))
    bold = [item.element.find(".//{*}rPr").get("b") for item in drawing.named("pf:step")]
    assert bold == ["0", "0", "1", "0", "1"]


def test_a_second_language_on_a_dark_step_is_as_light_as_the_first(draw: Callable) -> None:
    label = Rich((Span("Propose"), Span("  方案", tone="muted")))
    (step,) = draw("chevrons", (steps("now", label=label), ALT)).named("pf:step")
    fills = [run.find("{*}solidFill/{*}schemeClr").get("val") for run in step.element.iter("{*}rPr")]
    assert fills == ["bg1", "bg1"]
