"""The account review deck drawn by a plain python-pptx script: same slides, same styling, charts and drawings included."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import plain_charts
from plain_kit import PlainCanvas, PlainPage
from pptx import Presentation

from planforge.authoring import account_review
from planforge.authoring.deck_base import base_presentation
from planforge.authoring.tokens import COLUMN, GUTTER, MARGIN
from planforge.office.frame import Frame, RowBox
from planforge.office.rich import Rich, Span
from planforge.review.context import ReviewContext
from planforge.visuals import registry

FULL = 12 * (COLUMN + GUTTER) - GUTTER
RIGHT = MARGIN + FULL


def X(column: int) -> float:  # noqa: N802
    """The left edge of a column."""
    return MARGIN + (column - 1) * (COLUMN + GUTTER)


def W(count: int) -> float:  # noqa: N802
    """The width of a number of columns."""
    return count * (COLUMN + GUTTER) - GUTTER


@lru_cache(maxsize=1)
def company_master() -> bytes:
    """The empty presentation with master and layouts that such a script would open; made once, outside the measurement."""
    out = io.BytesIO()
    base_presentation().save(out)
    return out.getvalue()


def draw(context: ReviewContext, t: Callable[[str], Any]) -> bytes:
    """The whole deck as bytes."""
    deck = Presentation(io.BytesIO(company_master()))
    painter = _Painter(deck, context, t)
    for slide in (
        painter.cover,
        painter.account_page,
        painter.factors,
        painter.position,
        painter.financials,
        painter.influence,
        painter.coverage,
        painter.competition,
        painter.pipeline,
        painter.risks,
        painter.actions,
        painter.decisions,
        painter.definitions,
        painter.trace,
    ):
        slide()
    out = io.BytesIO()
    deck.save(out)
    return out.getvalue()


def template() -> bytes:
    """A template of PlanForge with exactly the slides that `draw` draws."""
    out = io.BytesIO()
    account_review.build(slides=_SLIDES).save(out)
    return out.getvalue()


_SLIDES = (
    account_review.cover,
    account_review.page,
    account_review.factors,
    account_review.position,
    account_review.financials,
    account_review.influence,
    account_review.coverage,
    account_review.competition,
    account_review.pipeline,
    account_review.risks,
    account_review.actions,
    account_review.decisions,
    account_review.definitions,
    account_review.trace,
)


def chunks(rows: Any, size: int) -> list[Any]:
    """Rows by page; one page even without rows."""
    return [rows[start : start + size] for start in range(0, max(1, len(rows)), size)]


def lead(item: Any) -> Rich:
    return Rich((Span(f"{item.lead} ", bold=True), Span(str(item.text))))


class _Painter:
    """Draws slide by slide. It has no measuring: like most such scripts it pages tables by a number of rows."""

    def __init__(self, deck: Any, context: ReviewContext, t: Callable[[str], Any]) -> None:
        self.deck, self.c, self.t, self.visuals = deck, context, t, registry()
        self.lang = context.deck.lang

    def page(self, slide: Any) -> PlainPage:
        return PlainPage(self.deck, slide, self.c.deck.footer, self.lang)

    def words(self, slide: str, *keys: str) -> tuple[Any, ...]:
        return tuple(
            key if key in ("#", "%") else self.t(key if "." in key or key in ("status", "trend") else f"{slide}.{key}") for key in keys
        )

    def drawing(self, page: PlainPage, name: str, box: tuple[float, float, float, float], *args: Any, tables: Any = None) -> None:
        canvas: Any = PlainCanvas(page.page, self.lang, f"pf:{name}")
        alt = self.visuals[name](canvas, Frame(f"pf:{name}", *box, lang=self.lang, tables=tables or {}, t=self.t), *args)
        canvas.group._element.nvGrpSpPr.cNvPr.set("descr", str(alt))

    def cover(self) -> None:
        layout = next(item for item in self.deck.slide_layouts if item.name == "PF Cover")
        page = PlainPage.__new__(PlainPage)
        page.page, page.lang = self.deck.slides.add_slide(layout), self.lang
        page.page.shapes.title.text_frame.text = self.c.cover.title
        page.page.placeholders[12].text_frame.text = self.c.cover.subtitle
        page.box(X(1), 3.92, 1.2, 0.06, "primary")
        page.text(
            X(1), 5.0, W(11), 1.7, [Rich((Span(str(a), tone="muted"), Span(f"   {b}"))) for a, b in self.c.cover.facts], size=13, space=3
        )
        if self.c.cover.sticker:
            page.text(X(9), 0.5, W(4), 0.34, self.c.cover.sticker, size=12, tone="bad", bold=True, align="right", anchor="middle")
        page.text(X(1), 6.98, W(12), 0.26, self.c.deck.footer, size=9, tone="muted", anchor="middle")
        page.page.notes_slide.notes_text_frame.text = self.c.cover.slide.notes

    def account_page(self) -> None:
        c = self.c.page
        page = self.page(c.slide)
        pitch = W(12) / 6
        for number, item in enumerate(c.kpis):
            page.kpi(X(1) + number * pitch, 1.84, pitch - 0.17, item)
        page.heading(X(1), 2.86, W(8), self.t("A02.where"))
        rows = [(r.section, r.status, r.trend, r.says, r.slide) for r in c.sections]
        head = self.words("A02", "section", "status", "trend", "says", "slide")
        page.table(X(1), 3.13, (1.4, 1.25, 0.75, 4.25, W(8) - 7.65), head, rows, "llllr", 0.352, 0.30, 11.5)
        left, width = X(9) + 0.1, W(4) - 0.1
        page.heading(left, 2.86, width, self.t("A02.decisions"))
        if c.decisions:
            self.drawing(page, "decision_list", (left, 3.24, width, 2.52), c.decisions)
        page.takeaway(c.effect, left, 6.0, width, 0.56)

    def factors(self) -> None:
        c = self.c.factors
        page = self.page(c.slide)
        if c.empty:
            return self.empty(page, c.empty)
        page.heading(X(1), 1.8, W(4), *map(str, self.words("A05", "profile", "profile_unit")))
        plain_charts.radar(page.page, (X(1), 2.12, W(4), 4.1), c.radar, c.alt)
        for x, w, tone, width, dash, text in (
            (0.25, 0.4, "primary", 2.5, "", c.this_label),
            (2.05, 0.4, "neutral", 1.25, "dash", c.previous_label),
        ):
            page.rule(X(1) + x, 6.36, w, tone, width, dash)
            page.text(X(1) + x + 0.47, 6.25, 1.5, 0.22, text, size=10, anchor="middle")
        self.drawing(page, "factor_scale", (X(5), 1.8, RIGHT - X(5), 4.66), c.groups, c.alt)
        return None

    def empty(self, page: PlainPage, state: Any) -> None:
        self.drawing(page, "empty_state", (0.5, 2.2, 12.333, 2.6), state)

    def position(self) -> None:
        c = self.c.position
        page = self.page(c.slide)
        if c.empty:
            return self.empty(page, c.empty)
        x, y, w, h = box = (X(1) + 0.42, 1.86, 6.705, 3.78)
        self.drawing(page, "quadrant_field", box, c.quadrants, c.strength_cut, c.attractiveness_cut, c.mark, c.alt)
        if c.chart:
            plain_charts.bubbles(page.page, box, c.chart, c.alt)
        axis: dict[str, Any] = {"size": 11, "bold": True, "tone": "title", "align": "center", "anchor": "middle"}
        arrow = Span("  →", tone="muted")
        page.text(X(1), y, 0.30, h, Rich((Span(str(self.t("A06.attractiveness_axis"))), arrow)), vertical=True, **axis)
        ends = [Span(str(self.t(f"degree.{end}")), tone="muted", bold=False, points=-1) for end in ("low", "high")]
        page.text(
            x,
            y + h + 0.05,
            w,
            0.22,
            Rich((ends[0], Span(f"          {self.t('A06.strength_axis')}"), arrow, Span("          "), ends[1])),
            **axis,
        )
        left, width = X(8) + 0.1, W(5) - 0.1
        for top, rows, title, keys, widths, aligns in (
            (
                1.8,
                c.attractiveness,
                "attractiveness_table",
                ("factor", "weight", "score", "delta"),
                (width - 2.05, 0.75, 0.65, 0.65),
                "lrrr",
            ),
            (4.22, c.strength, "strength_table", ("success_factor", "we", "best", "who"), (width - 2.95, 0.55, 0.9, 1.5), "lrrl"),
        ):
            page.heading(left, top, width, self.t(f"A06.{title}"))
            page.table(left, top + 0.28, widths, self.words("A06", *keys), [(r.label, *r.cells) for r in rows], aligns, 0.27, 0.30, 10.5)
        page.takeaway(c.stance, X(1), 6.06, W(7), 0.52)
        return None

    def financials(self) -> None:
        c = self.c.financials
        page = self.page(c.slide)
        if c.empty:
            return self.empty(page, c.empty)
        page.heading(X(1), 1.8, 8.15, self.t("A07.revenue"), c.unit)
        plain_charts.columns(page.page, (X(1) + 2.05, 2.12, 6.1, 2.02), c.chart, c.alt)
        for number, (fill, hatch, word) in enumerate((("primary", False, "A"), ("primary", True, "F"), ("white", False, "P"))):
            y = 2.36 + number * 0.3
            page.box(X(1), y, 0.28, 0.17, fill, "" if word == "A" else "primary", hatch)
            page.text(X(1) + 0.36, y - 0.03, 1.5, 0.22, self.t(f"scenario.{word}"), size=10, anchor="middle")
        widths = (2.05, *(6.1 / len(c.years) for _ in c.years))
        page.table(
            X(1), 4.13, widths, (c.unit, *c.years), [(r.label, *r.cells) for r in c.rows], "l" + "c" * len(c.years), 0.33, 0.30, 11.5
        )
        left, width = 9.0, RIGHT - 9.0
        page.heading(left, 1.8, width, self.t("A07.comments"))
        page.text(left, 2.18, width, 1.98, [lead(m) for m in c.comments], size=12, space=6)
        for number, item in enumerate(c.kpis):
            page.kpi(left + number * 2, 4.30, 1.8, item)
        page.takeaway(c.question, left, 5.42, width, 0.92)
        return None

    def influence(self) -> None:
        for p in self.c.influence.pages:
            page = self.page(p.slide)
            self.drawing(page, "influence_map", (X(1), 1.86, 9.92, 4.18), p.cards, p.links, p.alt)
            self.legend(page, X(11), W(2))
            page.takeaway(p.takeaway)

    def legend(self, page: PlainPage, x: float, w: float) -> None:
        def bold(key: str) -> Rich:
            return Rich((Span(str(self.t(f"A09.{key}")), bold=True),))

        def said(mark: str, tone: str, key: str) -> Rich:
            return Rich((Span(mark, tone=tone, bold=True), Span(f" {self.t(f'A09.{key}')}  ")))

        page.heading(x, 1.8, w, self.t("A09.how_to_read"))
        page.text(x, 2.14, w, 0.2, self.t("A09.cells"), size=10, bold=True, tone="primary")
        lines = [
            bold("buying_role"),
            self.t("A09.buying_keys"),
            self.t("A09.buying_keys_2"),
            bold("attitude"),
            self.t("A09.attitude_keys"),
            bold("support"),
            Rich((*said("●", "good", "for_us").spans, *said("○", "neutral", "neutral").spans)),
            said("■", "bad", "against"),
            bold("level"),
            self.t("A09.level_keys"),
        ]
        page.text(x, 2.36, w, 2.2, lines, size=10, space=1)
        y = 4.72
        for tone, width, arrow, word in (
            ("grey", 1.25, False, "reports_to"),
            ("second", 2.25, True, "strong"),
            ("second", 1.25, True, "weak"),
        ):
            page.rule(x, y, 0.35, tone, width, arrow=arrow)
            page.text(x + 0.42, y - 0.1, w - 0.42, 0.2, self.t(f"A09.{word}"), size=10, anchor="middle")
            y += 0.24
        page.box(x, y - 0.08, 0.35, 0.16, "white", "second", dash="dash")
        page.text(x + 0.42, y - 0.1, w - 0.42, 0.2, self.t("A09.outside"), size=10, anchor="middle")

    def coverage(self) -> None:
        c = self.c.coverage
        count = len(c.members)
        head = (*self.words("A10", "contact", "role", "buying"), *c.members, *self.words("A10", "rhythm", "status"))
        for part in chunks(c.rows, 10):
            page = self.page(c.slide)
            if c.empty:
                return self.empty(page, c.empty)
            page.heading(X(1), 1.8, W(9), self.t("A10.matrix"), str(self.t("A10.matrix_unit")))
            widths = (1.24, 1.52, 0.58, *((W(9) - 5.38) / count for _ in c.members), 0.9, 1.14)
            rows = [(r.contact, r.role, r.buying, *(cell.text for cell in r.cells), r.rhythm, r.status) for r in part]
            fills = {(i, 3 + j): cell.fill for i, r in enumerate(part) for j, cell in enumerate(r.cells)}
            page.table(X(1), 2.1, widths, head, rows, "llc" + "c" * count + "cl", 0.312, 0.46, 11.5, fills)
            page.heading(X(10) + 0.1, 1.8, W(3) - 0.1, self.t("A10.questions"))
            page.text(X(10) + 0.1, 2.18, W(3) - 0.1, 3.6, list(c.questions), size=13, space=8)
            page.takeaway(c.takeaway)
        return None

    def competition(self) -> None:
        c = self.c.competition
        page = self.page(c.slide)
        if c.empty:
            return self.empty(page, c.empty)
        page.heading(X(1), 1.8, W(9), self.t("A12.matrix"), str(self.t("A12.matrix_unit")))
        count = len(c.companies)
        widths = (2.6, 0.7, *((W(9) - 3.3) / count for _ in c.companies))
        rows = [(r.criterion, r.weight, *(cell.text for cell in r.cells)) for r in (*c.rows, *((c.total,) if c.total else ()))]
        fills = {(i, 2 + j): cell.fill for i, r in enumerate(c.rows) for j, cell in enumerate(r.cells)}
        head = (*self.words("A12", "criterion", "weight"), *c.companies)
        page.table(X(1), 2.1, widths, head, rows, "lr" + "c" * count, 0.36, 0.46, 11.5, fills, total=bool(c.total))
        page.heading(X(10) + 0.1, 1.8, W(3) - 0.1, self.t("A12.answers"))
        page.text(X(10) + 0.1, 2.18, W(3) - 0.1, 3.8, [lead(a) for a in c.answers], size=12, space=8)
        page.takeaway(c.takeaway)
        return None

    def pipeline(self) -> None:
        c = self.c.pipeline
        parts = chunks(c.rows, 7)
        for number, part in enumerate(parts, 1):
            page = self.page(c.slide)
            if c.empty:
                return self.empty(page, c.empty)
            page.heading(X(1), 1.8, W(5), self.t("A15.bridge"), c.unit)
            plain_charts.bridge(page.page, (X(1), 2.12, W(5), 3.86), c.bridge, c.alt)
            left, width = X(6) + 0.1, W(7) - 0.1
            page.heading(left, 1.8, width, self.t("A15.table"), c.unit)
            last = number == len(parts)
            rows = [
                (r.name, r.stage, r.close, r.value, r.probability, r.weighted, r.next_step) for r in (*part, *((c.total,) if last else ()))
            ]
            head = self.words("A15", "opportunity", "stage", "close", "value", "probability", "weighted", "next_step")
            page.table(left, 2.08, (2.12, 0.8, 0.74, 0.56, 0.54, 0.56, width - 5.32), head, rows, "llcrrrl", 0.43, 0.34, 11, total=last)
            page.takeaway(c.takeaway)
        return None

    def risks(self) -> None:
        c = self.c.risks
        left = X(6) + 0.3
        width = RIGHT - left
        for part in chunks(c.rows, 7):
            page = self.page(c.slide)
            if c.empty:
                return self.empty(page, c.empty)
            page.heading(X(1), 1.8, W(5), self.t("A18.matrix"), str(self.t("A18.matrix_unit")))
            self.drawing(page, "risk_matrix", (X(1), 2.16, 4.97, 3.86), c.zones, c.degrees, c.marks, c.alt)
            page.heading(left, 1.8, width, self.t("A18.register"), str(self.t("A18.register_unit")))
            rows = [(r.number, r.risk, r.zone, r.trend, r.mitigation, r.due) for r in part]
            head = self.words("A18", "#", "risk", "zone", "trend", "mitigation", "due")
            page.table(left, 2.08, (0.3, 1.98, 1.6, 0.6, width - 5.28, 0.8), head, rows, "clllll", 0.5, 0.34, 10.5)
            page.takeaway(c.takeaway, y=6.14, h=0.44)
        return None

    def actions(self) -> None:
        c = self.c.actions
        for start, part in enumerate(chunks(c.rows, 12)):
            page = self.page(c.slide)
            if c.empty:
                return self.empty(page, c.empty)
            rows = [(r.number, r.action, r.owner, r.due, r.status) for r in part]
            head = self.words("A19", "#", "action", "owner", "due", "status")
            page.table(X(1), 1.84, (0.35, 3.3, 0.85, 0.85, 1.25), head, rows, "cllll", 0.335, 0.40)
            boxes = tuple(RowBox(start * 12 + n, 2.24 + n * 0.335, 0.335) for n in range(len(part)))
            if c.timeline:
                self.drawing(page, "action_timeline", (7.25, 1.84, RIGHT - 7.25, 4.6), c.timeline, "table", c.alt, tables={"table": boxes})
        return None

    def decisions(self) -> None:
        c = self.c.decisions
        for p in c.pages:
            page = self.page(p.slide)
            page.heading(X(1), 1.8, W(7), self.t("A21.decisions"))
            if p.decisions:
                self.drawing(page, "decision_cards", (X(1), 2.16, W(7), 4.4), p.decisions, c.approve, c.change, c.reject)
            left, width = X(8) + 0.1, W(5) - 0.1
            page.heading(left, 1.8, width, self.t("A21.questions"))
            rows = [(q.id, q.question, q.answer, q.slide) for q in c.questions]
            head = self.words("A21", "A19.number", "question", "answer", "slide")
            page.table(left, 2.08, (0.42, width - 2.32, 1.35, 0.55), head, rows, "lllr", 0.52, 0.34, 10.5)

    def definitions(self) -> None:
        c = self.c.definitions
        page = self.page(c.slide)
        page.heading(X(1), 1.8, W(8), self.t("AX2.rules"))
        third = (W(8) - 1.35) / 3
        rows = [(r.section, r.on_track, r.watch, r.off_track) for r in c.rules]
        page.table(
            X(1), 2.08, (1.35, third, third, third), self.words("AX2", "section", "rag.G", "rag.A", "rag.R"), rows, "llll", 0.40, 0.30, 10.5
        )
        left, width = X(9) + 0.1, W(4) - 0.1
        page.heading(left, 1.8, width, self.t("AX2.measures"))
        page.text(left, 2.14, width, 3.3, [lead(m) for m in c.measures], size=10.5, space=2)
        page.heading(left, 5.46, width, self.t("AX2.keys"))
        page.text(left, 5.75, width, 0.9, list(c.keys), size=9.5)
        head = [self.t("AX2.method_name"), self.t("AX2.method_rule"), self.t("slide")]
        for part in chunks(c.methods, 11):
            page = self.page(c.slide)
            page.heading(X(1), 1.8, FULL, self.t("AX2.methods"))
            rows = [(r.measure, r.rule, r.slide) for r in part]
            page.table(X(1), 2.08, (2.6, FULL - 3.2, 0.6), head, rows, "llr", 0.34, 0.30, 10.5)

    def trace(self) -> None:
        c = self.c.trace
        page = self.page(c.slide)
        page.heading(X(1), 1.74, W(5), self.t("AX3.completeness"))
        rows = [(r.sheet, r.required, r.filled, r.share, r.findings) for r in (*c.completeness, c.total)]
        head = self.words("AX3", "sheet", "required", "filled", "%", "findings")
        page.table(X(1), 2.0, (W(5) - 2.75, 0.75, 0.65, 0.55, 0.8), head, rows, "lrrrr", 0.192, 0.26, 10, total=True)
        left, width = X(6) + 0.1, W(7) - 0.1
        page.heading(left, 1.74, width, self.t("AX3.trace"))
        figures = [(r.slide, r.figure, r.shown, r.cells) for r in c.rows]
        page.table(
            left,
            2.0,
            (0.5, 2.75, 1.05, width - 4.3),
            self.words("AX3", "slide", "figure", "shown", "cells"),
            figures,
            "rlrl",
            0.192,
            0.26,
            10,
        )
