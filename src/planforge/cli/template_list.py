"""`planforge template list`: the templates that PlanForge can use."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from planforge import __version__
from planforge.cli import console, shared, template_files
from planforge.cli.template_files import TemplateFile

SCHEMA = "planforge.template-list/1"
_LARGEST_PART = 20 * 1024 * 1024
_UNUSED = "not used by any command; planforge template check reads it"


@click.command(name="list", short_help="List the templates that ship with PlanForge and your own.")
@shared.format_option
@shared.config_option
def command(output_format: str, config_file: Path | None) -> None:
    """List the shipped templates and those in the folder that the settings file names as `templates`.

    A file of your own replaces the shipped one that has the same path below its folder.
    """
    config = shared.settings(config_file)
    files = template_files.template_files(config)
    sizes = [_size(file) for file in files]
    if output_format == "json":
        entries = [_entry(file, size) for file, size in zip(files, sizes, strict=True)]
        click.echo(json.dumps({"schema": SCHEMA, "planforge": __version__, "templates": entries}, ensure_ascii=False, indent=2))
        return
    for line in as_text(files, sizes, config.templates):
        click.echo(line)


def _size(file: TemplateFile) -> int | None:
    """How many slides or sheets a file has; None when it cannot be read."""
    import zipfile

    from lxml import etree

    part, tag = ("ppt/presentation.xml", "sldId") if file.is_deck else ("xl/workbook.xml", "sheet")
    try:
        with zipfile.ZipFile(file.path) as archive:
            if archive.getinfo(part).file_size > _LARGEST_PART:
                return None
            root = etree.fromstring(archive.read(part), etree.XMLParser(resolve_entities=False, no_network=True))
    except (OSError, zipfile.BadZipFile, KeyError, etree.XMLSyntaxError, NotImplementedError):
        return None
    # Sections list slides a second time, in a name space of their own.
    return sum(1 for element in root.iter(f"{{{root.nsmap.get(root.prefix)}}}{tag}"))


def _replaced(file: TemplateFile, files: Sequence[TemplateFile]) -> bool:
    return not file.own and any(other.own and other.place == file.place for other in files)


def as_text(files: Sequence[TemplateFile], sizes: Sequence[int | None], folder: Path | None) -> Iterator[str]:
    """The lines for people: shipped templates, then those of the company's own folder."""
    width = max((len(file.name) for file in files), default=0)
    rows = [(file, _row(file, size, width, _replaced(file, files))) for file, size in zip(files, sizes, strict=True)]
    yield click.style("Shipped with PlanForge", bold=True)
    yield from (row for file, row in rows if not file.own)
    yield ""
    yield click.style("Your own", bold=True)
    own = [row for file, row in rows if file.own]
    yield from own
    if not own:
        yield f"  none in {folder}" if folder else '  none; name a folder in planforge.toml: templates = "our-templates"'


def _row(file: TemplateFile, size: int | None, width: int, replaced: bool) -> str:
    kind = "PowerPoint" if file.is_deck else "Excel"
    count = "cannot be read" if size is None else console.counted(size, "slide" if file.is_deck else "sheet")
    use = "replaced by your own" if replaced else file.used_by or _UNUSED
    return f"  {console.one_line(file.name):<{width}}  {kind:<10}  {count:<14}  {use}"


def _entry(file: TemplateFile, size: int | None) -> dict[str, Any]:
    return {
        "name": file.name,
        "place": file.place,
        "kind": "pptx" if file.is_deck else "xlsx",
        "slides": size if file.is_deck else None,
        "sheets": None if file.is_deck else size,
        "own": file.own,
        "replaces_shipped": file.replaces,
        "used_by": file.used_by or None,
    }
