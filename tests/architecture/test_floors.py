"""The shape of the house: imports go down the floors, brand colours live in one place, names are the field's."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "planforge"
MODULES = sorted(SOURCE.rglob("*.py"))
_HEX_COLOUR = re.compile(r"""["']#?[0-9A-Fa-f]{6}["']""")
_PALETTE_MODULES = {"tokens.py"}


def test_import_contracts_hold() -> None:
    from importlinter.cli import lint_imports

    assert lint_imports(config_filename=str(ROOT / "pyproject.toml"), cache_dir=None) == 0


@pytest.mark.parametrize("module", MODULES, ids=lambda p: p.relative_to(SOURCE).as_posix())
def test_no_brand_colours_outside_the_palette(module: Path) -> None:
    if module.name in _PALETTE_MODULES:
        return
    found = [text for text in _HEX_COLOUR.findall(module.read_text(encoding="utf-8")) if not text.strip("'\"#").isdigit()]
    assert not found, f"theme slots only, found {found}"


@pytest.mark.parametrize("module", MODULES, ids=lambda p: p.relative_to(SOURCE).as_posix())
def test_module_is_named_and_described(module: Path) -> None:
    assert module.stem not in {"utils", "helpers", "common", "misc"}
    assert ast.get_docstring(ast.parse(module.read_text(encoding="utf-8"))), "every module says what it is"


def _texts(call: ast.Call) -> str:
    """The first argument's text, empty when it is no constant."""
    first = call.args[0] if call.args else None
    value = first.value if isinstance(first, ast.Constant) else ""
    return value.decode("latin-1") if isinstance(value, bytes) else str(value)


def _patterns_that_replace(tree: ast.AST) -> list[str]:
    """Patterns of `re.sub(…)` and of compiled expressions on which `.sub` is called."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    compiled = {
        ast.unparse(node.targets[0]): _texts(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call) and ast.unparse(node.value.func) == "re.compile"
    }
    subs = [call for call in calls if isinstance(call.func, ast.Attribute) and call.func.attr in {"sub", "subn"}]
    owners = [(ast.unparse(call.func.value), call) for call in subs if isinstance(call.func, ast.Attribute)]
    return [_texts(call) if owner == "re" else compiled.get(owner, "") for owner, call in owners]


@pytest.mark.parametrize("module", MODULES, ids=lambda p: p.relative_to(SOURCE).as_posix())
def test_xml_is_never_edited_with_regular_expressions(module: Path) -> None:
    found = [pattern for pattern in _patterns_that_replace(ast.parse(module.read_text(encoding="utf-8"))) if re.search("</?[a-z]", pattern)]
    assert not found


def test_the_search_for_edited_xml_finds_it() -> None:
    program = 'import re\nA = re.compile(rb"<c .*</c>")\nA.sub(b"", x)\nre.sub("<a:t>", "", y)\nB = re.compile("<c>")\nB.search(z)'
    assert _patterns_that_replace(ast.parse(program)) == ["<c .*</c>", "<a:t>"]


@pytest.mark.parametrize(
    ("arguments", "forbidden"),
    [
        (["--help"], ("pptx", "openpyxl", "jinja2", "lxml", "rich", "python_calamine")),
        (["check", "--help"], ("pptx", "openpyxl", "jinja2", "lxml")),
        (["build", "--help"], ("pptx", "openpyxl", "lxml")),
    ],
)
def test_heavy_libraries_load_only_where_used(arguments: list[str], forbidden: tuple[str, ...]) -> None:
    program = (
        "import sys\n"
        "from planforge.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print('LOADED', *sorted({name.split('.')[0] for name in sys.modules}))"
    )
    out = subprocess.run([sys.executable, "-c", program, *arguments], capture_output=True, text=True, check=True).stdout
    loaded = set(out.rsplit("LOADED", 1)[1].split())
    assert not loaded & set(forbidden)
