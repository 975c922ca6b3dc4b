"""Method slides on what the customer buys and on its people: AX10 to AX13. On a narrow page their two panels get a slide each."""

from __future__ import annotations

from planforge.authoring import tokens as k
from planforge.authoring.deck_base import block
from planforge.authoring.deck_builder import Column, DeckBuilder, SlideBuilder, TableLook
from planforge.authoring.slides import content
from planforge.office.rich import Rich, Span

SECTION = "appendix"
_PROFILE = 5.44
"""Where the words on how the customer buys begin, on a page of our own."""
_SLACK = 0.004
"""Inches by which a table stays away from the edge, as columns that repeat are rounded one by one."""


def purchase(deck: DeckBuilder) -> None:
    """AX10, tiles over whitespace and installed base, how the customer buys below; on a narrow page the whitespace follows with that."""
    g = deck.grid
    slide = content(deck, "AX10", "purchase", SECTION, "" if g.narrow else "p in purchase.pages", "purchase")
    _tiles(slide, "purchase.kpis", 4)
    if g.narrow:
        _installed(slide, g.left)
        slide.done()
        slide = content(deck, "AX10", "purchase", SECTION, "p in purchase.pages", "purchase")
        _whitespace(slide, g.y(k.BODY_Y), g.full)
        _profile(slide, g.y(_PROFILE))
    else:
        _whitespace(slide, g.y(2.84), g.w(6) - 0.1)
        _installed(slide, g.x(7))
        _profile(slide, g.y(_PROFILE))
    slide.done()


def _tiles(slide: SlideBuilder, expression: str, count: int) -> None:
    """Tiles across the page."""
    g = slide.grid
    pitch = (g.full + g.gutter) / count
    for number in range(count):
        slide.kpi(g.left + number * pitch, g.y(1.84), pitch - g.gutter, f"{expression}[{number}]")


def _whitespace(slide: SlideBuilder, y: float, width: float) -> None:
    g = slide.grid
    slide.heading(g.left, y, width, '{{ t("AX10.whitespace") }}', "{{ purchase.whitespace_unit }}", "p.rows")
    units = width - 2.55 - _SLACK
    columns = (
        Column(1.75, '{{ t("AX10.category") }}', "{{ r.category }}", total="{{ p.total.category }}"),
        Column(
            units / 4,
            "{% col for u in p.units %}{{ u }}",
            "{{ r.cells[col_index].text | fill(r.cells[col_index].fill) }}",
            "c",
            total="{{ p.total.cells[col_index].text }}",
        ),
        Column(0.80, '{{ t("total") }}', "{{ r.total }}", "r", bold=True, total="{{ p.total.total }}"),
    )
    end = g.y(_PROFILE) - 0.12
    grow = (f"grow: {0.42 if g.narrow else 0.36}", f"bottom: {end:.5g}")
    alt = ("if: p.rows", f"columns width: {units:.5g}", "cut: 1", "total: last", *grow, 'alt: {{ t("AX10.whitespace") }}')
    look = TableLook(row=g.h(0.255), head=0.40, size=10.5, padding=0.01)
    slide.table(g.left, y + 0.28, columns, "r in p.rows", "table-whitespace", alt, look)


def _installed(slide: SlideBuilder, x: float) -> None:
    g = slide.grid
    y, width, bars = g.y(2.84), g.right - x, 2.0 if g.narrow else 0.62
    slide.heading(x, y, width, '{{ t("AX10.installed") }}', "{{ purchase.installed_unit }}", "purchase.installed")
    columns = (
        Column(
            1.60,
            '{{ t("AX10.category") }}',
            "{{ r.category }}",
            total="{{ purchase.installed_total.category }}",
        ),
        Column(1.00, '{{ t("AX10.pieces") }}', "{{ r.pieces }}", "r", total="{{ purchase.installed_total.pieces }}"),
        Column(0.56, '{{ t("AX10.ours") }}', "{{ r.ours }}", "r", total="{{ purchase.installed_total.ours }}"),
        Column(0.56, '{{ t("AX10.rivals") }}', "{{ r.rivals }}", "r", total="{{ purchase.installed_total.rivals }}"),
        Column(width - 4.21 - bars, '{{ t("AX10.rival") }}', "{{ r.rival }}", total="{{ purchase.installed_total.rival }}", gap=0.05),
        Column(0.49, '{{ t("AX10.share_head") }}', "{{ r.share }}", "r", bold=True, total="{{ purchase.installed_total.share }}"),
    )
    row, end = g.h(0.255), g.body_end if g.narrow else g.y(_PROFILE) - 0.12
    grow = f"grow: {0.42 if g.narrow else 0.36}"
    alt = ("if: purchase.installed", "cut: 2", "total: last", grow, f"bottom: {end:.5g}", 'alt: {{ t("AX10.installed") }}')
    look = TableLook(row=row, head=0.40, size=10.5, padding=0.01)
    slide.table(x, y + 0.28, columns, "r in purchase.installed", "table-installed", alt, look)
    left = g.right - bars + 0.08
    drawing = f'share_bars(purchase.shares, "pf:table-installed", {row:.5g}, t("AX10.bars"), purchase.shares_alt)'
    slide.frame(left, y + 0.28, g.right - left, end - y - 0.28, "group-shares", drawing, "if: purchase.installed")


def _profile(slide: SlideBuilder, y: float) -> None:
    """Budget process, supplier strategy and our advantage side by side."""
    g = slide.grid
    pitch = (g.full + g.gutter) / 3
    for number in range(3):
        x, lead = g.left + number * pitch, f"purchase.profile[{number}]"
        slide.heading(x, y, pitch - g.gutter, f"{{{{ {lead}.lead }}}}")
        high = g.body_end - y - 0.32
        lines = int(high * 72 / 13.2)
        slide.text(x, y + 0.32, pitch - g.gutter, high, f"{{{{ {lead}.text }}}}", "profile", block(f"cut: {lines}"), size=11)


def effort(deck: DeckBuilder) -> None:
    """AX11, tiles over the log by kind and purpose and by contact."""
    g = deck.grid
    slide = content(deck, "AX11", "effort", SECTION, condition="effort")
    _tiles(slide, "effort.kpis", 6)
    left = g.full if g.narrow else 5.12 * g.full / 12.333
    _kinds(slide, left)
    if g.narrow:
        slide.done()
        slide = content(deck, "AX11", "effort", SECTION, condition="effort")
        _by_contact(slide, g.left, g.y(k.BODY_Y), g.body_end - 0.6)
    else:
        _by_contact(slide, g.left + left + 0.27, g.y(2.84 if g.stretch > 0.99 else 2.79), g.y(6.02))
    slide.takeaway("effort.takeaway")
    slide.done()


def _kinds(slide: SlideBuilder, width: float) -> None:
    g = slide.grid
    below = g.y(2.84 if g.stretch > 0.99 or g.narrow else 2.79)
    slide.heading(g.left, below, width, '{{ t("AX11.kinds") }}', "{{ effort.unit }}")
    kind = 1.20 if width < 6 else 1.9
    purposes = width - kind - 1.46 - _SLACK
    columns = (
        Column(kind, '{{ t("AX11.kind_head") }}', "{{ r.kind }}", total="{{ effort.total.kind }}"),
        Column(
            purposes / 4,
            "{% col for p in effort.purposes %}{{ p | stack }}",
            "{{ r.cells[col_index].text | fill(r.cells[col_index].fill) }}",
            "c",
            total="{{ effort.total.cells[col_index].text }}",
        ),
        Column(0.42, '{{ t("AX11.total_head") }}', "{{ r.total }}", "r", bold=True, total="{{ effort.total.total }}"),
        Column(0.52, '{{ t("AX11.hours_head") }}', "{{ r.hours }}", "r", total="{{ effort.total.hours }}"),
        Column(0.52, '{{ t("AX11.cost_head") }}', "{{ r.cost }}", "r", total="{{ effort.total.cost }}"),
    )
    alt = (f"columns width: {purposes:.5g}", "cut: 1", "total: last", 'alt: {{ t("AX11.kinds") }}')
    # A lower body has room for all nine rows and the strip below them only in the smallest type.
    row, size = (0.215, 10.5) if g.stretch > 0.99 else (0.195, 10)
    look = TableLook(row=g.h(row), head=0.34, size=size, head_size=10, padding=0.0, side=0.03)
    slide.table(g.left, below + 0.28, columns, "r in effort.kinds", "table-kinds", alt, look)
    if g.narrow or g.stretch > 0.96:  # a lower body has no room for it
        _by_month(slide, width, kind)


def _by_month(slide: SlideBuilder, width: float, label: float) -> None:
    """A strip with a cell for each month below the kinds, in line with their columns."""
    g = slide.grid
    months = width - label - _SLACK
    columns = (
        Column(label, Rich((Span('{{ t("AX11.by_month") }}'),)), "{{ r.label }}"),
        Column(
            months / 6,
            "{% col for m in effort.months %}{{ m }}",
            "{{ r.cells[col_index].text | fill(r.cells[col_index].fill) }}",
            "c",
        ),
    )
    alt = ("if: effort.by_month", "rows: 1", f"columns width: {months:.5g}", "cut: 1", 'alt: {{ t("AX11.by_month") }}')
    low = g.stretch < 0.99 and not g.narrow
    look = TableLook(row=0.205 if low else 0.22, head=0.205 if low else 0.24, size=10, head_size=10, padding=0.0, side=0.03)
    top = g.body_end - 0.60 if g.narrow else g.y(6.02) - 0.41 if low else g.y(5.98) - 0.46
    slide.table(g.left, top, columns, "r in effort.by_month", "table-months", alt, look)


def _by_contact(slide: SlideBuilder, x: float, y: float, end: float) -> None:
    g = slide.grid
    width = g.right - x
    slide.heading(x, y, width, '{{ t("AX11.contacts") }}', '{{ t("AX11.contacts_unit") }}')
    purposes = 2.40 if slide.ours and not g.narrow else 2.60
    columns = (
        Column(0.88, '{{ t("AX11.contact") }}', "{{ r.contact }}", bold=True),
        Column(
            purposes,
            "{% col for p in effort.purposes %}{{ p | stack }}",
            "{{ r.cells[col_index].text | fill(r.cells[col_index].fill) }}",
            "c",
        ),
        Column(0.98, '{{ t("AX11.last") }}', "{{ r.last }}"),
        Column(1.16, '{{ t("status") }}', "{{ r.status }}"),
        Column(width - purposes - 3.02, '{{ t("AX11.result") }}', "{{ r.result }}"),
    )
    paging = ("page: auto", f"bottom: {end:.5g}", "repeat header: 1", "cut: 1")
    alt = (f"columns width: {purposes - _SLACK:.5g}", *paging, 'alt: {{ t("AX11.contacts") }}')
    look = TableLook(row=g.h(0.25), head=0.34, size=10.5, head_size=10, padding=0.0, side=0.03)
    slide.table(x, y + 0.28, columns, "r in effort.contacts", "table-contact-effort", alt, look)


def contact_matrix(deck: DeckBuilder) -> None:
    """AX12, the contact matrix; on a narrow page its columns are divided over two tables."""
    g = deck.grid
    contact = Column(1.30, '{{ t("AX12.contact") }}', "{{ r.contact }}")
    kind = (
        Column(0.88, '{{ t("AX12.influence_head") }}', "{{ r.influence }}"),
        Column(0.86, '{{ t("AX12.phase_head") }}', "{{ r.phase }}"),
        Column(0.72, '{{ t("AX12.involvement") }}', "{{ r.involvement }}"),
        Column(1.10, '{{ t("AX12.support_head") }}', "{{ r.support }}"),
    )
    rhythm = Column(0.95, '{{ t("AX12.rhythm_head") }}', "{{ r.rhythm }}")
    bond = Column(0.98, '{{ t("AX12.bond_head") }}', "{{ r.bond }}")
    left = g.full - (sum(c.width for c in (contact, *kind, rhythm, bond)) if not g.narrow else contact.width)
    wants = (
        Column(left * 0.41, '{{ t("AX12.needs") }}', "{{ r.needs }}"),
        Column(left * 0.25, '{{ t("AX12.channel") }}', "{{ r.channel }}"),
        Column(left * 0.34, '{{ t("AX12.deepen") }}', "{{ r.deepen }}"),
    )
    if g.narrow:
        stretch = (g.full - contact.width) / sum(c.width for c in (*kind, rhythm, bond))
        wider = [Column(c.width * stretch, c.head, c.body) for c in (*kind, rhythm, bond)]
        _matrix(deck, (contact, *wider))
        _matrix(deck, (contact, *wants))
    else:
        _matrix(deck, (contact, *kind, wants[0], wants[1], rhythm, wants[2], bond))


def _matrix(deck: DeckBuilder, columns: tuple[Column, ...]) -> None:
    g = deck.grid
    slide = content(deck, "AX12", "contact_matrix", SECTION, condition="contact_matrix")
    slide.heading(g.left, g.y(k.BODY_Y), g.full, '{{ t("AX12.matrix") }}', "{{ contact_matrix.counts }}")
    end = g.body_end - 0.60 if g.narrow else g.y(6.02)
    paging = ("page: even", "grow: 0.40", f"bottom: {end:.5g}", "repeat header: 1", "cut: 2")
    look = TableLook(row=0.30 if g.narrow else g.h(0.35), head=0.34, size=10.5)
    alt = (*paging, 'alt: {{ t("AX12.matrix") }}')
    slide.table(g.left, g.y(k.BODY_Y) + 0.28, columns, "r in contact_matrix.rows", "table-contact-matrix", alt, look)
    slide.takeaway("contact_matrix.takeaway")
    slide.done()


def people(deck: DeckBuilder) -> None:
    """AX12, the four steps of a relationship over the cards of those with a say."""
    g = deck.grid
    pages = "p in people.narrow_pages" if g.narrow else "p in people.pages"
    slide = content(deck, "AX12", "people", SECTION, pages, "people")
    top = g.y(k.BODY_Y)
    slide.frame(g.left, top, g.full, 0.58, "group-steps", "chevrons(people.steps, people.steps_alt)")
    slide.heading(g.left, top + 0.70, g.full, '{{ t("AX12.cards") }}', '{{ t("AX12.cards_unit") }}')
    top += 1.06
    slide.frame(g.left, top, g.full, g.body_end - top, "group-people", "person_cards(p.cards, p.alt)")
    slide.done()


def buying(deck: DeckBuilder) -> None:
    """AX13, the steps of the purchase with coach and top officer; the key person and seven answers beside them."""
    g = deck.grid
    slide = content(deck, "AX13", "buying", SECTION, condition="buying")
    wide = g.full if g.narrow else g.w(7)
    _steps(slide, wide)
    slide.takeaway("buying.takeaway", w=wide)
    if g.narrow:
        slide.done()
        slide = content(deck, "AX13", "buying", SECTION, condition="buying")
    _answers(slide, g.left if g.narrow else g.x(8) + 0.1)
    slide.done()


def _steps(slide: SlideBuilder, width: float) -> None:
    g = slide.grid
    helpers = g.body_end - 1.52 if g.narrow else g.y(5.12)
    slide.heading(g.left, g.y(k.BODY_Y), width, '{{ t("AX13.process") }}', "{{ buying.counts }}", "buying.steps")
    columns = (
        Column(0.30, "#", "{{ r.number }}", "c", tone="muted"),
        Column(1.58, '{{ t("AX13.step") }}', "{{ r.step }}"),
        Column(1.15, '{{ t("AX13.decider") }}', "{{ r.decider }}"),
        Column(1.36, '{{ t("due") }}', "{{ r.due }}"),
        Column(1.15, '{{ t("AX13.stance_head") }}', "{{ r.stance }}"),
        Column(width - 5.54, '{{ t("AX13.note") }}', "{{ r.note }}"),
    )
    paging = ("if: buying.steps", "page: auto", f"bottom: {helpers - 0.06:.5g}", "repeat header: 1", "cut: 2")
    look = TableLook(row=g.h(0.34), head=0.32, size=10.5)
    top = g.y(k.BODY_Y) + 0.34
    slide.frame(g.left, top, width, 0.34, "group-strip", "chevrons(buying.strip, buying.strip_alt)")
    slide.table(g.left, top + 0.36, columns, "r in buying.steps", "table-steps", (*paging, 'alt: {{ t("AX13.process") }}'), look)
    none = block("if: not buying.steps")
    slide.text(g.left, g.y(2.18), width, 0.24, '{{ t("AX13.no_steps") }}', "no-step", none, size=11, tone="muted")
    slide.heading(g.left, helpers, width, '{{ t("AX13.helpers") }}')
    alarm = "{% bullet for a in buying.alarms %}{{ a }}"
    slide.text(g.left, helpers + 0.33, width, 0.54, alarm, "alarms", block("cut: 2"), size=12)


def _answers(slide: SlideBuilder, x: float) -> None:
    g = slide.grid
    width = g.right - x
    slide.heading(x, g.y(k.BODY_Y), width, '{{ t("AX13.key_person") }}')
    _known(slide, x, g.y(k.BODY_Y) + 0.28, width, "base", "r in buying.bases", g.h(0.40), 2)
    y = g.y(4.20)
    slide.heading(x, y, width, '{{ t("AX13.questions") }}', condition="buying.questions")
    _known(slide, x, y + 0.28, width, "question", "r in buying.questions", g.h(0.258), 1)


def _known(slide: SlideBuilder, x: float, y: float, width: float, name: str, loop: str, row: float, lines: int) -> None:
    """Questions with what we know of each."""
    first, head, title = (1.60, "basis", "key_person") if name == "base" else (1.30, "question_head", "questions")
    # Heads of one line, also in two languages: rich texts are not stacked.
    heads = [Rich((Span(f'{{{{ t("AX13.{word}") }}}}'),)) for word in (head, "known")]
    columns = (
        Column(first, heads[0], "{{ r.question }}", bold=True),
        Column(width - first, heads[1], "{{ r.answer }}"),
    )
    alt = (f"if: {loop.removeprefix('r in ')}", f"cut: {lines}", f'alt: {{{{ t("AX13.{title}") }}}}')
    slide.table(x, y, columns, loop, f"table-{name}", alt, TableLook(row=row, head=0.26, size=10.5, padding=0.01))


def stakes(deck: DeckBuilder) -> None:
    """AX13, the power-interest grid and the groups."""
    g = deck.grid
    slide = content(deck, "AX13", "stakes", SECTION, condition="stakes")
    wide = g.full if g.narrow else g.w(5)
    slide.heading(g.left, g.y(k.BODY_Y), wide, '{{ t("AX13.grid") }}', '{{ t("AX13.grid_unit") }}')
    names = 't("AX13.power_axis"), t("AX13.interest_axis")'
    drawing = f"stake_grid(stakes.fields, stakes.cut, stakes.marks, {names}, stakes.alt)"
    slide.frame(g.left, g.y(2.14), wide, g.h(3.88), "group-stakes", drawing)
    if g.narrow:
        slide.takeaway("stakes.takeaway")
        slide.done()
        slide = content(deck, "AX13", "stakes", SECTION, condition="stakes")
        _groups(slide, g.left, g.y(6.5))
    else:
        _groups(slide, g.x(6) + 0.1, g.y(5.96))
        slide.takeaway("stakes.takeaway")
    slide.done()


def _groups(slide: SlideBuilder, x: float, end: float) -> None:
    g = slide.grid
    width = g.right - x
    slide.heading(x, g.y(k.BODY_Y), width, '{{ t("AX13.table") }}')
    rest = width - 0.30 - 1.20 - 1.15
    columns = (
        Column(0.30, "#", "{{ r.number }}", "c", bold=True),
        Column(1.20, '{{ t("AX13.group") }}', "{{ r.group }}"),
        Column(1.15, '{{ t("AX13.field_head") }}', "{{ r.field }}"),
        Column(rest * 0.33, '{{ t("AX13.interest") }}', "{{ r.interest }}"),
        Column(rest * 0.37, '{{ t("AX13.strategy") }}', "{{ r.strategy }}"),
        Column(rest * 0.30, '{{ t("AX13.culture") }}', "{{ r.culture }}"),
    )
    paging = ("page: even", "grow: 0.60", f"bottom: {end:.5g}", "repeat header: 1", "cut: 3")
    look = TableLook(row=g.h(0.44), head=0.34, size=11)
    slide.table(x, g.y(k.BODY_Y) + 0.28, columns, "r in stakes.rows", "table-groups", (*paging, 'alt: {{ t("AX13.table") }}'), look)
