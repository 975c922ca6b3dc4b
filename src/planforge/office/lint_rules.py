"""What `template check` finds beyond the problems that stop a template from being compiled."""

from __future__ import annotations

from planforge.diagnostics.finding import Severity
from planforge.diagnostics.rule import RuleInfo


def _rule(code: str, name: str, severity: Severity, finds: str, why: str, fix: str) -> RuleInfo:
    return RuleInfo(code=code, name=name, severity=severity, finds=finds, why=why, fix=fix)


UNKNOWN_TEXT = _rule(
    "TP131",
    "unknown-text-key",
    Severity.ERROR,
    "A tag asks `t()` for a text that the catalogue does not have.",
    "Rendering stops at a text that does not exist.",
    "Use a key of the catalogue; `planforge template names` lists them.",
)
UNKNOWN_SLIDE = _rule(
    "TP132",
    "unknown-slide-id",
    Severity.ERROR,
    "`page_of` or `slide_link` names a slide id that no slide of the template has.",
    "The page number would stay empty and the link would lead nowhere.",
    "Use an id that stands in some slide's notes as `{% slide id … %}`.",
)
SLIDE_ID_TWICE = _rule(
    "TP133",
    "slide-id-twice",
    Severity.WARNING,
    "Two slides apart from each other have the same id, and not both of them have a `slide if`.",
    "Page numbers and links lead to the first of them only.",
    "Give each slide an id of its own, or each of the two a condition.",
)
NO_TAGS = _rule(
    "TP134",
    "no-tags",
    Severity.WARNING,
    "The file holds no tag at all.",
    "Every result would look the same, whatever the plan says.",
    "Check that it is the file you meant; write tags such as {{ cover.title }} into it. `planforge template names` lists the names.",
)
SMART_ART = _rule(
    "TP135",
    "smartart-in-template",
    Severity.WARNING,
    "A slide holds SmartArt.",
    "PlanForge copies it as it is: it can neither take data nor follow the theme of the result for certain.",
    "Draw it with shapes, or use a component frame: a rectangle with `component: name(...)` in its alt text.",
)
TAG_REPAIRED = _rule(
    "TP136",
    "tag-repaired",
    Severity.INFO,
    "AutoCorrect changed characters inside a tag, such as curly quotes; PlanForge reads them as they were meant.",
    "The template works, but what you see is not what is read.",
    "Nothing has to be done. To keep tags clean, switch off AutoFormat As You Type for quotes and dashes.",
)
LEFTOVER = _rule(
    "TP137",
    "leftover-prompt",
    Severity.WARNING,
    "A placeholder is empty, or a text is a prompt or filler such as “Click to add text” or “Lorem ipsum”.",
    "Whoever opens the result reads the designer's leftovers.",
    "Write the text or a tag into it, or delete it.",
)
LOW_CONTRAST = _rule(
    "TP138",
    "low-contrast",
    Severity.WARNING,
    "A text has less contrast to what stands behind it than WCAG 2.1 asks: 4.5:1, or 3:1 from 18 points (14 points bold).",
    "It cannot be read on a projector, nor by many people on paper.",
    "Choose a darker or lighter theme colour for the text or for its background.",
)
UNMEASURED_FONT = _rule(
    "TP139",
    "font-without-metrics",
    Severity.WARNING,
    "A text is set in a font whose character widths PlanForge does not know.",
    "Whether such a text fits is estimated from another font.",
    "Use a font of the theme that PlanForge can measure, or leave more room.",
)
FIXED_COLOUR = _rule(
    "TP140",
    "fixed-colour",
    Severity.WARNING,
    "An object has a colour that does not come from the theme.",
    "It stays as it is when the deck takes on another theme.",
    "Choose one of the theme colours in the upper rows of the colour menu.",
)
FIXED_FONT = _rule(
    "TP141",
    "fixed-font",
    Severity.WARNING,
    "A text names a font outright instead of the theme's heading or body font.",
    "It stays as it is when the deck takes on another theme.",
    "Choose the font that the menu marks with (Headings) or (Body).",
)
FILLED_BAND = _rule(
    "TP142",
    "filled-cell-in-banded-table",
    Severity.WARNING,
    "A table with banded rows has body cells with a fill of their own.",
    "Every copy of the row repeats the fill, so the bands no longer alternate.",
    "Remove the cells' fill, or switch off Banded Rows.",
)
ANIMATED = _rule(
    "TP143",
    "animated-conditional-shape",
    Severity.WARNING,
    "A shape with an `if:` or `for:` line is animated.",
    "The animation is lost or stays behind when the shape is left out or copied.",
    "Remove the animation, or animate a shape that is always there.",
)
NO_ALT_TEXT = _rule(
    "TP144",
    "alt-text-missing",
    Severity.WARNING,
    "A picture or chart has no alt text for readers who cannot see it.",
    "Screen readers then say “picture” or a file's name; many companies may not publish such a deck.",
    "Describe it in the alt text; in a `pf` block write a last line `alt: …`. Mark ornaments as decorative.",
)
NO_TITLE = _rule(
    "TP145",
    "slide-without-title",
    Severity.WARNING,
    "A slide has no title, or an empty one.",
    "Outlines, links, screen readers and the slide sorter show a slide without a name.",
    "Use a layout with a title placeholder and write the title into it.",
)
SMALL_TEXT = _rule(
    "TP146",
    "small-text",
    Severity.WARNING,
    "A text is smaller than 9 points on a slide 7.5 inches high, or accordingly less on a smaller slide.",
    "It cannot be read in a meeting room, and hardly on paper.",
    "Set it larger, or show less text.",
)
OFF_SLIDE = _rule(
    "TP147",
    "object-off-slide",
    Severity.WARNING,
    "An object lies beside the slide, or its content runs over the edge.",
    "It is invisible when shown, but is still in the file that is sent to others.",
    "Move it onto the slide or delete it.",
)
SMALL_ANCHOR = _rule(
    "TP148",
    "anchor-too-small",
    Severity.WARNING,
    "A repeating table has no room for its header and two rows, or a chart is too small to be read.",
    "The table would break over pages at once; a tiny chart shows nothing.",
    "Give it more room, or move what stands below it.",
)
NOT_FILLED = _rule(
    "TP149",
    "tag-never-filled",
    Severity.ERROR,
    "A tag or directive stands where PlanForge does not read it: in an alt text without `pf` in its first line, on a layout or the master.",
    "The tag itself would be shown, or the directive would silently do nothing.",
    "Make `pf` the first line of the alt text; move texts with tags from the layout to the slide.",
)
RULES: tuple[RuleInfo, ...] = (
    UNKNOWN_TEXT, UNKNOWN_SLIDE, SLIDE_ID_TWICE, NO_TAGS, SMART_ART, TAG_REPAIRED, LEFTOVER, LOW_CONTRAST, UNMEASURED_FONT, FIXED_COLOUR,
    FIXED_FONT, FILLED_BAND, ANIMATED, NO_ALT_TEXT, NO_TITLE, SMALL_TEXT, OFF_SLIDE, SMALL_ANCHOR,
    NOT_FILLED,
)  # fmt: skip
