"""The cache of compiled templates: nothing is compiled twice, results are the same, and whatever is wrong with it does no harm."""

from __future__ import annotations

import builtins
import json
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import CodeType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planforge import resources
from planforge.config import Config
from planforge.office import cache, compile, reuse
from planforge.office.cache import CodeShelf, Store, open_store
from planforge.office.freeze import Unfreezable, freeze, thaw
from planforge.office.problems import Place
from planforge.office.reuse import cached_template
from planforge.office.rich import Rich, Span
from planforge.office.text import Piece
from planforge.pipeline import DECK_TEMPLATE, deck_texts, review_plan
from planforge.review import ReviewContext
from planforge.visuals import registry
from support.archive import check_archive
from support.decks import Deck
from support.plan_copies import SAMPLES

PLAN = SAMPLES / "lanhai-grid_2025Q3.xlsx"
NEVER_COMPILES = """
from jinja2.sandbox import SandboxedEnvironment
from planforge.office import compile

def refuse(*args, **kwargs):
    raise AssertionError("something was compiled")

SandboxedEnvironment.compile = compile.compile_template = refuse
from planforge.cli import main
main()
"""


@dataclass(frozen=True)
class Names:
    who: str


@dataclass(frozen=True)
class OtherNames:
    who: str
    what: str


def template(text: str = "Hello {{ who }}") -> bytes:
    deck = Deck()
    deck.add("Title", notes="Say {{ who }}")
    deck.text(text)
    deck.table([["Name"], ["{{ who }}"]])
    return deck.bytes


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "cache")


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of templates that were compiled, in order."""
    found: list[str] = []
    real = compile.compile_template

    def counting(source: Path | bytes, **options: Any) -> Any:
        found.append(options["name"])
        return real(source, **options)

    monkeypatch.setattr(compile, "compile_template", counting)
    return found


def entries(store: Store) -> list[Path]:
    return sorted(store.folder.glob("*.entry"))


# ------------------------------------------------------------------------------------------------------- compiled once


def test_the_second_time_nothing_is_compiled(store: Store, compiled: list[str]) -> None:
    data = template()
    first = cached_template(data, context=Names, name="one", store=store).render(Names("Ada"))
    second = cached_template(data, context=Names, name="again", store=store)
    assert compiled == ["one"]
    assert second.name == "again"
    assert second.render(Names("Ada")).data == first.data
    assert check_archive(first.data) == []


def test_without_a_store_everything_is_compiled(compiled: list[str]) -> None:
    cached_template(template(), name="a", store=None)
    cached_template(template(), name="b", store=None)
    assert compiled == ["a", "b"]


@pytest.mark.parametrize("language", ["en", "zh", "en+zh"])
def test_the_shipped_deck_is_the_same_to_the_byte(store: Store, compiled: list[str], language: str) -> None:
    config = Config(language=language)
    review = review_plan(PLAN, config)
    path = resources.template(DECK_TEMPLATE)

    def rendered(kept: Store | None) -> Any:
        deck = cached_template(path, context=ReviewContext, visuals=registry(), store=kept)
        return deck.render(review.context, texts=deck_texts(config, language), lang=review.context.deck.lang, title="T", author="A")

    plain, fresh, cached = rendered(None), rendered(store), rendered(store)
    assert len(compiled) == 2
    assert plain.data == fresh.data == cached.data
    assert plain == cached
    assert check_archive(cached.data) == []


def test_a_second_cold_run_compiles_nothing(tmp_path: Path) -> None:
    """Neither the deck nor the sentences: in the second process every way to compile one fails."""
    environment = {**os.environ, "PLANFORGE_CACHE": str(tmp_path / "cache")}
    for out, program in (("first.pptx", "from planforge.cli import main; main()"), ("second.pptx", NEVER_COMPILES)):
        command = [sys.executable, "-c", program, "deck", str(PLAN), "-o", out]
        done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "first.pptx").read_bytes() == (tmp_path / "second.pptx").read_bytes()


@pytest.mark.slow
def test_the_processes_of_build_compile_nothing_either(tmp_path: Path) -> None:
    (tmp_path / "plans").mkdir()
    for name in ("orvane-rail_2025Q3.xlsx", "lanhai-grid_2025Q3.xlsx"):
        shutil.copyfile(SAMPLES / name, tmp_path / "plans" / name)
    environment = {**os.environ, "PLANFORGE_CACHE": str(tmp_path / "cache")}
    for out, program in (("first", "from planforge.cli import main; main()"), ("second", NEVER_COMPILES)):
        command = [sys.executable, "-c", program, "build", "plans", "-o", out, "--jobs", "2"]
        done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, "")
    for deck in (tmp_path / "first").glob("**/*.pptx"):
        assert (tmp_path / "second" / deck.relative_to(tmp_path / "first")).read_bytes() == deck.read_bytes()


# ------------------------------------------------------------------------------------------------------- what a key holds


def test_whatever_compiling_depends_on_is_in_the_key(store: Store, compiled: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    data = template()
    visual: Any = lambda canvas, frame: ""  # noqa: E731
    visual.minimum = (1.0, 1.0)
    cached_template(data, context=Names, name="1", store=store)
    cached_template(data, context=OtherNames, name="2", store=store)
    cached_template(data, context=None, name="3", store=store)
    cached_template(data, context=Names, visuals={"drawing": visual}, name="4", store=store)
    cached_template(template("Bye {{ who }}"), context=Names, name="5", store=store)
    monkeypatch.setattr(reuse, "program_signature", lambda: "another version")
    cached_template(data, context=Names, name="6", store=store)
    assert compiled == ["1", "2", "3", "4", "5", "6"]
    assert len(entries(store)) == 6


def test_the_program_signature_changes_with_any_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "office").mkdir()
    (tmp_path / "office" / "cache.py").write_text("a = 1\n")
    monkeypatch.setattr(cache, "__file__", str(tmp_path / "office" / "cache.py"))
    before = cache.program_signature.__wrapped__()
    (tmp_path / "office" / "cache.py").write_text("a = 2\n")
    changed = cache.program_signature.__wrapped__()
    (tmp_path / "office" / "widths.txt").write_text("1\n")
    assert len({before, changed, cache.program_signature.__wrapped__()}) == 3


def test_problems_of_a_template_are_told_each_time(store: Store) -> None:
    for _ in range(2):
        with pytest.raises(Exception, match="there is no name 'whom'"):
            cached_template(template("{{ whom }}"), context=Names, store=store)
    assert not store.folder.exists()


# ------------------------------------------------------------------------------------------------------- a cache that is no good


def flipped(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def foreign_content(path: Path) -> None:
    """A sound entry of another kind."""
    Store(path.parent).put(path.stem, b"\x05\0\0\0hello" + freeze((1, 2)))


DAMAGES: dict[str, Callable[[Path], object]] = {
    "empty": lambda path: path.write_bytes(b""),
    "cut off": lambda path: path.write_bytes(path.read_bytes()[:-100]),
    "one bit": flipped,
    "another program's": lambda path: path.write_bytes(b"SQLite format 3\0" + b"\0" * 500),
    "another content": foreign_content,
    "a folder": lambda path: (path.unlink(), path.mkdir()),
    "open to others": lambda path: path.chmod(0o666),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_entry_is_compiled_again(store: Store, compiled: list[str], damage: str) -> None:
    data = template()
    first = cached_template(data, name="1", store=store).render({"who": "Ada"})
    DAMAGES[damage](entries(store)[0])
    assert cached_template(data, name="2", store=store).render({"who": "Ada"}).data == first.data
    assert compiled == ["1", "2"]


def test_somebody_elses_folder_is_left_alone(store: Store, compiled: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    data = template()
    cached_template(data, name="1", store=store)
    before = [path.stat().st_mtime_ns for path in entries(store)]
    monkeypatch.setattr(os, "geteuid", lambda: 4711)
    cached_template(data, name="2", store=store)
    cached_template(template("other {{ who }}"), name="3", store=store)
    assert compiled == ["1", "2", "3"]
    assert [path.stat().st_mtime_ns for path in entries(store)] == before


def test_a_folder_that_others_may_write_to_is_left_alone(store: Store, compiled: list[str]) -> None:
    store.folder.mkdir()
    store.folder.chmod(0o777)
    data = template()
    for name in ("1", "2"):
        cached_template(data, name=name, store=store)
    assert compiled == ["1", "2"]
    assert entries(store) == []


def test_a_folder_that_cannot_be_made_does_not_matter(tmp_path: Path, compiled: list[str]) -> None:
    (tmp_path / "file").write_text("no folder")
    data = template()
    for name in ("1", "2"):
        cached_template(data, name=name, store=Store(tmp_path / "file" / "cache"))
    assert compiled == ["1", "2"]


def test_a_full_disk_does_not_matter(store: Store, compiled: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    data = template()
    for name in ("1", "2"):
        cached_template(data, name=name, store=store)
    assert compiled == ["1", "2"]
    assert list(store.folder.iterdir()) == []


def test_a_read_only_folder_still_gives(store: Store, compiled: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    data = template()
    cached_template(data, name="1", store=store)

    def refused(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "utime", refused)
    cached_template(data, name="2", store=store)
    assert compiled == ["1"]


def test_folder_and_entries_are_the_users_own(store: Store) -> None:
    cached_template(template(), store=store)
    assert stat.S_IMODE(store.folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in entries(store)} == {0o600}


# ------------------------------------------------------------------------------------------------------- the store


def test_what_was_not_used_for_longest_goes_first(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "_MAX_ENTRIES", 3)
    for number in range(3):
        store.put(f"key{number}", b"x")
        os.utime(store.folder / f"key{number}.entry", (number, number))
    assert store.get("key0") == b"x"
    store.put("key3", b"x")
    assert [path.stem for path in entries(store)] == ["key0", "key2", "key3"]


def test_the_store_has_a_size(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "_MAX_BYTES", 1000)
    for number in range(5):
        store.put(f"key{number}", bytes(300))
        os.utime(store.folder / f"key{number}.entry", (number, number))
    assert [path.stem for path in entries(store)] == ["key3", "key4"]
    monkeypatch.setattr(cache, "_MAX_ENTRY", 100)
    assert not store.put("large", bytes(101))


def _write_and_read(folder: Path) -> bool:
    store, values = Store(folder), [bytes([number]) * 50_000 for number in range(4)]
    return all(store.put("key", values[number % 4]) and store.get("key") in values for number in range(100))


def test_many_processes_write_at_once(tmp_path: Path) -> None:
    with ProcessPoolExecutor(3) as pool:
        assert all(pool.map(_write_and_read, [tmp_path / "cache"] * 3))
    assert [path.name for path in (tmp_path / "cache").iterdir()] == ["key.entry"]


def test_where_the_store_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANFORGE_CACHE", "")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    monkeypatch.setattr(sys, "platform", "linux")
    assert open_store() == Store(tmp_path / "xdg" / "planforge")
    assert open_store("off") is None
    assert open_store(str(tmp_path / "own")) == Store(tmp_path / "own")
    monkeypatch.setattr(sys, "platform", "darwin")
    assert open_store() == Store(Path.home() / "Library" / "Caches" / "planforge")
    monkeypatch.setenv("PLANFORGE_CACHE", str(tmp_path / "set"))
    assert open_store("off") == Store(tmp_path / "set")
    monkeypatch.setenv("PLANFORGE_CACHE", "off")
    assert open_store(str(tmp_path / "own")) is None


def test_no_home_no_store(monkeypatch: pytest.MonkeyPatch) -> None:
    def homeless() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv("PLANFORGE_CACHE")
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(Path, "home", homeless)
    assert open_store() is None


def _code(text: str) -> CodeType:
    return builtins.compile(text, "<text>", "eval")


def test_a_shelf_keeps_what_several_runs_compiled(store: Store) -> None:
    one, two = CodeShelf(store, "sums"), CodeShelf(store, "sums")
    assert eval(one.code("1 + 1", _code)) == 2
    assert eval(two.code("2 + 2", _code)) == 4
    one.save()
    two.save()

    def refuse(text: str) -> CodeType:
        raise AssertionError(text)

    later = CodeShelf(store, "sums")
    assert eval(later.code("1 + 1", refuse)) + eval(later.code("2 + 2", refuse)) == 6
    with pytest.raises(AssertionError):
        CodeShelf(store, "other sums").code("1 + 1", refuse)


def test_a_shelf_with_another_content_is_empty(store: Store) -> None:
    shelf = CodeShelf(store, "sums")
    shelf.code("1 + 1", _code)
    shelf.save()
    store.put(entries(store)[0].stem, b"no code at all")
    assert eval(CodeShelf(store, "sums").code("1 + 1", _code)) == 2


# ------------------------------------------------------------------------------------------------------- values as bytes

plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text() | st.binary(),
    lambda inner: (
        st.lists(inner)
        | st.lists(inner).map(tuple)
        | st.dictionaries(st.text() | st.integers(), inner)
        | st.sets(st.text())
        | st.frozensets(st.integers())
    ),
    max_leaves=20,
)


@given(plain)
@settings(max_examples=60, deadline=None)
def test_plain_values_come_back(value: Any) -> None:
    back = thaw(freeze(value))
    assert back == value
    assert type(back) is type(value)


def test_records_come_back_as_what_they_were() -> None:
    span = Span("a", tone="good")
    value = (span, Rich((span,)), {"place": Place(3, "box")}, [Piece("x", 9.0, True, "")])
    back = thaw(freeze(value))
    assert back == value
    assert back[0] is back[1].spans[0]
    assert freeze(back) == freeze(value)


@pytest.mark.parametrize(
    "value", [Path("x"), Names("x"), len, object(), Store, {1, "a"}], ids=["path", "record", "function", "object", "class", "mixed set"]
)
def test_what_is_no_record_of_the_engine_is_refused(value: Any) -> None:
    with pytest.raises(Unfreezable):
        freeze([value])


@pytest.mark.parametrize(
    "entry",
    [
        ["os", "system", "command"],
        ["subprocess", "Popen", "args"],
        ["planforge.office.cache", "open_store", "setting"],
        ["planforge.office.cache", "Path", "args"],
        ["planforge.office.problems", "Place", "slide"],
        ["planforge.office.nothing", "Place", "slide"],
        ["planforge.office..cache", "Store", "folder"],
        ["planforge.office.rich", "Span"],
        [None, None],
    ],
    ids=str,
)
def test_a_file_cannot_name_anything_else(entry: list[Any], tmp_path: Path) -> None:
    head = json.dumps([[entry], [[0, f"touch {tmp_path}/made"]], ["r", 0], []]).encode()
    with pytest.raises(Unfreezable):
        thaw(len(head).to_bytes(4, "little") + bytes(4) + head)
    assert list(tmp_path.iterdir()) == []


@given(st.data())
@settings(max_examples=80, deadline=None)
def test_bytes_with_faults_are_refused_in_one_way(data: st.DataObject) -> None:
    sound = bytearray(freeze((Span("a"), [1, 2.5], b"blob", {"k": Place(1)})))
    for _ in range(data.draw(st.integers(1, 4))):
        sound[data.draw(st.integers(0, len(sound) - 1))] = data.draw(st.integers(0, 255))
    with suppress(Unfreezable):
        thaw(bytes(sound))
