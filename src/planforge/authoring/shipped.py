"""The files that PlanForge ships, built from code, with a text outline beside each so that a change can be read."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from lxml import etree

from planforge.authoring.account_review import CUSTOMER, FULL, PAGE, SHORT, Slide, build
from planforge.authoring.base import Base
from planforge.authoring.company_base import company_base
from planforge.authoring.plan_workbook import plan_workbooks
from planforge.authoring.starter import STARTER
from planforge.authoring.summary_workbook import build_summary
from planforge.diagnostics.finding import Finding
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
    for name in ("account-page", "short-review", "customer-review"):
        yield f"pptx/account-review/{name}.pptx", DECKS[name](None)
    yield "pptx/starter/starter.pptx", DECKS["starter"](None)
    portfolio = build_summary()
    yield "xlsx/portfolio/portfolio.xlsx", portfolio
    yield "xlsx/portfolio/portfolio.outline.txt", workbook_outline(portfolio).encode()


def account_review(base: Base | None = None, slides: Sequence[Slide] = FULL, *, notes: bool = True) -> bytes:
    """The tagged deck template on our own master or another base, the same bytes at every build."""
    out = io.BytesIO()
    build(base, slides, notes=notes).save(out)
    return stable(out.getvalue())


def deck_on(name: str, base: Path | bytes | None) -> tuple[bytes, tuple[Finding, ...]]:
    """A shipped deck built on a company's master, and what was found in that; without a master on our own.

    Args:
        name: the deck, such as `account-review`.
        base: a .potx or .pptx file or its bytes.

    Raises:
        TemplateProblems: the master lacks what a deck cannot do without; everything is told at once.
        TemplateError: the file is no presentation.
    """
    if base is None:
        return DECKS[name](None), ()
    found = company_base(base)
    return DECKS[name](found.base), found.findings


DECKS: dict[str, Callable[[Base | None], bytes]] = {
    "account-review": account_review,
    "account-page": partial(account_review, slides=PAGE),
    "short-review": partial(account_review, slides=SHORT),
    "customer-review": partial(account_review, slides=CUSTOMER, notes=False),
    "starter": partial(account_review, slides=STARTER),
}
"""The decks that can be built on any base, by name."""


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
