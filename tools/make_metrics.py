"""Writes the font metrics the engine measures text with.

Run by hand when a font is added: `python tools/make_metrics.py --gelasio FOLDER --selawik FOLDER`. It reads open fonts that stand in
for the fonts decks use; what stands for what, and how exactly, is the table `FACES` below. The metrics are committed, so nobody needs
the fonts to run PlanForge.

Carlito, Caladea, Liberation and Noto Sans CJK are packages of every Linux distribution. Gelasio comes as .woff files of its Latin
and Latin Extended subsets (npm package @fontsource/gelasio, `files/`), Selawik as the UFO sources of its repository
(github.com/microsoft/Selawik, `Source files/UFO`).
"""

from __future__ import annotations

import argparse
import plistlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from fontTools.ttLib import TTFont
from lxml import etree

TARGET = Path(__file__).resolve().parent.parent / "src/planforge/office/data/font_widths.txt"
SIMPLIFIED = 2
"""Number of Noto Sans CJK SC in the collection file."""


@dataclass(frozen=True, slots=True)
class Face:
    """A font decks name and the open one its widths come from.

    Attributes:
        name: key of the table.
        regular, bold: font files below the folder of their kind.
        note: where the figures come from, with the licence.
        line: ascent plus descent plus line gap in 1/1000 em, as drawn in table cells.
    """

    name: str
    regular: tuple[str, ...]
    bold: tuple[str, ...]
    note: str
    line: int


FACES = (
    Face(
        "calibri",
        ("crosextra/Carlito-Regular.ttf",),
        ("crosextra/Carlito-Bold.ttf",),
        "Carlito 1.103 (SIL OFL 1.1), metric compatible with Calibri; line height of both.",
        1220,
    ),
    Face(
        "arial",
        ("liberation/LiberationSans-Regular.ttf",),
        ("liberation/LiberationSans-Bold.ttf",),
        "Liberation Sans 1.07.4 (GPL 2 with font exception), metric compatible with Arial; line height of both.",
        1150,
    ),
    Face(
        "times",
        ("liberation/LiberationSerif-Regular.ttf",),
        ("liberation/LiberationSerif-Bold.ttf",),
        "Liberation Serif 1.07.4 (GPL 2 with font exception), metric compatible with Times New Roman; line height of both.",
        1150,
    ),
    Face(
        "cambria",
        ("crosextra/Caladea-Regular.ttf",),
        ("crosextra/Caladea-Bold.ttf",),
        "Caladea 1.001 (SIL OFL 1.1), metric compatible with Cambria; line height 1.172 of Cambria.",
        1172,
    ),
    Face(
        "georgia",
        ("gelasio-latin-400-normal.woff", "gelasio-latin-ext-400-normal.woff"),
        ("gelasio-latin-700-normal.woff", "gelasio-latin-ext-700-normal.woff"),
        "Gelasio 1.008 (SIL OFL 1.1), metric compatible with Georgia; line height 1.270 of Gelasio, Georgia's own is 1.136.",
        1270,
    ),
    Face(
        "segoe",
        ("Selawik-Regular.ufo",),
        ("Selawik-Bold.ufo",),
        "Selawik (Microsoft, SIL OFL 1.1), metric compatible with Segoe UI; line height 1.330 of Segoe UI.",
        1330,
    ),
    Face(
        "noto",
        ("NotoSansCJK-Regular.ttc",),
        ("NotoSansCJK-Bold.ttc",),
        "Noto Sans CJK SC 2.004 (SIL OFL 1.1), which is Source Han Sans SC too; characters other than Chinese.",
        1448,
    ),
)
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
HEAD = """\
# Advance widths in 1/1000 em, rounded up. Written by tools/make_metrics.py from open fonts; do not edit.
# A section is headed by font, weight and line height (ascent, descent and line gap, 1/1000 em); a line is code point and widths.
# Which deck font is measured with which section, and how exactly, stands in metrics.py and in docs/text-measure.md.
"""


def widths_of(path: Path) -> dict[int, int]:
    """Code point to advance width in 1/1000 em, rounded up, of a font file or an UFO folder."""
    if path.suffix == ".ufo":
        return _ufo_widths(path)
    font = TTFont(path, fontNumber=SIMPLIFIED if path.suffix == ".ttc" else -1)
    advances, units = font["hmtx"], font["head"].unitsPerEm
    return {code: -(-advances[name][0] * 1000 // units) for code, name in font.getBestCmap().items()}


def _ufo_widths(folder: Path) -> dict[int, int]:
    units = plistlib.loads((folder / "fontinfo.plist").read_bytes())["unitsPerEm"]
    found = {}
    for path in sorted((folder / "glyphs").glob("*.glif")):
        glyph = etree.parse(path).getroot()
        width = int(float(glyph.find("advance").get("width")))
        for code in glyph.findall("unicode"):
            found[int(code.get("hex"), 16)] = -(-width * 1000 // units)
    return found


def runs(widths: Mapping[int, int]) -> Iterator[tuple[int, list[int]]]:
    """First code point and widths of each unbroken run of characters the font has."""
    known = [(code, widths[code]) for block in BLOCKS for code in block if code in widths]
    for _, group in groupby(enumerate(known), key=lambda item: item[1][0] - item[0]):
        members = [pair for _, pair in group]
        yield members[0][0], [width for _, width in members]


def located(name: str, folders: list[Path]) -> Path:
    """The font file in the first folder that has it."""
    found = next((folder / name for folder in folders if (folder / name).exists()), None)
    if found is None:
        raise SystemExit(f"{name} is in none of: {', '.join(map(str, folders))}")
    return found


def table(folders: list[Path]) -> str:
    """The whole data file."""
    lines = [HEAD.rstrip()]
    for face in FACES:
        lines.append(f"# {face.name}: {face.note}")
        for weight, files in (("regular", face.regular), ("bold", face.bold)):
            widths: dict[int, int] = {}
            for name in files:
                widths = widths_of(located(name, folders)) | widths
            lines.append(f"[{face.name} {weight} {face.line}]")
            lines.extend(f"{first:04X} {' '.join(map(str, found))}" for first, found in runs(widths))
    return "\n".join(lines) + "\n"


def main() -> None:
    """Writes the tables."""
    parser = argparse.ArgumentParser(description="Write the font metrics.")
    parser.add_argument("--system", type=Path, default=Path("/usr/share/fonts/truetype"), help="folder with crosextra/ and liberation/")
    parser.add_argument("--noto", type=Path, default=Path("/usr/share/fonts/opentype/noto"), help="folder with NotoSansCJK-*.ttc")
    parser.add_argument("--gelasio", type=Path, required=True, help="folder with gelasio-latin*.woff")
    parser.add_argument("--selawik", type=Path, required=True, help="folder with Selawik-*.ufo")
    given = parser.parse_args()
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(table([given.system, given.noto, given.gelasio, given.selawik]), encoding="ascii")


if __name__ == "__main__":
    main()
