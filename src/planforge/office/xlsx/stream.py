"""A zip member written piece by piece: compressed while its rows are made, so that memory holds no sheet as text.

A stretch of rows may be compressed before what stands in front of it is known. Deflate streams may be joined where one was
flushed to a byte boundary (RFC 1951), and CRC-32 values are joined by advancing the first over the length of the second.
"""

from __future__ import annotations

import zlib
from functools import lru_cache

from planforge.office.archive import Member, Spool, compressor

try:
    from isal.isal_zlib import crc32
except ImportError:  # pragma: no cover - platforms without an isal wheel
    from zlib import crc32

_POLYNOMIAL = 0xEDB88320


class MemberStream:
    """A member in the making."""

    def __init__(self) -> None:
        self._packer = compressor()
        self._data = Spool()
        self._crc = 0
        self._size = 0

    def write(self, data: bytes) -> None:
        """Adds plain bytes."""
        self._crc = crc32(data, self._crc)
        self._size += len(data)
        packed = self._packer.compress(data)
        if packed:
            self._data.write(packed)

    def append(self, other: MemberStream) -> None:
        """Adds a stretch that was compressed on its own; `other` must not be used afterwards."""
        self._data.write(self._packer.flush(zlib.Z_SYNC_FLUSH))
        for piece in other._data.chunks():
            self._data.write(piece)
        self._data.write(other._packer.flush(zlib.Z_SYNC_FLUSH))
        self._crc = joined_crc(self._crc, other._crc, other._size)
        self._size += other._size
        self._packer = compressor()

    def member(self, name: str) -> Member:
        """The finished member."""
        self._data.write(self._packer.flush())
        return Member(name, self._data, self._crc, self._size, 8)


def joined_crc(first: int, second: int, length: int) -> int:
    """The CRC-32 of two byte strings one after the other, from the CRC-32 of each and the second's length."""
    power = 0
    while length:
        if length & 1:
            first = _times(_zero_bytes(power), first)
        length >>= 1
        power += 1
    return first ^ second


@lru_cache(maxsize=64)
def _zero_bytes(power: int) -> tuple[int, ...]:
    """The 32 x 32 bit matrix that advances a CRC over 2 ** power zero bytes."""
    if power == 0:
        matrix: tuple[int, ...] = (_POLYNOMIAL, *(1 << bit for bit in range(31)))  # one zero bit
        for _ in range(3):
            matrix = _squared(matrix)
        return matrix
    return _squared(_zero_bytes(power - 1))


def _times(matrix: tuple[int, ...], vector: int) -> int:
    total = 0
    for column in matrix:
        if vector & 1:
            total ^= column
        vector >>= 1
    return total


def _squared(matrix: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(_times(matrix, column) for column in matrix)
