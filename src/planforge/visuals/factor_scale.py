"""The ten factors on a scale from poor to good, this review against the previous one, with the evidence beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from planforge.office.frame import Frame
from planforge.office.pptx.drawing import Canvas, Style
from planforge.office.rich import Rich, Span, Text, first_language
from planforge.office.text import Piece, cut, layout, one_line

GROUP_HEIGHT, HEADER_HEIGHT = 0.255, 0.31
NAME_WIDTH, LEAST_NAME, SCALE_WIDTH = 2.72, 1.70, 2.30
"""Inches for the names at most and at least; what they leave goes to the evidence."""
EVIDENCE_SIZES = (10.0, 9.5)
"""Points of an evidence of one line and of two."""
NOW, PREVIOUS, MEAN = 0.19, 0.12, 0.07
HALF = 0.5
"""Of a rating: the tinted bands end between two ticks."""


class Line(Protocol):
    """One factor."""

    number: int
    name: str
    second_name: str
    weakest: bool
    score: int | None
    previous: int | None
    delta: str
    delta_tone: str
    evidence: str


class Group(Protocol):
    """A heading and its factors, with their mean and how it changed."""

    name: Text
    factors: tuple[Line, ...]
    mean: float | None
    previous: float | None
    shown: str
    delta: str
    delta_tone: str


def _both(line: Line, font: str) -> tuple[Piece, ...]:
    """Number and name of a factor, and its name in the second language."""
    first = Piece(f"{line.number}  {line.name}", 11.5, line.weakest, font)
    return (first, Piece(f"  {line.second_name}", 10, False, font)) if line.second_name else (first,)


def _width(line: Line, font: str) -> float:
    """Inches of a factor's names on one line."""
    return layout(_both(line, font), 20 * 72).widest / 72


class FactorScale:
    """Draws the scale; rows share the frame's height."""

    minimum = (6.5, 3.6)

    def __call__(self, canvas: Canvas, frame: Frame, *args: Any) -> str:
        """Arguments: groups, alt text, the rating from which a factor is good, the rating up to which it is poor."""
        groups: Sequence[Group] = args[0]
        scale = _Scale(canvas, frame, groups, float(args[2]), float(args[3]))
        scale.header()
        scale.zones()
        for group in groups:
            scale.group(group)
        return str(args[1])


class _Scale:
    def __init__(self, canvas: Canvas, frame: Frame, groups: Sequence[Group], good: float, poor: float) -> None:
        self.canvas, self.frame = canvas, frame
        self.good, self.poor = good, poor
        lines = [line for group in groups for line in group.factors]
        self.weakest = sum(1 for line in lines if line.weakest)
        self.row_height = min(0.355, (frame.height - HEADER_HEIGHT - len(groups) * GROUP_HEIGHT) / max(1, len(lines)))
        self.body = len(lines) * self.row_height + len(groups) * GROUP_HEIGHT
        self.names = max([LEAST_NAME, *(min(_width(line, frame.font) + 0.1, NAME_WIDTH) for line in lines)])
        self.x_scale = frame.left + self.names + 0.12
        self.x_value = self.x_scale + SCALE_WIDTH + 0.14
        self.x_delta = self.x_value + 0.42
        self.x_evidence = self.x_delta + 0.50
        self.right = frame.left + frame.width
        self.y = frame.top + HEADER_HEIGHT

    def at(self, score: float) -> float:
        """The x of a score of 1 to 5."""
        return self.x_scale + 0.15 + (score - 1) * (SCALE_WIDTH - 0.3) / 4

    def header(self) -> None:
        """Column heads over a rule."""
        t, top, draw = self.frame.t, self.frame.top, self.canvas.text
        head = Style(size=12, bold=True, tone="title", anchor="middle")
        small = Style(size=10, tone="muted", anchor="middle")
        note = Span("  " + first_language(t("A05.weakest")), tone="muted", points=-2, bold=False)
        factor = first_language(t("A05.factor"))
        draw(self.frame.left, top, self.names, 0.24, Rich((Span(factor), note)) if self.weakest else t("A05.factor"), head)
        draw(self.at(1) - 0.22, top, 1.0, 0.24, t("A05.poor"), small)
        draw(self.at(5) - 0.78, top, 1.0, 0.24, t("A05.good"), Style(size=10, tone="muted", anchor="middle", align="right"))
        centre = Style(size=10, tone="muted", anchor="middle", align="center")
        draw(self.x_value - 0.1, top, 0.6, 0.24, first_language(t("A05.now")), centre)
        draw(self.x_delta, top, 0.42, 0.24, "Δ", centre)
        draw(self.x_evidence, top, self.right - self.x_evidence, 0.24, t("A05.evidence"), head)
        self.canvas.line(self.frame.left, top + 0.27, self.right, top + 0.27, "title", 1.25, name="pf:rule")

    def zones(self) -> None:
        """Tinted bands behind the poor and the good end."""
        poor, good = self.at(self.poor + HALF), self.at(self.good - HALF)
        self.canvas.box(self.at(1) - 0.22, self.y, poor - self.at(1) + 0.22, self.body, "bad_l", name="pf:zone-poor")
        self.canvas.box(good, self.y, self.at(5) + 0.22 - good, self.body, "good_l", name="pf:zone-good")

    def group(self, group: Group) -> None:
        """A heading and its factors."""
        heading = Style(size=10, bold=True, tone="primary", anchor="bottom")
        self.canvas.text(self.frame.left, self.y, self.names, GROUP_HEIGHT, group.name, heading)
        self.mean(group)
        self.y += GROUP_HEIGHT
        for line in group.factors:
            self.factor(line)
            self.y += self.row_height
            self.canvas.line(self.frame.left, self.y, self.right, self.y, "hair", 0.5)

    def mean(self, group: Group) -> None:
        """The mean of a group as a bar on the scale, a tick where it stood at the last review, its figure and the change."""
        if group.mean is None:
            return
        y = self.y + GROUP_HEIGHT - 0.10
        self.canvas.box(self.at(1), y - MEAN / 2, max(self.at(group.mean) - self.at(1), 0.02), MEAN, "primary", name="pf:group-mean")
        if group.previous is not None and group.delta_tone != "muted":
            x = self.at(group.previous)
            self.canvas.line(x, y - MEAN, x, y + MEAN, "neutral", 1.5)
        style = Style(size=10, bold=True, tone="primary", align="center", anchor="bottom")
        self.canvas.text(self.x_value - 0.05, self.y, 0.50, GROUP_HEIGHT, group.shown, style)
        change = Style(size=10, tone=group.delta_tone, bold=group.delta_tone != "muted", align="center", anchor="bottom")
        self.canvas.text(self.x_delta - 0.04, self.y, 0.50, GROUP_HEIGHT, group.delta, change)

    def factor(self, line: Line) -> None:
        """Name, scale, score, change and evidence of one factor."""
        canvas, y, height = self.canvas, self.y, self.row_height
        font = self.frame.font
        name = (
            Span(f"{line.number}  ", tone="muted"),
            Span(one_line(line.name, (self.names - 0.22) * 72, 11.5, line.weakest, font=font), bold=line.weakest),
        )
        fits = line.second_name and layout(_both(line, font), (self.names - 0.05) * 72).lines == 1
        second = (Span("  " + line.second_name, tone="muted", points=-1.5),) if fits else ()
        canvas.text(self.frame.left, y, self.names, height, Rich(name + second), Style(size=11.5, anchor="middle"))
        self.ruler(y + height / 2)
        if line.score is not None:
            self.markers(line, y + height / 2)
        tone = "bad" if line.score is not None and line.score <= self.poor else "ink" if line.score is not None else "muted"
        shown = str(line.score) if line.score is not None else "–"
        canvas.text(self.x_value, y, 0.40, height, shown, Style(size=12, bold=True, tone=tone, align="center", anchor="middle"))
        change = Style(size=10.5, tone=line.delta_tone, bold=line.delta_tone in ("good", "bad"), align="center", anchor="middle")
        canvas.text(self.x_delta, y, 0.42, height, line.delta, change)
        self.evidence(line, height)

    def evidence(self, line: Line, height: float) -> None:
        """The evidence of a factor on one line, or a little smaller on two where a row is high enough."""
        one, two = EVIDENCE_SIZES
        room, font = (self.right - self.x_evidence - 0.04) * 72, self.frame.font
        tall = layout((Piece(line.evidence, one, False, font),), room).lines > 1 and 2 * two * 1.2 <= height * 72
        size = two if tall else one
        pieces, _ = cut((Piece(line.evidence, size, False, font),), room, 2 if tall else 1)
        shown = "".join(piece.text for piece in pieces) or "–"
        style = Style(size=size, tone="ink" if line.evidence else "muted", anchor="middle")
        self.canvas.text(self.x_evidence, self.y, self.right - self.x_evidence, height, shown, style)

    def ruler(self, y: float) -> None:
        """The scale line with five ticks."""
        self.canvas.line(self.at(1), y, self.at(5), y, "grey", 1)
        for score in range(1, 6):
            self.canvas.line(self.at(score), y - 0.04, self.at(score), y + 0.04, "grey", 0.75)

    def markers(self, line: Line, y: float) -> None:
        """The score now, and the previous one joined to it when it differs."""
        now = self.at(line.score or 0)
        if line.previous is not None and line.previous != line.score:
            before = self.at(line.previous)
            self.canvas.line(before, y, now, y, "primary", 2)
            half = PREVIOUS / 2
            self.canvas.box(
                before - half, y - half, PREVIOUS, PREVIOUS, "white", "neutral", 1.25, shape="ellipse", name=f"pf:ten-{line.number}-prev"
            )
        score = line.score or 0
        tone, shape = ("bad", "rect") if score <= self.poor else ("good", "ellipse") if score >= self.good else ("neutral", "ellipse")
        half = NOW / 2
        self.canvas.box(now - half, y - half, NOW, NOW, tone, "white", 0.75, shape=shape, name=f"pf:ten-{line.number}-now")
