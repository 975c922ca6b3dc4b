"""The Office engine: compiles a file with tags once, renders it many times. It knows nothing of accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from planforge.office.compile import compile_template
    from planforge.office.render import CompiledTemplate, Rendered

__all__ = ["CompiledTemplate", "Rendered", "compile_template"]


def __getattr__(name: str) -> Any:
    """Loads the engine when it is first asked for, so that plain values such as `office.rich` stay cheap to import."""
    if name == "compile_template":
        from planforge.office.compile import compile_template

        return compile_template
    if name in ("CompiledTemplate", "Rendered"):
        from planforge.office import render

        return getattr(render, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
