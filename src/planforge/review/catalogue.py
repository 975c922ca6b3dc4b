"""The texts of a review deck in both languages: labels, rules of titles and sentences, questions. One TOML file per slide.

A file holds `[labels]` (fixed words), `[texts]` (sentences with figures, one variant each) and rule lists such as
`[[title]]`: the first whose `when` is true wins. Sentences are Jinja, conditions are Jinja expressions.
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from types import CodeType
from typing import Any

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment

from planforge.errors import TemplateError
from planforge.office.cache import CodeShelf
from planforge.office.rich import Rich, Span, Text
from planforge.review import numbers as formats

Facts = Mapping[str, Any]
"""Raw values that the conditions and sentences of a slide may name."""

_LISTS = ("title", "subtitle", "says", "takeaway", "say", "source", "question")


def main_language(language: str) -> str:
    """The language of sentences: `zh` for Chinese decks, else `en`."""
    return "zh" if language == "zh" else "en"


@dataclass(frozen=True, slots=True)
class Variant:
    """One rule: a condition (empty is always true) and its sentence per language, with short forms."""

    when: str
    texts: Mapping[str, str]
    part: str = ""

    def text(self, language: str, short: bool = False) -> str:
        """The sentence in a language; the short form when asked for and given."""
        return (self.texts.get(f"short_{language}") if short else None) or self.texts[language]


@dataclass(frozen=True, slots=True)
class SlideTexts:
    """Everything one file says about its slide."""

    id: str
    rules: Mapping[str, tuple[Variant, ...]]
    data: Mapping[str, Any]


@lru_cache(maxsize=1)
def _environment() -> jinja2.Environment:
    environment = ImmutableSandboxedEnvironment(undefined=jinja2.StrictUndefined, autoescape=False)
    environment.globals.clear()
    for name in ("amount", "money", "money_signed", "percent", "percent_one", "growth", "points", "rating", "date", "short", "both"):
        environment.filters[name] = _from_numbers(name)
    environment.filters["quarter"] = formats.quarter
    environment.filters["signed"] = formats.signed
    environment.filters["plural"] = _plural
    environment.filters["plain"] = _plain
    environment.filters["exact"] = _exact
    environment.filters["share"] = _share
    environment.filters["lower_first"] = lower_first
    environment.filters["article"] = _article
    environment.filters["upper_first"] = _upper_first
    return environment


def _from_numbers(name: str) -> Any:
    @jinja2.pass_context
    def apply(context: jinja2.runtime.Context, value: Any) -> str:
        return str(getattr(context["n"], name)(value))

    return apply


def _plain(value: float) -> str:
    return formats.figure(value, 0 if value == int(value) else 1)


def _exact(value: float, least: int = 0) -> str:
    """A number as it was set, with up to four decimals and at least so many."""
    digits = next((n for n in range(least, 4) if abs(value - round(value, n)) < 1e-9), 4)
    return formats.figure(value, digits)


def _share(value: float) -> str:
    return _exact(value * 100) + "%"


def _plural(count: int, one: str, many: str) -> str:
    return one if count == 1 else many


def lower_first(text: str) -> str:
    """The text with a small first letter, unless it begins with an abbreviation or a single letter."""
    return text[0].lower() + text[1:] if len(text) > 1 and text[0].isupper() and text[1].islower() else text


def _upper_first(text: str) -> str:
    return text[:1].upper() + text[1:]


def _article(text: str) -> str:
    return ("an " if text[:1].lower() in "aeiou" else "a ") + text


_shelves: list[CodeShelf] = []
"""Where compiled sentences are kept between runs; none or one."""


def keep_code(shelf: CodeShelf | None) -> None:
    """Takes compiled sentences from a shelf from now on, and puts new ones there; None compiles them all."""
    _shelves[:] = [shelf] if shelf else []


def save_code() -> None:
    """Keeps the sentences that were compiled since the last time, when there is a shelf for them."""
    for shelf in _shelves:
        shelf.save()


def _compiled(source: str) -> jinja2.Template:
    environment = _environment()
    code = _shelves[0].code(source, _code) if _shelves else _code(source)
    return jinja2.Template.from_code(environment, code, environment.globals)


def _code(source: str) -> CodeType:
    return _environment().compile(source)


@lru_cache(maxsize=4096)
def _template(text: str) -> jinja2.Template:
    return _compiled(text)


@lru_cache(maxsize=4096)
def _condition(text: str) -> jinja2.Template:
    return _compiled("{% if " + text + " %}1{% endif %}")


def _filled(template: jinja2.Template, facts: Facts) -> str:
    """The template's text. The facts serve as the context themselves: copying them for each sentence would take most of the time."""
    return "".join(template.root_render_func(template.new_context(facts, shared=True)))  # type: ignore[arg-type]


@dataclass(frozen=True)
class Catalogue:
    """All texts of a deck. `words` maps a label key such as `A15.stage` or `owner` to its two languages."""

    words: Mapping[str, Mapping[str, str]]
    templates: Mapping[str, Mapping[str, str]]
    slides: Mapping[str, SlideTexts]
    _labels: dict[str, dict[str, Text]] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def load(cls, folder: Path) -> Catalogue:
        """The catalogue of a folder of TOML files; read once per process.

        Raises:
            TemplateError: the folder is missing, or a file is not valid or lacks a language.
        """
        return _load(folder.resolve())

    def labels(self, language: str) -> Mapping[str, Text]:
        """Every label in a deck language, `en`, `zh` or `en+zh`."""
        if language not in self._labels:
            self._labels[language] = {key: _label(words, language) for key, words in self.words.items()}
        return self._labels[language]

    def t(self, key: str, language: str) -> Text:
        """A label. In `en+zh` English first, Chinese behind it, muted and smaller.

        Raises:
            TemplateError: there is no such label; the hint names the nearest.
        """
        found = self.labels(language).get(key)
        if found is None:
            raise _unknown("label", key, self.words)
        return found

    def word(self, key: str, language: str) -> str:
        """A label in the deck's main language only, as plain text."""
        words = self.words.get(key)
        if words is None:
            raise _unknown("label", key, self.words)
        return words[main_language(language)]

    def text(self, key: str, language: str, facts: Facts) -> str:
        """A sentence of `[texts]` with its figures, in the main language."""
        words = self.templates.get(key)
        if words is None:
            raise _unknown("text", key, self.templates)
        return render(words[main_language(language)], facts, key)

    def bilingual(self, key: str, language: str, facts: Facts, chinese: Facts) -> Text:
        """A sentence of `[texts]` used as a label: in `en+zh` both languages, with the facts for each.

        An entry may give a shorter `first` and `second` for labels that stand side by side.
        """
        if language != "en+zh":
            return self.text(key, language, facts)
        words = self.templates.get(key)
        if words is None:
            raise _unknown("text", key, self.templates)
        return _pair(render(words.get("first", words["en"]), facts, key), render(words.get("second", words["zh"]), chinese, key))

    def slide(self, id: str) -> SlideTexts:
        """The texts of a slide."""
        found = self.slides.get(id)
        if found is None:
            raise _unknown("slide", id, self.slides)
        return found

    def choose(self, id: str, kind: str, facts: Facts, part: str = "") -> Variant | None:
        """The first rule of a kind whose condition holds, or None."""
        for variant in self.slide(id).rules.get(kind, ()):
            if variant.part == part and holds(variant.when, facts, f"{id}.{kind}"):
                return variant
        return None

    def sentence(self, id: str, kind: str, language: str, facts: Facts, part: str = "") -> str:
        """The sentence of the first rule that holds; empty when none does."""
        variant = self.choose(id, kind, facts, part)
        return render(variant.text(main_language(language)), facts, f"{id}.{kind}") if variant else ""

    def every_variant(self, id: str, kind: str, facts: Facts) -> Iterator[Variant]:
        """All rules of a kind that hold, in order."""
        for variant in self.slide(id).rules.get(kind, ()):
            if holds(variant.when, facts, f"{id}.{kind}"):
                yield variant

    def every(self, id: str, kind: str, language: str, facts: Facts) -> Iterator[str]:
        """The sentences of all rules that hold, in order."""
        for variant in self.every_variant(id, kind, facts):
            yield render(variant.text(main_language(language)), facts, f"{id}.{kind}")


def render(text: str, facts: Facts, place: str) -> str:
    """A sentence with its figures.

    Raises:
        TemplateError: the sentence names something that is not among the facts, or cannot be computed.
    """
    if "{" not in text:
        return text
    try:
        return _filled(_template(text), facts)
    except (jinja2.TemplateError, TypeError, ValueError) as error:
        raise TemplateError(f"The text {place} cannot be filled: {error}.", f"Look at: {text}") from error


def holds(when: str, facts: Facts, place: str) -> bool:
    """Whether a condition is true; an empty one always is.

    Raises:
        TemplateError: the condition names an unknown fact or compares what cannot be compared.
    """
    if not when:
        return True
    try:
        return bool(_filled(_condition(when), facts))
    except (jinja2.TemplateError, TypeError, ValueError) as error:
        raise TemplateError(f"The condition of {place} cannot be evaluated: {error}.", f"Look at: {when}") from error


def _unknown(kind: str, key: str, known: Mapping[str, Any]) -> TemplateError:
    near = difflib.get_close_matches(key, known, n=1)
    return TemplateError(
        f"There is no {kind} {key!r} in the texts.", f"Did you mean {near[0]!r}?" if near else "Add it to the slide's TOML file."
    )


def _pair(first: str, second: str) -> Rich:
    return Rich((Span(first), Span("  " + second, tone="muted", points=-1)))


def _label(words: Mapping[str, str], language: str) -> Text:
    if language == "en+zh" and words.get("second", words["zh"]) not in ("", words["en"]):
        return _pair(words.get("first", words["en"]), words.get("second", words["zh"]))
    return words[main_language(language)]


@lru_cache(maxsize=8)
def _load(folder: Path) -> Catalogue:
    files = sorted(folder.glob("*.toml"))
    if not files:
        raise TemplateError(f"The folder {folder.name} holds no texts.", "It should hold one TOML file per slide.")
    words: dict[str, Mapping[str, str]] = {}
    templates: dict[str, Mapping[str, str]] = {}
    slides: dict[str, SlideTexts] = {}
    for file in files:
        data = _read(file)
        prefix = "" if file.stem == "common" else file.stem + "."
        words.update(_leaves(data.get("labels", {}), prefix, file.name))
        templates.update(_leaves(data.get("texts", {}), prefix, file.name))
        slides[file.stem] = _slide(file, data)
    return Catalogue(words, templates, slides)


def _read(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise TemplateError(f"The texts file {file.name} cannot be read.", str(error)) from error


def _leaves(tree: Mapping[str, Any], prefix: str, file: str) -> Iterator[tuple[str, Mapping[str, str]]]:
    for key, value in tree.items():
        if not isinstance(value, dict) or ("en" in value) != ("zh" in value):
            raise TemplateError(f"{file}: {prefix}{key} needs both languages.", 'Write { en = "…", zh = "…" }.')
        if "en" in value:
            yield prefix + key, value
        else:
            yield from _leaves(value, f"{prefix}{key}.", file)


def _slide(file: Path, data: Mapping[str, Any]) -> SlideTexts:
    rules = {kind: tuple(_variant(file.name, kind, entry) for entry in data[kind]) for kind in _LISTS if kind in data}
    return SlideTexts(file.stem, rules, data)


def _variant(file: str, kind: str, entry: Mapping[str, Any]) -> Variant:
    if not entry.get("en") or not entry.get("zh"):
        raise TemplateError(f"{file}: an entry of [[{kind}]] lacks a language.", "Give en and zh.")
    texts = {key: str(entry[key]) for key in ("en", "zh", "short_en", "short_zh") if key in entry}
    return Variant(str(entry.get("when", "")), texts, str(entry.get("part", "")))
