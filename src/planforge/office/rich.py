"""Values a template can show that are more than plain text: coloured spans, chart data, pictures. Domain-free."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of text that differs from the run it is shown in.

    Attributes:
        text: the characters; a newline becomes a line break.
        tone: a name of `office.tones`, or empty to keep the run's colour.
        bold: True or False to set, None to keep.
        scale: factor on the run's size (1.3 for round glyphs in Latin text).
        points: points added to the run's size (-2 for a second language).
        slide: id of a slide to jump to; the span becomes a link.
        url: address to open; the span becomes a link.
    """

    text: str
    tone: str = ""
    bold: bool | None = None
    scale: float = 1.0
    points: float = 0.0
    slide: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Rich:
    """Text in spans. `str()` gives the plain characters, so a Rich can stand wherever a text can."""

    spans: tuple[Span, ...]

    def __str__(self) -> str:
        return "".join(span.text for span in self.spans)

    def __bool__(self) -> bool:
        return any(span.text for span in self.spans)


Text = str | Rich


def first_language(text: Text) -> str:
    """A label as one word: of a label in two languages the first, which stands in the first span."""
    return text.spans[0].text if isinstance(text, Rich) and text.spans else str(text)


@dataclass(frozen=True, slots=True)
class Series:
    """One series of a chart.

    Attributes:
        name: shown name and header in the data sheet.
        values: one value per category; None leaves a gap.
        like: name of the template's series whose look it takes; empty means `name`.
        styles: per point, the name of the template's category whose point look (fill, outline, label)
            the point takes; empty text keeps the series look. So a designer colours one sample point per
            style in PowerPoint (a column called `forecast`) and data choose among them.
        labels: per point, a label text that replaces the value; None keeps the value label, "" hides it.
        x, sizes: for scatter and bubble charts, the horizontal values and bubble sizes.
    """

    name: str
    values: tuple[float | None, ...]
    like: str = ""
    styles: tuple[str, ...] = ()
    labels: tuple[str | None, ...] = ()
    x: tuple[float, ...] = ()
    sizes: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class ChartData:
    """What a native chart shows. `value_max` and `value_min` fix the value axis when given."""

    categories: tuple[str, ...]
    series: tuple[Series, ...]
    value_min: float | None = None
    value_max: float | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that a template can show.

    Attributes:
        data: the bytes of a PNG, JPEG, GIF or SVG file.
        name: what it shows, for messages; it is never used as a path.
        fallback: for an SVG, the same picture as PNG, JPEG or GIF, which older viewers show.
    """

    data: bytes
    name: str = ""
    fallback: bytes = b""

    def __bool__(self) -> bool:
        return bool(self.data)
