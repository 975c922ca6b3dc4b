"""The output folder: early refusals, and what an earlier run left there."""

import hashlib
import json
from pathlib import Path

import pytest

from planforge.batch import outputs
from planforge.errors import OutputError


def test_make_folder_makes_parents_and_refuses_files(tmp_path: Path) -> None:
    outputs.make_folder(tmp_path / "a" / "b")
    assert (tmp_path / "a" / "b").is_dir()
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OutputError, match="is a file, not a folder"):
        outputs.make_folder(tmp_path / "file")
    with pytest.raises(OutputError, match="cannot be made"):
        outputs.make_folder(tmp_path / "file" / "below")


def test_ensure_replaceable(tmp_path: Path) -> None:
    outputs.ensure_replaceable(tmp_path / "new.pptx")
    target = tmp_path / "deck.pptx"
    target.write_bytes(b"old")
    outputs.ensure_replaceable(target)
    target.chmod(0o444)
    with pytest.raises(OutputError, match="read-only or open in another program"):
        outputs.ensure_replaceable(target)
    with pytest.raises(OutputError, match="is a folder"):
        outputs.ensure_replaceable(tmp_path)
    assert target.read_bytes() == b"old"


def manifest(out: Path, *names: str) -> None:
    entries = [{"file": name, "sha256": hashlib.sha256((out / name).read_bytes()).hexdigest()} for name in names]
    (out / "manifest.json").write_text(json.dumps({"planforge": "0", "outputs": entries}), encoding="utf-8")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    (tmp_path / "out" / "decks").mkdir(parents=True)
    for name in ("decks/gone.pptx", "decks/kept.pptx", "decks/edited.pptx", "portfolio.xlsx"):
        (tmp_path / "out" / name).write_text(name)
    manifest(tmp_path / "out", "decks/gone.pptx", "decks/kept.pptx", "decks/edited.pptx", "portfolio.xlsx")
    return tmp_path / "out"


def test_stale_results_go_and_edited_ones_stay(out: Path) -> None:
    (out / "decks" / "edited.pptx").write_text("with my remarks")
    (out / "decks" / "mine.pptx").write_text("somebody else's")
    left = outputs.clear_stale(out, outputs.earlier_outputs(out), {"decks/kept.pptx"})
    assert left == ("edited.pptx", "mine.pptx")
    assert sorted(path.name for path in (out / "decks").iterdir()) == ["edited.pptx", "kept.pptx", "mine.pptx"]
    assert not (out / "portfolio.xlsx").exists()


@pytest.mark.parametrize(
    "name", ["../secret.pptx", "decks/../../secret.pptx", "/etc/secret.pptx", "decks/a/b.pptx", "notes.txt", "decks\\..\\s.pptx"]
)
def test_a_manifest_cannot_name_files_elsewhere(out: Path, name: str) -> None:
    (out / "manifest.json").write_text(json.dumps({"planforge": "0", "outputs": [{"file": name, "sha256": "0"}]}), encoding="utf-8")
    assert outputs.earlier_outputs(out) == {}


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"planforge": "0", "outputs": 3}', '{"planforge": "0", "outputs": [1, {"file": 2}]}', "\x00"]
)
def test_a_broken_manifest_names_nothing(out: Path, text: str) -> None:
    (out / "manifest.json").write_text(text, encoding="utf-8")
    assert outputs.earlier_outputs(out) == {}
