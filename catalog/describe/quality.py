"""The quality of a table by the government's rules, from what was found in it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from catalog.findings import Finding
from catalog.model.conversion import Conversion, ConversionKind
from catalog.model.dataset import Dataset, Dialect, Resource
from catalog.model.quality import LevelQuality, TableQuality
from catalog.model.suppression import Suppression
from catalog.standards.readability import ReadabilityRule, Seen, Weight, read_readability_rules

_POINTS = {
    Weight.CRITICAL: {1: 10, 2: 40, 3: 15},
    Weight.MAJOR: {1: 5, 2: 30, 3: 10},
    Weight.MINOR: {1: 2, 2: 10, 3: 5},
}
"""What a broken rule costs, by level. Source: digital-go-jp/machine_readability_rule, sample_app, scoring."""
_WORKBOOKS = frozenset({"xlsx", "xls", "ods"})
_TEXTS = frozenset({"csv", "tsv"})
_ONLY_IN_WORKBOOKS = frozenset({"L1-10", "L1-11", "L1-12", "L1-13", "L2-06"})
_ONLY_IN_TEXT = frozenset({"L1-14", "L1-15"})
_MENDED = {
    ConversionKind.ERA_DATE: "L3-05",
    ConversionKind.ERA_YEAR: "L3-05",
    ConversionKind.DATE: "L3-05",
    ConversionKind.YEAR: "L3-05",
    ConversionKind.NEGATIVE_SIGN: "L2-01",
    ConversionKind.THOUSANDS: "L2-01",
    ConversionKind.FULL_WIDTH: "L2-01",
}
"""The rules that the published copies keep because values were written anew."""
_IDLE = frozenset({"suppression-unused", "suppression-expired"})


def describe_exceptions(dataset: Dataset, findings: Iterable[Finding]) -> tuple[Suppression, ...]:
    """Return what *dataset* sets aside, without what came to nothing or has run out, as *findings* tell."""
    idle = {finding.location for finding in findings if finding.code in _IDLE}
    return tuple(each for each in dataset.suppressions if each.location not in idle)


def describe_quality(
    resource: Resource,
    found: Iterable[Finding],
    exceptions: Iterable[Suppression],
    conversions: Iterable[Conversion] = (),
) -> TableQuality | None:
    """Return how far the file of *resource* keeps the rules; ``None`` for a file that they aren't about.

    Arguments:
        resource: With a table.
        found: The findings that are about it.
        exceptions: What the dataset sets aside.
        conversions: What was changed in the published copies.
    """
    kind = resource.innerpath.rpartition(".")[2].lower() if resource.innerpath else resource.file_type
    if kind not in _WORKBOOKS | _TEXTS:
        return None
    codes = {finding.code for finding in found}
    set_aside = {each.code for each in exceptions if each.resource in (None, resource.name)}
    elsewhere = _ONLY_IN_TEXT if kind in _WORKBOOKS else _ONLY_IN_WORKBOOKS
    rules = [rule for rule in read_readability_rules().values() if rule.id not in elsewhere]
    mended = {*_stated(resource.dialect), *(_MENDED[each.kind] for each in conversions if each.kind in _MENDED)}
    return TableQuality(tuple(_level(level, rules, codes, set_aside, mended) for level in (1, 2, 3)))


def _stated(dialect: Dialect) -> Iterator[str]:
    """Yield the rules that the published copies keep because the descriptor says how the table lies in its file."""
    if dialect.header_rows[:1] > (1,):
        yield "L3-01"
    if len(dialect.header_rows) > 1:
        yield "L2-03"
    if dialect.comment_rows or dialect.comment_char is not None:
        yield "L1-04"


def found_in(
    dataset: Dataset, resource: Resource, sheet: str | None, findings: Iterable[Finding], folder_uri: str
) -> tuple[Finding, ...]:
    """Return those of *findings* that are about *resource*: its file, or what the descriptor says of it.

    Arguments:
        dataset: With all resources.
        resource: One of them.
        sheet: The one that holds the table, where other resources are other sheets of the same file.
        findings: Of the whole dataset.
        folder_uri: ``datasets/{municipality}/{name}``.
    """
    path, pointer = f"{folder_uri}/{resource.path}", f"{_pointer(dataset, resource)}/"
    is_shared = sum(each.path == resource.path for each in dataset.resources) > 1
    return tuple(
        finding
        for finding in findings
        if (finding.location.path == path and (not is_shared or finding.location.sheet in (None, sheet)))
        or f"{finding.location.pointer}/".startswith(pointer)
    )


def _pointer(dataset: Dataset, resource: Resource) -> str:
    """Return where *resource* stands in the descriptor."""
    items: Sequence[object] = dataset.descriptor.get("resources", ())
    names = [item.get("name") if isinstance(item, dict) else None for item in items]
    return f"/resources/{names.index(resource.name) if resource.name in names else '-'}"


def _level(
    level: int,
    rules: Iterable[ReadabilityRule],
    codes: Collection[str],
    set_aside: Collection[str],
    mended: Collection[str],
) -> LevelQuality:
    own = [rule for rule in rules if rule.level == level]
    broken = [rule for rule in own if not rule.codes.isdisjoint(codes)]
    excepted = [rule for rule in own if rule not in broken and not rule.codes.isdisjoint(set_aside)]
    known = [rule for rule in own if rule.id in mended and rule not in broken and rule not in excepted]
    rest = [rule for rule in own if rule not in broken and rule not in excepted and rule not in known]
    unseen = [rule for rule in rest if rule.seen in (Seen.PERSON, Seen.CHANGES)]
    return LevelQuality(
        level,
        _score(level, broken),
        tuple(rule.id for rule in rest if rule not in unseen),
        tuple(rule.id for rule in broken),
        tuple(rule.id for rule in unseen),
        tuple(rule.id for rule in excepted),
        tuple(rule.id for rule in known),
    )


def _score(level: int, broken: Iterable[ReadabilityRule]) -> int:
    counted = [rule for rule in broken if rule.is_counted]
    if any(rule.weight is Weight.FATAL for rule in counted):
        return 0
    return max(0, 100 - sum(_POINTS[rule.weight][level] for rule in counted))
