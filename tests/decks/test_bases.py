"""The review deck on three companies' masters that differ strongly: what holds on our own master holds on theirs."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Mapping
from functools import lru_cache
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from pptx import Presentation

from planforge.authoring.company_base import CompanyBase, company_base
from planforge.authoring.shipped import account_review
from planforge.config import Config
from planforge.office import CompiledTemplate, Rendered, compile_template
from planforge.pipeline import deck_language, deck_texts, review_plan
from planforge.review import ReviewContext
from planforge.visuals import registry
from support import validator
from support.archive import check_archive
from support.deck_qa import inspect_deck
from support.deck_shapes import EMU, A
from support.decks import parts

BASES = Path(__file__).parents[1] / "bases"
SAMPLES = Path(__file__).parents[2] / "samples"
NAMES = ("dark", "serif", "standard")
PLANS = (
    ("lanhai-grid", "en"), ("lanhai-grid", "zh"), ("lanhai-grid", "en+zh"), ("haiyue-rail", "zh"), ("kestrel-foods", "en"),
    ("solmar-ports", "en"), ("brackwater-utilities", "en"),
)  # fmt: skip
SIZES = {"dark": (13.333, 7.5), "serif": (10, 5.625), "standard": (10, 7.5)}
each_base = pytest.mark.parametrize("name", [pytest.param(name, marks=pytest.mark.xdist_group(f"base {name}")) for name in NAMES])
each_deck = pytest.mark.parametrize(
    ("name", "plan", "language"),
    [
        pytest.param(name, plan, language, marks=pytest.mark.xdist_group(f"base {name}"), id=f"{name}-{plan}-{language}")
        for name in NAMES
        for plan, language in PLANS
    ],
)


@lru_cache(maxsize=3)
def found(name: str) -> CompanyBase:
    return company_base(BASES / f"{name}.potx")


@lru_cache(maxsize=3)
def template(name: str) -> bytes:
    return account_review(company_base(BASES / f"{name}.potx").base)


@lru_cache(maxsize=3)
def compiled(name: str) -> CompiledTemplate:
    return compile_template(template(name), context=ReviewContext, visuals=registry(), name=name)


@lru_cache(maxsize=32)
def deck(name: str, plan: str, language: str) -> Rendered:
    config = Config(language=language)
    review = review_plan(SAMPLES / f"{plan}_2025Q3.xlsx", config, previous=SAMPLES / f"{plan}_2025Q2.xlsx")
    told, texts = review.context.deck, deck_texts(config, deck_language(review.plan, config))
    return compiled(name).render(review.context, texts=texts, lang=told.lang, title=told.title, author=told.author)


def listed(problems: list[str]) -> str:
    return f"{len(problems)} problems:\n" + "\n".join(problems[:40])


# ---------------------------------------------------------------- finished decks


@each_deck
def test_deck_is_fit_for_review(name: str, plan: str, language: str) -> None:
    made = deck(name, plan, language)
    problems = inspect_deck(made.data) + check_archive(made.data)
    assert not problems, listed(problems)
    overflows = [finding.message for finding in made.findings if finding.code == "FT102"]
    assert not overflows, listed(overflows)


@each_base
def test_one_deck_per_base_follows_the_schema(name: str, tmp_path: Path) -> None:
    validator.require()
    path = tmp_path / f"{name}.pptx"
    path.write_bytes(deck(name, "lanhai-grid", "en").data)
    assert validator.validate(path) == []


@each_base
def test_nothing_stands_on_the_companys_decoration(name: str) -> None:
    """Logo, bars and legal text of the layout stay free; only what is in a placeholder of the company may stand in its bar."""
    shown = Presentation(io.BytesIO(deck(name, "lanhai-grid", "en").data))
    for number, slide in enumerate(list(shown.slides)[1:], 2):
        taken = [box(shape) for page in (slide.slide_layout, slide.slide_layout.slide_master) for shape in page.shapes if is_small(shape)]
        for shape in slide.shapes:
            if shape.is_placeholder or not shape.width or not shape.height or shape.name == "pf:rule":
                continue
            for other in taken:
                assert not overlap(box(shape), other), f"{name}, slide {number}: {shape.name} {box(shape)} on {other}"


def is_small(shape: Any) -> bool:
    return not shape.is_placeholder and shape.height / EMU > 0.05


def box(shape: Any) -> tuple[float, float, float, float]:
    left, top = shape.left / EMU, shape.top / EMU
    return (left, top, left + shape.width / EMU, top + shape.height / EMU)


def overlap(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    return wide > 0.01 and high > 0.01


def test_on_a_narrow_page_each_deal_is_followed_by_its_steps_and_its_people_and_dates() -> None:
    made = deck("standard", "lanhai-grid", "en")
    first, count = made.slides["A16"]
    shown = list(Presentation(io.BytesIO(made.data)).slides)[first - 1 : first - 1 + count]
    titles = [slide.shapes.title.text_frame.text for slide in shown]
    deals = ("Substation relays, wave 2", "Control centre upgrade", "Tonghe branch protection")
    assert [next((deal for deal in deals if deal in title), title) for title in titles] == [deal for deal in deals for _ in range(3)]
    assert titles[1] == "O1 Substation relays, wave 2: “Repeat the failed relay test” is late since 22 Sep"
    assert titles[2] == "Substation relays, wave 2: He Jun, who decides, is against us; the contract date has slipped 95 days"


# ---------------------------------------------------------------- templates


@each_base
def test_template_keeps_the_companys_look(name: str) -> None:
    shown, base = Presentation(io.BytesIO(template(name))), parts_of((BASES / f"{name}.potx").read_bytes())
    built = parts_of(template(name))
    assert (shown.slide_width / EMU, shown.slide_height / EMU) == pytest.approx(SIZES[name], abs=0.001)
    assert same(built["ppt/theme/theme1.xml"], base["ppt/theme/theme1.xml"])
    for part in base:
        if re.match(r"ppt/(slideLayouts|slideMasters|media)/[^/]+$", part):
            assert same(built[part], base[part]), part


@each_base
def test_slides_of_the_base_are_gone(name: str) -> None:
    assert b"left in the base" in parts_of((BASES / f"{name}.potx").read_bytes())["ppt/slides/slide1.xml"]
    assert not [part for part, data in parts_of(template(name)).items() if b"left in the base" in data or b"not to be kept" in data]
    assert check_archive(template(name), tags_allowed=True) == []


@each_base
def test_two_builds_are_the_same_bytes(name: str) -> None:
    assert account_review(company_base(BASES / f"{name}.potx").base) == template(name)


@each_base
def test_colours_and_fonts_of_slides_come_from_the_theme(name: str) -> None:
    for part, data in parts_of(template(name)).items():
        if re.match(r"ppt/(slides|charts)/[^/]+\.xml$", part):
            root = etree.fromstring(data)
            assert not list(root.iter(f"{A}srgbClr")), part
            assert all(face.get("typeface").startswith("+") for tag in ("latin", "ea") for face in root.iter(f"{A}{tag}")), part


def test_a_narrow_page_splits_what_stands_side_by_side() -> None:
    pages = deck("standard", "lanhai-grid", "en").slides
    split = ("A02", "A05", "A06", "A07", "A12", "A15", "A18", "A21", "AX2", "AX3")
    assert [ident for ident in split if pages[ident][1] < 2] == []
    titles = [s.shapes.title.text_frame.text for s in Presentation(io.BytesIO(deck("standard", "lanhai-grid", "en").data)).slides]
    first = pages["A06"][0]
    assert [titles[first - 1][-8:], titles[first][-8:]] == ["(1\u00a0of\u00a02)", "(2\u00a0of\u00a02)"]
    wide = deck("dark", "lanhai-grid", "en").slides
    assert [ident for ident in split[:-2] if ident != "A18" and wide[ident][1] > 1] == []  # the appendix goes on for its own reasons


def test_a_low_page_has_smaller_type_throughout() -> None:
    """10 x 5.625 inches look on a screen like 13.333 x 7.5, so that all sizes are three quarters."""
    sizes = {
        name: {int(e.get("sz")) for e in etree.fromstring(parts_of(template(name))["ppt/slides/slide2.xml"]).iter(f"{A}rPr")}
        for name in NAMES
    }
    assert {round(size * 0.75) for size in sizes["dark"] if size != 2400} <= {*sizes["serif"], *(s + 1 for s in sizes["serif"])}
    assert "scale: 0.75" in parts_of(template("serif"))["ppt/slides/slide2.xml"].decode()


@each_base
def test_bases_are_what_their_script_makes(name: str) -> None:
    spec = spec_from_file_location("make_bases", BASES / "make_bases.py")
    assert spec is not None
    assert spec.loader is not None
    script = module_from_spec(spec)
    sys.modules["make_bases"] = script
    spec.loader.exec_module(script)
    assert script.BASES[name]() == (BASES / f"{name}.potx").read_bytes()


@lru_cache(maxsize=16)
def parts_of(data: bytes) -> Mapping[str, bytes]:
    return parts(data)


def same(one: bytes, other: bytes) -> bool:
    """The same XML, whatever wrote it; other parts byte for byte."""
    if not one.lstrip().startswith(b"<"):
        return one == other
    return etree.tostring(etree.fromstring(one), method="c14n") == etree.tostring(etree.fromstring(other), method="c14n")
