"""A finding: one problem of an input, with its place and how to fix it."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field as field_of
from enum import StrEnum

from planforge.values import CellRef


class Severity(StrEnum):
    """How much a finding matters. An error makes the deck a DRAFT."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for info to 2 for error."""
        return {"info": 0, "warning": 1, "error": 2}[self.value]


@dataclass(frozen=True, slots=True)
class Seen:
    """What a reader sees at a finding's cell.

    Attributes:
        record: the name in its row, such as a contact's; empty for forms and when there is none.
        label: the field's label, or the title of the table or sheet that the finding is about.
        text: what the cell holds; empty for an empty cell, None when there is no cell to look at.
    """

    record: str = ""
    label: str = ""
    text: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One problem.

    Attributes:
        code: stable code such as `XR101`; families WB, FV, XR, CN, RV, TP, FT.
        name: the rule's name in kebab case, such as `owner-not-in-team`.
        message: what is wrong, with the value; one sentence without the cell.
        hint: how to fix it; one sentence.
        cell: the cell to look at, or None when the problem is the whole file.
        field: `block.field` in the spec's words, for completeness and scoring; may be empty.
        seen: what stands at the cell, for reports in a language whose sentences do not hold the value; no part of the finding itself.
    """

    code: str
    name: str
    severity: Severity
    message: str
    hint: str = ""
    cell: CellRef | None = None
    field: str = ""
    seen: Seen | None = field_of(default=None, repr=False, compare=False)
