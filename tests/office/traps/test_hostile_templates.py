"""The trap of Jinja's power: what a hostile template tries is refused in a sentence."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest

from planforge.errors import PlanForgeError, TemplateError
from planforge.office import compile_template
from support.decks import Deck
from support.trap_parts import Parts


class Secret:
    """An object with what a template must not reach."""

    def __init__(self) -> None:
        self.name = "n"
        self.items = ["a"]
        self._hidden = "hidden"

    def method(self) -> str:
        return "called"


def boxed(text: str, **options: Any) -> Deck:
    deck = Deck()
    deck.add()
    deck.text(text, **options)
    return deck


@pytest.mark.parametrize(
    "text",
    [
        "{{ x.__class__.__mro__ }}",
        "{{ x._hidden }}",
        "{{ x.method.__func__.__globals__ }}",
        "{{ ''.__class__ }}",
        "{{ x['__class__'] }}",
        "{{ x | attr('__class__') }}",
        "{{ '{0.__class__}'.format(x) }}",
        "{{ '%s' | format(x) }}",
        "{{ x.items.append(1) }}",
        "{{ x.items.clear() }}",
        "{{ self }}",
        "{{ cycler('a').next() }}",
        "{{ lipsum.__globals__ }}",
        "{{ config }}",
        "{{ range(9) }}",
        "{{ namespace(a=1) }}",
        "{% include 'x' %}",
        "{% import 'x' as y %}",
        "{% extends 'x' %}",
        "{% macro m() %}{% endmacro %}",
        "{% call x() %}{% endcall %}",
        "{% filter upper %}{% endfilter %}",
        "{% set x.name = 'y' %}",
        "{{ _pf }}",
        "{% pf run 0 %}",
    ],
)
def test_the_sandbox_is_immutable_and_filters_and_statements_are_a_short_list(text: str) -> None:
    secret = Secret()
    with pytest.raises(TemplateError) as caught:
        compile_template(boxed(text).bytes).render({"x": secret})
    assert caught.value.message
    assert "Traceback" not in str(caught.value)
    assert (secret.name, secret.items) == ("n", ["a"])


@pytest.mark.parametrize("place", ["notes", "alt", "cell", "chart"])
def test_tags_in_every_carrier_run_in_the_same_sandbox(place: str) -> None:
    deck = Deck()
    tag = "x.__class__"
    deck.add(notes=f"{{{{ {tag} }}}}" if place == "notes" else "")
    if place == "alt":
        deck.text("t", alt=f"pf\nif: {tag}")
    if place == "cell":
        deck.table([[f"{{{{ {tag} }}}}"]])
    if place == "chart":
        deck.chart(alt=f"pf\nchart: {tag}")
    with pytest.raises(TemplateError):
        compile_template(deck.bytes).render({"x": Secret()})


def test_a_loop_without_end_is_stopped() -> None:
    class Endless:
        def __iter__(self) -> Any:
            while True:
                yield "x"

    with pytest.raises(PlanForgeError) as caught:
        compile_template(boxed("{% for x in xs %}{% for y in xs %}{{ y }}{% endfor %}{% endfor %}").bytes).render({"xs": Endless()})
    assert caught.value.message


def test_a_value_that_grows_without_end_is_stopped() -> None:
    with pytest.raises(PlanForgeError) as caught:
        compile_template(boxed("{{ 'x' * 9999999999 }}").bytes).render({})
    assert caught.value.message


def bombed() -> bytes:
    """A template whose one part unpacks to more than any template needs."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, data in Parts(boxed("x")).data.items():
            archive.writestr(part, data)
        with archive.open("ppt/media/bomb.bin", "w") as member:
            for _ in range(320):
                member.write(bytes(1024 * 1024))
    return out.getvalue()


def test_a_file_that_unpacks_to_too_much_is_refused() -> None:
    data = bombed()
    assert len(data) < 1024 * 1024
    with pytest.raises(TemplateError, match=r"too large|unpack"):
        compile_template(data)


def test_external_entities_and_document_types_are_refused() -> None:
    template = Parts(boxed("hello"))
    slide = template.data[template.slide(1)].decode()
    evil = '<!DOCTYPE p:sld [<!ENTITY e SYSTEM "file:///etc/hostname"><!ENTITY a "aaaaaaaaaa">]>'
    head, _, rest = slide.partition("?>")
    template.data[template.slide(1)] = f"{head}?>{evil}{rest.replace('hello', 'hello &e;')}".encode()
    with pytest.raises(TemplateError, match="document type"):
        compile_template(template.bytes())
