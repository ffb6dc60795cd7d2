"""What changed in the data, for people: on a terminal, or as Markdown in which data stays text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from catalog.findings import visible
from catalog.i18n import difference_texts
from catalog.model.difference import (
    ColumnChange,
    DatasetDifference,
    Difference,
    FileChange,
    LayerDifference,
    RowExample,
    Shown,
    TableDifference,
    ValueChange,
)
from catalog.model.text import Lang
from catalog.report.markdown import escape

MAX_CHARACTERS = 60_000
"""Of the Markdown: GitHub cuts a comment at 65,536."""

HIDDEN = "•••"
_MAX_LISTED = 20
_MAX_COLUMNS = 50
_MAX_VALUES = 30


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the report; ``level`` 0 is a dataset."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class _Words:
    """Texts of a language, whose values are made harmless for where they will stand."""

    lang: Lang
    harmless: Callable[[str], str]

    def say(self, key: str, /, **values: str | int) -> str:
        parts = {name: self._part(value) for name, value in values.items()}
        return difference_texts(self.lang)[key].format(**parts)

    def _part(self, value: str | int) -> str:
        return f"{value:,}" if isinstance(value, int) else self.harmless(value)

    def value(self, value: Shown) -> str:
        """Return a value in words, not yet harmless."""
        if value.text is None:
            return HIDDEN
        return value.text or difference_texts(self.lang)["empty"]

    def joined(self, values: Sequence[str], key: str = "name_join") -> str:
        return difference_texts(self.lang)[key].join(values)


def render_difference(difference: Difference, lang: Lang) -> str:
    """Return *difference* as text; no final newline."""
    words = _Words(lang, visible)
    lines = [f"{'  ' * line.level}{line.text}" for line in _lines(difference, words)]
    return "\n".join([*lines, *([""] if lines else []), _summary(difference, words)])


def render_difference_markdown(difference: Difference, lang: Lang) -> str:
    """Return *difference* as Markdown for a comment on a pull request, cut where a comment would be."""
    words = _Words(lang, escape)
    parts = [f"## 📊 {difference_texts(lang)['title']}", "", _summary(difference, words)]
    length = sum(map(len, parts))
    for line in _lines(difference, words):
        text = f"\n### {line.text}\n" if line.level == 0 else f"{'  ' * (line.level - 1)}- {line.text}"
        length += len(text) + 1
        if length > MAX_CHARACTERS:
            parts += ["", difference_texts(lang)["too_long"]]
            break
        parts.append(text)
    return "\n".join(parts)


def difference_lines(difference: Difference, lang: Lang) -> Iterator[str]:
    """Yield *difference* as lines of Markdown, each dataset under a heading of the fourth level."""
    for line in _lines(difference, _Words(lang, escape)):
        yield f"#### {line.text}" if line.level == 0 else f"{'  ' * (line.level - 1)}- {line.text}"


def _summary(difference: Difference, words: _Words) -> str:
    if not difference.datasets and not difference.other_files:
        return words.say("nothing", revision=difference.revision)
    return words.say("summary", revision=difference.revision, count=len(difference.datasets))


def _lines(difference: Difference, words: _Words) -> Iterator[_Line]:
    for dataset in difference.datasets:
        yield from _dataset(dataset, words)
    if difference.other_files:
        yield _Line(0, words.say("other_files"))
        yield from _files(difference.other_files, words)


def _dataset(dataset: DatasetDifference, words: _Words) -> Iterator[_Line]:
    name = dataset.title if dataset.title == dataset.id else f"{dataset.title} ({dataset.id})"
    yield _Line(0, words.harmless(name))
    yield _Line(1, words.say(f"state_{dataset.state.value}", old=dataset.old_id or ""))
    for resource, count in dataset.row_counts:
        yield _Line(1, words.say("row_count", resource=resource, count=count))
    for resource in dataset.unreadable:
        yield _Line(1, words.say("unreadable", resource=resource))
    for table in dataset.tables:
        yield from _table(table, words)
    for layer in dataset.layers:
        yield from _layer(layer, words)
    if dataset.values:
        yield _Line(1, words.say("values"))
        for value in dataset.values[:_MAX_VALUES]:
            yield _Line(2, _value(value, words))
        yield from _more(2, len(dataset.values) - _MAX_VALUES, words)
    yield from _files(dataset.files, words)


def _files(files: Sequence[FileChange], words: _Words) -> Iterator[_Line]:
    for file in files[:_MAX_LISTED]:
        yield _Line(1, words.say(f"file_{file.state.value}", uri=file.uri))
    if len(files) > _MAX_LISTED:
        yield _Line(1, words.say("file_more", count=len(files) - _MAX_LISTED))


def _more(level: int, count: int, words: _Words) -> Iterator[_Line]:
    if count > 0:
        yield _Line(level, words.say("more", count=count))


def _table(table: TableDifference, words: _Words) -> Iterator[_Line]:
    yield _Line(1, words.say("table", resource=table.resource))
    is_same = table.rows_before == table.rows_after
    rows = words.say("same_rows" if is_same else "rows", before=table.rows_before, after=table.rows_after)
    texts = difference_texts(words.lang)
    counts = {"added": f"{table.added:,}", "removed": f"{table.removed:,}"}
    if table.key:
        key = words.joined([words.harmless(name) for name in table.key], "key_join")
        yield _Line(2, texts["by_key"].format(rows=rows, changed=f"{table.changed:,}", key=key, **counts))
    else:
        yield _Line(2, texts["by_row"].format(rows=rows, **counts))
    if table.is_reordered:
        yield _Line(2, words.say("reordered"))
    for before, after in table.columns_renamed[:_MAX_LISTED]:
        yield _Line(2, words.say("column_renamed", before=before, after=after))
    for key, names in (("columns_added", table.columns_added), ("columns_removed", table.columns_removed)):
        if names:
            listed = words.joined([*names[:_MAX_LISTED], *(["…"] if len(names) > _MAX_LISTED else [])])
            yield _Line(2, words.say(key, names=listed))
    for change in table.types_changed[:_MAX_LISTED]:
        yield _Line(2, words.say("column_type", name=change.name, before=change.before, after=change.after))
    for column in table.cells[:_MAX_COLUMNS]:
        yield from _column(column, words)
    yield from _more(2, len(table.cells) - _MAX_COLUMNS, words)
    yield from _rows("rows_added", table.added, table.added_examples, words)
    yield from _rows("rows_removed", table.removed, table.removed_examples, words)


def _column(column: ColumnChange, words: _Words) -> Iterator[_Line]:
    yield _Line(2, words.say("column", name=column.name, count=column.count))
    for change in column.examples:
        key = words.joined([words.value(value) for value in change.key])
        if change.before.text is None or change.after.text is None:
            yield _Line(3, words.say("change_hidden", row=str(change.row)))
            continue
        values = {"before": words.value(change.before), "after": words.value(change.after), "key": key}
        yield _Line(3, words.say("change_of" if key else "change", row=str(change.row), **values))
    yield from _more(3, column.count - len(column.examples), words)


def _rows(key: str, count: int, examples: Sequence[RowExample], words: _Words) -> Iterator[_Line]:
    if not count:
        return
    yield _Line(2, words.say(key, count=count))
    for row in examples:
        cells = words.joined([words.value(cell) for cell in row.cells])
        yield _Line(3, words.say("row", row=str(row.row), cells=cells))
    yield from _more(3, count - len(examples), words)


def _layer(layer: LayerDifference, words: _Words) -> Iterator[_Line]:
    yield _Line(1, words.say("layer", resource=layer.resource))
    counts = {"added": layer.added, "removed": layer.removed, "moved": layer.moved, "reshaped": layer.reshaped}
    yield _Line(2, words.say("features", before=layer.features_before, after=layer.features_after, **counts))
    if layer.placed or layer.unplaced:
        yield _Line(2, words.say("placed", placed=layer.placed, unplaced=layer.unplaced))
    if layer.median_metres is None or layer.longest_metres is None:
        return
    distances = {"median": _metres(layer.median_metres), "longest": _metres(layer.longest_metres)}
    yield _Line(2, words.say("distances", **distances))
    for move in layer.examples:
        key = words.joined([words.value(value) for value in move.key])
        yield _Line(3, words.say("move", number=str(move.number), key=key, metres=_metres(move.metres)))
    if layer.examples:
        yield from _more(3, layer.moved - len(layer.examples), words)


def _metres(metres: float) -> str:
    return f"{metres:,.0f}" if metres >= 100 else f"{metres:.1f}" if metres >= 1 else f"{metres:.2f}"


def _value(value: ValueChange, words: _Words) -> str:
    if value.before is None and value.after is not None:
        return words.say("value_set", place=value.place, after=words.value(value.after))
    if value.after is None and value.before is not None:
        return words.say("value_gone", place=value.place, before=words.value(value.before))
    before, after = (words.value(side or Shown("")) for side in (value.before, value.after))
    return words.say("value_changed", place=value.place, before=before, after=after)
