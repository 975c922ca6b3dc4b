"""Component frames: native drawings in place of a rectangle."""

from __future__ import annotations

from typing import Any

import pytest

from planforge.errors import TemplateError
from planforge.office import compile_template
from planforge.office.frame import Frame
from planforge.office.pptx.drawing import Canvas
from support.decks import Deck, alt_text, check_package, names, opened, shape


class Bars:
    minimum = (2.0, 1.0)

    def __init__(self) -> None:
        self.frames: list[Frame] = []

    def __call__(self, canvas: Canvas, frame: Frame, *args: Any) -> str:
        self.frames.append(frame)
        for number, _ in enumerate(args[0]):
            canvas.box(frame.left, frame.top + number * 0.2, 1, 0.1, fill="primary")
        return f"{len(args[0])} bars"


def deck_with(component: str, box: tuple[float, ...] = (8, 2, 4, 3), more: str = "") -> Deck:
    deck = Deck()
    deck.add("T")
    deck.rectangle("nothing yet", alt=f"pf\ncomponent: {component}{more}", box=box)
    return deck


def render(deck: Deck, bars: Any, **context: Any) -> Any:
    data = compile_template(deck.bytes, visuals={"bars": bars}).render(context, lang="zh-CN").data
    check_package(data)
    return opened(data)


def test_the_rectangle_becomes_a_group() -> None:
    bars = Bars()
    group = shape(render(deck_with("bars(xs, 'x')"), bars, xs=[1, 2]).slides[0], "frame")
    assert len(group.shapes) == 2
    assert alt_text(group) == "2 bars"
    frame = bars.frames[0]
    assert (frame.left, frame.top, frame.width, frame.height, frame.lang) == (8, 2, 4, 3, "zh-CN")


def test_the_alt_line_wins() -> None:
    group = shape(render(deck_with("bars(xs)", more="\nalt: Bars of {{ xs[0] }}"), Bars(), xs=[7]).slides[0], "frame")
    assert alt_text(group) == "Bars of 7"


def test_the_rectangle_stays_when_nothing_is_drawn() -> None:
    found = shape(render(deck_with("bars(xs)"), Bars(), xs=[]).slides[0], "frame")
    assert found.text_frame.text == "nothing yet"
    assert alt_text(found) is None


def test_an_empty_rectangle_goes_when_nothing_is_drawn() -> None:
    deck = deck_with("bars(xs)")
    shape(deck.slide, "frame").text_frame.text = ""
    assert names(render(deck, Bars(), xs=[]).slides[0]) == ["Title 1"]


def test_drawings_follow_the_rows_of_each_page() -> None:
    deck = deck_with("bars(rows)")
    deck.table([["h"], ["{% row for r in rows %}{{ r }}"]], box=(1, 2, 4, 0.8), alt="pf\nrows: 2\nrepeat header: 1")
    bars = Bars()
    assert len(render(deck, bars, rows=["a", "b", "c"]).slides) == 2
    first, second = (frame.tables["table"] for frame in bars.frames)
    assert [(row.index, round(row.top, 2), round(row.height, 2)) for row in first] == [(0, 2.4, 0.4), (1, 2.8, 0.4)]
    assert [(row.index, round(row.top, 2)) for row in second] == [(2, 2.4)]


@pytest.mark.parametrize(
    ("component", "box", "words"),
    [
        (
            "bats(xs)",
            (8, 2, 4, 3),
            "TP107 slide 1, shape 'frame', alt text, component: bats.xs.: there is no drawing 'bats'; did you mean 'bars'",
        ),
        ("bars(xs)", (8, 2, 1.5, 3), "TP108 .*the frame is 1.50 x 3.00 inches; the drawing needs 2.00 x 1.00"),
        ("bars(xs", (8, 2, 4, 3), "TP102 .*bracket"),
        ("bars(x s)", (8, 2, 4, 3), "TP102"),
    ],
)
def test_wrong_frames_are_refused(component: str, box: tuple[float, ...], words: str) -> None:
    with pytest.raises(TemplateError, match=words):
        compile_template(deck_with(component, box).bytes, visuals={"bars": Bars()})


def test_a_drawing_that_fails_is_named() -> None:
    with pytest.raises(TemplateError, match=r"slide 1, shape 'frame'.*the drawing failed"):
        render(deck_with("bars(xs)"), Bars(), xs=3)
