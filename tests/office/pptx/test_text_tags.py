"""Values and blocks in text: split runs, AutoCorrect, bullets, rich values, links."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pptx.util import Pt

from planforge.errors import TemplateError
from planforge.office import compile_template
from planforge.office.rich import Rich, Span
from support.decks import A, Deck, check_package, names, opened, shape


def render(deck: Deck, **context: Any) -> Any:
    result = compile_template(deck.bytes).render(context)
    check_package(result.data)
    return opened(result.data)


def only(deck: Deck, name: str = "box", **context: Any) -> str:
    text: str = shape(render(deck, **context).slides[0], name).text_frame.text
    return text


def test_tag_split_over_runs_takes_the_format_of_its_first_character() -> None:
    deck = Deck()
    deck.add()
    deck.runs("Dear {", "{ na", "me }", "} and ", "co")
    box = shape(render(deck, name="Ada").slides[0], "box")
    runs = box.text_frame.paragraphs[0].runs
    assert [(r.text, r.font.bold) for r in runs] == [("Dear Ada", False), (" and ", True), ("co", False)]


def test_neighbouring_text_in_the_same_look_is_one_run() -> None:
    deck = Deck()
    deck.add()
    deck.text("A {{ x }} B {{ y }}")
    box = shape(render(deck, x="1", y="2").slides[0], "box")
    assert [r.text for r in box.text_frame.paragraphs[0].runs] == ["A 1 B 2"]


@pytest.mark.parametrize(
    "tag",
    [
        "{{ d[“a”] }}",
        "{{ d[‘a’] }}",
        "{{\u00a0d['a']\u200b }}",
        "{{ d['a'] if 1 ≤ 2 else “–” }}",
        '{{ d[“a"] }}',
        "{{- d['a'] -}}",
    ],
)
def test_autocorrect_inside_tags_is_undone(tag: str) -> None:
    deck = Deck()
    deck.add()
    deck.text(f"“{tag}” – …")
    assert only(deck, d={"a": "v"}) == "“v” – …"


def test_text_in_quotes_keeps_its_dashes() -> None:
    deck = Deck()
    deck.add()
    deck.text('{{ x if x else "–" }}')
    assert only(deck, x="") == "–"


def test_soft_break_inside_a_tag_is_a_blank() -> None:
    deck = Deck()
    deck.add()
    deck.text("{{ x if\vy else z }}\vend")
    assert only(deck, x="X", y=True, z="Z") == "X\vend"


def test_bullets_repeat_and_control_paragraphs_disappear() -> None:
    deck = Deck()
    deck.add()
    deck.text(
        "{% if on %}\n{% bullet for x in xs %}- {{ x }}\n{% bullet if off %}never\n{% endif %}\n{% for x in xs %}{{ x }};{% endfor %}"
    )
    assert only(deck, xs=["a", "b"], on=True, off=False) == "- a\n- b\na;b;"
    assert only(deck, xs=["a"], on=False, off=True) == "a;"


def test_blocks_over_paragraphs_repeat_whole_paragraphs() -> None:
    deck = Deck()
    deck.add()
    deck.text("{% for x in xs %}{{ x }}\nunder {{ x }}{% endfor %}")
    assert only(deck, xs=["a", "b"]) == "a\nunder a\nb\nunder b"


def test_paragraph_that_an_if_empties_is_left_out() -> None:
    deck = Deck()
    deck.add()
    deck.text("first\n{% if x %}{{ x }}{% endif %}\nlast")
    assert only(deck, x="") == "first\nlast"
    assert only(deck, x="middle") == "first\nmiddle\nlast"


def test_numbers_none_and_line_breaks() -> None:
    deck = Deck()
    deck.add()
    deck.text("{{ i }}|{{ f }}|{{ n }}|{{ s }}")
    assert only(deck, i=3, f=1.5, n=None, s="a\nb\r\nc") == "3|1.5||a\vb\vc"


def test_rich_values_differ_from_the_template_run_in_their_spans_only() -> None:
    deck = Deck()
    deck.add()
    box = deck.text("{{ x }}", size=20)
    box.text_frame.paragraphs[0].runs[0].font.italic = True
    rich = Rich((Span("●", tone="good", scale=1.3), Span(" On track", bold=True), Span(" 2", points=-2)))
    runs = shape(render(deck, x=rich).slides[0], "box").text_frame.paragraphs[0].runs
    assert [r.text for r in runs] == ["●", " On track", " 2"]
    assert [r.font.size for r in runs] == [Pt(26), Pt(20), Pt(18)]
    assert all(r.font.italic for r in runs)
    assert [r.font.bold for r in runs] == [None, True, None]
    assert runs[0]._r.find(f"{A}rPr/{A}solidFill/{A}schemeClr").get("val") == "accent3"


def test_filters_change_the_look() -> None:
    deck = Deck()
    deck.add()
    deck.text("{{ x | tone('bad') | bold }}{{ x | tone('') }}{{ [x, y] | join(', ') }}{{ z | optional('none') }}")
    runs = shape(render(deck, x="X", y=Rich((Span("Y", bold=True),)), z="").slides[0], "box").text_frame.paragraphs[0].runs
    assert [(r.text, r.font.bold) for r in runs] == [("X", True), ("XX, ", None), ("Y", True), ("none", None)]


def test_catalogue_and_page_numbers() -> None:
    deck = Deck()
    deck.add(notes="{% slide id A1 %}")
    deck.text("{{ t('next') }} {{ page_of('B') }} of {{ 'p' ~ page_of('B') }}, {{ page_of('none') }}")
    deck.add(notes="{% slide if show %}")
    deck.add(notes="{% slide id B %}")
    template = compile_template(deck.bytes)
    texts = {"next": "Next:"}
    for show, page in ((True, 3), (False, 2)):
        result = template.render({"show": show}, texts=texts.__getitem__)
        assert shape(opened(result.data).slides[0], "box").text_frame.text == f"Next: {page} of p{page}, –"
        assert result.slides == {"A1": (1, 1), "B": (page, 1)}


def test_pages_are_counted_when_the_deck_is_laid_out() -> None:
    deck = Deck()
    deck.add()
    check = "pages_of(ids, 2, 3, 'fewer & <less>', 'right', 'more')"
    deck.text("{{ pages_of('A') }}, {{ pages_of(ids) }}, {{ pages_of('none') }}, {{ " + check + " }}")
    deck.add(notes="{% slide id A %}")
    deck.add(notes="{% slide id B %}\n{% slide for x in copies %}")
    for copies, count, word in ((0, 1, "fewer & <less>"), (1, 2, "right"), (2, 3, "right"), (3, 4, "more")):
        assert only(deck, ids=["A", "B"], copies=range(copies)) == f"1, {count}, 0, {word}"


def test_pages_are_counted_by_table_pages_too() -> None:
    deck = Deck()
    deck.add()
    deck.text("{{ pages_of(['T']) }}")
    deck.add(notes="{% slide id T %}")
    deck.table([["Head"], ["{% row for x in rows %}{{ x }}"]], alt="pf\npage: auto\nrows: 2")
    assert only(deck, rows=["a", "b", "c", "d", "e"]) == "3"


def test_a_page_count_needs_three_words() -> None:
    deck = Deck()
    deck.add()
    deck.text("{{ pages_of('A', 1, 2, 'few', 'many') }}")
    with pytest.raises(TemplateError, match="three words"):
        render(deck)


def test_links_to_slides_and_addresses() -> None:
    deck = Deck()
    deck.add()
    deck.text("{{ 'go' | slide_link('B') }} {{ 'gone' | slide_link('C') }} {{ web }}{{ page_of('B') | slide_link('B') }}")
    deck.add(notes="{% slide id B %}")
    deck.add(notes="{% slide id C %}\n{% slide if 0 %}")
    result = render(deck, web=Rich((Span("site", url='https://example.com/?a=1&b="2"'),)))
    slide = result.slides[0]
    links = [(r.text, r._r.find(f"{A}rPr/{A}hlinkClick")) for r in shape(slide, "box").text_frame.paragraphs[0].runs]
    found = {text: link for text, link in links if link is not None}
    assert set(found) == {"go", "site", "2"}
    relation = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
    assert slide.part.rels[found["go"].get(relation)].target_part is result.slides[1].part
    assert found["go"].get("action") == "ppaction://hlinksldjump"
    assert slide.part.rels[found["site"].get(relation)].target_ref == 'https://example.com/?a=1&b="2"'


def test_template_links_follow_their_slide_or_go() -> None:
    deck = Deck()
    first = deck.add()
    target = deck.add(notes="{% slide if show %}")
    deck.slide = first
    deck.rectangle("jump", "button").click_action.target_slide = target
    template = compile_template(deck.bytes)
    shown = opened(template.render({"show": True}).data)
    assert shape(shown.slides[0], "button").click_action.target_slide.slide_id == shown.slides[1].slide_id
    data = template.render({"show": False}).data
    check_package(data)
    assert shape(opened(data).slides[0], "button")._element.find(f".//{A}hlinkClick") is None


def test_language_of_every_run() -> None:
    deck = Deck()
    deck.add("{{ x }}")
    deck.text("中文 fixed")
    deck.text("static {{ 1 }}")
    deck.rectangle("without properties")
    template = compile_template(deck.bytes)
    for lang, expected in (("de-DE", {"de-DE", "zh-CN"}), ("zh-CN", {"zh-CN"})):
        slide = opened(template.render({"x": "数字"}, lang=lang).data).slides[0]
        runs = [r for s in slide.shapes for p in s.text_frame.paragraphs for r in p.runs]
        assert {r._r.rPr.get("lang") for r in runs} == expected
        chinese = [r for r in runs if any(ch >= "\u4e00" for ch in r.text)]
        assert all(r._r.rPr.get("lang") == "zh-CN" and r._r.rPr.get("altLang") == "en-US" for r in chinese)


def test_empty_placeholders_are_removed() -> None:
    deck = Deck()
    deck.add("{{ title }}", layout=1)
    deck.slide.placeholders[1].text_frame.text = "{{ body }}"
    assert len(names(render(deck, title="T", body="").slides[0])) == 1
    assert len(names(render(deck, title="T", body="B").slides[0])) == 2


def test_groups_and_conditions_in_alt_text() -> None:
    deck = Deck()
    deck.add()
    group = deck.slide.shapes.add_group_shape()
    inner = group.shapes.add_textbox(0, 0, 914400, 914400)
    inner.text_frame.text = "in {{ x }}"
    group.name = "group"
    group._element.nvGrpSpPr.cNvPr.set("descr", "pf\nif: show\nalt: Group of {{ x }}")
    deck.rectangle("r", "r", alt="pf\nif: not show")
    slide = render(deck, x="<1>", show=True).slides[0]
    assert names(slide) == ["Title 1", "group"]
    assert shape(slide, "group").shapes[0].text_frame.text == "in <1>"
    assert shape(slide, "group")._element.nvGrpSpPr.cNvPr.get("descr") == "Group of <1>"
    assert names(render(deck, x="1", show=False).slides[0]) == ["Title 1", "r"]


HOSTILE = "&<>\"' {{ x }} {% if %} {# #} ]]> &amp; _x000D_ \t“”"


def test_hostile_values_stay_text() -> None:
    deck = Deck()
    deck.add()
    deck.text("{{ x }}", alt="pf\nalt: {{ x }}")
    deck.table([["{{ x }}"]])
    slide = render(deck, x=HOSTILE + "\x00\x01P0\x02\x03").slides[0]
    assert shape(slide, "box").text_frame.text == HOSTILE + "P0"
    assert shape(slide, "table").table.cell(0, 0).text == HOSTILE + "P0"


@pytest.fixture(scope="module")
def echo() -> Any:
    deck = Deck()
    deck.add("fixed")
    deck.text("{{ x }}", box=(0, 0, 13, 7))
    deck.table([["{{ x }}"]])
    return compile_template(deck.bytes)


_VISIBLE = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), max_size=60)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=_VISIBLE)
def test_any_text_round_trips(echo: Any, text: str) -> None:
    slide = opened(echo.render({"x": text}).data).slides[0]
    assert shape(slide, "box").text_frame.text == text
    assert shape(slide, "table").table.cell(0, 0).text == text


def test_same_input_same_bytes_and_no_clock() -> None:
    @dataclass(frozen=True)
    class Context:
        x: str

    deck = Deck()
    deck.add("{{ x }}", notes="{{ x }}")
    deck.chart()
    source = deck.bytes
    first = compile_template(source, context=Context).render(Context("a"), title="T & U", author="me", lang="en-GB").data
    again = compile_template(source, context=Context)
    assert again.render(Context("b")).data != first
    assert again.render(Context("a"), title="T & U", author="me", lang="en-GB").data == first
    properties = opened(first).core_properties
    assert (properties.title, properties.author, properties.language) == ("T & U", "me", "en-GB")
    assert properties.created.year == 1980
