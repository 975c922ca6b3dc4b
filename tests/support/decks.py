"""Small tagged presentations for tests, made with python-pptx, and ways to look into results."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches, Pt

from support.archive import check_archive

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"


class Deck:
    """Builds a template of 13.333 x 7.5 inches."""

    def __init__(self) -> None:
        self.presentation = Presentation()
        self.presentation.slide_width, self.presentation.slide_height = Inches(13.333), Inches(7.5)
        self.slide: Any = None

    def add(self, title: str = "Title", notes: str = "", layout: int = 5) -> Any:
        self.slide = self.presentation.slides.add_slide(self.presentation.slide_layouts[layout])
        if self.slide.shapes.title is not None:
            self.slide.shapes.title.text_frame.text = title
        if notes:
            self.slide.notes_slide.notes_text_frame.text = notes
        return self.slide

    def text(self, text: str, name: str = "box", box: Sequence[float] = (1, 2, 5, 1), alt: str = "", size: float = 12) -> Any:
        shape = self.slide.shapes.add_textbox(*map(Inches, box))
        shape.name = name
        shape.text_frame.word_wrap = True
        shape.text_frame.text = text
        for paragraph in shape.text_frame.paragraphs:
            for run in paragraph.runs:
                run.font.size = Pt(size)
        return described(shape, alt)

    def runs(self, *texts: str, name: str = "box", box: Sequence[float] = (1, 2, 5, 1)) -> Any:
        """A text box with one paragraph; every second run is bold."""
        shape = self.slide.shapes.add_textbox(*map(Inches, box))
        shape.name = name
        for number, text in enumerate(texts):
            run = shape.text_frame.paragraphs[0].add_run()
            run.text = text
            run.font.bold = bool(number % 2)
        return shape

    def table(
        self, rows: Sequence[Sequence[str]], name: str = "table", box: Sequence[float] = (1, 2, 8, 0.4), alt: str = "", size: float = 12
    ) -> Any:
        frame = self.slide.shapes.add_table(len(rows), len(rows[0]), *map(Inches, box))
        frame.name = name
        for r, row in enumerate(rows):
            frame.table.rows[r].height = Inches(box[3] / len(rows))
            for c, text in enumerate(row):
                frame.table.cell(r, c).text = text
                for paragraph in frame.table.cell(r, c).text_frame.paragraphs:
                    for run in paragraph.runs:
                        run.font.size = Pt(size)
        return described(frame, alt)

    def rectangle(self, text: str, name: str = "frame", box: Sequence[float] = (1, 2, 4, 3), alt: str = "") -> Any:
        shape = self.slide.shapes.add_shape(1, *map(Inches, box))
        shape.name = name
        shape.text_frame.text = text
        return described(shape, alt)

    def chart(self, name: str = "chart", alt: str = "", series: Sequence[str] = ("Revenue",)) -> Any:
        data = CategoryChartData()
        data.categories = ["a", "b", "c"]
        for number, label in enumerate(series):
            data.add_series(label, [1 + number, 2, 3])
        frame = self.slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, Inches(1), Inches(2), Inches(5), Inches(3), data)
        frame.name = name
        return described(frame, alt)

    @property
    def bytes(self) -> bytes:
        out = io.BytesIO()
        self.presentation.save(out)
        return out.getvalue()


def described(shape: Any, alt: str) -> Any:
    if alt:
        shape._element[0].find(f"{P}cNvPr").set("descr", alt)
    return shape


def alt_text(shape: Any) -> str | None:
    return shape._element[0].find(f"{P}cNvPr").get("descr")


def opened(data: bytes) -> Any:
    return Presentation(io.BytesIO(data))


def shape(slide: Any, name: str) -> Any:
    return next(item for item in slide.shapes if item.name == name)


def names(slide: Any) -> list[str]:
    return [item.name for item in slide.shapes]


def cells(table_shape: Any) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table_shape.table.rows]


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def check_package(data: bytes) -> None:
    """What PowerPoint insists on: every target exists, every part has a type, ids are unique, nothing is shared that must not be."""
    assert check_archive(data, tags_allowed=True, clock_allowed=True) == []
    found = parts(data)
    assert next(iter(found)) == "[Content_Types].xml"
    types = etree.fromstring(found["[Content_Types].xml"])
    typed = {e.get("PartName").lstrip("/") for e in types if e.get("PartName")}
    extensions = {e.get("Extension").lower() for e in types if e.get("Extension")}
    assert typed <= set(found), typed - set(found)
    owners: dict[str, list[str]] = {}
    for name, text in found.items():
        assert name in typed or name.rpartition(".")[2].lower() in extensions or name == "[Content_Types].xml", name
        if not name.endswith(".rels"):
            continue
        folder = name.replace("_rels/", "").rpartition("/")[0]
        source = name.replace("_rels/", "").removesuffix(".rels")
        assert source == "" or source in found, name
        ids = [link.get("Id") for link in etree.fromstring(text)]
        assert len(ids) == len(set(ids)), name
        for link in etree.fromstring(text):
            if link.get("TargetMode") == "External":
                continue
            target = _target(folder, link.get("Target"))
            assert target in found, (name, link.get("Target"))
            owners.setdefault(target, []).append(source)
    for target, sources in owners.items():
        if target.startswith(("ppt/charts/chart", "ppt/embeddings/", "ppt/notesSlides/")):
            assert len(sources) == 1, (target, sources)
    for name, text in found.items():
        if name.startswith("ppt/slides/slide"):
            root = etree.fromstring(text)
            ids = [e.get("id") for e in root.iter(f"{P}cNvPr") if next(e.iterancestors(f"{MC}Fallback"), None) is None]
            assert len(ids) == len(set(ids)), (name, ids)
            links = etree.fromstring(found[name.replace("slides/", "slides/_rels/") + ".rels"])
            known = {link.get("Id") for link in links}
            used = {v for e in root.iter() for k, v in e.attrib.items() if "officeDocument/2006/relationships" in k and v}
            assert used <= known, (name, used - known)
    root = etree.fromstring(found["ppt/presentation.xml"])
    listed = [int(e.get("id")) for e in root.iter(f"{P}sldId")]
    assert len(set(listed)) == len(listed)
    assert all(256 <= ident < 2**31 for ident in listed)


def _target(folder: str, target: str) -> str:
    if target.startswith("/"):
        return target.lstrip("/")
    steps = [step for step in folder.split("/") if step]
    for step in target.split("/"):
        if step == "..":
            steps.pop()
        else:
            steps.append(step)
    return "/".join(steps)
