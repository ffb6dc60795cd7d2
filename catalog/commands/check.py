"""`catalog check`: the findings of datasets, or of files that belong to no catalog yet."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import click

from catalog.commands.exit_codes import exit_code
from catalog.commands.places import build_options, concerns, find_root, jobs_option, lang_option, root_option, uri_below
from catalog.findings import Finding
from catalog.i18n import cli_texts
from catalog.model.text import Lang
from catalog.report.progress import terminal_progress

Format = Literal["text", "json", "github", "markdown"]


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--changed",
    metavar="REF",
    help="git の REF から変わったものだけ / Only what differs from REF in git.",
)
@click.option(
    "--format",
    "output_format",
    type=click.Choice(["text", "json", "github", "markdown"]),
    default="text",
    help="出力の形 / Output format.",
)
@lang_option
@jobs_option
@root_option
def check(
    paths: tuple[Path, ...],
    changed: str | None,
    output_format: Format,
    lang: Lang,
    jobs: int | None,
    root: Path | None,
) -> None:
    """データセットやファイルを検査します（PATH を省くとすべて）。 / Checks datasets, files, or all without PATH."""
    from catalog.pipeline.whole import check_catalog  # so that help comes at once

    loose = [path for path in paths if _is_loose(path, root)]
    findings = _inspected(loose)
    if loose and len(loose) == len(paths):
        click.echo(_report(findings, output_format, lang, 0, len(loose)))
        sys.exit(exit_code(findings))
    root = find_root(root)
    options = build_options(jobs)
    prefixes = [uri_below(root, path) for path in paths if path not in loose]
    with terminal_progress(cli_texts(lang)["checking"]) as progress:
        if changed is None:
            build = check_catalog(root, options, lambda folder: concerns(folder.uri, prefixes), progress)
        else:
            from catalog.pipeline.changes import check_changes

            build = check_changes(root, options, changed, lambda folder: concerns(folder.uri, prefixes), progress)
    findings += [finding for finding in build.findings if concerns(finding.location.path, prefixes)]
    click.echo(_report(findings, output_format, lang, len(build.results), len(loose)))
    sys.exit(exit_code(findings))


def _inspected(files: Sequence[Path]) -> list[Finding]:
    """Return what is wrong with single files; without any, the third of a second that the import takes is saved."""
    if not files:
        return []
    from catalog.pipeline.inspection import inspect_file

    return [finding for file in files for finding in inspect_file(file).findings]


def _is_loose(path: Path, root: Path | None) -> bool:
    """Return whether *path* is a file that belongs to no catalog, such as one that may become a part of it."""
    absolute = Path(os.path.abspath(path))  # noqa: PTH100 (resolve() would follow links)
    if not absolute.is_file():
        return False
    here = (root or Path.cwd()).resolve()
    places = (folder / "datasets" for folder in ([here] if root else [here, *here.parents]))
    return not any(absolute.is_relative_to(place) and place.is_dir() for place in places)


def _report(findings: list[Finding], output_format: Format, lang: Lang, dataset_count: int, file_count: int) -> str:
    from catalog.report.github import render_github
    from catalog.report.json import render_json
    from catalog.report.markdown import render_markdown
    from catalog.report.text import render_text

    if output_format == "json":
        return render_json(findings, dataset_count, file_count)
    if output_format == "github":
        return render_github(findings, lang)
    if output_format == "markdown":
        return render_markdown(findings, lang, dataset_count, file_count)
    return render_text(findings, lang, dataset_count, file_count)
