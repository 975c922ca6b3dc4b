"""Opens a workbook file with care: what is no readable .xlsx becomes one clear `InputError` before any parser sees it."""

from __future__ import annotations

import io
import os
import re
import stat
import struct
import zipfile
import zlib
from pathlib import Path
from types import ModuleType
from typing import Final

from planforge.errors import InputError

_inflate: ModuleType = zlib
try:
    from isal import isal_zlib
except ImportError:  # pragma: no cover - platforms without an isal wheel
    pass
else:
    _inflate = isal_zlib

MAX_FILE: Final = 64 * 2**20
"""Bytes a workbook file may have."""
MAX_PARTS: Final = 2_000
MAX_DECLARED: Final = 200 * 2**20
"""Bytes all parts may have together once unpacked."""
MAX_RATIO: Final = 100
"""Unpacked over packed size that a part larger than `RATIO_FROM` may have."""
RATIO_FROM: Final = 2**20

_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_DTD = b"<!DOCTYPE"
_FIRST_ELEMENT = re.compile(rb"<[A-Za-z_\x80-\xff]")
_DTD_WIDE = b"!\0D\0O\0C\0T\0Y\0P\0E"
"""A document type definition in UTF-16 of either byte order."""
_SAVE_AS_XLSX = "Open it in Excel and save it as an Excel workbook (.xlsx)."
_SEND_AGAIN = "Open it in Excel, save it again, or ask for a new copy."


def load_bytes(path: Path) -> bytes:
    """The bytes of a regular file, read once; the file is never opened for writing.

    Raises:
        InputError: there is no such file, it is no regular file, it is empty, too large or may not be read.
    """
    name = path.name or str(path)
    try:
        state = path.stat()
        _regular(name, state)
        with path.open("rb") as handle:
            data = handle.read(MAX_FILE + 1)
    except FileNotFoundError as error:
        raise InputError(f"There is no file {name}.", "Check the name and the folder.") from error
    except PermissionError as error:
        raise InputError(
            f"{name} cannot be read: another program holds it, or you may not open it.", "Close it elsewhere, or copy it and use the copy."
        ) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "the name is not usable"
        raise InputError(f"{name} cannot be read: {reason}.", "Check the name and the drive.") from error
    _not_too_large(name, len(data))
    return data


def _regular(name: str, state: os.stat_result) -> None:
    if stat.S_ISDIR(state.st_mode):
        raise InputError(f"{name} is a folder, not a workbook.", "Name the workbook inside it.")
    if not stat.S_ISREG(state.st_mode):
        raise InputError(f"{name} is not a regular file.", "Save the workbook as a file and name that.")
    if state.st_size == 0:
        raise InputError(f"{name} is empty (0 bytes).", _SEND_AGAIN)
    _not_too_large(name, state.st_size)


def _not_too_large(name: str, size: int) -> None:
    if size > MAX_FILE:
        raise InputError(f"{name} is larger than {MAX_FILE // 2**20} MB.", "Remove pictures and unused sheets from the workbook.")


def _has_document_type(xml: bytes) -> bool:
    """True when a part may hold a document type definition, which can only stand before the first element.

    Most parts have nothing but a declaration there, and looking at that alone is quick; whatever else stands before the
    first element, a comment for instance, makes it worth to search the whole part.
    """
    root = _FIRST_ELEMENT.search(xml)
    if root is not None and b"<!" not in xml[: root.start()] and b"\0" not in xml[:4]:
        return False
    return _DTD in xml or (b"\0" in xml and _DTD_WIDE in xml)


class Package:
    """The checked parts of an .xlsx file. Part names are looked up without case, as Excel does."""

    def __init__(self, name: str, data: bytes) -> None:
        """Checks the container. Raises InputError when it is no .xlsx package or breaks a limit."""
        self.name = name
        self._data = data
        _not_ole(name, data)
        if not data.startswith(b"PK"):
            raise InputError(f"{name} is not an Excel workbook.", _SAVE_AS_XLSX)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except Exception as error:
            raise damaged(name) from error
        self._parts = {info.filename.lower().lstrip("/"): info for info in self._zip.infolist() if not info.is_dir()}
        self._limits()
        self._kind()

    def __contains__(self, part: str) -> bool:
        return part.lower() in self._parts

    def read(self, part: str) -> bytes:
        """The unpacked bytes of an XML part. Raises InputError when it is missing, broken or holds a document type definition."""
        info = self._parts.get(part.lower())
        if info is None:
            raise InputError(f"{self.name} is damaged: its part {part} is missing.", _SEND_AGAIN)
        try:
            xml = self._unpacked(info)
        except Exception as error:
            raise damaged(self.name) from error
        if _has_document_type(xml):
            raise InputError(f"{self.name} holds a document type definition, which no Excel workbook needs.", _SEND_AGAIN)
        return xml

    def _unpacked(self, info: zipfile.ZipInfo) -> bytes:
        """A member's bytes; deflated members without the layers of `zipfile`, which cost as much as the unpacking."""
        if info.compress_type != zipfile.ZIP_DEFLATED:
            return self._zip.read(info)
        at = info.header_offset
        signature, name_length, extra_length = struct.unpack_from("<4s22xHH", self._data, at)
        start = at + 30 + name_length + extra_length
        unpacker = _inflate.decompressobj(-15)
        data: bytes = unpacker.decompress(self._data[start : start + info.compress_size], info.file_size + 1)
        if signature != b"PK\3\4" or len(data) != info.file_size or _inflate.crc32(data) != info.CRC:
            raise zipfile.BadZipFile(info.filename)
        return data

    def _limits(self) -> None:
        infos = self._zip.infolist()
        if len(infos) > MAX_PARTS:
            raise InputError(f"{self.name} has more than {MAX_PARTS:,} parts inside.", _SEND_AGAIN)
        if sum(info.file_size for info in infos) > MAX_DECLARED:
            raise InputError(f"{self.name} unpacks to more than {MAX_DECLARED // 2**20} MB.", _SEND_AGAIN)
        if any(info.file_size > RATIO_FROM and info.file_size > MAX_RATIO * max(1, info.compress_size) for info in infos):
            raise InputError(f"{self.name} is packed more tightly than any real workbook.", _SEND_AGAIN)
        if any(info.flag_bits & 1 for info in infos):
            raise InputError(f"{self.name} is protected with a password.", "Save a copy without password.")

    def _kind(self) -> None:
        if "xl/workbook.bin" in self._parts:
            raise InputError(f"{self.name} is a binary workbook (.xlsb).", _SAVE_AS_XLSX)
        for part, kind in (("word/document.xml", "a Word document"), ("ppt/presentation.xml", "a PowerPoint deck")):
            if part in self._parts:
                raise InputError(f"{self.name} is {kind}, not a workbook.", "Name the account plan's Excel workbook.")
        if "mimetype" in self._parts and "content.xml" in self._parts:
            raise InputError(f"{self.name} is an OpenDocument file.", _SAVE_AS_XLSX)
        if "[content_types].xml" not in self._parts:
            raise InputError(f"{self.name} is a zip archive, not an Excel workbook.", "Unpack it and name the workbook inside.")


def _not_ole(name: str, data: bytes) -> None:
    if not data.startswith(_OLE):
        return
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise InputError(f"{name} is protected with a password.", "Open it in Excel, remove the password and save a copy.")
    if any(stream.encode("utf-16-le") in data for stream in ("Workbook", "Book")):
        raise InputError(f"{name} is an old Excel workbook (.xls).", _SAVE_AS_XLSX)
    raise InputError(f"{name} is an old Office file, not an Excel workbook.", _SAVE_AS_XLSX)


def damaged(name: str) -> InputError:
    """The error for a file that starts like a workbook and cannot be read to the end."""
    return InputError(f"{name} is damaged and cannot be read.", _SEND_AGAIN)
