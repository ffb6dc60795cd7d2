"""`catalog fmt`: description files in their usual layout."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from catalog.commands.places import concerns, find_root, lang_option, root_option, uri_below
from catalog.i18n import editing_texts
from catalog.model.text import Lang


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--check", "is_check", is_flag=True, help="見るだけで、書きかえません / Only look, don't write.")
@lang_option
@root_option
def fmt(paths: tuple[Path, ...], is_check: bool, lang: Lang, root: Path | None) -> None:
    """説明ファイルの項目の順番と字下げをそろえます。 / Puts keys of description files in their usual order."""
    from catalog.pipeline.layouts import LayoutState, lay_out

    root = find_root(root)
    prefixes = [uri_below(root, path) for path in paths]
    done = lay_out(root, lambda uri: concerns(uri, prefixes), is_write=not is_check)
    texts = editing_texts(lang)
    for file in done:
        if file.state is not LayoutState.FINE:
            click.echo(f"{file.uri}: {texts[f'fmt_{file.state.value}']}")
    states = [file.state for file in done]
    changed = states.count(LayoutState.WOULD) + states.count(LayoutState.DONE)
    summary = texts["fmt_summary_check" if is_check else "fmt_summary"]
    click.echo(summary.format(count=f"{len(done):,}", changed=f"{changed:,}"))
    if LayoutState.BUSY in states:
        sys.exit(2)
    sys.exit(1 if {LayoutState.WOULD, LayoutState.BROKEN, LayoutState.UNSURE} & set(states) else 0)
