"""Reads `scorecard.toml` into a ScorecardPolicy; every mistake is named with its place."""

from __future__ import annotations

import dataclasses
import math
import tomllib
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from planforge.errors import ConfigError, SpecError
from planforge.scoring.policy import ScorecardPolicy

SCHEMA = 1
"""The version of scorecard.toml that this program reads."""

MOVED: Mapping[str, str] = MappingProxyType({"rules.top_share": "pipeline.top_share", "rules.stale_days": "quality.age.stale_days"})
"""Thresholds that had a second home under `rules.`, and the name that serves scores and rules alike."""

_OPEN = "segments.amounts."
"""Thresholds that start with this may be new: which currencies have amounts is up to the company."""

_NOTHING: Mapping[str, Any] = {}
_DESCENDING = ("factors", "financials", "pipeline", "competition", "satisfaction", "actions", "forecast")


def load_policy(path: Path, overrides: Mapping[str, Any] = _NOTHING) -> ScorecardPolicy:
    """The policy of a scorecard file, with single values replaced by dotted name.

    Raises:
        SpecError: the file cannot be read, or a value is missing, unknown, of the wrong kind or contradicts another.
        ConfigError: an override names no value of the file, or uses a name of old.
    """
    data = _read(path)
    for name, value in overrides.items():
        if name in MOVED:
            raise ConfigError(f"The threshold {name!r} is now called {MOVED[name]!r}.", "Use the new name; scores and rules share it.")
        _replace(data, name, value)
    policy: ScorecardPolicy = _record(ScorecardPolicy, data, path.name, "")
    _check(policy, path.name)
    return policy


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SpecError(f"The scorecard {path.name} cannot be read.", error.strerror or "") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SpecError(f"The scorecard {path.name} is not valid TOML.", str(error)) from error


def _replace(data: dict[str, Any], dotted: str, value: Any) -> None:
    """Sets one value that the file already has."""
    *tables, last = dotted.split(".")
    place: Any = data
    fresh = dotted.startswith(_OPEN) and dotted.count(".") == 3
    for table in tables:
        if fresh and isinstance(place, dict):
            place.setdefault(table, {})
        place = place.get(table) if isinstance(place, dict) else None
    if not isinstance(place, dict) or not (fresh or last in place) or isinstance(place.get(last), dict):
        known = sorted(_names(data))
        near = get_close_matches(dotted, known, n=1, cutoff=0.5)
        hint = f"Did you mean {near[0]!r}?" if near else "The names are those of scorecard.toml, such as 'pipeline.top_share'."
        raise ConfigError(f"The settings name a threshold {dotted!r} that does not exist.", hint)
    place[last] = value


def _names(data: Mapping[str, Any], prefix: str = "") -> list[str]:
    names: list[str] = []
    for key, value in data.items():
        names += _names(value, f"{prefix}{key}.") if isinstance(value, dict) else [f"{prefix}{key}"]
    return names


def _record(kind: Any, data: Any, file: str, place: str) -> Any:
    """A dataclass of the policy from its table."""
    if not isinstance(data, dict):
        raise SpecError(f"{file}: [{place}] must be a table, not {data!r}.")
    hints = get_type_hints(kind)
    for key in data:
        if key not in hints:
            near = get_close_matches(str(key), list(hints), n=1)
            raise SpecError(
                f"{file}: {_at(place, key)} is not known.", f"Did you mean {near[0]!r}?" if near else f"Known: {', '.join(hints)}."
            )
    optional = {entry.name for entry in dataclasses.fields(kind) if entry.default is not dataclasses.MISSING}
    for key in hints:
        if key not in data and key not in optional:
            raise SpecError(f"{file}: {_at(place, key)} is missing.", "Compare the file with the one that ships with PlanForge.")
    return kind(**{key: _value(hint, data[key], file, f"{place}.{key}".lstrip(".")) for key, hint in hints.items() if key in data})


def _at(place: str, key: str) -> str:
    return f"[{place}] {key}" if place else str(key)


def _value(kind: Any, value: Any, file: str, place: str) -> Any:
    if get_origin(kind) is UnionType:
        kind = get_args(kind)[0]
    if dataclasses.is_dataclass(kind):
        return _record(kind, value, file, place)
    if get_origin(kind) is tuple:
        return _items(get_args(kind)[0], value, file, place)
    if get_origin(kind) is not None:
        keys, inner = get_args(kind)
        return _mapping(keys, inner, value, file, place)
    if kind is str and isinstance(value, str) and value:
        return value
    number = isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value) and value >= 0
    if kind is int and number and float(value).is_integer():
        return int(value)
    if kind is float and number:
        return float(value)
    words = {int: "a whole number from 0", float: "a number from 0", str: "a text"}[kind]
    raise SpecError(f"{file}: {place} is {value!r} but must be {words}.")


def _items(kind: Any, value: Any, file: str, place: str) -> tuple[Any, ...]:
    if not isinstance(value, list) or not value:
        raise SpecError(f"{file}: {place} must be a list with at least one entry.")
    return tuple(_value(kind, item, file, f"{place}[{index}]") for index, item in enumerate(value))


def _mapping(keys: Any, kind: Any, value: Any, file: str, place: str) -> Mapping[Any, Any]:
    """A table with exactly the members of a code list as keys, in the list's order; with a text as key, any table."""
    if keys is str and isinstance(value, dict):
        return {key: _value(kind, item, file, f"{place}.{key}") for key, item in value.items()}
    if keys is str:
        raise SpecError(f"{file}: [{place}] must be a table, not {value!r}.")
    wanted = [str(member.value) for member in keys]
    if not isinstance(value, dict) or set(value) != set(wanted):
        raise SpecError(f"{file}: [{place}] must have exactly the keys {', '.join(repr(w) for w in wanted)}.")
    return {member: _value(kind, value[str(member.value)], file, f"{place}.{member.value}") for member in keys}


def _check(policy: ScorecardPolicy, file: str) -> None:
    """Raises SpecError when values contradict each other."""
    if policy.schema != SCHEMA:
        raise SpecError(f"{file}: schema is {policy.schema}, but this program reads schema {SCHEMA}.", "Update PlanForge or the file.")
    for section in _DESCENDING:
        limits = getattr(policy, section)
        if limits.watch > limits.on_track:
            raise SpecError(f"{file}: [{section}] watch is {limits.watch:g}, above on_track, which is {limits.on_track:g}.")
    _exactly_once(
        [n for group in policy.factors.groups for n in group.factors], range(1, 11), f"{file}: [factors.groups] factors", "factor"
    )
    _exactly_once([n for sums in policy.risks.zones.values() for n in sums], range(2, 7), f"{file}: [risks.zones]", "sum")
    quality = policy.quality
    total = quality.completeness + quality.consistency + quality.evidence + quality.freshness
    if not math.isclose(total, 100):
        raise SpecError(f"{file}: [quality] completeness, consistency, evidence and freshness add up to {total:g} instead of 100.")
    if quality.age.fresh_days >= quality.age.stale_days:
        raise SpecError(f"{file}: [quality.age] fresh_days must be less than stale_days.")
    selection = policy.selection
    if selection.screen_watch > selection.screen_on_track:
        raise SpecError(f"{file}: [selection] screen_watch must not be above screen_on_track.")
    if selection.grade_b > selection.grade_a:
        raise SpecError(f"{file}: [selection] grade_b must not be above grade_a.")
    for currency in policy.segments.amounts:
        if not (len(currency) == 3 and currency.isascii() and currency.isalpha() and currency.isupper()):
            raise SpecError(f"{file}: [segments.amounts] {currency} is no currency.", "Use its code of three capital letters, such as CNY.")
    for kind, hours in policy.effort.hours.items():
        if hours.least > hours.most:
            raise SpecError(f"{file}: [effort.hours] {kind.value}: least is {hours.least:g}, above most, which is {hours.most:g}.")
    _check_ratings(policy, file)
    _check_spans(policy, file)
    if policy.strength.low >= policy.strength.high:
        raise SpecError(f"{file}: [strength] low must be less than high.")
    if policy.strength.low < 1 or policy.strength.high > 5:
        raise SpecError(f"{file}: [strength] low and high must lie within 1 to 5, the axis of the quadrant.")
    for (stage, cut), (later, wanted) in pairwise(policy.stages.implied.items()):
        if wanted.functions < cut.functions or wanted.open_share < cut.open_share:
            raise SpecError(f"{file}: [stages.implied] {later.value} asks for less than {stage.value}, the stage before it.")
    if {len(policy.levels.en), len(policy.levels.zh)} != {5}:
        raise SpecError(f"{file}: [levels] needs five words for each language, for the levels 0 to 4.")


def _check_ratings(policy: ScorecardPolicy, file: str) -> None:
    for section in ("factors", "health"):
        limits = getattr(policy, section)
        if limits.poor >= limits.good:
            raise SpecError(f"{file}: [{section}] poor is {limits.poor:g}, but must be less than good, which is {limits.good:g}.")


def _check_spans(policy: ScorecardPolicy, file: str) -> None:
    """Raises SpecError for a span that ends before it starts, and for steps out of order."""
    spans = {f"rules.probabilities.{stage.value}": (usual.least, usual.most) for stage, usual in policy.rules.probabilities.items()}
    spans |= {f"pages.{name}": (pages.least, pages.most) for name, pages in _budgets(policy)}
    spans["cycle"] = (policy.cycle.least_weeks, policy.cycle.most_weeks)
    for name, (least, most) in spans.items():
        if least > most:
            raise SpecError(f"{file}: [{name}] the least is {least:g}, above the most, which is {most:g}.")
    for stage, usual in policy.rules.probabilities.items():
        if usual.most > 1:
            raise SpecError(f"{file}: [rules.probabilities.{stage.value}] most is {usual.most:g}, but a probability is at most 1.")
    if not 0 < policy.pipeline.lift_step <= 1:
        raise SpecError(f"{file}: [pipeline] lift_step is {policy.pipeline.lift_step:g}, but must be above 0 and at most 1.")
    for rhythm, days in policy.relationships.rhythm.items():
        if days < 1:
            raise SpecError(f"{file}: [relationships.rhythm] {rhythm.value} is {days}, but must be at least 1 day.")
    support = policy.relationships.support
    if support.weak > support.strong:
        raise SpecError(f"{file}: [relationships.support] weak is {support.weak}, above strong, which is {support.strong}.")
    steps, counts = policy.heat.steps, policy.heat.counts
    if len(steps) != 3 or any(step >= later for step, later in pairwise(steps)):
        raise SpecError(f"{file}: [heat] steps must be three shares, each above the one before.")
    if len(counts) != 2 or counts[0] >= counts[1]:
        raise SpecError(f"{file}: [heat] counts must be two numbers, the second above the first.")


def _budgets(policy: ScorecardPolicy) -> list[tuple[str, Any]]:
    return [(entry.name, getattr(policy.pages, entry.name)) for entry in dataclasses.fields(policy.pages)]


def _exactly_once(found: Sequence[int], wanted: range, place: str, word: str) -> None:
    for number in wanted:
        if found.count(number) != 1:
            raise SpecError(f"{place}: {word} {number} must stand exactly once, but stands {found.count(number)} times.")
    extra = sorted(set(found) - set(wanted))
    if extra:
        raise SpecError(f"{place}: there is no {word} {extra[0]}.", f"The {word}s run from {wanted[0]} to {wanted[-1]}.")
