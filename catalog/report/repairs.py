"""Repairs for people: what stands where, what is to stand there, and why nothing else could."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from catalog.findings import visible
from catalog.i18n import report_texts
from catalog.i18n.finding_words import resolve_place
from catalog.model.cell_names import column_letters
from catalog.model.repair import FileRepairs, Repair, RepairKind, RepairTrouble
from catalog.model.text import Lang
from catalog.notation.layout_spaces import strip_edges
from catalog.report.kinds import kinds_by_file
from catalog.report.text import render_kind

MAX_EXAMPLES = 5
"""Repairs of a kind that are shown of one column."""

MAX_SHOWN = 20
"""Repairs of a kind that are shown of one file."""

_BLANK = "␣"

NOT_MADE = (RepairTrouble.CHANGED, RepairTrouble.UNWRITABLE, RepairTrouble.KIND, RepairTrouble.LINK)
"""Troubles that keep the command from doing what it was asked for."""


@dataclass(frozen=True, slots=True)
class RepairGroup:
    """Repairs of one kind in one file, told together.

    Attributes:
        examples: Those that are shown.
        count: All of them.
    """

    kind: RepairKind
    is_by_hand: bool
    examples: tuple[Repair, ...]
    count: int


def group_repairs(repairs: Sequence[Repair], *, is_whole: bool = False) -> Iterator[RepairGroup]:
    """Yield the kinds of *repairs* in the order of :class:`RepairKind`, what is for people to make last.

    With *is_whole* all of them are examples.
    """
    found: dict[tuple[bool, RepairKind], list[Repair]] = {}
    for repair in repairs:
        found.setdefault((repair.is_by_hand, repair.kind), []).append(repair)
    for is_by_hand in (False, True):
        for kind in RepairKind:
            group = found.get((is_by_hand, kind))
            if group:
                examples = group if is_whole else islice(_examples(group), MAX_SHOWN)
                yield RepairGroup(kind, is_by_hand, tuple(examples), len(group))


def _examples(repairs: Sequence[Repair]) -> Iterator[Repair]:
    shown = Counter[tuple[str | None, str | None]]()
    for repair in repairs:
        column = (repair.location.sheet, repair.location.field)
        shown[column] += 1
        if shown[column] <= MAX_EXAMPLES:
            yield repair


def render_repairs(files: Sequence[FileRepairs], lang: Lang, *, is_write: bool, is_whole: bool = False) -> str:
    """Return *files* as text for people, ending in what to do next; no final newline.

    Arguments:
        files: Everything that was looked at.
        lang: Of the text.
        is_write: The repairs were to be written.
        is_whole: Every cell is to be named, as people need who mend a workbook.
    """
    told = [file for file in files if file.repairs or file.findings or file.trouble]
    blocks = ["\n".join(_file_lines(file, lang, is_whole=is_whole)) for file in told]
    summary = [*render_summary(files, lang, is_write=is_write)]
    groups = [group for file in told for group in group_repairs(file.repairs, is_whole=is_whole)]
    if any(group.is_by_hand and group.count > len(group.examples) for group in groups):
        summary.append(report_texts(lang)["fix_list_all"])
    return "\n\n".join([*blocks, "\n".join(summary)])


def _file_lines(file: FileRepairs, lang: Lang, *, is_whole: bool) -> Iterator[str]:
    words = report_texts(lang)
    yield visible(file.path)
    for _, kinds in kinds_by_file(file.findings):
        for kind in kinds:
            yield from render_kind(kind, lang)
    if file.trouble is not None:
        yield f"  {words[f'fix_trouble_{file.trouble.value}']}"
    for group in group_repairs(file.repairs, is_whole=is_whole):
        yield f"  {resolve_group(group, lang)}"
        yield from (f"    {resolve_repair(repair, lang)}" for repair in group.examples)
        if group.count > len(group.examples):
            yield f"    {words['more'].format(count=f'{group.count - len(group.examples):,}')}"
        yield f"    {words['fix_why']}{resolve_why(group.kind, lang)}"


def resolve_group(group: RepairGroup, lang: Lang) -> str:
    """Return what is to be done to the repairs of *group*, and how many they are."""
    words = report_texts(lang)
    title = words["fix_by_hand"] if group.is_by_hand else "{title}"
    text = title.format(title=resolve_title(group.kind, lang))
    return words["fix_counted"].format(title=text, count=f"{group.count:,}") if group.count > 1 else text


def resolve_title(kind: RepairKind, lang: Lang) -> str:
    """Return what a repair of *kind* does."""
    return report_texts(lang)[f"fix_{_key(kind)}"]


def resolve_why(kind: RepairKind, lang: Lang) -> str:
    """Return why there is no other right answer."""
    return report_texts(lang)[f"fix_{_key(kind)}_why"]


def _key(kind: RepairKind) -> str:
    return kind.value.replace("-", "_")


def resolve_repair(repair: Repair, lang: Lang) -> str:
    """Return one repair on one line: ``A3「コード」：「32018」→「032018」``; what may be about a person isn't in it."""
    words = report_texts(lang)
    place = _place(repair, lang)
    if repair.before is not None and repair.after is not None:
        key = "fix_change" if repair.after else "fix_change_to_nothing"
        change = words[key].format(before=_marked(repair), after=visible(repair.after))
    elif repair.detail is not None:
        change = words[f"fix_detail_{repair.detail.replace('-', '_')}"]
    else:
        change = words["fix_hidden"] if repair.is_hidden else ""
    return words["place"].format(place=place) + change if place and change else place or change


def _marked(repair: Repair) -> str:
    """Return what stands there, with signs for the blanks at its ends that nobody would see."""
    text = repair.before or ""
    inner = strip_edges(text)
    start = text.find(inner) if inner else len(text)
    return f"{_BLANK * start}{visible(inner)}{_BLANK * (len(text) - start - len(inner))}"


def _place(repair: Repair, lang: Lang) -> str:
    """Return where a repair is, rows and columns of several as a range."""
    words, place = report_texts(lang), repair.location
    if repair.kind is RepairKind.EMPTY_COLUMN and place.cell is not None:
        first = place.cell.rstrip("0123456789")
        last = _column_after(first, repair.count - 1)
        return words["fix_columns"].format(value=_range(first, last, words["fix_to"]))
    if repair.count > 1 and place.row is not None:
        return words["fix_rows"].format(
            value=_range(str(place.row), str(place.row + repair.count - 1), words["fix_to"])
        )
    # A person opens the description at a line; the pointer beside it would only be noise.
    return resolve_place(replace(place, pointer=None), lang)


def _range(first: str, last: str, to: str) -> str:
    return first if first == last else f"{first}{to}{last}"


def _column_after(letters: str, distance: int) -> str:
    """Return the letters of the column that is *distance* columns to the right."""
    position = 0
    for letter in letters:
        position = position * 26 + ord(letter) - ord("A") + 1
    return column_letters(position - 1 + distance)


def render_summary(files: Sequence[FileRepairs], lang: Lang, *, is_write: bool) -> Iterator[str]:
    """Yield what was done, and what is left to do for whom."""
    words = report_texts(lang)
    made, waiting, by_hand = count_repairs(files)
    if made:
        yield words["fix_made"].format(count=f"{made:,}")
    if waiting:
        yield words["fix_not_made" if is_write else "fix_waiting"].format(count=f"{waiting:,}")
    if by_hand:
        yield words["fix_for_people"].format(count=f"{by_hand:,}")
    if not made and not waiting and not by_hand:
        readable = sum(not file.findings and file.trouble is None for file in files)
        yield words["fix_nothing"].format(count=f"{readable:,}")


def count_repairs(files: Sequence[FileRepairs]) -> tuple[int, int, int]:
    """Return how many repairs were written, how many could be, and how many only people can make."""
    repairs = [(file.is_written, repair) for file in files for repair in file.repairs]
    by_hand = sum(repair.is_by_hand for _, repair in repairs)
    made = sum(is_written and not repair.is_by_hand for is_written, repair in repairs)
    return made, len(repairs) - made - by_hand, by_hand
