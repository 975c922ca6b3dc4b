"""Component frames: rectangles in a template that a drawing fills."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from planforge.errors import PlanForgeError, TemplateError
from planforge.office.frame import Frame, RowBox, Visual
from planforge.office.pptx.alt_text import EMU_PER_INCH, AltBlock
from planforge.office.pptx.drawing import Canvas
from planforge.office.pptx.inherit import Box
from planforge.office.problems import BAD_TAG, SMALL_FRAME, UNKNOWN_VISUAL, Place, Problems, did_you_mean
from planforge.office.program import Program

_SLACK = 0.005  # inches a designer's mouse may be off


@dataclass(frozen=True, slots=True)
class FrameStyle:
    """A compiled frame: the drawing's name, where it stands in inches of the drawing, its smallest text, its scale and font.

    `moves` when the frame itself repeats, so that each copy stands elsewhere. `ident` is the id of the rectangle, by which
    animations name it.

    The drawing is made as if the slide were larger by 1 / `scale`, and shrunk with its text and lines when it is written.
    """

    visual: str
    place: Place
    left: float
    top: float
    width: float
    height: float
    minimum_font: float = 9.0
    scale: float = 1.0
    font: str = ""
    moves: bool = False
    ident: int = 0


def compile_frame(
    block: AltBlock, box: Box | None, place: Place, program: Program, visuals: Mapping[str, Visual], font: str = ""
) -> tuple[FrameStyle, str] | None:
    """A frame and the expression of its arguments; None when the directive is wrong, which is noted."""
    problems = program.problems
    place = Place(place.slide, place.shape, "alt text", tag=f"component: {block.lines['component']}")
    name, bracket, rest = block.expression("component").partition("(")
    name = name.strip()
    if bracket and not rest.rstrip().endswith(")"):
        problems.add(BAD_TAG, place, "a bracket is missing")
        return None
    if name not in visuals:
        known = f"; known are {', '.join(sorted(visuals))}" if visuals else ""
        problems.add(UNKNOWN_VISUAL, place, f"there is no drawing '{name}'{did_you_mean(name, visuals) or known}")
        return None
    if box is None:
        problems.add(SMALL_FRAME, place, "the frame has no position")
        return None
    inner = rest.rstrip()[:-1].strip() if bracket else ""
    arguments = program.expression(f"({inner},)", place) if inner else "()"
    scale = block.number("scale", 1.0) or 1.0
    left, top, width, height = (value / EMU_PER_INCH / scale for value in (box.x, box.y, box.w, box.h))
    _check_size(visuals[name], width, height, place, problems)
    return FrameStyle(name, place, left, top, width, height, block.number("min font", 9.0), scale, font), arguments


def _check_size(visual: Visual, width: float, height: float, place: Place, problems: Problems) -> None:
    wide, high = getattr(visual, "minimum", (0.0, 0.0))
    if width + _SLACK < wide or height + _SLACK < high:
        problems.add(SMALL_FRAME, place, f"the frame is {width:.2f} x {height:.2f} inches; the drawing needs {wide:.2f} x {high:.2f}")


def drawn(
    style: FrameStyle,
    arguments: tuple[Any, ...],
    visuals: Mapping[str, Visual],
    tables: Mapping[str, tuple[RowBox, ...]],
    next_id: Callable[[], int],
    lang: str,
    texts: Callable[[str], Any],
    alt: str | None,
) -> str:
    """The drawing as one group; empty when the visual draws nothing.

    Raises:
        TemplateError: the visual failed; the sentence names slide, shape and drawing.
    """
    scale = style.scale
    canvas = Canvas(next_id, lang, scale)
    if scale != 1.0:
        tables = {name: tuple(RowBox(r.index, r.top / scale, r.height / scale) for r in rows) for name, rows in tables.items()}
    box = (style.left, style.top, style.width, style.height)
    frame = Frame(style.place.shape, *box, lang, style.minimum_font, style.font, tables, texts)
    try:
        described = visuals[style.visual](canvas, frame, *arguments)
    except PlanForgeError:
        raise
    except Exception as error:
        raise TemplateError(f"{style.place}: the drawing failed: {error}.", "Check the frame's arguments against the drawing.") from error
    if not canvas:
        return ""
    return canvas.group(style.place.shape, alt if alt is not None else described)
