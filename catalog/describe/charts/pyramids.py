"""Population by age, men and women on two sides: from columns of the standard (0-4歳の男性 …) and from long tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from catalog.describe.charts.ages import FEMALE, MALE, AgeGroup, parse_age, parse_age_of_sex, parse_sex
from catalog.describe.charts.source import Source, plain_value
from catalog.describe.charts.totals import hidden_total, is_total
from catalog.model.charts import Axis, Chart, ChartKind, ChartNote, NoteKind, Point, Scale, Series
from catalog.model.ids import Slug
from catalog.model.statistics import ColumnUse
from catalog.model.text import LocalizedText

LEAST_GROUPS = 5
_MOST_GROUPS = 30
_SINGLE_YEARS = 5
"""Width of the groups that single years of age are put into."""
_AGE = LocalizedText("年齢", "Age")
_PEOPLE = LocalizedText("人", "people")
_MEN, _WOMEN = LocalizedText("男性", "Male"), LocalizedText("女性", "Female")

Counts = Mapping[AgeGroup, float | None]


def describe_pyramid(
    source: Source,
    name: str,
    *,
    age: str | None = None,
    columns: Sequence[str] = (),
    series: str | None = None,
    title: LocalizedText | None = None,
    notes: Sequence[ChartNote] = (),
    is_declared: bool = False,
) -> Chart | None:
    """Return the population of *source* by age and sex, or ``None`` where its columns don't tell it.

    Arguments:
        source: With the rows that are meant; totals among them are left out, or drawn alone.
        name: Of the chart.
        age: Heading of the age groups; without it they are in the headings.
        columns: Headings of men and women, or of the people where *series* tells which they are.
        series: Heading of the sex.
        title: As the descriptor has it.
        notes: Further remarks.
        is_declared: Whether the descriptor asks for it.
    """
    if age is None:
        sides, remarks = _from_headings(source)
    elif series is not None:
        sides, remarks = _from_rows(source, age, {None: columns[0]} if columns else {}, series), []
    else:
        sides, remarks = _from_rows(source, age, _columns_by_sex(columns), None), []
    men, women = (_grouped(sides.get(sex, {})) for sex in (MALE, FEMALE))
    groups = sorted({*men, *women})
    if not _are_drawable(groups, is_declared=is_declared) or not any(men.values()) or not any(women.values()):
        return None
    return Chart(
        name=Slug(name),
        kind=ChartKind.PYRAMID,
        resource=source.resource.name,
        title=title,
        x=Axis(_AGE, Scale.CATEGORY),
        y=Axis(None, Scale.NUMBER, _PEOPLE),
        points=tuple(_point(group) for group in groups),
        series=(
            Series(_MEN, tuple(plain_value(men.get(group), 0) for group in groups)),
            Series(_WOMEN, tuple(plain_value(women.get(group), 0) for group in groups)),
        ),
        notes=(*notes, *remarks),
        is_declared=is_declared,
    )


def _point(group: AgeGroup) -> Point:
    """Return the age group as it is written in headings of the standard, without the unit."""
    if group.last is None:
        return Point(f"{group.first}+", position=float(group.first))
    text = str(group.first) if group.first == group.last else f"{group.first}-{group.last}"
    return Point(text, position=float(group.first), until=float(group.last))


def headings_by_age(source: Source) -> dict[str, tuple[AgeGroup, str]]:
    """Return age group and sex of each numeric column whose heading names both."""
    measured = source.of_use(ColumnUse.MEASURE)
    parsed = {name: parse_age_of_sex(name) or parse_age_of_sex(source.title(name).ja) for name in measured}
    return {name: found for name, found in parsed.items() if found is not None}


def _from_headings(source: Source) -> tuple[dict[str, Counts], list[ChartNote]]:
    """Return men and women by age group from the columns of the standard, all rows added up."""
    columns = headings_by_age(source)
    if not columns:
        return {}, []
    source = _only_whole(source, list(columns))
    sides: dict[str, dict[AgeGroup, float | None]] = {MALE: {}, FEMALE: {}}
    for name, (group, sex) in columns.items():
        numbers = source.numbers(name)
        sides[sex][group] = float(numbers.sum()) if numbers.count() else None
    missing = max(source.numbers(name).null_count() for name in columns)
    return dict(sides), [ChartNote(NoteKind.MISSING, count=missing)] if missing else []


def _only_whole(source: Source, columns: Sequence[str]) -> Source:
    """Return only the row that sums up the others where there is one, so that nobody is counted twice."""
    for name in source.of_use(ColumnUse.LABEL, ColumnUse.CATEGORY, ColumnUse.TEXT):
        texts = source.text(name).to_list()
        totals = [text for text in texts if text is not None and is_total(text)]
        if len(totals) == 1 and len(texts) > 1:
            return source.filtered(name, totals)
        if totals:
            return source.without(name, totals) if len(totals) < len(texts) else source
    whole = source.frame.select(source.numbers(name).alias(name) for name in columns).sum_horizontal().to_list()
    place = hidden_total(whole)
    return source if place is None else replace(source, frame=source.frame.slice(place, 1))


def _columns_by_sex(columns: Sequence[str]) -> dict[str | None, str]:
    """Return the columns of men and of women; where the headings don't tell, the first is that of men."""
    found: dict[str | None, str] = {sex: name for name in columns if (sex := parse_sex(name))}
    if len(found) == 2 or len(columns) != 2:
        return found
    return {MALE: columns[0], FEMALE: columns[1]}


def _from_rows(source: Source, age: str, columns: Mapping[str | None, str], series: str | None) -> dict[str, Counts]:
    """Return men and women by age group from a table with a row for each group; other rows are totals."""
    sides: dict[str, dict[AgeGroup, float | None]] = {MALE: defaultdict(float), FEMALE: defaultdict(float)}
    groups = [parse_age(text) if text is not None else None for text in source.text(age).to_list()]
    sexes = _sexes(source, series) if series else [None] * len(groups)
    for sex, name in columns.items():
        for group, own, number in zip(groups, sexes, source.numbers(name).to_list(), strict=True):
            side = sex or own
            if group is not None and side is not None and number is not None:
                sides[side][group] = (sides[side][group] or 0.0) + number
    return dict(sides)


def _sexes(source: Source, series: str) -> list[str | None]:
    return [parse_sex(source.words(series, text)) if text else None for text in source.text(series).to_list()]


def _grouped(counts: Counts) -> Counts:
    """Return single years of age in groups of five; everything else as it is."""
    closed = [group for group in counts if group.last is not None]
    if len(closed) < _MOST_GROUPS or any(group.first != group.last for group in closed):
        return counts
    found: dict[AgeGroup, float | None] = {}
    for group, number in counts.items():
        first = group.first - group.first % _SINGLE_YEARS
        wide = group if group.last is None else AgeGroup(first, first + _SINGLE_YEARS - 1)
        found[wide] = (found.get(wide) or 0.0) + (number or 0.0)
    return found


def _are_drawable(groups: Sequence[AgeGroup], *, is_declared: bool) -> bool:
    """Return whether the groups follow on one another; bars of one height need groups of one width as well."""
    if not LEAST_GROUPS <= len(groups) <= 2 * _MOST_GROUPS or not _follow(groups):
        return False
    widths = {group.last - group.first for group in groups[:-1] if group.last is not None}
    return len(widths) == 1 or is_declared


def _follow(groups: Iterable[AgeGroup]) -> bool:
    return all(before.last is not None and before.last + 1 == after.first for before, after in pairwise(groups))
