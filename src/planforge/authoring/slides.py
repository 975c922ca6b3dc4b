"""The frame of a content slide: texts by convention from `<name>.slide`, notes with directives, and its empty twin."""

from __future__ import annotations

from planforge.authoring.deck_builder import DeckBuilder, SlideBuilder

_TEXTS = ("title", "tracker", "sticker", "subtitle", "source")
APPENDIX = "appendix"
"""The section whose slides a deck may be made without."""


def content(
    deck: DeckBuilder,
    ident: str,
    name: str,
    section: str,
    loop: str = "",
    condition: str = "",
    title: str = "",
    goes_on: str = "",
    frame: str = "",
    tracker: str = "",
) -> SlideBuilder:
    """A content slide whose texts come from `name.slide`, or from the loop's item when it repeats.

    Args:
        section: where it belongs; every slide of the appendix is left out of a deck that is made without one.
        loop: for instance `p in influence.pages`; the item has its own `slide`.
        condition: expression without which the slide is left out.
        title: the title's expression when it is not the usual one.
        goes_on: the item's name when the slide ends the loop that the one before began.
        frame: where the texts of the slide are when not in `name.slide`.
        tracker: the tracker's expression when it is not the usual one.
    """
    source = goes_on or (loop.split(" in ")[0] if loop else name)
    frame = frame or f"{source}.slide"
    directives = [f"{{% slide id {ident} %}}"]
    conditions = [*(["deck.appendix"] if section == APPENDIX else []), *([condition] if condition else [])]
    if conditions:
        directives.append(f"{{% slide if {' and '.join(conditions)} %}}")
    if loop:
        directives.append(f"{{% slide for {loop} %}}")
    if goes_on:
        directives.append("{% slide endfor %}")
    texts = {text: f"{{{{ {frame}.{text} }}}}" for text in _TEXTS}
    if title:
        texts["title"] = f"{{{{ {title} }}}}"
    if tracker:
        texts["tracker"] = f"{{{{ {tracker} }}}}"
    return deck.slide(ident, section, notes="\n".join([*directives, f"{{{{ {frame}.notes }}}}"]), **texts)


def with_empty(deck: DeckBuilder, ident: str, name: str, section: str, loop: str = "") -> SlideBuilder:
    """A content slide that is shown when there are data; `empty_twin` adds the one that is shown when there are none."""
    return content(deck, ident, name, section, loop, f"not {name}.empty")


def empty_twin(deck: DeckBuilder, ident: str, name: str, section: str) -> None:
    """The slide with the dashed box that says what is missing and who fills it in."""
    slide = content(deck, ident, name, section, condition=f"{name}.empty")
    g = deck.grid
    slide.frame(g.left, g.y(2.2), g.full, 2.6, "empty-state", f"empty_state({name}.empty)")
    slide.done()
