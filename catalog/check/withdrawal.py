"""``withdrawn``: datasets whose publication has ended, and the datasets that take their place."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

from catalog.check.node import Node
from catalog.check.words import nearest
from catalog.findings import Finding, Findings, Location, shown
from catalog.load.folders import DATASET_FILE
from catalog.model.ids import DatasetId, Slug, is_slug
from catalog.model.marked import MarkedYaml
from catalog.model.text import LocalizedText
from catalog.model.withdrawal import FormerResource, Withdrawal

KEYS = ("date", "reason", "reason@en", "successor")
LISTED_FILES = 5
"""So many files are named that were left in the folder."""


def parse_withdrawal(node: Node, dataset_id: DatasetId, issued: date | None) -> Withdrawal | None:
    """Return the end of the publication that the descriptor at *node* tells, or ``None`` where that can't be used.

    Codes: expected-mapping, unknown-key, withdrawal-without-date, withdrawal-without-reason, withdrawal-before-issued,
    no-english-reason, bad-date, expected-text, successor-form, successor-of-itself.
    """
    raw = node.node("withdrawn")
    if raw is None:
        return None
    raw.check_keys(KEYS)
    day, reason, english = raw.day("date"), raw.text("reason"), raw.text("reason@en")
    if not raw.has("date"):
        raw.report("withdrawal-without-date")
    if reason is None and not isinstance(raw.value.get("reason"), dict | list):
        raw.report("withdrawal-without-reason")
    elif reason is not None and english is None:
        raw.report("no-english-reason", "reason")
    if day is not None and issued is not None and day < issued:
        raw.report("withdrawal-before-issued", "date", issued=issued.isoformat(), date=day.isoformat())
    successor = _parse_successor(raw, dataset_id)
    if day is None or reason is None:
        return None
    return Withdrawal(day, LocalizedText(reason, english), successor, tuple(_former_resources(node)))


def _parse_successor(raw: Node, dataset_id: DatasetId) -> DatasetId | None:
    """Return the dataset to use instead; a bare name is one of the same body.

    Codes: successor-form, successor-of-itself.
    """
    text = raw.text("successor")
    if text is None:
        return None
    body, _, name = (text if "/" in text else f"{dataset_id.municipality}/{text}").partition("/")
    if not is_slug(body) or not is_slug(name):
        raw.report("successor-form", "successor", value=shown(text))
        return None
    found = DatasetId(Slug(body), Slug(name))
    if found == dataset_id:
        raw.report("successor-of-itself", "successor", value=str(found))
        return None
    return found


def _former_resources(node: Node) -> Iterator[FormerResource]:
    """Yield the files that were published; what is wrong with their descriptions does no harm any more."""
    seen: set[str] = set()
    for raw in node.nodes_quietly("resources"):
        name, title, english = (raw.value.get(key) for key in ("name", "title", "title@en"))
        if not isinstance(name, str) or not is_slug(name) or name in seen:
            continue
        seen.add(name)
        text = title.strip() if isinstance(title, str) else ""
        translation = english.strip() if isinstance(english, str) else ""
        yield FormerResource(Slug(name), LocalizedText(text, translation or None) if text else None)


def check_withdrawal(withdrawal: Withdrawal, raw: MarkedYaml, file_uris: Sequence[str], today: date) -> Findings:
    """Return what is odd about a *withdrawal*.

    Arguments:
        withdrawal: As the descriptor tells it.
        raw: The descriptor.
        file_uris: The files in the dataset's folder, '/'-relative to it.
        today: The day of the withdrawal may not be a later one.

    Codes: withdrawal-in-future, withdrawn-files-left.
    """
    found: list[Finding] = []
    day = withdrawal.date
    if day > today:
        place = raw.location("/withdrawn/date")
        found.append(Finding("withdrawal-in-future", place, {"date": day.isoformat()}))
    left = [uri for uri in file_uris if not uri.lower().startswith("readme")]
    if left:
        names = ", ".join(shown(uri, 60) for uri in left[:LISTED_FILES])
        params = {"count": str(len(left)), "files": names + (", …" if len(left) > LISTED_FILES else "")}
        found.append(Finding("withdrawn-files-left", raw.location("/withdrawn"), params))
    return tuple(found)


def check_successors(
    successors: Mapping[DatasetId, DatasetId],
    known: Mapping[str, DatasetId],
    withdrawn: Collection[DatasetId],
) -> Findings:
    """Return the successors that are no help to anybody.

    Arguments:
        successors: By the dataset that is withdrawn.
        known: Every dataset by each of its addresses, the present one and former ones.
        withdrawn: Those of them that are withdrawn themselves.

    Codes: successor-missing, successor-withdrawn.
    """
    found: list[Finding] = []
    for dataset_id, successor in sorted(successors.items()):
        place = Location(f"datasets/{dataset_id}/{DATASET_FILE}", pointer="/withdrawn/successor")
        target = known.get(str(successor))
        if target is None:
            living = [address for address, id in known.items() if id not in withdrawn]
            params = {"value": str(successor), "candidates": nearest(str(successor), living)}
            found.append(Finding("successor-missing", place, params))
        elif target == dataset_id:
            found.append(Finding("successor-of-itself", place, {"value": str(successor)}))
        elif target in withdrawn:
            found.append(Finding("successor-withdrawn", place, {"value": str(successor)}))
    return tuple(found)
