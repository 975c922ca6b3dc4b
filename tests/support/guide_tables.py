"""The tables of the guide that come from the code: codes of messages, drawings with their least sizes."""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from pptx import Presentation

from planforge.cli.rulebook import all_rules
from planforge.visuals import registry
from support.decks import P
from support.guide import GUIDE

DECK = GUIDE.parents[1] / "templates" / "pptx" / "account-review" / "account-review.pptx"
_WORDS = {"error": "error", "warning": "warning", "info": "note"}


def codes() -> Iterator[str]:
    """Every code of templates and of fitting, with what it finds and how to mend it."""
    yield "| Code | | Found | What to do |"
    yield "|---|---|---|---|"
    for code, rule in sorted(all_rules().items()):
        if code.startswith(("TP", "FT")):
            yield f"| {code} | {_WORDS[rule.severity.value]} | {_cell(rule.finds)} | {_cell(rule.fix)} |"


def drawings() -> Iterator[str]:
    """Every drawing, the least room it needs, and how our own deck uses it."""
    used = uses()
    yield "| Drawing | What it draws | Least size | In our deck |"
    yield "|---|---|---|---|"
    for name, visual in registry().items():
        wide, high = visual.minimum
        words = (type(visual).__doc__ or "").strip().splitlines()[0]
        call = f"`{used[name][0]}`" if name in used else "not used"
        yield f"| `{name}` | {_cell(words)} | {wide:g} x {high:g} in | {call} |"


@lru_cache(maxsize=1)
def uses() -> dict[str, tuple[str, str]]:
    """For each drawing the call in the account review template that comes first, and the loops of its slide."""
    found: dict[str, tuple[str, str]] = {}
    running: list[str] = []
    slides = list(Presentation(io.BytesIO(DECK.read_bytes())).slides)
    notes = [slide.notes_slide.notes_text_frame.text.splitlines() for slide in slides]
    for place, slide in enumerate(slides):
        # A loop whose end is written down runs over the slides up to there; another one is its slide's own.
        loops = [line for line in notes[place] if line.startswith("{% slide for")] or running
        running = loops if _goes_on(notes, place) else []
        for element in slide._element.iter(f"{P}cNvPr"):
            for line in (element.get("descr") or "").splitlines():
                if line.startswith("component:"):
                    call = line.partition(":")[2].strip()
                    found.setdefault(call.partition("(")[0], (call, "\n".join(loops)))
    return found


def _goes_on(notes: list[list[str]], place: int) -> bool:
    """True when the loop of a slide ends on a later one."""
    if any(line.startswith("{% slide endfor") for line in notes[place]):
        return False
    later = (line for lines in notes[place + 1 :] for line in lines if line.startswith(("{% slide for", "{% slide endfor")))
    return next(later, "").startswith("{% slide endfor")


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


TABLES = {"messages.md": ("codes", codes), "frames.md": ("drawings", drawings)}
"""Page to the name of its table and what makes it."""


def with_table(page: str, path: Path) -> str:
    """A page with its table made anew."""
    name, make = TABLES[page]
    before, _, rest = path.read_text(encoding="utf-8").partition(f"<!-- {name}: begin -->\n")
    after = rest.partition(f"<!-- {name}: end -->")[2]
    return "".join((before, f"<!-- {name}: begin -->\n", *(f"{line}\n" for line in make()), f"<!-- {name}: end -->", after))
