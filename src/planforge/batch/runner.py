"""Runs a folder of plans: survey, then one job per account, then the consolidated workbook, findings page and manifest.

Every workbook is read once; what was read waits in the spool until its account's turn. One bad workbook never stops the
others. Results keep the order of the files whatever the number of processes, so the output is the same on every machine.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from planforge import __version__
from planforge.batch import outputs
from planforge.batch.findings_page import PageEntry, findings_json, findings_page
from planforge.batch.manifest import MANIFEST, input_entry, manifest_text, output_entry
from planforge.batch.names import shown, unique_names
from planforge.batch.spool import Spool, temporary_folder
from planforge.batch.survey import Job, Surveyed, Use, jobs, plan_files, uses
from planforge.batch.tasks import MakeDeck, Outcome, Run, Survey
from planforge.batch.workers import Progress, Workers
from planforge.config import Config
from planforge.diagnostics.finding import Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildResult:
    """What a run made.

    Attributes:
        out: the output folder.
        outcomes: one per account and unreadable file, in the order of the files.
        left_out: files that were not used because another file of the same account and day was, in the order of the files.
        strangers: decks in the output folder that this run did not make.
        workbook: the consolidated workbook, None when there was no plan for it.
    """

    out: Path
    outcomes: tuple[Outcome, ...]
    left_out: tuple[Path, ...]
    strangers: tuple[str, ...]
    workbook: Path | None
    page: Path
    manifest: Path

    @property
    def decks(self) -> int:
        """How many decks were made."""
        return sum(1 for outcome in self.outcomes if outcome.deck)

    @property
    def drafts(self) -> int:
        """How many decks are marked DRAFT."""
        return sum(1 for outcome in self.outcomes if outcome.deck and outcome.count(Severity.ERROR))

    @property
    def refused(self) -> int:
        """How many plans got no deck because of their errors."""
        return sum(1 for outcome in self.outcomes if outcome.refused)

    @property
    def failed(self) -> tuple[Outcome, ...]:
        """Plans that could not be read, or whose deck could not be made or written."""
        return tuple(outcome for outcome in self.outcomes if outcome.error)

    def count(self, severity: Severity) -> int:
        """Findings of a severity over all plans."""
        return sum(outcome.count(severity) for outcome in self.outcomes)

    def fails(self, threshold: Severity | None) -> bool:
        """True when a plan has a finding at or above the threshold."""
        return threshold is not None and any(self.count(severity) for severity in Severity if severity.rank >= threshold.rank)


def build(
    folder: Path,
    out: Path,
    config: Config,
    *,
    as_of: date | None = None,
    processes: int = 0,
    strict: bool = False,
    progress: Progress | None = None,
) -> BuildResult:
    """Makes decks, consolidated workbook, findings page and manifest of all plans in a folder.

    Args:
        folder: the folder of plan workbooks, sub-folders included.
        out: the folder to write to; it is made when missing. What an earlier run made there and this one does not is removed.
        as_of: the day to judge by; each plan's own as-of date when None.
        processes: how many processes work at once; 0 lets the number of plans and cores decide.
        strict: refuse a deck for plans with findings of severity error instead of marking it DRAFT.
        progress: told after every finished step.

    Raises:
        PlanForgeError: the folder cannot be used, templates or settings are wrong, or the results cannot be written.
    """
    from planforge import pipeline

    outputs.refuse_file(out)
    files = plan_files(folder, out)
    pipeline.prepare(config)  # before the processes start, so that they inherit it where the system can
    earlier = _take_over(out)
    with ExitStack() as stack:
        spool = Spool(Path(stack.enter_context(temporary_folder())))
        workers = stack.enter_context(Workers(processes, len(files)))
        run = Run(config=config, as_of=as_of, strict=strict, spool=spool)
        surveys = tuple(workers.run(Survey(run), list(enumerate(files)), "Reading plans", progress))
        chosen = jobs(surveys)
        names = unique_names(job.survey.path.stem for job in chosen)
        decks = [out / outputs.DECKS / f"{name}.pptx" for name in names]
        _share_places(spool, chosen, config)
        outcomes = tuple(workers.run(MakeDeck(run, out), list(zip(chosen, decks, strict=True)), "Making decks", progress))
        build = _Build(folder=folder, out=out, run=run, surveys=surveys, chosen=chosen, outcomes=_in_order(outcomes, surveys))
        return build.finish(earlier, progress)


def _take_over(out: Path) -> dict[str, str]:
    """Makes the output folder ready and says in its manifest that a run is at work. Returns what an earlier run made there."""
    outputs.make_folder(out)
    outputs.make_folder(out / outputs.DECKS)
    for name in (outputs.WORKBOOK, outputs.PAGE, outputs.FINDINGS, MANIFEST):
        outputs.ensure_replaceable(out / name)
    earlier = outputs.earlier_outputs(out)
    entries = [{"file": name, "sha256": sha256} for name, sha256 in earlier.items()]
    _write(out / MANIFEST, manifest_text(version=__version__, complete=False, options={}, inputs=(), outputs=entries))
    return earlier


def _share_places(spool: Spool, chosen: Sequence[Job], config: Config) -> None:
    """Keeps what every deck needs to know of the other accounts: once in the spool, not once in every task."""
    from planforge.pipeline import portfolio_lines

    lines = portfolio_lines([(job.survey.attractiveness, job.survey.business) for job in chosen], config)
    places = [(job.survey.path, (job.survey.account, job.survey.strength, job.survey.attractiveness)) for job in chosen]
    spool.put("places", (lines, places))


def _in_order(outcomes: Sequence[Outcome], surveys: Sequence[Surveyed]) -> tuple[Outcome, ...]:
    unreadable = (Outcome(path=s.path, error=s.error, hint=s.hint) for s in surveys if s.error)
    return tuple(sorted((*outcomes, *unreadable), key=lambda outcome: outcome.path.as_posix()))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Build:
    """A run whose decks are made."""

    folder: Path
    out: Path
    run: Run
    surveys: tuple[Surveyed, ...]
    chosen: tuple[Job, ...]
    outcomes: tuple[Outcome, ...]

    def finish(self, earlier: dict[str, str], progress: Progress | None) -> BuildResult:
        """Writes what all plans have in common; the manifest last."""
        tell = progress or (lambda step, done, total: None)
        tell("Writing results", 0, 3)
        workbook = self._workbook()
        tell("Writing results", 1, 3)
        page, findings = self.out / outputs.PAGE, self.out / outputs.FINDINGS
        used = uses(self.surveys, self.chosen)
        entries = [self._entry(outcome) for outcome in self.outcomes]
        _write(page, findings_page(entries, title="Findings", version=__version__))
        _write(findings, findings_json(entries, __version__))
        tell("Writing results", 2, 3)
        decks = [outcome.deck for outcome in self.outcomes if outcome.deck]
        made = [path for path in (*decks, workbook, page, findings) if path]
        strangers = outputs.clear_stale(self.out, earlier, {path.relative_to(self.out).as_posix() for path in made})
        manifest = self._manifest(made, used)
        tell("Writing results", 3, 3)
        return BuildResult(
            out=self.out,
            outcomes=self.outcomes,
            left_out=tuple(path for path, use in used.items() if use is Use.SAME_DAY),
            strangers=strangers,
            workbook=workbook,
            page=page,
            manifest=manifest,
        )

    def _workbook(self) -> Path | None:
        from planforge.pipeline import render_portfolio

        rows = [self.run.spool.get(outcome.kept).rows for outcome in self.outcomes if outcome.kept]
        if not rows:
            return None
        unread = [(shown(outcome.path, self.folder), outcome.error) for outcome in self.outcomes if outcome.error and not outcome.kept]
        path = self.out / outputs.WORKBOOK
        _write(path, render_portfolio(rows, self.run.config, unread).data)
        return path

    def _entry(self, outcome: Outcome) -> PageEntry:
        return PageEntry(
            file=shown(outcome.path, self.folder),
            account=outcome.account,
            deck=f"{outputs.DECKS}/{outcome.deck.name}" if outcome.deck else "",
            quality=outcome.quality,
            counts=outcome.counts,
            error=outcome.error,
            hint=outcome.hint,
            refused=outcome.refused,
            load=lambda: self.run.spool.get(outcome.kept).findings if outcome.kept else (),
        )

    def _manifest(self, made: Sequence[Path], used: dict[Path, Use]) -> Path:
        run = self.run
        options: dict[str, Any] = {
            "language": run.config.language or None,
            "as_of": run.as_of.isoformat() if run.as_of else None,
            "strict": run.strict,
            "appendix": run.config.appendix,
            "company": run.config.company,
            "confidentiality": run.config.confidentiality,
            "own_templates": run.config.templates is not None,
            "rules": dict(run.config.rules),
            "thresholds": dict(run.config.thresholds),
        }
        text = manifest_text(
            version=__version__,
            complete=True,
            options=options,
            inputs=[input_entry(s.path, self.folder, s.sha256, used[s.path]) for s in self.surveys],
            outputs=[output_entry(path, self.out) for path in made],
            problems=[{"file": shown(o.path, self.folder), "problem": o.error} for o in self.outcomes if o.error],
        )
        path = self.out / MANIFEST
        _write(path, text)
        return path


def _write(path: Path, data: bytes | str) -> None:
    from planforge.office.package import write_atomically

    write_atomically(path, data.encode("utf-8", "backslashreplace") if isinstance(data, str) else data)
