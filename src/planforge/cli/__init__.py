"""The command line, one command per file.

A command is imported when it runs: `planforge --help` and `--version` load nothing but click.
Exit codes: 0 fine, 1 findings at or above `--fail-on`, 2 usage or run error, 130 stopped with Ctrl+C.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from typing import Any

import click

from planforge import __version__
from planforge.cli import console
from planforge.cli.lazy import TableGroup
from planforge.errors import PlanForgeError

COMMANDS = {
    "new": "Make a plan workbook: blank, or next quarter's from last quarter's.",
    "check": "Check plan workbooks and list every problem with its cell.",
    "explain": "Explain a finding's code: what it finds, why it matters, how to fix it.",
    "score": "Score a plan and show every score with its parts.",
    "deck": "Render the review deck of one or more plans.",
    "summary": "Render the consolidated workbook of many plans.",
    "build": "Check, score and render a whole folder of plans.",
    "template": "Check, list and read PowerPoint and Excel templates.",
    "method": "List the frameworks of the planning method and where each one works.",
    "demo": "Make everything from the sample plans that ship with PlanForge.",
}
"""Command name to its line in `planforge --help`; the command is `command` in the module of that name."""


class LazyGroup(TableGroup):
    """The root of all commands: turns whatever happens in them into a sentence and an exit code."""

    def invoke(self, ctx: click.Context) -> Any:
        """Runs the command; a reader of its output that has gone away, as `head` does, ends it quietly."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            return console.reader_gone()

    def main(self, *args: Any, standalone_mode: bool = True, **settings: Any) -> Any:
        """Runs the command line. Stand-alone, every error becomes a sentence and an exit code."""
        run: Callable[..., Any] = partial(super().main, *args, standalone_mode=False, **settings)
        if not standalone_mode:
            return run()
        console.prepare()
        sys.exit(console.finish(_guarded(run)))


def _guarded(run: Callable[[], Any]) -> int:
    """The exit code of a run; every exception is told in one sentence on standard error."""
    try:
        result = run()
    except PlanForgeError as error:
        console.error(error.message, error.hint)
        return 2
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return 130
    except OSError as error:
        place = f" ({error.filename})" if error.filename else ""
        console.error(f"{error.strerror or error}{place}.", "Check the file, the folder and the free space.")
        return 2
    except MemoryError:
        console.error("There is not enough memory.", "Close other programs, or use fewer --jobs.")
        return 2
    except SystemExit as error:
        return error.code if isinstance(error.code, int) else 0 if error.code is None else 2
    except Exception as error:
        return console.fault(error)
    return result if isinstance(result, int) else 0


@click.group(
    cls=LazyGroup,
    table=COMMANDS,
    modules="planforge.cli.",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="planforge", message="%(prog)s %(version)s")
def planforge() -> None:
    """Turn account-plan workbooks into checked, scored and review-ready decks and summaries."""


def main() -> None:
    """The `planforge` program."""
    planforge.main(prog_name="planforge")
