"""Writes docs/method: a page for each framework of the planning method, from the method table, the workbook spec and a sample deck.

    python tools/make_method_pages.py              the pages
    python tools/make_method_pages.py --pictures   and the pictures of the slides (needs LibreOffice and poppler)

A test compares the pages with what this writes; the pictures are renewed by hand when slides change.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import tempfile
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from planforge import resources
from planforge.pipeline import SCORECARD, WORKBOOK_SPEC
from planforge.spec.load import load_spec
from planforge.spec.method import Described, Framework, PlanningObjective, load_described, load_method, load_objectives
from planforge.spec.schema import BlockSpec, FieldSpec, SheetSpec, WorkbookSpec

ROOT = Path(__file__).resolve().parent.parent
PAGES = ROOT / "docs" / "method"
SAMPLE = ROOT / "samples" / "lanhai-grid_2025Q3.xlsx"
_WIDTH, _COLOURS = 960, 64


def pages() -> dict[str, str]:
    """File name to text of every page, the index included."""
    spec, path = load_spec(resources.template(WORKBOOK_SPEC)), resources.template("method/method.toml")
    policy = tomllib.loads(resources.template(SCORECARD).read_text(encoding="utf-8"))
    method = load_method(path)
    made = {f"{framework.id}.md": page(framework, spec, policy) for framework in method}
    return {"README.md": index(method, load_objectives(path), load_described(path)), **made}


def index(method: Iterable[Framework], objectives: Iterable[PlanningObjective], described: Iterable[Described]) -> str:
    """The list of all frameworks, what each of them is for, and what has no page."""
    rows = "\n".join(f"| [{f.id}]({f.id}.md) | {f.name.en} | {f.name.zh} | {', '.join(map(_place, f.shown))} |" for f in method)
    aims = "\n".join(
        f"| {number} | {aim.name.en} | {aim.name.zh} | {', '.join(f'[{ident}]({ident}.md)' for ident in aim.frameworks)} |"
        for number, aim in enumerate(objectives, 1)
    )
    others = "\n".join(f"| {row.id} | {row.name.en} | {row.name.zh} | {row.standing} | {row.covered} |" for row in described)
    return (
        "# The planning method\n\n"
        "One page for each framework: what it is, how it is filled in, how it is computed, and where it is shown.\n"
        "`planforge method` prints the same table.\n\n"
        f"| Id | Framework | 框架 | Shown on |\n| --- | --- | --- | --- |\n{rows}\n\n"
        "## What it is for\n\n"
        "Account planning has nine objectives (D6). A plan is complete when every one of them is served; the frameworks beside\n"
        "an objective are what to fill in for it.\n\n"
        f"| No. | Objective | 目的 | Frameworks |\n| --- | --- | --- | --- |\n{aims}\n\n"
        "## Without a page of its own\n\n"
        f"| Id | Content | 内容 | Standing | Where it is found, or why it is not computed |\n| --- | --- | --- | --- | --- |\n{others}\n"
    )


def page(framework: Framework, spec: WorkbookSpec, policy: Mapping[str, Any]) -> str:
    """The page of one framework; `policy` is what scorecard.toml holds."""
    blocks = [(s, b) for s in spec.sheets for b in s.blocks if b.key in framework.inputs]
    parts = [
        f"# {framework.id} {framework.name.en} · {framework.name.zh}\n\n{framework.about}",
        "## How to fill it in\n\n" + "\n\n".join(_block(sheet, block, framework.inputs[block.key]) for sheet, block in blocks),
        "## How it is computed\n\n" + "\n\n".join(_computed(framework, policy)),
        "## Where it is shown\n\n" + "\n\n".join(map(_shown, framework.shown)),
    ]
    return "\n\n".join(parts) + "\n\n[All frameworks](README.md)\n"


def _computed(framework: Framework, policy: Mapping[str, Any]) -> Iterable[str]:
    """Formula, cuts and what is missing, in words, with the functions that do it."""
    yield filled_in(framework.how, policy)
    yield "**What is missing.** " + filled_in(framework.blank, policy)
    if "(`" in filled_in(framework.how + framework.blank, policy):
        yield (
            "Names in brackets are those of the scoring policy, `scorecard.toml`, with the values it ships with; they may be set under"
            " `[thresholds]` in `planforge.toml`."
        )
    names = ", ".join(f"`{name.removeprefix('planforge.').replace(':', '.')}`" for name in framework.computed)
    yield f"In the code: {names}." if names else f"Nothing is computed. {framework.reason}"


_NAME = re.compile(r"\{(?P<bare>=?)(?P<name>[^{}:|]+)(?P<share>:%)?(?:\|(?P<unit>[^{}]*))?\}")


def filled_in(text: str, policy: Mapping[str, Any]) -> str:
    """A text with every name of the policy replaced by its value with its unit, and the name behind it unless `=` stands before it.

    Raises:
        KeyError: the policy has no such name.
    """

    def value(match: re.Match[str]) -> str:
        found: Any = policy
        for part in match["name"].split("."):
            found = found[part]
        shown = " ".join(filter(None, (_value(found, share=match["share"] is not None), match["unit"])))
        return shown if match["bare"] else f"{shown} (`{match['name']}`)"

    return _NAME.sub(value, text)


def _value(found: Any, *, share: bool = False) -> str:
    """A value of the policy for readers: a range from and to, a list with commas, a share as a percentage."""
    if isinstance(found, Mapping):
        least, most = (_value(found[name]) for name in ("least", "most"))
        return f"{least} to {most}"
    if isinstance(found, list):
        return ", ".join(map(_value, found))
    return f"{found * 100:g}%" if share else f"{found:g}" if isinstance(found, float) else str(found)


def _block(sheet: SheetSpec, block: BlockSpec, names: Iterable[str]) -> str:
    used = set(names)
    rows = "\n".join(_field(f) for f in block.fields if f.name in used)
    title = block.title.en or block.key
    return f"Sheet **{sheet.name.en}** ({sheet.name.zh}), “{title}”:\n\n| Field | 字段 | What to enter |\n| --- | --- | --- |\n{rows}"


def _field(field: FieldSpec) -> str:
    return f"| {field.label.en}{' *' if field.required else ''} | {field.label.zh} | {field.help.en} |".replace("\n", " ")


def _place(place: str) -> str:
    return place.replace("portfolio:", "portfolio.xlsx ")


def _shown(place: str) -> str:
    if place.startswith("portfolio:"):
        return f"Sheet {place.removeprefix('portfolio:')} of the consolidated workbook."
    return f"Slide {place} of the account review:\n\n![Slide {place}](pictures/{place}.png)"


def write_pictures(folder: Path) -> None:
    """A picture of the first page of every slide of the sample's review."""
    from PIL import Image

    from planforge.config import Config
    from planforge.pipeline import previous_beside, render_deck, review_plan

    plan = review_plan(SAMPLE, Config())
    review = review_plan(SAMPLE, Config(), previous=previous_beside(SAMPLE, plan.plan))
    rendered = render_deck(review, Config())
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        deck = Path(place) / "deck.pptx"
        deck.write_bytes(rendered.data)
        profile = f"-env:UserInstallation=file://{place}/profile"
        subprocess.run(
            ["soffice", "--headless", profile, "--convert-to", "pdf", "--outdir", place, str(deck)], check=True, capture_output=True
        )
        for ident, (first, _) in rendered.slides.items():
            target = Path(place) / ident
            command = ["pdftoppm", "-png", "-r", "110", "-f", str(first), "-l", str(first), "-singlefile", f"{place}/deck.pdf", str(target)]
            subprocess.run(command, check=True, capture_output=True)
            picture = Image.open(f"{target}.png")
            picture = picture.resize((_WIDTH, round(picture.height * _WIDTH / picture.width)), Image.Resampling.LANCZOS)
            picture.quantize(_COLOURS).save(folder / f"{ident}.png", optimize=True)


def main() -> None:
    """Writes the pages, and the pictures when asked for."""
    parser = argparse.ArgumentParser(description="Writes docs/method.")
    parser.add_argument("--pictures", action="store_true", help="renew the pictures of the slides too")
    options = parser.parse_args()
    PAGES.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        (PAGES / name).write_text(text, encoding="utf-8")
    if options.pictures:
        write_pictures(PAGES / "pictures")


if __name__ == "__main__":
    main()
