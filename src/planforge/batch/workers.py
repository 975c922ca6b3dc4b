"""Runs a function over many items in order, in this process or in several."""

from __future__ import annotations

import math
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

from planforge.errors import PlanForgeError

PLANS_PER_PROCESS = 3
"""A second process pays for its start only from about this many plans on."""

Progress = Callable[[str, int, int], None]
"""Called with the step's name, how many of it are done, and how many there are."""

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")


def _leave_interrupts() -> None:
    """Ctrl+C is the main process's business; a worker finishes its plan."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


class Workers:
    """The processes of a run. Leaving the context ends them; work that waits is dropped."""

    def __init__(self, processes: int, items: int) -> None:
        wanted = min(processes or os.cpu_count() or 1, math.ceil(items / PLANS_PER_PROCESS) if not processes else items)
        self._pool = ProcessPoolExecutor(wanted, initializer=_leave_interrupts) if wanted > 1 else None

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool:
            self._pool.shutdown(cancel_futures=True)

    def run(
        self, function: Callable[[_Item], _Result], items: Sequence[_Item], step: str, progress: Progress | None = None
    ) -> Iterator[_Result]:
        """The results in the order of the items, telling progress after each.

        Raises:
            PlanForgeError: the system ended one of the processes.
        """
        tell = progress or (lambda step, done, total: None)
        tell(step, 0, len(items))
        try:
            results = self._pool.map(function, items) if self._pool else map(function, items)
            for done, result in enumerate(results, 1):
                tell(step, done, len(items))
                yield result
        except BrokenProcessPool as error:
            raise PlanForgeError(
                "One of the processes was ended from outside, most likely because memory ran out.", "Run again with --jobs 1."
            ) from error
