"""Settings of a company or a run: planforge.toml, then options."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from planforge.errors import ConfigError

LANGUAGES = ("en", "zh", "en+zh")
CUSTOMER = "customer"
VARIANTS = ("full", "page", "short", CUSTOMER)
"""The editions of the review deck: the whole review, the account on a page, its six main blocks, what the customer may see."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """What may be set in planforge.toml.

    Attributes:
        company: our company's name, for footers.
        confidentiality: the last word of the footer.
        language: `en`, `zh` or `en+zh`; empty lets each plan's cover decide, else English.
        templates: folder with the company's own templates, searched first.
        rules: rule code or family to `off`, `error`, `warning` or `info`.
        thresholds: values that replace those of scorecard.toml, by dotted name.
        fonts: folder with font files that text is measured with, before the tables of common fonts.
        logo: picture file (PNG or JPEG) that templates show as `deck.logo`.
        appendix: whether review decks have their appendix, the slides AX1 and following.
        cache: folder for compiled templates, or `off`; empty takes the platform's place. PLANFORGE_CACHE goes before it.
    """

    company: str = "Northgate Systems"
    confidentiality: str = "Confidential"
    language: str = ""
    templates: Path | None = None
    rules: Mapping[str, str] = field(default_factory=dict)
    thresholds: Mapping[str, Any] = field(default_factory=dict)
    cache: str = ""
    fonts: Path | None = None
    logo: Path | None = None
    appendix: bool = True

    def __post_init__(self) -> None:
        if self.language and self.language not in LANGUAGES:
            raise ConfigError(f"The language {self.language!r} is not known.", f"Use one of {', '.join(LANGUAGES)}.")
        if not isinstance(self.appendix, bool):
            raise ConfigError(f"The setting appendix is {self.appendix!r}.", "It must be true or false.")


def load(path: Path | None, **options: Any) -> Config:
    """The settings of a planforge.toml with the given options on top; options that are None are ignored.

    Raises:
        ConfigError: the file cannot be read or names an unknown setting.
    """
    values: dict[str, Any] = {}
    if path is not None:
        try:
            values = tomllib.loads(path.read_text(encoding="utf-8"))
        except OSError as error:
            raise ConfigError(f"The settings file {path.name} cannot be read.", error.strerror or "") from error
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise ConfigError(f"The settings file {path.name} is not valid TOML.", str(error)) from error
    values.update({name: value for name, value in options.items() if value is not None})
    known = {f.name for f in fields(Config)}
    unknown = sorted(set(values) - known)
    if unknown:
        raise ConfigError(f"Unknown setting {unknown[0]!r}.", f"Known settings: {', '.join(sorted(known))}.")
    for name in ("templates", "fonts", "logo"):
        if values.get(name) is not None:
            values[name] = Path(values[name])
    return Config(**values)
