"""Errors that stop a run. Problems inside a workbook are findings, never exceptions."""

from __future__ import annotations


class PlanForgeError(Exception):
    """PlanForge cannot go on.

    Attributes:
        message: one clear sentence for the person at the keyboard.
        hint: what to do next, or an empty string.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class InputError(PlanForgeError):
    """A file given on the command line cannot be used: missing, unreadable, wrong kind."""


class SpecError(PlanForgeError):
    """A workbook spec or scorecard is wrong, or does not match the model; the message names both sides."""


class TemplateError(PlanForgeError):
    """An Office template cannot be compiled or rendered; the message names slide, shape and tag."""


class OutputError(PlanForgeError):
    """A result cannot be written, for instance because the file is open in another program."""


class ConfigError(PlanForgeError):
    """planforge.toml or an option has a value that PlanForge does not understand."""
