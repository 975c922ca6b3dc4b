"""The calls of a program that place objects: copies, fills, links and pictures. The collector's other half."""

from __future__ import annotations

from typing import Any

from planforge.diagnostics.rule import RuleInfo
from planforge.office import fit
from planforge.office.escape import attribute
from planforge.office.markup import END, LATER, MEDIA, TARGET
from planforge.office.pptx.cell_pictures import refusal
from planforge.office.pptx.drafts import Draft
from planforge.office.pptx.images import BadPicture, Placed, placed, vector_xml
from planforge.office.pptx.inherit import Box
from planforge.office.pptx.links import BadLink, shortly, target
from planforge.office.pptx.numbered import Numbered
from planforge.office.pptx.repeat import Repeat
from planforge.office.pptx.text_body import Run
from planforge.office.rich import Rich
from planforge.office.sandbox import Filled
from planforge.office.tones import FILL_XML, TONES

PALE_FILLS = frozenset(name for name, tone in TONES.items() if tone.alpha < 60 or tone.slot.startswith("bg"))
"""Fills on which the white text of a shape's style cannot be read."""


class ObjectCalls:
    """What a program may call to place objects."""

    numbered: Numbered
    _draft: Draft
    _items: list[Any]
    _runs: list[Run]

    def __init__(self) -> None:
        self._repeats: list[Repeat] = []
        self._tint = ""
        self._placed: Placed | None = None
        self._linked_from = 0

    def remark(self, rule: RuleInfo, shape: str, what: str) -> None:
        """Notes on the slide what the result lacks."""
        self._draft.remarks.append((rule, shape, what))

    # ------------------------------------------------------------ copies

    def repeat(self, number: int) -> None:
        """Begins an object that repeats."""
        outer = self._repeats[-1].shift if self._repeats else (0.0, 0.0)
        self._repeats.append(Repeat(self.numbered.repeats[number], outer))

    def copy(self) -> bool:
        """Begins a copy; False when it has no place."""
        return self._repeats[-1].begin()

    def repeat_end(self) -> None:
        """Ends an object that repeats."""
        done = self._repeats.pop()
        if done.left:
            self.remark(fit.ITEMS_LEFT_OUT, done.style.shape, done.complaint())

    def ident(self, number: int) -> None:
        """The id of a shape in a copy: the first copy keeps the template's, the others get fresh ones."""
        idents = self._repeats[-1].idents
        found = idents.get(number)
        if found is None:
            first = all(repeat.shown == 1 for repeat in self._repeats)
            found = idents[number] = number if first else self._draft.fresh_id()
            self._draft.copies.setdefault(number, []).append(found)
        self._items.append(str(found))

    def offset(self, number: int) -> None:
        """The corner of a copy."""
        (x, y), (dx, dy) = self.numbered.offsets[number], self._repeats[-1].move
        self._items.append(f'<a:off x="{x + dx}" y="{y + dy}"/>')

    # ------------------------------------------------------------ fills

    def tint(self, number: int, value: Any) -> None:
        """The fill of a shape, or the colour of a connector; without a tone the shape's own."""
        before, after, own = self.numbered.fills[number]
        self._tint = _tone(value)
        inner = FILL_XML[self._tint] if self._tint else own
        if inner or after:
            self._items.append(before + inner + after)

    # ------------------------------------------------------------ links

    def target(self, number: int, value: Any) -> None:
        """A link of an object whose target comes from data."""
        found = self._target(number, value)
        if found:
            self._items.append(f"{LATER}{TARGET}{attribute(found)}{END}")

    def link_begin(self) -> None:
        """Begins characters that are a link whose target comes from data."""
        self._linked_from = len(self._runs)

    def link_end(self, number: int, value: Any) -> None:
        """Ends such characters."""
        found = self._target(number, value)
        if found:
            runs = self._runs
            runs[self._linked_from :] = [run._replace(look=(*run.look[:4], f"t{found}")) for run in runs[self._linked_from :]]

    def _target(self, number: int, value: Any) -> str:
        """A link's number and where it leads; empty for nowhere, which is noted when somebody wanted more."""
        try:
            found = target(value)
        except BadLink as fault:
            self.remark(fit.LINK_DROPPED, self._draft.style.links[number][0], str(fault))
            return ""
        return f"{number}:{found}" if found else ""

    def refused_link(self, shape: str, url: str) -> None:
        """Notes that a text's link leads to no web or mail address."""
        self.remark(fit.LINK_DROPPED, shape, f"{shortly(url)} is no web or mail address")

    # ------------------------------------------------------------ pictures

    def picture(self, number: int, value: Any) -> bool:
        """Takes the picture of an object; False when there is none to show."""
        style = self.numbered.pictures[number]
        self._placed = None
        try:
            self._placed = placed(style, value)
        except BadPicture as fault:
            self.remark(fit.PICTURE_LEFT_OUT, style.shape, refusal(value, fault))
        return self._placed is not None

    def embed(self) -> None:
        """The reference to the picture's bitmap."""
        assert self._placed is not None
        media = self._placed.media
        self._draft.media[media.part] = media
        self._items.append(f' r:embed="{LATER}{MEDIA}{media.part}{END}"')

    def vector(self) -> None:
        """The reference to the vector picture above the bitmap."""
        assert self._placed is not None
        media = self._placed.vector
        if media is not None:
            self._draft.media[media.part] = media
            self._items.append(vector_xml(f"{LATER}{MEDIA}{media.part}{END}"))

    def crop(self) -> None:
        """What is cut off a picture that covers its box."""
        assert self._placed is not None
        self._items.append(self._placed.crop)

    def spot(self, moved: int) -> None:
        """Where the picture stands; `moved` is 1 when the picture itself is a copy."""
        assert self._placed is not None
        box: Box = self._placed.box
        dx, dy = self._repeats[-1].move if moved else (0, 0)
        self._items.append(f'<a:off x="{box.x + dx}" y="{box.y + dy}"/><a:ext cx="{box.w}" cy="{box.h}"/>')


def _tone(value: Any) -> str:
    """The tone that a value names or bears; empty for none."""
    if isinstance(value, Filled):
        name = value.tone
    elif isinstance(value, Rich):
        name = next((span.tone for span in value.spans if span.tone), "") or str(value)
    else:
        name = "" if value is None else str(value)
    if name and name not in TONES:
        raise ValueError(f"there is no tone '{name}'")
    return name


def darkened(run: Run) -> Run:
    """A run in the theme's text colour, unless it has a colour of its own."""
    return run if run.style.fill or run.look[0] else run._replace(look=("ink", *run.look[1:]))


OBJECT_CALLS = (
    "repeat", "copy", "repeat_end", "ident", "offset", "tint", "target", "link_begin", "link_end",
    "picture", "embed", "vector", "crop", "spot",
)  # fmt: skip
"""The methods of this half that a program may call."""
