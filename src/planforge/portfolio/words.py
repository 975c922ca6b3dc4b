"""The words of the consolidated workbook, from `texts.toml` beside its template."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from planforge.errors import TemplateError


def load_words(path: Path, language: str) -> Mapping[str, str]:
    """Words by flat name in a language: `[words.stage] propose` becomes `stage_propose`.

    Args:
        path: the `texts.toml`.
        language: `en`, `zh` or `en+zh`; the mixed edition takes English words, its labels carry both.

    Raises:
        TemplateError: the file cannot be read or a word lacks the language.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))["words"]
    except (OSError, KeyError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise TemplateError(f"The words in {path.name} cannot be read: {error}.", "Restore the file from the installation.") from error
    if not isinstance(data, Mapping):
        raise TemplateError(f"The words in {path.name} are no table.", "Restore the file from the installation.")
    return dict(_flat(data, "zh" if language == "zh" else "en", path.name))


def _flat(data: Mapping[str, Any], language: str, file: str, prefix: str = "") -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for name, value in data.items():
        key = prefix + name.replace(" ", "_")
        if not isinstance(value, Mapping):
            raise TemplateError(f"{file}: the word {key!r} is not written as {{ en = …, zh = … }}.", "Give both languages.")
        if "en" not in value:
            found += _flat(value, language, file, f"{key}_")
        elif language in value:
            found.append((key, str(value[language])))
        else:
            raise TemplateError(f"{file}: the word {key!r} has no {language!r}.", "Give both languages.")
    return found
