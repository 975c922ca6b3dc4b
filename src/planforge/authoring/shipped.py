"""The files that PlanForge ships, built from code, with a text outline beside each so that a change can be read."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from planforge.authoring.account_review import build
from planforge.authoring.plan_workbook import plan_workbooks
from planforge.authoring.summary_workbook import build_summary
from planforge.office.outline import outline
from planforge.office.package import deflated, parse_xml, read_parts, zip_bytes
from planforge.office.xlsx.outline import outline as workbook_outline
from planforge.spec.load import load_spec


def shipped_files(templates: Path) -> Iterator[tuple[str, bytes]]:
    """Paths below `templates/` and the bytes each file should have.

    Args:
        templates: the folder that holds the sources (`workbook.toml`) the Excel files are built from.
    """
    spec = load_spec(templates / "xlsx/account-plan/workbook.toml")
    yield from plan_workbooks(spec)
    deck = account_review()
    yield "pptx/account-review/account-review.pptx", deck
    yield "pptx/account-review/outline.txt", outline(deck).encode()
    portfolio = build_summary()
    yield "xlsx/portfolio/portfolio.xlsx", portfolio
    yield "xlsx/portfolio/portfolio.outline.txt", workbook_outline(portfolio).encode()


def account_review() -> bytes:
    """The tagged deck template, the same bytes at every build."""
    out = io.BytesIO()
    build().save(out)
    return stable(out.getvalue())


def stable(data: bytes) -> bytes:
    """An Office file with fixed times and order, chart workbooks inside included; python-pptx stamps the clock into both."""
    parts = read_parts(data, "built file")
    return zip_bytes(deflated(name, stable(part) if name.endswith(".xlsx") else _timeless(name, part)) for name, part in parts.items())


def _timeless(name: str, part: bytes) -> bytes:
    """A part without the day it was made; only core properties have one."""
    if name != "docProps/core.xml":
        return part
    root = parse_xml(part)
    for element in root.iter("{http://purl.org/dc/terms/}created", "{http://purl.org/dc/terms/}modified"):
        element.text = "1980-01-01T00:00:00Z"
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
