"""How many files are read right, as a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version

from catalog.model.text import Lang, LocalizedText
from tests.realdata.expected import Facts
from tests.realdata.reading import LAYERS, is_same_encoding, is_same_type

MARKERS = ("<!-- data:begin -->", "<!-- data:end -->")


@dataclass(frozen=True, slots=True)
class Answer:
    """What was said of a file, and what is true; ``told`` is ``None`` where nothing was said."""

    path: str
    expected: Facts
    told: Facts | None

    @property
    def right(self) -> Mapping[str, bool]:
        """Which of the facts are right."""
        told, expected = self.told, self.expected
        if told is None:
            return dict.fromkeys(ASPECTS, False)
        return {
            "type": is_same_type(told.type, expected.type),
            "encoding": is_same_encoding(told.encoding, expected.encoding),
            "header": (told.header_rows, told.first_data_row) == (expected.header_rows, expected.first_data_row),
            "rows": told.row_count == expected.row_count,
            "columns": told.column_count == expected.column_count,
        }

    @property
    def is_layer(self) -> bool:
        """Whether the file holds features and not a table."""
        return self.expected.type in LAYERS


ASPECTS = {
    "type": LocalizedText("ファイルの種類", "Type of file"),
    "encoding": LocalizedText("文字コード", "Encoding"),
    "header": LocalizedText("見出しの行と最初のデータの行", "Heading rows and first data row"),
    "rows": LocalizedText("データの件数", "Number of records"),
    "columns": LocalizedText("列の数", "Number of columns"),
}
_ALL = LocalizedText("**すべて正しいファイル**", "**Files with all of it right**")
_HEADING = LocalizedText("正しく読めたファイル", "Files read right")
_OURS = LocalizedText("本製品（表）", "Ours (tables)")
_THEIRS = LocalizedText("frictionless {version}（表）", "frictionless {version} (tables)")
_LAYERS = LocalizedText("本製品（GISデータ）", "Ours (GIS files)")


def render_score(ours: Sequence[Answer], theirs: Sequence[Answer], lang: Lang) -> str:
    """Return the table as Markdown; Frictionless reads tables only, so GIS files aren't held against it."""
    columns = [
        (_OURS.text(lang), [answer for answer in ours if not answer.is_layer]),
        (_THEIRS.text(lang).format(version=version("frictionless")), [item for item in theirs if not item.is_layer]),
        (_LAYERS.text(lang), [answer for answer in ours if answer.is_layer]),
    ]
    lines = [[_HEADING.text(lang), *(title for title, _ in columns)], ["---", *["---:"] * len(columns)]]
    for aspect, title in ASPECTS.items():
        lines.append([title.text(lang), *(_share([item.right[aspect] for item in items]) for _, items in columns)])
    lines.append([_ALL.text(lang), *(_share([all(item.right.values()) for item in items]) for _, items in columns)])
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


def _share(right: Sequence[bool]) -> str:
    return f"{sum(right)} / {len(right)} ({sum(right) / max(len(right), 1):.0%})"
