"""Writes docs/method: a page for each framework of the planning method, from the method table, the workbook spec and a sample deck.

    python tools/make_method_pages.py              the pages
    python tools/make_method_pages.py --pictures   and the pictures of the slides (needs LibreOffice and poppler)

A test compares the pages with what this writes; the pictures are renewed by hand when slides change.
"""

from __future__ import annotations

import argparse
import importlib
import inspect
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path

from planforge import resources
from planforge.pipeline import WORKBOOK_SPEC
from planforge.spec.load import load_spec
from planforge.spec.method import Framework, load_method
from planforge.spec.schema import BlockSpec, FieldSpec, SheetSpec, WorkbookSpec

ROOT = Path(__file__).resolve().parent.parent
PAGES = ROOT / "docs" / "method"
SAMPLE = ROOT / "samples" / "lanhai-grid_2025Q3.xlsx"
_WIDTH, _COLOURS = 960, 64


def pages() -> dict[str, str]:
    """File name to text of every page, the index included."""
    spec, method = load_spec(resources.template(WORKBOOK_SPEC)), load_method(resources.template("method/method.toml"))
    made = {f"{framework.id}.md": page(framework, spec) for framework in method}
    return {"README.md": index(method), **made}


def index(method: Iterable[Framework]) -> str:
    """The list of all frameworks."""
    rows = "\n".join(f"| [{f.id}]({f.id}.md) | {f.name.en} | {f.name.zh} | {', '.join(map(_place, f.shown))} |" for f in method)
    return (
        "# The planning method\n\n"
        "One page for each framework: what it is, how it is filled in, how it is computed, and where it is shown.\n"
        "`planforge method` prints the same table.\n\n"
        f"| Id | Framework | 框架 | Shown on |\n| --- | --- | --- | --- |\n{rows}\n"
    )


def page(framework: Framework, spec: WorkbookSpec) -> str:
    """The page of one framework."""
    blocks = [(s, b) for s in spec.sheets for b in s.blocks if b.key in framework.inputs]
    parts = [
        f"# {framework.id} {framework.name.en} · {framework.name.zh}\n\n{framework.about}",
        "## How to fill it in\n\n" + "\n\n".join(_block(sheet, block) for sheet, block in blocks),
        "## How it is computed\n\n" + ("\n\n".join(map(_function, framework.computed)) or "Nothing is computed; the entries are shown."),
        "## Where it is shown\n\n" + "\n\n".join(map(_shown, framework.shown)),
    ]
    return "\n\n".join(parts) + "\n\n[All frameworks](README.md)\n"


def _block(sheet: SheetSpec, block: BlockSpec) -> str:
    rows = "\n".join(_field(f) for f in block.fields)
    title = block.title.en or block.key
    return f"Sheet **{sheet.name.en}** ({sheet.name.zh}), “{title}”:\n\n| Field | 字段 | What to enter |\n| --- | --- | --- |\n{rows}"


def _field(field: FieldSpec) -> str:
    return f"| {field.label.en}{' *' if field.required else ''} | {field.label.zh} | {field.help.en} |".replace("\n", " ")


def _function(name: str) -> str:
    module, _, function = name.partition(":")
    documented = inspect.getdoc(getattr(importlib.import_module(module), function)) or ""
    about = inspect.getdoc(importlib.import_module(module)) or ""
    return f"`{module.removeprefix('planforge.')}.{function}`: {_one_line(documented)}\n\n> {_one_line(about)}"


def _one_line(text: str) -> str:
    return " ".join(text.split("\n\n")[0].split())


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
