"""Writes the font width tables the engine measures text with.

Run by hand when a font is added: `python tools/make_metrics.py`. It reads fonts that are metric compatible with the fonts
decks use (Carlito for Calibri, Liberation Sans for Arial); the widths are committed, so nobody needs the fonts to run PlanForge.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from fontTools.ttLib import TTFont

TARGET = Path(__file__).resolve().parent.parent / "src/planforge/office/data/font_widths.txt"
FONTS = {
    "calibri regular": "crosextra/Carlito-Regular.ttf",
    "calibri bold": "crosextra/Carlito-Bold.ttf",
    "arial regular": "liberation/LiberationSans-Regular.ttf",
    "arial bold": "liberation/LiberationSans-Bold.ttf",
}
BLOCKS = (
    range(0x0020, 0x007F),
    range(0x00A0, 0x0180),
    range(0x0218, 0x021C),
    range(0x0370, 0x0400),
    range(0x0400, 0x0460),
    range(0x1E80, 0x1EFA),
    range(0x2010, 0x2028),
    range(0x2030, 0x203B),
    range(0x20A0, 0x20C0),
    range(0x2100, 0x2150),
    range(0x2190, 0x2200),
    range(0x2200, 0x2270),
    range(0x2500, 0x2700),
)


def runs(font: TTFont) -> Iterator[tuple[int, list[int]]]:
    """First code point and widths of each unbroken run of characters the font has, in 1/1000 em rounded up."""
    names, advances, units = font.getBestCmap(), font["hmtx"], font["head"].unitsPerEm
    known = [(code, -(-advances[names[code]][0] * 1000 // units)) for block in BLOCKS for code in block if code in names]
    for _, group in groupby(enumerate(known), key=lambda item: item[1][0] - item[0]):
        members = [pair for _, pair in group]
        yield members[0][0], [width for _, width in members]


def table(folder: Path) -> str:
    """The whole data file: a header line per font and weight, then runs as `code point: widths`."""
    lines = ["# Advance widths in 1/1000 em. Written by tools/make_metrics.py from metric-compatible fonts; do not edit."]
    for name, file in FONTS.items():
        lines.append(f"[{name}]")
        lines.extend(f"{first:04X} {' '.join(map(str, widths))}" for first, widths in runs(TTFont(folder / file)))
    return "\n".join(lines) + "\n"


def main() -> None:
    """Writes the table from the fonts of one folder."""
    parser = argparse.ArgumentParser(description="Write the font width tables.")
    parser.add_argument("--fonts", type=Path, default=Path("/usr/share/fonts/truetype"), help="folder with crosextra/ and liberation/")
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(table(parser.parse_args().fonts), encoding="ascii")


if __name__ == "__main__":
    main()
