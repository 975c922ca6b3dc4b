"""Writes a program and the static pieces between its calls: what the writer holds goes out before every call, in order."""

from __future__ import annotations

from planforge.office.markup import Writer
from planforge.office.problems import Place
from planforge.office.program import Program
from planforge.office.sandbox import STATE


class Emitter:
    """The one way by which the compilers of a slide write; `statics` collects the pieces."""

    def __init__(self, program: Program, writer: Writer, statics: list[str]) -> None:
        self.program, self.writer, self._statics = program, writer, statics

    def flush(self, place: Place) -> None:
        """Makes what the writer holds a static piece of the program."""
        text = self.writer.take()
        if text:
            self._statics.append(text)
            self.program.call("static", place, len(self._statics) - 1)

    def call(self, name: str, place: Place, *arguments: object) -> None:
        """A call after everything that was written so far."""
        self.flush(place)
        self.program.call(name, place, *arguments)

    def raw(self, source: str, place: Place) -> None:
        """A control tag of the engine's own."""
        self.flush(place)
        self.program.raw(source, place)

    def statement(self, source: str, place: Place) -> None:
        """A control tag of the template."""
        self.flush(place)
        self.program.statement(source, place)

    def when(self, name: str, place: Place, *arguments: object) -> None:
        """Begins a block that runs when a call answers yes."""
        self.raw(f"if {STATE}|_{name}({', '.join(map(str, arguments))})", place)
