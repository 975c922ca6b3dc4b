"""Colours as PowerPoint changes them, and contrast as WCAG computes it."""

from __future__ import annotations

import pytest
from lxml import etree

from planforge.office.contrast import Colour, Palette, fixed_colour, needed, palette, ratio

A = "http://schemas.openxmlformats.org/drawingml/2006/main"


def element(xml: str) -> etree._Element:
    return etree.fromstring(f'<a:x xmlns:a="{A}">{xml}</a:x>')


def colour(hexadecimal: str) -> Colour:
    found = Palette().colour(element(f'<a:srgbClr val="{hexadecimal}"/>'))
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("000000", "FFFFFF", 21.0),
        ("FFFFFF", "FFFFFF", 1.0),
        ("767676", "FFFFFF", 4.54),
        ("777777", "FFFFFF", 4.48),
        ("0000FF", "FFFFFF", 8.59),
    ],
)
def test_contrast_is_that_of_wcag(one: str, other: str, expected: float) -> None:
    assert ratio(colour(one), colour(other)) == pytest.approx(expected, abs=0.005)
    assert ratio(colour(other), colour(one)) == ratio(colour(one), colour(other))


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        # What PowerPoint shows for "Accent 1, Darker 25 %", "Lighter 40 %" and "Lighter 80 %" of the Office 2007 theme.
        ('<a:lumMod val="75000"/>', "376092"),
        ('<a:lumMod val="60000"/><a:lumOff val="40000"/>', "95B3D7"),
        ('<a:lumMod val="20000"/><a:lumOff val="80000"/>', "DCE6F2"),
        ('<a:tint val="0"/>', "FFFFFF"),
        ('<a:shade val="0"/>', "000000"),
        ('<a:tint val="100000"/>', "4F81BD"),
        ('<a:satMod val="0%"/>', "868686"),
    ],
)
def test_changes_of_a_theme_colour(change: str, expected: str) -> None:
    colours = Palette({"accent1": colour("4F81BD")})
    found = colours.colour(element(f'<a:schemeClr val="accent1">{change}</a:schemeClr>'))
    assert found is not None
    for got, wanted in zip(found[:3], colour(expected)[:3], strict=True):
        assert abs(got - wanted) * 255 <= 1.01, str(found)


def test_tint_and_shade_go_opposite_ways() -> None:
    colours = Palette({"accent1": colour("4F81BD")})
    tinted, shaded = (
        colours.colour(element(f'<a:schemeClr val="accent1"><a:{change} val="50000"/></a:schemeClr>')) for change in ("tint", "shade")
    )
    assert tinted is not None
    assert shaded is not None
    assert tinted.red > colour("4F81BD").red > shaded.red


def test_a_see_through_colour_is_mixed_with_what_stands_behind() -> None:
    half = Palette().colour(element('<a:srgbClr val="000000"><a:alpha val="50000"/></a:srgbClr>'))
    assert half is not None
    assert str(half.over(colour("FFFFFF"))) == "#808080"


@pytest.mark.parametrize(
    ("xml", "expected"),
    [
        ('<a:sysClr val="windowText" lastClr="112233"/>', "#112233"),
        ('<a:sysClr val="window"/>', "#FFFFFF"),
        ('<a:sysClr val="windowText"/>', "#000000"),
        ('<a:prstClr val="white"/>', "#FFFFFF"),
        ('<a:scrgbClr r="100%" g="0" b="0"/>', "#FF0000"),
        ('<a:srgbClr val="nonsense"/>', "None"),
        ('<a:prstClr val="fuchsia"/>', "None"),
    ],
)
def test_colours_that_are_named_outright(xml: str, expected: str) -> None:
    assert str(fixed_colour(element(xml)[0])) == expected


def test_the_map_of_the_nearest_page_counts() -> None:
    theme = element(f'<a:clrScheme><a:dk1><a:srgbClr val="{"0" * 6}"/></a:dk1><a:lt1><a:srgbClr val="{"F" * 6}"/></a:lt1></a:clrScheme>')
    swapped, usual = (etree.Element("m", {"tx1": text, "bg1": ground}) for text, ground in (("lt1", "dk1"), ("dk1", "lt1")))
    assert str(palette(theme, (swapped, usual)).slot("tx1")) == "#FFFFFF"
    assert str(palette(theme, (None, usual)).slot("tx1")) == "#000000"
    assert str(palette(theme, (None, None)).slot("bg1")) == "#FFFFFF"
    assert palette(None, ()).slot("accent1") is None


@pytest.mark.parametrize(
    ("points", "bold", "expected"), [(17.9, False, 4.5), (18, False, 3.0), (14, True, 3.0), (13.9, True, 4.5), (14, False, 4.5)]
)
def test_large_text_needs_less(points: float, bold: bool, expected: float) -> None:
    assert needed(points, bold) == expected
