"""Zip archives that are the same bytes every time. No XML here, so that reading a plan can use it without loading lxml.

Writing is by hand because `zipfile` stamps the clock and cannot copy a member that is compressed already. Members come in a
fixed order with the time 1980-01-01, compressed with isal level 1 where it is installed (zlib level 1 otherwise).
"""

from __future__ import annotations

import sys
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from struct import Struct
from tempfile import SpooledTemporaryFile
from types import ModuleType
from typing import Any

_deflate: ModuleType = zlib
try:
    from isal import isal_zlib
except ImportError:  # pragma: no cover - platforms without an isal wheel
    pass
else:
    _deflate = isal_zlib

CONTENT_TYPES = "[Content_Types].xml"
_STORED_SUFFIXES = (".xlsx", ".png", ".jpg", ".jpeg", ".gif", ".mp4", ".emf.gz")
_DATE = 0x21  # 1980-01-01 in DOS form
_LOCAL = Struct("<4s5H3L2H")
_CENTRAL = Struct("<4s6H3L5H2L")
_END = Struct("<4s4H2LH")


SPOOL_BYTES = 2 * 1024 * 1024
"""Compressed bytes of one member that stay in memory; more go to a temporary file."""
_CHUNK = 256 * 1024


class Spool:
    """Compressed bytes in the making: in memory while they are few, else in a temporary file. `len` is their number."""

    def __init__(self) -> None:
        self._file = SpooledTemporaryFile(max_size=SPOOL_BYTES)  # noqa: SIM115 - closed with its last reference
        self._size = 0

    def __len__(self) -> int:
        return self._size

    def write(self, data: bytes) -> None:
        """Adds bytes at the end."""
        self._file.write(data)
        self._size += len(data)

    def chunks(self) -> Iterator[bytes]:
        """All bytes, piece by piece; nothing may be added afterwards."""
        self._file.seek(0)
        while piece := self._file.read(_CHUNK):
            yield piece


@dataclass(frozen=True, slots=True)
class Member:
    """A zip member that is ready to be written: compressed bytes, checksum and size of the plain bytes, zip method 0 or 8."""

    name: str
    data: bytes | Spool
    crc: int
    size: int
    method: int


def deflate_version() -> str:
    """Name and version of the library that compresses: another one may write other bytes."""
    return f"{_deflate.__name__} {getattr(sys.modules.get('isal'), '__version__', '') or zlib.ZLIB_RUNTIME_VERSION}"


def compressor() -> Any:
    """A raw deflate compressor at the level of every member, for a part that is written piece by piece."""
    return _deflate.compressobj(1, 8, -15)


def deflated(name: str, data: bytes) -> Member:
    """A member compressed for writing; parts that are compressed by nature are stored as they are."""
    if name.endswith(_STORED_SUFFIXES):
        return stored(name, data)
    packer = compressor()
    return Member(name, packer.compress(data) + packer.flush(), _deflate.crc32(data), len(data), 8)


def stored(name: str, data: bytes) -> Member:
    """A member that is written as it is."""
    return Member(name, data, _deflate.crc32(data), len(data), 0)


def zip_bytes(members: Iterable[Member]) -> bytes:
    """A zip archive of ready members: content types first, then by name."""
    return b"".join(zip_chunks(members))


def zip_chunks(members: Iterable[Member]) -> Iterator[bytes]:
    """The bytes of `zip_bytes` piece by piece, so that a large archive never stands in memory as a whole."""
    ordered = sorted(members, key=lambda m: (m.name != CONTENT_TYPES, m.name))
    directory: list[bytes] = []
    offset = 0
    for member in ordered:
        name = member.name.encode()
        flags = 0 if member.name.isascii() else 0x800
        size = len(member.data)
        yield _LOCAL.pack(b"PK\3\4", 20, flags, member.method, 0, _DATE, member.crc, size, member.size, len(name), 0)
        yield name
        if isinstance(member.data, Spool):
            yield from member.data.chunks()
        else:
            yield member.data
        entry = (member.method, 0, _DATE, member.crc, size, member.size, len(name), 0, 0, 0, 0, 0, offset)
        directory += (_CENTRAL.pack(b"PK\1\2", 20, 20, flags, *entry), name)
        offset += 30 + len(name) + size
    central = b"".join(directory)
    yield central
    yield _END.pack(b"PK\5\6", 0, 0, len(ordered), len(ordered), len(central), offset, 0)
