"""The plain templates of the peers, built by code: one layout, each peer's own tags."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches, Pt

FIELDS = ("segment", "owner", "revenue", "growth", "share", "status")
COLUMNS = ("item", "owner", "value")


@dataclass(frozen=True)
class Dialect:
    """How a peer writes a value, the paragraphs of the bullets, and the rows of the table. `chart` is the chart's alt text."""

    value: Callable[[str], str]
    bullets: Sequence[str]
    rows: Sequence[Sequence[str]]
    chart: str = ""
    slide_value: Callable[[str], str] | None = None
    slide_notes: str = ""


def _fixed_rows(cell: Callable[[str, int], str]) -> list[list[str]]:
    return [[cell(column, number) for column in COLUMNS] for number in range(8)]


DIALECTS: dict[str, Dialect] = {
    "planforge": Dialect(
        lambda name: "{{ " + name + " }}",
        ["{% bullet for b in bullets %}{{ b }}"],
        [["{% row for r in rows %}{{ r.item }}", "{{ r.owner }}", "{{ r.value }}"]],
        "pf\nchart: chart",
        lambda name: "{{ r." + name + " }}",
        "{% slide for r in records %}\n{{ r.note }}",
    ),
    "docxtemplater": Dialect(
        lambda name: "{" + name + "}",
        ["{#bullets}", "{.}", "{/bullets}"],
        [["{#rows}{item}", "{owner}", "{value}{/rows}"]],
    ),
    "carbone": Dialect(
        lambda name: "{d." + name + "}",
        ["{d.bullets[i].text}", "{d.bullets[i+1].text}"],
        [[f"{{d.rows[{index}].{column}}}" for column in COLUMNS] for index in ("i", "i+1")],
    ),
    "pptx-renderer": Dialect(
        lambda name: "{{{" + name + "}}}",
        ["{{{'\\n'.join(bullets)}}}"],
        [],
        slide_value=lambda name: "{{{r['" + name + "']}}}",
        slide_notes="{{{r['note']}}}",
    ),
    "pptxtpl": Dialect(
        lambda name: "{{ " + name + " }}",
        ["{{ bullets[" + str(number) + "] }}" for number in range(4)],
        _fixed_rows(lambda column, number: f"{{{{ rows[{number}].{column} }}}}"),
    ),
    "python-pptx-templater": Dialect(
        lambda name: "{{ " + name + " }}",
        ["x"],
        [["x", "x", "x"]],
        slide_value=lambda name: "{{ r." + name + " }}",
        slide_notes="{{ r.note }}",
    ),
    "pptx-template-engine": Dialect(
        lambda name: "{" + name + "}",
        ["{bullet" + str(number) + "}" for number in range(4)],
        _fixed_rows(lambda column, number: "{" + column + str(number) + "}"),
    ),
    "pptx-automizer": Dialect(lambda name: name, ["bullet"], [["x", "x", "x"]], slide_notes="notes"),
}
DIALECTS["easy-template-x"] = DIALECTS["docxtemplater"]


def _box(slide: Any, name: str, texts: Sequence[str], place: tuple[float, float, float, float]) -> None:
    shape = slide.shapes.add_textbox(*map(Inches, place))
    shape.name = name
    for number, text in enumerate(texts):
        paragraph = shape.text_frame.paragraphs[0] if number == 0 else shape.text_frame.add_paragraph()
        paragraph.add_run().text = text
        paragraph.runs[0].font.size = Pt(12)


def _chart(slide: Any, alt: str) -> None:
    data = CategoryChartData()
    data.categories = ["a", "b"]
    data.add_series("Revenue", (1, 2))
    frame = slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, Inches(7), Inches(2), Inches(5.8), Inches(4.5), data)
    frame.name = "chart"
    if alt:
        frame._element.nvGraphicFramePr.cNvPr.set("descr", alt)


def template(peer: str, job: str, typo: bool = False) -> bytes:
    """A peer's template for a job. With `typo`, the owner's tag on the sheet is misspelled."""
    dialect = DIALECTS[peer]
    presentation = Presentation()
    presentation.slide_width, presentation.slide_height = Inches(13.333), Inches(7.5)
    slide = presentation.slides.add_slide(presentation.slide_layouts[5])
    value = dialect.value if job == "files" else dialect.slide_value or dialect.value
    slide.shapes.title.name = "title"
    slide.shapes.title.text = value("name")
    if job == "files":
        for number, field in enumerate(FIELDS):
            _box(slide, field, [value("ownr" if typo and field == "owner" else field)], (0.5 + 2.1 * number, 1.3, 2, 0.5))
        _box(slide, "bullets", dialect.bullets, (0.5, 2, 6, 1.6))
        _rows(slide, peer, dialect)
    elif dialect.slide_notes:
        slide.notes_slide.notes_text_frame.text = dialect.slide_notes
    _chart(slide, dialect.chart.replace("chart: chart", "chart: r.chart") if job == "slides" else dialect.chart)
    out = io.BytesIO()
    presentation.save(out)
    return out.getvalue()


def _rows(slide: Any, peer: str, dialect: Dialect) -> None:
    if not dialect.rows:
        _box(slide, "table", ["{{{matrix:table()}}}"], (0.5, 3.8, 6, 2.7))
        return
    rows = [["Item", "Owner", "Value"], *dialect.rows]
    frame = slide.shapes.add_table(len(rows), 3, Inches(0.5), Inches(3.8), Inches(6), Inches(0.3 * len(rows)))
    frame.name = "table"
    if peer == "planforge":
        frame._element.nvGraphicFramePr.cNvPr.set("descr", "pf\npage: auto")
    for r, texts in enumerate(rows):
        frame.table.rows[r].height = Inches(0.3)
        for c, text in enumerate(texts):
            frame.table.cell(r, c).text = text
            frame.table.cell(r, c).text_frame.paragraphs[0].runs[0].font.size = Pt(11)
