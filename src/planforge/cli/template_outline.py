"""`planforge template outline`: a template as text."""

from __future__ import annotations

from pathlib import Path

import click

from planforge.cli import shared, template_files
from planforge.errors import TemplateError


@click.command(name="outline", short_help="Print a template as text, for reading and for git diff.")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@shared.config_option
def command(file: Path, config_file: Path | None) -> None:
    """Print what is in a .pptx or .xlsx file as text: slides, shapes, texts, tables and notes; sheets, cells and formulas.

    The same file always gives the same lines, so git can show what changed in a template:

    \b
      git config diff.office.textconv "planforge template outline"
      echo "*.pptx diff=office" >> .gitattributes
      echo "*.xlsx diff=office" >> .gitattributes
    """
    path = template_files.named_file(file, shared.settings(config_file))
    click.echo(outline_of(path), nl=False)


def outline_of(path: Path) -> str:
    """The outline of a presentation or workbook.

    Raises:
        PlanForgeError: the file cannot be read.
    """
    from lxml import etree

    from planforge.office.outline import outline
    from planforge.office.xlsx.outline import outline as workbook_outline

    try:
        return (workbook_outline if template_files.kind_of(path) == "workbook" else outline)(path)
    except (etree.XMLSyntaxError, LookupError, ValueError) as error:
        raise TemplateError(f"{path.name} is damaged: a part is missing or broken.", "Open it in Office and save it again.") from error
