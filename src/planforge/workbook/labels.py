"""The words of a spec, folded once, so that a cell's text finds its field in one look-up.

Folding makes texts equal that people read as equal: case, width (NFKC), blanks, line breaks, punctuation, `*` for
required and units in brackets do not count. A label may stand in English, in Chinese or in both, in either order.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from planforge.spec.schema import BlockSpec, FieldSpec, SheetSpec, Words, WorkbookSpec

MAX_LABEL = 90
"""Longer texts are never labels."""

_REMEMBERED = 20_000
"""Texts per block whose meaning is kept, so that a batch of plans does not grow without end."""

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^】]*】")
_NOISE = re.compile(r"[^\w%]+|_")
_CJK = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]+")
_NUMBERING = re.compile(r"\d+")
_EXAMPLE_OF = re.compile(r"\s*(?:example|示例|例)\s*[:：]", re.IGNORECASE)
_EXAMPLE_STARTS = frozenset("EeＥｅ示例范(（【[ ")
_EXAMPLE = frozenset({"example", "examples", "eg", "示例", "例", "例如", "范例", "example示例", "示例example"})


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """The text as it is compared: letters and digits only, one case, one width."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", text).casefold())


@lru_cache(maxsize=65536)
def label_keys(text: str) -> tuple[str, ...]:
    """The forms in which a label is looked up, exact first: all of it, without brackets, without %, the Latin half, the Chinese half."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    whole, short = _NOISE.sub("", plain), _NOISE.sub("", _BRACKETS.sub(" ", plain))
    keys = [whole, short, short.replace("%", "")]
    chinese = "".join(_CJK.findall(short))
    if chinese and chinese != short:
        keys += [_CJK.sub("", short), chinese]
    return tuple(dict.fromkeys(key for key in keys if key))


def is_example(text: object) -> bool:
    """True for the mark of an example row, which is never read."""
    if not isinstance(text, str) or text[:1] not in _EXAMPLE_STARTS:
        return False
    return _EXAMPLE_OF.match(text) is not None or (len(text) <= 30 and fold(text) in _EXAMPLE)


def _spellings(words: Words, aliases: Iterable[str] = ()) -> list[str]:
    both = [f"{words.en} {words.zh}", f"{words.zh} {words.en}"] if words.zh else []
    return [text for text in (words.en, words.zh, *both, *aliases) if text]


def _label_map(fields: Iterable[FieldSpec]) -> dict[str, str]:
    """Folded label to field name; a key that two fields share only finds the one whose exact label it is."""
    exact: dict[str, str] = {}
    loose: dict[str, set[str]] = {}
    names: dict[str, str] = {}
    for spec in fields:
        names[fold(spec.name)] = spec.name
        for text in _spellings(spec.label, spec.aliases):
            whole, *others = label_keys(text) or ("",)
            exact.setdefault(whole, spec.name)
            for key in others[:2]:
                loose.setdefault(key, set()).add(spec.name)
    return names | {key: next(iter(found)) for key, found in loose.items() if len(found) == 1} | exact


@dataclass(frozen=True, slots=True)
class BlockLabels:
    """The label look-up of one block. `fields` are the readable fields by folded label, `others` calculated ones."""

    spec: BlockSpec
    fields: Mapping[str, str]
    others: frozenset[str]
    titles: frozenset[str]
    helps: frozenset[str]
    _known: dict[str, str | None] = field(default_factory=dict, repr=False, compare=False)

    def find(self, text: str) -> str | None:
        """The name of the field that a header or label text means."""
        try:
            return self._known[text]
        except KeyError:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            found = next((self.fields[key] for key in label_keys(text) if key in self.fields), None)
            self._known[text] = found
            return found


@dataclass(frozen=True, slots=True)
class SheetLabels:
    """The names of one sheet and the labels of its blocks."""

    spec: SheetSpec
    names: frozenset[str]
    blocks: tuple[BlockLabels, ...]


_KNOWN: dict[int, tuple[WorkbookSpec, tuple[SheetLabels, ...]]] = {}


def labels_of(spec: WorkbookSpec) -> tuple[SheetLabels, ...]:
    """The folded words of a spec, made once per spec object and process."""
    known = _KNOWN.get(id(spec))
    if known is None:
        known = _KNOWN[id(spec)] = (spec, tuple(_sheet_labels(sheet) for sheet in spec.sheets))
    return known[1]


def _sheet_labels(sheet: SheetSpec) -> SheetLabels:
    names = {fold(text) for text in (*_spellings(sheet.name, sheet.aliases), sheet.key)}
    return SheetLabels(sheet, frozenset(names - {""}), tuple(_block_labels(block) for block in sheet.blocks))


def _block_labels(block: BlockSpec) -> BlockLabels:
    helps = {fold(text) for f in (*block.fields, *block.calculated) for text in (*_spellings(f.help), *_spellings(f.example), f.unit)}
    return BlockLabels(
        spec=block,
        fields=_label_map(f for f in block.fields if not f.calculated),
        others=frozenset(key for f in block.calculated for text in _spellings(f.label, f.aliases) for key in label_keys(text)[:2]),
        titles=frozenset(fold(text) for text in _spellings(block.title)) - {""},
        helps=frozenset(helps - {""}),
    )


def sheet_keys(name: str) -> tuple[str, ...]:
    """The forms in which a sheet name is looked up: whole, without numbering, Latin half, Chinese half."""
    whole = fold(name)
    bare = _NUMBERING.sub("", whole)
    chinese = "".join(_CJK.findall(bare))
    return tuple(dict.fromkeys(key for key in (whole, bare, _CJK.sub("", bare) if chinese else "", chinese) if key))
