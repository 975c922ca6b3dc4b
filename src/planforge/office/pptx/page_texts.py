"""Texts that are known only when the pages are: page counts in titles, warnings in notes."""

from __future__ import annotations

from collections.abc import Sequence

from planforge.office.pptx.drafts import Draft, HeldText, settled
from planforge.office.pptx.inherit import Spacing
from planforge.office.pptx.notes import WARNINGS
from planforge.office.pptx.pages import Page
from planforge.office.pptx.text_body import BodyStyle, Paragraphs, ParagraphStyle, Run, RunStyle, TextWriter, measure, plain_text, shortened

NOTES_BODY = BodyStyle("<p:txBody><a:bodyPr/><a:lstStyle/>", "</p:txBody>", 0, 0, "")
"""The text of a notes page that the template does not have."""
_NOTES_RUN = RunStyle("", 12, False, False, False, "")
_NOTES_PARAGRAPH = ParagraphStyle("", "", 12, Spacing())
_QUOTED = 40
_TITLE_SHARES = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5)
"""Widths tried until a title and its page count fit."""


def title_xml(item: HeldText, page: Page, writer: TextWriter, lang: str) -> str:
    """A title or notes text. A title is cut so that its page count still fits."""
    body = item.body
    shown = counted(item.paragraphs, page, lang)
    if not body.measured or not body.height:
        return writer.write(body, shown)
    if body.cut and measure(body, shown, body.width)[0] > body.cut:
        page.draft.cuts.append((body.shape, plain_text(item.paragraphs)))
        for share in _TITLE_SHARES:
            short, _ = shortened(body, item.paragraphs, body.width * share, body.cut)
            shown = counted(short, page, lang)
            if measure(body, shown, body.width)[0] <= body.cut:
                break
    return writer.write(body, shown, head=settled(page.draft, body, shown))


def counted(paragraphs: Paragraphs, page: Page, lang: str) -> Paragraphs:
    """A title with its page count, when it stands on several pages."""
    if page.title_count == 1 or not paragraphs:
        return paragraphs
    number, pages = page.title_number, page.title_count
    suffix = f"（{number}/{pages}）" if lang.startswith("zh") else f" ({number}\u00a0of\u00a0{pages})"
    *before, (style, runs) = paragraphs
    last = runs[-1] if runs else Run(_NOTES_RUN, "")
    plain = Run(last.style, suffix, (last.look[0], last.look[1], 1.0, 0.0, ""))
    return [*before, (style, [*runs, plain])]


def warned(paragraphs: Paragraphs, warnings: Sequence[str], lang: str) -> Paragraphs:
    """Notes with the full text of what was cut, under their heading for warnings."""
    if not warnings:
        return paragraphs
    heading = WARNINGS["zh" if lang.startswith("zh") else "en"]
    style, run = _NOTES_PARAGRAPH, _NOTES_RUN
    for own, runs in paragraphs:
        if runs:
            style, run = own, runs[0].style
    present = any(line.strip().startswith(heading) for line in plain_text(paragraphs).splitlines())
    lines = warnings if present else (heading, *warnings)
    return [*paragraphs, *((style, [Run(run, line)]) for line in lines)]


def misfits(draft: Draft, index: int) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """What was cut on a page of a draft, as shape and full text, and what does not fit, as shape and what is wrong."""
    cuts = list(draft.cuts) if index == 0 else []
    overflows = list(draft.overflows) if index == 0 else []
    for table in draft.tables:
        if index >= len(table.pages):
            continue
        cuts += ((table.style.name, text) for row in table.pages[index].rows for text in row.cut)
        if table.pages[index].fault:
            overflows.append((table.style.name, table.pages[index].fault))
    return cuts, overflows


def quoted(text: str) -> str:
    """The beginning of a text in quotes, to tell it from others of the same shape."""
    flat = " ".join(text.split())
    return f"“{flat}”" if len(flat) <= _QUOTED else f"“{flat[:_QUOTED].rstrip()}…”"
