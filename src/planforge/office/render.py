"""A compiled template and what rendering it gives."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from types import CodeType, TracebackType
from typing import Any

from jinja2 import Template, UndefinedError

from planforge.diagnostics.finding import Finding
from planforge.errors import PlanForgeError, TemplateError
from planforge.office import fit, metrics
from planforge.office.limits import Budget, Exceeded, Limits, joined
from planforge.office.page_count import pages_of
from planforge.office.pptx.assemble import Assembly
from planforge.office.pptx.collect import CALLS, Batch, Collector, batch, statics_in
from planforge.office.pptx.numbered import Numbered
from planforge.office.pptx.sources import Sources
from planforge.office.problems import Place
from planforge.office.rich import Text
from planforge.office.sandbox import BUDGET, STATE, Sandbox, environment

LIMITS = Limits()
"""What a rendering may take when nobody says otherwise."""
_PASSES = 4
"""Page numbers that a template computes with settle in two passes; more would mean they depend on themselves."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A finished file.

    Attributes:
        data: the bytes of the .pptx.
        findings: fonts without widths (FT103), then texts that were cut or do not fit (FT101, FT102, FT104), in slide order.
        slides: slide id to number of its first page and number of pages.
        page_count: how many slides the file has, pages of tables that go on included.
    """

    data: bytes
    findings: tuple[Finding, ...]
    slides: Mapping[str, tuple[int, int]]
    page_count: int = 0


@dataclass(slots=True)
class CompiledTemplate:
    """A template ready to be rendered for any number of contexts. It keeps no state between renderings.

    Attributes:
        name: what to call the template in messages.
        sources: what its parts give to every result.
        numbered: everything that the program's calls refer to by number.
        places: where each line of the program comes from.
        code: the program as Python code.
        calls: the batches of calls that the program runs, by name.
        faces: the fonts of all texts with tags.
    """

    name: str
    sources: Sources
    numbered: Numbered
    places: list[Place]
    code: CodeType
    calls: list[list[tuple[str, tuple[int, ...]]]]
    template: Template = field(init=False)
    batches: list[Batch] = field(init=False)
    faces: tuple[str, ...] = field(init=False)
    _statics: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.template = Template.from_code(render_environment(), self.code, {})
        self.faces = tuple(sorted({style.font for style in self.numbered.texts.runs}))
        self.batches = [batch(calls) for calls in self.calls]

    def render(
        self,
        context: object,
        *,
        texts: Callable[[str], Text] = str,
        lang: str = "en-GB",
        title: str = "",
        author: str = "",
        limits: Limits = LIMITS,
        keep_cut: bool = True,
    ) -> Rendered:
        """The template filled with a context.

        Args:
            context: a dataclass whose fields are the template's names, or a mapping.
            texts: catalogue lookup behind `t("key")`.
            lang: language tag of the deck, `en-GB` or `zh-CN`.
            title, author: document properties.
            limits: what the rendering may take.
            keep_cut: whether texts that had to be cut stand in full in the speaker notes.

        Raises:
            TemplateError: a tag failed for this context; the sentence names slide, shape and tag. Or the limits were reached.
        """
        budget = Budget(limits)
        known: dict[str, int] = {}
        for _ in range(_PASSES):
            collector = self._collected(context, texts, lang, known, budget)
            assembly = Assembly(self.sources, collector.drafts, collector.writer, collector.t, lang, keep_cut)
            assembly.budget = budget
            assembly.number_pages()
            pages = {ident: first for ident, (first, _) in assembly.slides.items()}
            if not collector.asked or pages == known:
                break
            known = pages
        try:
            data = assembly.package(title, author)
        except Exceeded as error:
            raise self._too_much(error, "") from error
        findings = (*self._unknown_fonts(), *assembly.findings)
        return Rendered(data, findings, dict(assembly.slides), len(assembly.pages))

    def _unknown_fonts(self) -> Iterator[Finding]:
        """One finding for each font whose text was measured with the widths of another."""
        for face in self.faces:
            if not metrics.known(face):
                yield fit.FONT_UNKNOWN.finding(
                    f"The widths of the font '{face}' are not known; its text is measured with {metrics.how(face)}."
                )

    def _collected(self, context: object, texts: Callable[[str], Text], lang: str, known: Mapping[str, int], budget: Budget) -> Collector:
        if lang not in self._statics:
            self._statics[lang] = statics_in(self.numbered, lang)
        collector = Collector(self.numbered, self.batches, self._statics[lang], lang, texts, self.sources.visuals, known)
        collector.budget = budget
        names = {**_names(context), STATE: collector, BUDGET: budget, "t": collector.t, "page_of": collector.page_of, "pages_of": pages_of}
        try:
            for _ in self.template.root_render_func(self.template.new_context(names, shared=True)):
                pass
        except PlanForgeError:
            raise
        except Exception as error:
            raise self._failure(error) from error
        return collector

    def _failure(self, error: Exception) -> TemplateError:
        line = next(self._lines(error.__traceback__), 0)
        place = str(self.places[line - 1]) if line else "the template"
        if isinstance(error, Exceeded):
            return self._too_much(error, f"{place}: ")
        reason = (error.message or "") if isinstance(error, UndefinedError) else str(error)
        label = f"{self.name}: " if self.name else ""
        return TemplateError(f"{label}{place}: {reason or type(error).__name__}.", "Check the tag against the data.")

    def _too_much(self, error: Exceeded, place: str) -> TemplateError:
        label = f"{self.name or 'The template'} takes too much: "
        return TemplateError(f"{label}{place}{error}.", "Loop over less, or split the template.")

    def _lines(self, trace: TracebackType | None) -> Iterator[int]:
        """Template lines in a traceback."""
        while trace is not None:
            code: CodeType = trace.tb_frame.f_code
            if code is self.template.root_render_func.__code__:
                yield self.template.get_corresponding_lineno(trace.tb_lineno)
            trace = trace.tb_next


def _names(context: object) -> dict[str, Any]:
    if isinstance(context, Mapping):
        return dict(context)
    if is_dataclass(context) and not isinstance(context, type):
        return {f.name: getattr(context, f.name) for f in fields(context)}
    raise TypeError("a template's context is a dataclass or a mapping")


def render_environment() -> Sandbox:
    """The sandbox with the render calls as filters: what programs are compiled in and run in."""
    env = environment()
    env.filters.update({"_each": Budget.each, "_joined": lambda _, texts: joined(texts)})
    env.filters.update((f"_{name}", getattr(Collector, name)) for name in CALLS)
    return env
