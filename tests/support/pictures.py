"""Small picture files for tests, written byte by byte."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable

SVG = b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><rect width="40" height="20"/></svg>'


def png(wide: int = 40, high: int = 20, colour: tuple[int, int, int] = (10, 90, 160)) -> bytes:
    """A picture of one colour."""
    return bitmap(wide, high, lambda x, y: colour)


def bitmap(wide: int, high: int, colour: Callable[[int, int], tuple[int, int, int]]) -> bytes:
    """A picture with the colour of each pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + b"".join(bytes(colour(x, y)) for x in range(wide)) for y in range(high))
    head = struct.pack(">2I5B", wide, high, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def jpeg_header(wide: int, high: int) -> bytes:
    """The beginning of a JPEG file: two application segments, a table, a fill byte, then the frame."""
    segments = b"\xff\xe0" + struct.pack(">H", 16) + b"JFIF\0" + bytes(9) + b"\xff\xe1" + struct.pack(">H", 6) + b"Exif"
    table = b"\xff\xc4" + struct.pack(">H", 5) + bytes(3)
    return b"\xff\xd8" + segments + table + b"\xff" + b"\xff\xc2" + struct.pack(">HBHHB", 11, 8, high, wide, 1) + bytes(10)


def gif(wide: int, high: int) -> bytes:
    """A picture's header and nothing else."""
    return b"GIF89a" + struct.pack("<2H", wide, high) + bytes(3) + b";"
