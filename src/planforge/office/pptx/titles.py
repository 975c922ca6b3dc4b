"""Which pages stand under one title: those of a table that goes on, and slides of one id and title that follow each other."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from planforge.office.pptx.drafts import Draft, HeldText
from planforge.office.pptx.text_body import plain_text


def shared_titles(drafts: Sequence[Draft]) -> list[tuple[int, int]]:
    """For each draft how many pages of its title come before it, and how many the title has in all.

    A template may split what belongs together over two slides, because a narrow page has no room for both panels: it gives them
    the same id and the same title, and their titles are counted like the pages of a long table.
    """
    found: list[tuple[int, int]] = []
    for ident, group in groupby(drafts, key=lambda draft: draft.style.ident):
        members = list(group)
        for run in _runs(members) if ident and len(members) > 1 else [[draft] for draft in members]:
            total, before = sum(draft.pages for draft in run), 0
            for draft in run:
                found.append((before, total))
                before += draft.pages
    return found


def _runs(drafts: Sequence[Draft]) -> list[list[Draft]]:
    """Drafts of one id divided where the title changes. Copies that a loop made of one slide are never counted together."""
    runs = [list(group) for _, group in groupby(drafts, key=_title)]
    return [
        part for run in runs for part in ([run] if len({draft.style.number for draft in run}) == len(run) else [[draft] for draft in run])
    ]


def _title(draft: Draft) -> str:
    return next((plain_text(item.paragraphs) for item in draft.items if isinstance(item, HeldText)), "")
