"""The root command: lazy commands, exit codes, errors as sentences."""

import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

from planforge import __version__
from planforge.cli import COMMANDS, planforge
from planforge.errors import InputError


def run(*arguments: str):
    return CliRunner().invoke(planforge, list(arguments))


def program(*arguments: str, **settings) -> subprocess.CompletedProcess:
    return subprocess.run([sys.executable, "-m", "planforge", *arguments], capture_output=True, timeout=60, check=False, **settings)


def loaded_by(code: str) -> set[str]:
    show = "print('\\n'.join(sys.modules), file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", f"import sys\n{code}\n{show}"], capture_output=True, timeout=60, check=False)
    return set(done.stderr.decode().split())


@pytest.fixture
def failing(monkeypatch):
    """Makes `planforge check` raise what the test wants."""

    def install(error: BaseException) -> None:
        @click.command(name="check")
        def command() -> None:
            raise error

        monkeypatch.setattr(type(planforge), "get_command", lambda self, ctx, name: command)

    return install


def test_help_lists_every_command():
    result = run("--help")
    assert result.exit_code == 0
    for name in COMMANDS:
        assert f"  {name} " in result.output


def test_version():
    assert run("--version").output == f"planforge {__version__}\n"


def test_help_loads_no_command_and_no_heavy_library():
    modules = loaded_by("from planforge.cli import planforge\ntry: planforge.main(['--help'])\nexcept SystemExit: pass")
    assert "click" in modules
    assert not modules & {"rich", "lxml", "jinja2", "openpyxl", "pptx", "python_calamine", "planforge.pipeline", "planforge.cli.check"}


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_listed_command_can_be_asked_for_help(name):
    result = run(name, "--help")
    assert result.exit_code == 0
    assert result.output.startswith("Usage:")


def test_unknown_command_names_the_nearest():
    result = run("chekc")
    assert result.exit_code == 2
    assert "Did you mean check?" in result.stderr
    assert result.stdout == ""


def test_unknown_option_is_a_usage_error():
    result = run("check", "--nonsense", "x.xlsx")
    assert result.exit_code == 2
    assert "Usage:" in result.stderr


def test_planforge_error_is_a_sentence_with_a_hint(failing):
    failing(InputError("x.xlsx is damaged.", "Send it again."))
    result = run("check")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "Error: x.xlsx is damaged.\n  Send it again.\n"


@pytest.mark.parametrize(
    ("error", "code", "words"),
    [
        (OSError(28, "No space left on device", "out.pptx"), 2, "No space left on device (out.pptx)"),
        (KeyboardInterrupt(), 130, ""),
        (MemoryError(), 2, "not enough memory"),
        (ZeroDivisionError("oops"), 2, "PlanForge has a fault: ZeroDivisionError: oops"),
    ],
)
def test_every_other_exception_is_told_without_traceback(failing, monkeypatch, error, code, words):
    monkeypatch.delenv("PLANFORGE_TRACEBACK", raising=False)
    failing(error)
    result = run("check")
    assert result.exit_code == code
    assert words in result.stderr
    assert "Traceback" not in result.stderr
    if code == 130:
        assert result.stderr.strip() == ""


def test_a_fault_shows_its_traceback_when_asked(failing, monkeypatch):
    monkeypatch.setenv("PLANFORGE_TRACEBACK", "1")
    failing(ZeroDivisionError("oops"))
    assert "Traceback" in run("check").stderr


def test_a_closed_pipe_is_quiet():
    reader = subprocess.Popen([sys.executable, "-m", "planforge", "explain"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert reader.stdout is not None
    reader.stdout.close()
    assert reader.stderr is not None
    errors = reader.stderr.read()
    reader.stderr.close()
    assert reader.wait(60) == 0
    assert errors == b""


def test_output_is_utf_8_even_where_the_locale_is_not():
    done = program("explain", "WB101", env={"PATH": "", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"})
    assert done.returncode == 0
    done.stdout.decode("utf-8")


def test_symbols_have_a_plain_form_where_the_encoding_lacks_them():
    done = program("explain", env={"PATH": "", "PYTHONIOENCODING": "ascii"})
    assert done.returncode == 0
    assert b"x error" in done.stdout
    assert b"\\u" not in done.stdout
