"""One command, one table: PlanForge against the plain way, side by side in one run.

    python benchmarks/run.py [--quick] [part ...]

Every ratio comes from pairs of runs in turn (A B A B …), so that a machine whose speed drifts does not favour either side.
Parts: reading, rendering, programs, rows, building; all of them when none is named.
"""

from __future__ import annotations

import argparse
import gc
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
SAMPLE = ROOT / "samples" / "lanhai-grid_2025Q3.xlsx"
sys.path[:0] = [str(HERE), str(ROOT / "tests")]


@dataclass(frozen=True)
class Size:
    """How much is measured."""

    rounds: int = 9
    rows: int = 100_000
    plans: tuple[int, ...] = (10, 50, 100)


QUICK = Size(rounds=3, plans=(10, 20))
TINY = Size(rounds=1, rows=200, plans=(2,))
"""Only shows that everything still runs."""


@dataclass(frozen=True)
class Pair:
    """Median seconds of both sides and the median of the pairwise ratios other / ours."""

    ours: float
    other: float
    ratio: float


def seconds(action: Callable[[], Any]) -> float:
    """Wall seconds of an action. The cyclic garbage collector rests meanwhile, as in `timeit`: its passes over everything both sides
    have imported would be charged to whoever runs when they fall due."""
    gc.collect()
    gc.disable()
    try:
        start = time.perf_counter()
        action()
        return time.perf_counter() - start
    finally:
        gc.enable()


def paired(ours: Callable[[], Any], other: Callable[[], Any], rounds: int) -> Pair:
    """Both sides in turn, after one warm-up of each."""
    ours()
    other()
    pairs = [(seconds(ours), seconds(other)) for _ in range(rounds)]
    return Pair(statistics.median(a for a, _ in pairs), statistics.median(b for _, b in pairs), statistics.median(b / a for a, b in pairs))


def shown(value: float) -> str:
    return f"{value * 1000:,.1f} ms" if value < 1 else f"{value:.2f} s"


def line(name: str, result: Pair, other: str, goal: str = "") -> str:
    return f"| {name} | {shown(result.ours)} | {other}: {shown(result.other)} | {result.ratio:.1f} x faster | {goal} |"


def reading(size: Size) -> Iterator[str]:
    import openpyxl

    from planforge import resources
    from planforge.config import Config
    from planforge.pipeline import WORKBOOK_SPEC, check_plan
    from planforge.spec.load import load_spec
    from planforge.workbook.bind import bind
    from planforge.workbook.read import read_workbook

    spec, config = load_spec(resources.template(WORKBOOK_SPEC)), Config()

    def with_openpyxl() -> None:
        book = openpyxl.load_workbook(SAMPLE, data_only=True)
        for sheet in book:
            for _ in sheet.iter_rows(values_only=True):
                pass

    beside = "openpyxl, values"
    yield line("Read a full plan: cells", paired(lambda: read_workbook(SAMPLE), with_openpyxl, size.rounds), beside, "≥ 10 x")
    bound = paired(lambda: bind(read_workbook(SAMPLE), spec), with_openpyxl, size.rounds)
    yield line("… and bind it: typed records that know their cells", bound, beside)
    yield line("… and run every rule", paired(lambda: check_plan(SAMPLE, config), with_openpyxl, size.rounds), beside)


def rendering(size: Size) -> Iterator[str]:
    """The template of the very slides that the plain script draws, compiled once outside the measurement; then the shipped deck."""
    import plain_deck

    from planforge.config import Config
    from planforge.office import Rendered, compile_template
    from planforge.office.text import forget
    from planforge.pipeline import deck_texts, render_deck, review_plan
    from planforge.review import ReviewContext
    from planforge.visuals import registry

    config = Config()
    review, texts = review_plan(SAMPLE, config), deck_texts(config)
    template = compile_template(plain_deck.template(), context=ReviewContext, visuals=registry(), name="account review")

    def ours(context: ReviewContext = review.context) -> Rendered:
        forget()  # a plan is rendered once, so no text counts as measured before
        deck = context.deck
        return template.render(context, texts=texts, lang=deck.lang, title=deck.title, author=deck.author)

    def plain(late: bool = False) -> bytes:
        return plain_deck.draw(review.context, texts, late)

    beside = "python-pptx script"
    drawn = f"Render {ours().page_count} slides, template compiled"
    yield line(drawn, paired(ours, plain, size.rounds), beside, "≥ 40 x")
    late = paired(ours, lambda: plain(late=True), size.rounds)
    yield line("… against a script that groups each drawing's shapes at its end", late, f"{beside}, grouping late")
    whole = paired(lambda: ours(review_plan(SAMPLE, config).context), plain, size.rounds)
    yield line("Read, check, score, compose and render them", whole, f"{beside}, drawing only")
    slides = render_deck(review, config).page_count
    taken = statistics.median(seconds(lambda: render_deck(review, config)) for _ in range(size.rounds))
    yield f"| Render the whole shipped deck, {slides} slides | {shown(taken)} | {taken * 1000 / slides:.2f} ms a slide | | |"


def programs(size: Size) -> Iterator[str]:
    planforge = [sys.executable, "-m", "planforge"]
    with tempfile.TemporaryDirectory() as folder:
        deck = [*planforge, "deck", str(SAMPLE), "-o", str(Path(folder) / "deck.pptx")]
        cold = statistics.median(seconds(lambda: call(deck)) for _ in range(size.rounds))
    yield f"| `planforge deck` of one plan, cold process | {shown(cold)} | | | |"
    imported = [sys.executable, "-c", "import click"]
    result = paired(lambda: call(imported), lambda: call([*planforge, "--help"]), size.rounds * 3)
    beside = f"`import click`: {shown(result.ours)} | takes {result.ratio:.2f} x as long"
    yield f"| `planforge --help` | {shown(result.other)} | {beside} | ≤ 3 x |"


def call(command: list[str]) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stderr


def rows(size: Size) -> Iterator[str]:
    import xlsx_rows

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "template.xlsx").write_bytes(xlsx_rows.template())
        ours, other = (xlsx_rows.measured(way, size.rows, folder) for way in ("planforge", "xlsxwriter"))
        fewer = xlsx_rows.measured("planforge", max(1, size.rows // 10), folder)
    result = Pair(ours["seconds"], other["seconds"], other["seconds"] / ours["seconds"])
    yield line(f"{size.rows:,} rows x 12 columns from a template", result, "XlsxWriter, constant memory", "≥ 8 x")
    flat = f"a tenth of the rows: {fewer['mib']:.0f} MiB"
    yield f"| … peak memory | {ours['mib']:.0f} MiB | XlsxWriter: {other['mib']:.0f} MiB | {flat} | flat |"


_BUILD = """
import sys, time
from pathlib import Path
sys.path.insert(0, sys.argv[4])
from planforge.batch.runner import build
from planforge.config import Config
start = time.perf_counter()
result = build(Path(sys.argv[1]), Path(sys.argv[2]), Config(), processes=1)
assert result.decks == int(sys.argv[3]), result.failed
taken = time.perf_counter() - start
from xlsx_rows import peak_mib
sys.stderr.write(f"{taken} {peak_mib()}")
"""


def building(size: Size) -> Iterator[str]:
    """Folders of copies of the sample, each built by one process of its own."""
    from support.plan_copies import write_copies

    for count in size.plans:
        with tempfile.TemporaryDirectory() as name:
            plans = Path(name) / "plans"
            write_copies(plans, count)
            taken, peak = call([sys.executable, "-c", _BUILD, str(plans), str(Path(name) / "out"), str(count), str(HERE)]).split()[-2:]
        speed = f"{count / float(taken):.1f} plans a second"
        yield f"| `build` of {count} plans, one process | {shown(float(taken))} | {speed} | peak {float(peak):.0f} MiB | flat |"


PARTS: dict[str, Callable[[Size], Iterator[str]]] = {
    "reading": reading,
    "rendering": rendering,
    "programs": programs,
    "rows": rows,
    "building": building,
}
HEAD = "| What | PlanForge | Beside it | Ratio (median of pairs) | Goal |\n|---|---|---|---|---|"


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure PlanForge against the plain way.")
    parser.add_argument("--quick", action="store_true", help="fewer rounds and plans")
    parser.add_argument("parts", nargs="*", metavar="part", help="what to measure; everything when left out")
    options = parser.parse_args()
    print(HEAD)
    for name in options.parts or PARTS:
        for text in PARTS[name](QUICK if options.quick else Size()):
            print(text, flush=True)


if __name__ == "__main__":
    main()
