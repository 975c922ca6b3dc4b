"""The plan of the guide's examples: few, fixed values under the names that review templates have."""

from __future__ import annotations

from types import SimpleNamespace as Record
from typing import Any

from planforge.office.rich import ChartData, Picture, Rich, Series, Span
from support.pictures import bitmap


def logo(wide: int = 180, high: int = 60) -> bytes:
    """A ring and two bars, so that it can be seen what is cropped."""

    def colour(x: int, y: int) -> tuple[int, int, int]:
        ring = 12 < ((x - 32) ** 2 + (y - 30) ** 2) ** 0.5 < 22
        bar = 70 < x < 165 and (14 < y < 26 or 34 < y < 46)
        return (255, 255, 255) if ring or bar else (31, 95, 168)

    return bitmap(wide, high, colour)


def _status(glyph: str, tone: str, word: str) -> Rich:
    return Rich((Span(f"{glyph} ", tone=tone), Span(word)))


ON, WATCH, OFF = _status("●", "good", "On track"), _status("▲", "watch", "Watch"), _status("■", "bad", "Off track")


def _deal(key: str, name: str, stage: str, close: str, value: str, step: str) -> Record:
    label = Rich((Span(f"{key} ", tone="muted"), Span(name)))
    return Record(name=label, stage=stage, close=close, value=value, probability="50 %", weighted=value, next_step=step)


def _risk(number: str, risk: str, zone: Rich, mitigation: str) -> Record:
    return Record(number=number, risk=risk, zone=zone, trend=Rich((Span("→"),)), mitigation=mitigation, due="30 Nov")


def _sheet(ident: str, title: str, *steps: tuple[str, str]) -> Record:
    slide = Record(id=ident, title=title, tracker="Opportunities", subtitle="", source="", sticker="", notes="Ask who signs.")
    return Record(slide=slide, next_steps=[Record(step=step, owner=owner, due="") for step, owner in steps], kpis=(), takeaway="")


def _pair(ours: str, theirs: str, level: str, fill: str) -> Record:
    return Record(ours=ours, theirs=theirs, level=level, fill=fill, wanted="4", gap="")


def _person(name: str, role: str, support: int) -> Record:
    return Record(id=name, name=name, role=role, support=support, attitude="", buying="", other_name="")


def _actions(count: int) -> list[Record]:
    words = ("Agree the pilot's scope", "Visit the depot in Kjell", "Send the service price", "Meet the new finance head")
    owners = ("I. Falk", "T. Moreno", "J. Sato")
    return [
        Record(number=str(n), action=words[(n - 1) % 4], owner=owners[(n - 1) % 3], due=f"{n} Nov", status=(ON, WATCH, ON)[n % 3])
        for n in range(1, count + 1)
    ]


def _question(number: str, group: str, question: str) -> Record:
    return Record(number=number, group=group, question=question, marks=(), evidence="")


def context() -> dict[str, Any]:
    """The values of the guide, fresh at every call."""
    revenue = ChartData(("2023", "2024", "2025"), (Series("Revenue", (3.1, 3.6, 4.2)),))
    return {
        "deck": Record(
            title="Orvane Rail, 2025 Q3", company="Northgate Systems", account="Orvane Rail", period="2025 Q3", draft=False,
            footer="Northgate Systems", lang="en-GB", author="Ines Falk", logo=Picture(logo(), "logo"),
        ),
        "cover": Record(
            title="Orvane Rail", subtitle="Account review, 2025 Q3", sticker="",
            facts=(("Account manager", "Ines Falk"), ("Review on", "14 October 2025")),
        ),
        "page": Record(
            kpis=[
                Record(figure="4.2", unit="m EUR", label="Revenue 2025", tone="title"),
                Record(figure="38 %", unit="", label="Share of wallet", tone="watch"),
                Record(figure="2 of 9", unit="", label="Contacts lost", tone="bad"),
            ],
            decisions=[], effect="", more_decisions="", sections=(),
        ),
        "pipeline": Record(
            rows=[
                _deal("O1", "Depot retrofit", "Offer", "Mar 2026", "1.8", "Price by 20 October"),
                _deal("O2", "Spare parts frame", "Need", "Jun 2026", "0.9", "Meet purchasing"),
                _deal("O3", "Signal upgrade", "Lost", "Sep 2025", "0.4", ""),
            ],
            total=Record(value="3.1", weighted="1.6"), unit="m EUR", takeaway="",
        ),
        "risks": Record(
            rows=[_risk("1", "Budget freeze", OFF, "Offer a rental model"), _risk("2", "Rival tests a pilot", WATCH, "Visit before them")],
            takeaway="", alt="",
        ),
        "actions": Record(rows=_actions(14)),
        "coverage": Record(
            members=("Falk", "Moreno"),
            rows=[
                Record(contact="A. Lind", cells=[Record(text="4", fill="lv3"), Record(text="1", fill="lv1")]),
                Record(contact="B. Okoro", cells=[Record(text="", fill=""), Record(text="3", fill="lv2")]),
            ],
        ),
        "stage": Record(pairs=[_pair("Sales", "Purchasing", "3", "good_l"), _pair("Service", "Depots", "1", "bad_l")], takeaway=""),
        "financials": Record(
            chart=revenue, unit="m EUR", years=revenue.categories, alt="Revenue grew from 3.1 to 4.2 m EUR.",
            rows=[Record(label="Revenue", cells=("3.1", "3.6", "4.2")), Record(label="Margin", cells=("31 %", "30 %", "33 %"))],
        ),
        "influence": Record(
            pages=[
                Record(cards=[_person("A. Lind", "Head of depots", 1), _person("B. Okoro", "Purchasing", -1), _person("C. Yi", "IT", 0)])
            ]
        ),
        "deal_sheets": Record(
            pages=[
                _sheet("A16-1", "Depot retrofit: price decides", ("Send the price", "I. Falk"), ("Show the pilot", "T. Moreno")),
                _sheet("A16-2", "Spare parts: no contact in purchasing", ("Find the buyer", "J. Sato")),
            ]
        ),
        "deal_review": Record(
            questions=[
                _question("1", "Need", "Is the need confirmed?"),
                _question("2", "Need", "Is there a budget?"),
                _question("3", "People", "Do we know who signs?"),
            ]
        ),
        "decisions": Record(questions=[Record(id="Q1", question="Is the plan on track?", slide="risks", answer=ON)]),
        "goals": None,
        "swot": None,
    }  # fmt: skip
