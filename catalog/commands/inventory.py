"""`catalog inventory`: a first inventory of what a body holds, from what it publishes."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from catalog.commands.places import find_root, lang_option, root_option
from catalog.findings import shown, visible
from catalog.i18n import editing_texts
from catalog.model.text import Lang
from catalog.pipeline.options import CatalogUnusable


@click.command()
@click.argument("body", metavar="BODY")
@click.option(
    "--write", is_flag=True, help="inventory.csv を作ります（まだないとき）/ Write inventory.csv, if there is none."
)
@lang_option
@root_option
def inventory(body: str, write: bool, lang: Lang, root: Path | None) -> None:
    """保有データの一覧にない、公開中のデータの行を作ります。 / Makes the rows that an inventory lacks."""
    from catalog.pipeline.inventory_drafting import body_names, draft_inventory, write_draft
    from catalog.store.new_files import InTheWayError

    root, texts = find_root(root), editing_texts(lang)
    name = body.removeprefix("datasets/").strip("/")
    draft = draft_inventory(root, name)
    if draft is None:
        names = texts["list_comma"].join(body_names(root))
        raise CatalogUnusable(texts["inventory_no_body"].format(name=shown(name), names=names))
    about = {"count": str(draft.count), "path": visible(draft.uri)}
    if write and draft.is_new:
        try:
            write_draft(root, draft)
        except (InTheWayError, OSError):
            raise CatalogUnusable(texts["inventory_unwritable"].format(**about)) from None
        click.echo(texts["inventory_written"].format(**about))
    elif not draft.count and not draft.is_new:
        click.echo(texts["inventory_complete"].format(**about), err=True)
    else:
        click.echo(draft.content.decode("utf-8-sig").replace("\r\n", "\n"), nl=False)
        click.echo(texts["inventory_try" if draft.is_new else "inventory_paste"].format(**about), err=True)
    sys.exit(0)
