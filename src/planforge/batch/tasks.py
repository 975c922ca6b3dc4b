"""What one process does with one plan: the first look, and later the deck. Problems with a plan are part of the result."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from planforge.batch.spool import Spool
from planforge.batch.survey import Job, Surveyed
from planforge.config import Config
from planforge.diagnostics.finding import Finding, Severity
from planforge.errors import PlanForgeError

if TYPE_CHECKING:
    from planforge.pipeline import CheckResult, OtherAccount, PortfolioLines, ScoreResult
    from planforge.portfolio import AccountRows


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What all tasks of a run share."""

    config: Config
    as_of: date | None
    strict: bool
    spool: Spool


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """What the spool keeps of a reviewed plan: its rows for the consolidated workbook and its findings, those of fitting text last."""

    rows: AccountRows
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one plan.

    Attributes:
        kept: the name of its `Details` in the spool; empty when the plan could not be read.
        refused: True when its errors stand against a deck and the run is strict.
        error: why there is no deck, with what to do about it in `hint`.
    """

    path: Path
    account: str = ""
    deck: Path | None = None
    previous: Path | None = None
    quality: float | None = None
    counts: Mapping[Severity, int] = field(default_factory=dict)
    kept: str = ""
    refused: bool = False
    error: str = ""
    hint: str = ""

    def count(self, severity: Severity) -> int:
        """Findings of a severity."""
        return self.counts.get(severity, 0)


@dataclass(frozen=True, slots=True)
class Survey:
    """The first look at a plan: reads and checks it, and keeps what was read in the spool."""

    run: Run

    def __call__(self, item: tuple[int, Path]) -> Surveyed:
        """What the look told; an unreadable file is told as such."""
        number, path = item
        try:
            return self._look(f"plan-{number}", path)
        except PlanForgeError as error:
            return Surveyed(path=path, error=error.message, hint=error.hint)
        except Exception as error:
            message, hint = fault(error)
            return Surveyed(path=path, error=message, hint=hint)

    def _look(self, name: str, path: Path) -> Surveyed:
        from planforge.pipeline import check_plan, score_checked

        checked = check_plan(path, self.run.config, self.run.as_of)
        scorecard = score_checked(checked, self.run.config, self.run.as_of).scorecard
        position = scorecard.position
        self.run.spool.put(name, checked)
        cover = checked.plan.cover
        return Surveyed(
            path=path,
            kept=name,
            sha256=checked.plan.source.sha256,
            account_id=cover.account_id or "",
            account=checked.plan.name,
            as_of=checked.plan.as_of,
            last_review_file=cover.last_review_file or "",
            attractiveness=position.attractiveness.value,
            strength=position.strength.axis.value,
            business=scorecard.selection.business,
        )


@dataclass(frozen=True, slots=True)
class MakeDeck:
    """Scores and composes one plan, writes its deck, and keeps its rows and findings in the spool."""

    run: Run
    out: Path

    def __call__(self, item: tuple[Job, Path]) -> Outcome:
        """What became of the plan; never an exception."""
        job, deck = item
        try:
            return self._outcome(job, deck, self._scored(job))
        except Exception as error:
            message, hint = fault(error)
            return Outcome(path=job.survey.path, account=job.survey.account, error=message, hint=hint)

    def _scored(self, job: Job) -> ScoreResult:
        from planforge.pipeline import score_checked

        checked: CheckResult = self.run.spool.get(job.survey.kept)
        before: CheckResult | None = self.run.spool.get(job.previous.kept) if job.previous else None
        lines, _ = places_of(self.run.spool)
        return score_checked(checked, self.run.config, self.run.as_of, before.plan if before else None, lines)

    def _outcome(self, job: Job, deck: Path, scored: ScoreResult) -> Outcome:
        """A plan that can be scored is part of the consolidated workbook even when its deck fails."""
        refused = self.run.strict and bool(scored.report.count(Severity.ERROR))
        message = hint = ""
        fit: tuple[Finding, ...] = ()
        if not refused:
            try:
                fit = self._make(job, deck, scored)
            except Exception as error:
                message, hint = fault(error)
        made = deck if not (refused or message) else None
        findings, kept = (*scored.report.findings, *fit), f"done-{job.survey.kept}"
        self.run.spool.put(kept, Details(rows=self._rows(scored, job.survey.path, made), findings=findings))
        return Outcome(
            path=job.survey.path,
            account=scored.plan.name,
            deck=made,
            previous=job.previous.path if job.previous else None,
            quality=scored.scorecard.quality.total,
            counts={severity: sum(finding.severity is severity for finding in findings) for severity in Severity},
            kept=kept,
            refused=refused,
            error=message,
            hint=hint,
        )

    def _make(self, job: Job, deck: Path, scored: ScoreResult) -> tuple[Finding, ...]:
        """Writes the deck. Returns what did not fit."""
        from planforge.batch.outputs import ensure_replaceable
        from planforge.office.package import write_atomically
        from planforge.pipeline import render_deck, review_scored

        ensure_replaceable(deck)
        others = [place for path, place in places_of(self.run.spool)[1] if path != job.survey.path]
        rendered = render_deck(review_scored(scored, self.run.config, others), self.run.config)
        write_atomically(deck, rendered.data)
        return rendered.findings

    def _rows(self, scored: ScoreResult, path: Path, deck: Path | None) -> AccountRows:
        from planforge.pipeline import consolidated_rows

        linked = link_to(deck, self.out) if deck else ""
        return consolidated_rows(scored, deck=linked, source=link_to(path, self.out), language=self.run.config.language)


def link_to(path: Path, folder: Path) -> str:
    """The way from a folder to a file with forward slashes; the bare name where there is none, as between two Windows drives."""
    try:
        return Path(os.path.relpath(path, folder)).as_posix()
    except ValueError:
        return path.name


def places_of(spool: Spool) -> tuple[PortfolioLines, list[tuple[Path, OtherAccount]]]:
    """What divides high from low among the accounts, and each account's place, which the run keeps before decks are made."""
    found: tuple[PortfolioLines, list[tuple[Path, OtherAccount]]] = spool.get("places")
    return found


def fault(error: Exception) -> tuple[str, str]:
    """Sentence and hint for an exception. One plan that meets a fault of PlanForge does not stop the night's run."""
    if isinstance(error, PlanForgeError):
        return error.message, error.hint
    if isinstance(error, OSError):
        return f"{error.strerror or error}.", "Check the file, the folder and the free space."
    return f"PlanForge has a fault: {type(error).__name__}: {error}", "Run `planforge deck` on this plan with PLANFORGE_TRACEBACK=1."
