"""What every slide is composed from: the plan, its scores, the texts and the number formats of one deck."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from planforge.diagnostics.chinese import told
from planforge.diagnostics.finding import Finding, Severity
from planforge.diagnostics.report import Report
from planforge.model.plan import AccountPlan
from planforge.model.record import Record
from planforge.model.scorecard import Score, Scorecard
from planforge.office.rich import Text
from planforge.review.catalogue import Catalogue, main_language
from planforge.review.context_assessment import PositionMark
from planforge.review.context_base import EmptyState
from planforge.review.numbers import Numbers, numbers_for
from planforge.review.trace import Trace

DECK_SLIDES = (
    "A01",
    "A02",
    "A03",
    "A04",
    "A05",
    "A06",
    "A07",
    "A08",
    "A09",
    "A10",
    "A11",
    "A12",
    "A13",
    "A14",
    "A15",
    "A16",
    "A17",
    "A18",
    "A19",
    "A20",
    "A21",
    "AX1",
    "AX2",
    "AX3",
    "AX4",
    "AX5",
    "AX6",
    "AX7",
    "AX8",
    "AX9",
    "AX14",
    "AX15",
)
"""The slides of the account review, in order."""


ACCOUNT_LENGTH = 32
"""Characters of an account's name that leave room for the finding in a title."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviousReview:
    """The same account at the last review."""

    plan: AccountPlan
    scorecard: Scorecard


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """One deck in the making.

    Attributes:
        language: `en`, `zh` or `en+zh`.
        main: the language of sentences, `en` or `zh`.
        facts: raw values per slide id, filled before the slides are composed.
        policy: thresholds in force by dotted name.
    """

    plan: AccountPlan
    card: Scorecard
    report: Report
    previous: PreviousReview | None
    language: str
    main: str
    texts: Catalogue
    numbers: Numbers
    trace: Trace
    company: str
    confidentiality: str
    policy: Mapping[str, Any]
    others: Sequence[PositionMark]
    version: str
    common: Mapping[str, Any]
    facts: dict[str, dict[str, Any]] = field(default_factory=dict)

    def t(self, key: str) -> Text:
        """A label in the deck's language."""
        return self.texts.t(key, self.language)

    def word(self, key: str) -> str:
        """A label in the main language, as plain text."""
        return self.texts.word(key, self.language)

    def word_or(self, key: str, default: str) -> str:
        """A label in the main language, or the default when the catalogue has none."""
        return self.word(key) if key in self.texts.words else default

    def score(self, slide: str, label: str, shown: str, score: Score | None) -> None:
        """Notes a score in the trace, with its formula in the deck's language."""
        if score is not None:
            key = f"formula.{score.key}"
            formula = self.text(key) if key in self.texts.templates else self.word_or(key, score.formula)
            self.trace.score(slide, label, shown, score, formula)

    def code(self, list_name: str, value: Any) -> str:
        """The word of a code such as a sales stage; empty for None."""
        return self.texts.word(f"{list_name}.{value.value.replace(' ', '-')}", self.language) if value is not None else ""

    def text(self, key: str, **facts: Any) -> str:
        """A sentence of the catalogue with the common facts and the given ones."""
        return self.texts.text(key, self.language, {**self.common, **facts})

    def label(self, key: str, **facts: Any) -> Text:
        """A sentence used as a label: both languages in a bilingual deck."""
        if self.language != "en+zh":
            return self.text(key, **facts)
        chinese = {**self.common, "n": Numbers("zh", self.numbers.currency, self.numbers.unit, self.numbers.decimals), **facts}
        return self.texts.bilingual(key, self.language, {**self.common, **facts}, chinese)

    def say(self, slide: str, kind: str, facts: Mapping[str, Any], part: str = "") -> str:
        """The first sentence of a kind that holds for the slide's facts; empty when none does."""
        return self.texts.sentence(slide, kind, self.language, facts, part)

    def shade(self, share: float) -> str:
        """The fill of a heat table's cell by its share of the largest: `lv1` to `lv4`."""
        return f"lv{1 + sum(1 for step in self.policy['heat.steps'] if share > step)}"

    @property
    def as_of(self) -> date | None:
        """The day the data stand for."""
        return self.card.as_of or self.plan.as_of

    @property
    def chinese(self) -> bool:
        """True when sentences are Chinese."""
        return self.main == "zh"

    @property
    def file(self) -> str:
        """The workbook's name."""
        return self.plan.source.name

    @property
    def draft(self) -> bool:
        """True when the report has an error or the cover is not signed off."""
        return self.report.count(Severity.ERROR) > 0 or not self.plan.cover.signed_off

    def sheet(self, block: str) -> str:
        """The workbook's name for a block's sheet, or the usual one."""
        reading = self.plan.readings.get(block)
        return reading.sheet if reading and reading.sheet else self.word(f"sheet.{block}")

    def findings(self, blocks: Sequence[str]) -> tuple[Finding, ...]:
        """The findings that touch the blocks' fields."""
        return tuple(f for f in self.report.findings if f.field.partition(".")[0] in blocks)

    def finding_line(self, finding: Finding) -> str:
        """A finding in the main language, with its code and cell."""
        return f"{finding.code} {finding.cell or self.file}: {told(finding, self.main)[0]}"

    def partial(self, block: str) -> str:
        """The sticker for a table with incomplete rows, `Partial: 6 of 9 rows`; empty when all are complete."""
        records: tuple[Record, ...] = getattr(self.plan, block)
        reading = self.plan.readings.get(block)
        missing = set(reading.missing) if reading else set()
        whole = sum(1 for record in records if missing.isdisjoint(record.cells.values())) if missing else len(records)
        text = "partial_years" if block == "financials" else "partial"
        return self.text(text, whole=whole, rows=len(records)) if whole < len(records) else ""

    def empty(self, slide: str, block: str) -> EmptyState:
        """What a slide without data says."""
        data = self.texts.slide(slide).data["empty"]
        return EmptyState(
            what=data["what"][self.main],
            fields=tuple(data["fields"][self.main]),
            fill_in=self.text("fill_in", sheet=self.sheet(block)),
            owner=self.text("fill_owner"),
        )

    def short_name(self, name: str | None) -> str:
        """A team member's last name in Latin script, the whole name in Chinese."""
        return (name or "").split(" ")[-1]


def short_account(name: str) -> str:
    """An account's name for titles and subtitles: up to 32 characters, else what stands before a comma or bracket, else the first words."""
    if len(name) <= ACCOUNT_LENGTH:
        return name
    head = re.split(r"[,，(（]", name)[0].strip()
    if len(head) <= ACCOUNT_LENGTH:
        return head
    return head[: head.rfind(" ", 0, ACCOUNT_LENGTH)].rstrip() if " " in head[:ACCOUNT_LENGTH] else head[:ACCOUNT_LENGTH]


def nested(policy: Mapping[str, Any]) -> dict[str, Any]:
    """The thresholds in force by section and name, as texts name them: `p.pipeline.top_share`."""
    found: dict[str, Any] = {}
    for name, value in policy.items():
        *sections, last = name.split(".")
        place = found
        for section in sections:
            place = place.setdefault(section, {})
        place[last] = value
    return found


def common_facts(
    plan: AccountPlan, card: Scorecard, numbers: Numbers, texts: Catalogue, language: str, policy: Mapping[str, Any], appendix: bool = True
) -> dict[str, Any]:
    """Facts that every sentence may name; `appendix` is whether the deck has one to which a sentence may point."""
    years = card.financials
    as_of = card.as_of or plan.as_of
    this = years.this.year if years.this else plan.this_year
    facts: dict[str, Any] = {
        "n": numbers,
        "p": nested(policy),
        "appendix": appendix,
        "account": short_account(plan.name),
        "account_full": plan.name,
        "period": plan.cover.period or "",
        "file": plan.source.name,
        "unit": numbers.unit_text,
        "as_of": as_of,
        "manager": plan.cover.manager or texts.word("account_manager", language),
        "review_date": plan.cover.review_date,
        "this": this,
        "next": years.next.year if years.next else (this + 1 if this else None),
    }
    facts["as_of_clause"] = texts.text("as_of_clause", language, facts) if as_of else ""
    facts["by_clause"] = texts.text("by_clause", language, facts) if plan.cover.review_date else ""
    return facts


def prepare(
    plan: AccountPlan,
    scorecard: Scorecard,
    report: Report,
    *,
    language: str,
    texts: Catalogue,
    company: str,
    confidentiality: str,
    previous: PreviousReview | None,
    others: Sequence[PositionMark],
    policy: Mapping[str, Any],
    version: str,
    appendix: bool = True,
) -> Brief:
    """The brief of one deck."""
    main = main_language(language)
    values = [v for y in plan.financials for v in (y.revenue, y.plan)] + [o.value for o in plan.pipeline]
    numbers = numbers_for(main, plan.cover.currency, plan.cover.unit, values)
    return Brief(
        plan=plan,
        card=scorecard,
        report=report,
        previous=previous,
        language=language,
        main=main,
        texts=texts,
        numbers=numbers,
        trace=Trace(plan.source.name),
        company=company,
        confidentiality=confidentiality,
        policy=policy,
        others=others,
        version=version,
        common=common_facts(plan, scorecard, numbers, texts, language, policy, appendix),
    )
