"""What is found when values do not fit the place that the template gives them."""

from __future__ import annotations

from planforge.diagnostics.finding import Severity
from planforge.diagnostics.rule import RuleInfo

TEXT_CUT = RuleInfo(
    code="FT101",
    name="text-cut",
    severity=Severity.WARNING,
    finds="A text is longer than its place and was cut at a word; the full text stands in the slide's notes.",
    why="A text that runs over its neighbours makes both unreadable, and small print is not read at all.",
    fix="Shorten the text in the workbook, or give the shape more room in the template.",
)
TEXT_OVERFLOWS = RuleInfo(
    code="FT102",
    name="text-overflows",
    severity=Severity.WARNING,
    finds="A text or table needs more room than its place has.",
    why="It covers what stands below it or leaves the slide.",
    fix="Shorten the text in the workbook, or give the shape more room in the template.",
)
FONT_UNKNOWN = RuleInfo(
    code="FT103",
    name="font-without-widths",
    severity=Severity.INFO,
    finds="The widths of a font are not known, so its text is measured with the widest table there is, that of Georgia, plus 5 %.",
    why="Text may be cut or reported although it would fit.",
    fix="Name a folder with the font's files: `--fonts FOLDER`, or `fonts` in planforge.toml.",
)
NOT_MEASURED = RuleInfo(
    code="FT104",
    name="stacked-text",
    severity=Severity.INFO,
    finds="A text runs in stacked letters, one above the other, which is not measured.",
    why="Nobody has checked whether it fits.",
    fix="Turn the text by 90 degrees instead of stacking it, or look at the slide.",
)
ITEMS_LEFT_OUT = RuleInfo(
    code="FT111",
    name="items-left-out",
    severity=Severity.WARNING,
    finds="An object repeats for a list, and the list has more items than the slide has places.",
    why="A copy outside the slide would be printed nowhere and nobody would miss it.",
    fix="Make the object or its `gap:` smaller, raise its `max:`, or put the list into a table that goes on.",
)
LINK_DROPPED = RuleInfo(
    code="FT112",
    name="link-left-out",
    severity=Severity.WARNING,
    finds="A link points to something else than a web page, a mail address or a slide.",
    why="Such links can start programs or open files of the reader; the text was written without the link.",
    fix="Use an address that begins with https:// or mailto:, or the id of a slide.",
)
PICTURE_LEFT_OUT = RuleInfo(
    code="FT113",
    name="picture-left-out",
    severity=Severity.WARNING,
    finds="A picture cannot be shown: it is damaged, too large, or of a kind that presentations cannot hold.",
    why="PowerPoint would show a red cross, or repair the file.",
    fix="Save the picture as PNG or JPEG; an SVG needs the same picture as PNG beside it.",
)
RULES: tuple[RuleInfo, ...] = (TEXT_CUT, TEXT_OVERFLOWS, FONT_UNKNOWN, NOT_MEASURED, ITEMS_LEFT_OUT, LINK_DROPPED, PICTURE_LEFT_OUT)
