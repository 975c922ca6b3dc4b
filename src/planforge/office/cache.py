"""The cache on disk: entries of bytes under keys, in a folder that only its user can write to.

What is stored includes compiled code, so the folder is trusted like a `__pycache__`: it must belong to the user who runs PlanForge and
be closed to writing by others, as must every file in it; else it is left alone. An entry begins with the checksum of the rest.
The cache is a convenience: whatever is wrong with it – damaged, full, read-only, somebody else's – only means that it gives nothing.

The folder is what `PLANFORGE_CACHE` says, else the `cache` of planforge.toml, else the platform's place for caches. `off` switches it off.
"""

from __future__ import annotations

import hashlib
import marshal
import os
import stat
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import CodeType

VARIABLE = "PLANFORGE_CACHE"
OFF = "off"
_MAGIC = b"PlanForge cache 1\n"
_SUFFIX = ".entry"
_MAX_ENTRIES = 64
_MAX_BYTES = 200 * 1024 * 1024
_MAX_ENTRY = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Store:
    """Entries in a folder, which is made when it is first written to."""

    folder: Path

    def get(self, key: str) -> bytes | None:
        """The bytes under a key; None when there are none, or none that can be trusted."""
        path = self._path(key)
        try:
            if not _own(self.folder.stat()):
                return None
            with path.open("rb") as file:
                status = os.fstat(file.fileno())
                if not (stat.S_ISREG(status.st_mode) and _own(status)) or status.st_size > _MAX_ENTRY:
                    return None
                data = file.read()
        except OSError:
            return None
        body = memoryview(data)[len(_MAGIC) + 32 :]
        if data[: len(_MAGIC)] != _MAGIC or hashlib.sha256(body).digest() != data[len(_MAGIC) : len(_MAGIC) + 32]:
            return None
        self._used(path)
        return bytes(body)

    def put(self, key: str, data: bytes) -> bool:
        """Keeps bytes under a key, whole or not at all, and drops what was not used for longest. Returns whether they are kept."""
        if len(data) > _MAX_ENTRY:
            return False
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not _own(self.folder.stat()):
                return False
            self._write(self._path(key), _MAGIC + hashlib.sha256(data).digest() + data)
            self._prune()
        except OSError:
            return False
        return True

    def _path(self, key: str) -> Path:
        return self.folder / f"{key}{_SUFFIX}"

    def _write(self, path: Path, data: bytes) -> None:
        """A file of mode 0600 moved into place, so that another process sees the old entry or the new one."""
        handle, temporary = tempfile.mkstemp(prefix="new-", suffix=_SUFFIX, dir=self.folder)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            Path(temporary).replace(path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise

    @staticmethod
    def _used(path: Path) -> None:
        """Notes that an entry was of use; a folder that cannot be written to does not matter."""
        with suppress(OSError):
            os.utime(path)

    def _prune(self) -> None:
        """Removes the entries used longest ago while there are too many or they take too much room."""
        found = []
        with os.scandir(self.folder) as entries:
            for entry in entries:
                with suppress(FileNotFoundError):  # another process has moved or removed it
                    if entry.name.endswith(_SUFFIX) and entry.is_file(follow_symlinks=False):
                        status = entry.stat(follow_symlinks=False)
                        found.append((status.st_mtime_ns, entry.path, status.st_size))
        total = 0
        for number, (_, path, size) in enumerate(sorted(found, reverse=True)):
            total += size
            if number >= _MAX_ENTRIES or total > _MAX_BYTES:
                Path(path).unlink(missing_ok=True)


def _own(status: os.stat_result) -> bool:
    """True when a file or folder is the user's own and nobody else may write to it. Windows keeps a profile's folders apart itself."""
    if not hasattr(os, "geteuid"):
        return True
    return status.st_uid == os.geteuid() and not status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def open_store(setting: str = "") -> Store | None:
    """The store that environment and settings ask for, or None when it is switched off or the user has no home.

    Args:
        setting: the `cache` of planforge.toml: a folder, `off`, or empty for the platform's place.
    """
    wanted = os.environ.get(VARIABLE, "") or setting
    if wanted.lower() == OFF:
        return None
    folder = Path(wanted).expanduser() if wanted else _platform_folder()
    return Store(folder.absolute()) if folder is not None else None


def _platform_folder() -> Path | None:
    """Where the platform keeps what programs can make again."""
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA", "")
        return Path(local) / "planforge" / "Cache" if local else None
    try:
        home = Path.home()
    except RuntimeError:
        return None
    if sys.platform == "darwin":
        return home / "Library" / "Caches" / "planforge"
    base = os.environ.get("XDG_CACHE_HOME", "")
    return (Path(base) if os.path.isabs(base) else home / ".cache") / "planforge"  # noqa: PTH117 - the rule of the XDG specification


@lru_cache(maxsize=1)
def program_signature() -> str:
    """A digest of everything that decides what compiling gives: PlanForge's own files, and the versions of Python and libraries.

    The files count by content, not by version: a checkout that somebody works in has one version for many programs.
    """
    import jinja2
    import lxml

    from planforge.office.archive import deflate_version

    package = Path(__file__).resolve().parents[1]
    digest = hashlib.sha256(
        "\n".join(
            (_MAGIC.decode(), sys.version, sys.platform, jinja2.__version__, str(vars(lxml)["__version__"]), deflate_version())
        ).encode()
    )
    for path in sorted(package.rglob("*")):
        if path.suffix != ".pyc" and "_resources" not in path.parts and path.is_file():
            digest.update(f"\n{path.relative_to(package).as_posix()}\n".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


class CodeShelf:
    """Compiled code of many short texts, one entry of the store for all. What a run compiles is kept for the next one."""

    def __init__(self, store: Store, name: str) -> None:
        self._store = store
        self._key = hashlib.sha256(f"shelf\n{program_signature()}\n{name}".encode()).hexdigest()
        self._codes = self._kept()
        self._new = 0

    def code(self, text: str, compiled: Callable[[str], CodeType]) -> CodeType:
        """The code of a text, compiled when it is new."""
        found = self._codes.get(text)
        if found is None:
            found = self._codes[text] = compiled(text)
            self._new += 1
        return found

    def save(self) -> None:
        """Keeps what is new, together with what other processes have kept meanwhile."""
        if self._new:
            self._codes = {**self._kept(), **self._codes}
            self._new = 0
            self._store.put(self._key, marshal.dumps(self._codes))

    def _kept(self) -> dict[str, CodeType]:
        data = self._store.get(self._key)
        try:
            found = marshal.loads(data) if data else {}
        except (ValueError, TypeError, EOFError):
            return {}
        return found if isinstance(found, dict) else {}
