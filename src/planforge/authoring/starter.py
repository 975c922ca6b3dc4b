"""The starter: an almost empty deck with one working example for each thing that can carry a tag, to begin a layout of one's own from."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pptx.enum.chart import XL_TICK_LABEL_POSITION
from pptx.oxml.ns import qn

from planforge.authoring import tokens as k
from planforge.authoring.base import COVER
from planforge.authoring.deck_base import block
from planforge.authoring.deck_builder import Column, DeckBuilder, SlideBuilder, TableLook
from planforge.authoring.deck_charts import revenue_columns
from planforge.office.pptx.drawing import Style
from planforge.office.rich import Rich, Span

_TOP, _END = k.BODY_Y + 0.10, 5.55
"""Where the example of a slide begins and ends; below it stands what it shows."""
_TEXT = 14


def cover(deck: DeckBuilder) -> None:
    """Values in placeholders."""
    texts = {"title": "{{ deck.account }}", "subtitle": "{{ deck.company }}, {{ deck.period }}"}
    slide = deck.slide("starter-cover", "page", COVER, notes="{% slide id starter-cover %}", **texts)
    slide.done()


def text(deck: DeckBuilder) -> None:
    """Bullets, a condition and a filter in a text box."""
    slide = _slide(deck, "text", "page", "Text: the account at a glance")
    g = deck.grid
    facts = Rich((Span("{% bullet for fact in cover.facts %}"), Span("{{ fact[0] }}: ", bold=True), Span("{{ fact[1] }}")))
    state = "{% if deck.draft %}This deck is a draft.{% else %}This deck was checked for {{ deck.period }}.{% endif %}"
    slide.text(g.left, g.y(_TOP), g.full, g.h(2.6), [facts, state], "facts", size=_TEXT, space=4)
    _explained(slide, "Each fact of the cover makes a paragraph. The last line says one thing or the other.")


def table(deck: DeckBuilder) -> None:
    """A table row for each item, continued on further slides, with a total."""
    slide = _slide(deck, "table", "opportunities", "Table: opportunities")
    g = deck.grid
    columns = (
        Column(g.full - 5.9, "Opportunity", "{{ deal.name }}", total="{{ pipeline.total.name }}"),
        Column(1.5, "Stage", "{{ deal.stage }}"),
        Column(1.2, "Close", "{{ deal.close }}"),
        Column(1.6, "Value, {{ pipeline.unit }}", "{{ deal.value }}", "r", total="{{ pipeline.total.value }}"),
        Column(1.6, "Weighted", "{{ deal.weighted }}", "r", bold=True, total="{{ pipeline.total.weighted }}"),
    )
    look = TableLook(row=g.h(0.36), head=0.4, size=12)
    lines = ("page: auto", f"bottom: {g.y(_END):.5g}", "keep: 2", "total: last", "alt: Opportunities of {{ deck.account }}")
    slide.table(g.left, g.y(_TOP), columns, "deal in pipeline.rows", "opportunities", lines, look)
    _explained(slide, "The second row repeats. The alt text of the table says that it may go on on a further slide.")


def chart(deck: DeckBuilder) -> None:
    """A chart filled by its alt text; sample points are the looks of actual, forecast and plan."""
    slide = _slide(deck, "chart", "financials", "Chart: revenue by year")
    g = deck.grid
    lines = ("chart: financials.chart", "axis: 0..auto", "alt: {{ financials.alt }}")
    slide.chart(_revenue, g.left, g.y(_TOP), min(g.full, 8.5), g.y(_END) - g.y(_TOP), "revenue", lines)
    _explained(slide, "The alt text names the data. The three sample columns show how an actual, a forecast and a plan year look.")


def _revenue(page: Any, x: int, y: int, w: int, h: int) -> Any:
    """Revenue columns with their years below."""
    frame = revenue_columns(page, x, y, w, h)
    frame.chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    area = frame.chart._chartSpace.find(".//" + qn("c:plotArea"))
    area.remove(area.find(qn("c:layout")))
    return frame


def image(deck: DeckBuilder) -> None:
    """A rectangle that a picture fills."""
    slide = _slide(deck, "image", "page", "Picture: our logo")
    g = deck.grid
    style = Style(size=_TEXT, tone="muted", align="center", anchor="middle")
    alt = block("image: deck.logo", "fit: contain", "alt: Logo of {{ deck.company }}")
    where = (g.left, g.y(_TOP), 4.0, g.h(2.0))
    words = "Name a logo in planforge.toml"
    slide.box(*where, "panel", "logo", alt, False, paragraphs=words, style=style)
    _explained(slide, "The picture is shown as large as the rectangle allows. Without a picture the rectangle stays.")


def frame(deck: DeckBuilder) -> None:
    """A component frame."""
    slide = _slide(deck, "frame", "risk", "Component frame: risks by probability and impact")
    g = deck.grid
    drawing = "risk_matrix(risks.zones, risks.degrees, risks.marks, risks.alt, risks.ranks)"
    slide.frame(g.left, g.y(_TOP), min(g.full, 6.5), g.y(_END) - g.y(_TOP), "risk-matrix", drawing, "if: not risks.empty")
    _explained(slide, "PlanForge draws native shapes into the rectangle. Another size gives a drawing of that size.")


def shapes(deck: DeckBuilder) -> None:
    """A shape for each item."""
    slide = _slide(deck, "shapes", "page", "Shape loop: key figures")
    g = deck.grid
    gap = 0.15
    wide = min(2.6, (g.full - 2 * gap) / 3)
    figure = Rich((Span("{{ tile.figure | tone(tile.tone) }}", bold=True, points=12), Span(" {{ tile.unit }}", tone="muted")))
    label = Rich((Span("{{ tile.label }}", tone="muted"),))
    lines = ("for: tile in page.kpis", "dir: right down", f"gap: {gap * slide.scale:.4g}in", "max: 3 x 2", "cut: 4")
    style = Style(size=_TEXT, inset=0.12, anchor="middle")
    alt = block(*lines, "alt: {{ tile.label }}: {{ tile.figure }}")
    slide.box(g.left, g.y(_TOP), wide, g.h(1.5), "panel", "tile", alt, False, paragraphs=[figure, label], style=style)
    _explained(slide, "One rectangle is drawn; each key figure gets a copy, three in a line.")


def slides(deck: DeckBuilder) -> None:
    """A slide for each item."""
    loop = "{% slide for sheet in deal_sheets.pages %}"
    slide = _slide(deck, "slides", "opportunities", "{{ sheet.slide.title }}", loop, "{{ sheet.slide.subtitle }}")
    g = deck.grid
    words = Span("{{ step.step }}  ", bold=True), Span("{{ step.owner }} {{ step.due }}")
    step = Rich((Span("{% bullet for step in sheet.next_steps %}"), *words))
    slide.text(g.left, g.y(_TOP), g.full, g.h(2.6), step, "next-steps", block("cut: 8"), size=_TEXT, space=4)
    _explained(slide, "The notes of this slide say that it repeats for each opportunity that has a sheet of its own.")


def _slide(deck: DeckBuilder, name: str, section: str, title: str, loop: str = "", subtitle: str = "") -> SlideBuilder:
    notes = "\n".join(filter(None, (f"{{% slide id starter-{name} %}}", loop, "Delete what you do not need.")))
    texts = {"title": title, "subtitle": subtitle or "{{ deck.account }}, {{ deck.period }}", "notes": notes}
    return deck.slide(f"starter-{name}", section, **texts)


def _explained(slide: SlideBuilder, words: str) -> None:
    """What the example shows, in a panel that the designer deletes; it ends the slide."""
    g = slide.grid
    style = Style(size=12, align="left", anchor="middle", inset=0.12)
    slide.box(g.left, g.y(5.75), g.full, g.h(0.6), "panel", "what-this-shows", "", False, paragraphs=words, style=style)
    slide.done()


STARTER: tuple[Callable[[DeckBuilder], None], ...] = (cover, text, table, chart, image, frame, shapes, slides)
"""The slides of the starter in their order."""
