"""One run of a Python peer: does a job in its own environment and prints how long it took, without starting and importing.

    python python_peers.py PEER JOB DATA.json TEMPLATE.pptx OUT

Jobs: `files` (one file for each record), `slides` (one file with a slide for each record).
"""

import json
import sys
import time
from pathlib import Path

FIELDS = ("segment", "owner", "revenue", "growth", "share", "status")


def planforge():
    from planforge.office.compile import compile_template
    from planforge.office.rich import ChartData, Series

    def ready(record):
        series = Series(name="Revenue", values=tuple(record["values"]))
        return {**record, "chart": ChartData(categories=tuple(record["categories"]), series=(series,))}

    def files(template, records, out):
        compiled = compile_template(template)
        for number, record in enumerate(records):
            (out / f"{number}.pptx").write_bytes(compiled.render(ready(record)).data)

    def slides(template, records, out):
        (out / "deck.pptx").write_bytes(compile_template(template).render({"records": [ready(record) for record in records]}).data)

    return files, slides


def python_pptx():
    from pptx import Presentation
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_CHART_TYPE
    from pptx.util import Inches, Pt

    def sheet(presentation, record, full):
        slide = presentation.slides.add_slide(presentation.slide_layouts[5])
        slide.shapes.title.text = record["name"]
        if full:
            for number, field in enumerate(FIELDS):
                box = slide.shapes.add_textbox(Inches(0.5 + 2.1 * number), Inches(1.3), Inches(2), Inches(0.5))
                box.text_frame.text = record[field]
                box.text_frame.paragraphs[0].runs[0].font.size = Pt(12)
            frame = slide.shapes.add_textbox(Inches(0.5), Inches(2), Inches(6), Inches(1.6)).text_frame
            for number, bullet in enumerate(record["bullets"]):
                paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
                paragraph.text = bullet
                paragraph.runs[0].font.size = Pt(12)
            rows = record["rows"]
            table = slide.shapes.add_table(len(rows) + 1, 3, Inches(0.5), Inches(3.8), Inches(6), Inches(0.3 * (len(rows) + 1))).table
            for r, cells in enumerate([("Item", "Owner", "Value"), *((row["item"], row["owner"], row["value"]) for row in rows)]):
                table.rows[r].height = Inches(0.3)
                for c, text in enumerate(cells):
                    table.cell(r, c).text = text
                    table.cell(r, c).text_frame.paragraphs[0].runs[0].font.size = Pt(11)
        data = CategoryChartData()
        data.categories = record["categories"]
        data.add_series("Revenue", record["values"])
        slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, Inches(7), Inches(2), Inches(5.8), Inches(4.5), data)
        if not full:
            slide.notes_slide.notes_text_frame.text = record["note"]

    def blank():
        presentation = Presentation()
        presentation.slide_width, presentation.slide_height = Inches(13.333), Inches(7.5)
        return presentation

    def files(template, records, out):
        for number, record in enumerate(records):
            presentation = blank()
            sheet(presentation, record, True)
            presentation.save(out / f"{number}.pptx")

    def slides(template, records, out):
        presentation = blank()
        for record in records:
            sheet(presentation, record, False)
        presentation.save(out / "deck.pptx")

    return files, slides


def pptx_renderer():
    from pptx_renderer import PPTXRenderer

    def ready(record):
        return {**record, "matrix": [["Item", "Owner", "Value"], *([r["item"], r["owner"], r["value"]] for r in record["rows"])]}

    def files(template, records, out):
        for number, record in enumerate(records):
            PPTXRenderer(template).render(out / f"{number}.pptx", ready(record))

    def slides(template, records, out):
        loop = {"start": 0, "end": 0, "variable": "r", "iterable": records}
        PPTXRenderer(template).render(out / "deck.pptx", {}, loop_groups=[loop])

    return files, slides


def pptxtpl():
    import contextlib
    import io

    from pptxtpl.PptxDocument import PptxDocument

    def files(template, records, out):
        for number, record in enumerate(records):
            with contextlib.redirect_stdout(io.StringIO()) as said:
                document = PptxDocument(template)
                document.render(record)
                document.save(out / f"{number}.pptx")
            undefined = [line for line in said.getvalue().splitlines() if "undefined" in line]
            if undefined:
                print(undefined[0], file=sys.stderr)

    return files, None


def python_pptx_templater():
    from pptx_templater.core import convert

    def slides(template, records, out):
        pages = [{"layoutSlideNum": 0, "text": {"r": record}} for record in records]
        convert(template, str(out / "deck.pptx"), {"slides": pages})

    return None, slides


def main():
    peer, job, data, template, out = sys.argv[1:]
    files, slides = globals()[peer.replace("-", "_")]()
    action = files if job == "files" else slides
    if action is None:
        print(json.dumps({"unable": True}))
        return
    records = json.loads(Path(data).read_text(encoding="utf-8"))
    source = Path(template) if peer == "planforge" else template
    start = time.perf_counter()
    action(source, records, Path(out))
    print(json.dumps({"seconds": time.perf_counter() - start}))


if __name__ == "__main__":
    main()
