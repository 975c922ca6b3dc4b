"""Everything wrong with a template is reported at once, with its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest

from planforge.errors import TemplateError
from planforge.office import compile_template
from planforge.office.fit import RULES as FIT_RULES
from planforge.office.problems import RULES, TemplateProblems
from planforge.office.rich import Text
from support.decks import Deck


@dataclass(frozen=True)
class Deal:
    name: Text
    close: date | None
    cells: tuple[Text, ...] = ()

    @property
    def label(self) -> str:
        return str(self.name)


@dataclass(frozen=True)
class Plan:
    deals: tuple[Deal, ...]
    best: Deal | None
    pair: tuple[str, Deal]
    labels: Mapping[str, Deal] = field(default_factory=dict)


def problems(deck: Deck, context: type | None = Plan) -> list[str]:
    with pytest.raises(TemplateProblems) as caught:
        compile_template(deck.bytes, context=context, name="review.pptx")
    assert str(caught.value).startswith("review.pptx has ")
    return [f"{f.code} {f.message}" for f in caught.value.findings]


def problem(text: str, **kind: Any) -> str:
    deck = Deck()
    deck.add()
    deck.text(text, **kind)
    found = problems(deck)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    "text",
    [
        "{% for d in deals %}{{ d.name }} {{ d.label }} {{ d.close.year }} {{ d.cells[0] }} {{ loop.index }}{% endfor %}",
        "{{ best.name }} {{ pair[1].name }} {{ labels.anything.name }} {{ labels['x'].close }}",
        "{% set x = deals[0] %}{{ x.name }}{% for a, b in [pair] %}{{ b }}{% endfor %}",
        "{{ (best.name if best else 'x') ~ t('y') }}{% if best is none %}{% endif %}{# remark #}",
    ],
)
def test_names_that_exist_pass(text: str) -> None:
    deck = Deck()
    deck.add()
    deck.text(text)
    compile_template(deck.bytes, context=Plan)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{{ deels }}", "TP101 slide 1, shape 'box', {{ deels }}: there is no name 'deels'; did you mean 'deals'?"),
        ("{{ Deals }}", "there is no name 'Deals'; did you mean 'deals'?"),
        ("{{ best.nme }}", "Deal has no 'nme'; did you mean 'name'?"),
        ("x\n{{ best.close.yaer }}", "paragraph 2, {{ best.close.yaer }}: date has no 'yaer'; did you mean 'year'?"),
        ("{% for d in deals %}{{ d.clse }}{% endfor %}", "{{ d.clse }}: Deal has no 'clse'; did you mean 'close'?"),
        ("{{ pair[1].nam }}", "did you mean 'name'?"),
        ("{{ labels.x.nam }}", "did you mean 'name'?"),
        ("{{ best.name | flil('x') }}", "there is no filter 'flil'; did you mean 'fill'?"),
        ("{{ best is nnoe }}", "'nnoe'"),
        ("{{ best.name }", "TP102 slide 1, shape 'box': the tag has no end: {{ best.name }"),
        ("{{ best.name\n}}", "TP104 slide 1, shape 'box': the tag begins here and ends in a later paragraph"),
        ("{{ best. }}", "TP102"),
        ("{{ }}", "the tag is empty"),
        ("{{ _pf }}", "underscore"),
        ("{{ best.__class__ }}", "no '__class__'"),
        ("{% include 'x' %}", "TP106 slide 1, shape 'box', {% include 'x' %}: 'include' is no directive"),
        ("{% fro d in deals %}", "did you mean 'for'?"),
        ("{% if best %}x", "TP103 slide 1, shape 'box', {% if best %}: this 'if' is not closed"),
        ("x{% endif %}", "TP103 slide 1, shape 'box', {% endif %}: 'endif' closes no 'if' of this text"),
        ("{% row for d in deals %}", "TP105"),
        ("{% bullet x %}", "TP106"),
        ("｛｛ best ｝｝", "full-width braces"),
    ],
)
def test_what_is_wrong_in_text(text: str, words: str) -> None:
    assert words in problem(text)


@pytest.mark.parametrize(
    ("alt", "words"),
    [
        ("pf\nfi: best", "TP106 slide 1, shape 'box', alt text: 'fi' is no directive for an object; did you mean 'if'?"),
        ("pf\nif: bset", "slide 1, shape 'box', alt text, if: bset: there is no name 'bset'; did you mean 'best'?"),
        ("pf\ncut: two", "'cut:' takes a number, not 'two'"),
        ("pf\npage: auto", "TP109"),
        ("pf\nchart: best", "TP109"),
        ("pf\nalt: {{ best.nme }}", "did you mean 'name'?"),
        ("pf\nalt: {% if best %}", "alt text takes values only"),
    ],
)
def test_what_is_wrong_in_alt_text(alt: str, words: str) -> None:
    assert words in problem("x", alt=alt)


def test_all_problems_come_at_once() -> None:
    deck = Deck()
    deck.add("{{ a }}", notes="{% slide fro d in deals %}\n{{ b }}")
    deck.table([["{{ c }}"], ["{% row for d in deals %}{{ d.e }}"]])
    deck.add()
    deck.text("{{ f. }}{{ g }}")
    found = problems(deck)
    assert [line[:5] for line in found] == ["TP106", "TP102", "TP101", "TP101", "TP101", "TP101", "TP101"]
    text = "\n".join(found)
    for words in ("'slide fro d in deals' is no slide directive; did you mean 'for'?", "cell R2C1, {{ d.e }}", "notes", "slide 2"):
        assert words in text


def test_tables_that_cannot_repeat() -> None:
    deck = Deck()
    deck.add()
    frame = deck.table([["{% row for d in deals %}a", "b"], ["c", "d"]])
    frame.table.cell(0, 1).merge(frame.table.cell(1, 1))
    assert "TP110 slide 1, shape 'table', row 1: a repeated row goes through merged cells" in problems(deck)
    deck.add()
    deck.table([["{% row endfor %}a"]])
    assert any("closes no 'for'" in line for line in problems(deck))


def test_tags_in_parts_that_cannot_be_filled_are_refused() -> None:
    deck = Deck()
    deck.add()
    chart = deck.chart().chart
    chart.plots[0].series[0].points[0].data_label.text_frame.text = "Best {{ best.name }}"
    assert problems(deck) == ["TP112 slide 1, shape 'chart': tags in labels or boxes of a chart cannot be filled"]


def test_a_damaged_template_is_refused_with_a_sentence() -> None:
    with pytest.raises(TemplateError):
        compile_template(b"nothing")


@pytest.mark.parametrize("rule", [*RULES, *FIT_RULES], ids=lambda rule: rule.code)
def test_every_rule_explains_itself(rule: Any) -> None:
    assert rule.code[:2] in ("TP", "FT")
    assert all(text.endswith(".") for text in (rule.finds, rule.why, rule.fix))
    assert len({r.code for r in (*RULES, *FIT_RULES)}) == len(RULES) + len(FIT_RULES)
