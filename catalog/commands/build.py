"""`catalog build`: the site, without the datasets that have errors."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from catalog.commands.exit_codes import CLEAN, ERRORS_FOUND, TOOL_FAILED, exit_code
from catalog.commands.places import build_options, find_root, jobs_option, lang_option, root_option
from catalog.commands.printing import print_site
from catalog.i18n import cli_texts
from catalog.model.text import Lang


@click.command()
@click.option(
    "--site-dir",
    type=click.Path(file_okay=False, path_type=Path),
    help="サイトを書き出すフォルダー（既定: site）/ Where to write the site.",
)
@click.option("--strict", is_flag=True, help="注意もエラーとみなします / Treat warnings as errors.")
@lang_option
@jobs_option
@root_option
def build(site_dir: Path | None, strict: bool, lang: Lang, jobs: int | None, root: Path | None) -> None:
    """サイトを作ります。エラーのあるデータセットは除きます。 / Builds the site without datasets that have errors."""
    root = find_root(root)
    code, outcome = print_site(root, site_dir, build_options(jobs), lang, is_strict=strict)
    if outcome is None:
        sys.exit(TOOL_FAILED)
    if outcome.findings:
        from catalog.report.text import render_text

        click.echo(render_text(outcome.findings, lang, outcome.datasets + len(outcome.left_out)))
    texts = cli_texts(lang)
    if outcome.written is None:
        click.echo(texts["site_not_built"])
    else:
        place = site_dir or root / "site"
        click.echo(
            texts["site_built"].format(
                datasets=outcome.datasets, place=place, written=outcome.written, removed=outcome.removed
            )
        )
    for dataset in outcome.left_out if outcome.site_usable else ():
        click.echo(texts["left_out"].format(dataset=dataset))
    # In a strict build MkDocs' own warnings, such as a broken link in a guide, count as well.
    printer = CLEAN if code == 0 else ERRORS_FOUND if strict else TOOL_FAILED
    sys.exit(max(exit_code(outcome.findings, strict=strict), printer if outcome.site_usable else CLEAN))
