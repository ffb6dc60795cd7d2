"""`catalog rename`: a dataset, or one of its files, under another name."""

from __future__ import annotations

from pathlib import Path

import click

from catalog.commands.places import dataset_id, find_root, lang_option, resource_id, root_option
from catalog.i18n import editing_texts
from catalog.model.text import Lang


@click.command()
@click.argument("old", metavar="BODY/OLD[/FILE]")
@click.argument("new", metavar="BODY/NEW[/FILE]")
@lang_option
@root_option
def rename(old: str, new: str, lang: Lang, root: Path | None) -> None:
    """データセットやファイルの名前を変え、前のアドレスも残します。 / Renames a dataset or file; old addresses stay."""
    from catalog.pipeline.renaming import rename_dataset
    from catalog.pipeline.resource_renaming import rename_resource

    root = find_root(root)
    file, renamed = resource_id(old, lang), resource_id(new, lang)
    if file is not None and renamed is not None and file[0] == renamed[0]:
        rename_resource(root, file[0], file[1], renamed[1], lang)
        click.echo(editing_texts(lang)["renamed"].format(old=file[1], new=renamed[1]))
        return
    before, after = dataset_id(old, lang), dataset_id(new, lang)
    rename_dataset(root, before, after, lang)
    click.echo(editing_texts(lang)["renamed"].format(old=before, new=after))
