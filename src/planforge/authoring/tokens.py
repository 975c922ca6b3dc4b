"""Layout tokens of the review decks: a 12-column grid on a 13.333 x 7.5 inch page, bands, type sizes, theme colours."""

from __future__ import annotations

SLIDE_WIDTH, SLIDE_HEIGHT = 13.333, 7.5
MARGIN = 0.5
COLUMN, GUTTER = 0.875, 1 / 6

TRACKER_Y, TRACKER_H = 0.30, 0.24
TITLE_Y, TITLE_H = 0.52, 0.86
SUBTITLE_Y, SUBTITLE_H = 1.41, 0.26
BODY_Y, BODY_END = 1.80, 6.62
TAKEAWAY_Y, TAKEAWAY_H = 6.10, 0.46
SOURCE_Y, SOURCE_H = 6.70, 0.34
FOOTER_RULE_Y, FOOTER_Y, FOOTER_H = 7.06, 7.10, 0.22

SIZE_COVER, SIZE_TITLE, SIZE_SUBTITLE, SIZE_HEADING, SIZE_BODY = 36, 24, 13, 12, 12
SIZE_LABEL, SIZE_SMALL, SIZE_KPI = 10, 9, 26

THEME = {
    "dk1": "1F2933",
    "lt1": "FFFFFF",
    "dk2": "0B2545",
    "lt2": "F2F5F8",
    "accent1": "1F5FA8",
    "accent2": "5B3E96",
    "accent3": "0B7A6B",
    "accent4": "C26A00",
    "accent5": "B3261E",
    "accent6": "586778",
    "hlink": "1F5FA8",
    "folHlink": "5B3E96",
}
"""The PlanForge palette by theme slot; the only place where colours are numbers."""

LATIN, HANS, HANT = "Calibri", "Microsoft YaHei", "Microsoft JhengHei"


def column_x(column: int) -> float:
    """The left edge of a column, 1 to 12, in inches."""
    return MARGIN + (column - 1) * (COLUMN + GUTTER)


def columns_width(count: int) -> float:
    """The width of a number of columns with the gutters between them, in inches."""
    return count * COLUMN + (count - 1) * GUTTER


FULL = columns_width(12)
RIGHT = MARGIN + FULL
