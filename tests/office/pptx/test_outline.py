"""The text listing of a template."""

from __future__ import annotations

from planforge.office.outline import outline
from support.decks import Deck


def test_outline_lists_what_a_designer_can_change() -> None:
    deck = Deck()
    deck.add("{{ title }}", notes="{% slide id A1 %}\nSAY")
    deck.table([["h", "i"], ["{% row for r in rows %}{{ r }}", ""]], box=(1, 2, 8, 1), alt="pf\npage: auto")
    deck.chart(alt="pf\nchart: data", series=("One", "Two"))
    deck.rectangle("in\vtwo", name="frame", box=(9, 2, 3, 1.5))
    group = deck.slide.shapes.add_group_shape()
    group.shapes.add_textbox(0, 0, 914400, 457200).text_frame.text = "inner"
    assert outline(deck.bytes).splitlines() == [
        "presentation 13.333 x 7.500 in",
        "",
        "== slide 1 layout 'Title Only'",
        "- Title 1 (title placeholder)",
        "    | {{ title }}",
        "- table (table) at 1.00, 2.00 size 8.00 x 1.00",
        "    alt | pf",
        "    alt | page: auto",
        "    columns 4.00, 4.00",
        "    R1C1 | h",
        "    R1C2 | i",
        "    R2C1 | {% row for r in rows %}{{ r }}",
        "- chart (chart bar: One, Two) at 1.00, 2.00 size 5.00 x 3.00",
        "    alt | pf",
        "    alt | chart: data",
        "- frame (text) at 9.00, 2.00 size 3.00 x 1.50",
        "    | in ⏎ two",
        f"- {group.name} (group) at 0.00, 0.00 size 1.00 x 0.50",
        "    - TextBox 6 (text) at 0.00, 0.00 size 1.00 x 0.50",
        "        | inner",
        "  notes | {% slide id A1 %}",
        "  notes | SAY",
    ]
