"""Compares measured text with what LibreOffice draws, and writes the result into `docs/text-measure.md`.

Run by hand when the measure changes: `python tools/measure_text.py [--seeds 5]`. It needs LibreOffice, and the open fonts that stand in
for Calibri, Arial, Times New Roman, Cambria and Microsoft YaHei. The test `tests/office/test_text_libreoffice.py` draws the same texts.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from planforge.office import metrics  # noqa: E402
from support.text_cases import frames, tables  # noqa: E402
from support.text_drawing import Compared, compared  # noqa: E402

PAGE = ROOT / "docs" / "text-measure.md"
FONTS, RESULT = "fonts", "comparison"
_SHARES = (0, 5, 25, 50, 75, 95, 100)


def section(page: str, name: str, lines: Iterable[str]) -> str:
    """A page with the lines of one generated section replaced; they stand between two HTML comments."""
    begin, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
    before, _, rest = page.partition(begin)
    _, _, after = rest.partition(end)
    return "\n".join((before + begin, *lines, end + after))


def font_lines() -> Iterator[str]:
    """The table of fonts: what each is measured with."""
    yield "| Font | Measured with | Exact |"
    yield "|---|---|---|"
    for table, faces in metrics.families():
        for how, names in faces:
            yield f"| {', '.join(names)} | {how or metrics.SOURCES[table]} | {'no' if how else 'yes'} |"


def result_lines(texts: Sequence[Compared], rows: Sequence[Compared]) -> Iterator[str]:
    """The tables of errors."""
    yield f"{len(texts)} texts in shapes and {len(rows)} table rows, measured minus drawn:"
    yield ""
    yield "| | Count | Lines exact | One too many | More | Too few |"
    yield "|---|---|---|---|---|---|"
    for kind in dict.fromkeys(text.kind for text in texts):
        yield _lines_of(kind, [text for text in texts if text.kind == kind])
    yield _lines_of("**all**", texts)
    yield ""
    yield "| Points too tall, percentile | " + " | ".join(map(str, _SHARES)) + " |"
    yield "|---|" + "---|" * len(_SHARES)
    yield f"| texts in shapes | {_percentiles(texts)} |"
    yield f"| table rows | {_percentiles(rows)} |"


def _lines_of(name: str, texts: Sequence[Compared]) -> str:
    off = Counter(text.lines for text in texts)
    more, few = sum(n for lines, n in off.items() if lines > 1), sum(n for lines, n in off.items() if lines < 0)
    return f"| {name} | {len(texts)} | {off[0]} | {off[1]} | {more} | {few} |"


def _percentiles(items: Sequence[Compared]) -> str:
    spare = sorted(item.spare for item in items)
    return " | ".join(f"{spare[min(len(spare) - 1, len(spare) * share // 100)]:.2f}" for share in _SHARES)


def main() -> None:
    """Draws the texts and rewrites the generated sections of the page."""
    parser = argparse.ArgumentParser(description="Compare measured text with LibreOffice's drawing.")
    parser.add_argument("--seeds", type=int, default=1, help="how many sets of texts to draw")
    texts: list[Compared] = []
    rows: list[Compared] = []
    for seed in range(2026, 2026 + parser.parse_args().seeds):
        with tempfile.TemporaryDirectory() as folder:
            more_texts, more_rows = compared(frames(seed), tables(seed=seed + 1), Path(folder))
        texts += more_texts
        rows += more_rows
    page = section(PAGE.read_text(encoding="utf-8"), FONTS, font_lines())
    PAGE.write_text(section(page, RESULT, result_lines(texts, rows)), encoding="utf-8")


if __name__ == "__main__":
    main()
