"""`planforge template names`: every name that a template may use."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from planforge import __version__, resources
from planforge.cli import console, shared, template_files
from planforge.config import Config

if TYPE_CHECKING:
    from planforge.office.name_list import NameEntry

SCHEMA = "planforge.template-names/1"
SAMPLE = "lanhai-grid_2025Q3.xlsx"
"""The sample plan whose values are the examples."""
_EXAMPLE = 44


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Everything that may stand in a tag: names, filters, functions, and the keys of texts with their wording.

    `book_names` and `book_texts` are those of the consolidated workbook, which has no filters and no functions.
    """

    sample: str
    names: Sequence[NameEntry]
    filters: Mapping[str, str]
    functions: Mapping[str, str]
    texts: Mapping[str, Mapping[str, str]]
    book_names: Sequence[NameEntry] = ()
    book_texts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """True when nothing is left to list."""
        return not (self.names or self.filters or self.functions or self.texts or self.book_names or self.book_texts)

    def of(self, purpose: str | None) -> Vocabulary:
        """Only what templates of one purpose may use; all of it without one."""
        if purpose == template_files.DECK:
            return replace(self, book_names=(), book_texts={})
        if purpose == template_files.BOOK:
            return replace(self, names=(), filters={}, functions={}, texts={})
        return self

    def narrowed(self, word: str) -> Vocabulary:
        """Only what has a word in its name, without regard to case."""
        wanted = word.lower()
        return Vocabulary(
            self.sample,
            [entry for entry in self.names if wanted in entry.name.lower()],
            {key: value for key, value in self.filters.items() if wanted in key.lower()},
            {key: value for key, value in self.functions.items() if wanted in key.lower()},
            {key: value for key, value in self.texts.items() if wanted in key.lower()},
            [entry for entry in self.book_names if wanted in entry.name.lower()],
            {key: value for key, value in self.book_texts.items() if wanted in key.lower()},
        )


@click.command(name="names", short_help="List every name that a template may use, with an example.")
@click.option(
    "--sample", type=click.Path(path_type=Path), metavar="PLAN", help="Plan workbook for the examples. Default: a shipped sample."
)
@click.option(
    "--for",
    "purpose",
    type=click.Choice([template_files.DECK, template_files.BOOK]),
    default=None,
    help="Only the names for PowerPoint (account-review) or for Excel (portfolio).",
)
@click.option("--filter", "word", default="", metavar="WORD", help="Only names with this in them, such as cover or pipeline.rows.")
@shared.format_option
@shared.config_option
def command(sample: Path | None, purpose: str | None, word: str, output_format: str, config_file: Path | None) -> int:
    """List every name that a template of the review deck or of the consolidated workbook may use, with its type and its value in a sample.

    A name with [] belongs to any item of a list: write a loop over the list and use the part behind the brackets, as in
    {% row for r in pipeline.rows %}{{ r.name }}. Filters, functions and the keys for t("…") follow. The workbooks of
    `planforge new` hold no tags: they are built from workbook.toml.
    """
    every = vocabulary(shared.settings(config_file), sample).of(purpose)
    found = every.narrowed(word)
    if found.is_empty:
        names = [entry.name for entry in (*every.names, *every.book_names)]
        near = console.did_you_mean(word, [*names, *every.texts, *every.filters, *every.book_texts])
        raise click.BadParameter(f"no name has {word!r} in it.{near}", param_hint="--filter")
    if output_format == "json":
        click.echo(json.dumps(as_json(found), ensure_ascii=False, indent=2))
    else:
        for line in as_text(found):
            click.echo(line)
    return 0


def vocabulary(config: Config, sample: Path | None) -> Vocabulary:
    """The names of review decks and of the consolidated workbook, with examples.

    Raises:
        PlanForgeError: the sample cannot be read as a plan.
    """
    from planforge.office.name_list import FUNCTIONS, filter_notes, names_of
    from planforge.pipeline import PORTFOLIO_TEXTS, catalogue, consolidated_rows, portfolio_context, review_scored, score_plan
    from planforge.portfolio import PortfolioContext, load_words
    from planforge.review import ReviewContext

    path = sample or resources.samples() / SAMPLE
    scored = score_plan(path, config)
    context = review_scored(scored, config).context
    book = portfolio_context([consolidated_rows(scored)], config)
    texts = catalogue(config).words
    file = resources.template(PORTFOLIO_TEXTS, config.templates)
    english, chinese = load_words(file, "en"), load_words(file, "zh")
    return Vocabulary(
        path.name,
        names_of(ReviewContext, context),
        filter_notes(),
        FUNCTIONS,
        {key: texts[key] for key in sorted(texts)},
        [entry for entry in names_of(PortfolioContext, book) if entry.name.partition(".")[0].partition("[")[0] != "findings"],
        {f"t.{key}": {"en": english[key], "zh": chinese[key]} for key in sorted(english)},
    )


def as_json(found: Vocabulary) -> dict[str, Any]:
    """The result as JSON-ready values."""
    return {
        "schema": SCHEMA,
        "planforge": __version__,
        "sample": found.sample,
        "names": [asdict(entry) for entry in found.names],
        "filters": [{"name": name, "doc": doc} for name, doc in found.filters.items()],
        "functions": [{"name": name, "doc": doc} for name, doc in found.functions.items()],
        "texts": [{"key": key, "en": words["en"], "zh": words["zh"]} for key, words in found.texts.items()],
        "portfolio": {
            "names": [asdict(entry) for entry in found.book_names],
            "texts": [{"name": name, "en": words["en"], "zh": words["zh"]} for name, words in found.book_texts.items()],
        },
    }


def as_text(found: Vocabulary) -> Iterator[str]:
    """The lines for people: one line a name, so that the list can be searched."""
    yield from _name_lines("PowerPoint: names of the account review", found.names, found.sample)
    for heading, table in (("Filters, as in {{ value | name }}", found.filters), ("Functions", found.functions)):
        if table:
            yield from ("", click.style(heading, bold=True))
            yield from (f"  {name:<12}  {doc}" for name, doc in table.items())
    if found.texts:
        yield from ("", click.style('Texts, as in {{ t("key") }}', bold=True))
        yield from _text_lines(found.texts)
    deck = found.names or found.filters or found.functions or found.texts
    if deck and found.book_names:
        yield ""
    yield from _name_lines("Excel: names of the consolidated workbook", found.book_names, found.sample)
    if found.book_texts:
        if deck or found.book_names:
            yield ""
        yield click.style("Excel: texts, as in {{ t.yes }}", bold=True)
        yield from _text_lines(found.book_texts)


def _name_lines(heading: str, names: Sequence[NameEntry], sample: str) -> Iterator[str]:
    if not names:
        return
    yield click.style(f"{heading}  (examples from {console.one_line(sample)})", bold=True)
    width = min(max(len(entry.name) for entry in names), 48)
    kinds = min(max(len(entry.type) for entry in names), 28)
    for entry in names:
        yield f"  {entry.name:<{width}}  {entry.type:<{kinds}}  {_short(entry.example):<{_EXAMPLE}}  {entry.doc}".rstrip()


def _text_lines(texts: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    width = max(len(key) for key in texts)
    yield from (f"  {key:<{width}}  {_short(words['en'])}  {_short(words['zh'])}" for key, words in texts.items())


def _short(text: str) -> str:
    line = console.one_line(text)
    return line if len(line) <= _EXAMPLE else line[: _EXAMPLE - 1] + "…"
