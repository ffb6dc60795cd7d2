"""``suppressions``: findings that were looked at by a person and are to be left, with a reason and an end date."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from catalog.check.node import Node
from catalog.check.words import nearest
from catalog.codes import CODES, concerned_code
from catalog.findings import Finding, Findings, Severity, shown
from catalog.model.dataset import Dataset
from catalog.model.suppression import Suppression

KEYS = ("code", "resource", "field", "reason", "until", "section")
PRIVACY = "privacy"
"""The subject of codes that only a named section may set aside, and of the only errors that can be at all."""


def parse_suppressions(node: Node) -> tuple[Suppression, ...]:
    """Return what the descriptor at *node* sets aside; one that is wrong is reported and sets nothing aside.

    Codes: key-missing, unknown-key, expected-list, expected-mapping, expected-text, bad-date, unknown-code,
    suppression-of-error, suppression-without-section.
    """
    found = (_parse(raw) for raw in node.nodes("suppressions"))
    return tuple(suppression for suppression in found if suppression is not None)


def _parse(node: Node) -> Suppression | None:
    node.check_keys(KEYS)
    code, reason = node.text("code", required=True), node.text("reason", required=True)
    until, section = node.day("until"), node.text("section")
    if not node.has("until"):
        node.report("key-missing", key="until")
    if code is None or not _is_allowed(node, code, section) or reason is None or until is None:
        return None
    location = node.source.location(node.pointer)
    return Suppression(code, node.text("resource"), node.text("field"), reason, until, section, location)


def _is_allowed(node: Node, code: str, section: str | None) -> bool:
    if code not in CODES:
        node.report("unknown-code", "code", value=shown(code), candidates=nearest(code, CODES))
        return False
    if CODES[code].severity is Severity.ERROR and CODES[code].subject != PRIVACY:
        node.report("suppression-of-error", "code", code=code)
        return False
    if CODES[code].subject == PRIVACY and section is None:
        node.report("suppression-without-section", code=code)
        return False
    return True


def apply_suppressions(findings: Iterable[Finding], dataset: Dataset, folder_uri: str, today: date) -> Findings:
    """Return *findings* without those that are set aside, and with what is to be said of the suppressions.

    Arguments:
        findings: Of the dataset.
        dataset: Its suppressions.
        folder_uri: ``datasets/{municipality}/{name}``.
        today: A suppression holds until the end of its last day.

    Codes: suppression-expired, suppression-unused.
    """
    kept = list(findings)
    remarks: list[Finding] = []
    for suppression in dataset.suppressions:
        places = _places(suppression, dataset, folder_uri)
        left = [finding for finding in kept if not _concerns(suppression, finding, places)]
        params = {"code": suppression.code}
        if len(left) == len(kept):
            remarks.append(Finding("suppression-unused", suppression.location, params))
        elif suppression.until < today:
            params["until"] = suppression.until.isoformat()
            remarks.append(Finding("suppression-expired", suppression.location, params))
        else:
            kept = left
    return (*kept, *remarks)


def _places(suppression: Suppression, dataset: Dataset, folder_uri: str) -> tuple[str, str] | None:
    """Return the file of the resource that *suppression* is limited to, and its pointer in the descriptor."""
    if suppression.resource is None:
        return None
    items = dataset.descriptor.get("resources", ())
    for index, item in enumerate(items if isinstance(items, list) else ()):
        if isinstance(item, dict) and item.get("name") == suppression.resource:
            return f"{folder_uri}/{item.get('path')}", f"/resources/{index}"
    return "", "/-"  # no such resource: nothing is set aside, and the suppression is told to be unused


def _concerns(suppression: Suppression, finding: Finding, places: tuple[str, str] | None) -> bool:
    place = finding.location
    if suppression.code not in (finding.code, concerned_code(finding)):
        return False
    if suppression.field is not None and place.field != suppression.field:
        return False
    return places is None or place.path == places[0] or f"{place.pointer}/".startswith(f"{places[1]}/")
