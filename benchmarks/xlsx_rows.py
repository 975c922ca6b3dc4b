"""100,000 rows by 12 columns: PlanForge's streamed row loop against XlsxWriter in constant memory, in one run.

Each way runs in its own process, so that peak memory is its own. Usage: python benchmarks/xlsx_rows.py [rows]
"""

from __future__ import annotations

import io
import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

COLUMNS = ("Id", "Account", "Opportunity", "Stage", "Close", "Value", "Probability", "Weighted", "Margin", "Owner", "Open", "Note")
STAGES = ("identify", "qualify", "propose", "negotiate")
DAYS = [date(2025, 1, 1) + timedelta(days=day) for day in range(700)]


class Row(NamedTuple):
    id: int
    account: str
    opportunity: str
    stage: str
    close: date
    value: float
    probability: float
    weighted: float
    margin: float | None
    owner: str
    open: bool
    note: str


@dataclass(frozen=True, slots=True)
class Context:
    rows: Iterable[Row]


def rows(count: int) -> Iterator[Row]:
    """Rows that differ, made one at a time."""
    for i in range(count):
        value, probability = round((i * 7919 % 100_003) / 7, 1), (i % 19) * 0.05
        yield Row(
            i, f"Account {i % 500}", f"Programme {i} & extension", STAGES[i % 4], DAYS[i % 700], value, probability,
            value * probability, None if i % 5 == 0 else (i % 37) / 100, f"Owner {i % 40}", i % 3 == 0, f"Next: call on day {i % 30}",
        )  # fmt: skip


def template() -> bytes:
    """A tagged workbook with one looped row in a table."""
    import openpyxl
    from openpyxl.comments import Comment
    from openpyxl.worksheet.table import Table

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Rows"
    names = Row._fields
    for column, (header, name) in enumerate(zip(COLUMNS, names, strict=True), 1):
        sheet.cell(1, column, header)
        sheet.cell(2, column, f"{{{{ r.{name} }}}}").number_format = "yyyy-mm-dd" if name == "close" else "General"
    sheet["A2"].comment = Comment("for: r in rows", "PlanForge")
    sheet.add_table(Table(displayName="tblRows", ref="A1:L2"))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def planforge(count: int, folder: Path) -> float:
    from planforge.office.xlsx import compile_workbook

    compiled = compile_workbook((folder / "template.xlsx").read_bytes(), context=Context)
    start = time.perf_counter()
    compiled.render_to(folder / "planforge.xlsx", Context(rows(count)))
    return time.perf_counter() - start


def xlsxwriter(count: int, folder: Path) -> float:
    import xlsxwriter as library

    start = time.perf_counter()
    book = library.Workbook(str(folder / "xlsxwriter.xlsx"), {"constant_memory": True})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet("Rows")
    sheet.write_row(0, 0, COLUMNS)
    for number, r in enumerate(rows(count), 1):
        sheet.write_number(number, 0, r.id)
        sheet.write_string(number, 1, r.account)
        sheet.write_string(number, 2, r.opportunity)
        sheet.write_string(number, 3, r.stage)
        sheet.write_datetime(number, 4, r.close, day)
        sheet.write_number(number, 5, r.value)
        sheet.write_number(number, 6, r.probability)
        sheet.write_number(number, 7, r.weighted)
        if r.margin is not None:
            sheet.write_number(number, 8, r.margin)
        sheet.write_string(number, 9, r.owner)
        sheet.write_boolean(number, 10, r.open)
        sheet.write_string(number, 11, r.note)
    book.close()
    return time.perf_counter() - start


def source_only(count: int, _folder: Path) -> float:
    start = time.perf_counter()
    for _ in rows(count):
        pass
    return time.perf_counter() - start


WAYS = {"planforge": planforge, "xlsxwriter": xlsxwriter, "source_only": source_only}


def peak_mib() -> float:
    """The most memory this process has used. Linux counts the starting process into `ru_maxrss`, so there the kernel's own mark is read."""
    status = Path("/proc/self/status")
    if status.is_file():
        return next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM")) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measured(way: str, count: int, folder: Path) -> dict[str, float]:
    """Seconds and peak MiB of one way in a fresh process."""
    command = [sys.executable, __file__, str(count), way, str(folder)]
    result: dict[str, float] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return result


def best_of(rounds: int, count: int, folder: Path) -> dict[str, dict[str, float]]:
    """The fastest run of every way; the ways take turns, so that a busy moment of the machine meets all of them."""
    runs = [{way: measured(way, count, folder) for way in WAYS} for _ in range(rounds)]
    return {way: min((run[way] for run in runs), key=lambda run: run["seconds"]) for way in WAYS}


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    if len(sys.argv) > 2:
        seconds = WAYS[sys.argv[2]](count, Path(sys.argv[3]))
        print(json.dumps({"seconds": seconds, "mib": peak_mib()}))
        return
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "template.xlsx").write_bytes(template())
        made = best_of(3, count, folder)
        fewer = measured("planforge", count // 10, folder)
    making = made["source_only"]["seconds"]
    for way in ("planforge", "xlsxwriter"):
        net = made[way]["seconds"] - making
        print(f"{way:<12}{made[way]['seconds']:7.2f} s  ({net:.2f} s without making the rows)  peak {made[way]['mib']:.0f} MiB")
    ratio = made["xlsxwriter"]["seconds"] / made["planforge"]["seconds"]
    net_ratio = (made["xlsxwriter"]["seconds"] - making) / (made["planforge"]["seconds"] - making)
    print(f"XlsxWriter takes {ratio:.1f} times as long ({net_ratio:.1f} without making the rows)")
    print(f"PlanForge's peak memory with a tenth of the rows: {fewer['mib']:.0f} MiB")


if __name__ == "__main__":
    main()
