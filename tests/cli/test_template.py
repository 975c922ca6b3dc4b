"""`planforge template`: check, outline, list and names as a user meets them."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from planforge import resources
from planforge.cli import planforge, template_files
from planforge.cli.rulebook import all_rules
from planforge.cli.template import COMMANDS
from planforge.config import Config
from planforge.office.lint_rules import RULES
from planforge.office.outline import outline
from planforge.office.xlsx.outline import outline as workbook_outline
from planforge.pipeline import DECK_TEMPLATE, DECK_TEMPLATES, PORTFOLIO_TEMPLATE
from support.broken_templates import BROKEN


def run(*arguments: object) -> Result:
    return CliRunner().invoke(planforge, ["template", *map(str, arguments)])


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder as the current one."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def broken(here: Path) -> Path:
    path = here / "unknown-names.pptx"
    path.write_bytes(BROKEN["unknown-names"]().data)
    return path


# ------------------------------------------------------------ the group


def test_help_lists_every_command() -> None:
    output = run("--help").output
    for name, line in COMMANDS.items():
        assert f"  {name} " in output
        assert line in output


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_can_be_asked_for_help(name: str) -> None:
    result = run(name, "--help")
    assert result.exit_code == 0
    assert result.output.startswith(f"Usage: planforge template {name}")


def test_an_unknown_command_names_the_nearest() -> None:
    result = run("chekc", "x.pptx")
    assert result.exit_code == 2
    assert "There is no command 'chekc'. Did you mean check?" in result.stderr


@pytest.mark.parametrize("arguments", [["template", "--help"], ["template", "check", "--help"], ["template", "names", "--help"]])
def test_help_loads_no_heavy_library(arguments: list[str]) -> None:
    program = f"import sys\nfrom planforge.cli import planforge\ntry: planforge.main({arguments!r})\nexcept SystemExit: pass\n"
    show = "print('\\n'.join(sys.modules), file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", program + show], capture_output=True, timeout=60, check=False)
    assert not set(done.stderr.decode().split()) & {"lxml", "jinja2", "pptx", "openpyxl", "rich", "planforge.pipeline"}
    assert done.stdout.startswith(b"Usage:")


# ------------------------------------------------------------ check


def test_check_names_slide_shape_tag_and_word(broken: Path) -> None:
    result = run("check", broken)
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert lines[0] == "unknown-names.pptx  2 slides"
    assert "  Slide 1  A02  {{ page.slide.titel }}" in lines
    assert "    table, cell R2C1" in lines
    at = lines.index("    loop, paragraph 2")
    assert lines[at + 1].endswith("Kpi has no 'figur'; did you mean 'figure'?")
    assert lines[at + 2].endswith("{{ k.figur }}")
    assert lines[at + 3].index("^") == lines[at + 2].index("figur")
    assert lines[at + 3].strip() == "^^^^^"
    assert lines[-1] == "  11 errors, 0 warnings, 0 notes"


def test_carets_stand_below_the_word_behind_chinese_characters(here: Path) -> None:
    from planforge.cli.template_check import _tag_lines

    tag, carets = _tag_lines("{{ '客户' ~ cover.titel }}", "CoverSlide has no 'titel'; did you mean 'title'?")
    assert carets.index("^") == tag.index("titel") + len("客户")


def test_a_hint_is_given_once(broken: Path) -> None:
    assert run("check", broken).stdout.count("Use one of the names of the data") == 1


@pytest.mark.parametrize(
    ("arguments", "code"),
    [([], 0), (["--fail-on", "warning"], 1), (["--fail-on", "never"], 0), (["--fail-on", "warning", "--ignore", "TP139,TP141,TP146"], 0)],
)
def test_exit_codes_follow_fail_on(here: Path, arguments: list[str], code: int) -> None:
    (here / "fonts.pptx").write_bytes(BROKEN["fonts"]().data)
    assert run("check", "fonts.pptx", *arguments).exit_code == code


def test_check_select_and_ignore(here: Path) -> None:
    (here / "fonts.pptx").write_bytes(BROKEN["fonts"]().data)
    found = json.loads(run("check", "fonts.pptx", "--select", "tp146", "--format", "json").stdout)
    assert {finding["code"] for finding in found["findings"]} == {"TP146"}
    result = run("check", "fonts.pptx", "--ignore", "TP999")
    assert result.exit_code == 2
    assert "TP999 is no rule code" in result.stderr


def test_check_as_json(broken: Path) -> None:
    result = run("check", broken, "--format", "json")
    found = json.loads(result.stdout)
    assert (found["schema"], found["file"], found["exit_code"]) == ("planforge.template-check/1", "unknown-names.pptx", 1)
    assert found["counts"] == {"error": 11, "warning": 0, "info": 0}
    assert found["slides"][0] == {"slide": 1, "id": "A02", "title": "{{ page.slide.titel }}"}
    finding = next(item for item in found["findings"] if item["shape"] == "table")
    assert finding == {
        "code": "TP101",
        "name": "unknown-name",
        "severity": "error",
        "message": "SectionRow has no 'sektion'; did you mean 'section'?",
        "hint": "Use one of the names of the data, spelled as there.",
        "slide": 1,
        "slide_id": "A02",
        "slide_title": "{{ page.slide.titel }}",
        "shape": "table",
        "part": "cell R2C1",
        "paragraph": 1,
        "tag": "{{ r.sektion }}",
        "at": {"start": 5, "length": 7},
        "cell": None,
    }


def test_names_go_unchecked_when_asked(broken: Path) -> None:
    found = json.loads(run("check", broken, "--for", "none", "--format", "json").stdout)
    assert {finding["tag"] for finding in found["findings"]} == {"{{ cover.title | uper }}", "{{ cover.title | tone('gud') }}"}


@pytest.mark.parametrize("name", ["account-review.pptx", "pptx/account-review/account-review.pptx", "account-review"])
def test_a_template_may_be_named_in_three_ways(here: Path, name: str) -> None:
    assert template_files.named_file(Path(name), Config()) == resources.template(DECK_TEMPLATE)


@pytest.mark.parametrize("name", ["account-review", "portfolio"])
def test_shipped_templates_are_known_by_name_and_clean(here: Path, name: str) -> None:
    result = run("check", name, "--fail-on", "info")
    assert result.exit_code == 0
    assert "No problems found." in result.stdout


def test_check_reads_workbooks_too(here: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    book.active["B2"] = "{{ summry.title }}"
    book.save(here / "ours.xlsx")
    result = run("check", "ours.xlsx")
    assert result.exit_code == 1
    assert "    B2\n" in result.stdout
    assert "TP101" in result.stdout
    found = json.loads(run("check", "ours.xlsx", "--format", "json").stdout)["findings"][0]
    assert (found["cell"], found["slide"], found["shape"]) == ("Sheet!B2", None, None)


def test_the_kind_of_a_file_is_read_from_its_content(here: Path) -> None:
    (here / "blob").write_bytes(BROKEN["fonts"]().data)
    assert "7 warnings" in run("check", "blob").stdout
    assert run("outline", "blob").stdout == outline(here / "blob")


@pytest.mark.parametrize("command", ["check", "outline"])
@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("missing.pptx", "There is no file missing.pptx."),
        ("acount-review", "Did you mean account-review"),
        ("folder", "folder is a folder, not a template."),
        ("text.pptx", "text.pptx is not an Office file."),
        ("old.ppt", "open it and save it as .pptx."),
        ("other.zip", "other.zip is neither a PowerPoint nor an Excel file."),
    ],
)
def test_a_wrong_file_is_one_sentence(here: Path, command: str, name: str, words: str) -> None:
    import zipfile

    (here / "folder").mkdir()
    (here / "text.pptx").write_text("hello")
    (here / "old.ppt").write_bytes(b"\xd0\xcf\x11\xe0")
    with zipfile.ZipFile(here / "other.zip", "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    result = run(command, name)
    assert result.exit_code == 2
    assert words in result.stderr or words in str(getattr(result.exception, "message", "")) + str(getattr(result.exception, "hint", ""))
    assert result.stdout == ""


# ------------------------------------------------------------ outline


def test_shipped_templates_can_be_read_as_text(here: Path) -> None:
    assert run("outline", "account-review").stdout == outline(resources.template(DECK_TEMPLATE))
    assert run("outline", "portfolio").stdout == workbook_outline(resources.template(PORTFOLIO_TEMPLATE))


def test_the_outline_of_a_broken_template_says_nothing_of_its_faults(broken: Path) -> None:
    result = run("outline", broken)
    assert result.exit_code == 0
    assert "    | {{ Cover.title }}" in result.stdout.splitlines()
    assert "TP101" not in result.output


def test_the_outline_of_a_master_without_slides_lists_its_layouts(here: Path) -> None:
    from pptx import Presentation

    Presentation().save(here / "master.potx")
    lines = run("outline", "master.potx").stdout.splitlines()
    assert lines[:3] == ["presentation without slides", "- layout 'Title Slide'", "- layout 'Title and Content'"]
    assert run("check", "master.potx").exit_code != 0


# ------------------------------------------------------------ list


def test_list_names_shipped_templates_without_paths(here: Path) -> None:
    lines = run("list").stdout.splitlines()
    assert lines[0] == "Shipped with PlanForge"
    row = next(line for line in lines if line.split()[:1] == ["account-review"])
    assert "PowerPoint" in row
    assert "slides" in row
    assert "planforge deck, build, demo" in row
    assert str(resources.template(DECK_TEMPLATE).parent) not in "\n".join(lines)
    assert "none; name a folder in planforge.toml" in lines[-1]


def test_list_says_what_every_shipped_template_is_used_for(here: Path) -> None:
    used = {entry["place"]: entry["used_by"] for entry in json.loads(run("list", "--format", "json").stdout)["templates"]}
    assert all(used.values()), used
    for variant, place in DECK_TEMPLATES.items():
        assert used[place].startswith("planforge deck"), place
        assert f"--variant {variant}" in used[place] or variant == "full"


def test_list_shows_own_templates_and_what_they_replace(here: Path) -> None:
    own = here / "ours"
    (own / "pptx/account-review").mkdir(parents=True)
    (own / "pptx/account-review/account-review.pptx").write_bytes(BROKEN["chinese"]().data)
    (own / "one-pager.pptx").write_bytes(BROKEN["fonts"]().data)
    (own / "~$one-pager.pptx").write_text("lock")
    (own / "cut.xlsx").write_text("cut")
    (here / "planforge.toml").write_text('templates = "ours"\n')
    text = run("list").stdout
    shipped, _, ours = text.partition("Your own")
    assert "replaced by your own" in shipped
    assert [line.split()[0] for line in ours.splitlines()[1:]] == ["cut", "one-pager", "account-review"]
    assert "cannot be read" in ours
    assert "not used by any command" in ours
    entries = json.loads(run("list", "--format", "json").stdout)["templates"]
    replaced = [entry for entry in entries if entry["replaces_shipped"]]
    assert [(entry["place"], entry["slides"], entry["own"]) for entry in replaced] == [("pptx/account-review/account-review.pptx", 1, True)]


def test_check_takes_the_own_template_of_a_name(here: Path) -> None:
    own = here / "ours/pptx/account-review"
    own.mkdir(parents=True)
    (own / "account-review.pptx").write_bytes(BROKEN["unknown-names"]().data)
    (here / "planforge.toml").write_text('templates = "ours"\n')
    shutil.copytree(resources.template(DECK_TEMPLATE).parent / "texts", own / "texts")
    assert "11 errors" in run("check", "account-review").stdout


def test_a_templates_folder_that_does_not_exist_is_told(here: Path) -> None:
    (here / "planforge.toml").write_text('templates = "gone"\n')
    result = run("list")
    assert result.exit_code != 0
    assert "The templates folder gone does not exist." in (result.stderr or str(result.exception))


# ------------------------------------------------------------ names


def test_names_have_type_example_and_meaning(here: Path) -> None:
    found = json.loads(run("names", "--format", "json").stdout)
    names = {entry["name"]: entry for entry in found["names"]}
    assert names["page.sections"]["many"] is True
    assert names["page.sections"]["type"] == "list of SectionRow"
    assert names["page.sections[].slide"]["doc"] == "`slide` is the id of the slide to jump to."
    assert names["cover.facts[][0]"]["example"] == "Account manager"
    assert names["factors.radar"]["type"] == "chart data"
    assert names["deck.draft"] == {"name": "deck.draft", "type": "yes or no", "many": False, "example": "no", "doc": ""}
    assert {entry["name"] for entry in found["functions"]} == {"t", "page_of", "pages_of"}
    assert all(entry["doc"] for entry in found["filters"]), "every filter is explained"
    assert {"key": "status", "en": "Status", "zh": "状态"} in found["texts"]


def test_names_can_be_narrowed(here: Path) -> None:
    lines = run("names", "--filter", "Page.KPIS").stdout.splitlines()
    assert [line.split()[0] for line in lines[1:]] == [
        "page.kpis",
        "page.kpis[].figure",
        "page.kpis[].unit",
        "page.kpis[].label",
        "page.kpis[].tone",
    ]
    result = run("names", "--filter", "covre")
    assert result.exit_code == 2
    assert "Did you mean cover" in result.stderr


def test_examples_come_from_the_plan_that_is_named(here: Path) -> None:
    found = run("names", "--sample", resources.samples() / "haiyue-rail_2025Q3.xlsx", "--filter", "cover.title").stdout
    assert "haiyue-rail_2025Q3.xlsx" in found
    assert run("names", "--sample", "nothing.xlsx").exit_code != 0


def test_every_listed_name_passes_the_check(here: Path) -> None:
    """What `names` lists, `check` accepts: each name in a tag of its own, lists through a loop."""
    from planforge.office.lint import lint_deck
    from planforge.review import ReviewContext
    from support.decks import Deck

    found = json.loads(run("names", "--format", "json").stdout)
    tags = []
    for entry in found["names"]:
        *lists, last = entry["name"].split("[].") if not entry["name"].endswith("[]") else [entry["name"]]
        opened, owner = "", ""
        for number, part in enumerate(lists):
            opened += f"{{% for v{number} in {owner}{part} %}}"
            owner = f"v{number}."
        expression = f"{owner}{last}"
        if "[][" in expression:
            head, _, tail = expression.partition("[]")
            opened, expression = opened + f"{{% for w in {head} %}}", f"w{tail}"
        tags.append(opened + f"{{{{ {expression} }}}}" + "{% endfor %}" * opened.count("{% for"))
    tags += [f'{{{{ t("{entry["key"]}") }}}}' for entry in found["texts"]]
    deck = Deck()
    deck.add("Names")
    deck.text("\n".join(tags))
    texts = [entry["key"] for entry in found["texts"]]
    errors = [f.message for f in lint_deck(deck.bytes, context=ReviewContext, texts=texts).findings if f.severity == "error"]
    assert errors == []
    assert len(tags) > 500


def test_names_of_the_workbook_are_listed_after_those_of_the_deck(here: Path) -> None:
    text = run("names").stdout
    deck, _, book = text.partition("Excel: names of the consolidated workbook")
    assert deck.startswith("PowerPoint: names of the account review")
    listed = {line.split()[0]: line for line in book.splitlines() if line.startswith("  ")}
    assert "list of AccountRow" in listed["accounts"]
    assert "108.0" in listed["accounts[].revenue"]
    assert "segments[].value_box" in listed
    assert "findings" not in listed, "findings are for the report, not for the template"
    assert listed["t.yes"].split()[1:] == ["yes", "是"]
    assert run("names", "--for", "portfolio").stdout.startswith("Excel: names of the consolidated workbook")
    assert "Excel:" not in run("names", "--for", "account-review").stdout
    found = json.loads(run("names", "--for", "portfolio", "--format", "json").stdout)
    assert (found["names"], found["texts"], found["filters"]) == ([], [], [])
    assert {"name": "t.yes", "en": "yes", "zh": "是"} in found["portfolio"]["texts"]


def test_every_listed_name_of_the_workbook_passes_the_check(here: Path) -> None:
    from openpyxl import Workbook
    from openpyxl.comments import Comment

    found = json.loads(run("names", "--for", "portfolio", "--format", "json").stdout)["portfolio"]
    plain = [entry["name"] for entry in found["names"] if "[" not in entry["name"] and not entry["many"]]
    plain += [entry["name"] for entry in found["texts"]]
    book = Workbook()
    for row, name in enumerate(plain, 1):
        book.active.cell(row, 1, f"{{{{ {name} }}}}")
    for entry in found["names"]:
        if entry["many"] and "[" not in entry["name"]:
            inside = [e["name"].partition("[].")[2] for e in found["names"] if e["name"].startswith(f"{entry['name']}[].")]
            sheet = book.create_sheet(entry["name"])
            sheet["A1"].comment = Comment(f"for: x in {entry['name']}", "Author")
            for column, name in enumerate((name for name in inside if "[" not in name), 1):
                sheet.cell(1, column, f"{{{{ x.{name} }}}}")
    book.save(here / "names.xlsx")
    problems = json.loads(run("check", "names.xlsx", "--format", "json").stdout)["findings"]
    assert [problem["message"] for problem in problems if problem["code"] == "TP101"] == []
    assert len(plain) > 150


# ------------------------------------------------------------ codes


def test_every_lint_rule_can_be_explained() -> None:
    known = all_rules()
    for info in RULES:
        assert known[info.code] is info
    assert len({info.code for info in RULES}) == len(RULES)


def test_no_code_stands_for_two_faults() -> None:
    from importlib import import_module

    from planforge.cli import rulebook
    from planforge.diagnostics.rule import RuleInfo

    rules = {info for name in rulebook._ENGINE_MODULES for info in vars(import_module(name)).values() if isinstance(info, RuleInfo)}
    codes = sorted(info.code for info in rules)
    assert codes == sorted(set(codes))
