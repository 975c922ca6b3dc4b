"""Reads widths and line heights from font files: the handful of tables they stand in, of .ttf, .otf and .ttc.

Sources: the OpenType specification, chapters head, hhea, hmtx, cmap (formats 4 and 12), name and OS/2. Outlines are not looked at.
Chinese characters are left out: they are one em in every font, and a font has tens of thousands of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from struct import error as damaged
from struct import unpack_from

from planforge.errors import InputError
from planforge.office.metrics import FontFile

SUFFIXES = frozenset((".ttf", ".otf", ".ttc", ".otc"))
_COLLECTION = b"ttcf"
_FONTS = frozenset((b"\x00\x01\x00\x00", b"OTTO", b"true"))
_FAMILY, _WHOLE_FAMILY = 1, 16
_BOLD = 600
"""Weight from which a font counts as bold."""
_WINDOWS = 3
_MOST_BYTES = 64 << 20
_FAULTS = (damaged, IndexError, KeyError, ValueError, ZeroDivisionError, UnicodeDecodeError)
Key = tuple[str, bool]


def read_fonts(folder: Path) -> dict[Key, FontFile]:
    """All fonts of a folder and its sub-folders, by family in small letters and weight (True is bold), in the order of file names.

    Italic fonts are left out, and of two fonts of the same family and weight the one nearer to regular or bold counts.

    Raises:
        InputError: there is no such folder, it holds no font, or a font file cannot be read.
    """
    if not folder.is_dir():
        raise InputError(f"{folder.name or folder} is not a folder with fonts.", "Name a folder that holds .ttf, .otf or .ttc files.")
    found: dict[Key, tuple[int, FontFile]] = {}
    for path in sorted(item for item in folder.rglob("*") if item.suffix.lower() in SUFFIXES and item.is_file()):
        for key, off, font in _fonts_of(path):
            if key not in found or off < found[key][0]:
                found[key] = off, font
    if not found:
        raise InputError(f"The folder {folder.name or folder} holds no upright font.", "Put .ttf, .otf or .ttc files there.")
    return {key: font for key, (_, font) in found.items()}


def _fonts_of(path: Path) -> list[tuple[Key, int, FontFile]]:
    """The upright fonts of a file: key, distance of the weight from that of regular or bold, and widths."""
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise InputError(f"The font {path.name} is larger than {_MOST_BYTES >> 20} MiB.")
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"The font {path.name} cannot be read.", error.strerror or "") from error
    try:
        return [item for start in _starts(data) for item in _font(data, start)]
    except _FAULTS as error:
        raise InputError(
            f"The font {path.name} is damaged or of another kind.", "Take it out of the folder, or put a whole copy there."
        ) from error


def _starts(data: bytes) -> tuple[int, ...]:
    """Where the fonts of a file begin."""
    if data[:4] == _COLLECTION:
        (count,) = unpack_from(">I", data, 8)
        return unpack_from(f">{count}I", data, 12)
    if data[:4] not in _FONTS:
        raise ValueError("no font")
    return (0,)


def _font(data: bytes, start: int) -> Iterator[tuple[Key, int, FontFile]]:
    tables = _tables(data, start)
    weight, italic = _style(data, tables)
    if italic:
        return
    bold = weight >= _BOLD
    font = FontFile(_widths(data, tables), _line(data, tables))
    for family in sorted(_families(data, tables[b"name"])):
        yield (family, bold), abs(weight - (700 if bold else 400)), font


def _tables(data: bytes, start: int) -> dict[bytes, int]:
    """Table names to offsets."""
    (count,) = unpack_from(">H", data, start + 4)
    records = (unpack_from(">4sIII", data, start + 12 + 16 * number) for number in range(count))
    return {tag: offset for tag, _, offset, _ in records}


def _style(data: bytes, tables: dict[bytes, int]) -> tuple[int, bool]:
    """Weight from 1 to 1000, and whether the font is italic."""
    (style,) = unpack_from(">H", data, tables[b"head"] + 44)
    if b"OS/2" not in tables:
        return (700 if style & 1 else 400), bool(style & 2)
    (weight,) = unpack_from(">H", data, tables[b"OS/2"] + 4)
    (selection,) = unpack_from(">H", data, tables[b"OS/2"] + 62)
    return weight, bool(selection & 1)


def _line(data: bytes, tables: dict[bytes, int]) -> float:
    """Ascent, descent and line gap in em; the taller of what the two tables say that programs go by."""
    (units,) = unpack_from(">H", data, tables[b"head"] + 18)
    ascent, descent, gap = unpack_from(">hhh", data, tables[b"hhea"] + 4)
    high = ascent - descent + gap
    if b"OS/2" in tables:
        high = max(high, sum(unpack_from(">HH", data, tables[b"OS/2"] + 74)))
    return float(high / units)


def _widths(data: bytes, tables: dict[bytes, int]) -> dict[str, float]:
    """Characters to advance widths in em."""
    (units,) = unpack_from(">H", data, tables[b"head"] + 18)
    (count,) = unpack_from(">H", data, tables[b"hhea"] + 34)
    advances = unpack_from(">" + "H2x" * count, data, tables[b"hmtx"])
    last = count - 1
    return {chr(code): advances[min(glyph, last)] / units for code, glyph in _glyphs(data, tables[b"cmap"]) if glyph}


def _glyphs(data: bytes, cmap: int) -> Iterator[tuple[int, int]]:
    """Code points other than Chinese with their glyphs, from the best Unicode table there is."""
    (count,) = unpack_from(">H", data, cmap + 2)
    records = [unpack_from(">HHI", data, cmap + 4 + 8 * number) for number in range(count)]
    offsets = [cmap + offset for platform, kind, offset in records if (platform, kind) in ((3, 10), (3, 1), (0, 3), (0, 4), (0, 6))]
    by_format = {unpack_from(">H", data, offset)[0]: offset for offset in offsets}
    if 12 in by_format:
        return _segments_of_12(data, by_format[12])
    return _segments_of_4(data, by_format[4])


def _segments_of_12(data: bytes, start: int) -> Iterator[tuple[int, int]]:
    (count,) = unpack_from(">I", data, start + 12)
    for number in range(count):
        first, last, glyph = unpack_from(">III", data, start + 16 + 12 * number)
        for code in _wanted(first, last):
            yield code, glyph + code - first


def _segments_of_4(data: bytes, start: int) -> Iterator[tuple[int, int]]:
    (double,) = unpack_from(">H", data, start + 6)
    count = double // 2
    lasts = unpack_from(f">{count}H", data, start + 14)
    firsts = unpack_from(f">{count}H", data, start + 16 + double)
    deltas = unpack_from(f">{count}H", data, start + 16 + 2 * double)
    ranges = start + 16 + 3 * double
    for number, (first, last, delta) in enumerate(zip(firsts, lasts, deltas, strict=True)):
        (shift,) = unpack_from(">H", data, ranges + 2 * number)
        for code in _wanted(first, last):
            if not shift:
                yield code, (code + delta) & 0xFFFF
                continue
            (glyph,) = unpack_from(">H", data, ranges + 2 * number + shift + 2 * (code - first))
            yield code, (glyph + delta) & 0xFFFF if glyph else 0


def _wanted(first: int, last: int) -> Iterator[int]:
    """Code points of a range without surrogates and without Chinese, but with half- and full-width forms."""
    yield from range(first, min(last, 0x2E7F) + 1)
    yield from range(max(first, 0xFF00), min(last, 0xFFEF) + 1)


def _families(data: bytes, name: int) -> set[str]:
    """The family's names in all languages, in small letters."""
    count, strings = unpack_from(">HH", data, name + 2)
    found = set()
    for number in range(count):
        platform, _, _, kind, length, offset = unpack_from(">HHHHHH", data, name + 6 + 12 * number)
        if platform == _WINDOWS and kind in (_FAMILY, _WHOLE_FAMILY):
            begin = name + strings + offset
            found.add(data[begin : begin + length].decode("utf-16-be").lower())
    if not found:
        raise ValueError("no family name")
    return found
