"""Slides on the account itself: A03 changes, A04 snapshot, A08 share of wallet, AX1 scoring back-up; narrow pages take a panel each."""

from __future__ import annotations

from planforge.authoring import deck_charts
from planforge.authoring import tokens as k
from planforge.authoring.deck_base import block
from planforge.authoring.deck_builder import Column, DeckBuilder, SlideBuilder, TableLook
from planforge.authoring.deck_charts_strategy import strength_profile
from planforge.authoring.slides import content, empty_twin, with_empty
from planforge.office.rich import Rich, Span


def _shared(width: float) -> str:
    """The width that repeated columns share, a hair less than there is, so that rounding does not push the table off its place."""
    return f"columns width: {width - 0.002:.3f}"


def changes(deck: DeckBuilder) -> None:
    """A03, commitments and measures; left out at the first review."""
    g = deck.grid
    slide = content(deck, "A03", "changes", "page", condition="changes")
    _commitments(slide, g.full if g.narrow else g.w(7))
    slide.takeaway("changes.takeaway")
    if g.narrow:
        slide.done()
        slide = content(deck, "A03", "changes", "page", condition="changes")
    _measures(slide, g.left if g.narrow else g.x(8) + 0.1)
    slide.done()


def _commitments(slide: SlideBuilder, width: float) -> None:
    g = slide.grid
    top = g.y(k.BODY_Y)
    slide.heading(g.left, top, width, '{{ t("A03.commitments") }}', "{{ changes.kept }}")
    columns = (
        Column(width - 4.36, '{{ t("A03.commitment") }}', "{{ r.commitment }}"),
        Column(1.12, '{{ t("owner") }}', "{{ r.owner }}"),
        Column(0.98, '{{ t("A03.promised") }}', "{{ r.due }}"),
        Column(1.20, '{{ t("status") }}', "{{ r.status }}"),
        Column(1.06, '{{ t("A03.result") }}', "{{ r.result }}"),
    )
    look = TableLook(row=g.h(0.42), head=0.34, size=11)
    paging = ("page: auto", "rows: 8", f"bottom: {g.y(6.04):.5g}", "repeat header: 1")
    alt = ("if: changes.commitments", *paging, 'alt: {{ t("A03.commitments") }}')
    slide.table(g.left, top + 0.28, columns, "r in changes.commitments", "table-commitments", alt, look)
    none = block("if: changes.none", "cut: 4")
    slide.text(g.left, top + 0.40, width, 0.84, "{{ changes.none }}", "no-commitment", none, size=12, tone="muted")


def _measures(slide: SlideBuilder, x: float) -> None:
    g = slide.grid
    top, width = g.y(k.BODY_Y), g.right - x
    slide.heading(x, top, width, '{{ t("A03.measures") }}', "{{ changes.better }}")
    columns = (
        Column(width - 3.12, '{{ t("A03.measure") }}', "{{ r.measure }}"),
        Column(0.76, '{{ t("A03.previous") }}', "{{ r.previous }}", "r", tone="muted"),
        Column(0.70, '{{ t("A03.now") }}', "{{ r.now }}", "r", bold=True),
        Column(1.00, "Δ", "{{ r.delta }}", "r"),
        Column(0.66, '{{ t("trend") }}', "{{ r.trend }}", "c"),
    )
    look = TableLook(row=g.h(0.42 if slide.ours else 0.375), head=0.34, size=11)
    alt = ('alt: {{ t("A03.measures") }}',)
    slide.table(x, top + 0.28, columns, "r in changes.measures", "table-measures", alt, look)


def snapshot(deck: DeckBuilder) -> None:
    """A04, six text cards and the customer's goals with our offers; on a narrow page two cards and the goals follow."""
    _snapshot(deck, mapped=True)


def short_snapshot(deck: DeckBuilder) -> None:
    """A04 where there is no organisation map to which it could lead."""
    _snapshot(deck, mapped=False)


def _snapshot(deck: DeckBuilder, mapped: bool) -> None:
    g = deck.grid
    slide = with_empty(deck, "A04", "snapshot", "customer")
    across, high = (2, g.h(2.4)) if g.narrow else (3, g.h(1.93))
    _cards(slide, ("industry", "ambitions", "customers", "competitors", "money", "buying")[: 4 if g.narrow else 6], across, high)
    if g.narrow:
        slide.done()
        slide = with_empty(deck, "A04", "snapshot", "customer")
        _cards(slide, ("money", "buying"), across, g.h(1.9))
        _goals(slide, g.y(k.BODY_Y) + g.h(1.95), mapped)
        _sales(slide, g.left, g.y(5.0), 4.0, g.y(6.4) - g.y(5.0))
    else:
        _goals(slide, g.y(k.BODY_Y) + 2 * high + 0.05, mapped)
    slide.done()
    empty_twin(deck, "A04", "snapshot", "customer")


def _cards(slide: SlideBuilder, names: tuple[str, ...], across: int, high: float) -> None:
    """Cards in rows of so many, each row as high as given."""
    g = slide.grid
    pitch = (g.full + g.gutter) / across
    for number, name in enumerate(names):
        x, y = g.left + number % across * pitch, g.y(k.BODY_Y) + number // across * high
        _card(slide, x, y, pitch - g.gutter, high - 0.06, name)


def _card(slide: SlideBuilder, x: float, y: float, w: float, h: float, name: str) -> None:
    """A heading over a block of text; on a wide page the customer's sales of three years stand beside the text on money."""
    slide.heading(x, y, w, f'{{{{ t("A04.{name}") }}}}', f"{{{{ snapshot.ages.{name} }}}}")
    top = y + 0.33
    room = y + h - top
    words = f"{{% bullet for line in snapshot.{name} %}}{{{{ line }}}}"
    lines = int((room * 72 - 6) / 14.4)
    if name != "money" or slide.grid.narrow:
        slide.text(x, top, w, room, words, f"card-{name}", block(f"cut: {lines}"), size=k.SIZE_BODY, space=2)
        return
    chart = 1.62
    for condition, width in (("snapshot.chart", w - chart - 0.1), ("not snapshot.chart", w)):
        slide.text(x, top, width, room, words, "card-money", block(f"if: {condition}", f"cut: {lines}"), size=k.SIZE_BODY, space=2)
    _sales(slide, x + w - chart, top - 0.01, chart, room - 0.01)


def _sales(slide: SlideBuilder, x: float, y: float, w: float, h: float) -> None:
    """Columns of the customer's own sales under their caption."""
    caption, shown = '{{ t("A04.sales") }}  {{ snapshot.chart_unit }}', block("if: snapshot.chart")
    slide.text(x, y, w, 0.19, caption, "chart-sales-unit", shown, size=k.SIZE_LABEL, tone="muted")
    directives = ("chart: snapshot.chart", "if: snapshot.chart", "alt: {{ snapshot.alt }}")
    slide.chart(deck_charts.sales_columns, x, y + 0.21, w, h - 0.21, "chart-sales", directives)


def _goals(slide: SlideBuilder, y: float, mapped: bool) -> None:
    g = slide.grid
    look = TableLook(row=g.h(0.42), head=0.28, size=10.5, head_size=10.5, padding=0.02)
    label = 1.45
    wide = g.full - label
    columns = (
        Column(label, Rich((Span('{{ t("A04.goal") }}'),)), "{{ r.label }}", bold=True, tone="title"),
        Column(wide, "{% col for g in snapshot.goals %}{{ g }}", "{{ r.cells[col_index] }}"),
    )
    alt = ("if: snapshot.goals", "rows: 1", _shared(wide), f"cut: {3 if g.narrow else 2}", 'alt: {{ t("A04.goals_and_offers") }}')
    slide.table(g.left, y, columns, "r in snapshot.offers", "table-goals", alt, look)
    none = block("if: snapshot.no_goals")
    slide.text(g.left, y + 0.1, g.full, 0.24, "{{ snapshot.no_goals }}", "no-goal", none, size=12, tone="muted")
    there = '{{ t("A04.people_map") }} {{ page_of("A09") | slide_link("A09") }}' if mapped else ""
    people = "{{ snapshot.people }}" + there
    told = block("if: snapshot.people")
    slide.text(g.left, g.body_end - 0.17, g.full, 0.22, people, "people", told, size=10, tone="muted", anchor="middle")


def mix(deck: DeckBuilder) -> None:
    """A08, our share of the customer's spend and what we sell where; one slide for each six regions."""
    g = deck.grid
    slide = content(deck, "A08", "mix", "financials", "" if g.narrow else "p in mix.pages", "mix")
    _shares(slide, g.full if g.narrow else g.w(5))
    slide.takeaway("mix.takeaway")
    if g.narrow:
        slide.done()
        slide = content(deck, "A08", "mix", "financials", "p in mix.pages", "mix")
    _heat(slide, g.left if g.narrow else g.x(6) + 0.1)
    slide.done()


def _shares(slide: SlideBuilder, width: float) -> None:
    g = slide.grid
    top = g.y(k.BODY_Y)
    slide.heading(g.left, top, width, '{{ t("A08.shares") }}', "{{ mix.change }}")
    chart = ("chart: mix.shares", "if: mix.shares", "alt: {{ mix.alt }}")
    slide.chart(deck_charts.share_columns, g.left, top + 0.36, width, g.h(1.66), "chart-shares", chart)
    key = g.y(3.86)
    shown = block("if: mix.shares")
    for number, (tone, word) in enumerate((("primary", "we"), ("hair", "A08.others"))):
        x = g.left + number * 1.5
        slide.box(x, key + 0.03, 0.24, 0.15, tone, f"key-{number}", shown)
        slide.text(x + 0.32, key, 1.1, 0.22, f'{{{{ t("{word}") }}}}', f"key-{number}-text", shown, size=10, anchor="middle")
    unknown = block("if: not mix.shares")
    slide.text(g.left, top + 0.40, width, 0.24, '{{ t("rag.N") }}', "no-share", unknown, size=12, tone="muted")
    y = g.y(4.15)
    slide.heading(g.left, y, width, "{{ mix.suppliers_head }}", "{{ mix.unit }}", "mix.suppliers")
    columns = (
        Column(width - 1.65, "{{ mix.supplier_head }}", "{{ r.supplier }}"),
        Column(0.75, '{{ t("A08.supplier_lines") }}', "{{ r.lines }}", "r"),
        Column(0.90, '{{ t("A08.supplier_spend") }}', "{{ r.spend }}", "r"),
    )
    look = TableLook(row=g.h(0.28), head=0.28, size=11, head_size=10)
    alt = ("if: mix.suppliers", "cut: 1", 'alt: {{ t("A08.suppliers") }}')
    slide.table(g.left, y + 0.28, columns, "r in mix.suppliers", "table-suppliers", alt, look)


def _heat(slide: SlideBuilder, x: float) -> None:
    g = slide.grid
    top, width = g.y(k.BODY_Y), g.right - x
    slide.heading(x, top, width, '{{ t("A08.mix") }}', '{{ mix.unit }}   {{ t("A08.legend") }}', "p.rows")
    line, total, share = 1.65, 0.68, 0.62
    regions = width - line - total - share
    columns = (
        Column(line, '{{ t("A08.line") }}', "{{ r.line }}", total="{% row if p.total %}{{ p.total.line }}"),
        Column(
            regions,
            "{% col for c in p.regions %}{{ c }}",
            "{{ r.cells[col_index].text | fill(r.cells[col_index].fill) }}",
            "c",
            total="{{ p.total.cells[col_index].text }}",
        ),
        Column(total, '{{ t("total") }}', "{{ r.total }}", "r", bold=True, total="{{ p.total.total }}"),
        Column(share, '{{ t("A08.share") }}', "{{ r.share }}", "r", total="{{ p.total.share }}"),
    )
    look = TableLook(row=g.h(0.38), head=0.44, size=11, head_size=10)
    paging = ("page: auto", f"bottom: {g.y(6.04):.5g}", "repeat header: 1", "total: last")
    alt = ("if: p.rows", _shared(regions), *paging, 'alt: {{ t("A08.mix") }}')
    slide.table(x, top + 0.28, columns, "r in p.rows", "table-mix", alt, look)


def backup(deck: DeckBuilder) -> None:
    """AX1, the factors behind the quadrant; on a narrow page one table after the other."""
    g = deck.grid
    slide = content(deck, "AX1", "backup", "appendix")
    _attractiveness(slide, g.full if g.narrow else g.w(6))
    if g.narrow:
        slide.done()
        slide = content(deck, "AX1", "backup", "appendix")
    _strength(slide, g.left if g.narrow else g.x(7) + 0.1)
    more = block("if: backup.more", "cut: 2")
    slide.text(g.left, g.body_end - 0.36, g.full, 0.36, "{{ backup.more }}", "more-criteria", more, size=10.5, tone="muted")
    slide.done()


_FACTORS = TableLook(row=0.33, head=0.44, size=10.5, head_size=10)


def _attractiveness(slide: SlideBuilder, width: float) -> None:
    g = slide.grid
    top = g.y(k.BODY_Y)
    slide.heading(g.left, top, width, '{{ t("AX1.attractiveness") }}', '{{ t("AX1.unit") }}')
    total = "backup.attractiveness_total"
    columns = (
        Column(1.75, '{{ t("AX1.factor") }}', "{{ r.factor }}", total=f"{{% row if {total} %}}{{{{ {total}.factor }}}}"),
        Column(width - 3.80, '{{ t("AX1.reason") }}', "{{ r.reason }}", total=f"{{{{ {total}.reason }}}}"),
        Column(0.65, '{{ t("AX1.weight") }}', "{{ r.weight }}", "r", total=f"{{{{ {total}.weight }}}}"),
        Column(0.60, '{{ t("AX1.score") }}', "{{ r.score }}", "r", total=f"{{{{ {total}.score }}}}"),
        Column(0.80, '{{ t("AX1.weighted") }}', "{{ r.weighted }}", "r", bold=True, total=f"{{{{ {total}.weighted }}}}"),
    )
    _factors(slide, g.left, columns, "attractiveness")


def _strength(slide: SlideBuilder, x: float) -> None:
    g = slide.grid
    top, width = g.y(k.BODY_Y), g.right - x
    slide.heading(x, top, width, '{{ t("AX1.strength") }}', '{{ t("AX1.rivals_unit") }}')
    total, companies = "backup.strength_total", width - 2.73
    columns = (
        Column(1.55, '{{ t("AX1.success_factor") }}', "{{ r.factor }}", total=f"{{% row if {total} %}}{{{{ {total}.factor }}}}"),
        Column(0.60, '{{ t("AX1.weight") }}', "{{ r.weight }}", "r", total=f"{{{{ {total}.weight }}}}"),
        Column(
            companies,
            "{% col for c in backup.companies %}{{ c }}",
            "{{ r.cells[col_index] }}",
            "r",
            total=f"{{{{ {total}.cells[col_index] }}}}",
        ),
        Column(0.58, '{{ t("AX1.gap") }}', "{{ r.gap }}", "r", total=f"{{{{ {total}.gap }}}}"),
    )
    _factors(slide, x, columns, "strength", _shared(companies), grow=0.36)
    _profile(slide, x, top + 0.28 + _FACTORS.head + 7 * 0.36 + 0.14)


def _profile(slide: SlideBuilder, x: float, y: float) -> None:
    """Our ratings against the best rival's below their table, where the page is high enough."""
    g = slide.grid
    top = y + 0.30
    if g.body_end - top < _LEAST_PROFILE:
        return
    here = "backup.profile"
    slide.heading(x, y, g.right - x, "{{ backup.profile_head }}", "{{ backup.profile_unit }}", condition=here)
    for number, (across, tone, points, dash) in enumerate(((2.75, "primary", 2.5, ""), (1.45, "neutral", 1.25, "dash"))):
        alt, left = block(f"if: {here}"), g.right - across
        slide.line(left, y + 0.12, left + 0.34, y + 0.12, tone, points, alt, dash=dash, name="key")
        slide.text(
            left + 0.40, y + 0.01, 1.05, 0.22, f"{{{{ backup.profile_keys[{number}] }}}}", "key-profile", alt, size=10, anchor="middle"
        )
    directives = (f"chart: {here}", f"if: {here}", "alt: {{ backup.profile_alt }}")
    slide.chart(strength_profile, x, top, g.right - x, g.body_end - top, "chart-profile", directives)


_LEAST_PROFILE = 1.0
"""Inches that the profile needs."""


def _factors(slide: SlideBuilder, x: float, columns: tuple[Column, ...], name: str, *more: str, grow: float = 0.40) -> None:
    """A table of factors, or a word that none is scored."""
    g = slide.grid
    top = g.y(k.BODY_Y)
    paging = ("page: even", "rows: 12", f"grow: {grow:.2f}", f"bottom: {g.body_end - 0.4:.5g}", "repeat header: 1", "total: last")
    alt = (f"if: backup.{name}", *more, *paging, f'alt: {{{{ t("AX1.{name}") }}}}')
    slide.table(x, top + 0.28, columns, f"r in backup.{name}", f"table-{name}", alt, _FACTORS)
    missing = block(f"if: not backup.{name}")
    slide.text(x, top + 0.40, 3.0, 0.24, '{{ t("rag.N") }}', f"no-{name}", missing, size=12, tone="muted")
