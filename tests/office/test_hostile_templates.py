"""Hostile templates: each is refused with one sentence, quickly, and never with a traceback."""

from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner

from planforge import resources
from planforge.cli import planforge
from planforge.errors import TemplateError
from planforge.office import compile_template, limits
from planforge.office.limits import Limits
from planforge.office.xlsx import compile_workbook
from planforge.pipeline import DECK_TEMPLATE
from support.archive import check_archive
from support.decks import Deck
from support.plan_copies import SAMPLES

CONTEXT: Mapping[str, Any] = {"who": "Ada", "many": list(range(100)), "number": 7, "nested": [[1], [2]], "stream": (n for n in ())}


def deck(*texts: str, notes: str = "", alt: str = "") -> bytes:
    made = Deck()
    made.add("Title", notes=notes)
    for number, text in enumerate(texts):
        made.text(text, f"box {number}", (1, 1 + number, 5, 1), alt=alt)
    return made.bytes


def workbook(text: str = "{{ who }}") -> bytes:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active["A1"] = text
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def sentence(error: pytest.ExceptionInfo[TemplateError]) -> str:
    """The message, which must read as one: it has an end, no traceback, and no repr of Python's inside."""
    text = error.value.message
    assert "Traceback" not in text
    assert " object at 0x" not in text
    assert len(text) < 500
    return text


def refused(data: bytes, context: Mapping[str, Any] = CONTEXT, **options: Any) -> str:
    """What compiling or rendering says."""
    with pytest.raises(TemplateError) as error:
        compile_template(data, name="bad.pptx").render(context, **options)
    return sentence(error)


# ------------------------------------------------------------------------------------------------------- ways into Python

ESCAPES = [
    "{{ who.__class__ }}",
    "{{ who['__class__'] }}",
    "{{ who|attr('__class__') }}",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ ().__class__.__base__.__subclasses__() }}",
    "{{ who.format.__self__ }}",
    "{{ '{0.__class__}'.format(who) }}",
    "{{ '{0.__class__}'.format_map({}) }}",
    "{{ who.format('x') }}",
    "{{ '%s' % who }}",
    "{{ '%999999999d' % 1 }}",
    "{{ t.__globals__ }}",
    "{{ t.__func__.__globals__ }}",
    "{{ page_of.__self__ }}",
    "{{ self.__init__ }}",
    "{{ self }}",
    "{{ super() }}",
    "{{ caller() }}",
    "{{ varargs }}",
    "{{ lipsum.__globals__ }}",
    "{{ cycler }}",
    "{{ joiner() }}",
    "{{ namespace(a=1) }}",
    "{{ dict(a=1) }}",
    "{{ range(10) }}",
    "{{ config }}",
    "{{ request }}",
    "{{ _pf }}",
    "{{ _left }}",
    "{{ _pf.writer }}",
    "{{ who|_value(1) }}",
    "{{ who|_each }}",
    "{{ many.append(1) }}",
    "{{ many.clear() }}",
    "{{ stream.gi_frame }}",
    "{{ who.join(many) }}",
    "{{ who.encode() }}",
    "{{ who.ljust(1000000000) }}",
    "{{ who.center(1000000000) }}",
    "{{ who.zfill(1000000000) }}",
    "{{ who.expandtabs(1000000000) }}",
    "{{ who.translate({65: 'x'}) }}",
    "{{ number.to_bytes(1000000000, 'big') }}",
    "{{ number.bit_length() }}",
    "{{ who|map('upper') }}",
    "{{ many|map(attribute='__class__')|list }}",
    "{{ who|safe }}",
    "{{ who|tojson }}",
    "{{ who|pprint }}",
    "{{ who|xmlattr }}",
    "{{ who is callable }}",
    "{{ who is filter }}",
    "{{ nested }}",
    "{{ nested ~ '' }}",
    "{% include 'x' %}",
    "{% import 'x' as y %}",
    "{% from 'x' import y %}",
    "{% extends 'x' %}",
    "{% block a %}{% endblock %}",
    "{% macro m() %}{% endmacro %}",
    "{% call m() %}{% endcall %}",
    "{% filter upper %}x{% endfilter %}",
    "{% set x %}y{% endset %}",
    "{% with a = 1 %}{% endwith %}",
    "{% autoescape false %}{% endautoescape %}",
    "{% raw %}{{ x }}{% endraw %}",
    "{% do many.append(1) %}",
    "{% debug %}",
    "{% pf value 0 who %}",
    "{% for a in many recursive %}{{ loop(many) }}{% endfor %}",
]


@pytest.mark.parametrize("tag", ESCAPES)
def test_no_way_into_python(tag: str) -> None:
    refused(deck(tag))


@pytest.mark.parametrize("tag", ["who.__class__", "t.__globals__", "''.__class__.__mro__"])
def test_nor_through_directives(tag: str) -> None:
    refused(deck("x", notes=f"{{% slide if {tag} %}}"))
    refused(deck("x", alt=f"pf\nif: {tag}"))
    refused(deck("x", alt=f"pf\nalt: {{{{ {tag} }}}}"))


def test_what_templates_need_still_works() -> None:
    tags = (
        "{{ who.upper() }} {{ who.replace('A', 'O') }} {{ who.split('d')|join('-') }} {{ loop_free|length if loop_free is defined }}"
        "{% for a in many if a < 3 %}{{ loop.index + 1 }}{{ loop.cycle('x', 'y') }}{{ ',' if not loop.last }}{% endfor %}"
        " {{ number * 2 ** 3 }} {{ number % 4 }} {{ 'a' + who ~ '!' ~ number }} {{ [1, 2] + [3] | length }}"
    )
    rendered = compile_template(deck(tags.replace(" {{ [1, 2] + [3] | length }}", ""))).render(CONTEXT)
    assert check_archive(rendered.data) == []
    with zipfile.ZipFile(io.BytesIO(rendered.data)) as archive:
        slide = archive.read("ppt/slides/slide1.xml").decode()
    assert "ADA Oda A-a 2x,3y,4x 56 3 aAda!7" in slide


# ------------------------------------------------------------------------------------------------------- time and memory

BOMBS = [
    "{% for a in many %}{% for b in many %}{% for c in many %}{% for d in many %}{{ d }}{% endfor %}{% endfor %}{% endfor %}{% endfor %}",
    "{% for a in many %}{% for b in many %}{% for c in many %}{% for d in many %}{% endfor %}{% endfor %}{% endfor %}{% endfor %}x",
    "{{ who * 1000000000 }}",
    "{{ 1000000000 * who }}",
    "{{ [who] * 1000000000 }}",
    "{{ number ** number ** number ** number ** number }}",
    "{{ 10 ** 10 ** 10 ** 10 ** 10 }}",
    "{{ (9 ** 9) ** (9 ** 9) }}",
    "{% set a = who %}" + "{% set a = a ~ a %}" * 40 + "{{ a }}",
    "{% set a = who %}" + "{% set a = a + a %}" * 40 + "{{ a }}",
    "{% set a = many %}" + "{% set a = a + a %}" * 40 + "{{ a|length }}",
    "{% set a = [who] %}" + "{% set a = [a, a] %}" * 40 + "{{ a == a }}",
    "{% set a = [who] %}{% set b = [who] %}" + "{% set a = [a, a] %}{% set b = [b, b] %}" * 40 + "{{ a == b }}",
    "{% set a = [who] %}" + "{% set a = {1: a, 2: a} %}" * 40 + "{{ a == a }}",
    "{% set a = who %}" + "{% set a = [a, a, a, a, a, a, a, a]|join(a) %}" * 12 + "{{ a }}",
    "{% set a = who * 1 %}",
    "{% set a = who %}" + "{% set a = a.replace('', a) %}" * 30 + "{{ a }}",
    "{{ " + "(" * 300 + "1" + ")" * 300 + " }}",
    "{{ " + "[" * 300 + "]" * 300 + " }}",
    "{{ " + "not " * 900 + "1 }}",
    "{{ " + "1 + " * 990 + "1 }}",
    "{{ 1" + "0" * 3900 + " ** 9 }}",
    "{{ 1" + "0" * 5000 + " }}",
    "{{ who" + ".x" * 3000 + " }}",
    "{{ '" + "x" * 5000 + "' }}",
    "{% for a in many %}" * 25 + "x" + "{% endfor %}" * 25,
]


@pytest.mark.parametrize("text", BOMBS, ids=range(len(BOMBS)))
def test_no_way_to_take_all_time_or_memory(text: str) -> None:
    """Fewer steps than usual, to be done sooner; everything else as it is."""
    refused(deck(text), limits=Limits(steps=20_000))


def test_the_limits_say_which_tag() -> None:
    text = refused(deck("{% for a in many %}{% for b in many %}{{ b }}{% endfor %}{% endfor %}"), limits=Limits(steps=5_000))
    assert text == ("bad.pptx takes too much: slide 1, shape 'box 0', tag {% for b in many %}: the loops take more than 5,000 steps.") or (
        "the loops take more than 5,000 steps" in text and "box 0" in text
    )


def test_a_loop_over_slides_has_an_end() -> None:
    data = deck("{{ a }}", notes="{% slide for a in many %}")
    assert "more than 20 slides" in refused(data, limits=Limits(slides=20))
    assert "larger than 0 MB" in refused(data, limits=Limits(bytes=10_000))
    assert "longer than 50 characters" in refused(data, limits=Limits(characters=50))


def test_time_is_a_limit_too(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter(range(0, 10**6, 50))
    monkeypatch.setattr(limits.time, "monotonic", lambda: next(clock))
    with pytest.raises(TemplateError, match="it takes longer than 120 seconds"):
        compile_template(deck("{% for a in many %}{{ a }}{% endfor %}" * 9), name="slow.pptx").render(CONTEXT)


def test_a_list_that_never_ends_is_stopped() -> None:
    def endless() -> Any:
        while True:
            yield 1

    assert "more than 1,000 steps" in refused(
        deck("{% for a in source %}{{ a }}{% endfor %}"), {"source": endless()}, limits=Limits(steps=1_000)
    )


def test_within_the_limits_nothing_changes() -> None:
    compiled = compile_template(deck("{% for a in many %}{{ a }} {% endfor %}"))
    assert compiled.render(CONTEXT, limits=Limits(steps=100, slides=1, characters=190)).data == compiled.render(CONTEXT).data


# ------------------------------------------------------------------------------------------------------- hostile packages


def changed(data: bytes, change: Callable[[dict[str, bytes]], object]) -> bytes:
    """The package with some of its parts changed."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    return zipped(parts)


def zipped(parts: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def first(parts: Mapping[str, bytes], *ends: str) -> str:
    return next(name for end in ends for name in sorted(parts) if name.endswith(end))


def relation(kind: str, target: str) -> Callable[[dict[str, bytes]], None]:
    """Adds a relationship to something outside."""

    def change(parts: dict[str, bytes]) -> None:
        name = first(parts, "slide1.xml.rels", "workbook.xml.rels")
        base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        added = f'<Relationship Id="rIdX" Type="{base}/{kind}" Target="{target}" TargetMode="External"/></Relationships>'
        parts[name] = parts[name].replace(b"</Relationships>", added.encode())

    return change


def inserted(end: str, before: bytes, text: bytes) -> Callable[[dict[str, bytes]], None]:
    def change(parts: dict[str, bytes]) -> None:
        name = first(parts, end)
        assert before in parts[name]
        parts[name] = parts[name].replace(before, text + before, 1)

    return change


def put(name: str, data: bytes) -> Callable[[dict[str, bytes]], None]:
    def change(parts: dict[str, bytes]) -> None:
        parts[name] = data

    return change


LAUGHS = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
FETCH = b'<!DOCTYPE x SYSTEM "http://example.com/x.dtd">'
LOCAL = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'

PACKAGES: dict[str, tuple[Callable[[dict[str, bytes]], object], str]] = {
    "picture by address": (relation("image", "http://example.com/x.png"), "would be loaded from"),
    "picture by file": (relation("image", "file:///c:/x.png"), "would be loaded from"),
    "picture from a share": (relation("image", "\\\\server\\share\\x.png"), "would be loaded from"),
    "template": (relation("attachedTemplate", "http://example.com/x.dotm"), "would be loaded from"),
    "object": (relation("oleObject", "file:///server/x.xlsx"), "would be loaded from"),
    "video": (relation("video", "https://example.com/x.mp4"), "would be loaded from"),
    "audio": (relation("audio", "https://example.com/x.mp3"), "would be loaded from"),
    "chart data": (relation("externalLinkPath", "file:///x.xlsx"), "would be loaded from"),
    "frame": (relation("frame", "https://example.com"), "would be loaded from"),
    "protocol handler": (relation("hyperlink", "ms-msdt:/id PCWDiagnostic"), "would be loaded from"),
    "script": (relation("hyperlink", "javascript:alert(1)"), "would be loaded from"),
    "macros": (relation("vbaProject", "vbaProject.bin"), "macros"),
    "data connection": (relation("connections", "connections.xml"), "data connections"),
    "drawing from elsewhere": (
        put("ppt/drawings/vmlDrawing1.vml", b'<xml><v:imagedata src="http://example.com/x"/></xml>'),
        "from elsewhere",
    ),
    "entities": (inserted("theme1.xml", b"<a:theme", LAUGHS), "document type"),
    "entity in relationships": (inserted(".rels", b"<Relationships", LAUGHS), "document type"),
    "entity in content types": (inserted("[Content_Types].xml", b"<Types", LOCAL), "document type"),
    "entity in a part nobody reads": (put("customXml/item1.xml", FETCH + b"<x/>"), "document type"),
    "entity in UTF-16": (
        put("customXml/item1.xml", ("\ufeff<?xml version='1.0'?>" + FETCH.decode() + "<x/>").encode("utf-16-le")),
        "document type",
    ),
    "entity in UTF-7": (
        put("customXml/item1.xml", b'<?xml version="1.0" encoding="utf-7"?>+ADwAIQ-DOCTYPE x>'),
        "not XML as Office writes it",
    ),
    "entity in EBCDIC": (
        put("customXml/item1.xml", "<?xml version='1.0' encoding='cp037'?><x/>".encode("cp037")),
        "not XML as Office writes it",
    ),
    "way up": (put("../../evil.xml", b"<x/>"), "leads out of the file"),
    "way up inside": (put("ppt/slides/../../../evil.xml", b"<x/>"), "leads out of the file"),
    "absolute name": (put("/etc/evil.xml", b"<x/>"), "leads out of the file"),
    "drive": (put("C:/evil.xml", b"<x/>"), "leads out of the file"),
    "two names": (put("PPT/Presentation.xml", b"<x/>"), "twice"),
    "zip in the zip": (put("ppt/embeddings/x.bin", zipped({"a.txt": b"x"})), "no Office file"),
    "zip in an embedded file": (put("ppt/embeddings/x.xlsx", zipped({"[Content_Types].xml": b"<x/>", "b.zip": b"x"})), "no Office file"),
    "bomb in an embedded file": (
        put("ppt/embeddings/x.xlsx", zipped({"[Content_Types].xml": b"<x/>", "b.xml": bytes(60_000_000)})),
        "would unpack to more than",
    ),
    "bomb": (put("ppt/media/image1.bmp", bytes(100_000_000)), "would unpack to more than"),
    "too large": (put("ppt/media/image1.bmp", bytes(310 * 1024 * 1024)), "too large"),
    "many parts": (lambda parts: parts.update({f"x/{number}.xml": b"<x/>" for number in range(5_000)}), "too large"),
}
NOT_FOR_WORKBOOKS = {"two names"}


@pytest.fixture(scope="module")
def sound_deck() -> bytes:
    return deck("{{ who }}")


@pytest.mark.parametrize("name", PACKAGES)
def test_a_hostile_presentation_is_refused(name: str, sound_deck: bytes) -> None:
    change, words = PACKAGES[name]
    assert words in refused(changed(sound_deck, change))


@pytest.mark.parametrize("name", sorted(set(PACKAGES) - NOT_FOR_WORKBOOKS))
def test_a_hostile_workbook_is_refused(name: str) -> None:
    change, words = PACKAGES[name]
    with pytest.raises(TemplateError) as error:
        compile_workbook(changed(workbook(), change), name="bad.xlsx")
    assert words in sentence(error)


@pytest.mark.parametrize("data", [b"", b"PK", b"PK\5\6" + bytes(18), b"not a zip at all" * 100, b"\xd0\xcf\x11\xe0" + bytes(600)])
def test_what_is_no_package_is_refused(data: bytes) -> None:
    refused(data)
    with pytest.raises(TemplateError):
        compile_workbook(data, name="bad.xlsx")


def test_a_package_that_lies_about_its_sizes_is_refused(sound_deck: bytes) -> None:
    data = bytearray(changed(sound_deck, put("ppt/media/image1.bmp", bytes(1_000_000))))
    at = data.rindex(b"ppt/media/image1.bmp") - 46
    data[at + 24 : at + 28] = (1_000).to_bytes(4, "little")
    refused(bytes(data))


def test_objects_in_objects_without_end_are_refused(sound_deck: bytes) -> None:
    for depth in (300, 3_000):
        group = b"<p:grpSp><p:nvGrpSpPr><p:cNvPr id='9' name='g'/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>"
        refused(changed(sound_deck, inserted("slide1.xml", b"</p:spTree>", group * depth + b"</p:grpSp>" * depth)))


@pytest.mark.parametrize(
    "target", ["https://example.com/a?b=c", "mailto:a@example.com", "file:///c:/plan.docx", "\\\\server\\plan.docx", "plan.docx"]
)
def test_links_that_a_reader_clicks_stay(sound_deck: bytes, target: str) -> None:
    data = changed(sound_deck, relation("hyperlink", target.replace("&", "&amp;")))
    assert check_archive(compile_template(data).render(CONTEXT).data) == []


WORKBOOK_TAGS = [
    "{{ who.__class__ }}",
    "{{ who['__class__'] }}",
    "{{ who|upper }}",
    "{{ who.upper() }}",
    "{{ who * 1000000000 }}",
    "{{ 10 ** 10 }}",
    "{{ stream.gi_frame.f_globals }}",
    "{{ stream.gi_code }}",
    "{% for a in many %}x{% endfor %}",
    "{% include 'x' %}",
    "{{ " + "(" * 300 + "1" + ")" * 300 + " }}",
    "{{ " + "not " * 2000 + "1 }}",
    "{{ 1" + "0" * 5000 + " }}",
]


@pytest.mark.parametrize("tag", WORKBOOK_TAGS, ids=range(len(WORKBOOK_TAGS)))
def test_no_way_into_python_from_a_cell(tag: str) -> None:
    with pytest.raises(TemplateError) as error:
        compile_workbook(workbook(tag), name="bad.xlsx").render(CONTEXT)
    assert "Traceback" not in error.value.message


# ------------------------------------------------------------------------------------------------------- at the keyboard


@pytest.mark.parametrize("name", ["picture by address", "entities", "way up", "bomb"])
def test_the_command_says_one_sentence(tmp_path: Path, name: str) -> None:
    shutil.copytree(resources.template(DECK_TEMPLATE).parent, tmp_path / "own" / "pptx" / "account-review")
    path = tmp_path / "own" / DECK_TEMPLATE
    path.write_bytes(changed(path.read_bytes(), PACKAGES[name][0]))
    settings = tmp_path / "planforge.toml"
    settings.write_text(f"templates = '{tmp_path / 'own'}'\n")
    plan = SAMPLES / "lanhai-grid_2025Q3.xlsx"
    result = CliRunner().invoke(planforge, ["deck", str(plan), "-o", str(tmp_path / "x.pptx"), "--config", str(settings)])
    assert result.exit_code == 2
    assert PACKAGES[name][1] in result.stderr
    assert "Traceback" not in result.stderr
    assert result.stderr.count("\n") <= 2
    assert not (tmp_path / "x.pptx").exists()
