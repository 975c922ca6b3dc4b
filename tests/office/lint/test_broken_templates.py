"""Ten broken templates: every planted fault is found with its place, and nothing else is."""

from __future__ import annotations

from pathlib import Path

import pytest

from planforge import resources
from planforge.config import Config
from planforge.office.lint import Linted, lint_deck, lint_workbook
from planforge.office.problems import TemplateFinding
from planforge.pipeline import DECK_TEMPLATE, PORTFOLIO_TEMPLATE, catalogue
from planforge.portfolio import PortfolioContext
from planforge.review import ReviewContext
from planforge.visuals import registry
from support.archive import check_archive
from support.broken_templates import BROKEN, BrokenTemplate, Fault


def linted(source: Path | bytes) -> Linted:
    return lint_deck(source, context=ReviewContext, visuals=registry(), texts=catalogue(Config()).words, name="broken.pptx")


@pytest.fixture(scope="module", params=sorted(BROKEN))
def broken(request: pytest.FixtureRequest) -> tuple[BrokenTemplate, tuple[TemplateFinding, ...]]:
    template = BROKEN[request.param]()
    findings = linted(template.data).findings
    assert all(isinstance(finding, TemplateFinding) for finding in findings)
    return template, findings  # type: ignore[return-value]


def tells(finding: TemplateFinding, fault: Fault) -> bool:
    """True when a finding names a planted fault with its place."""
    place = finding.place
    return (
        (finding.code, place.slide, place.shape) == (fault.code, fault.slide, fault.shape)
        and fault.words in finding.fault
        and (not fault.tag or fault.tag in (place.tag, place.part) or fault.tag in place.part)
        and fault.part in place.part
        and (not fault.paragraph or place.paragraph == fault.paragraph)
    )


def test_every_planted_fault_is_named(broken: tuple[BrokenTemplate, tuple[TemplateFinding, ...]]) -> None:
    template, findings = broken
    shown = "\n".join(f"{finding.code} {finding.message}" for finding in findings)
    for fault in template.faults:
        assert any(tells(finding, fault) for finding in findings), f"{fault}\nnot in\n{shown}"


def test_nothing_else_is_named(broken: tuple[BrokenTemplate, tuple[TemplateFinding, ...]]) -> None:
    template, findings = broken
    others = [f"{f.code} {f.message}" for f in findings if not any(tells(f, fault) for fault in template.faults)]
    assert others == []


def test_findings_come_in_slide_order(broken: tuple[BrokenTemplate, tuple[TemplateFinding, ...]]) -> None:
    slides = [finding.place.slide for finding in broken[1]]
    assert slides == sorted(slides)


def test_the_broken_templates_are_sound_files(broken: tuple[BrokenTemplate, tuple[TemplateFinding, ...]]) -> None:
    assert check_archive(broken[0].data, tags_allowed=True, clock_allowed=True) == []


def test_the_shipped_deck_has_no_findings() -> None:
    found = linted(resources.template(DECK_TEMPLATE))
    assert [f"{finding.code} {finding.message}" for finding in found.findings] == []
    assert found.slides[0].ident == "A01"


def test_the_shipped_workbook_has_no_findings() -> None:
    assert lint_workbook(resources.template(PORTFOLIO_TEMPLATE), context=PortfolioContext).findings == ()
