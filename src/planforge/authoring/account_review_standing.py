"""The appendix about evidence, selection, standing and sales by line: AX4, AX5, AX8, AX9. Narrow pages take a panel each."""

from __future__ import annotations

from planforge.authoring import deck_charts_standing as charts
from planforge.authoring import tokens as k
from planforge.authoring.deck_base import block
from planforge.authoring.deck_builder import Column, DeckBuilder, SlideBuilder, TableLook
from planforge.authoring.slides import content
from planforge.office.rich import Rich, Span

_TOP = 1.74
"""Where the long tables of the appendix begin on a page of our own."""
_GAIN = 0.225
"""Height of a row of what the parties gain."""
_SLACK = 0.006
"""Inches by which a table stays away from the edge, as columns that repeat are rounded one by one."""
_SALES_ROWS = 1.80
"""Height of the five-year table's rows: six parts, total and comparison."""


def question_bank(deck: DeckBuilder) -> None:
    """AX4, answers by factor with the questions to ask first; the evidence of the ratings; all questions by group of factors."""
    g = deck.grid
    here = "question_bank and question_bank.answered"
    slide = content(deck, "AX4", "question_bank", "appendix", condition=here)
    _by_factor(slide, g.full if g.narrow else g.w(7))
    if g.narrow:
        slide.done()
        slide = content(deck, "AX4", "question_bank", "appendix", condition=here)
    _ask_first(slide, g.left if g.narrow else g.x(8) + 0.1)
    slide.done()
    grounds = "question_bank and question_bank.grounds"
    slide = content(deck, "AX4", "question_bank", "appendix", condition=grounds, frame="question_bank.grounds.slide")
    _grounds(slide)
    slide.done()
    pages = "narrow_pages" if g.narrow else "pages"
    slide = content(deck, "AX4", "question_bank", "appendix", f"p in question_bank.{pages}", "question_bank")
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


def _grounds(slide: SlideBuilder) -> None:
    """What each rating rests on."""
    g, top = slide.grid, slide.grid.y(k.BODY_Y)
    slide.heading(g.left, top, g.full, '{{ t("AX4.grounds") }}', '{{ t("AX4.grounds_unit") }}')
    factor, day, sure = (1.60, 1.20, 0.95) if g.narrow else (2.35, 1.60, 1.05)
    rest = g.full - 1.10 - factor - day - sure
    columns = (
        Column(0.40, "#", "{{ r.number }}", "r", tone="muted"),
        Column(factor, '{{ t("AX4.factor") }}', "{{ r.factor }}", bold=True),
        Column(0.70, '{{ t("AX4.rating") }}', "{{ r.rating }}", "r"),
        Column(rest * 0.52, '{{ t("AX4.evidence") }}', "{{ r.evidence }}", gap=0.10),
        Column(rest * 0.48, '{{ t("AX4.source_head") }}', "{{ r.source }}"),
        Column(day, '{{ t("AX4.dated") }}', "{{ r.dated }}"),
        Column(sure, '{{ t("AX4.confidence_head") }}', "{{ r.confidence }}"),
    )
    look = TableLook(row=g.h(0.33), head=0.34, size=10.5 if g.narrow else 11, head_size=10.5)
    alt = ("page: even", f"grow: {g.h(0.40):.5g}", f"bottom: {g.body_end:.5g}", "repeat header: 1", 'alt: {{ t("AX4.grounds") }}')
    slide.table(g.left, top + 0.28, columns, "r in question_bank.grounds.rows", "table-grounds", alt, look)


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
    """A page of the bank, whole factors each."""
    g = slide.grid
    slide.heading(g.left, g.y(_TOP), g.full, "{{ p.heading }}", "{{ p.unit }}")
    factor, who, day = (1.45, 0.75, 1.20) if g.narrow else (1.62, 0.80, 1.50)
    rest = g.full - factor - 0.34 - who - day
    columns = (
        Column(factor, '{{ t("AX4.factor") }}', "{{ r.factor }}"),
        Column(0.34, "#", "{{ r.number }}", "r", tone="muted"),
        Column(rest * 0.505, '{{ t("AX4.question") }}', "{{ r.question }}"),
        Column(rest * 0.495, '{{ t("AX4.answer") }}', "{{ r.answer }}"),
        Column(who, '{{ t("AX4.who") }}', "{{ r.who }}"),
        Column(day, '{{ t("AX4.day") }}', "{{ r.day }}"),
    )
    look = TableLook(row=0.21, head=0.26, size=10, padding=0.015)
    alt = ("page: even", "grow: 0.33", f"bottom: {g.body_end:.5g}", "repeat header: 1", "alt: {{ p.heading }}")
    slide.table(g.left, g.y(_TOP) + 0.27, columns, "r in p.answers", "table-question-bank", alt, look)


def selection(deck: DeckBuilder) -> None:
    """AX5, the criteria in two blocks over their notes, beside quick screen, grade, kind and potential; on a narrow page apart."""
    g = deck.grid
    slide = content(deck, "AX5", "selection", "appendix", condition="selection")
    width, panel = g.full if g.narrow else g.w(7), g.body_end - 0.52
    _criteria(slide, width, g.body_end if g.narrow else panel - 0.06)
    if g.narrow:
        slide.done()
        slide = content(deck, "AX5", "selection", "appendix", condition="selection")
        _readings(slide, g.left, g.y(k.BODY_Y), g.w(6), "tests", "selection.grade")
        _readings(slide, g.x(7), g.y(k.BODY_Y), g.w(6), "facts")
        slide.takeaway("selection.takeaway")
    else:
        slide.takeaway("selection.takeaway", g.left, panel, width, 0.52)
        left, top = g.x(8) + 0.1, g.y(_TOP)
        pitch = (g.body_end + 0.10 - top) / 2
        _readings(slide, left, top, g.right - left, "tests", "selection.grade", pitch - 0.10)
        _readings(slide, left, top + pitch, g.right - left, "facts", high=pitch - 0.10)
    slide.done()


def _criteria(slide: SlideBuilder, width: float, end: float) -> None:
    """Two tables of eleven criteria side by side, and below them what was noted."""
    g, top = slide.grid, slide.grid.y(_TOP)
    lines = 3 if slide.ours or g.narrow else 2  # names that take two lines on another master get the room of a third line of notes
    notes = end - 0.32 - 0.18 * lines
    slide.heading(g.left, top, width, '{{ t("AX5.criteria") }}', "{{ selection.result }}")
    weight, score = (0.64, 0.58) if g.narrow else (0.54, 0.48)
    rest = width - g.gutter - 2 * (0.28 + weight + score)
    look = TableLook(row=0.215, head=0.25, size=10, padding=0.005)
    x = g.left
    end_of_rows = notes - (0.08 if lines == 3 else 0.03)
    # The method's longest name is in the second half.
    for half, share in (("first", 0.44), ("second", 0.56)):
        columns = (
            Column(0.28, "#", "{{ r.number }}", "r", tone="muted"),
            Column(rest * share, '{{ t("AX5.criterion") }}', "{{ r.criterion }}"),
            Column(weight, '{{ t("AX5.weight") }}', "{{ r.weight }}", "r"),
            Column(score, '{{ t("AX5.score") }}', "{{ r.score | fill(r.fill) }}", "c"),
        )
        alt = (
            "page: auto",
            "grow: 0.26",
            f"bottom: {end_of_rows:.5g}",
            "repeat header: 1",
            'alt: {{ t("AX5.criteria") }}',
        )
        slide.table(x, top + 0.27, columns, f"r in selection.{half}", f"table-criteria-{half}", alt, look)
        x += sum(column.width for column in columns) + g.gutter
    slide.heading(g.left, notes, width, '{{ t("AX5.notes") }}', condition="selection.notes")
    told = block("if: selection.notes", f"cut: {lines}")
    slide.text(g.left, notes + 0.32, width, 0.18 * lines, "{{ selection.notes }}", "criteria-notes", told, size=10)


def _readings(slide: SlideBuilder, x: float, y: float, width: float, name: str, total: str = "", high: float = 0.0) -> None:
    """A table of entries with their values and what they mean, `tests` or `facts`; its rows share the height."""
    heads = (name[:-1], "value", "reading")
    unit = "{{ selection.unit }}" if name == "facts" else ""
    slide.heading(x, y, width, f'{{{{ t("AX5.{name}") }}}}', unit)
    widths = (width - 3.08, 1.16, 1.92)
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
    row = min(0.235, (high - 0.52) / 8) if high else 0.30
    look = TableLook(row=row, head=0.25, size=10, padding=0.005)
    alt = (*(("total: last",) if total else ()), f'alt: {{{{ t("AX5.{name}") }}}}')
    slide.table(x, y + 0.27, columns, f"r in selection.{name}", f"table-selection-{name}", alt, look)


def standing(deck: DeckBuilder) -> None:
    """AX8, satisfaction over what the parties gain; beside them trust in two bars and its parts."""
    g = deck.grid
    slide = content(deck, "AX8", "standing", "appendix", condition="standing")
    width = g.full if g.narrow else g.w(5)
    gains = g.body_end - 0.55 - 6 * _GAIN
    _survey(slide, width, gains - 0.10)
    _ratings(slide, g.left, gains, width, "benefits", _GAIN, "{{ standing.contacts }}")
    if g.narrow:
        slide.done()
        slide = content(deck, "AX8", "standing", "appendix", condition="standing")
    left = g.left if g.narrow else g.x(6) + 0.1
    width, top, high = g.right - left, g.y(k.BODY_Y), 0.58
    slide.heading(left, top, width, '{{ t("AX8.trust_table") }}', '{{ t("AX8.rated") }}')
    chart = ("chart: standing.trust_chart", "if: standing.trust_chart", "alt: {{ standing.trust_alt }}")
    slide.chart(charts.trust_bars, left, top + 0.33, width, high, "chart-trust", chart)
    none = block("if: not standing.trust_chart")
    slide.text(left, top + 0.38, width, 0.24, '{{ t("AX8.no_trust") }}', "no-trust", none, size=11, tone="muted")
    panel = g.body_end - 0.56
    top += 0.33 + high + 0.02
    slide.takeaway("standing.takeaway", left, panel, width, 0.56)
    _ratings(slide, left, top, width, "trust", min(0.245, (panel - 0.08 - top - 0.25) / 12), total="standing.trust_sum")
    slide.done()


def _survey(slide: SlideBuilder, width: float, end: float) -> None:
    """Two bars for each supplier between a key and the gap in words."""
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
    chart = ("chart: standing.chart", "if: standing.chart", "alt: {{ standing.alt }}")
    words = 0.24 if g.narrow else 0.40
    slide.chart(charts.survey_bars, g.left, top + 0.60, width, end - words - 0.02 - top - 0.60, "chart-survey", chart)
    none = block("if: not standing.chart")
    slide.text(g.left, top + 0.40, width, 0.24, '{{ t("AX8.no_survey") }}', "no-survey", none, size=12, tone="muted")
    gap = block("if: standing.chart", f"cut: {1 if g.narrow else 2}")
    slide.text(g.left, end - words, width, words, "{{ standing.gap }}", "survey-gap", gap, size=11, anchor="middle")


def _ratings(slide: SlideBuilder, x: float, y: float, w: float, name: str, row: float, unit: str = "", total: str = "") -> None:
    """A table of rated components with what each rating rests on; with a `unit` under a heading of its own."""
    if unit:
        slide.heading(x, y, w, '{{ t("AX8.gains") }}', unit)
        y += 0.27
    heads, title = (("gain", "for"), "gains") if name == "benefits" else (("component", "trust_in"), "trust_table")
    label, part, rating = (1.46, 0.66, 0.60) if name == "benefits" and not slide.grid.narrow else (1.95, 1.05, 0.70)
    columns = tuple(
        Column(
            width,
            # Heads of one line, also in two languages: rich texts are not stacked.
            Rich((Span(f'{{{{ t("AX8.{head}") }}}}'),)),
            f"{{{{ r.{field} }}}}",
            align,
            tone=tone,
            total=f"{{{{ {total}.{field.partition(' ')[0]} }}}}" if total else "",
        )
        for width, head, field, align, tone in (
            (label, heads[0], "label", "l", "ink"),
            (part, heads[1], "part", "l", "muted"),
            (rating, "rating", "rating | fill(r.fill)", "c", "ink"),
            (w - label - part - rating, "rests_on", "note", "l", "muted"),
        )
    )
    look = TableLook(row=row, head=0.25, size=10 if row < 0.24 else 10.5, head_size=10, padding=0.005)
    alt = ("cut: 1", *(("total: last",) if total else ()), f'alt: {{{{ t("AX8.{title}") }}}}')
    slide.table(x, y, columns, f"r in standing.{name}", f"table-{name}", alt, look)


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
    """Columns in parts over the table whose header is their axis, with the key at their left and the change to next year at their right."""
    g = slide.grid
    one = 0.88 if g.narrow else 1.12
    rate = 0.86 if g.narrow else 1.22
    # A table that repeats columns may reach as far from the right edge of the page as it begins from the left one.
    label = min(g.full, g.page - 2 * g.left) - 5 * one - 3 * rate - _SLACK
    top, wide = g.y(k.BODY_Y), label + 5 * one
    end = g.body_end - 0.61 if g.narrow else g.y(5.98)
    head = 0.42 if g.narrow else 0.28
    table = end - _SALES_ROWS - head
    slide.heading(g.left, top, wide, "{{ p.heading }}", "{{ sales.unit }}")
    chart = ("chart: p.chart", "alt: {{ p.alt }}")
    slide.chart(charts.part_columns, g.left + label, top + 0.30, 5 * one, table - top - 0.29, "chart-sales-parts", chart)
    pitch = min(0.24, (table - top - 0.40) / len(charts.PART_TONES))
    for number, tone in enumerate(charts.PART_TONES):
        y = table - 0.06 - (number + 1) * pitch
        shown = block(f"if: p.keys | length > {number}", "cut: 1")
        slide.box(g.left + label - 0.30, y + 0.03, 0.24, 0.15, tone, f"key-{number}", block(f"if: p.keys | length > {number}"))
        words = f"{{{{ p.keys[{number}] if p.keys | length > {number} else '' }}}}"
        slide.text(g.left, y, label - 0.38, 0.22, words, f"key-{number}-text", shown, size=10, align="right", anchor="middle")
    left, right = g.left + wide + 0.10, g.left + wide + 3 * rate
    slide.heading(left, top, right - left, "{{ p.change_heading }}", "{{ sales.unit }}")
    change = ("chart: p.change", "if: p.change", "alt: {{ p.change_alt }}")
    slide.chart(charts.change_bars, left, top + 0.36, right - left, table - top - 0.42, "chart-sales-change", change)
    none = block("if: not p.change")
    slide.text(left, top + 0.38, right - left, 0.4, "{{ p.no_change }}", "no-change", none, size=11, tone="muted")
    columns = (
        Column(label, "{{ p.label }}", "{{ r.label }}"),
        Column(one, "{% col for y in sales.years %}{{ y }}", "{{ r.years[col_index] }}", "c"),
        Column(rate, '{{ t("AX9.mix") }}', "{{ r.mix }}", "r"),
        Column(rate, '{{ t("AX9.next_mix") }}', "{{ r.next_mix }}", "r"),
        Column(rate, '{{ t("AX9.growth") }}', "{{ r.growth }}", "r"),
    )
    look = TableLook(row=0.22, head=head, size=10.5, head_size=10.5, padding=0.005)
    alt = (f"columns width: {5 * one:.5g}", "grow: 0.31", f"bottom: {end:.5g}", "alt: {{ p.heading }}")
    slide.table(g.left, table, columns, "r in p.rows", "table-sales", alt, look)


def _targets(slide: SlideBuilder, width: float) -> None:
    """The targets with bullet bars beside them."""
    g, top, total = slide.grid, slide.grid.y(k.BODY_Y), "sales.total"
    slide.heading(g.left, top, width, '{{ t("AX9.targets") }}', "{{ sales.behind }}")
    parts = (
        ("line", 1.62, "l"),
        ("region", 0.92, "l"),
        ("target", 0.62, "r"),
        ("actual", 0.62, "r"),
        ("attainment", 0.70, "r"),
        ("projected", 0.98, "r"),
    )
    columns = (
        *(
            Column(w, f'{{{{ t("AX9.{name}") }}}}', f"{{{{ r.{name} }}}}", align, total=f"{{{{ {total}.{name} }}}}")
            for name, w, align in parts
        ),
        Column(1.36, '{{ t("AX9.outlook") }}', "{{ r.status }}", total=f"{{{{ {total}.status }}}}", gap=0.06),
    )
    row = g.h(0.30)
    look = TableLook(row=row, head=0.42, size=10.5)
    paging = ("page: even", f"bottom: {g.y(6.02):.5g}", "repeat header: 1", "total: last", f"grow: {g.h(0.36):.5g}")
    alt = ("if: sales.targets", *paging, 'alt: {{ t("AX9.targets") }}')
    slide.table(g.left, top + 0.30, columns, "r in sales.targets", "table-targets", alt, look)
    x = g.left + sum(column.width for column in columns) + 0.10
    drawing = f'bullet_bars(sales.bars, "pf:table-targets", {row:.5g}, t("AX9.bullets"), sales.bars_alt)'
    slide.frame(x, top + 0.30, g.left + width - x, g.y(6.02) - top - 0.30, "group-targets", drawing, "if: sales.targets")
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
