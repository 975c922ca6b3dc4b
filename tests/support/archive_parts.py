"""An Office file as tests look into it: parts, trees and relationships."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from zipfile import ZipFile

from lxml import etree

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
X = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@dataclass(frozen=True)
class Relationship:
    """One entry of a relationship part; `target` is a part name, or an address when external."""

    ident: str
    kind: str
    target: str
    external: bool


@dataclass
class Archive:
    """The members of an Office file, parsed when asked for."""

    zip_file: ZipFile
    problems: list[str] = field(default_factory=list)

    @cached_property
    def names(self) -> list[str]:
        return [name for name in self.zip_file.namelist() if not name.endswith("/")]

    @cached_property
    def parts(self) -> set[str]:
        return set(self.names)

    @cached_property
    def trees(self) -> dict[str, etree._Element]:
        """All XML parts that parse."""
        found = {}
        for name in self.names:
            if name.endswith((".xml", ".rels", ".vml")):
                try:
                    found[name] = etree.fromstring(self.zip_file.read(name))
                except etree.XMLSyntaxError as error:
                    self.problems.append(f"{name}: not well-formed XML: {error}")
        return found

    @cached_property
    def relationships(self) -> dict[str, dict[str, Relationship]]:
        """Source part ("" for the package) to its relationships by id."""
        found: dict[str, dict[str, Relationship]] = {}
        for name, tree in self.trees.items():
            if name.endswith(".rels"):
                folder, _, file = name.rpartition("/")
                source = posixpath.join(posixpath.dirname(folder), file.removesuffix(".rels"))
                found[source] = {}
                for item in tree:
                    relation = _relationship(item, source)
                    if relation.ident in found[source]:
                        self.problems.append(f"{name}: relationship {relation.ident} stands twice")
                    found[source][relation.ident] = relation
        return found

    def targets(self, source: str, kind: str) -> list[str]:
        """Parts a part points to by a kind of relationship, named by the end of its type."""
        relations = self.relationships.get(source, {}).values()
        return [relation.target for relation in relations if relation.kind.endswith(f"/{kind}") and not relation.external]

    def matching(self, pattern: str) -> Iterator[tuple[str, etree._Element]]:
        """Parsed parts whose name matches."""
        for name, tree in self.trees.items():
            if re.fullmatch(pattern, name):
                yield name, tree


def _relationship(item: etree._Element, source: str) -> Relationship:
    external = item.get("TargetMode") == "External"
    target = item.get("Target", "")
    if not external:
        path = target.split("#")[0]
        target = path[1:] if path.startswith("/") else posixpath.normpath(posixpath.join(posixpath.dirname(source), path))
    return Relationship(item.get("Id", ""), item.get("Type", ""), target, external)
