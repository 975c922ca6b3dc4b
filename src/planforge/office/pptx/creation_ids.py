"""Creation ids of slides, shapes and sections: Office follows objects by them, so a copy needs one of its own.

They are computed from the id of the original and the copy's number, so that the same input gives the same file.
"""

from __future__ import annotations

from hashlib import blake2b
from uuid import UUID
from zlib import crc32


def number_of_copy(number: str, copy: int) -> str:
    """The creation id of a slide's copy, a number of 32 bits; copy 0 is the original."""
    return number if not copy else str(crc32(f"{number}.{copy}".encode()) or 1)


def guid_of_copy(guid: str, *copy: int) -> str:
    """The id of a copy in braces, as Office writes it; a copy of zeros is the original."""
    if not any(copy):
        return guid
    path = ".".join(map(str, copy))
    made = UUID(bytes=blake2b(f"{guid}.{path}".encode(), digest_size=16).digest(), version=4)
    return f"{{{str(made).upper()}}}"
