"""What `template check` must and must not say about single objects; each case is one small deck."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_THEME_COLOR as TONE
from pptx.oxml import parse_xml
from pptx.util import Inches, Pt

from planforge.authoring.shipped import stable
from planforge.errors import TemplateError
from planforge.office.lint import lint_deck, lint_workbook
from planforge.office.problems import TemplateFinding
from planforge.office.rich import ChartData
from support.archive import check_archive
from support.broken_templates import _NS, _picture, _plain_table
from support.decks import A, Deck, P, described


class Fields:
    """No names: tags are not checked here."""


def found(deck: Deck, *codes: str) -> list[str]:
    """Code, shape and message of all findings but that the deck has no tags; with codes only of those."""
    data = deck.bytes
    assert check_archive(data, tags_allowed=True, clock_allowed=True) == []
    findings = [finding for finding in lint_deck(data).findings if finding.code != "TP134"]
    assert all(isinstance(finding, TemplateFinding) for finding in findings)
    return [f"{f.code} {f.place.shape}: {f.fault}" for f in findings if not codes or f.code in codes]  # type: ignore[attr-defined]


def coloured(shape: Any, tone: Any) -> Any:
    for paragraph in shape.text_frame.paragraphs:
        for run in paragraph.runs:
            run.font.color.theme_color = tone
    return shape


@pytest.fixture
def deck() -> Deck:
    made = Deck()
    made.add("Title")
    return made


# ------------------------------------------------------------ what stands behind a text


def test_a_plain_slide_has_no_findings(deck: Deck) -> None:
    deck.text("Text")
    _plain_table(deck.table([["a", "b"], ["c", "d"]], box=(1, 4, 4, 0.8)))
    assert found(deck) == []


def test_text_without_fill_stands_on_the_shape_behind_it(deck: Deck) -> None:
    panel = deck.rectangle("", name="panel", box=(1, 2, 6, 3))
    panel.fill.solid()
    panel.fill.fore_color.theme_color = TONE.TEXT_2
    coloured(deck.text("White on the panel", box=(2, 3, 3, 0.5)), TONE.BACKGROUND_1)
    assert found(deck) == []
    coloured(deck.text("White beside the panel", name="beside", box=(8, 3, 3, 0.5)), TONE.BACKGROUND_1)
    assert [line[:13] for line in found(deck)] == ["TP138 beside:"]


def test_what_stands_in_front_does_not_count(deck: Deck) -> None:
    coloured(deck.text("White on white", name="first", box=(2, 3, 3, 0.5)), TONE.BACKGROUND_1)
    panel = deck.rectangle("", name="panel", box=(1, 2, 6, 3))
    panel.fill.solid()
    panel.fill.fore_color.theme_color = TONE.TEXT_2
    assert [line[:12] for line in found(deck)] == ["TP138 first:"]


def test_nobody_knows_what_a_picture_shows(deck: Deck) -> None:
    _picture(deck, "photo", "A plant at night")
    coloured(deck.text("On the photo", box=(9.2, 2.2, 0.6, 0.6)), TONE.BACKGROUND_1)
    assert found(deck) == []


def test_a_gradient_counts_with_its_worst_colour(deck: Deck) -> None:
    box = deck.rectangle("Text", name="gradient")
    box.fill.gradient()
    box.fill.gradient_stops[0].color.theme_color = TONE.TEXT_1
    box.fill.gradient_stops[1].color.theme_color = TONE.BACKGROUND_1
    coloured(box, TONE.BACKGROUND_1)
    assert found(deck, "TP138") == ["TP138 gradient: the text (#FFFFFF) on #FFFFFF has a contrast of 1.00:1; it needs 3:1"]


def test_a_thin_tint_hardly_darkens_the_background(deck: Deck) -> None:
    box = deck.rectangle("Text", name="tinted")
    box.fill.solid()
    box.fill.fore_color.theme_color = TONE.TEXT_1
    box.fill._xPr.find(f"{A}solidFill")[0].append(parse_xml(f'<a:alpha {_NS} val="12000"/>'))
    coloured(box, TONE.TEXT_1)
    assert found(deck) == []


def test_marks_need_less_contrast_than_words(deck: Deck) -> None:
    coloured(deck.text("■ ▲", name="mark"), TONE.ACCENT_1)
    coloured(deck.text("■ late", name="words"), TONE.ACCENT_1)
    assert [line.partition(":")[0] for line in found(deck)] == ["TP138 words"]


def test_the_background_of_the_layout_counts(deck: Deck) -> None:
    fill = deck.slide.slide_layout.background.fill
    fill.solid()
    fill.fore_color.theme_color = TONE.TEXT_1
    deck.text("Black on black")
    assert [line[:14] for line in found(deck, "TP138")] == ["TP138 Title 1:", "TP138 box: the"]


def test_a_band_of_the_layout_counts(deck: Deck) -> None:
    layout = deck.slide.slide_layout
    layout.shapes._spTree.append(
        parse_xml(
            f'<p:sp {_NS}><p:nvSpPr><p:cNvPr id="77" name="band"/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr><a:xfrm>'
            f'<a:off x="0" y="{Inches(6)}"/><a:ext cx="{Inches(13.333)}" cy="{Inches(1.5)}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
            '</a:prstGeom><a:solidFill><a:schemeClr val="tx1"/></a:solidFill></p:spPr></p:sp>'
        )
    )
    coloured(deck.text("White on the band", box=(1, 6.5, 5, 0.5)), TONE.BACKGROUND_1)
    assert found(deck) == []
    deck.text("Black on the band", name="lost", box=(7, 6.5, 5, 0.5))
    assert [line[:11] for line in found(deck)] == ["TP138 lost:"]


def test_a_slide_may_turn_light_and_dark_around(deck: Deck) -> None:
    deck.text("Text")
    old = deck.slide._element.find(f"{P}clrMapOvr")
    names = ["accent1", "accent2", "accent3", "accent4", "accent5", "accent6", "hlink", "folHlink"]
    same = " ".join(f'{name}="{name}"' for name in names)
    turned = f'<p:clrMapOvr {_NS}><a:overrideClrMapping bg1="dk1" tx1="lt1" bg2="dk2" tx2="lt2" {same}/></p:clrMapOvr>'
    deck.slide._element.replace(old, parse_xml(turned)) if old is not None else deck.slide._element.append(parse_xml(turned))
    assert found(deck) == []


def test_the_header_of_a_table_style_that_the_file_spells_out(deck: Deck) -> None:
    part = next(r.target_part for r in deck.presentation.part.rels.values() if r.reltype.endswith("/tableStyles"))
    part._blob = (
        f'<a:tblStyleLst {_NS} def="{{5C22544A-7EE6-4342-B048-85BDC9FD1C3A}}">'
        '<a:tblStyle styleId="{11111111-2222-3333-4444-555555555555}" styleName="Dark header">'
        '<a:wholeTbl><a:tcTxStyle><a:schemeClr val="tx1"/></a:tcTxStyle><a:tcStyle><a:tcBdr/></a:tcStyle></a:wholeTbl>'
        '<a:firstRow><a:tcTxStyle><a:schemeClr val="tx1"/></a:tcTxStyle><a:tcStyle><a:tcBdr/><a:fill><a:solidFill><a:schemeClr val="tx2"/>'
        "</a:solidFill></a:fill></a:tcStyle></a:firstRow></a:tblStyle></a:tblStyleLst>"
    ).encode()
    frame = deck.table([["Head"], ["Body"]])
    frame._element.find(f".//{A}tableStyleId").text = "{11111111-2222-3333-4444-555555555555}"
    assert [line.partition(" on ")[0] for line in found(deck)] == ["TP138 table: the text (#000000)"]


# ------------------------------------------------------------ texts


def test_a_text_that_shrinks_counts_with_its_shrunken_size(deck: Deck) -> None:
    box = deck.text("Text", size=10)
    for child in list(box.text_frame._txBody.bodyPr):
        box.text_frame._txBody.bodyPr.remove(child)
    box.text_frame._txBody.bodyPr.append(parse_xml(f'<a:normAutofit {_NS} fontScale="62500"/>'))
    assert found(deck, "TP146") == ["TP146 box: the text is 6.25 points"]


def test_small_pages_may_have_small_texts() -> None:
    deck = Deck()
    deck.presentation.slide_width, deck.presentation.slide_height = Inches(10), Inches(5.625)
    deck.add("Title")
    deck.text("As large as 9.3 points on the common page", box=(1, 2, 4, 1), size=7)
    deck.text("Too small", name="small", box=(1, 3.5, 4, 1), size=6)
    assert found(deck, "TP146") == ["TP146 small: the text is 6 points on a page where 6.75 are needed"]


def test_a_control_tag_shows_nothing(deck: Deck) -> None:
    box = deck.runs("{% if x %}", "y", "{% endif %}")
    box.text_frame.paragraphs[0].runs[0].font.size = Pt(6)
    box.text_frame.paragraphs[0].runs[2].font.name = "Papyrus"
    assert found(deck) == []


def test_a_value_has_the_look_of_the_run_with_its_first_character(deck: Deck) -> None:
    box = deck.runs("{{", " x ", "}}")
    box.text_frame.paragraphs[0].runs[1].font.size = Pt(6)
    assert found(deck) == []
    box.text_frame.paragraphs[0].runs[0].font.size = Pt(6)
    assert found(deck) == ["TP146 box: the text is 6 points"]


@pytest.mark.parametrize("text", ["Click to edit Master title style", "LOREM IPSUM dolor", "点击此处添加标题"])
def test_prompts(deck: Deck, text: str) -> None:
    deck.text(text)
    assert [line[:5] for line in found(deck)] == ["TP137"]


def test_footers_may_be_empty(deck: Deck) -> None:
    deck.slide.shapes._spTree.append(
        parse_xml(
            f'<p:sp {_NS}><p:nvSpPr><p:cNvPr id="9" name="foot"/><p:cNvSpPr/><p:nvPr><p:ph type="ftr" idx="11"/></p:nvPr></p:nvSpPr>'
            "<p:spPr/><p:txBody><a:bodyPr/><a:lstStyle/><a:p/></p:txBody></p:sp>"
        )
    )
    assert found(deck) == []


# ------------------------------------------------------------ objects


def test_decorative_pictures_need_no_words(deck: Deck) -> None:
    _picture(deck, "ornament", "")
    properties = deck.slide.shapes[-1]._element[0][0]
    properties.append(
        parse_xml(
            f'<a:extLst {_NS}><a:ext uri="{{C183D7F6-B498-43B3-948B-1728B52AA6E4}}">'
            '<adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
        )
    )
    assert found(deck) == []


def test_an_alt_line_is_an_alt_text_and_the_rest_of_the_block_is_none(deck: Deck) -> None:
    _picture(deck, "logo", "pf\nif: x")
    assert [line[:11] for line in found(deck)] == ["TP144 logo:"]
    described(deck.slide.shapes[-1], "pf\nif: x\nalt: Logo of the customer")
    assert found(deck) == []


def test_shadows_and_the_end_of_a_paragraph_bring_no_fixed_colours(deck: Deck) -> None:
    box = deck.text("Text")
    box._element.spPr.append(
        parse_xml(f'<a:effectLst {_NS}><a:outerShdw blurRad="1" dist="1" dir="1"><a:prstClr val="black"/></a:outerShdw></a:effectLst>')
    )
    assert found(deck) == []
    box.line.color.rgb = RGBColor(1, 2, 3)
    assert found(deck) == ["TP140 box: the colour #010203 does not come from the theme"]


def test_shapes_in_groups_are_seen_where_they_stand(deck: Deck) -> None:
    panel = deck.rectangle("", name="panel", box=(1, 2, 6, 3))
    panel.fill.solid()
    panel.fill.fore_color.theme_color = TONE.TEXT_2
    text = coloured(deck.text("White on the panel", name="inner", box=(2, 3, 3, 0.5), size=8), TONE.BACKGROUND_1)
    group = deck.slide.shapes.add_group_shape([text])
    group.name = "group"
    assert found(deck) == ["TP146 inner: the text is 8 points"]


def test_directives_beside_the_slide_are_no_lost_objects(deck: Deck) -> None:
    deck.text("{% slide id A02 %}", name="directive", box=(14, 1, 3, 1))
    deck.text('{{ page_of("A02") }}', name="link")
    assert found(deck) == []


def test_variants_of_a_slide_share_its_id() -> None:
    deck = Deck()
    deck.add("With data", notes="{% slide id A02 %}\n{% slide if x %}")
    deck.add("Without", notes="{% slide id A02 %}\n{% slide if not x %}")
    assert found(deck) == []


def test_a_table_may_end_where_its_alt_text_says(deck: Deck) -> None:
    rows = [["Head"], ["{% row for r in rows %}{{ r.x }}"]]
    frame = _plain_table(deck.table(rows, box=(1, 6, 8, 0.8)))
    assert [line[:12] for line in found(deck)] == ["TP148 table:"]
    described(frame, "pf\nbottom: 7.3")
    assert found(deck) == []


def test_a_chart_that_cannot_take_data_does_not_hide_other_faults(deck: Deck) -> None:
    frame = deck.chart(alt="pf\nchart: x\nalt: Chart")
    plot = frame.chart._chartSpace.find(".//{http://schemas.openxmlformats.org/drawingml/2006/chart}barChart")
    plot.tag = plot.tag.replace("barChart", "surfaceChart")
    deck.text("{{ x. }}", name="broken")
    assert [line.partition(":")[0].split(" ")[1] for line in found(deck)] == ["chart", "broken"]


def test_names_are_checked_only_against_a_context(deck: Deck) -> None:
    deck.text('{{ anything.at.all }} {{ t("any.key") }}')
    assert found(deck) == []
    codes = {finding.code for finding in lint_deck(deck.bytes, context=ChartData, texts=("other",)).findings}
    assert codes == {"TP101", "TP131"}


# ------------------------------------------------------------ files


def test_a_deck_without_tags_is_told() -> None:
    deck = Deck()
    deck.add("Just slides")
    assert [finding.code for finding in lint_deck(deck.bytes).findings] == ["TP134"]
    deck.text("x", alt="pf\ncut: 2")
    assert lint_deck(deck.bytes).findings == ()


def test_a_workbook_without_tags_is_told(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book, out = Workbook(), io.BytesIO()
    book.active["A1"] = "=1+1"
    book.save(out)
    path = tmp_path / "plain.xlsx"
    path.write_bytes(stable(out.getvalue()))
    assert check_archive(path.read_bytes()) == []
    assert [finding.code for finding in lint_workbook(path).findings] == ["TP134"]


def test_a_damaged_slide_is_told_with_everything_else(deck: Deck) -> None:
    deck.text("Text", name="tiny", size=5)
    deck.text("{{ x. }}", name="broken")
    body = deck.slide.shapes[1]._element
    body.find(f".//{A}bodyPr").set("lIns", "wide")
    lines = [f"{finding.code} {finding.message}" for finding in lint_deck(deck.bytes).findings]
    assert any(line.startswith("TP111 presentation: a part is damaged or missing") for line in lines)
    assert any(line.startswith("TP146 slide 1, shape 'tiny'") for line in lines)


@pytest.mark.parametrize("data", [b"", b"no zip", b"PK\x03\x04cut"])
def test_what_is_no_office_file_is_one_sentence(data: bytes) -> None:
    with pytest.raises(TemplateError, match="is not an Office file"):
        lint_deck(data, name="x.pptx")


def test_a_presentation_without_slides_is_one_sentence() -> None:
    out = io.BytesIO()
    Presentation().save(out)
    with pytest.raises(TemplateError, match="has no slides"):
        lint_deck(out.getvalue())
