"""`catalog inspect`: what a file really is."""

from __future__ import annotations

from pathlib import Path

import click

from catalog.commands.places import lang_option
from catalog.findings import visible
from catalog.i18n import cli_texts
from catalog.model.text import Lang
from catalog.pipeline.options import CatalogUnusable


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--sheet", help="調べるシートの名前（既定はデータのあるシート）/ Sheet; by default the one with the records."
)
@click.option(
    "--format", "output_format", type=click.Choice(["text", "json"]), default="text", help="出力の形 / Output format."
)
@lang_option
def inspect(file: Path, sheet: str | None, output_format: str, lang: Lang) -> None:
    """FILE の中身を調べます（種類、文字コード、表、列）。 / Says what FILE really is: its type, table, columns."""
    from catalog.pipeline.inspection import inspect_file
    from catalog.report.inspection import render_inspection_json
    from catalog.report.inspection_text import render_inspection_text

    if not file.is_file():
        key = "is_a_folder" if file.is_dir() else "no_such_path"
        raise CatalogUnusable(cli_texts(lang)[key].format(path=visible(str(file))))
    inspection = inspect_file(file, sheet=sheet)
    click.echo(
        render_inspection_json(inspection) if output_format == "json" else render_inspection_text(inspection, lang)
    )
