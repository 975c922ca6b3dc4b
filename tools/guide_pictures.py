"""Draws the pictures of the template guide: each example that has one, as a template and as a result.

Run by hand when an example or the look of results changes: `python tools/guide_pictures.py [NAME …]`. It needs LibreOffice and poppler.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFont

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from planforge.authoring.shipped import deck_on  # noqa: E402
from planforge.config import Config  # noqa: E402
from planforge.office import compile_template  # noqa: E402
from planforge.pipeline import deck_texts, review_plan  # noqa: E402
from planforge.review import Catalogue, ReviewContext  # noqa: E402
from planforge.visuals import registry  # noqa: E402
from support.guide import GUIDE, examples  # noqa: E402
from support.guide_deck import LEFT, WIDTH, build  # noqa: E402
from support.guide_told import rendered  # noqa: E402
from support.office import to_png  # noqa: E402

PICTURES = GUIDE / "pictures"
PLAN = ROOT / "samples" / "orvane-rail_2025Q3.xlsx"
BASES = ROOT / "tests" / "bases"
_COLUMN, _GAP, _HEAD, _DPI, _COLOURS = 440, 20, 26, 150, 64
_MOST_SLIDES = 3
_FRAME = (170, 178, 186)
Pages = list[Image.Image]


def main(names: Sequence[str]) -> int:
    """Draws the pictures with these names, or all."""
    with tempfile.TemporaryDirectory() as folder:
        for name, sheet in pictures(Path(folder), set(names)):
            target = PICTURES / f"{name}.png"
            sheet.quantize(_COLOURS, dither=Image.Dither.NONE).save(target, optimize=True)
            sys.stdout.write(f"{target.relative_to(ROOT)} {target.stat().st_size // 1024} kB\n")
    return 0


def pictures(folder: Path, names: set[str]) -> Iterator[tuple[str, Image.Image]]:
    """Name and picture of everything that is drawn."""
    texts = Catalogue.load(ROOT / "templates/pptx/account-review/texts")
    for example in examples():
        name = example.picture
        if name and example.kind == "result" and (not names or name in names):
            sides = [drawn(data, folder) for data in (build(example), rendered(example, texts).data)]
            yield name, arranged(("Template", "Result"), [[part(page) for page in pages] for pages in sides])
    wanted = {name for name in ("starter", "frame", "base") if not names or name in names}
    if wanted:
        ours, _ = deck_on("starter", None)
        template, result = drawn(ours, folder), drawn(filled(ours), folder)
        for name, slide in (("starter", 2), ("frame", 5)):
            if name in wanted:
                yield name, arranged(("Template", "Result"), [[template[slide]], [result[slide]]])
        if "base" in wanted:
            others = [drawn(filled(deck_on("starter", BASES / base)[0]), folder)[2] for base in ("dark.potx", "standard.potx")]
            yield "base", arranged(("On a dark master, 16:9", "On a light master, 4:3"), [[page] for page in others])


def filled(template: bytes) -> bytes:
    """A template filled with a sample plan."""
    context = review_plan(PLAN, Config()).context
    compiled = compile_template(template, context=ReviewContext, visuals=registry())
    return compiled.render(context, texts=deck_texts(Config(), "en")).data


def drawn(data: bytes, folder: Path) -> Pages:
    """The slides of a file as pictures."""
    path = folder / "deck.pptx"
    path.write_bytes(data)
    for old in folder.glob("out/*"):
        old.unlink()
    return [Image.open(page).convert("RGB") for page in to_png(path, folder / "out", _DPI)]


def part(page: Image.Image) -> Image.Image:
    """The upper left part of a slide, where the objects of an example stand."""
    corner = page.crop((0, 0, round((WIDTH + 2 * LEFT) * _DPI), round(6.9 * _DPI)))
    found = ImageChops.difference(corner, Image.new("RGB", corner.size, corner.getpixel((2, 2)))).getbbox()
    return corner.crop((0, 0, corner.width, min(corner.height, (found[3] if found else corner.height) + round(0.3 * _DPI))))


def arranged(heads: Sequence[str], sides: Sequence[Pages]) -> Image.Image:
    """Both sides under their headings, beside each other."""
    columns = [[_framed(page) for page in pages[:_MOST_SLIDES]] for pages in sides]
    height = _HEAD + max(sum(page.height + 10 for page in pages) for pages in columns)
    sheet = Image.new("RGB", (2 * _COLUMN + _GAP, height), "white")
    pen = ImageDraw.Draw(sheet)
    font = ImageFont.load_default(15)
    for x, pages, word in ((0, columns[0], heads[0]), (_COLUMN + _GAP, columns[1], heads[1])):
        pen.text((x + 2, 4), word, fill=(60, 68, 76), font=font)
        y = _HEAD
        for page in pages:
            sheet.paste(page, (x, y))
            y += page.height + 10
    return sheet


def _framed(page: Image.Image) -> Image.Image:
    small = page.resize((_COLUMN, round(page.height * _COLUMN / page.width)), Image.Resampling.LANCZOS)
    ImageDraw.Draw(small).rectangle((0, 0, small.width - 1, small.height - 1), outline=_FRAME)
    return small


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
