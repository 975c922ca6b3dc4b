"""Office packages: parts and relationships in, finished files out."""

from __future__ import annotations

import io
import os
import posixpath
import tempfile
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from planforge.errors import OutputError, TemplateError
from planforge.office.archive import CONTENT_TYPES, Member, compressor, deflated, zip_bytes, zip_chunks
from planforge.office.vetting import MAX_FILE, vet_directory, vet_parts

__all__ = [
    "CONTENT_TYPES", "Member", "Relationship", "compressor", "content_types", "deflated", "parse_xml", "read_parts",
    "relationships", "relationships_name", "write_atomically", "zip_bytes", "zip_chunks",
]  # fmt: skip

_RELATIONSHIP_NS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES_NS = "http://schemas.openxmlformats.org/package/2006/content-types"


@dataclass(frozen=True, slots=True)
class Relationship:
    """A relationship of a part. `target` is an absolute part name without the leading slash, or an address when external."""

    id: str
    type: str
    target: str
    external: bool = False

    @property
    def kind(self) -> str:
        """The last word of the type, such as `chart` or `notesSlide`."""
        return self.type.rsplit("/", 1)[-1]


def parse_xml(data: bytes) -> etree._Element:
    """The root element of a part; no entities, no network, no comments."""
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True))


def read_parts(source: Path | bytes, name: str = "") -> dict[str, bytes]:
    """All parts of an Office file by name, without directories.

    Raises:
        TemplateError: the file is missing, no zip, damaged, unreasonably large, or could do harm; see `office.vetting`.
    """
    label = name or (source.name if isinstance(source, Path) else "The template")
    try:
        if isinstance(source, Path) and source.stat().st_size > MAX_FILE:
            raise TemplateError(f"{label} is too large for a template.", "Remove pictures and videos that are not needed.")
        data = source if isinstance(source, bytes) else source.read_bytes()
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
            vet_directory(infos, len(data), label)
            parts = {info.filename: archive.read(info) for info in infos}
    except OSError as error:
        raise TemplateError(f"{label} cannot be read: {error.strerror or error}.", "Check the path.") from error
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError) as error:
        raise TemplateError(f"{label} is not an Office file.", "Save it again in Office, without a password.") from error
    vet_parts(parts, label)
    return parts


def relationships_name(part: str) -> str:
    """The name of the part that holds a part's relationships; the empty name stands for the package."""
    folder, _, base = part.rpartition("/")
    return f"{folder}/_rels/{base}.rels" if folder else f"_rels/{base}.rels"


def relationships(parts: Mapping[str, bytes], part: str) -> tuple[Relationship, ...]:
    """The relationships of a part in file order; none when it has no relationship part."""
    data = parts.get(relationships_name(part))
    if data is None:
        return ()
    folder = posixpath.dirname(part)
    found = []
    for element in parse_xml(data):
        external = element.get("TargetMode") == "External"
        target = element.get("Target") or ""
        if not external:
            target = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        found.append(Relationship(element.get("Id") or "", element.get("Type") or "", target, external))
    return tuple(found)


def content_types(parts: Mapping[str, bytes]) -> tuple[dict[str, str], dict[str, str]]:
    """Content types by file extension and by part name."""
    defaults: dict[str, str] = {}
    overrides: dict[str, str] = {}
    for element in parse_xml(parts[CONTENT_TYPES]):
        kind = element.get("ContentType") or ""
        if element.tag == f"{{{_TYPES_NS}}}Default":
            defaults[(element.get("Extension") or "").lower()] = kind
        elif element.tag == f"{{{_TYPES_NS}}}Override":
            overrides[(element.get("PartName") or "").lstrip("/")] = kind
    return defaults, overrides


def write_atomically(path: Path, data: bytes | Iterable[bytes]) -> None:
    """Writes a file completely or not at all: a temporary file beside it is flushed and moved into place.

    Raises:
        OutputError: the folder is missing, the disk is full or the file is open in another program.
    """
    folder = path.parent
    try:
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=folder)
    except FileNotFoundError as error:
        raise OutputError(f"The folder {folder} does not exist.", "Create it, or choose another output folder.") from error
    except OSError as error:
        raise OutputError(f"Nothing can be written to the folder {folder}: {error.strerror}.", "Choose another output folder.") from error
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines((data,) if isinstance(data, bytes) else data)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except PermissionError as error:
        Path(temporary).unlink(missing_ok=True)
        raise OutputError(f"{path.name} cannot be replaced because it is open in another program.", "Close it and run again.") from error
    except OSError as error:
        Path(temporary).unlink(missing_ok=True)
        raise OutputError(f"{path.name} cannot be written: {error.strerror}.", "Check the free space and the folder's rights.") from error
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
