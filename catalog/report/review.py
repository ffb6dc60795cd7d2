"""What a pull request shows, as one comment: Japanese first, English folded in, never longer than a host takes.

What comes from data stays text: no markup, no mention of people, no link. The comment is made of few kinds of lines
(headings, lists, folded parts, blocks of code), so that whoever posts it can tell that there is nothing else in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from catalog.findings import Finding, Severity, visible
from catalog.i18n import review_texts
from catalog.i18n.finding_words import page_uri, resolve_hint, resolve_message, resolve_place, resolve_title
from catalog.model.difference import DatasetDifference
from catalog.model.review import Placement, PlacementKind, Review, Verdict
from catalog.model.text import Lang
from catalog.report.adopted import place_key
from catalog.report.change_map import MAX_IN_COMMENT, is_cut, render_changes_geojson
from catalog.report.difference import difference_lines
from catalog.report.kinds import Occurrences, kinds_by_file
from catalog.report.markdown import MARKS, escape

MARKER = "<!-- machi-catalog:review -->"
"""The first line of the comment, by which it is found again."""
PREVIEW = "<!-- machi-catalog:preview -->"
"""Stands where whoever posts the comment may put a link to the preview."""
ADOPT = "<!-- machi-catalog:adopt {} -->"
"""Stands where they may put a way to do what is proposed: 0 for all of it, then one for each description file."""
MAX_CHARACTERS = 60_000
"""Of the comment: GitHub takes 65,536."""

_VERDICT_MARKS = {Verdict.CLEAN: "✅", Verdict.WARNINGS: "⚠️", Verdict.ERRORS: "❌"}
_HEADINGS = {Severity.ERROR: "errors", Severity.WARNING: "warnings", Severity.NOTICE: "notices"}
_MAX_PLACES = 10
_MAX_ITEMS = 60
_MAX_DESCRIPTOR = 6_000
_MAX_PLACEMENTS = 40
_MAX_MAPS = 3
_ROOM: Mapping[Lang, Mapping[str, int]] = {
    "ja": {"mend": 17_000, "place": 13_000, "changes": 9_000},
    "en": {"mend": 9_000, "place": 3_000, "changes": 4_500},
}
"""Characters that each part of the comment may take."""


def render_review(review: Review) -> str:
    """Return the comment; no final newline."""
    english = ["<details>\n<summary>English</summary>\n", *_language(review, "en"), "\n</details>"]
    text = "\n".join([MARKER, *_language(review, "ja"), "", *english])
    assert len(text) <= MAX_CHARACTERS
    return text


def _language(review: Review, lang: Lang) -> Iterator[str]:
    words, room = review_texts(lang), _ROOM[lang]
    counts = count_items(review)
    yield f"## {_VERDICT_MARKS[review.verdict]} {words[f'verdict_{review.verdict.value}']}"
    yield ""
    checked = words["checked"].format(files=f"{review.file_count:,}", datasets=f"{review.dataset_count:,}")
    left = words["left"].format(**{_HEADINGS[severity]: f"{counts[severity]:,}" for severity in Severity})
    yield f"{checked} {words['done']}" if review.verdict is Verdict.CLEAN else f"{checked} {left}"
    if lang == "ja":
        yield from ("", PREVIEW)
    numbers = _Numbers()
    yield from _bounded(_mend(review, lang, numbers), room["mend"], words)
    if review.placements:
        yield from _bounded(_placements(review, lang, numbers), room["place"], words)
    yield from _changes(review, lang, room["changes"])


@dataclass(slots=True)
class _Numbers:
    """The numbers of what there is to mend, counted through."""

    last: int = 0

    def next(self) -> int:
        self.last += 1
        return self.last


def _bounded(lines: Iterable[str], room: int, words: Mapping[str, str]) -> Iterator[str]:
    """Yield the *lines* that *room* characters hold, each being whole in itself, and say so where there are more."""
    for line in lines:
        room -= len(line) + 1
        if room < 0:
            yield from ("", words["too_long"])
            return
        yield line


@dataclass(slots=True)
class _Item:
    """One kind of mistake in all files of the change."""

    code: str
    severity: Severity
    places: list[tuple[str, Occurrences]] = field(default_factory=list)


def _items(findings: Sequence[Finding]) -> list[_Item]:
    items: dict[str, _Item] = {}
    for path, kinds in kinds_by_file(findings):
        for kind in kinds:
            item = items.setdefault(kind.code, _Item(kind.code, kind.severity))
            item.places += [(path, column) for column in kind.columns]
    order = list(Severity)
    return sorted(items.values(), key=lambda item: order.index(item.severity))


def count_items(review: Review) -> dict[Severity, int]:
    """Return how many things there are to mend, to mind and to know: as many as the comment numbers."""
    counts = dict.fromkeys(Severity, 0)
    for item in _items(review.findings):
        counts[item.severity] += 1
    counts[Severity.ERROR] += len(review.placements)
    return counts


def _mend(review: Review, lang: Lang, numbers: _Numbers) -> Iterator[str]:
    words = review_texts(lang)
    items = _items(review.findings)
    for severity in Severity:
        group = [item for item in items if item.severity is severity]
        if not group:
            continue
        yield from ("", f"### {MARKS[severity]} {words[_HEADINGS[severity]]}", "")
        shown = group[: max(0, _MAX_ITEMS - numbers.last)]
        yield from (_item(item, lang, numbers.next(), review.site_url) for item in shown)
        if len(shown) < len(group):
            yield f"\n{words['more_items'].format(count=len(group) - len(shown))}"
    repairs = sum(count for _, count in review.repair_counts)
    if repairs:
        yield f"\n🔧 {words['repairs'].format(count=f'{repairs:,}')}"
    if review.suggestions:
        yield f"\n✏️ {words['suggestions'].format(count=len(review.suggestions))}"


def _item(item: _Item, lang: Lang, number: int, site_url: str | None) -> str:
    words = review_texts(lang)
    link = f" [{words['more_link']}]({site_url.rstrip('/')}{page_uri(item.code, lang)})" if site_url else ""
    indent = " " * (len(str(number)) + 2)
    lines = [f"{number}. **{escape(resolve_title(item.code, lang))}** (`{item.code}`){link}"]
    told = [(path, finding) for path, column in item.places for finding in column.examples]
    for path, finding in told[:_MAX_PLACES]:
        place = resolve_place(finding.location, lang)
        where = " ".join(part for part in (escape(path), escape(place)) if part)
        lines.append(f"{indent}- {words['told'].format(where=where, message=escape(resolve_message(finding, lang)))}")
    count = sum(column.count for _, column in item.places)
    if count > min(len(told), _MAX_PLACES):
        lines.append(f"{indent}- {words['more'].format(count=f'{count - min(len(told), _MAX_PLACES):,}')}")
    lines.append(f"{indent}- **{words['how'].strip()}** {escape(' '.join(resolve_hint(item.code, lang).split()))}")
    return "\n".join(lines)


def _placements(review: Review, lang: Lang, numbers: _Numbers) -> Iterator[str]:
    words = review_texts(lang)
    yield from ("", f"### 📦 {words['placements']}", "")
    for placement in review.placements[:_MAX_PLACEMENTS]:
        yield f"{numbers.next()}. {place_words(placement, lang)}"
    if len(review.placements) > _MAX_PLACEMENTS:
        yield f"\n{words['more'].format(count=len(review.placements) - _MAX_PLACEMENTS)}"
    if not any(placement.kind not in _FOR_PEOPLE for placement in review.placements):
        return
    described = [placement for placement in review.placements if placement.descriptor is not None]
    yield f"\n{words['place_how_described' if described else 'place_how']}"
    if lang == "ja":
        yield f"\n{ADOPT.format(0)}"
        for number, placement in enumerate(described, start=1):
            yield f"\n{ADOPT.format(number)}"
            yield _descriptor(placement, words)


_FOR_PEOPLE = (PlacementKind.UNDECIDED, PlacementKind.REFUSED)


def place_words(placement: Placement, lang: Lang) -> str:
    """Return in Markdown what should become of a file."""
    return review_texts(lang)[place_key(placement)].format(
        uri=escape(visible(placement.uri)),
        target=f"**{escape(placement.target_uri or '')}**",
        dataset=escape(placement.dataset or ""),
        percent=round((placement.similarity or 0) * 100),
    )


def _descriptor(placement: Placement, words: Mapping[str, str]) -> str:
    """Return the descriptor as a folded block of code, whose fence is longer than any run of its marks inside."""
    folder = escape(f"datasets/{placement.dataset}")
    text = (placement.descriptor or "").rstrip("\n")
    summary = f"**{words['place_descriptor_of'].format(folder=folder)}**"
    if len(text) > _MAX_DESCRIPTOR or any(visible(line) != line for line in text.split("\n")):
        return f"{summary}\n\n{words['descriptor_too_long']}"
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", text)), default=0))
    return f"{summary}\n\n<details>\n<summary>datapackage.yaml</summary>\n\n{fence}yaml\n{text}\n{fence}\n\n</details>"


def _changes(review: Review, lang: Lang, room: int) -> Iterator[str]:
    words = review_texts(lang)
    yield from ("", f"### 📊 {words['changes']}", "")
    if not review.difference.datasets and not review.difference.other_files:
        yield words["nothing"]
        return
    if review.compared_count is not None:
        yield from (words["compared_some"].format(count=review.compared_count), "")
    if lang == "ja":
        maps = [text for dataset in review.difference.datasets for text in _maps(dataset, words)]
        yield from maps[:_MAX_MAPS]
    yield from _bounded(difference_lines(review.difference, lang), room, words)


def _maps(dataset: DatasetDifference, words: Mapping[str, str]) -> Iterator[str]:
    """Yield each layer's map as a block that the host draws; it has nothing but numbers in it."""
    for layer in dataset.layers:
        if not (layer.map.moved or layer.map.added):
            continue
        counts = {"moved": f"{layer.moved:,}", "added": f"{layer.added:,}", "removed": f"{layer.removed:,}"}
        told = words["map_some" if is_cut(layer.map, layer, MAX_IN_COMMENT) else "map"].format(**counts)
        yield f"{escape(dataset.title)} – {told}\n\n```geojson\n{render_changes_geojson(layer.map)}\n```\n"
