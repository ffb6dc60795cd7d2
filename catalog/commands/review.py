"""`catalog review`: all that a pull request shows."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from catalog.commands.places import build_options, find_root, jobs_option, lang_option, root_option
from catalog.i18n import cli_texts
from catalog.model.text import Lang
from catalog.pipeline.options import CatalogUnusable
from catalog.report.progress import terminal_progress


@click.command()
@click.argument("revision", metavar="REF")
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    help="結果を書き出すフォルダー / Folder for comment.md, review.json, annotations.txt and maps.",
)
@click.option(
    "--format",
    "output_format",
    type=click.Choice(["markdown", "json", "github"]),
    default="markdown",
    help="画面に出す形 / What is printed.",
)
@lang_option
@jobs_option
@root_option
def review(
    revision: str, output: Path | None, output_format: str, lang: Lang, jobs: int | None, root: Path | None
) -> None:
    """プルリクエストに示すことを、変わったところだけ調べて作ります。 / Makes all that a pull request shows."""
    from catalog.model.review import Verdict
    from catalog.pipeline.review import review_changes, review_files
    from catalog.store.new_files import write_reports

    root = _root(root)
    options = build_options(jobs)
    with terminal_progress(cli_texts(lang)["checking"]) as progress:
        found = review_changes(root, options, revision, progress)
    files = review_files(found, lang)
    if output is not None:
        write_reports(output, files)
    click.echo(files[{"markdown": "comment.md", "json": "review.json", "github": "annotations.txt"}[output_format]])
    sys.exit(1 if found.verdict is Verdict.ERRORS else 0)


def _root(stated: Path | None) -> Path:
    """Return the catalog's folder, also where the change has left nothing of ``datasets``."""
    try:
        return find_root(stated)
    except CatalogUnusable:
        return (stated or Path.cwd()).resolve()
