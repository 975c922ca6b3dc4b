"""The peers' benchmark: PlanForge's own column comes out right, and the questions tell a good file from a bad one."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).resolve().parents[2] / "benchmarks"
sys.path[:0] = [str(BENCHMARKS)]

import peers  # noqa: E402 - the folder has to be on the path first
from peers import looks, templates  # noqa: E402


@pytest.fixture
def bench(tmp_path: Path) -> peers.Bench:
    return peers.Bench(tmp_path, tmp_path)


def test_our_sheet_and_slides_hold_everything(bench: peers.Bench) -> None:
    data, ours = peers.records(3), peers.PEERS[0]
    seconds, out, said = bench.run(ours, "files", data)
    assert (seconds > 0, said) == (True, "")
    assert [looks.sheet(looks.Deck(out / f"{number}.pptx"), data[number]) for number in range(3)] == [[], [], []]
    seconds, out, said = bench.run(ours, "slides", data)
    assert (seconds > 0, said) == (True, "")
    deck = looks.Deck(out / "deck.pptx")
    assert [look(deck, data) for look in (looks.charts, looks.books, looks.notes)] == ["yes", "yes", "yes"]


def test_a_long_table_goes_on_and_a_typo_is_told(bench: peers.Bench) -> None:
    ours, long = peers.PEERS[0], peers.records(1, 40)
    assert looks.overflow(looks.Deck(bench.run(ours, "files", long)[1] / "0.pptx"), long[0]).endswith("slides")
    seconds, _, said = bench.run(ours, "files", peers.records(1), typo=True)
    assert seconds == 0
    assert "slide 1, shape 'owner'" in said


@pytest.mark.parametrize("peer", sorted(templates.DIALECTS))
def test_an_unfilled_template_is_seen_as_such(peer: str, tmp_path: Path) -> None:
    path = tmp_path / "template.pptx"
    path.write_bytes(templates.template(peer, "files"))
    deck, record = looks.Deck(path), peers.records(1)[0]
    assert looks.sheet(deck, record) == ["values", "bullets", "rows", "chart data"]
    assert looks.overflow(deck, record) == "rows are missing"
    assert looks.charts(deck, [record]) == "copied, data not filled"


def test_the_page_names_every_peer() -> None:
    values = ({"files": [2.0]}, {"files": [1.0]}, {"files": 2048}, {"sheet": "complete"}, {"slides": "cannot"})
    found = {name: peers.Result(*values) for name in ("planforge", "carbone")}
    text = peers.page(found, {"other": "is not installed"}, 1)
    assert "| **PlanForge** | template | 2.00 s | 1 x | 2 KB | – | – | – |" in text
    assert "(community edition) | 2.00 s | 2.0 x | 2 KB | – | – | – |" in text
    assert "- other: is not installed." in text
