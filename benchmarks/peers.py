"""PlanForge beside every peer that can be installed: the same two jobs, time, size and what the results hold.

    python benchmarks/peers.py FOLDER --install            put the peers into FOLDER, each in an environment of its own
    python benchmarks/peers.py FOLDER [--rounds N] [--write docs/peers.md]

Jobs: a one-page account sheet (title, six values, bullets, a table of eight rows, a chart) for 50 records, 50 files; and one deck
of 50 slides, each with a chart and notes. A run is a fresh process that reads the template, does the whole job and tells its own seconds;
starting the interpreter and loading libraries do not count. PlanForge compiles its template inside the time, without its cache.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
sys.path[:0] = [str(HERE / "peers"), str(ROOT / "tests")]

import looks  # noqa: E402
import templates  # noqa: E402

from support import validator  # noqa: E402
from support.archive import check_archive  # noqa: E402

TIMEOUT = 300
"""Seconds for one run."""
_LONG = 40


@dataclass(frozen=True)
class Peer:
    """A peer: what is installed, and how it works. `script` peers draw in code and have no template of their own."""

    name: str
    packages: tuple[str, ...]
    kind: str
    script: bool = False


PEERS = (
    Peer("planforge", (), "template"),
    Peer("python-pptx", ("python-pptx==1.0.2",), "script, Python", script=True),
    Peer("pptxgenjs", ("pptxgenjs@4.0.1",), "script, JavaScript", script=True),
    Peer("officegen", ("officegen@0.6.5",), "script, JavaScript", script=True),
    Peer("pptx-automizer", ("pptx-automizer@0.9.4",), "template + script, JavaScript"),
    Peer("docxtemplater", ("docxtemplater@3.71.0", "pizzip@3.3.0"), "template, JavaScript (free modules)"),
    Peer("carbone", ("carbone@3.8.2",), "template, JavaScript (community edition)"),
    Peer("pptx-renderer", ("pptx-renderer==0.5.2",), "template, Python"),
    Peer("pptxtpl", ("pptxtpl==0.0.4",), "template, Python"),
    Peer("python-pptx-templater", ("python-pptx-templater==1.1.15",), "template, Python"),
    Peer("pptx-template-engine", ("pptx-template-engine@0.4.3",), "template, JavaScript"),
    Peer("easy-template-x", ("easy-template-x@7.2.8",), "template, JavaScript"),
    Peer("template-pptx-jinja", ("template-pptx-jinja==0.2.2",), "template, Python"),
    Peer("pptx-template", ("pptx-template==0.2.9",), "template, Python"),
)
NOT_RUN = {
    "pptxtemplater (npm)": "needs docxtemplater 2.1 of 2016",
    "jinja2pptx": "is not on PyPI",
}


@dataclass
class Result:
    """What a peer did."""

    seconds: dict[str, list[float]] = field(default_factory=dict)
    ours: dict[str, list[float]] = field(default_factory=dict)
    size: dict[str, int] = field(default_factory=dict)
    answers: dict[str, str] = field(default_factory=dict)
    failure: dict[str, str] = field(default_factory=dict)


def records(count: int, rows: int = 8) -> list[dict[str, Any]]:
    """Fictional accounts."""
    return [
        {
            "name": f"Account {n:02d} & Sons",
            "segment": f"Segment {n % 5}",
            "owner": f"Owner {n}",
            "revenue": f"EUR {n + 1}.4 m",
            "growth": f"+{n % 9}.5 %",
            "share": f"{20 + n} %",
            "status": ("on track", "at risk", "late")[n % 3],
            "bullets": [f"Point {b} of account {n}, one line long" for b in range(4)],
            "rows": [{"item": f"Item {n}-{r}.", "owner": f"Person {r}", "value": f"{r * 10 + n} k"} for r in range(rows)],
            "categories": ["Q1", "Q2", "Q3", "Q4"],
            "values": [n + 1, n + 2, n + 4, n + 3],
            "note": f"Say this about account {n}.",
        }
        for n in range(count)
    ]


# ------------------------------------------------------------------------------------------------------- environments


def is_python(peer: Peer) -> bool:
    return not peer.packages or "==" in peer.packages[0]


def interpreter(peer: Peer, folder: Path) -> list[str]:
    """The command that runs a peer's script; empty when the peer is not installed."""
    if not peer.packages:
        return [sys.executable, str(HERE / "peers" / "python_peers.py")]
    home = folder / peer.name
    if not (home / "installed").is_file():
        return []
    if is_python(peer):
        return [str(home / ("Scripts" if os.name == "nt" else "bin") / "python"), str(HERE / "peers" / "python_peers.py")]
    return [shutil.which("node") or "node", str(HERE / "peers" / "node_peers.js")]


def install(folder: Path) -> None:
    """Installs every peer that can be installed and says why the others cannot."""
    for peer in PEERS:
        if peer.packages and not interpreter(peer, folder):
            home = folder / peer.name
            home.mkdir(parents=True, exist_ok=True)
            reason = _installed(peer, home)
            (home / ("failed" if reason else "installed")).write_text(reason or "yes", encoding="utf-8")
            print(f"{peer.name}: {reason or 'installed'}")


def _installed(peer: Peer, home: Path) -> str:
    """Why a peer could not be installed; empty when it could."""
    if is_python(peer):
        subprocess.run([sys.executable, "-m", "venv", str(home)], check=True)
        python = interpreter_of(home)
        command = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *peer.packages]
    else:
        (home / "package.json").write_text('{"private": true}', encoding="utf-8")
        command = [shutil.which("npm") or "npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(home), *peer.packages]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=TIMEOUT)
    lines = [line.strip() for line in (done.stderr + done.stdout).splitlines() if "Error:" in line]
    return "" if done.returncode == 0 else (lines or ["the installer failed"])[0]


def interpreter_of(home: Path) -> str:
    return str(home / ("Scripts" if os.name == "nt" else "bin") / "python")


# ------------------------------------------------------------------------------------------------------- runs


@lru_cache
def built(peer: str, job: str, typo: bool) -> bytes:
    """A peer's template, the same for all runs."""
    return templates.template(peer, job, typo)


@dataclass(frozen=True)
class Bench:
    """The work folder of a measurement."""

    folder: Path
    work: Path

    def run(self, peer: Peer, job: str, data: Sequence[Mapping[str, Any]], *, typo: bool = False) -> tuple[float, Path, str]:
        """Seconds, the folder of the results and what was said. Seconds are 0 when the peer failed, less when it cannot do the job."""
        out = Path(tempfile.mkdtemp(dir=self.work))
        source, template = out / "data.json", out / "template.pptx"
        source.write_text(json.dumps(data), encoding="utf-8")
        template.write_bytes(b"" if peer.script else built(peer.name, job, typo))
        command = [*interpreter(peer, self.folder), peer.name, job, str(source), str(template), str(out / "out")]
        (out / "out").mkdir()
        if not is_python(peer):
            command.append(str(self.folder / peer.name))
        try:
            done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=TIMEOUT, cwd=out)
        except subprocess.TimeoutExpired:
            return 0.0, out / "out", f"took longer than {TIMEOUT} s"
        told = [json.loads(line) for line in done.stdout.splitlines() if line.startswith('{"')]
        if done.returncode or not told:
            return 0.0, out / "out", _reason(done.stderr)
        return (-1.0 if "unable" in told[-1] else told[-1]["seconds"]), out / "out", done.stderr.strip()


def _reason(said: str) -> str:
    """The line that says why a program failed, short and without paths."""
    lines = [line.strip() for line in said.splitlines() if line.strip()] or ["it failed without a word"]
    telling = [line for line in lines if "Error" in line and not line.startswith("at ")]
    words = [Path(word).name if Path(word.strip("'()")).is_absolute() else word for word in (telling or lines)[-1].split()]
    return " ".join(words)[:160]


def measure(bench: Bench, peer: Peer, rounds: int) -> Result:
    """Times a peer in turn with PlanForge and looks at what it made."""
    result, ours = Result(), PEERS[0]
    data = records(50)
    for job in ("files", "slides"):
        for number in range(rounds + 1):
            seconds, out, said = bench.run(peer, job, data)
            if seconds <= 0:
                result.failure[job] = "cannot" if seconds < 0 else said
                break
            if number == 0:
                _look(result, job, out, data)
            else:
                result.seconds.setdefault(job, []).append(seconds)
                result.ours.setdefault(job, []).append(seconds if peer is ours else bench.run(ours, job, data)[0])
            shutil.rmtree(out)
    if "files" not in result.failure:
        _ask(bench, peer, result)
    return result


def _look(result: Result, job: str, out: Path, data: Sequence[Mapping[str, Any]]) -> None:
    """Size and content of a job's results."""
    made = sorted(out.glob("*.pptx"), key=lambda path: (len(path.name), path.name))
    result.size[job] = sum(path.stat().st_size for path in made)
    try:
        deck = looks.Deck(made[0])
        if job == "files":
            lacking = looks.sheet(deck, data[0])
            result.answers["sheet"] = "complete" if not lacking else "no " + ", no ".join(lacking)
        else:
            for name, look in (("charts", looks.charts), ("notes", looks.notes), ("books", looks.books)):
                result.answers[name] = look(deck, data)
    except (KeyError, ValueError, OSError, IndexError) as error:
        result.answers["sheet" if job == "files" else "charts"] = f"cannot be read back: {type(error).__name__}"
    problems = check_archive(made[0], clock_allowed=True)
    result.answers[f"archive {job}"] = "sound" if not problems else f"{len(problems)} faults"
    if validator.available():
        found = validator.validate(made[0])
        result.answers[f"schema {job}"] = "valid" if not found else f"{len(found)} errors"


def _ask(bench: Bench, peer: Peer, result: Result) -> None:
    """A long table, a misspelled tag, and the same job twice."""
    long = records(1, _LONG)
    seconds, out, said = bench.run(peer, "files", long)
    result.answers["overflow"] = looks.overflow(looks.Deck(out / "0.pptx"), long[0]) if seconds > 0 else f"fails: {said}"
    first, again = bench.run(peer, "files", records(1))[1], None
    time.sleep(2.1)  # the clock of a zip counts in steps of two seconds
    again = bench.run(peer, "files", records(1))[1]
    result.answers["bytes"] = looks.YES if (first / "0.pptx").read_bytes() == (again / "0.pptx").read_bytes() else looks.NO
    if not peer.script and peer.name != "pptx-automizer":
        seconds, out, said = bench.run(peer, "files", records(1), typo=True)
        result.answers["typo"] = f"“{_reason(said)}”" if said else _unsaid(looks.Deck(out / "0.pptx"))


def _unsaid(deck: looks.Deck) -> str:
    """What a slide shows for a misspelled tag that nothing was said about."""
    shown = "\n".join(deck.texts(deck.slides[0]))
    if "ownr" in shown:
        return "nothing; the slide shows the tag"
    return "nothing; the slide shows “undefined”" if "undefined" in shown else "nothing; the slide shows a blank"


# ------------------------------------------------------------------------------------------------------- the page


def cell(result: Result, job: str) -> str:
    if job in result.failure:
        why = result.failure[job]
        return "–" if why == "cannot" else f"fails: {why}"
    return f"{statistics.median(result.seconds[job]):.2f} s"


def ratio(result: Result, job: str) -> str:
    """The median of the pairwise ratios peer / PlanForge."""
    if job in result.seconds and result.seconds == result.ours:
        return "1 x"
    pairs = zip(result.seconds.get(job, ()), result.ours.get(job, ()), strict=True)
    found = [peer / own for peer, own in pairs if own > 0]
    return f"{statistics.median(found):.1f} x" if found else "–"


def size(result: Result, job: str) -> str:
    return f"{result.size[job] / 1024:,.0f} KB" if job in result.size else "–"


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield "| " + " | ".join(heads) + " |"
    yield "|" + " --- |" * len(heads)
    for row in rows:
        yield "| " + " | ".join(text.replace("|", "\\|").replace("\n", " ") for text in row) + " |"


def idle(result: Result) -> bool:
    """True when a peer did neither job, or gave the template back as it was."""
    return len(result.failure) == 2 or result.answers.get("sheet", "").startswith("no values, no bullets, no rows")


def unmeasured(folder: Path, kept: Mapping[str, Result]) -> dict[str, str]:
    """The peers without a row of their own, each with the reason."""
    found = dict(NOT_RUN)
    for peer in PEERS:
        failed = folder / peer.name / "failed"
        if peer.name in kept and idle(kept[peer.name]):
            why = "; ".join(sorted(set(kept[peer.name].failure.values()) - {"cannot"}))
            found[f"{peer.name} {_version(peer)}"] = f"does neither job ({why})" if why else "leaves the tags of a .pptx as they are"
        elif peer.name not in kept and failed.is_file():
            found[f"{peer.name} {_version(peer)}"] = f"cannot be installed ({failed.read_text(encoding='utf-8').strip()})"
        elif peer.name not in kept:
            found[peer.name] = "is not installed"
    return found


def page(found: Mapping[str, Result], missing: Mapping[str, str], rounds: int) -> str:
    """The page of results."""
    peers = {peer.name: peer for peer in PEERS}
    found = {name: result for name, result in found.items() if not idle(result)}
    if PEERS[0].name in found:
        found[PEERS[0].name].ours = found[PEERS[0].name].seconds
    names = {name: "**PlanForge**" if name == "planforge" else f"{name} {_version(peers[name])}" for name in found}
    lines = ["# PlanForge beside its peers", "", *_INTRODUCTION, ""]
    lines += [
        "## Time and size",
        "",
        f"Medians of {rounds} runs; “x” is the median of the pairwise ratios to PlanForge (more is slower).",
        "",
    ]
    heads = ("", "Kind", "50 files", "x", "Size", "50 slides, one file", "x", "Size")
    lines += table(
        heads,
        [
            (
                names[n],
                peers[n].kind,
                cell(r, "files"),
                ratio(r, "files"),
                size(r, "files"),
                cell(r, "slides"),
                ratio(r, "slides"),
                size(r, "slides"),
            )
            for n, r in found.items()
        ],
    )
    lines += ["", "## What the results hold", ""]
    asked = (
        ("Sheet", "sheet"), ("Own chart per slide", "charts"), ("Own workbook per chart", "books"), ("Own notes per slide", "notes"),
        (f"Table of {_LONG} rows", "overflow"), ("A misspelled tag says", "typo"), ("Same bytes twice", "bytes"),
        ("Archive, sheet", "archive files"), ("Archive, slides", "archive slides"),
        ("Schema, sheet", "schema files"), ("Schema, slides", "schema slides"),
    )  # fmt: skip
    lines += table(
        ("", *(head for head, _ in asked)), [(names[n], *(r.answers.get(key, "–") for _, key in asked)) for n, r in found.items()]
    )
    lines += ["", "## Not measured", "", *(f"- {name}: {reason}." for name, reason in missing.items()), ""]
    return "\n".join(lines)


_INTRODUCTION = (
    "This page is written by `python benchmarks/peers.py FOLDER --write docs/peers.md`; see `benchmarks/README.md`.",
    "",
    "Two jobs: a one-page account sheet (title, six values, four bullets, a table of eight rows, a chart) for 50 records, as 50 files;",
    "and one file of 50 slides, each with a chart and notes. Template peers get a plain template in their own tags, drawn by the same",
    "code; script peers draw the same objects. Every run is a fresh process that tells the seconds of the whole job; starting it does",
    "not count. PlanForge compiles its template inside that time. Runs of a peer and of PlanForge alternate. “–” means that the peer",
    "has no way to do it, not in its free part, or that the question does not apply. Answers come from the files: parts, relationships,",
    "numbers, texts. “Archive” is `tests/support/archive.py`, “Schema” Microsoft's validator; both count every fault of the first file.",
    "The plain template, as python-pptx draws it, has schema errors of its own, and what a peer keeps of them counts too.",
)


def _version(peer: Peer) -> str:
    return peer.packages[0].replace("==", "@").rpartition("@")[2] if peer.packages else ""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="work folder with the peers' environments")
    parser.add_argument("--install", action="store_true", help="install the peers")
    parser.add_argument("--rounds", type=int, default=3, help="pairs of runs")
    parser.add_argument("--only", action="append", help="a peer to measure again; the results of the others stay")
    parser.add_argument("--write", type=Path, help="write the page of results to this file")
    options = parser.parse_args()
    folder = options.folder.resolve()
    if options.install:
        install(folder)
        return 0
    results = folder / "results.json"
    stored = json.loads(results.read_text(encoding="utf-8")) if results.is_file() else {}
    kept = {name: Result(**values) for name, values in stored.items()} if options.only else {}
    with tempfile.TemporaryDirectory(dir=folder) as work:
        for peer in PEERS:
            if interpreter(peer, folder) and (not options.only or peer.name in options.only):
                kept[peer.name] = measure(Bench(folder, Path(work)), peer, options.rounds)
                results.write_text(json.dumps({name: asdict(result) for name, result in kept.items()}), encoding="utf-8")
                print(peer.name, kept[peer.name], file=sys.stderr)
    text = page({peer.name: kept[peer.name] for peer in PEERS if peer.name in kept}, unmeasured(folder, kept), options.rounds)
    if options.write:
        options.write.write_text(text, encoding="utf-8")
    print(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
