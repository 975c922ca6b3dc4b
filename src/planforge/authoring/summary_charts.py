"""The three native charts of the consolidated workbook: account matrix, growth bridge, coverage bars. Theme colours only."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from planforge.office.tones import COLOUR_XML, FILL_XML, TONES

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<c:date1904 val="0"/><c:roundedCorners val="0"/>'
)
_C15 = "http://schemas.microsoft.com/office/drawing/2012/chart"
_NOTHING = "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
_HIDE_ZERO = "#,##0.0;-#,##0.0;;"


class Series(NamedTuple):
    """A series of a bar chart: the cell of its name, its values, how it is filled and how its labels look."""

    name: str
    values: str
    fill: str
    label: str = ""
    position: str = "ctr"


def _text(tone: str, *, bold: bool = False, size: int = 9) -> str:
    return (
        f'<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="{size * 100}" b="{int(bold)}">{FILL_XML[tone]}'
        '<a:latin typeface="+mn-lt"/><a:ea typeface="+mn-ea"/></a:defRPr></a:pPr><a:endParaRPr lang="en-GB"/></a:p></c:txPr>'
    )


def _title(text: str, *, turned: bool = False) -> str:
    rotation = ' rot="-5400000" vert="horz"' if turned else ""
    properties = f'sz="900" b="1">{FILL_XML["title"]}<a:latin typeface="+mn-lt"/><a:ea typeface="+mn-ea"/>'
    return (
        f"<c:title><c:tx><c:rich><a:bodyPr{rotation}/><a:lstStyle/><a:p><a:pPr><a:defRPr {properties}</a:defRPr></a:pPr>"
        f'<a:r><a:rPr lang="en-GB" {properties}</a:rPr><a:t>{text}</a:t></a:r></a:p></c:rich></c:tx><c:overlay val="0"/></c:title>'
    )


def _line(tone: str, points: float = 0.75, dash: str = "") -> str:
    style = f'<a:prstDash val="{dash}"/>' if dash else ""
    return f'<a:ln w="{round(points * 12700)}">{FILL_XML[tone]}{style}</a:ln>'


def _veil(tone: str) -> str:
    """A fill through which a bubble behind can be seen."""
    return f'<a:solidFill><a:schemeClr val="{TONES[tone].slot}"><a:alpha val="80000"/></a:schemeClr></a:solidFill>'


def solid(tone: str) -> str:
    """A solid fill without outline."""
    return f"<c:spPr>{FILL_XML[tone]}<a:ln><a:noFill/></a:ln></c:spPr>"


def hatched(tone: str) -> str:
    """Forecast: wide upward hatch of the tone on white, with an outline."""
    return (
        f'<c:spPr><a:pattFill prst="wdUpDiag"><a:fgClr>{COLOUR_XML[tone]}</a:fgClr><a:bgClr>{COLOUR_XML["white"]}</a:bgClr></a:pattFill>'
        f"{_line(tone, 1)}</c:spPr>"
    )


def outlined(tone: str, fill: str = "white", dash: str = "") -> str:
    """Plan (plain outline) or gap (dashed outline on a tint)."""
    return f"<c:spPr>{FILL_XML[fill]}{_line(tone, 1.25, dash)}</c:spPr>"


def _string(ref: str) -> str:
    return f'<c:strRef><c:f>{ref}</c:f><c:strCache><c:ptCount val="0"/></c:strCache></c:strRef>'


def _number(ref: str) -> str:
    return f'<c:numRef><c:f>{ref}</c:f><c:numCache><c:formatCode>General</c:formatCode><c:ptCount val="0"/></c:numCache></c:numRef>'


def _labels(tone: str, position: str, number: str) -> str:
    if not tone:
        return ""
    # Beside a bar the label stands on white, so that the reference line does not run through it.
    background = solid("white") if position == "outEnd" else _NOTHING
    return (
        f'<c:dLbls><c:numFmt formatCode="{number}" sourceLinked="0"/>{background}'
        f'{_text(tone, bold=True)}<c:dLblPos val="{position}"/><c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/>'
        '<c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>'
    )


def bar_chart(
    series: Sequence[Series],
    categories: str,
    *,
    upright: bool,
    stacked: bool,
    number: str = _HIDE_ZERO,
    gap: int = 40,
    reference_line: bool = False,
    legend: bool = False,
) -> str:
    """Columns (`upright`) or bars from zero, without value axis; when asked for, lines at whole multiples with their percent."""
    parts = "".join(
        f'<c:ser><c:idx val="{n}"/><c:order val="{n}"/><c:tx>{_string(s.name)}</c:tx>{s.fill}<c:invertIfNegative val="0"/>'
        f"{_labels(s.label, s.position, number)}<c:cat>{_string(categories)}</c:cat><c:val>{_number(s.values)}</c:val></c:ser>"
        for n, s in enumerate(series)
    )
    grouping, overlap = ("stacked", '<c:overlap val="100"/>') if stacked else ("clustered", "")
    grid = f"<c:majorGridlines><c:spPr>{_line('grey', 0.75, 'dash')}</c:spPr></c:majorGridlines>" if reference_line else ""
    unit, ticks = ('<c:majorUnit val="1"/>', "nextTo") if reference_line else ("", "none")
    order, category_side, value_side = ("minMax", "b", "l") if upright else ("maxMin", "l", "t")
    axes = (
        f'<c:catAx><c:axId val="111"/><c:scaling><c:orientation val="{order}"/></c:scaling><c:delete val="0"/>'
        f'<c:axPos val="{category_side}"/>'
        '<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        f'<c:tickLblPos val="low"/><c:spPr>{_line("title")}</c:spPr>{_text("ink")}<c:crossAx val="222"/><c:crosses val="autoZero"/>'
        '<c:auto val="1"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:noMultiLvlLbl val="0"/></c:catAx>'
        f'<c:valAx><c:axId val="222"/><c:scaling><c:orientation val="minMax"/><c:min val="0"/></c:scaling><c:delete val="0"/>'
        f'<c:axPos val="{value_side}"/>{grid}<c:numFmt formatCode="0%" sourceLinked="0"/><c:majorTickMark val="none"/>'
        f'<c:minorTickMark val="none"/><c:tickLblPos val="{ticks}"/><c:spPr><a:ln><a:noFill/></a:ln></c:spPr>{_text("muted")}'
        f'<c:crossAx val="111"/><c:crosses val="autoZero"/><c:crossBetween val="between"/>{unit}</c:valAx>'
    )
    body = (
        f'<c:barChart><c:barDir val="{"col" if upright else "bar"}"/><c:grouping val="{grouping}"/><c:varyColors val="0"/>{parts}'
        f'<c:gapWidth val="{gap}"/>{overlap}<c:axId val="111"/><c:axId val="222"/></c:barChart>{axes}'
    )
    return _space(body, legend=legend)


class Bubbles(NamedTuple):
    """A series of bubbles: the cell of its name, its heights and its colour; hollow ones have their own places and no labels."""

    name: str
    heights: str
    tone: str
    hollow_across: str = ""


def bubble_chart(
    series: Sequence[Bubbles], across: str, sizes: str, names: str, titles: tuple[str, str], *, rating: bool = True, legend: bool = True
) -> str:
    """Bubbles in four quadrants: the axes cross at the cuts. Labels take their text from cells. Ratings go from 1 to 5 on both axes."""
    parts = "".join(_bubbles(n, s, across, sizes, names) for n, s in enumerate(series))
    limits, crossing, ticks, number = ('<c:max val="5.25"/><c:min val="0.75"/>', 3, "none", "0") if rating else ("", 0, "low", "#,##0")
    axes = "".join(
        f'<c:valAx><c:axId val="{own}"/><c:scaling><c:orientation val="minMax"/>{limits}</c:scaling>'
        f'<c:delete val="0"/><c:axPos val="{side}"/>{_title(title, turned=side == "l")}<c:numFmt formatCode="{number}" sourceLinked="0"/>'
        f'<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="{ticks}"/>'
        f"<c:spPr>{_line('grey', 1, 'dash')}</c:spPr>"
        f'{_text("muted")}<c:crossAx val="{other}"/><c:crossesAt val="{crossing}"/><c:crossBetween val="midCat"/></c:valAx>'
        for own, other, side, title in (("111", "222", "b", titles[0]), ("222", "111", "l", titles[1]))
    )
    body = (
        f'<c:bubbleChart><c:varyColors val="0"/>{parts}<c:bubbleScale val="60"/><c:showNegBubbles val="0"/>'
        f'<c:sizeRepresents val="area"/><c:axId val="111"/><c:axId val="222"/></c:bubbleChart>{axes}'
    )
    return _space(body, legend=legend)


def _bubbles(n: int, s: Bubbles, across: str, sizes: str, names: str) -> str:
    head = f'<c:ser><c:idx val="{n}"/><c:order val="{n}"/><c:tx>{_string(s.name)}</c:tx>'
    if s.hollow_across:
        return (
            f"{head}<c:spPr><a:noFill/>{_line(s.tone, 1, 'sysDash')}</c:spPr>"
            f'<c:invertIfNegative val="0"/><c:xVal>{_number(s.hollow_across)}</c:xVal>'
            f'<c:yVal>{_number(s.heights)}</c:yVal><c:bubbleSize>{_number(sizes)}</c:bubbleSize><c:bubble3D val="0"/></c:ser>'
        )
    return (
        f"{head}<c:spPr>{_veil(s.tone)}"
        f'{_line("white", 1)}</c:spPr><c:invertIfNegative val="0"/>'
        "<c:dLbls><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
        f'{_text("ink", size=8)}<c:dLblPos val="r"/><c:showLegendKey val="0"/><c:showVal val="0"/><c:showCatName val="0"/>'
        '<c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/>'
        f'<c:extLst><c:ext uri="{{CE6537A1-D6FC-4f65-9D91-7224C49458BB}}" xmlns:c15="{_C15}">'
        '<c15:showDataLabelsRange val="1"/></c:ext></c:extLst></c:dLbls>'
        f"<c:xVal>{_number(across)}</c:xVal><c:yVal>{_number(s.heights)}</c:yVal><c:bubbleSize>{_number(sizes)}</c:bubbleSize>"
        '<c:bubble3D val="0"/>'
        f'<c:extLst><c:ext uri="{{02D57815-91ED-43cb-92C2-25804820EDAC}}" xmlns:c15="{_C15}"><c15:datalabelsRange><c15:f>{names}</c15:f>'
        '<c15:dlblRangeCache><c:ptCount val="0"/></c15:dlblRangeCache></c15:datalabelsRange></c:ext></c:extLst></c:ser>'
    )


def _space(body: str, *, legend: bool) -> str:
    shown = f'<c:legend><c:legendPos val="b"/><c:overlay val="0"/>{_text("ink")}</c:legend>' if legend else ""
    return (
        f'{_HEAD}<c:chart><c:autoTitleDeleted val="1"/><c:plotArea><c:layout/>{body}{_NOTHING}</c:plotArea>{shown}'
        f'<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>{_NOTHING}'
        '<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr/></a:pPr><a:endParaRPr lang="en-GB"/></a:p></c:txPr></c:chartSpace>'
    )
