"""`catalog from-form`: a form that was filled in becomes a change of the catalog."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from catalog.codes import severity_of
from catalog.commands.places import find_root, lang_option, root_option
from catalog.findings import Severity, visible
from catalog.i18n import cli_texts, form_texts, plain_texts
from catalog.model.form import FormState
from catalog.model.text import Lang
from catalog.pipeline.options import BuildOptions, CatalogUnusable


@click.command("from-form")
@click.argument("file", metavar="FORM.json", type=click.Path(path_type=Path))
@click.option(
    "--format", "output_format", type=click.Choice(["text", "json"]), default="text", help="出力の形 / Output format."
)
@lang_option
@root_option
def from_form(file: Path, output_format: str, lang: Lang, root: Path | None) -> None:
    """フォームの答え（JSON）のとおりにカタログを変えます。 / Changes the catalog as a form (JSON) says."""
    from catalog.load.form_files import read_form
    from catalog.pipeline.forms import process_form
    from catalog.report.form import render_form, render_form_json

    root = find_root(root)
    if not file.is_file():
        key, texts = ("not_a_file", plain_texts(lang, "usage")) if file.is_dir() else ("no_such_path", cli_texts(lang))
        raise CatalogUnusable(texts[key].format(path=visible(str(file))))
    form = read_form(file)
    if form is None:
        raise CatalogUnusable(form_texts(lang)["not_a_form"].format(path=visible(str(file))))
    result = process_form(root, form, BuildOptions.from_environment(os.environ))
    click.echo(render_form_json(result) if output_format == "json" else render_form(result, lang))
    has_errors = any(severity_of(finding) is Severity.ERROR for finding in result.findings)
    sys.exit(1 if has_errors or result.state is not FormState.DONE else 0)
