"""`catalog rename`: a dataset under another name."""

from __future__ import annotations

from pathlib import Path

import click

from catalog.commands.places import dataset_id, find_root, lang_option, root_option
from catalog.i18n import editing_texts
from catalog.model.text import Lang


@click.command()
@click.argument("old", metavar="BODY/OLD")
@click.argument("new", metavar="BODY/NEW")
@lang_option
@root_option
def rename(old: str, new: str, lang: Lang, root: Path | None) -> None:
    """データセットの名前を変え、前のアドレスを残します。 / Renames a dataset; its old address goes on working."""
    from catalog.pipeline.renaming import rename_dataset

    root = find_root(root)
    before, after = dataset_id(old, lang), dataset_id(new, lang)
    rename_dataset(root, before, after, lang)
    click.echo(editing_texts(lang)["renamed"].format(old=before, new=after))
