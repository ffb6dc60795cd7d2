"""``municipality.yaml``: a body that publishes data."""

from __future__ import annotations

import re
from collections.abc import Iterator

from catalog.check.easy_texts import check_easy_texts
from catalog.check.json_values import BOOLEANS
from catalog.check.node import Node
from catalog.check.targets import parse_targets
from catalog.findings import Findings, shown
from catalog.model.ids import (
    FICTITIOUS_PREFECTURE,
    MunicipalityCode,
    Slug,
    is_municipality_code,
    municipality_check_digit,
)
from catalog.model.marked import MarkedYaml
from catalog.model.merging import MERGED_BODY
from catalog.model.site import Municipality, MunicipalityKind
from catalog.model.text import EASY

KEYS = (
    "code",
    "name",
    "name@en",
    "name@ja-x-easy",
    "kana",
    "kind",
    "prefecture",
    "homepage",
    "description",
    "description@en",
    "description@ja-x-easy",
    "fictitious",
    "reviewers",
    "targets",
)

EASY_KEYS = (f"name@{EASY}", f"description@{EASY}")

REVIEWER = re.compile(
    r"@[A-Za-z0-9](?:[A-Za-z0-9_-]{0,63})(?:/[A-Za-z0-9][A-Za-z0-9._-]{0,99})*|[^\s@<>#]{1,64}@[A-Za-z0-9.-]{1,200}"
)
"""A team, a user or a mail address: nothing else may get into a file of code owners."""
_HIRAGANA = re.compile("[ぁ-ゖー・ 　]+")


def parse_municipality(raw: MarkedYaml, folder_name: str) -> tuple[Municipality | None, Findings]:
    """Return the body that *raw* describes and all that is wrong with it.

    Codes: key-missing, unknown-key, unknown-word, municipality-code, municipality-code-check-digit, prefecture, kana,
    bad-url, no-english-name, bad-reviewer, fictitious-code, reserved-body, ruby-mark, ruby-not-kana, ruby-missing,
    those of :func:`~catalog.check.targets.parse_targets` and of :class:`~catalog.check.node.Node`.
    """
    node = Node(raw, "", raw.value)
    node.check_keys(KEYS)
    check_easy_texts(node, EASY_KEYS)
    code = parse_municipality_code(node, "code", required=True)
    name = node.localized("name", required=True, has_easy=True)
    kana = node.text("kana", required=True)
    kind = node.member("kind", MunicipalityKind)
    if not node.has("kind"):
        node.report("key-missing", key="kind")
    prefecture = node.text("prefecture") or (code[:2] if code else "")
    if code is not None and prefecture != code[:2]:
        node.report("prefecture", "prefecture", prefecture=shown(prefecture), code=code, expected=code[:2])
    if kana is not None and not _HIRAGANA.fullmatch(kana):
        node.report("kana", "kana", kana=shown(kana))
    if name is not None and not name.is_translated:
        node.report("no-english-name", "name")
    homepage, description = node.url("homepage"), node.localized("description", has_easy=True)
    reviewers, targets = tuple(_reviewers(node)), parse_targets(node)
    is_fictitious = node.word("fictitious", BOOLEANS) or False
    if is_fictitious and code is not None and not code.startswith(FICTITIOUS_PREFECTURE):
        node.report("fictitious-code", "code", code=code)
    if folder_name == MERGED_BODY:
        node.report("reserved-body", "name", name=folder_name)
    if code is None or name is None or kana is None or kind is None:
        return None, tuple(node.findings)
    about = (code, name, kana, kind, prefecture, homepage, description, reviewers, is_fictitious, targets)
    return Municipality(Slug(folder_name), *about), tuple(node.findings)


def _reviewers(node: Node) -> Iterator[str]:
    """Yield who is asked to review changes.

    Codes: bad-reviewer, expected-list, expected-text, repeated-item.
    """
    for index, text in enumerate(node.texts("reviewers")):
        if REVIEWER.fullmatch(text):
            yield text
        else:
            node.report_at("bad-reviewer", f"{node.pointer_to('reviewers')}/{index}", value=shown(text))


def parse_municipality_code(node: Node, key: str, *, required: bool = False) -> MunicipalityCode | None:
    """Return the 全国地方公共団体コード at *key*.

    Codes: key-missing, expected-text, municipality-code, municipality-code-check-digit.
    """
    text = node.text(key, required=required)
    if text is None:
        return None
    if not re.fullmatch(r"[0-9]{6}", text, re.ASCII):
        node.report("municipality-code", key, key=key, value=shown(text))
        return None
    if not is_municipality_code(text):
        expected = text[:5] + municipality_check_digit(text[:5])
        node.report("municipality-code-check-digit", key, key=key, value=text, expected=expected)
        return None
    return MunicipalityCode(text)
