"""Status, trend and zone as shape, colour and word together. The only place that draws them."""

from __future__ import annotations

from enum import StrEnum

from planforge.model.codes import ActionStatus, RiskZone, Status
from planforge.office.rich import Rich, Span

GLYPHS = {
    Status.ON_TRACK: ("●", "good"),
    Status.WATCH: ("▲", "watch"),
    Status.OFF_TRACK: ("■", "bad"),
    Status.NOT_ASSESSED: ("○", "neutral"),
}
_ZONES = {
    RiskZone.SHOW_STOPPER: Status.OFF_TRACK,
    RiskZone.SIGNIFICANT: Status.OFF_TRACK,
    RiskZone.FIX: Status.WATCH,
    RiskZone.CAUTION: Status.NOT_ASSESSED,
}
_ACTIONS = {
    ActionStatus.DONE: Status.ON_TRACK,
    ActionStatus.DONE_LATE: Status.WATCH,
    ActionStatus.ON_TIME: Status.ON_TRACK,
    ActionStatus.LATE: Status.OFF_TRACK,
    ActionStatus.NO_DATE: Status.OFF_TRACK,
}
_RANK = {Status.ON_TRACK: 2, Status.WATCH: 1, Status.OFF_TRACK: 0}


class Trend(StrEnum):
    """How a section or figure moved since the previous review; unknown when there is nothing to compare with."""

    BETTER = "better"
    SAME = "same"
    WORSE = "worse"
    UNKNOWN = "unknown"


_TREND_TONES = {Trend.BETTER: "good", Trend.SAME: "muted", Trend.WORSE: "bad", Trend.UNKNOWN: "muted"}


def marked(status: Status, word: str, chinese: bool, bold: bool | None = None) -> Rich:
    """A status glyph in its colour and a word behind it; round glyphs are drawn larger in Latin decks."""
    glyph, tone = GLYPHS[status]
    scale = 1.3 if glyph in "●○" and not chinese else 1.0
    return Rich((Span(glyph, tone=tone, scale=scale), Span(" " + word, bold=bold)))


def trend_word(trend: Trend, word: str) -> Rich:
    """A trend as a coloured word."""
    return Rich((Span(word, tone=_TREND_TONES[trend], bold=True if trend is Trend.WORSE else None),))


def zone_status(zone: RiskZone) -> Status:
    """The glyph a risk zone is shown with."""
    return _ZONES[zone]


def action_status(status: ActionStatus) -> Status:
    """The glyph an action's status is shown with."""
    return _ACTIONS[status]


def compare(now: float | None, before: float | None, tolerance: float, more_is_better: bool = True) -> Trend:
    """The trend of a figure; differences up to the tolerance are the same."""
    if now is None or before is None:
        return Trend.UNKNOWN
    difference = now - before if more_is_better else before - now
    if abs(difference) <= tolerance + 1e-9:
        return Trend.SAME
    return Trend.BETTER if difference > 0 else Trend.WORSE


def compare_status(now: Status, before: Status) -> Trend:
    """The trend of a status; unknown when either is not assessed."""
    if now not in _RANK or before not in _RANK:
        return Trend.UNKNOWN
    return compare(_RANK[now], _RANK[before], 0)
