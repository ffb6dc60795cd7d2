"""The comment of `catalog review`, taken from somebody who may have written anything: held to what it is made of.

Only the kinds of lines that `catalog/report/review.py` writes stay what they are; everything else becomes text. Links
lead to the pages of the findings on our own site, and nowhere else.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from typing import Any

MAX_CHARACTERS = 60_000
MAX_LINE = 4_000
PREVIEW = "<!-- machi-catalog:preview -->"
ADOPT = re.compile(r"<!-- machi-catalog:adopt (0|[1-9][0-9]?) -->")

_SUMMARIES = ("<summary>English</summary>", "<summary>datapackage.yaml</summary>")
_FENCE = re.compile(r"(`{3,20})(yaml|geojson)")
_PREFIX = re.compile(r"(#{2,4} | {0,8}(?:- |[0-9]{1,4}\. ))?(.*)", re.DOTALL)
_TOKEN = re.compile(
    r"(?P<escaped>\\[\\`*_{}\[\]()<>#+\-!|~$&.])"
    r"|(?P<bold>\*\*)"
    r"|(?P<code>`[A-Za-z0-9][A-Za-z0-9 ._/-]{0,99}`)"
    r"|\[(?P<label>くわしく|More)\]\(https://[^\s()<>]{1,200}?/(?P<page>(?:ja|en)/findings/[A-Za-z0-9-]{1,60}/)\)"
    r"|(?P<markup>[\\`*_{}\[\]()<>#+\-!|~$&])"
    r"|(?P<plain>.)",
    re.DOTALL,
)
_MENTION = re.compile(r"(@)|(#)(?=\\?[\w-])|(:)(?=(?:\\?[a-z0-9_+-])+:)|(GH)(?=\\?-[0-9])", re.IGNORECASE)
_COMMIT = re.compile(r"(?<![0-9a-f])(?=[0-9]*[a-f])(?=[a-f]*[0-9])([0-9a-f]{4})(?=[0-9a-f]{3,36}(?![0-9a-f]))")
_ADDRESS = re.compile(r"(?i)(https?|ftp|mailto|xmpp|www)(?=[:.])")
_UNSEEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
_JOINER = "\u2060"
_MAX_FEATURES = 200


def harmless(text: str, site_url: str | None) -> str:
    """Return *text* as far as it is what a review is made of, everything else as text.

    Arguments:
        text: The comment, from whoever.
        site_url: Of our own site; without it there are no links.
    """
    lines = text[:MAX_CHARACTERS].replace("\r\n", "\n").split("\n")
    kept: list[str] = []
    depth = 0
    rest = iter(enumerate(lines))
    for number, line in rest:
        fence = _FENCE.fullmatch(line)
        end = _end_of(lines, number, fence[1]) if fence is not None else None
        if fence is not None and end is not None:
            kept += [*_apart(kept), *_block(fence[1], fence[2], lines[number + 1 : end])]
            for _ in range(end - number):
                next(rest)
        elif line == "<details>" and depth < 3:
            depth += 1
            kept.append(line)
        elif line == "</details>":
            kept += [line] if depth else []
            depth -= bool(depth)
        elif line in _SUMMARIES:
            kept += [line] if depth else []
        elif line == PREVIEW or ADOPT.fullmatch(line):
            kept += [line] if line not in kept else []
        else:
            kept += [*_apart(kept), _line(line[:MAX_LINE], site_url)]
    return "\n".join([*kept, *["", "</details>"] * depth])


def _apart(kept: list[str]) -> list[str]:
    """Return the empty line without which what follows a tag would be HTML as well, where nothing is escaped."""
    return [""] if kept and kept[-1].endswith(("details>", "</summary>")) else []


def _end_of(lines: list[str], start: int, fence: str) -> int | None:
    return next((number for number in range(start + 1, len(lines)) if lines[number] == fence), None)


def _block(fence: str, kind: str, lines: list[str]) -> list[str]:
    """Return a block of code that can't end before its end; a map has nothing but numbers in it."""
    if kind == "geojson":
        text = _geojson("\n".join(lines))
        return [f"{fence}geojson", text, fence] if text is not None else []
    seen = (_seen(line[:MAX_LINE]) for line in lines)
    return [f"{fence}yaml", *(line for line in seen if fence not in line), fence]


def _geojson(text: str) -> str | None:
    try:
        value = json.loads(text)
        features = [_feature(feature["geometry"]) for feature in value["features"][:_MAX_FEATURES]]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return json.dumps({"type": "FeatureCollection", "features": features}, separators=(",", ":"))


def _feature(geometry: Any) -> dict[str, Any]:
    """Return a point or a line of two points, made anew from its numbers.

    Raises:
        ValueError: It is something else.
    """
    if geometry["type"] == "Point":
        coordinates: Any = _place(geometry["coordinates"])
    elif geometry["type"] == "LineString" and len(geometry["coordinates"]) == 2:
        coordinates = [_place(place) for place in geometry["coordinates"]]
    else:
        raise ValueError(geometry["type"])
    shape = {"type": geometry["type"], "coordinates": coordinates}
    return {"type": "Feature", "properties": {}, "geometry": shape}


def _place(value: Any) -> list[float]:
    longitude, latitude = (round(float(part), 6) for part in value)
    if not (-180 <= longitude <= 180 and -90 <= latitude <= 90):
        raise ValueError("no place on earth")
    return [longitude, latitude]


def _line(line: str, site_url: str | None) -> str:
    match = _PREFIX.fullmatch(_seen(line))
    assert match is not None
    prefix, rest = match[1] or "", match[2]
    text = "".join(_tokens(rest if prefix else rest.lstrip(" "), site_url))
    # What isn't one of our lines mustn't begin a heading, a list, a quotation, or underline the line above.
    text = re.sub(r"^(?=[=| ]|[0-9]{1,9}\\?[.)])", _JOINER, text)
    return prefix + re.sub(r"(?<= )$", _JOINER, text)


def _seen(text: str) -> str:
    """Return *text* without characters that can't be seen, but for the one that keeps words apart."""
    return "".join(char for char in text if char == _JOINER or unicodedata.category(char) not in _UNSEEN)


def _tokens(text: str, site_url: str | None) -> Iterator[str]:
    plain: list[str] = []
    for match in _TOKEN.finditer(text):
        if match["page"] is not None:
            yield _defused("".join(plain))
            plain = []
            if site_url is not None:
                yield f"[{match['label']}]({site_url}{match['page']})"
        elif match["markup"] is not None:
            plain.append(f"\\{match['markup']}")
        else:
            plain.append(match[0])
    yield _defused("".join(plain))


def _defused(text: str) -> str:
    """Return *text* with nothing in it that GitHub makes a link, a mention or a picture of."""
    text = _ADDRESS.sub(rf"\1{_JOINER}", text)
    return _COMMIT.sub(rf"\1{_JOINER}", _MENTION.sub(rf"\g<0>{_JOINER}", text))
