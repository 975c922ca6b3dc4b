"""The appendix about evidence, selection, standing and sales by line: AX4, AX5, AX8, AX9. Narrow pages take a panel each."""

from __future__ import annotations

from planforge.authoring import deck_charts_standing as charts
from planforge.authoring import tokens as k
from planforge.authoring.deck_base import block
from planforge.authoring.deck_builder import Column, DeckBuilder, SlideBuilder, TableLook
from planforge.authoring.slides import content

_TOP, _HIGH = 1.74, 1.70
"""Where the long tables of the appendix begin, and the longest, on a page of our own."""
_SLACK = 0.006
"""Inches by which a table stays away from the edge, as columns that repeat are rounded one by one."""
_SALES_TABLE = 2.42
"""Height of the five-year table with six parts, total and comparison, in Chinese, whose lines are taller."""


def question_bank(deck: DeckBuilder) -> None:
    """AX4, answers by factor with the questions to ask first; then all questions, as many pages as they need."""
    g = deck.grid
    slide = content(deck, "AX4", "question_bank", "appendix", condition="question_bank")
    _by_factor(slide, g.full if g.narrow else g.w(7))
    if g.narrow:
        slide.done()
        slide = content(deck, "AX4", "question_bank", "appendix", condition="question_bank")
    _ask_first(slide, g.left if g.narrow else g.x(8) + 0.1)
    slide.done()
    slide = content(deck, "AX4", "question_bank", "appendix", condition="question_bank")
    _bank(slide)
    slide.done()


def _by_factor(slide: SlideBuilder, width: float) -> None:
    g, top = slide.grid, slide.grid.y(k.BODY_Y)
    slide.heading(g.left, top, width, '{{ t("AX4.by_factor") }}', '{{ t("AX4.by_factor_unit") }}')
    total = "question_bank.total"
    columns = (
        Column(0.40, "#", "{{ r.number }}", "r", tone="muted", total=f"{{{{ {total}.number }}}}"),
        Column(width - 4.80, '{{ t("AX4.factor") }}', "{{ r.factor }}", bold=True, total=f"{{{{ {total}.factor }}}}"),
        Column(0.70, '{{ t("AX4.rating") }}', "{{ r.rating }}", "r", total=f"{{{{ {total}.rating }}}}"),
        Column(0.95, '{{ t("AX4.answered") }}', "{{ r.answered | fill(r.fill) }}", "c", total=f"{{{{ {total}.answered }}}}"),
        Column(0.65, '{{ t("AX4.stale") }}', "{{ r.stale }}", "r", total=f"{{{{ {total}.stale }}}}"),
        Column(2.10, '{{ t("AX4.means") }}', "{{ r.reading }}", total=f"{{{{ {total}.reading }}}}"),
    )
    look = TableLook(row=g.h(0.335), head=0.40, size=11, head_size=10.5)
    alt = ("total: last", 'alt: {{ t("AX4.by_factor") }}')
    slide.table(g.left, top + 0.30, columns, "r in question_bank.factors", "table-answers-by-factor", alt, look)


def _ask_first(slide: SlideBuilder, x: float) -> None:
    g, top = slide.grid, slide.grid.y(k.BODY_Y)
    width = g.right - x
    slide.heading(x, top, width, '{{ t("AX4.first") }}')
    room = g.y(6.50) - top - 0.40
    words = "{% bullet for q in question_bank.first %}{{ q }}"
    has = block("if: question_bank.first", f"cut: {int((room * 72 - 6) / 16)}")
    slide.text(x, top + 0.40, width, room, words, "ask-first", has, size=k.SIZE_BODY, space=4)
    none = block("if: not question_bank.first")
    slide.text(x, top + 0.40, width, 0.5, '{{ t("AX4.nothing_open") }}', "nothing-open", none, size=k.SIZE_BODY, tone="muted")


def _bank(slide: SlideBuilder) -> None:
    g = slide.grid
    slide.heading(g.left, g.y(_TOP), g.full, '{{ t("AX4.bank") }}')
    rest = g.full - 0.40 - 1.60 - 1.00 - 1.45
    columns = (
        Column(0.40, "#", "{{ r.number }}", "r", tone="muted"),
        Column(1.60, '{{ t("AX4.factor") }}', "{{ r.factor }}", tone="muted"),
        Column(rest * 0.52, '{{ t("AX4.question") }}', "{{ r.question }}"),
        Column(rest * 0.48, '{{ t("AX4.answer") }}', "{{ r.answer }}"),
        Column(1.00, '{{ t("AX4.who") }}', "{{ r.who }}"),
        Column(1.45, '{{ t("AX4.day") }}', "{{ r.day }}"),
    )
    look = TableLook(row=0.26, head=0.28, size=10.5)
    alt = ("page: auto", f"bottom: {g.body_end:.5g}", "repeat header: 1", 'alt: {{ t("AX4.bank") }}')
    slide.table(g.left, g.y(_TOP) + 0.28, columns, "r in question_bank.answers", "table-question-bank", alt, look)


def selection(deck: DeckBuilder) -> None:
    """AX5, the criteria beside quick screen, grade, kind and potential; on a narrow or low page these get a slide of their own."""
    g = deck.grid
    apart = g.narrow or g.stretch < 0.99
    slide = content(deck, "AX5", "selection", "appendix", condition="selection")
    _criteria(slide, g.full if apart else g.w(7))
    if apart:
        slide.done()
        slide = content(deck, "AX5", "selection", "appendix", condition="selection")
        _readings(slide, g.left, g.y(_HIGH), g.w(6), "tests", "selection.grade")
        _readings(slide, g.x(7), g.y(_HIGH), g.w(6), "facts")
        slide.takeaway("selection.takeaway")
    else:
        left = g.x(8) + 0.1
        _readings(slide, left, g.y(_HIGH), g.right - left, "tests", "selection.grade")
        _readings(slide, left, g.y(3.93), g.right - left, "facts")
        slide.takeaway("selection.takeaway", left, g.body_end - 0.50, g.right - left, 0.50)
    slide.done()


def _criteria(slide: SlideBuilder, width: float) -> None:
    g = slide.grid
    slide.heading(g.left, g.y(_HIGH), width, '{{ t("AX5.criteria") }}', "{{ selection.result }}")
    columns = (
        Column(0.40, "#", "{{ r.number }}", "r", tone="muted"),
        Column(width - 4.50, '{{ t("AX5.criterion") }}', "{{ r.criterion }}"),
        Column(0.75, '{{ t("AX5.weight") }}', "{{ r.weight }}", "r"),
        Column(0.75, '{{ t("AX5.score") }}', "{{ r.score | fill(r.fill) }}", "c"),
        Column(2.60, '{{ t("AX5.note") }}', "{{ r.note }}", tone="muted"),
    )
    look = TableLook(row=0.178, head=0.24, size=10, padding=0.0)
    alt = ("page: auto", f"bottom: {g.body_end + 0.06:.5g}", "repeat header: 1", 'alt: {{ t("AX5.criteria") }}')
    slide.table(g.left, g.y(_HIGH) + 0.27, columns, "r in selection.criteria", "table-criteria", alt, look)


def _readings(slide: SlideBuilder, x: float, y: float, width: float, name: str, total: str = "") -> None:
    """A table of entries with their values and what they mean: `tests` or `facts`."""
    heads = (name[:-1], "value", "reading")
    unit = "{{ selection.unit }}" if name == "facts" else ""
    slide.heading(x, y, width, f'{{{{ t("AX5.{name}") }}}}', unit)
    widths = (width - 3.10, 1.30, 1.80)
    columns = tuple(
        Column(
            size,
            f'{{{{ t("AX5.{head}") }}}}',
            f"{{{{ r.{field} }}}}",
            "l",
            bold=field == "value",
            total=f"{{{{ {total}.{field} }}}}" if total else "",
        )
        for size, head, field in zip(widths, heads, ("label", "value", "reading"), strict=True)
    )
    look = TableLook(row=0.19, head=0.24, size=10, padding=0.0)
    alt = (*(("total: last",) if total else ()), f'alt: {{{{ t("AX5.{name}") }}}}')
    slide.table(x, y + 0.27, columns, f"r in selection.{name}", f"table-selection-{name}", alt, look)


def standing(deck: DeckBuilder) -> None:
    """AX8, satisfaction and what the parties gain beside the parts of trust."""
    g = deck.grid
    slide = content(deck, "AX8", "standing", "appendix", condition="standing")
    width = g.full if g.narrow else g.w(5)
    _survey(slide, width)
    _ratings(slide, g.left, g.y(4.05), width, "benefits", ("gain", "rating", "rests_on"), 0.19, "{{ standing.contacts }}")
    if g.narrow:
        slide.done()
        slide = content(deck, "AX8", "standing", "appendix", condition="standing")
    left = g.left if g.narrow else g.x(6) + 0.1
    heads = ("component", "rating", "rests_on")
    slide.takeaway("standing.takeaway")
    _ratings(slide, left, g.y(k.BODY_Y), g.right - left, "trust", heads, g.h(0.265), '{{ t("AX8.rated") }}', "standing.trust_sum")
    slide.done()


def _survey(slide: SlideBuilder, width: float) -> None:
    g, top = slide.grid, slide.grid.y(k.BODY_Y)
    slide.heading(g.left, top, width, '{{ t("AX8.satisfaction") }}', '{{ t("AX8.satisfaction_unit") }}')
    shown = block("if: standing.chart")
    for number, (tone, word) in enumerate((("primary", "now"), ("hair", "previous"))):
        x = g.left + number * 1.7
        slide.box(x, top + 0.36, 0.24, 0.15, tone, f"key-{word}", shown)
        slide.text(x + 0.32, top + 0.33, 1.35, 0.22, f'{{{{ t("AX8.{word}") }}}}', f"key-{word}-text", shown, size=10, anchor="middle")
    asked = block("if: standing.surveyed", "cut: 1")
    place = (g.left + 3.4, top + 0.33, width - 3.4, 0.22)
    slide.text(*place, "{{ standing.surveyed }}", "surveyed", asked, size=10, tone="muted", align="right", anchor="middle")
    end = g.y(3.66)
    chart = ("chart: standing.chart", "if: standing.chart", "alt: {{ standing.alt }}")
    slide.chart(charts.survey_bars, g.left, top + 0.60, width, end - top - 0.60, "chart-survey", chart)
    none = block("if: not standing.chart")
    slide.text(g.left, top + 0.40, width, 0.24, '{{ t("AX8.no_survey") }}', "no-survey", none, size=12, tone="muted")
    gap = block("if: standing.chart", "cut: 2")
    slide.text(g.left, end + 0.02, width, 0.40, "{{ standing.gap }}", "survey-gap", gap, size=11, anchor="middle")


def _ratings(
    slide: SlideBuilder, x: float, y: float, w: float, name: str, heads: tuple[str, str, str], row: float, unit: str, total: str = ""
) -> None:
    """A table of rated components with what each rating rests on."""
    title = "gains" if name == "benefits" else "trust_table"
    slide.heading(x, y, w, f'{{{{ t("AX8.{title}") }}}}', unit)
    small = name == "benefits"
    label, rating = (2.05, 0.60) if small else (2.62, 0.75)
    fields = ("label", "rating | fill(r.fill)", "note")
    columns = tuple(
        Column(
            width,
            f'{{{{ t("AX8.{head}") }}}}',
            f"{{{{ r.{field} }}}}",
            align,
            tone="muted" if head == "rests_on" else "ink",
            total=f"{{{{ {total}.{field.partition(' ')[0]} }}}}" if total else "",
        )
        for width, head, field, align in zip((label, rating, w - label - rating), heads, fields, "lcl", strict=True)
    )
    look = TableLook(row=row, head=0.24, size=10 if small else 11, padding=0.0 if small else 0.02)
    alt = (*(("total: last",) if total else ()), f'alt: {{{{ t("AX8.{title}") }}}}')
    slide.table(x, y + 0.27, columns, f"r in standing.{name}", f"table-{name}", alt, look)


def sales(deck: DeckBuilder) -> None:
    """AX9, five years by product line and by region, then targets and the portfolio questions."""
    g = deck.grid
    slide = content(deck, "AX9", "sales", "appendix", "p in sales.pages", "sales")
    _five_years(slide)
    slide.takeaway("p.takeaway")
    slide.done()
    slide = content(deck, "AX9", "sales", "appendix", condition="sales")
    _targets(slide, g.full if g.narrow else g.w(8))
    slide.takeaway("sales.takeaway")
    if g.narrow:
        slide.done()
        slide = content(deck, "AX9", "sales", "appendix", condition="sales")
    _portfolio(slide, g.left if g.narrow else g.x(9) + 0.1)
    slide.done()


def _five_years(slide: SlideBuilder) -> None:
    """Columns in parts over the table whose header is their axis; the key stands left of them, in the order of the parts."""
    g = slide.grid
    one = 0.88 if g.narrow else 1.12
    rate = 0.86 if g.narrow else 1.22
    # A table that repeats columns may reach as far from the right edge of the page as it begins from the left one.
    label = min(g.full, g.page - 2 * g.left) - 5 * one - 3 * rate - _SLACK
    top = g.y(k.BODY_Y)
    table = (g.body_end - 0.53 if g.narrow else g.y(k.TAKEAWAY_Y)) - _SALES_TABLE
    slide.heading(g.left, top, g.full, "{{ p.heading }}", "{{ sales.unit }}")
    chart = ("chart: p.chart", "alt: {{ p.alt }}")
    slide.chart(charts.part_columns, g.left + label, top + 0.30, 5 * one, table - top - 0.29, "chart-sales-parts", chart)
    pitch = min(0.24, (table - top - 0.40) / len(charts.PART_TONES))
    for number, tone in enumerate(charts.PART_TONES):
        y = table - 0.06 - (number + 1) * pitch
        shown = block(f"if: p.keys | length > {number}", "cut: 1")
        slide.box(g.left, y + 0.03, 0.24, 0.15, tone, f"key-{number}", block(f"if: p.keys | length > {number}"))
        words = f"{{{{ p.keys[{number}] if p.keys | length > {number} else '' }}}}"
        slide.text(g.left + 0.32, y, label - 0.36, 0.22, words, f"key-{number}-text", shown, size=10, anchor="middle")
    columns = (
        Column(label, "{{ p.label }}", "{{ r.label }}"),
        Column(one, "{% col for y in sales.years %}{{ y }}", "{{ r.years[col_index] }}", "c"),
        Column(rate, '{{ t("AX9.mix") }}', "{{ r.mix }}", "r"),
        Column(rate, '{{ t("AX9.next_mix") }}', "{{ r.next_mix }}", "r"),
        Column(rate, '{{ t("AX9.growth") }}', "{{ r.growth }}", "r"),
    )
    look = TableLook(row=0.2, head=0.38, size=10.5, head_size=10.5, padding=0.0)
    alt = (f"columns width: {5 * one:.5g}", "alt: {{ p.heading }}")
    slide.table(g.left, table, columns, "r in p.rows", "table-sales", alt, look)


def _targets(slide: SlideBuilder, width: float) -> None:
    g, top, total = slide.grid, slide.grid.y(k.BODY_Y), "sales.total"
    slide.heading(g.left, top, width, '{{ t("AX9.targets") }}', "{{ sales.behind }}")
    rest = width - 0.80 * 3 - 1.15 - 1.40
    parts = (
        ("line", rest * 0.62, "l"),
        ("region", rest * 0.38, "l"),
        ("target", 0.80, "r"),
        ("actual", 0.80, "r"),
        ("attainment", 0.80, "r"),
        ("projected", 1.15, "r"),
    )
    columns = (
        *(
            Column(w, f'{{{{ t("AX9.{name}") }}}}', f"{{{{ r.{name} }}}}", align, total=f"{{{{ {total}.{name} }}}}")
            for name, w, align in parts
        ),
        Column(1.40, '{{ t("AX9.outlook") }}', "{{ r.status }}", total=f"{{{{ {total}.status }}}}"),
    )
    look = TableLook(row=g.h(0.30), head=0.40, size=11, head_size=10.5)
    paging = ("page: auto", f"bottom: {g.y(6.04):.5g}", "repeat header: 1", "total: last")
    alt = ("if: sales.targets", *paging, 'alt: {{ t("AX9.targets") }}')
    slide.table(g.left, top + 0.30, columns, "r in sales.targets", "table-targets", alt, look)
    none = block("if: sales.no_targets")
    slide.text(g.left, top + 0.40, width, 0.24, "{{ sales.no_targets }}", "no-targets", none, size=12, tone="muted")


def _portfolio(slide: SlideBuilder, x: float) -> None:
    g, top = slide.grid, slide.grid.y(k.BODY_Y)
    width = g.right - x
    slide.heading(x, top, width, '{{ t("AX9.questions") }}', "{{ sales.known }}")
    columns = (
        Column(0.28, "#", "{{ q.number }}", "r", tone="muted"),
        Column((width - 0.28) * 0.48, '{{ t("AX9.asked") }}', "{{ q.question }}"),
        Column((width - 0.28) * 0.52, '{{ t("AX9.answer") }}', "{{ q.answer }}", bold=True),
    )
    look = TableLook(row=g.h(0.50), head=0.30, size=10.5)
    alt = ('alt: {{ t("AX9.questions") }}',)
    slide.table(x, top + 0.30, columns, "q in sales.answers", "table-portfolio-questions", alt, look)
