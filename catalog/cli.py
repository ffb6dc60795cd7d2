"""The `catalog` command: arguments, exit codes, progress. It does no work of its own.

Exit codes: 0 clean (warnings allowed), 1 errors found in the data, 2 the tool or its configuration failed.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any, Literal, NoReturn

import click

from catalog import __version__
from catalog.codes import severity_of
from catalog.commands.adopt import adopt
from catalog.commands.diff import diff
from catalog.commands.fmt import fmt
from catalog.commands.from_form import from_form
from catalog.commands.new import new
from catalog.commands.owners import owners
from catalog.commands.places import (
    build_options,
    concerns,
    find_root,
    jobs_option,
    lang_option,
    nearest_root,
    root_option,
    uri_below,
)
from catalog.commands.preview import preview
from catalog.commands.printing import print_site
from catalog.commands.remind import remind
from catalog.commands.rename import rename
from catalog.commands.review import review
from catalog.commands.serve import serve
from catalog.commands.withdraw import withdraw
from catalog.findings import Finding, Severity, visible
from catalog.i18n import cli_texts
from catalog.model.text import Lang
from catalog.pipeline.options import CatalogUnusable, explain
from catalog.report.github import render_github
from catalog.report.json import render_json
from catalog.report.markdown import render_markdown
from catalog.report.progress import terminal_progress
from catalog.report.text import render_text

CLEAN, ERRORS_FOUND, TOOL_FAILED = 0, 1, 2

Format = Literal["text", "json", "github", "markdown"]


class _Group(click.Group):
    def main(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Run a command; whatever goes wrong with the tool itself is one line and exit code 2."""
        try:
            super().main(*args, **kwargs)
        except Exception as error:
            if os.environ.get("CATALOG_TRACEBACK"):
                raise
            click.echo(f"catalog: {explain(error)}", err=True)
        sys.exit(TOOL_FAILED)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="catalog")
def main() -> None:
    """まちのオープンデータカタログを作ります。 / Makes a static open-data catalog."""


for command in (new, fmt, diff, rename, withdraw, serve, from_form, review, adopt, preview, owners, remind):
    main.add_command(command)


@main.command()
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
    from catalog.pipeline.changes import check_changes  # the other commands leave this to MkDocs' process
    from catalog.pipeline.inspection import inspect_file
    from catalog.pipeline.whole import check_catalog

    loose = [path for path in paths if _is_loose(path, root)]
    findings = [finding for file in loose for finding in inspect_file(file).findings]
    if loose and len(loose) == len(paths):
        click.echo(_report(findings, output_format, lang, 0, len(loose)))
        sys.exit(_exit_code(findings, strict=False))
    root = find_root(root)
    options = build_options(jobs)
    prefixes = [uri_below(root, path) for path in paths if path not in loose]
    with terminal_progress(cli_texts(lang)["checking"]) as progress:
        if changed is None:
            build = check_catalog(root, options, lambda folder: concerns(folder.uri, prefixes), progress)
        else:
            build = check_changes(root, options, changed, lambda folder: concerns(folder.uri, prefixes), progress)
    findings += [finding for finding in build.findings if concerns(finding.location.path, prefixes)]
    click.echo(_report(findings, output_format, lang, len(build.results), len(loose)))
    sys.exit(_exit_code(findings, strict=False))


def _is_loose(path: Path, root: Path | None) -> bool:
    """Return whether *path* is a file that belongs to no catalog, such as one that may become a part of it."""
    absolute = Path(os.path.abspath(path))  # noqa: PTH100 (resolve() would follow links)
    if not absolute.is_file():
        return False
    here = (root or Path.cwd()).resolve()
    return not any(
        absolute.is_relative_to(folder) and (folder / "datasets").is_dir()
        for folder in ([here] if root else [here, *here.parents])
    )


def _report(findings: list[Finding], output_format: Format, lang: Lang, dataset_count: int, file_count: int) -> str:
    if output_format == "json":
        return render_json(findings, dataset_count, file_count)
    if output_format == "github":
        return render_github(findings, lang)
    if output_format == "markdown":
        return render_markdown(findings, lang, dataset_count, file_count)
    return render_text(findings, lang, dataset_count, file_count)


@main.command()
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


@main.command()
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--write", is_flag=True, help="ファイルを書きかえます（既定は見せるだけ）/ Make the repairs.")
@click.option(
    "--format",
    "output_format",
    type=click.Choice(["text", "json", "markdown"]),
    default="text",
    help="出力の形 / Output format.",
)
@lang_option
@root_option
def fix(paths: tuple[Path, ...], write: bool, output_format: str, lang: Lang, root: Path | None) -> None:
    """答えが一つに決まるところを直します（PATH はファイルかフォルダ）。 / Repairs what has one right answer."""
    from catalog.pipeline.repair import RepairTask, repair_files
    from catalog.report.repairs import NOT_MADE, count_repairs, render_repairs
    from catalog.report.repairs_json import render_repairs_json
    from catalog.report.repairs_markdown import render_repairs_markdown

    root = find_root(root) if root is not None else nearest_root(Path.cwd())
    uris, files = _split_paths(paths, root, lang)
    done = repair_files(RepairTask(root, lambda uri: bool(uris) and concerns(uri, uris), files, is_write=write))
    if output_format == "json":
        click.echo(render_repairs_json(done))
    elif output_format == "markdown":
        click.echo(render_repairs_markdown(done, lang, is_write=write))
    else:
        click.echo(render_repairs(done, lang, is_write=write))
    if any(file.trouble in NOT_MADE for file in done):
        sys.exit(TOOL_FAILED)
    _, waiting, by_hand = count_repairs(done)
    is_left = waiting or by_hand or any(file.findings or file.trouble for file in done)
    sys.exit(ERRORS_FOUND if is_left else CLEAN)


def _split_paths(paths: tuple[Path, ...], root: Path | None, lang: Lang) -> tuple[list[str], list[tuple[Path, str]]]:
    """Return the places in the catalog that are named, and the files, each with what it is called."""
    uris: list[str] = []
    files: dict[Path, str] = {}
    for path in paths:
        absolute = Path(os.path.abspath(path))  # noqa: PTH100 (resolve() would follow links)
        if not os.path.lexists(absolute):
            raise CatalogUnusable(cli_texts(lang)["no_such_path"].format(path=visible(str(path))))
        is_folder = absolute.is_dir() and not absolute.is_symlink()
        uri = absolute.relative_to(root).as_posix() if root is not None and absolute.is_relative_to(root) else None
        if uri is not None:
            uris.append(uri)
        if not is_folder:
            files[absolute] = uri or str(path)
        elif uri is None:
            raise CatalogUnusable(cli_texts(lang)["folder_outside"].format(path=visible(str(path))))
    return uris, list(files.items())


@main.command()
@click.option(
    "--site-dir",
    type=click.Path(file_okay=False, path_type=Path),
    help="サイトを書き出すフォルダ（既定: site）/ Where to write the site.",
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
    sys.exit(max(_exit_code(outcome.findings, strict=strict), printer if outcome.site_usable else CLEAN))


def _exit_code(findings: list[Finding] | tuple[Finding, ...], *, strict: bool) -> int:
    grave = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return ERRORS_FOUND if any(severity_of(finding) in grave for finding in findings) else CLEAN
