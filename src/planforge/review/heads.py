"""Names over narrow columns: a word a line, each no wider than its column."""

from __future__ import annotations

from planforge.office.pptx.drawing import is_cjk
from planforge.office.text import width_of
from planforge.review.titles import abbreviated

SIZE = 10.0
"""Points of the heads of narrow columns."""
_MARGIN = 7.2


def narrow_head(name: str, columns_width: float, columns: int, lines: int = 2) -> str:
    """A name in a column that shares a width in points with others, in at most so many lines; words that are too wide are abbreviated."""
    room = columns_width / max(1, columns) - _MARGIN
    if width_of(name, SIZE, True) <= room:
        return name
    if is_cjk(name):
        return _halved(name, int(room / SIZE) * lines)
    found: list[str] = []
    for word in _words(name, room):
        gap = "" if found and found[-1].endswith("-") else " "
        if found and width_of(f"{found[-1]}{gap}{word}", SIZE, True) <= room:
            found[-1] += f"{gap}{word}"
        else:
            found.append(abbreviated(word, SIZE, room, True))
    return "\n".join(found[:lines])


def _words(name: str, room: float) -> list[str]:
    """The words of a name; those with a hyphen that are too wide are divided behind it."""
    found = []
    for word in name.split():
        parts = word.split("-")
        found += [word] if width_of(word, SIZE, True) <= room else [*(f"{part}-" for part in parts[:-1]), parts[-1]]
    return found


def _halved(name: str, most: int) -> str:
    """A Chinese name on two lines of about the same length, at most so many characters in all; a line never begins with a comma."""
    shown = name if len(name) <= most else name[: most - 1] + "…"
    middle = (len(shown) + 1) // 2
    if shown[middle : middle + 1] in "、，）":
        middle += 1
    return shown[:middle] + "\n" + shown[middle:]
