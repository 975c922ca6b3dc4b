"""The ten factors on a scale from poor to good, this review against the previous one, with the evidence beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from planforge.office.frame import Frame
from planforge.office.pptx.drawing import Canvas, Style
from planforge.office.rich import Rich, Span, Text, first_language
from planforge.office.text import Piece, layout, one_line

GROUP_HEIGHT, HEADER_HEIGHT = 0.255, 0.31
NAME_WIDTH, SCALE_WIDTH = 2.72, 2.30
NOW, PREVIOUS = 0.19, 0.12
POOR_TO, GOOD_FROM = 2.5, 3.5


class Line(Protocol):
    """One factor."""

    number: int
    name: str
    second_name: str
    score: int | None
    previous: int | None
    delta: str
    delta_tone: str
    evidence: str


class Group(Protocol):
    """A heading and its factors."""

    name: Text
    factors: tuple[Line, ...]


class FactorScale:
    """Draws the scale; rows share the frame's height."""

    minimum = (6.5, 3.6)

    def __call__(self, canvas: Canvas, frame: Frame, *args: Any) -> str:
        """Draws the groups; the second argument is the alt text."""
        groups: Sequence[Group] = args[0]
        scale = _Scale(canvas, frame, sum(len(g.factors) for g in groups), len(groups))
        scale.header()
        scale.zones()
        for group in groups:
            scale.group(group)
        return str(args[1])


class _Scale:
    def __init__(self, canvas: Canvas, frame: Frame, rows: int, groups: int) -> None:
        self.canvas, self.frame = canvas, frame
        self.row_height = min(0.355, (frame.height - HEADER_HEIGHT - groups * GROUP_HEIGHT) / max(1, rows))
        self.body = rows * self.row_height + groups * GROUP_HEIGHT
        self.x_scale = frame.left + NAME_WIDTH + 0.12
        self.x_value = self.x_scale + SCALE_WIDTH + 0.08
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
        draw(self.frame.left, top, NAME_WIDTH, 0.24, t("A05.factor"), head)
        draw(self.at(1) - 0.22, top, 1.0, 0.24, t("A05.poor"), small)
        draw(self.at(5) - 0.78, top, 1.0, 0.24, t("A05.good"), Style(size=10, tone="muted", anchor="middle", align="right"))
        centre = Style(size=10, tone="muted", anchor="middle", align="center")
        draw(self.x_value - 0.1, top, 0.6, 0.24, first_language(t("A05.now")), centre)
        draw(self.x_delta, top, 0.42, 0.24, "Δ", centre)
        draw(self.x_evidence, top, self.right - self.x_evidence, 0.24, t("A05.evidence"), head)
        self.canvas.line(self.frame.left, top + 0.27, self.right, top + 0.27, "title", 1.25, name="pf:rule")

    def zones(self) -> None:
        """Tinted bands behind the poor and the good end."""
        self.canvas.box(self.at(1) - 0.22, self.y, self.at(POOR_TO) - self.at(1) + 0.22, self.body, "bad_l", name="pf:zone-poor")
        self.canvas.box(self.at(GOOD_FROM), self.y, self.at(5) + 0.22 - self.at(GOOD_FROM), self.body, "good_l", name="pf:zone-good")

    def group(self, group: Group) -> None:
        """A heading and its factors."""
        heading = Style(size=10, bold=True, tone="primary", anchor="bottom")
        self.canvas.text(self.frame.left, self.y, NAME_WIDTH, GROUP_HEIGHT, group.name, heading)
        self.y += GROUP_HEIGHT
        for line in group.factors:
            self.factor(line)
            self.y += self.row_height
            self.canvas.line(self.frame.left, self.y, self.right, self.y, "hair", 0.5)

    def factor(self, line: Line) -> None:
        """Name, scale, score, change and evidence of one factor."""
        canvas, y, height = self.canvas, self.y, self.row_height
        font = self.frame.font
        name = (Span(f"{line.number}  ", tone="muted"), Span(one_line(line.name, (NAME_WIDTH - 0.22) * 72, 11.5, font=font)))
        both = (Piece(f"{line.number}  {line.name}", 11.5, False, font), Piece(f"  {line.second_name}", 10, False, font))
        fits = line.second_name and layout(both, (NAME_WIDTH - 0.05) * 72).lines == 1
        second = (Span("  " + line.second_name, tone="muted", points=-1.5),) if fits else ()
        canvas.text(self.frame.left, y, NAME_WIDTH, height, Rich(name + second), Style(size=11.5, anchor="middle"))
        self.ruler(y + height / 2)
        if line.score is not None:
            self.markers(line, y + height / 2)
        tone = "bad" if line.score is not None and line.score <= 2 else "ink" if line.score is not None else "muted"
        shown = str(line.score) if line.score is not None else "–"
        canvas.text(self.x_value, y, 0.40, height, shown, Style(size=12, bold=True, tone=tone, align="center", anchor="middle"))
        change = Style(size=10.5, tone=line.delta_tone, bold=line.delta_tone in ("good", "bad"), align="center", anchor="middle")
        canvas.text(self.x_delta, y, 0.42, height, line.delta, change)
        evidence = one_line(line.evidence, (self.right - self.x_evidence - 0.04) * 72, 10, font=font)
        canvas.text(self.x_evidence, y, self.right - self.x_evidence, height, evidence, Style(size=10, anchor="middle"))

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
        tone, shape = ("bad", "rect") if score <= 2 else ("good", "ellipse") if score >= 4 else ("neutral", "ellipse")
        half = NOW / 2
        self.canvas.box(now - half, y - half, NOW, NOW, tone, "white", 0.75, shape=shape, name=f"pf:ten-{line.number}-now")
