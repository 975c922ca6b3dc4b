"""The frame of a slide: title, tracker, subtitle, source line, sticker and speaker notes in their fixed order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from planforge.office.rich import Rich, Span
from planforge.office.text import fits
from planforge.review.brief import Brief
from planforge.review.context_appendix import TraceRecord
from planforge.review.context_base import SlideText
from planforge.review.numbers import NOT_APPLICABLE
from planforge.review.titles import Title, title_of
from planforge.values import RangeRef

SOURCE_WIDTH = 12.333 * 72
TRACE_LIMIT = 60


def frame(
    brief: Brief,
    slide: str,
    facts: Mapping[str, Any],
    *,
    ranges: Sequence[RangeRef] = (),
    previous: Sequence[RangeRef] = (),
    blocks: Sequence[str] = (),
    sticker: str = "",
    warnings: Sequence[str] = (),
    page: tuple[int, int] = (1, 1),
    part: str = "",
    empty: bool = False,
    records: Sequence[TraceRecord] | None = None,
    told: Sequence[str] = (),
    more: Sequence[tuple[str, Sequence[str]]] = (),
    title_share: float = 1.0,
) -> SlideText:
    """The frame texts of a slide.

    Args:
        ranges: the used cells, for the source line.
        previous: cells of the last review's workbook.
        blocks: the workbook's blocks behind the slide; their findings become warnings in the notes.
        empty: the slide has no data; its source and subtitle then only name the sheet of the first block.
        page: which page of how many; several pages get a suffix so that titles stay unique.
        part: another suffix than the page, such as which of many people a slide shows.
        records: the figures shown, when they are not all of the slide id.
        told: sentences that the notes say after those of the texts.
        more: further paragraphs of the notes, each a heading with its lines.
        title_share: how much of a title's width counts, less for slides that are two on a narrow page.
    """
    suffix = part or (brief.text("page_of", page=page[0], pages=page[1]) if page[1] > 1 else "")
    title = title_of(brief, slide, facts, suffix, share=title_share)
    sheet = brief.sheet(blocks[0]) if empty else ""
    return SlideText(
        id=slide,
        title=title.text + suffix,
        tracker=_tracker(brief, slide),
        subtitle=brief.text("empty_subtitle", sheet=sheet) if sheet else brief.say(slide, "subtitle", facts),
        source=brief.text("empty_source", sheet=sheet) if sheet else source_line(brief, slide, facts, ranges, previous),
        sticker=sticker,
        notes=notes_of(brief, slide, facts, title, blocks, warnings, records, told, more),
    )


def _tracker(brief: Brief, slide: str) -> Any:
    tracker = brief.t(f"{slide}.tracker")
    section = brief.texts.slide(slide).data.get("section")
    if not section:
        return tracker
    head = brief.t(f"section.{section}")
    if isinstance(head, str) and isinstance(tracker, str):
        return f"{head} › {tracker}"
    # In a bilingual deck the section stays in the first language, so that the line keeps one second-language tail.
    spans = tracker.spans if isinstance(tracker, Rich) else (Span(tracker),)
    return Rich((Span(brief.word(f"section.{section}") + " › "), *spans))


def source_line(brief: Brief, slide: str, facts: Mapping[str, Any], ranges: Sequence[RangeRef], previous: Sequence[RangeRef]) -> str:
    """The source line; it gives up its last ranges first when it would need a third line of 9 pt."""
    definitions = list(brief.texts.every(slide, "source", brief.language, facts))
    ranges = list(ranges)
    while True:
        line = _source(brief, ranges, previous, definitions)
        if fits(line, 9, SOURCE_WIDTH, 2, bold=False) or (len(ranges) <= 1 and len(definitions) <= 1):
            return line
        if len(ranges) > 1:
            ranges.pop()
        else:
            definitions.pop()


def _source(brief: Brief, ranges: Sequence[RangeRef], previous: Sequence[RangeRef], definitions: Sequence[str]) -> str:
    if not ranges and not definitions:
        return ""
    gap = "" if brief.chinese else " "
    before = ""
    if previous and brief.previous:
        before = brief.text("source_previous", previous_file=brief.previous.plan.source.name, previous_ranges=_joined(previous))
    line = brief.text("source", ranges=_joined(ranges), previous=before)
    return gap.join((line, *definitions))


def _joined(ranges: Sequence[RangeRef]) -> str:
    return "; ".join(str(area) for area in ranges)


def notes_of(
    brief: Brief,
    slide: str,
    facts: Mapping[str, Any],
    title: Title,
    blocks: Sequence[str] = (),
    warnings: Sequence[str] = (),
    records: Sequence[TraceRecord] | None = None,
    told: Sequence[str] = (),
    more: Sequence[tuple[str, Sequence[str]]] = (),
) -> str:
    """The speaker notes: purpose, say, ask, what the slide has in addition, trace, warnings."""
    traced = brief.trace.of(slide) if records is None else records
    data = brief.texts.slide(slide).data
    reason, consequence = brief.say(slide, "say", facts, "reason"), brief.say(slide, "say", facts, "consequence")
    parts = [
        (brief.word("notes.purpose"), [data["purpose"][brief.main]]),
        (brief.word("notes.say"), [_sentence(brief, s) for s in (title.text, reason, consequence, *told) if s]),
        (brief.word("notes.ask"), questions_asked(brief, slide)),
        *((heading, list(lines)) for heading, lines in more),
        (brief.word("notes.trace"), _trace_lines(brief, traced) or [NOT_APPLICABLE]),
        (brief.word("notes.warnings"), _warnings(brief, title, blocks, warnings)),
    ]
    return "\n\n".join("\n".join((heading, *lines)) for heading, lines in parts if lines)


def _sentence(brief: Brief, text: str) -> str:
    stop = "。" if brief.chinese else "."
    return text if text.endswith((".", "。", "?", "？", "…")) else text + stop


def questions_asked(brief: Brief, slide: str) -> list[str]:
    """The review questions of a slide as texts."""
    wanted = brief.texts.slide(slide).data.get("questions", ())
    known = {q["id"]: q for q in brief.texts.slide("questions").data["question"]}
    return [f"{id} {known[id][brief.main]}" for id in wanted]


def _trace_lines(brief: Brief, records: Sequence[TraceRecord]) -> list[str]:
    lines = [" = ".join(part for part in (r.label, r.shown, r.rule, f"{r.file}!{r.cells}" if r.cells else r.file) if part) for r in records]
    if len(lines) > TRACE_LIMIT:
        lines = [*lines[:TRACE_LIMIT], brief.text("more_lines", count=len(lines) - TRACE_LIMIT)]
    return lines


def _warnings(brief: Brief, title: Title, blocks: Sequence[str], extra: Sequence[str]) -> list[str]:
    lines = [brief.word("notes.edited")] if title.edited else []
    lines.extend(brief.finding_line(finding) for finding in brief.findings(blocks))
    lines.extend(extra)
    return lines or [brief.word("notes.no_warnings")]
