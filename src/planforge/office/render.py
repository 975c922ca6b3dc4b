"""A compiled template and what rendering it gives."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from types import CodeType, TracebackType
from typing import Any

from jinja2 import Template, UndefinedError, nodes

from planforge.diagnostics.finding import Finding
from planforge.errors import PlanForgeError, TemplateError
from planforge.office.pptx.assemble import Assembly, Sources
from planforge.office.pptx.collect import CALLS, Batch, Collector, statics_in
from planforge.office.pptx.slides import Numbered
from planforge.office.problems import Place
from planforge.office.program import Program
from planforge.office.rich import Text
from planforge.office.sandbox import STATE

_PASSES = 4
"""Page numbers that a template computes with settle in two passes; more would mean they depend on themselves."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A finished file.

    Attributes:
        data: the bytes of the .pptx.
        findings: texts that were cut or do not fit (FT101, FT102), in slide order.
        slides: slide id to number of its first page and number of pages.
        page_count: how many slides the file has, pages of tables that go on included.
    """

    data: bytes
    findings: tuple[Finding, ...]
    slides: Mapping[str, tuple[int, int]]
    page_count: int = 0


@dataclass(slots=True)
class CompiledTemplate:
    """A template ready to be rendered for any number of contexts. It keeps no state between renderings."""

    name: str
    sources: Sources
    numbered: Numbered
    places: list[Place]
    template: Template
    batches: list[Batch]
    _statics: dict[str, list[str]] = field(default_factory=dict)

    def render(
        self,
        context: object,
        *,
        texts: Callable[[str], Text] = str,
        lang: str = "en-GB",
        title: str = "",
        author: str = "",
    ) -> Rendered:
        """The template filled with a context.

        Args:
            context: a dataclass whose fields are the template's names, or a mapping.
            texts: catalogue lookup behind `t("key")`.
            lang: language tag of the deck, `en-GB` or `zh-CN`.
            title, author: document properties.

        Raises:
            TemplateError: a tag failed for this context; the sentence names slide, shape and tag.
        """
        known: dict[str, int] = {}
        for _ in range(_PASSES):
            collector = self._collected(context, texts, lang, known)
            assembly = Assembly(self.sources, collector.drafts, collector.writer, collector.t, lang)
            assembly.number_pages()
            pages = {ident: first for ident, (first, _) in assembly.slides.items()}
            if not collector.asked or pages == known:
                break
            known = pages
        data = assembly.package(title, author)
        return Rendered(data, tuple(assembly.findings), dict(assembly.slides), len(assembly.pages))

    def _collected(self, context: object, texts: Callable[[str], Text], lang: str, known: Mapping[str, int]) -> Collector:
        if lang not in self._statics:
            self._statics[lang] = statics_in(self.numbered, lang)
        collector = Collector(self.numbered, self.batches, self._statics[lang], lang, texts, self.sources.visuals, known)
        names = {**_names(context), STATE: collector, "t": collector.t, "page_of": collector.page_of}
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
        reason = (error.message or "") if isinstance(error, UndefinedError) else str(error)
        label = f"{self.name}: " if self.name else ""
        return TemplateError(f"{label}{place}: {reason or type(error).__name__}.", "Check the tag against the data.")

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


def jinja_template(program: Program, tree: nodes.Template) -> tuple[Template, list[Batch]]:
    """The compiled Jinja template of a program and the batches it runs."""
    env = program.env
    for name in CALLS:
        env.filters[f"_{name}"] = getattr(Collector, name)
    code: Any = env.compile(tree)
    batches = [tuple((getattr(Collector, name), arguments) for name, arguments in batch) for batch in program.batches]
    return Template.from_code(env, code, {}), batches
