"""Refuses a template that could do harm: files that unpack without end, names that lead elsewhere, parts that would load something.

Looked at before anything is parsed, by what the zip directory says and by plain search; so a hostile file costs no more than a good one.
A template may hold links that a reader clicks. It may not hold what opening the file would fetch or run: linked pictures, media,
templates, workbooks and data connections, macros, and document type declarations, through which XML loads other files.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence

from lxml import etree

from planforge.errors import TemplateError

MAX_FILE = 200 * 1024 * 1024
MAX_PARTS = 5_000
MAX_BYTES = 300 * 1024 * 1024
MAX_RATIO = 200
"""Times that a file may grow when it is unpacked; Office's own XML grows up to about 50 times."""
_RATIO_COUNTS_FROM = 20 * 1024 * 1024
_XML = (".xml", ".rels", ".vml")
_ENCODINGS = (b"utf-8", b"utf8", b"utf-16", b"us-ascii", b"ascii")
_DOCTYPES = tuple("<!DOCTYPE".encode(name) for name in ("ascii", "utf-16-le", "utf-16-be"))
_STARTS = (b"<", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")
_LINK = "hyperlink"
_SCHEMES = frozenset(("", "http", "https", "mailto", "tel", "ftp", "file"))
_FORBIDDEN = {"vbaProject": "macros", "externalLink": "links to other workbooks", "connections": "data connections"}
_SOURCES = (b'src="http', b"src='http", b'src="file', b"src='file", b'src="\\\\', b"src='\\\\", b'src="//', b"src='//")


def _refused(label: str, why: str, hint: str) -> TemplateError:
    return TemplateError(f"{label} is refused: {why}.", hint)


def vet_directory(infos: Sequence[zipfile.ZipInfo], packed: int, label: str) -> None:
    """Looks at a package before it is unpacked.

    Args:
        infos: its members.
        packed: size of the file in bytes.

    Raises:
        TemplateError: it is too large, has a name that leads elsewhere, or has the same name twice.
    """
    unpacked = sum(info.file_size for info in infos)
    if packed > MAX_FILE or len(infos) > MAX_PARTS or unpacked > MAX_BYTES:
        raise TemplateError(f"{label} is too large for a template.", "Remove pictures and videos that are not needed.")
    if unpacked > max(_RATIO_COUNTS_FROM, packed * MAX_RATIO):
        raise _refused(label, f"it would unpack to more than {MAX_RATIO} times its size", "Save it again in Office.")
    seen: set[str] = set()
    for info in infos:
        # `orig_filename` is the name as it stands in the file, before Python makes it harmless.
        name = info.orig_filename
        if not name or name[0] in "/\\" or "\\" in name or ":" in name or "\0" in name or ".." in name.split("/"):
            raise _refused(label, f"the part name {shortened(name)} leads out of the file", "Save it again in Office.")
        if name.lower() in seen:
            raise _refused(label, f"it holds the part {shortened(name)} twice", "Save it again in Office.")
        seen.add(name.lower())


def vet_parts(parts: Mapping[str, bytes], label: str) -> None:
    """Looks at the parts of a package before they are parsed.

    Raises:
        TemplateError: a part declares a document type, would load something from elsewhere, or is a packed file in the file.
    """
    for name, data in parts.items():
        if name.lower().endswith(_XML):
            _vet_xml(name, data, label)
        elif data[:4] == b"PK\3\4":
            _vet_packed(name, data, label)
        if name.lower().endswith(".vml") and any(source in data.lower() for source in _SOURCES):
            raise _refused(label, f"a picture in {name} would be loaded from elsewhere", "Insert the picture instead of linking it.")
    for name, data in parts.items():
        if name.endswith(".rels"):
            _vet_relationships(name, data, label)


def _vet_xml(name: str, data: bytes, label: str) -> None:
    if any(mark in data for mark in _DOCTYPES):
        why = "declares a document type, through which XML can load other files"
        raise _refused(label, f"the part {shortened(name)} {why}", "Save it again in Office.")
    declared = data[:200].partition(b"encoding=")[2]
    if not data.startswith(_STARTS) or (declared and not declared[1:].lower().startswith(_ENCODINGS)):
        raise _refused(label, f"the part {shortened(name)} is not XML as Office writes it", "Save it again in Office.")


def _vet_packed(name: str, data: bytes, label: str) -> None:
    """A file inside the file: the workbook of a chart, or an embedded document. It must be sound and hold no packed file itself."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError) as error:
        raise _refused(label, f"the packed part {shortened(name)} is damaged", "Save it again in Office.") from error
    if "[Content_Types].xml" not in {info.filename for info in infos} or any(info.filename.lower().endswith(".zip") for info in infos):
        raise _refused(label, f"the part {shortened(name)} is a packed file that is no Office file", "Remove the embedded file.")
    vet_directory(infos, len(data), f"The file {shortened(name)} inside {label}")


def _vet_relationships(name: str, data: bytes, label: str) -> None:
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return  # told with its place by whoever needs the part
    for element in root.iter(etree.Element):
        kind = (element.get("Type") or "").rsplit("/", 1)[-1]
        target = element.get("Target") or ""
        if kind in _FORBIDDEN:
            raise _refused(label, f"it holds {_FORBIDDEN[kind]}", "Remove them in Office, and save it again.")
        outside = element.get("TargetMode") == "External" or "://" in target or target.startswith(("\\\\", "//"))
        if outside and (kind != _LINK or scheme(target) not in _SCHEMES):
            what = "a link" if kind == _LINK else f"the {kind}"
            raise _refused(
                label, f"{what} of {_owner(name)} would be loaded from {shortened(target)}", "Insert it into the file, or remove it."
            )


def _owner(name: str) -> str:
    """The part whose relationships a part holds."""
    return name.replace("_rels/", "").removesuffix(".rels") or "the file"


def scheme(target: str) -> str:
    """What stands before the colon of an address, in small letters; empty for a path."""
    head, colon, _ = target.strip().partition(":")
    drive = len(head) == 1
    return (
        head.lower() if colon and not drive and head.isascii() and head.replace("+", "").replace("-", "").replace(".", "").isalnum() else ""
    )


def shortened(text: str) -> str:
    """A foreign text fit for a message: one line, printable, not long."""
    flat = "".join(c if c.isprintable() else "?" for c in text)
    return f"'{flat}'" if len(flat) <= 80 else f"'{flat[:79]}…'"
