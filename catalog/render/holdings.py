"""What the page of a body says of its inventory and targets, and what the list of bodies says of all inventories."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from types import SimpleNamespace

from markupsafe import Markup

from catalog.describe.progress import CountedDataset, measure_targets
from catalog.i18n import inventory_texts
from catalog.model.inventory import HoldingStatus, Inventory, TargetProgress
from catalog.model.site import Municipality
from catalog.model.text import Lang, LocalizedText
from catalog.render.contexts import Contents, DatasetEntry
from catalog.render.formats import format_count, format_counted, format_date, render_date
from catalog.render.inventory import inventory_figures, inventory_uri, share_words
from catalog.render.links import root_prefix


@dataclass(frozen=True, slots=True)
class TargetView:
    """A target, and how far it is reached, in words."""

    title: str
    goal: Markup
    now: str
    notes: tuple[str, ...]
    source: LocalizedText | None
    url: str | None


@dataclass(frozen=True, slots=True)
class HoldingsView:
    """What the page of a body shows of what it holds.

    Attributes:
        figures: Link, number and name of each status; empty without an inventory.
    """

    figures: tuple[tuple[str, str, str], ...]
    share: str
    confirmed: str | None
    uri: str
    targets: tuple[TargetView, ...]


def holdings_context(
    body: Municipality, entries: Sequence[DatasetEntry], contents: Contents, lang: Lang
) -> dict[str, object]:
    """Return what the template of a body's page needs for its inventory and targets, which may both be absent."""
    inventory, uri = contents.inventories.get(body.id), inventory_uri(body, lang)
    progress = body_progress(body, entries, inventory)
    base = root_prefix(f"{lang}/municipalities/{body.id}/")
    view = HoldingsView(
        figures=tuple(inventory_figures(inventory, body, lang, base)) if inventory else (),
        share=share_words(inventory, lang) if inventory else "",
        confirmed=_day(inventory),
        uri=uri,
        targets=tuple(_target_view(each, body, lang) for each in progress),
    )
    return {"holdings": view, "i": SimpleNamespace(**inventory_texts(lang))}


def body_progress(
    body: Municipality, entries: Iterable[DatasetEntry], inventory: Inventory | None
) -> tuple[TargetProgress, ...]:
    """Return how far a body has come towards its targets with its published datasets."""
    if not body.targets:
        return ()
    counted = (
        CountedDataset(each.search.standard if each.search else None, each.modified, each.is_compiled)
        for each in entries
    )
    return tuple(measure_targets(body.targets, counted, inventory))


def inventories_sum(contents: Contents, lang: Lang) -> str | None:
    """Return in a sentence how much of what all bodies hold is open; invented ones count where there are no others."""
    bodies = contents.municipalities
    real = [each for each in contents.inventories.values() if not bodies[each.body].is_fictitious]
    counted = real or list(contents.inventories.values())
    if not counted:
        return None
    words = inventory_texts(lang)
    sentence = words["sum_one" if len(counted) == 1 else "sum_other"].format(
        bodies=format_counted("municipalities", len(counted), lang),
        items=counted_items(sum(len(each.items) for each in counted), lang),
        open=format_count(sum(each.counts[HoldingStatus.OPEN] for each in counted)),
    )
    return sentence if real else words["sum_fictitious"].format(sum=sentence)


def counted_items(number: int, lang: Lang) -> str:
    """Return a number of items in words."""
    return inventory_texts(lang)["items_one" if number == 1 else "items_other"].format(count=format_count(number))


def _day(inventory: Inventory | None) -> str | None:
    return inventory.confirmed.isoformat() if inventory is not None and inventory.confirmed else None


def _target_view(progress: TargetProgress, body: Municipality, lang: Lang) -> TargetView:
    words, target = inventory_texts(lang), progress.target
    value = words[f"number_{target.measure}"].format(count=format_count(target.value))
    if target.due is None:
        goal = Markup(words["goal"]).format(value=value)
    else:
        goal = Markup(words["goal_due"]).format(value=value, due=render_date(target.due.isoformat(), lang))
    return TargetView(
        title=words[f"target_{target.measure}"],
        goal=goal,
        now=_now(progress, lang),
        notes=tuple(_notes(progress, body, lang)),
        source=target.source,
        url=target.source_url,
    )


def _now(progress: TargetProgress, lang: Lang) -> str:
    words, target = inventory_texts(lang), progress.target
    if progress.reached is None:
        return words["now_unknown"]
    value = words[f"number_{target.measure}"].format(count=format_count(progress.reached))
    if progress.is_met:
        return words["now_met"].format(value=value)
    return words["now"].format(value=value, share=progress.reached * 100 // target.value)


def _notes(progress: TargetProgress, body: Municipality, lang: Lang) -> Iterator[str]:
    words = inventory_texts(lang)
    if progress.newest is not None:
        key = "now_date_share" if progress.target.measure == "open-share" else "now_date"
        yield words[key].format(date=format_date(progress.newest, lang))
    if progress.compiled:
        key = "compiled_all" if progress.compiled == progress.reached else "compiled_some"
        yield words[key].format(count=format_count(progress.compiled), name=body.name.text(lang))
