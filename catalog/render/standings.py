"""Who publishes a standard and what they lack, as a table; and a matrix of all bodies and standards."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from catalog.describe.standing import Standing, standings_of
from catalog.findings import visible
from catalog.i18n import merging_texts
from catalog.model.ids import Slug
from catalog.model.merging import ColumnFilling, MergedPart
from catalog.model.site import Municipality
from catalog.model.text import Lang
from catalog.render.contexts import Contents
from catalog.render.formats import format_count, render_date
from catalog.render.links import dataset_uri
from catalog.standards.search_words import standard_titles
from catalog.standards.standard_datasets import defining_edition

NAMED = 12
"""Columns that are named; the others are counted."""
LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class StandingView:
    """A row of the table of who has what.

    Attributes:
        uri: Of the dataset's page, or ``None`` where there is none.
        required: Headings of required columns that are missing, ``()`` for none; ``None`` where that says nothing.
        notes: Sentences on what else there is to know.
    """

    body: Municipality
    state: str
    uri: str | None
    title: str
    rows: str
    columns: str
    required: tuple[str, ...] | None
    place: str
    modified: object
    edition: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StandingTable:
    """The table of who has what.

    Attributes:
        has_place: Whether the standard has coordinates.
    """

    id: str
    caption: str
    lead: str
    rows: tuple[StandingView, ...]
    has_place: bool


def standing_tables(standard: str, contents: Contents, lang: Lang) -> tuple[StandingTable, ...]:
    """Return the table of who has what, and that of invented bodies apart; none where nobody has anything."""
    about = (standard, contents.municipalities.values(), contents.merged, contents.unpublished)
    found = {kind: standings_of(*about, fictitious=kind) for kind in (False, True)}
    if not any(standing.state != "none" for standings in found.values() for standing in standings):
        return ()
    return tuple(_table(standard, standings, lang, kind) for kind, standings in found.items() if standings)


def _table(standard: str, standings: Sequence[Standing], lang: Lang, is_fictitious: bool) -> StandingTable:
    words, end = merging_texts(lang), "_fictitious" if is_fictitious else ""
    titles = dict(zip(("ja", "en"), standard_titles()[standard], strict=True))
    total = len(defining_edition(standard).columns)
    parts = [standing.part for standing in standings if standing.part is not None]
    return StandingTable(
        id="standing-fictitious" if is_fictitious else "standing",
        caption=words[f"report_caption{end}"].format(standard=titles[lang] or titles["ja"]),
        lead=words[f"report_lead{end}"],
        rows=tuple(_view(standing, total, lang) for standing in standings),
        has_place=any(part.located is not None for part in parts),
    )


def _view(standing: Standing, total: int, lang: Lang) -> StandingView:
    words, part = merging_texts(lang), standing.part
    state = words[f"state_{standing.state}"]
    if part is None:
        unknown = words["unknown"]
        return StandingView(standing.body, state, None, "", unknown, unknown, None, unknown, None, unknown, ())
    is_read = part.edition is not None
    return StandingView(
        body=standing.body,
        state=state,
        uri=dataset_uri(part.dataset, lang),
        title=part.titles[lang],
        rows=format_count(part.rows) if is_read else words["unknown"],
        columns=_of_total(part.used_columns, total, words) if is_read else words["unknown"],
        required=part.missing_required if part.has_requirements else None,
        place=words["unknown"] if part.located is None else _share(part.located, part.rows, words),
        modified=render_date(part.modified, lang) if part.modified else None,
        edition=words[f"edition_{part.edition}"] if part.edition else words["unknown"],
        notes=tuple(_notes(part, words)),
    )


def _of_total(number: int, total: int, words: Mapping[str, str]) -> str:
    return words["of_total"].format(count=format_count(number), total=format_count(total))


def _share(number: int, total: int, words: Mapping[str, str]) -> str:
    """Return a part of all rows in percent, rounded down, so that 100 means all of them."""
    return f"{number * 100 // total}%" if total else words["unknown"]


def _notes(part: MergedPart, words: Mapping[str, str]) -> Iterable[str]:
    if part.left_out is not None:
        yield words.get(f"left_out_{part.left_out.replace('-', '_')}", words["left_out_licence"])
    if part.edition is not None and part.rows == 0:
        yield words["note_empty"]
    if part.extra:
        yield words["note_extra"].format(names=_listed(list(part.extra), words))
    for key, counted in (
        ("note_unread", [(each, each.unread) for each in part.columns if each.unread]),
        ("note_odd", [(each, each.odd) for each in part.columns if each.odd]),
    ):
        if counted:
            yield words[key].format(names=_listed([_counted(column, count, words) for column, count in counted], words))
    if part.other_codes:
        yield words["note_codes"].format(count=format_count(part.other_codes))


def _counted(column: ColumnFilling, count: int, words: Mapping[str, str]) -> str:
    return words["counted_column"].format(name=column.heading, count=format_count(count))


def _listed(names: Sequence[str], words: Mapping[str, str]) -> str:
    shown = [visible(name)[:LONGEST_NAME] for name in names[:NAMED]]
    if len(names) > NAMED:
        shown.append(words["more"].format(count=format_count(len(names) - NAMED)))
    return ", ".join(shown)


# All standards at once


@dataclass(frozen=True, slots=True)
class Matrix:
    """Bodies beside standards.

    Attributes:
        rows: For each standard its id, its title, and for each body the cell: address, count, and whether it lacks
            something; ``None`` where it publishes nothing.
    """

    id: str
    title: str
    caption: str
    bodies: tuple[Municipality, ...]
    rows: tuple[tuple[str, str, tuple[tuple[str, str, bool] | None, ...]], ...]


def matrices(contents: Contents, lang: Lang) -> tuple[Matrix, ...]:
    """Return who publishes what, of invented bodies apart; a body that follows no standard isn't shown if invented."""
    found = (_matrix(contents, lang, is_fictitious=kind) for kind in (False, True))
    return tuple(matrix for matrix in found if matrix is not None)


def _matrix(contents: Contents, lang: Lang, *, is_fictitious: bool) -> Matrix | None:
    words, end = merging_texts(lang), "_fictitious" if is_fictitious else ""
    tables = sorted(
        (each for each in contents.merged if each.is_fictitious == is_fictitious),
        key=lambda each: defining_edition(each.standard).number,
    )
    if not tables:
        return None
    every = sorted(contents.municipalities.values(), key=lambda each: each.code)
    bodies = tuple(each for each in every if each.is_fictitious == is_fictitious)
    rows = []
    for table in tables:
        japanese, english = standard_titles()[table.standard]
        cells = tuple(_cell(table.parts, body.id, lang) for body in bodies)
        rows.append((table.standard, english or japanese if lang == "en" else japanese, cells))
    return Matrix(
        f"matrix{end.replace('_', '-')}", words[f"matrix{end}"], words[f"matrix_caption{end}"], bodies, tuple(rows)
    )


def _cell(parts: Iterable[MergedPart], body: Slug, lang: Lang) -> tuple[str, str, bool] | None:
    own = [part for part in parts if part.dataset.municipality == body]
    if not own:
        return None
    is_lacking = all(part.missing_required for part in own)
    return dataset_uri(own[0].dataset, lang), format_count(sum(part.rows for part in own)), is_lacking
