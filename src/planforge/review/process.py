"""AX17, how the plan is made: the planning cycle, what must be ready before the review, and the tools used by stage."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

from planforge.diagnostics.finding import Severity
from planforge.model.codes import PreparationPart, Status, WorkPhase, YesNo
from planforge.model.cycle import (
    Obstacle,
    StepReading,
    StepState,
    has_cycle,
    has_preparation,
    not_ready,
    obstacles,
    prework,
    read_cycle,
    span_of,
    tools_by_phase,
)
from planforge.model.process import CycleStep, Preparation, StageTool
from planforge.office.rich import Rich, Span, Text
from planforge.office.text import Piece, cut, one_line, width_of
from planforge.review.brief import Brief
from planforge.review.context_base import ChevronStep
from planforge.review.context_process import ColumnRow, PreparationRow, ProcessSlide, ToolColumn, ToolRow
from planforge.review.fixed_names import fixed_name, second_name
from planforge.review.notes import frame
from planforge.review.numbers import MINUS, NOT_APPLICABLE
from planforge.review.status import GLYPHS, marked
from planforge.review.trace import cells_of, ranges_of

ID = "AX17"
NOTE_WIDTH, NOTE_SIZE = 1.60 * 72, 10.0
"""Points a note of the preparation has on one line, and points of its type."""
LONG_NOTES = 2
"""Notes that may take a second line; when more of them need one, each is cut at the first."""
_STEPS = {StepState.DONE: "passed", StepState.LATE: "target", StepState.OPEN: "plain", StepState.NO_DATE: "plain"}


def has_process(brief: Brief) -> bool:
    """True when somebody filled in the cycle, the preparation or the tools."""
    plan = brief.plan
    return has_cycle(plan) or has_preparation(plan) or any(tool.done is not None for tool in plan.stage_tools)


def facts(brief: Brief) -> dict[str, Any]:
    """Raw values of the slide."""
    plan, steps = brief.plan, read_cycle(brief.plan, brief.as_of)
    done = [step for step in steps if step.state is StepState.DONE]
    late = [step for step in steps if step.state is StepState.LATE]
    behind = max((step for step in done if step.days is not None), key=lambda step: step.days or 0, default=None)
    span, freeze = span_of(plan), plan.purchasing.freeze
    answered = [tool for tool in plan.stage_tools if tool.done is not None]
    first_late = late[0] if late else None
    return {
        **brief.common,
        "blocks": _blocking(brief),
        "errors": brief.report.count(Severity.ERROR),
        "preparation": has_preparation(plan),
        "items": len(plan.preparation),
        "ready": sum(1 for item in plan.preparation if item.ready),
        "open_items": [_item_name(brief, item) for item in not_ready(plan)],
        "steps": len(steps) if has_cycle(plan) else 0,
        "done": len(done),
        "late": len(late),
        "late_step": _step_name(brief, first_late.step) if first_late else "",
        "late_days": first_late.days if first_late else None,
        "behind": behind.days if behind and (behind.days or 0) > 0 else None,
        "behind_step": _step_name(brief, behind.step) if behind else "",
        "cycle_end": span.end,
        "weeks": span.weeks,
        "undated_step": _step_name(brief, span.undated) if span.undated and has_cycle(plan) else "",
        "unusual": _is_unusual(brief, span.weeks),
        "freeze": freeze,
        "before_freeze": (freeze - span.end).days if freeze and span.end else None,
        "days_to_review": (plan.cover.review_date - brief.as_of).days if plan.cover.review_date and brief.as_of else None,
        "tools": len(plan.stage_tools) if answered else 0,
        "used": sum(1 for tool in answered if tool.done),
        "unused_stages": _unused(brief) if answered else [],
    }


def _step_name(brief: Brief, step: CycleStep) -> str:
    return fixed_name(brief, "AX17.step_name", step.number, step.step)


def _item_name(brief: Brief, item: Preparation) -> str:
    return fixed_name(brief, "AX17.item_name", item.number, item.item)


def _tool_name(brief: Brief, tool: StageTool) -> str:
    return fixed_name(brief, "AX17.tool_name", tool.number, tool.tool)


def _is_unusual(brief: Brief, weeks: int | None) -> bool:
    """True when the making of the plan takes fewer or more weeks than it should; False while that is not known."""
    return weeks is not None and not brief.policy["cycle.least_weeks"] <= weeks <= brief.policy["cycle.most_weeks"]


def _blocking(brief: Brief) -> list[str]:
    """What keeps the plan from being ready for review, in short words."""
    lacking, errors = [item for item in prework(brief.plan) if item.blocks], brief.report.count(Severity.ERROR)
    filled = brief.card.quality.complete_share
    words = {
        Obstacle.PREWORK: [brief.word(f"AX17.prework.{item.key}") for item in lacking],
        Obstacle.ERRORS: [brief.text("AX17.errors", count=errors)],
        # Rounded down, so that a share just below the one that is wanted does not read as if it were reached.
        Obstacle.CELLS: [brief.text("AX17.cells", filled=math.floor(filled * 100) / 100)],
        Obstacle.SIGN_OFF: [brief.word("AX17.not_signed")],
    }
    found = obstacles(
        open_prework=len(lacking),
        errors=errors,
        filled=filled,
        share=brief.policy["sections.ready"],
        signed_off=bool(brief.plan.cover.signed_off),
    )
    return [word for obstacle in found for word in words[obstacle]]


def _unused(brief: Brief) -> list[str]:
    stages = tools_by_phase(brief.plan)
    return [brief.word(f"AX17.stage.{phase.value}") for phase, tools in stages.items() if tools and not any(tool.done for tool in tools)]


def compose(brief: Brief) -> ProcessSlide | None:
    """The slide; None while nothing of it is filled in."""
    if not has_process(brief):
        return None
    data, plan = brief.facts[ID], brief.plan
    steps = read_cycle(plan, brief.as_of) if data["steps"] else ()
    _trace(brief, steps)
    return ProcessSlide(
        slide=frame(
            brief,
            ID,
            data,
            ranges=ranges_of(
                cells_of(plan.preparation, "ready", "note"),
                cells_of(plan.cycle, "planned", "done", "owner"),
                cells_of(plan.stage_tools, "done"),
            ),
            blocks=("preparation", "cycle", "stage_tools"),
            warnings=_full_notes(brief),
        ),
        steps=tuple(_chevron(brief, step) for step in steps),
        steps_alt=brief.text("AX17.alt", parts="; ".join(_said(brief, step) for step in steps)),
        heads=tuple(_head(brief, step.step, place) for place, step in enumerate(steps, 1)),
        names=tuple(_step_name(brief, step.step) for step in steps),
        cycle=_cycle(brief, steps) if steps else (),
        cycle_unit=_state_line(brief, brief.text("AX17.unit", **data) if steps else ""),
        gate=_gate(brief),
        preparation=_preparation(brief) if data["preparation"] else (),
        stages=_stages(brief) if data["tools"] else (),
        tools=_tools(brief) if data["tools"] else (),
    )


def _full_notes(brief: Brief) -> list[str]:
    """Notes in full, since the slide shows a line or two of those of the preparation and none of the tools'."""
    plan = brief.plan
    lines = [f"{item.number} {_item_name(brief, item)}: {item.note}" for item in plan.preparation if item.note]
    return [*lines, *(f"{tool.number} {_tool_name(brief, tool)}: {tool.note}" for tool in plan.stage_tools if tool.note)]


def _chevron(brief: Brief, step: StepReading) -> ChevronStep:
    return ChevronStep(label=_step_name(brief, step.step), state=_STEPS[step.state])


def _head(brief: Brief, step: CycleStep, place: int) -> Text:
    """What stands over a step's column: its number; in a bilingual deck its name in the second language, as the chevron has the first."""
    second = second_name(brief, "AX17.step_name", step.number, step.step)
    number = brief.text("AX17.step_head", number=step.number or place)
    return Rich((Span(second, tone="muted", points=-1),)) if second else number


def _said(brief: Brief, step: StepReading) -> str:
    return " ".join((_step_name(brief, step.step), brief.word(f"AX17.step_state.{step.state.value.replace(' ', '-')}"), _days(step)))


def _days(step: StepReading) -> str:
    if step.days is None:
        return ""
    return f"+{step.days}" if step.days > 0 else f"{MINUS}{-step.days}" if step.days else "0"


def _cycle(brief: Brief, steps: Sequence[StepReading]) -> tuple[ColumnRow, ...]:
    """Planned and done dates, the variance between them, and who does the step."""
    short = brief.numbers.short

    def row(key: str, cell: Callable[[StepReading], Text]) -> ColumnRow:
        return ColumnRow(label=brief.t(f"AX17.{key}"), cells=tuple(cell(step) for step in steps))

    return (
        row("planned", lambda step: short(step.step.planned)),
        row("done", lambda step: short(step.step.done)),
        row("variance", lambda step: _variance(brief, step)),
        row("owner", lambda step: brief.short_name(step.step.owner) or NOT_APPLICABLE),
    )


def _variance(brief: Brief, step: StepReading) -> Text:
    """Days against the plan: a step that is still open and late is off track, one done late is to watch."""
    if step.state is StepState.LATE:
        return marked(Status.OFF_TRACK, brief.text("AX17.late", days=step.days), brief.chinese, True)
    if step.days is None:
        return NOT_APPLICABLE
    if step.days > 0:
        return marked(Status.WATCH, brief.text("AX17.after", days=step.days), brief.chinese)
    return marked(Status.ON_TRACK, brief.text("AX17.before", days=-step.days) if step.days else brief.word("AX17.in_time"), brief.chinese)


def _state_line(brief: Brief, unit: str) -> Rich:
    """The three gates of account planning in their order (METHOD G18) with their state, then how long the cycle takes."""
    plan, factors = brief.plan, brief.card.factors
    placed = brief.card.selection.grade or brief.card.selection.criteria.mean is not None or plan.cover.account_class
    rated = Status.ON_TRACK if factors.rated == len(plan.factors) else Status.WATCH
    gates = {
        "segmentation": Status.ON_TRACK if placed else Status.NOT_ASSESSED,
        "assessment": rated if factors.rated else Status.NOT_ASSESSED,
        "plan": Status.OFF_TRACK if brief.facts[ID]["blocks"] else Status.ON_TRACK,
    }
    spans: list[Span] = []
    for gate, status in gates.items():
        spans.append(Span(" › " if spans else brief.word("AX17.gates")))
        spans += marked(status, brief.word(f"AX17.gate_name.{gate}"), brief.chinese).spans
    return Rich((*spans, *([Span(("；" if brief.chinese else "; ") + unit)] if unit else [])))


def _gate(brief: Brief) -> Rich:
    blocks = brief.facts[ID]["blocks"]
    if blocks:
        return marked(Status.OFF_TRACK, brief.text("AX17.blocked", count=len(blocks)), brief.chinese, True)
    return marked(Status.ON_TRACK, brief.word("AX17.free"), brief.chinese, True)


def _preparation(brief: Brief) -> tuple[PreparationRow, ...]:
    items = brief.plan.preparation
    lacking = {id(item.flagged) for item in prework(brief.plan) if not item.has_data}
    lines = 2 if sum(1 for item in items if width_of(item.note or "", NOTE_SIZE) > NOTE_WIDTH) <= LONG_NOTES else 1
    return tuple(_item(brief, item, id(item) in lacking, lines) for item in items)


def _item(brief: Brief, item: Preparation, lacks_data: bool, lines: int) -> PreparationRow:
    name = _item_name(brief, item)
    if lacks_data:
        state = marked(Status.OFF_TRACK, brief.word("AX17.no_data"), brief.chinese, True)
    elif item.ready:
        state = marked(Status.ON_TRACK, brief.word("AX17.ready"), brief.chinese)
    elif item.ready is YesNo.NO:
        state = marked(Status.OFF_TRACK, brief.word("AX17.not_ready"), brief.chinese, True)
    else:
        state = marked(Status.NOT_ASSESSED, brief.word("open"), brief.chinese)
    return PreparationRow(
        item=Rich((Span(name, bold=True),)) if item.part is PreparationPart.PREWORK else name,
        state=state,
        note=_note(item.note, lines) if item.note else NOT_APPLICABLE,
    )


def _note(note: str, lines: int) -> str:
    if lines == 1:
        return one_line(note, NOTE_WIDTH, NOTE_SIZE)
    pieces, _ = cut((Piece(note, NOTE_SIZE, False),), NOTE_WIDTH, lines)
    return "".join(piece.text for piece in pieces)


def _stages(brief: Brief) -> tuple[ToolColumn, ...]:
    return tuple(
        ToolColumn(
            name=brief.t(f"AX17.stage.{phase.value}"),
            count=brief.text("AX17.count", used=sum(1 for tool in tools if tool.done), tools=len(tools)),
        )
        for phase, tools in tools_by_phase(brief.plan).items()
    )


def _tools(brief: Brief) -> tuple[ToolRow, ...]:
    columns = [tools_by_phase(brief.plan)[phase] for phase in WorkPhase]
    deepest = max(len(column) for column in columns)
    return tuple(
        ToolRow(cells=tuple(_tool(brief, column[place]) if place < len(column) else _nothing() for column in columns))
        for place in range(deepest)
    )


def _tool(brief: Brief, tool: StageTool) -> Text:
    name = _tool_name(brief, tool)
    if tool.done is None:
        return Rich((Span(f"{NOT_APPLICABLE} {name}", tone="muted"),))
    status = Status.ON_TRACK if tool.done else Status.NOT_ASSESSED
    glyph, tone = GLYPHS[status]
    return Rich((Span(glyph, tone=tone, scale=1.0 if brief.chinese else 1.3), Span(" " + name)))


def _nothing() -> Text:
    return Rich((Span(NOT_APPLICABLE, tone="muted"),))


def _trace(brief: Brief, steps: Sequence[StepReading]) -> None:
    data, plan, trace = brief.facts[ID], brief.plan, brief.trace
    for step in steps:
        if step.days is not None:
            rule = brief.word("AX17.rule.late" if step.state is StepState.LATE else "AX17.rule.variance")
            cells = (step.step.at("planned"), step.step.at("done"))
            trace.add(ID, f"{step.step.number or ''} {_step_name(brief, step.step)}".strip(), _days(step), step.days, "days", rule, cells)
    if data["preparation"]:
        shown = f"{data['ready']} / {data['items']}"
        trace.add(ID, brief.word("AX17.ready"), shown, data["ready"], "count", "", cells_of(plan.preparation, "ready"))
    if data["tools"]:
        shown = f"{data['used']} / {data['tools']}"
        trace.add(ID, brief.word("AX17.tools"), shown, data["used"], "count", "", cells_of(plan.stage_tools, "done"))
