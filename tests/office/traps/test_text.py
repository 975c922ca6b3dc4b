"""Traps of text: what AutoCorrect, the spelling check and the mouse make of a tag, and what values may hold."""

from __future__ import annotations

from typing import Any

import pytest

from planforge.office import compile_template
from planforge.office.lint import lint_deck
from planforge.office.problems import TemplateProblems
from support.decks import A, Deck, shape
from support.trap_parts import Parts, element, name
from support.trap_results import Result

RUN = '<a:r><a:rPr lang="en-GB" {0}/><a:t xml:space="preserve">{1}</a:t></a:r>'


def boxed(text: str) -> Deck:
    deck = Deck()
    deck.add()
    deck.text(text)
    return deck


def shown(template: Deck | Parts, **context: Any) -> str:
    return str(shape(Result(template, **context).slides[0], "box").text_frame.text)


def paragraph(*children: str, more: str = "") -> Parts:
    """A template with one text box whose paragraph is written out."""
    template = Parts(boxed("x"))

    def change(root: Any) -> None:
        old = root.findall(f".//{name('a:p')}")[-1]
        old.addnext(element(f"<a:p>{more}</a:p>")) if more else None
        old.getparent().replace(old, element(f"<a:p>{''.join(children)}</a:p>"))

    template.edit(template.slide(1), change)
    return template


def problems(template: Deck | Parts) -> list[str]:
    with pytest.raises(TemplateProblems) as caught:
        compile_template(template.bytes() if isinstance(template, Parts) else template.bytes)
    return [f"{f.code} {f.message}" for f in caught.value.findings]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("{{ d[“key”] }}", "value"),
        ("{{ d[‘key’] }}", "value"),
        ("{{ d[„key“] }}", "value"),
        ("{{ n – 1 }}", "4"),
        ("{{ n — 1 }}", "4"),
        ("{{\u00a0d['key']\u2009}}", "value"),
        ("{{ d\u200b['key']\ufeff }}", "value"),
        ("{{ n ≥ 5 and n ≤ 5 and n ≠ 6 }}", "True"),
        ("{{ n / 2 }} ½ © → … – “x”", "2.5 ½ © → … – “x”"),
        ("{{ '© ½ → …' if n else '' }}", "© ½ → …"),
    ],
)
def test_curly_quotes_dashes_ellipsis_and_the_like_are_undone_inside_tags_only(typed: str, expected: str) -> None:
    assert shown(boxed(typed), d={"key": "value"}, n=5) == expected


@pytest.mark.parametrize("typed", ["｛｛ n ｝｝", "｛% if n %｝x｛% endif %｝", "{｛ n ｝}"])
def test_full_width_braces_are_an_error(typed: str) -> None:
    assert any("full-width braces" in line for line in problems(boxed(typed)))


@pytest.mark.parametrize("typed", ["{{ n © 1 }}", "{{ n → 1 }}", "{{ n + ½ }}", "{{ n ＋ 1 }}", "{{ （n） }}", "{{ n，1 }}"])
def test_characters_that_have_no_meaning_in_a_tag_are_an_error_with_its_place(typed: str) -> None:
    found = problems(boxed(typed))
    assert [line[:34] for line in found] == ["TP102 slide 1, shape 'box', " + typed[:6]]


def test_each_repair_is_reported() -> None:
    found = lint_deck(boxed("{{ d[“key”] – 1 }}").bytes).findings
    assert [f.code for f in found if "{{ d[“key”] – 1 }}" in f.message] == ["TP136"]
    assert not [f for f in lint_deck(boxed("“{{ d['key'] }}” – …").bytes).findings if f.code == "TP136"]


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("{{ Account.name }}", "did you mean 'account'?"),
        ("{% for I in items %}{{ I }}{{ i }}{% endfor %}", "'i'"),
        ("{{ account.Name }}", "did you mean 'name'?"),
        ("{% For x in items %}{{ x }}{% Endfor %}{{ acount.name }}", "did you mean 'account'?"),
    ],
)
def test_auto_capitals_get_a_hint_that_ignores_case(typed: str, hint: str) -> None:
    from dataclasses import make_dataclass

    account = make_dataclass("Account", [("name", str)])
    context = make_dataclass("Context", [("account", account), ("items", tuple[str, ...])])
    with pytest.raises(TemplateProblems) as caught:
        compile_template(boxed(typed).bytes, context=context)
    assert hint in str(caught.value)


def test_capital_letters_of_directives_do_not_matter() -> None:
    assert shown(boxed("{% For x in xs %}{{ x }}{% EndFor %}"), xs=["a", "b"]) == "ab"


def linked(address: str, *runs: tuple[str, bool]) -> Parts:
    """A text box whose runs are links or not."""
    template = paragraph(RUN.format("", "x"))
    rid = template.relate(template.slide(1), "hyperlink", address, external=True)
    made = [
        RUN.format("", text).replace("/><a:t", f'><a:hlinkClick r:id="{rid}"/></a:rPr><a:t') if link else RUN.format("", text)
        for text, link in runs
    ]

    def change(root: Any) -> None:
        old = root.findall(f".//{name('a:p')}")[-1]
        old.getparent().replace(old, element(f"<a:p>{''.join(made)}</a:p>"))

    template.edit(template.slide(1), change)
    return template


def link_of(result: Result) -> list[tuple[str, str]]:
    """Text and address of the linked runs of the box."""
    links = result.links(1)
    runs = [r for p in shape(result.slides[0], "box").text_frame.paragraphs for r in p.runs]
    found = [(r.text, r._r.find(f"{A}rPr/{A}hlinkClick")) for r in runs]
    return [(text, links[link.get(name("r:id"))][1]) for text, link in found if link is not None]


def test_addresses_linked_by_typing_inside_a_tag_lose_the_link_and_deliberate_links_may_carry_tags() -> None:
    typed = linked("http://account.name", ("{{ ", False), ("account.name", True), (" }}", False))
    result = Result(typed, account={"name": "Northwind"})
    assert shape(result.slides[0], "box").text_frame.text == "Northwind"
    assert link_of(result) == []
    deliberate = linked(
        "https://crm.example.org/{{ account.id }}?x=1&y={{ account.name }}", ("{{ account.name }} in CRM", True), (" end", False)
    )
    result = Result(deliberate, account={"name": "A & B", "id": "007"})
    assert [text for text, _ in link_of(result)] == ["A & B in CRM"]
    address = link_of(result)[0][1]
    assert address.startswith("https://crm.example.org/007?x=1&y=A")
    assert "{{" not in address
    plain = Result(linked("https://example.org/fixed", ("{{ account.name }}", True)), account={"name": "N"})
    assert link_of(plain) == [("N", "https://example.org/fixed")]


def test_a_tag_over_runs_is_joined_a_soft_break_is_a_blank_a_paragraph_break_an_error() -> None:
    proofed = paragraph(
        RUN.format('b="1" dirty="0" err="1"', "{"),
        RUN.format('b="0"', "{ na"),
        RUN.format('smtClean="0"', "me "),
        RUN.format("", "}"),
        RUN.format('i="1"', "} rest"),
    )
    result = Result(proofed, name="Ada")
    runs = shape(result.slides[0], "box").text_frame.paragraphs[0].runs
    assert [(r.text, r.font.bold, r.font.italic) for r in runs] == [("Ada", True, None), (" rest", None, True)]
    assert shown(paragraph(RUN.format("", "{{ name if"), "<a:br/>", RUN.format("", "name }}")), name="Ada") == "Ada"
    found = problems(paragraph(RUN.format("", "{{ name"), more=RUN.format("", "}} rest")))
    assert found == ["TP104 slide 1, shape 'box': the tag begins here and ends in a later paragraph: {{ name"]


def test_white_space_is_kept_in_text_and_trimmed_by_whole_paragraphs_only() -> None:
    text = "  two  {{ a }}  \n{% if on %}\n\tmiddle {%- if on -%} x {%- endif -%} !\n{% endif %}\n  {# note #}  \nlast "
    assert shown(boxed(text), a="|", on=True) == "  two  |  \n\tmiddle  x  !\nlast "
    assert shown(boxed(text), a="|", on=False) == "  two  |  \nlast "


HOSTILE = """ & < > " ' ]]> &amp; <a:t>{{ b }}{% if %}{# #} _x000D_ \u2028 é 中 \U0001f600"""


def test_values_are_escaped_in_nodes_and_attributes() -> None:
    deck = boxed("{{ v }}")
    deck.text("{{ v }}", name="named", alt="pf\nalt: {{ v }}")
    deck.table([["{{ v }}"]])
    deck.slide.notes_slide.notes_text_frame.text = "{{ v }}"
    slide = _rendered_loosely(deck, v=HOSTILE + "\x00\x0b\x1f\ufffe")
    assert shape(slide, "box").text_frame.text == HOSTILE
    assert shape(slide, "table").table.cell(0, 0).text == HOSTILE
    assert shape(slide, "named")._element.nvSpPr.cNvPr.get("descr") == HOSTILE.strip()
    assert slide.notes_slide.notes_text_frame.text == HOSTILE


def _rendered_loosely(deck: Deck, **context: Any) -> Any:
    """A slide whose texts may look like tags, because a value does."""
    from support.decks import check_package, opened

    data = compile_template(deck.bytes).render(context).data
    check_package(data)
    return opened(data).slides[0]


def test_line_breaks_of_values_become_breaks_of_the_text() -> None:
    result = Result(boxed("{{ v }}"), v="one\ntwo\r\nthree")
    assert shape(result.slides[0], "box").text_frame.text == "one\vtwo\vthree"
    assert len(list(result.slide(1).iter(name("a:br")))) == 2
