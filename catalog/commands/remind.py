"""`catalog remind`: datasets that are past the day on which they should have been renewed."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import click

from catalog.commands.places import find_root, lang_option, root_option
from catalog.findings import visible
from catalog.i18n import reminder_texts
from catalog.model.text import Lang
from catalog.pipeline.options import BuildOptions, CatalogUnusable


@click.command()
@click.option(
    "--today",
    "day",
    metavar="DAY",
    help="数える日（既定は今日、例 2026-04-01）/ The day to count from; by default today.",
)
@click.option(
    "--format",
    "output_format",
    type=click.Choice(["text", "json", "markdown"]),
    default="text",
    help="出力の形 / Output format.",
)
@lang_option
@root_option
def remind(day: str | None, output_format: str, lang: Lang, root: Path | None) -> None:
    """更新の時期を過ぎたデータセットを、部署ごとに示します。 / Names datasets that should have been renewed."""
    from catalog.pipeline.reminding import remind as find_reminders
    from catalog.report.reminders import render_reminders, render_reminders_json, render_reminders_markdown

    today = _day(day, lang)
    reminders = find_reminders(find_root(root), today)
    if output_format == "json":
        click.echo(render_reminders_json(reminders, today))
    elif output_format == "markdown":
        click.echo(render_reminders_markdown(reminders, lang))
    else:
        click.echo(render_reminders(reminders, lang))


def _day(text: str | None, lang: Lang) -> date:
    if text is None:
        return BuildOptions.from_environment(os.environ).today
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise CatalogUnusable(reminder_texts(lang)["bad_day"].format(value=visible(text))) from None
