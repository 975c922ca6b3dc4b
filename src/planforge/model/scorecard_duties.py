"""Scores of how duties are shared out in the team."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from planforge.model.codes import DutyRole
from planforge.model.duties import SharedDuty


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyLoad:
    """A person with the number of duties by part. `known` is false for a name that the Team sheet does not have."""

    name: str
    counts: Mapping[DutyRole, int]
    known: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyScores:
    """Who does what (METHOD, G3).

    Attributes:
        duties: in workbook order, each once.
        loads: the team in the order of its sheet, then other people who are named.
        unanswered: duties for which nobody answers.
        contested: duties for which several people answer, so that nobody does.
        undone: duties with nobody who does the work.
        overloaded: people who answer for more duties than the policy allows, most first.
        free: members of the team who neither answer for a duty nor do its work; nobody while no duty names anybody.
    """

    duties: tuple[SharedDuty, ...] = ()
    loads: tuple[DutyLoad, ...] = ()
    unanswered: tuple[SharedDuty, ...] = ()
    contested: tuple[SharedDuty, ...] = ()
    undone: tuple[SharedDuty, ...] = ()
    overloaded: tuple[DutyLoad, ...] = ()
    free: tuple[str, ...] = ()
