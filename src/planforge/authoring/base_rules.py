"""What can be missing or wrong in a company's master, as rules that `planforge explain` prints."""

from __future__ import annotations

from planforge.diagnostics.finding import Severity
from planforge.diagnostics.rule import RuleInfo

NO_COVER = RuleInfo(
    code="TP161",
    name="no-cover-layout",
    severity=Severity.ERROR,
    finds="The base has no layout for a cover: none is called `PF Cover`, is a title slide by its type, or is named like one.",
    why="A deck without the company's own cover does not look like the company's deck.",
    fix="Name a layout that has a title and a subtitle `PF Cover`.",
)
NO_CONTENT = RuleInfo(
    code="TP162",
    name="no-content-layout",
    severity=Severity.ERROR,
    finds="The base has no layout for content: none is called `PF Content`, is of the type title only or title and content, or named so.",
    why="Every slide but the cover needs a title and free room below it.",
    fix="Name a layout that has a title and nothing else in its middle `PF Content`.",
)
NO_SECTION = RuleInfo(
    code="TP163",
    name="no-section-layout",
    severity=Severity.INFO,
    finds="The base has no layout for dividers between sections.",
    why="Decks of more than 24 slides may have dividers; shorter decks do without.",
    fix="Nothing needs to be done; for dividers name a layout `PF Section`.",
)
LAYOUT_CHOSEN = RuleInfo(
    code="TP164",
    name="layout-found-by-kind",
    severity=Severity.INFO,
    finds="A layout was not found by our name but by its type, its name or its placeholders.",
    why="When another layout was meant, its place for the body and its decoration may not suit the slides.",
    fix="Give the layout that is meant our name, such as `PF Content`.",
)
NO_PLACEHOLDER = RuleInfo(
    code="TP165",
    name="placeholder-missing",
    severity=Severity.INFO,
    finds="A layout has no placeholder for a text that stands on every slide, such as the source.",
    why="The text stands in a text box instead, which does not move when the layout is changed.",
    fix="Nothing needs to be done; a placeholder of that name on the layout takes the text over.",
)
SMALL_BODY = RuleInfo(
    code="TP166",
    name="body-too-small",
    severity=Severity.ERROR,
    finds="Title, decoration and footer of the content layout leave less room than the drawings of the deck need.",
    why="Squeezed drawings and tables cannot be read in a meeting room.",
    fix="Make title, bars and footer of the content layout lower, or use another layout.",
)
PAGE_SHAPE = RuleInfo(
    code="TP167",
    name="page-shape-unknown",
    severity=Severity.ERROR,
    finds="The page of the base is neither wide (16:9, 16:10) nor 4:3.",
    why="Slides are arranged for these two shapes; on a portrait page nothing would stand where it can be read.",
    fix="Use a base whose slides are 16:9 or 4:3.",
)
TONES_CLOSE = RuleInfo(
    code="TP168",
    name="tones-hard-to-read",
    severity=Severity.WARNING,
    finds="Two colours of the theme that stand on each other in the deck have too little contrast (WCAG 2.1: 4.5 for text, 3 for marks).",
    why="Text or marks in these colours are hard to read, on a projector first of all.",
    fix="Change the theme's colours: accents 3 to 6 hold good, caution, bad and neutral.",
)
OTHER_GROUND = RuleInfo(
    code="TP169",
    name="background-not-of-theme",
    severity=Severity.WARNING,
    finds="The content layout stands on a background that is not the theme's background colour, or on a picture.",
    why="Texts, lines and panels are coloured for the theme's background and may be hard to read on another.",
    fix="Give the content layout the theme's background, or change the colours of the theme.",
)
FOOTER_KEPT = RuleInfo(
    code="TP170",
    name="footer-text-kept",
    severity=Severity.INFO,
    finds="The footer of the content layout holds words of the company, such as a legal notice.",
    why="The deck's footer names company, deck, account and confidentiality; the company's words follow it.",
    fix="Nothing needs to be done; take the words out of the footer when they are not wanted.",
)
