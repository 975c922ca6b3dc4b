"""Layout tokens of the review decks: margins, columns and bands of a 13.333 x 7.5 inch page, type sizes, theme colours."""

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
SIZE_LABEL, SIZE_SMALL, SIZE_KPI, SIZE_COVER_SUBTITLE = 10, 9, 26, 16

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
