"""Compiles a .pptx template once; see `office.render` for what follows.

How it works: `pptx.presentation` takes the package apart; `pptx.slides` walks every slide and its notes in stacking order and writes
one program for the whole deck, a Jinja source in which a line is either a control tag of the template or a call that adds
something (a static piece of XML, a run in the look of a template run, a table row). Because the program is one template, slide loops,
row loops and text conditions nest in the ordinary way, and the line number of any error leads back to slide, shape and tag. Rendering
runs the program on a `pptx.collect.Collector`, which measures and pages what it is given; `pptx.assemble` then knows all page numbers and
writes the parts. Nothing edits XML after it was written, but for
slides whose objects refer to each other by id (animations, connectors, zooms): see `pptx.references`.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import CodeType
from typing import Any, cast

from jinja2 import nodes
from lxml import etree

from planforge.errors import TemplateError
from planforge.office.frame import Visual
from planforge.office.guard import TooLarge, guard
from planforge.office.names import NameCheck
from planforge.office.package import read_parts
from planforge.office.pptx.chart_compile import sound_charts
from planforge.office.pptx.inherit import Styles, theme_fonts
from planforge.office.pptx.notes import Directives
from planforge.office.pptx.part_copies import merged_media
from planforge.office.pptx.presentation import Presentation, read_presentation
from planforge.office.pptx.slides import SlideCompiler
from planforge.office.pptx.sources import read_sources
from planforge.office.problems import BAD_TAG, DAMAGED, WRONG_PLACE, Place, Problems, TemplateProblems
from planforge.office.program import Program, close_units
from planforge.office.render import CompiledTemplate, render_environment


def compile_template(
    source: Path | bytes, *, context: type | None = None, visuals: Mapping[str, Visual] | None = None, name: str = ""
) -> CompiledTemplate:
    """A presentation template ready to be rendered.

    Args:
        source: a .pptx file or its bytes.
        context: the dataclass whose fields are the names that tags may use; None leaves names unchecked until rendering.
        visuals: the drawings that component frames may name.
        name: what to call the template in messages; the file's name when empty.

    Raises:
        TemplateError: with every problem of the template at once.
    """
    label = name or (source.name if isinstance(source, Path) else "")
    parts = read_parts(source, label)
    try:
        return _compiled(sound_charts(merged_media(parts)), context, dict(visuals or {}), label)
    except RecursionError as error:
        raise TemplateError(f"{label or 'The template'} holds objects too deep inside one another.", "Ungroup what is grouped.") from error
    except (etree.XMLSyntaxError, KeyError) as error:
        place, problems = Place(), Problems()
        problems.add(DAMAGED, place, f"a part is damaged or missing ({error})")
        raise TemplateProblems(label, tuple(problems.findings)) from error


def _compiled(parts: dict[str, bytes], context: type | None, visuals: dict[str, Visual], label: str) -> CompiledTemplate:
    presentation = read_presentation(parts)
    problems = Problems()
    compiler = read_slides(parts, presentation, visuals, problems)
    program = compiler.program
    try:
        tree = program.parsed()
    except Exception:
        problems.raise_any(label)
        raise
    NameCheck(context, problems, program.place).run(tree)
    problems.raise_any(label)
    sources = read_sources(presentation, parts, compiler.numbered.slides, visuals)
    presentation.defaults = None
    return CompiledTemplate(label, sources, compiler.numbered, program.places, _code(tree, program, label), program.batches)


def _code(tree: nodes.Template, program: Program, label: str) -> CodeType:
    """The guarded program as Python code."""
    try:
        guard(tree)
        code: Any = render_environment().compile(tree)
    except TooLarge as error:
        program.problems.add(BAD_TAG, program.place(error.line), str(error))
        raise TemplateProblems(label, tuple(program.problems.findings)) from error
    except (SyntaxError, RecursionError, MemoryError) as error:
        program.problems.add(BAD_TAG, Place(), f"its loops, conditions or brackets stand too deep in one another ({type(error).__name__})")
        raise TemplateProblems(label, tuple(program.problems.findings)) from error
    return cast(CodeType, code)


def read_slides(parts: Mapping[str, bytes], presentation: Presentation, visuals: Mapping[str, Visual], problems: Problems) -> SlideCompiler:
    """Walks all slides. The compiler then holds their program; `problems` has gained what is wrong with them."""
    program = Program(problems)
    compiler = SlideCompiler(parts, presentation.size, _styles(parts, presentation), program, visuals)
    _write_slides(compiler, presentation, program)
    return compiler


def _styles(parts: Mapping[str, bytes], presentation: Presentation) -> Styles:
    master = next((link.target for link in presentation.links if link.kind == "slideMaster"), "")
    return Styles(parts, presentation.defaults, theme_fonts(parts, master))


def _write_slides(compiler: SlideCompiler, presentation: Presentation, program: Program) -> None:
    read = [compiler.read(part, number) for number, (part, _, _) in enumerate(presentation.slides, 1)]
    directives: list[Directives] = [found for _, _, found in read]
    closes, faults = close_units([d.opens for d in directives], [d.closes for d in directives])
    for fault in faults:
        place = next((d.place for d in directives if d.closes), Place())
        program.problems.add(WRONG_PLACE, place, f"slide {fault}")
    loops = 0
    for number, ((root, notes, found), words) in enumerate(zip(read, closes, strict=True), 1):
        for source in found.opens:
            if program.statement(source, found.place) == "for":
                loops += 1
                program.call("loop", found.place, loops)
        compiler.slide(presentation.slides[number - 1][0], number, root, notes, found)
        for word in words:
            if word == "endfor":
                program.call("loop_end", found.place)
            program.raw(word, found.place)
