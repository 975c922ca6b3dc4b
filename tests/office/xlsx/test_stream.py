from __future__ import annotations

import io
import zipfile
import zlib

from hypothesis import given
from hypothesis import strategies as st

from planforge.office.package import zip_bytes
from planforge.office.xlsx.stream import MemberStream, joined_crc


@given(st.binary(max_size=300), st.binary(max_size=300))
def test_checksums_join(first: bytes, second: bytes) -> None:
    assert joined_crc(zlib.crc32(first), zlib.crc32(second), len(second)) == zlib.crc32(first + second)


def test_checksums_join_over_long_parts() -> None:
    second = bytes(range(256)) * 5000
    assert joined_crc(zlib.crc32(b"abc"), zlib.crc32(second), len(second)) == zlib.crc32(b"abc" + second)


@given(st.lists(st.binary(max_size=200), max_size=4), st.lists(st.binary(max_size=200), max_size=4), st.binary(max_size=200))
def test_stretches_join_to_one_member(before: list[bytes], early: list[bytes], after: bytes) -> None:
    stretch = MemberStream()
    for piece in early:
        stretch.write(piece)
    stream = MemberStream()
    for piece in before:
        stream.write(piece)
    stream.append(stretch)
    stream.write(after)
    archive = zipfile.ZipFile(io.BytesIO(zip_bytes([stream.member("part.xml")])))
    assert archive.testzip() is None
    assert archive.read("part.xml") == b"".join([*before, *early, after])
