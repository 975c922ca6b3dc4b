"""One test for each line of the two tables of the template syntax: what a designer wants, what is written, where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from pptx.util import Emu

from planforge.office import compile_template
from planforge.office.pptx.drawing import Canvas, Style
from planforge.office.problems import TemplateProblems
from planforge.office.rich import ChartData, Rich, Series, Span
from support.decks import A, Deck, P, alt_text, cells, check_package, described, names, opened, shape
from support.pictures import png

INCH = Emu(914400)


@dataclass(frozen=True)
class Item:
    name: str
    on: bool = True
    tone: str = ""
    parts: tuple[str, ...] = ()


ITEMS = (Item("one", tone="good", parts=("a", "b")), Item("two", on=False), Item("three", tone="bad", parts=("c",)))


def rendered(deck: Deck, **context: Any) -> Any:
    visuals = context.pop("visuals", None)
    texts = context.pop("texts", str)
    result = compile_template(deck.bytes, visuals=visuals).render({"items": ITEMS, **context}, texts=texts)
    check_package(result.data)
    return result


def slides_of(deck: Deck, **context: Any) -> list[Any]:
    return list(opened(rendered(deck, **context).data).slides)


def titles(deck: Deck, **context: Any) -> list[str]:
    return [slide.shapes.title.text_frame.text for slide in slides_of(deck, **context)]


def text_of(text: str, **context: Any) -> str:
    deck = Deck()
    deck.add()
    deck.text(text)
    return str(shape(slides_of(deck, **context)[0], "box").text_frame.text)


def table_of(rows: list[list[str]], alt: str = "", **context: Any) -> list[list[str]]:
    deck = Deck()
    deck.add()
    deck.table(rows, alt=alt)
    return cells(shape(slides_of(deck, **context)[0], "table"))


# ---------------------------------------------------------------- text, rows, columns


def test_values_and_conditions_in_text() -> None:
    text = "{{ items[0].name | upper }}: {% if items[0].on %}on{% else %}off{% endif %} {% for i in items %}{{ i.name }} {% endfor %}"
    assert text_of(text) == "ONE: on one two three "


def test_one_bullet_per_item() -> None:
    assert text_of("Risks\n{% bullet for i in items %}{{ i.name }}!\nEnd") == "Risks\none!\ntwo!\nthree!\nEnd"


def test_one_row_per_item() -> None:
    assert table_of([["Name"], ["{% row for i in items %}{{ i.name }}"]]) == [["Name"], ["one"], ["two"], ["three"]]


def test_one_column_per_item() -> None:
    rows = [["", "{% col for i in items %}{{ i.name }}"], ["on", "{{ i.on }}"]]
    assert table_of(rows) == [["", "one", "two", "three"], ["on", "True", "False", "True"]]


def test_skip_a_row() -> None:
    assert table_of([["{% row for i in items %}{% row if i.on %}{{ i.name }}"]]) == [["one"], ["three"]]
    assert table_of([["a"], ["{% row if items[1].on %}b"], ["{% row if items[0].on %}c"]]) == [["a"], ["c"]]


def test_skip_a_bullet() -> None:
    assert text_of("{% bullet for i in items %}{% bullet if i.on %}{{ i.name }}") == "one\nthree"
    assert text_of("a\n{% bullet if items[1].on %}b\n{% bullet if items[0].on %}c") == "a\nc"
    assert text_of("{% bullet if items %}{% bullet for i in items %}{{ i.name }}") == "one\ntwo\nthree"


def test_skip_a_column() -> None:
    assert table_of([["a", "{% col if items[1].on %}b", "{% col if items[0].on %}c"], ["1", "2", "3"]]) == [["a", "c"], ["1", "3"]]


def test_bullets_nest_in_a_loop_over_paragraphs() -> None:
    text = "{% for i in items %}\n{{ i.name }}\n{% bullet for p in i.parts %}- {{ p }}\n{% endfor %}"
    assert text_of(text) == "one\n- a\n- b\ntwo\nthree\n- c"


def test_shade_a_cell_by_value() -> None:
    deck = Deck()
    deck.add()
    deck.table([["{% row for i in items %}{{ i.name | fill(i.tone) }}"]])
    frame = shape(slides_of(deck)[0], "table")
    found = [cell._tc.tcPr.find(f"{A}solidFill/{A}schemeClr") for row in frame.table.rows for cell in row.cells]
    assert [colour.get("val") if colour is not None else "" for colour in found] == ["accent3", "", "accent5"]


def test_merge_equal_cells_down() -> None:
    deck = Deck()
    deck.add()
    deck.table([["{% row for r in rows %}{{ r[0] | merge_down }}", "{{ r[1] }}"]])
    rows = [("North", "a"), ("North", "b"), ("South", "c")]
    frame = shape(slides_of(deck, rows=rows)[0], "table")
    spans = [row.cells[0]._tc.get("rowSpan") or row.cells[0]._tc.get("vMerge") for row in frame.table.rows]
    assert spans == ["2", "1", None]
    assert cells(frame) == [["North", "a"], ["", "b"], ["South", "c"]]


def test_blocks_of_several_rows() -> None:
    rows = [["{% row for i in items %}{{ i.name }}"], ["{{ i.on }}{% row endfor %}"], ["end"]]
    assert table_of(rows) == [["one"], ["True"], ["two"], ["False"], ["three"], ["True"], ["end"]]


def test_language() -> None:
    assert text_of("{{ t('next_steps') }}", texts={"next_steps": "下一步"}.__getitem__) == "下一步"


# ---------------------------------------------------------------- slides


def test_one_slide_per_item() -> None:
    deck = Deck()
    deck.add("{{ i.name }}", notes="{% slide for i in items %}\nSay {{ i.name }}")
    assert titles(deck) == ["one", "two", "three"]
    assert [s.notes_slide.notes_text_frame.text for s in slides_of(deck)] == ["Say one", "Say two", "Say three"]


def test_several_slides_per_item() -> None:
    deck = Deck()
    deck.add("{{ i.name }} 1", notes="{% slide for i in items %}")
    deck.add("{{ i.name }} 2")
    deck.add("{{ i.name }} 3", notes="{% slide endfor %}")
    deck.add("end")
    assert titles(deck) == [f"{name} {number}" for name in ("one", "two", "three") for number in (1, 2, 3)] + ["end"]


def test_slide_loops_nest() -> None:
    deck = Deck()
    deck.add("{{ i.name }}", notes="{% slide for i in items %}")
    deck.add("{{ i.name }}.{{ p }}", notes="{% slide for p in i.parts %}")
    deck.add("end of {{ i.name }}", notes="{% slide if i.on %}\n{% slide endfor %}")
    deck.add("end")
    assert titles(deck) == ["one", "one.a", "one.b", "end of one", "two", "three", "three.c", "end of three", "end"]


def test_slide_loops_nest_on_one_slide() -> None:
    deck = Deck()
    deck.add("{{ i.name }}.{{ p }}", notes="{% slide for i in items %}\n{% slide for p in i.parts %}")
    assert titles(deck) == ["one.a", "one.b", "three.c"]


def test_a_condition_over_several_slides() -> None:
    deck = Deck()
    deck.add("a", notes="{% slide if items[1].on %}")
    deck.add("b", notes="{% slide endif %}")
    deck.add("c")
    assert titles(deck) == ["c"]


def test_skip_a_slide() -> None:
    deck = Deck()
    deck.add("a", notes="{% slide if items[1].on %}")
    deck.add("b", notes="{% slide if items[0].on %}")
    assert titles(deck) == ["b"]


def test_directives_in_a_box_beside_the_slide() -> None:
    deck = Deck()
    deck.add("{{ i.name }}")
    deck.text("{% slide for i in items %}\n{% slide if i.on %}\na remark for designers", name="beside", box=(14, 1, 3, 1))
    found = slides_of(deck)
    assert [slide.shapes.title.text_frame.text for slide in found] == ["one", "three"]
    assert [names(slide) for slide in found] == [["Title 1"], ["Title 1"]]


@pytest.mark.parametrize(("most", "slides"), [("auto", 3), ("2", 20), ("", 3)])
def test_continue_a_long_table_from_the_notes(most: str, slides: int) -> None:
    deck = Deck()
    limit = f" max={most}" if most else ""
    deck.add("T", notes=f"{{% slide pages kpis_table{limit} %}}\nSay it")
    deck.table([["Name"], ["{% row for x in many %}{{ x }}"]], name="kpis_table", alt="pf\nrepeat header: 1", box=(1, 2, 8, 0.6))
    found = slides_of(deck, many=[str(n) for n in range(40)])
    assert len(found) == slides
    rows = [cells(shape(slide, "kpis_table")) for slide in found]
    assert all(page[0] == ["Name"] for page in rows)
    assert [row[0] for page in rows for row in page[1:]] == [str(n) for n in range(40)]
    assert found[0].notes_slide.notes_text_frame.text == "Say it"


def test_continue_a_long_table_from_its_alt_text() -> None:
    deck = Deck()
    deck.add("T")
    deck.table([["Name"], ["{% row for x in many %}{{ x }}"]], alt="pf\nrows: 8\nrepeat header: 1\nkeep: 2")
    found = slides_of(deck, many=[str(n) for n in range(17)])
    assert [len(cells(shape(slide, "table"))) - 1 for slide in found] == [8, 7, 2]


def test_slide_pages_names_a_table_of_the_slide() -> None:
    deck = Deck()
    deck.add("T", notes="{% slide pages kpi_table %}\n{% slide pages 'a b' max=many %}")
    deck.table([["x"]], name="kpis_table")
    deck.add("U", notes="{% slide pages 'Table 4' max=3 %}")
    deck.table([["{% row for x in items %}{{ x.name }}"]], name="Table 4")
    with pytest.raises(TemplateProblems) as caught:
        compile_template(deck.bytes)
    first, second = (f.message for f in caught.value.findings)
    assert "'slide pages' is followed by a table's name" in first
    assert second == (
        "slide 1, notes, {% slide pages kpi_table %}: there is no table 'kpi_table' on this slide; did you mean 'kpis_table'?"
    )


# ---------------------------------------------------------------- objects


def test_chart() -> None:
    deck = Deck()
    deck.add()
    deck.chart(alt="pf\nchart: revenue\nalt: Revenue {{ year }}")
    data = ChartData(("Q1", "Q2"), (Series("Revenue", (1.0, 2.0)),))
    found = shape(slides_of(deck, revenue=data, year=2025)[0], "chart")
    assert list(found.chart.plots[0].categories) == ["Q1", "Q2"]
    assert alt_text(found) == "Revenue 2025"


def test_the_axis_of_a_chart() -> None:
    deck = Deck()
    deck.add()
    deck.chart(alt="pf\nchart: revenue\naxis: 0..auto")
    found = shape(slides_of(deck, revenue=ChartData(("Q1",), (Series("Revenue", (5.0,)),)))[0], "chart")
    assert found.chart.value_axis.minimum_scale == 0


def test_series_are_matched_by_name() -> None:
    deck = Deck()
    deck.add()
    deck.chart(series=("Revenue", "Cost"), alt="pf\nchart: data\nseries: by name")
    looks = [s.format.fill for s in deck.slide.shapes[-1].chart.plots[0].series]
    for fill, colour in zip(looks, (7, 8), strict=True):
        fill.solid()
        fill.fore_color.theme_color = colour
    data = ChartData(("Q1",), (Series("Cost", (1.0,)), Series("Revenue", (5.0,))))
    found = shape(slides_of(deck, data=data)[0], "chart").chart.plots[0].series
    assert [(s.name, int(s.format.fill.fore_color.theme_color)) for s in found] == [("Cost", 8), ("Revenue", 7)]


PNG = png(10, 10)


def test_image() -> None:
    deck = Deck()
    deck.add()
    deck.rectangle("", name="logo", box=(1, 2, 4, 2), alt="pf\nimage: logo\nfit: contain\nif: logo\nalt: The logo")
    found = shape(slides_of(deck, logo=PNG)[0], "logo")
    assert (found.image.blob, found.left / INCH, found.width / INCH, alt_text(found)) == (PNG, 2, 2, "The logo")
    assert names(slides_of(deck, logo=None)[0]) == ["Title 1"]


def test_any_shape_or_group() -> None:
    deck = Deck()
    deck.add()
    lines = "if: i.on\nfor: i in items\ndir: right\ngap: 0.3cm\nmax: 6\nfill: i.tone\nlink: 'https://example.com/' ~ i.name"
    deck.rectangle("{{ i.name }}", name="card", box=(1, 2, 2, 1), alt=f"pf\n{lines}")
    slide = slides_of(deck)[0]
    found = [s for s in slide.shapes if s.name == "card"]
    assert [s.text_frame.text for s in found] == ["one", "three"]
    assert [round(s.left / INCH, 3) for s in found] == [1, 3.118]
    assert [s._element.spPr.find(f"{A}solidFill/{A}schemeClr").get("val") for s in found] == ["accent3", "accent5"]
    assert [s.click_action.hyperlink.address for s in found] == ["https://example.com/one", "https://example.com/three"]


def test_shape_if() -> None:
    deck = Deck()
    deck.add()
    deck.text("a", name="a", alt="pf\nif: items[1].on")
    deck.text("b", name="b", alt="pf\nif: items[0].on")
    assert names(slides_of(deck)[0]) == ["Title 1", "b"]


def test_table_rules_in_alt_text() -> None:
    deck = Deck()
    deck.add("T")
    rows = [["Name"], ["{% row for x in many %}{{ x }}"], ["Total"]]
    deck.table(rows, alt="pf\npage: auto\nrepeat header: 1\ntotal: last\nkeep: 2", box=(1, 2, 8, 0.9))
    found = [cells(shape(slide, "table")) for slide in slides_of(deck, many=[str(n) for n in range(20)])]
    assert len(found) == 2
    assert [page[0] for page in found] == [["Name"], ["Name"]]
    assert [page[-1] == ["Total"] for page in found] == [False, True]


class Org:
    minimum = (1.0, 1.0)

    def __call__(self, canvas: Canvas, frame: Any, people: Any) -> str:
        for number, person in enumerate(people):
            canvas.text(frame.left, frame.top + number * 0.3, 1, 0.3, person.name, Style(size=frame.minimum_font))
        return f"{len(people)} people, nothing below {frame.minimum_font:g} points"


def test_component_frame() -> None:
    deck = Deck()
    deck.add()
    deck.rectangle("people here", alt="pf\ncomponent: org_chart(items)\nmin font: 10")
    found = shape(slides_of(deck, visuals={"org_chart": Org()})[0], "frame")
    assert [s.text_frame.text for s in found.shapes] == ["one", "two", "three"]
    assert alt_text(found) == "3 people, nothing below 10 points"
    assert shape(slides_of(deck, visuals={"org_chart": Org()}, items=())[0], "frame").text_frame.text == "people here"


def test_final_alt_text() -> None:
    deck = Deck()
    deck.add()
    deck.text("x", name="with", alt='pf\nalt: First line of {{ items[0].name }}\nsecond "line" & <more>')
    deck.text("x", name="without", alt="pf\nif: items")
    deck.text("x", name="own", alt="A picture containing text")
    described(deck.text("x", name="title"), "Office wrote this")._element[0].find(f"{P}cNvPr").set("title", "pf\nalt: ours")
    slide = slides_of(deck)[0]
    found = {name: alt_text(shape(slide, name)) for name in ("with", "without", "own", "title")}
    assert found == {
        "with": 'First line of one\nsecond "line" & <more>',
        "without": None,
        "own": "A picture containing text",
        "title": "ours",
    }


def test_a_tag_in_a_link() -> None:
    deck = Deck()
    deck.add()
    box = deck.text("{{ items[0].name }}")
    box.text_frame.paragraphs[0].runs[0].hyperlink.address = "https://example.com/%7B%7B%20items[0].name%20%7D%7D"
    run = shape(slides_of(deck)[0], "box").text_frame.paragraphs[0].runs[0]
    assert (run.text, run.hyperlink.address) == ("one", "https://example.com/one")


def test_a_link_as_a_value() -> None:
    deck = Deck()
    deck.add()
    deck.text("{{ web }}")
    run = shape(slides_of(deck, web=Rich((Span("site", url="https://example.com/"),)))[0], "box").text_frame.paragraphs[0].runs[0]
    assert (run.text, run.hyperlink.address) == ("site", "https://example.com/")
