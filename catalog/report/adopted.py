"""What was, or would be, done to files in the wrong place, as text for people."""

from __future__ import annotations

from collections.abc import Sequence

from catalog.findings import visible
from catalog.i18n import review_texts
from catalog.model.review import Adopted, Deed, Placement, PlacementKind
from catalog.model.text import Lang
from catalog.report.text import render_text

_KEYS = {Deed.MOVED: "move", Deed.REMOVED: "remove", Deed.MADE: "make"}
_DONE = {"move": "moved", "remove": "removed", "make": "made"}


def render_adopted(done: Sequence[Adopted], lang: Lang, *, is_write: bool) -> str:
    """Return *done* as text, with why files stay and what to do next; no final newline."""
    words = review_texts(lang)
    lines = [_line(each, lang, is_write=is_write) for each in done]
    if not done:
        lines.append(words["adopt_nothing"])
    elif not is_write and any(each.deed in _KEYS for each in done):
        lines.append(words["adopt_waiting"])
    if any(each.placement is not None and each.placement.kind is PlacementKind.UNDECIDED for each in done):
        lines.append(words["adopt_undecided"])
    findings = [finding for each in done if each.placement is not None for finding in each.placement.findings]
    if findings:
        lines.append(render_text(findings, lang, 0, len({finding.location.path for finding in findings})))
    return "\n".join(lines)


def _line(each: Adopted, lang: Lang, *, is_write: bool) -> str:
    words = review_texts(lang)
    if each.deed is Deed.LEFT and each.placement is not None:
        return words["adopt_left"].format(reason=place_text(each.placement, lang))
    if each.deed not in _KEYS:
        return words["adopt_failed"].format(uri=visible(each.uri))
    key = _KEYS[each.deed]
    key = f"adopt_{_DONE[key]}" if is_write else f"adopt_would_{key}"
    return words[key].format(uri=visible(each.uri), target=visible(each.target_uri or ""))


def place_key(placement: Placement) -> str:
    """Return the key of the text that says what should become of a file."""
    if placement.kind is PlacementKind.NEW and placement.is_name_guessed:
        return "place_new_guessed"
    if placement.kind is PlacementKind.UNDECIDED and placement.similarity is not None:
        return "place_other_format"
    return f"place_{placement.kind.value}"


def place_text(placement: Placement, lang: Lang) -> str:
    """Return what should become of a file, as text."""
    return review_texts(lang)[place_key(placement)].format(
        uri=visible(placement.uri),
        target=visible(placement.target_uri or ""),
        dataset=placement.dataset,
        percent=round((placement.similarity or 0) * 100),
    )
