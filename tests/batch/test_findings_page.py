"""The findings page: complete, readable by a parser, and deaf to markup in workbooks."""

import json
from html.parser import HTMLParser

from planforge.batch.findings_page import PageEntry, findings_json, findings_page
from planforge.diagnostics.finding import Finding, Severity
from planforge.values import CellRef

NASTY = """<script>alert(1)</script><img src=x onerror="x()"> ' " & ]]> {{ 7*7 }} {% raw %}"""


class Reader(HTMLParser):
    """Collects tags, attributes and text; fails on tags that do not match."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.open: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        if tag not in ("meta",):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def entry(text: str) -> PageEntry:
    finding = Finding(code="XR101", name="n", severity=Severity.ERROR, message=text, hint=text, cell=CellRef(text, 3, 2), field="a.b")
    return PageEntry(
        file=text,
        account=text,
        deck=f"decks/{text}.pptx",
        quality=61.4,
        counts={Severity.ERROR: 1},
        error=text,
        hint=text,
        load=lambda: (finding,),
    )


def page(*entries: PageEntry) -> Reader:
    reader = Reader()
    reader.feed(findings_page(entries, title="Findings", version="1.2.3"))
    reader.close()
    assert not reader.open
    return reader


def test_nothing_from_a_workbook_becomes_markup() -> None:
    nasty, plain = page(entry(NASTY)), page(entry("xyzzy"))
    assert nasty.tags == plain.tags
    assert [name for name, _ in nasty.attributes] == [name for name, _ in plain.attributes]
    assert not any(value.startswith("javascript") for _, value in nasty.attributes)
    assert nasty.text.count(NASTY) == plain.text.count("xyzzy") == 10
    assert "49" not in nasty.text


def test_a_deck_is_linked_by_a_relative_address() -> None:
    links = [value for name, value in page(entry("javascript:alert(1) 海岳")).attributes if name == "href"]
    assert links == ["#f1", "decks/javascript%3Aalert%281%29%20%E6%B5%B7%E5%B2%B3.pptx"]


def test_severity_is_never_colour_alone_and_cells_are_named() -> None:
    text = page(entry("x")).text
    assert "■ error" in text
    assert "B3" in text
    assert "61" in text


def test_unreadable_and_refused_plans_say_so() -> None:
    text = page(
        PageEntry(file="a.xlsx", error="It is damaged.", hint="Send it again."), PageEntry(file="b.xlsx", quality=1.0, refused=True)
    ).text
    assert "Could not be read" in text
    assert "It is damaged." in text
    assert "No deck was made because of the errors" in text


def test_json_holds_the_same_findings() -> None:
    found = json.loads(findings_json([entry(NASTY), PageEntry(file="b.xlsx")], "1.2.3"))
    assert found["schema"] == "planforge.findings/1"
    assert [plan["file"] for plan in found["plans"]] == [NASTY, "b.xlsx"]
    assert found["plans"][0]["findings"][0]["message"] == NASTY
    assert found["plans"][0]["findings"][0]["cell"].endswith("!B3")
    assert found["plans"][1]["findings"] == []
    assert json.loads(findings_json([], "1"))["plans"] == []
