"""`catalog withdraw`: a dataset whose publication ends; its page stays and says why."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from catalog.commands.places import dataset_id, find_root, lang_option, resource_id, root_option
from catalog.findings import visible
from catalog.i18n import withdrawal_texts
from catalog.model.ids import DatasetId, Slug
from catalog.model.text import Lang
from catalog.pipeline.options import BuildOptions, CatalogUnusable

if TYPE_CHECKING:
    from catalog.pipeline.withdrawing import WithdrawalDone

_MAX_LISTED = 20


@click.command()
@click.argument("name", metavar="BODY/DATASET[/FILE]")
@click.option("--reason", help="終了する理由（ページに載ります）/ Why; shown on its page, in Japanese.")
@click.option("--reason-en", help="英語の理由 / Why, in English.")
@click.option("--successor", metavar="NAME", help="代わりのデータセット（かファイル）/ What to use instead.")
@click.option("--date", "day", help="終了した日（既定は今日）/ The first day without it; by default today.")
@click.option("--keep-files", is_flag=True, help="データのファイルを消さない / Keep the files of data.")
@click.option("--dry-run", is_flag=True, help="何も変えず、することだけを見せる / Change nothing; show what would be.")
@lang_option
@root_option
def withdraw(
    name: str,
    reason: str | None,
    reason_en: str | None,
    successor: str | None,
    day: str | None,
    keep_files: bool,
    dry_run: bool,
    lang: Lang,
    root: Path | None,
) -> None:
    """データセットかファイルの公開を終了します。ページに理由が残ります。 / Withdraws a dataset or a file."""
    from catalog.load.folders import read_dataset_folder
    from catalog.pipeline.missing import no_dataset
    from catalog.pipeline.resource_withdrawing import withdraw_resource
    from catalog.pipeline.withdrawing import WithdrawalRefused, WithdrawalTask, withdraw_dataset

    root = find_root(root)
    file = resource_id(name, lang)
    chosen = file[0] if file is not None else dataset_id(name, lang)
    if read_dataset_folder(root, chosen) is None:
        raise CatalogUnusable(no_dataset(root, chosen, lang))
    task = WithdrawalTask(
        root=root,
        id=chosen,
        date=_day(day, lang),
        reason=_reason(reason, lang),
        reason_en=_one_line(reason_en),
        successor=_successor(successor, chosen, lang) if file is None else None,
        lang=lang,
        keeps_files=keep_files,
        is_tried=dry_run,
    )
    try:
        other = _file_instead(successor, chosen, lang) if file is not None else None
        done = withdraw_resource(task, file[1], other) if file is not None else withdraw_dataset(task)
    except WithdrawalRefused as refusal:
        if not refusal.files:
            raise
        lines = [f"catalog: {refusal}", *_listed(refusal.files, lang)]
        click.echo("\n".join(lines), err=True)
        sys.exit(2)
    click.echo("\n".join(_answer(done, chosen, file[1] if file is not None else None, lang, is_tried=dry_run)))


def _one_line(text: str | None) -> str | None:
    return " ".join(text.split()) or None if text is not None else None


def _reason(stated: str | None, lang: Lang) -> str:
    """Return why, from whoever sits at the terminal where it isn't said."""
    texts = withdrawal_texts(lang)
    reason = _one_line(stated)
    if reason is None and stated is None and sys.stdin.isatty() and sys.stdout.isatty():
        reason = _one_line(click.prompt(texts["ask_reason"], err=True))
    if reason is None:
        raise CatalogUnusable(texts["reason_needed"])
    return reason


def _successor(stated: str | None, chosen: DatasetId, lang: Lang) -> DatasetId | None:
    if stated is None or not stated.strip():
        return None
    name = stated.strip()
    return dataset_id(name if "/" in name else f"{chosen.municipality}/{name}", lang)


def _file_instead(stated: str | None, chosen: DatasetId, lang: Lang) -> Slug | None:
    """Return the file of the dataset *chosen* to use instead: its name alone, or with the dataset before it."""
    if stated is None or not stated.strip():
        return None
    named = resource_id(f"{chosen}/{stated.strip().removeprefix(f'{chosen}/')}", lang)
    if named is None:
        raise CatalogUnusable(withdrawal_texts(lang)["successor_other"].format(id=chosen))
    return named[1]


def _day(stated: str | None, lang: Lang) -> date:
    from catalog.check.node import parse_day

    if stated is None:
        return BuildOptions.from_environment(os.environ).today
    day = parse_day(stated.strip())
    if day is None:
        raise CatalogUnusable(withdrawal_texts(lang)["bad_day"].format(value=visible(stated)))
    return day


def _answer(done: WithdrawalDone, chosen: DatasetId, file: Slug | None, lang: Lang, *, is_tried: bool) -> Iterator[str]:
    texts = withdrawal_texts(lang)
    suffix = "" if file is None else "_file"
    yield texts[f"{'would' if is_tried else 'done'}{suffix}"].format(id=chosen, name=file)
    yield texts["would_write" if is_tried else "written"].format(path=done.path)
    yield from (f"    {visible(line)}" for line in done.lines)
    for key, files in (
        ("would_remove" if is_tried else "removed", done.removed),
        ("would_keep" if is_tried else "kept", done.kept),
        ("not_removed", done.left),
    ):
        if files:
            yield texts[key]
            yield from _listed(files, lang)
    if not is_tried:
        yield texts[f"undo{suffix}"].format(path=done.path)


def _listed(files: tuple[str, ...], lang: Lang) -> Iterator[str]:
    yield from (f"    {visible(uri)}" for uri in files[:_MAX_LISTED])
    if len(files) > _MAX_LISTED:
        yield f"    {withdrawal_texts(lang)['more_files'].format(count=len(files) - _MAX_LISTED)}"
