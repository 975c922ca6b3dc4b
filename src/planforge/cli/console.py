"""What goes to the terminal: messages to standard error, results to standard output, words beside every colour."""

from __future__ import annotations

import difflib
import os
import re
import sys
import traceback
from collections.abc import Iterable
from typing import Any

import click

from planforge.diagnostics.finding import Severity

TRACEBACK_VARIABLE = "PLANFORGE_TRACEBACK"
"""Set to 1 to see where a fault of PlanForge itself came from."""

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}
_CHINESE = {Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.INFO: "提示"}
_UNBROKEN = re.compile(r"(?:[“（]*(?:[^\s\u2e80-\uffff，。、；：！？）”“（]+\s*|[\s\S]))[，。、；：！？）”]*")
"""A Chinese character or a run of Latin ones, with the brackets and stops that belong to it."""
_GLYPHS = {Severity.ERROR: ("✖", "x"), Severity.WARNING: ("▲", "!"), Severity.INFO: ("●", "i")}


def prepare() -> None:
    """Makes both streams able to print any text: UTF-8 unless the user chose an encoding, never an encoding error."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure: Any = getattr(stream, "reconfigure", None)
        if reconfigure is None:
            continue
        if stream.isatty() or "PYTHONIOENCODING" in os.environ:
            reconfigure(errors="backslashreplace")
        else:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def finish(code: int) -> int:
    """The exit code after everything has been written out; a reader that has gone away is no error."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        return reader_gone()
    except (OSError, ValueError):
        return code or 2
    return code


def reader_gone() -> int:
    """Silences standard output after its reader closed the pipe, as `head` does. Returns the exit code 0."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 - stays open until the program ends
    return 0


def message(text: str) -> None:
    """Writes a line to standard error."""
    click.echo(text, err=True)


def error(sentence: str, hint: str = "") -> None:
    """Writes an error and what to do about it to standard error."""
    message(f"{click.style('Error:', fg='red', bold=True)} {sentence}")
    if hint:
        message(f"  {hint}")


def fault(problem: Exception) -> int:
    """Reports a fault of PlanForge itself. Returns the exit code 2."""
    if os.environ.get(TRACEBACK_VARIABLE):
        message("".join(traceback.format_exception(problem)))
    error(
        f"PlanForge has a fault: {type(problem).__name__}: {problem}",
        f"Set {TRACEBACK_VARIABLE}=1 and run again, then report what it prints.",
    )
    return 2


def glyph(severity: Severity) -> str:
    """The mark of a severity; a plain character where the terminal's encoding lacks the symbol."""
    symbol, plain = _GLYPHS[severity]
    try:
        symbol.encode(getattr(sys.stdout, "encoding", None) or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return plain
    return symbol


def severity_name(severity: Severity, language: str = "en") -> str:
    """The word of a severity."""
    return _CHINESE[severity] if language == "zh" else severity.value


def severity_word(severity: Severity, language: str = "en") -> str:
    """Glyph and word of a severity, coloured on a terminal, English ones eight characters wide behind the glyph."""
    return click.style(f"{glyph(severity)} {severity_name(severity, language):<{2 if language == 'zh' else 7}}", fg=_COLOURS[severity])


def columns(text: str) -> int:
    """How many columns of a terminal a text takes: two for a Chinese character."""
    return sum(2 if ord(character) >= 0x2E80 else 1 for character in text)


def wrapped_chinese(text: str, width: int) -> list[str]:
    """The text in lines of at most so many columns; only Chinese characters part, and no line begins with a closing mark."""
    lines, line = [], ""
    for piece in _UNBROKEN.findall(text):
        if line and columns(line + piece.rstrip()) > width:
            lines.append(line.rstrip())
            line = piece.lstrip()
        else:
            line += piece
    return [*lines, line.rstrip()] if line else lines


def counted(number: int, word: str) -> str:
    """A number with its word: `1 error`, `3 errors`."""
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def one_line(text: str) -> str:
    """The text without line breaks and control characters, so that neither a cell nor a file name can steer the terminal."""
    return "".join(character if character.isprintable() else " " for character in text)


def did_you_mean(text: str, known: Iterable[str]) -> str:
    """` Did you mean …?` with the nearest known words, or an empty text; starts with a blank."""
    names = {name.casefold(): name for name in known}
    near = [names[n] for n in difflib.get_close_matches(text.casefold(), list(names), n=3, cutoff=0.5)]
    return f" Did you mean {' or '.join(near)}?" if near else ""
