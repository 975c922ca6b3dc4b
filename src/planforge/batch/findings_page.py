"""The findings of a run as one HTML page that opens anywhere, and the same as JSON for other programs."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from typing import Any

from planforge.diagnostics.finding import Finding, Severity
from planforge.values import plain

SCHEMA = "planforge.findings/1"
"""Name and version of findings.json; a new number means that a key changed its meaning or went away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageEntry:
    """A workbook on the page.

    Attributes:
        file: its name, relative to the plan folder.
        deck: path of its deck beside the page; empty when there is none.
        error: why there is no deck or the workbook could not be read.
        refused: True when its errors stand against a deck.
        load: gives its findings; they are fetched one workbook at a time.
    """

    file: str
    account: str = ""
    deck: str = ""
    quality: float | None = None
    counts: Mapping[Severity, int] = field(default_factory=dict)
    error: str = ""
    hint: str = ""
    refused: bool = False
    load: Callable[[], Sequence[Finding]] = tuple

    @property
    def errors(self) -> int:
        """Findings of severity error."""
        return self.counts.get(Severity.ERROR, 0)

    @property
    def warnings(self) -> int:
        """Findings of severity warning."""
        return self.counts.get(Severity.WARNING, 0)

    @property
    def sheets(self) -> list[tuple[str, list[Finding]]]:
        """Findings in report order, grouped by sheet; those without cell, as of fitting text, come under no sheet name."""
        groups: dict[str, list[Finding]] = {}
        for finding in self.load():
            groups.setdefault(finding.cell.sheet if finding.cell else "", []).append(finding)
        return list(groups.items())


@lru_cache(maxsize=1)
def _template() -> Any:
    from jinja2 import Environment, StrictUndefined

    text = files("planforge.batch").joinpath("findings.html.j2").read_text(encoding="utf-8")
    return Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True).from_string(text)


def findings_page(entries: Sequence[PageEntry], *, title: str, version: str) -> str:
    """The page as text. Everything from workbooks is escaped; the page holds no script."""
    return str(_template().render(entries=entries, title=title, version=version, glyphs={"error": "■", "warning": "▲", "info": "○"}))


def findings_json(entries: Sequence[PageEntry], version: str) -> str:
    """The same as JSON text, one workbook after the other."""
    plans = [json.dumps(_as_json(entry), ensure_ascii=False, indent=1) for entry in entries]
    head = json.dumps({"schema": SCHEMA, "planforge": version})[:-1]
    return head + ', "plans": [\n' + ",\n".join(plans) + "\n]}\n"


def _as_json(entry: PageEntry) -> dict[str, Any]:
    return {
        "file": entry.file,
        "account": entry.account,
        "deck": entry.deck or None,
        "quality": entry.quality,
        "counts": {severity.value: entry.counts.get(severity, 0) for severity in Severity},
        "error": {"message": entry.error, "hint": entry.hint} if entry.error else None,
        "refused": entry.refused,
        "findings": [plain(finding) for finding in entry.load()],
    }
