"""Names that the files of a dataset had: ``aliases`` of a resource, and ``withdrawnResources`` of the dataset."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import PurePosixPath

from catalog.check.node import Node
from catalog.findings import Finding, shown
from catalog.model.ids import Slug, is_slug
from catalog.model.marked import MarkedYaml
from catalog.model.text import LocalizedText
from catalog.model.withdrawal import WithdrawnResource

RESERVED_NAMES = ("datapackage",)
"""Names of files that a dataset has beside those of its resources."""
WITHDRAWN_KEYS = ("name", "date", "reason", "reason@en", "successor")
_LONGEST = 200


def parse_former_names(node: Node, name: str | None, path: str | None) -> tuple[str, ...]:
    """Return the former names of the resource at *node*, and those of its file.

    Arguments:
        node: The resource.
        name: Its present name.
        path: Of its present file: only a file of the same kind can stand at the address of a former one.

    Codes: former-name-form, former-name-kind, alias-of-itself, expected-list, expected-text, repeated-item.
    """
    found = []
    file = path.rpartition("/")[2] if path is not None else ""
    for index, text in enumerate(node.texts("aliases")):
        pointer = f"{node.pointer_to('aliases')}/{index}"
        if not is_former_name(text):
            node.report_at("former-name-form", pointer, value=shown(text))
        elif text in (name, file):
            node.report_at("alias-of-itself", pointer, value=shown(text))
        elif "." in text and path is not None and _ending(text) != _ending(path):
            params = {"value": shown(text, 100), "file": shown(file, 100)}
            node.report_at("former-name-kind", pointer, **params)
        else:
            found.append(text)
    return tuple(found)


def is_former_name(text: str) -> bool:
    """Return whether *text* may be the former name of a resource, or of a file, which has an ending."""
    if "." not in text:
        return is_slug(text) and text not in RESERVED_NAMES
    is_plain = not set(text) & set('/\\<>:"|?*') and text.isprintable() and not text.startswith(".")
    return is_plain and len(text) <= _LONGEST and bool(_ending(text))


def _ending(name: str) -> str:
    return PurePosixPath(name).suffix.lower()


def parse_withdrawn_resources(node: Node, issued: date | None) -> tuple[WithdrawnResource, ...]:
    """Return the files of the dataset at *node* whose publication has ended.

    Codes: unknown-key, key-missing, former-name-form, withdrawal-without-date, withdrawal-without-reason,
    withdrawal-before-issued, no-english-reason, bad-date, unknown-word, expected-text, expected-list, expected-mapping.
    """
    names = [str(each.value.get("name")).strip() for each in node.nodes_quietly("resources")]
    found = (_parse_withdrawn(raw, names, issued) for raw in node.nodes("withdrawnResources"))
    return tuple(each for each in found if each is not None)


def _parse_withdrawn(raw: Node, names: Sequence[str], issued: date | None) -> WithdrawnResource | None:
    raw.check_keys(WITHDRAWN_KEYS)
    name, day = raw.text("name", required=True), raw.day("date")
    reason, english = raw.text("reason"), raw.text("reason@en")
    if name is not None and not is_former_name(name):
        raw.report("former-name-form", "name", value=shown(name))
    if not raw.has("date"):
        raw.report("withdrawal-without-date")
    if reason is None and not isinstance(raw.value.get("reason"), dict | list):
        raw.report("withdrawal-without-reason")
    elif reason is not None and english is None:
        raw.report("no-english-reason", "reason")
    if day is not None and issued is not None and day < issued:
        raw.report("withdrawal-before-issued", "date", issued=issued.isoformat(), date=day.isoformat())
    successor = raw.word("successor", {each: each for each in names})
    if name is None or day is None or reason is None:
        return None
    return WithdrawnResource(name, day, LocalizedText(reason, english), Slug(successor) if successor else None)


def check_former_names(node: Node) -> None:
    """Report former names of the dataset at *node* that stand for something else as well.

    Codes: former-name-taken.
    """
    resources = node.nodes_quietly("resources")
    # What is there today goes first: it keeps its address, whatever else is stated.
    taken = {name: name for raw in resources for name in _names(raw)}
    former = [(f"{raw.pointer}/aliases/{at}", text, own) for raw in resources for at, text, own in _aliases(raw)]
    gone = [(f"{raw.pointer}/name", _text(raw, "name"), "") for raw in node.nodes_quietly("withdrawnResources")]
    for pointer, name, own in (*former, *gone):
        other = taken.get(name.casefold())
        if other is not None and name not in (own, "") and is_former_name(name):
            node.report_at("former-name-taken", pointer, name=shown(name, 100), other=shown(other, 100))
        taken.setdefault(name.casefold(), own or name)


def _names(raw: Node) -> Iterator[str]:
    """Yield the present name of a resource, and that of its file."""
    yield _text(raw, "name").casefold()
    yield _text(raw, "path").rpartition("/")[2].casefold()


def _aliases(raw: Node) -> Iterable[tuple[int, str, str]]:
    """Yield place and text of each alias, with the name of its resource."""
    own = {_text(raw, "name"), _text(raw, "path").rpartition("/")[2]}
    for at, text in enumerate(raw.items_quietly("aliases")):
        if isinstance(text, str) and text.strip() not in own:
            yield at, text.strip(), _text(raw, "name")


def _text(raw: Node, key: str) -> str:
    value = raw.value.get(key)
    return value.strip() if isinstance(value, str) else ""


def check_withdrawn_resources(
    withdrawn: Sequence[WithdrawnResource], raw: MarkedYaml, today: date
) -> Iterator[Finding]:
    """Yield the days of withdrawals that are still to come.

    Codes: withdrawal-in-future.
    """
    for each in withdrawn:
        if each.date > today:
            stated = [item.get("name") if isinstance(item, dict) else None for item in raw.value["withdrawnResources"]]
            place = raw.location(f"/withdrawnResources/{stated.index(each.name)}/date")
            yield Finding("withdrawal-in-future", place, {"date": each.date.isoformat()})
