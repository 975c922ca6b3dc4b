"""Checks a template: everything that stops it from being compiled, and everything that would look wrong in the result.

`lint_deck` and `lint_workbook` return every finding at once, in the order of slides and shapes, or sheets and cells. What compiles wrongly
is found by the compilers themselves; the checks of slides are in the modules `lint_objects` and `lint_text`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from jinja2 import TemplateSyntaxError, nodes
from lxml import etree

from planforge.diagnostics.finding import Finding, Severity
from planforge.errors import TemplateError
from planforge.office.compile import read_slides
from planforge.office.frame import Visual
from planforge.office.lint_objects import check_page
from planforge.office.lint_pages import Page, PageReader
from planforge.office.lint_rules import NO_TAGS, SLIDE_ID_TWICE, SMART_ART, UNKNOWN_SLIDE, UNKNOWN_TEXT
from planforge.office.lint_tables import TableLooks
from planforge.office.lint_text import FontUse, check_leftovers, check_repairs, check_texts
from planforge.office.lint_unread import check_alt_texts, check_layouts
from planforge.office.markup import P14
from planforge.office.names import NameCheck
from planforge.office.package import parse_xml, read_parts
from planforge.office.pptx.presentation import Presentation, read_presentation
from planforge.office.pptx.sources import check_copies
from planforge.office.problems import (
    BAD_TAG,
    DAMAGED,
    UNKNOWN_NAME,
    UNSUPPORTED,
    Place,
    Problems,
    TemplateFinding,
    TemplateProblems,
    did_you_mean,
)
from planforge.office.program import Program
from planforge.office.tones import TONES

_BROKEN = (etree.XMLSyntaxError, LookupError, ValueError, AssertionError)
"""What reading a damaged part raises: text that is no XML, a part that is gone, a number that is none, an element that is missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SlideName:
    """What a slide of a template is called: its number, its id and its title as written."""

    number: int
    ident: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Linted:
    """All findings of a template. `slides` is empty for a workbook."""

    name: str
    findings: tuple[Finding, ...]
    slides: tuple[SlideName, ...] = ()


def lint_deck(
    source: Path | bytes,
    *,
    context: type | None = None,
    visuals: Mapping[str, Visual] | None = None,
    texts: Collection[str] | None = None,
    name: str = "",
) -> Linted:
    """Everything that is wrong with a presentation template.

    Args:
        source: a .pptx file or its bytes.
        context: the dataclass whose fields tags may name; None leaves names unchecked.
        visuals: the drawings that component frames may name.
        texts: the keys that `t()` may ask for; None leaves them unchecked.
        name: what to call the template; the file's name when empty.

    Raises:
        TemplateError: the file cannot be read as a presentation.
    """
    label = name or (source.name if isinstance(source, Path) else "")
    parts = read_parts(source, label)
    problems = Problems()
    try:
        presentation = read_presentation(parts)
        pages = PageReader(parts, presentation).pages()
    except _BROKEN as error:
        raise TemplateError(f"{label or 'The template'} is damaged: a part is missing or broken ({error}).", DAMAGED.fix) from error
    for check in (partial(_check_tags, context, dict(visuals or {}), texts), _check_slides, _check_copies):
        try:
            check(parts, presentation, pages, problems)
        except _BROKEN as error:
            problems.add(DAMAGED, Place(), f"a part is damaged or missing ({error or 'it is not as it should be'})")
    names = tuple(SlideName(number=page.number, ident=page.ident, title=page.title) for page in pages)
    return Linted(name=label, findings=tuple(_ordered(problems, pages)), slides=names)


def _check_tags(
    context: type | None,
    visuals: dict[str, Visual],
    texts: Collection[str] | None,
    parts: dict[str, bytes],
    presentation: Presentation,
    pages: list[Page],
    problems: Problems,
) -> None:
    """What the compiler finds, and text keys and slide ids that do not exist."""
    try:
        program = read_slides(parts, presentation, visuals, problems).program
        tree = program.parsed()
    except TemplateProblems as error:
        problems.findings += [finding for finding in error.findings if finding not in problems.findings]
        return
    except TemplateError as error:
        problems.add(UNSUPPORTED, Place(), error.message)
        return
    except TemplateSyntaxError as error:
        # Every tag was read on its own before, so what broke the whole has mostly been noted.
        if not any(finding.severity is Severity.ERROR for finding in problems.findings):
            problems.add(BAD_TAG, Place(), f"the tags do not fit together: {error.message}")
        return
    NameCheck(context, problems, program.place).run(tree)
    known = {page.ident for page in pages if page.ident}
    for place, node in (*_calls(tree, program), *_section_calls(parts, presentation, program)):
        _check_call(node, place, texts, known, problems)


def _calls(tree: nodes.Template, program: Program) -> Iterator[tuple[Place, nodes.Expr]]:
    for node in tree.find_all((nodes.Call, nodes.Filter)):
        yield program.place(node.lineno), node


def _section_calls(parts: dict[str, bytes], presentation: Presentation, program: Program) -> Iterator[tuple[Place, nodes.Expr]]:
    """The calls in the names of sections."""
    for section in parse_xml(parts[presentation.part]).iter(f"{P14}section"):
        name = section.get("name") or ""
        try:
            tree = program.env.parse(name)
        except TemplateSyntaxError:
            continue
        for node in tree.find_all((nodes.Call, nodes.Filter)):
            yield Place(part=f"section {name}"), node


def _check_call(node: nodes.Expr, place: Place, texts: Collection[str] | None, slides: Collection[str], problems: Problems) -> None:
    """A text key, slide id or tone that is written out must exist; one that is computed is known only when the deck is made."""
    function = node.node.name if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name) else getattr(node, "name", "")
    arguments = node.args if isinstance(node, (nodes.Call, nodes.Filter)) else []
    first = arguments[0].value if arguments and isinstance(arguments[0], nodes.Const) else None
    if not isinstance(first, str):
        return
    if function == "t" and texts is not None and first not in texts:
        problems.add(UNKNOWN_TEXT, place, f"there is no text '{first}'{did_you_mean(first, texts)}")
    elif function in ("page_of", "slide_link") and first and first not in slides:
        problems.add(UNKNOWN_SLIDE, place, f"no slide has the id '{first}'{did_you_mean(first, slides)}")
    elif function in ("tone", "fill") and first and first not in TONES:
        problems.add(UNKNOWN_NAME, place, f"there is no tone '{first}'{did_you_mean(first, TONES)}")


def _check_slides(parts: dict[str, bytes], presentation: Presentation, pages: list[Page], problems: Problems) -> None:
    looks = TableLooks(parts, next((link.target for link in presentation.links if link.kind == "tableStyles"), ""))
    fonts = FontUse()
    directed = any(item.block.attribute for page in pages for item in page.items)
    if not directed and not any(_tagged({part: parts[part]}) for page in pages for part in page.texts):
        problems.add(NO_TAGS, Place(), "no slide has a tag")
    _check_ids(pages, problems)
    check_layouts(pages, problems)
    for page in pages:
        check_page(page, parts, problems)
        check_alt_texts(page.items, problems)
        check_leftovers(page.items, problems)
        check_repairs(page.items, problems)
        check_texts(page, looks, fonts, problems)
    fonts.report(problems)


def _check_copies(parts: dict[str, bytes], presentation: Presentation, _: list[Page], problems: Problems) -> None:
    check_copies(parts, presentation, problems)


def _check_ids(pages: list[Page], problems: Problems) -> None:
    """Slides may share an id when one goes on with the other, or when each has a condition, as with and without data."""
    first: dict[str, Page] = {}
    for before, page in zip([None, *pages], pages, strict=False):
        other = first.setdefault(page.ident, page) if page.ident else page
        goes_on = before is not None and before.ident == page.ident
        if other is not page and not goes_on and not (other.conditional and page.conditional):
            place = Place(page.number, part="notes", tag=f"{{% slide id {page.ident} %}}")
            problems.add(SLIDE_ID_TWICE, place, f"slide {other.number} has the id '{page.ident}' too")


def _ordered(problems: Problems, pages: list[Page]) -> Iterator[Finding]:
    """The findings by slide and shape; SmartArt with tags is not reported a second time as SmartArt."""
    order = {(page.number, item.place.shape): position for page in pages for position, item in reversed(list(enumerate(page.items)))}
    placed = [finding for finding in problems.findings if isinstance(finding, TemplateFinding)]
    refused = {(f.place.slide, f.place.shape) for f in placed if f.code == UNSUPPORTED.code}

    def key(finding: TemplateFinding) -> tuple[int, int, str, int, str]:
        place = finding.place
        position = order.get((place.slide, place.shape), len(order) if place.part == "notes" else -1)
        return place.slide, position, place.part, place.paragraph, finding.code

    for finding in sorted(placed, key=key):
        if finding.code != SMART_ART.code or (finding.place.slide, finding.place.shape) not in refused:
            yield finding


def _tagged(parts: Mapping[str, bytes]) -> bool:
    """True when any text of a package holds the beginning of a tag."""
    return any(b"{{" in data or b"{%" in data or "｛".encode() in data for name, data in parts.items() if name.endswith(".xml"))


def lint_workbook(source: Path | bytes, *, context: type | None = None, name: str = "") -> Linted:
    """Everything that is wrong with a workbook template, by the compiler of workbooks.

    Raises:
        TemplateError: the file cannot be read as a workbook.
    """
    from planforge.office.xlsx import compile_workbook

    label = name or (source.name if isinstance(source, Path) else "")
    try:
        if not _tagged(read_parts(source, label)):
            return Linted(name=label, findings=(NO_TAGS.finding("workbook: the workbook has no tag"),))
        compile_workbook(source, context=context, name=label)
    except TemplateProblems as error:
        return Linted(name=label, findings=error.findings)
    except _BROKEN as error:
        raise TemplateError(
            f"{label or 'The template'} is damaged: a part is missing or broken ({error}).", "Open it in Excel and save it again."
        ) from error
    return Linted(name=label, findings=())
