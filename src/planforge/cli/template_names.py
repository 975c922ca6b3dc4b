"""`planforge template names`: every name that a template may use."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from planforge import __version__, resources
from planforge.cli import console, shared
from planforge.config import Config

if TYPE_CHECKING:
    from planforge.office.name_list import NameEntry

SCHEMA = "planforge.template-names/1"
SAMPLE = "lanhai-grid_2025Q3.xlsx"
"""The sample plan whose values are the examples."""
_EXAMPLE = 44


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Everything that may stand in a tag: names, filters, functions, and the keys of texts with their wording."""

    sample: str
    names: Sequence[NameEntry]
    filters: Mapping[str, str]
    functions: Mapping[str, str]
    texts: Mapping[str, Mapping[str, str]]

    def narrowed(self, word: str) -> Vocabulary:
        """Only what has a word in its name, without regard to case."""
        wanted = word.lower()
        return Vocabulary(
            self.sample,
            [entry for entry in self.names if wanted in entry.name.lower()],
            {key: value for key, value in self.filters.items() if wanted in key.lower()},
            {key: value for key, value in self.functions.items() if wanted in key.lower()},
            {key: value for key, value in self.texts.items() if wanted in key.lower()},
        )


@click.command(name="names", short_help="List every name that a template may use, with an example.")
@click.option(
    "--sample", type=click.Path(path_type=Path), metavar="PLAN", help="Plan workbook for the examples. Default: a shipped sample."
)
@click.option("--filter", "word", default="", metavar="WORD", help="Only names with this in them, such as cover or pipeline.rows.")
@shared.format_option
@shared.config_option
def command(sample: Path | None, word: str, output_format: str, config_file: Path | None) -> int:
    """List every name that a review deck's template may use, with its type and its value in a sample plan.

    A name with [] belongs to any item of a list: write a loop over the list and use the part behind the brackets, as in
    {% row for r in pipeline.rows %}{{ r.name }}. Filters, functions and the keys for t("…") follow.
    """
    found = vocabulary(shared.settings(config_file), sample).narrowed(word)
    if not (found.names or found.filters or found.functions or found.texts):
        every = vocabulary(shared.settings(config_file), sample)
        near = console.did_you_mean(word, [entry.name for entry in every.names] + list(every.texts) + list(every.filters))
        raise click.BadParameter(f"no name has {word!r} in it.{near}", param_hint="--filter")
    if output_format == "json":
        click.echo(json.dumps(as_json(found), ensure_ascii=False, indent=2))
    else:
        for line in as_text(found):
            click.echo(line)
    return 0


def vocabulary(config: Config, sample: Path | None) -> Vocabulary:
    """The names of review decks with examples.

    Raises:
        PlanForgeError: the sample cannot be read as a plan.
    """
    from planforge.office.name_list import FUNCTIONS, filter_notes, names_of
    from planforge.pipeline import catalogue, review_plan
    from planforge.review import ReviewContext

    path = sample or resources.samples() / SAMPLE
    context = review_plan(path, config).context
    texts = catalogue(config).words
    return Vocabulary(path.name, names_of(ReviewContext, context), filter_notes(), FUNCTIONS, {key: texts[key] for key in sorted(texts)})


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
    }


def as_text(found: Vocabulary) -> Iterator[str]:
    """The lines for people: one line a name, so that the list can be searched."""
    if found.names:
        yield click.style(f"Names  (examples from {console.one_line(found.sample)})", bold=True)
        width = min(max(len(entry.name) for entry in found.names), 48)
        kinds = min(max(len(entry.type) for entry in found.names), 28)
        for entry in found.names:
            line = f"  {entry.name:<{width}}  {entry.type:<{kinds}}  {_short(entry.example):<{_EXAMPLE}}  {entry.doc}"
            yield line.rstrip()
    for heading, table in (("Filters, as in {{ value | name }}", found.filters), ("Functions", found.functions)):
        if table:
            yield from ("", click.style(heading, bold=True))
            yield from (f"  {name:<12}  {doc}" for name, doc in table.items())
    if found.texts:
        yield from ("", click.style('Texts, as in {{ t("key") }}', bold=True))
        width = max(len(key) for key in found.texts)
        yield from (f"  {key:<{width}}  {_short(words['en'])}  {_short(words['zh'])}" for key, words in found.texts.items())


def _short(text: str) -> str:
    line = console.one_line(text)
    return line if len(line) <= _EXAMPLE else line[: _EXAMPLE - 1] + "…"
