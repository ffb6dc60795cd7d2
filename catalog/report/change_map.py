"""Features that have moved, are new or gone, as maps: GeoJSON for hosts that draw it, and an SVG that needs nobody."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from html import escape

from catalog.findings import visible
from catalog.i18n import review_texts
from catalog.model.difference import LayerDifference, LonLat, MapChanges
from catalog.model.text import Lang

MAX_ON_MAP = 200
"""Features of each kind on a map: more can't be told apart."""
MAX_IN_COMMENT = 30

_WIDTH, _HEIGHT, _EDGE = 640, 400, 48
_METRES_A_DEGREE = 111_320.0
_SCALES = tuple(digit * 10**power for power in range(-1, 7) for digit in (1, 2, 5))
_STYLE = (
    ".f{fill:#fff}.l{stroke:#0017c1;stroke-width:2}.b{fill:#fff;stroke:#414141;stroke-width:2}.a{fill:#0017c1}"
    ".n{fill:#197a4b}.g{stroke:#ba000a;stroke-width:3}"
    ".h{stroke:#fff;stroke-width:3;paint-order:stroke}text{font:13px sans-serif;fill:#1a1a1a}"
    ".s{stroke:#1a1a1a;stroke-width:2}"
)


def is_drawable(changes: MapChanges) -> bool:
    """Return whether there is anything to be drawn."""
    return bool(changes.moved or changes.added or changes.removed)


def is_cut(changes: MapChanges, layer: LayerDifference, limit: int) -> bool:
    """Return whether more features of *layer* have changed their place than *limit* of each kind."""
    shown = (min(len(places), limit) for places in (changes.moved, changes.added, changes.removed))
    return any(count > drawn for count, drawn in zip((layer.moved, layer.added, layer.removed), shown, strict=True))


def render_changes_geojson(changes: MapChanges) -> str:
    """Return *changes* as GeoJSON on one line: lines from old places to new ones, and points that are there now.

    Nothing but coordinates is in it.
    """
    shapes: list[dict[str, object]] = []
    for before, after in changes.moved[:MAX_IN_COMMENT]:
        shapes += [
            {"type": "LineString", "coordinates": [_rounded(before), _rounded(after)]},
            {"type": "Point", "coordinates": _rounded(after)},
        ]
    shapes += [{"type": "Point", "coordinates": _rounded(place)} for place in changes.added[:MAX_IN_COMMENT]]
    features = [{"type": "Feature", "properties": {}, "geometry": shape} for shape in shapes]
    return json.dumps({"type": "FeatureCollection", "features": features}, separators=(",", ":"))


def _rounded(place: LonLat) -> list[float]:
    return [round(place[0], 6), round(place[1], 6)]


def render_changes_svg(layer: LayerDifference, title: str, lang: Lang) -> str:
    """Return a map of *layer*: what moved from where to where, what is new and gone, a scale, and the same in words.

    Kinds differ by shape, not by colour alone.

    Arguments:
        layer: In which there is something to be drawn; its examples are numbered.
        title: Of the dataset and layer, as text.
        lang: Of the words.
    """
    words, changes = review_texts(lang), layer.map
    moved = changes.moved[:MAX_ON_MAP]
    added, removed = changes.added[:MAX_ON_MAP], changes.removed[:MAX_ON_MAP]
    frame = _Frame([*(place for move in moved for place in move), *added, *removed])
    heading = escape(words["svg_title"].format(title=visible(title)))
    counts = {"moved": f"{layer.moved:,}", "added": f"{layer.added:,}", "removed": f"{layer.removed:,}"}
    told = escape(words["svg_description"].format(**counts))
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" width="{_WIDTH}" '
        f'height="{_HEIGHT}" role="img" lang="{lang}">',
        f"<title>{heading}</title><desc>{told}</desc><style>{_STYLE}</style>",
        f'<rect class="f" width="{_WIDTH}" height="{_HEIGHT}"/>',
        *(_gone(frame.place(place)) for place in removed),
        *(_new(frame.place(place)) for place in added),
    ]
    for number, (before, after) in enumerate(moved, start=1):
        parts += _move(frame.place(before), frame.place(after), number if number <= len(layer.examples) else None)
    parts += [*_scale(frame.pixels_a_metre), "</svg>"]
    return "\n".join(parts) + "\n"


class _Frame:
    """The part of the earth that all *places* are in, flat: degrees of longitude as short as they are there."""

    def __init__(self, places: Sequence[LonLat]) -> None:
        self._west, self._south = (min(place[axis] for place in places) for axis in (0, 1))
        east, self._north = (max(place[axis] for place in places) for axis in (0, 1))
        self._narrowed = max(1e-9, math.cos(math.radians((self._south + self._north) / 2)))
        width, height = (east - self._west) * self._narrowed, self._north - self._south
        across = (_WIDTH - 2 * _EDGE) / width if width else math.inf
        down = (_HEIGHT - 2 * _EDGE) / height if height else math.inf
        self._pixels_a_degree = min(across, down, 1e9)
        self._left = (_WIDTH - width * self._pixels_a_degree) / 2
        self._top = (_HEIGHT - height * self._pixels_a_degree) / 2

    @property
    def pixels_a_metre(self) -> float:
        return self._pixels_a_degree / _METRES_A_DEGREE

    def place(self, lonlat: LonLat) -> tuple[float, float]:
        """Return where *lonlat* is in the drawing, from its upper left corner."""
        x = self._left + (lonlat[0] - self._west) * self._narrowed * self._pixels_a_degree
        y = self._top + (self._north - lonlat[1]) * self._pixels_a_degree
        return round(x, 1), round(y, 1)


def _move(before: tuple[float, float], after: tuple[float, float], number: int | None) -> list[str]:
    (x1, y1), (x2, y2) = before, after
    text = f'<text class="h" x="{round(x2 + 9, 1)}" y="{round(y2 + 4, 1)}">{number}</text>'
    return [
        f'<line class="l" x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}"/>',
        f'<circle class="b" cx="{x1}" cy="{y1}" r="5"/><circle class="a" cx="{x2}" cy="{y2}" r="6"/>',
        *([text] if number is not None else []),
    ]


def _new(place: tuple[float, float]) -> str:
    x, y = place
    points = f"{x},{round(y - 7, 1)} {round(x + 7, 1)},{round(y + 5, 1)} {round(x - 7, 1)},{round(y + 5, 1)}"
    return f'<polygon class="n" points="{points}"/>'


def _gone(place: tuple[float, float]) -> str:
    x, y = place
    left, right, top, bottom = round(x - 5, 1), round(x + 5, 1), round(y - 5, 1), round(y + 5, 1)
    return (
        f'<line class="g" x1="{left}" y1="{top}" x2="{right}" y2="{bottom}"/>'
        f'<line class="g" x1="{left}" y1="{bottom}" x2="{right}" y2="{top}"/>'
    )


def _scale(pixels_a_metre: float) -> list[str]:
    """Return a bar of a round length, at most a quarter of the drawing."""
    fitting = [metres for metres in _SCALES if metres * pixels_a_metre <= _WIDTH / 4]
    metres = max(fitting, default=_SCALES[0])
    end, y = round(16 + metres * pixels_a_metre, 1), _HEIGHT - 14
    text = f"{metres / 1000:g} km" if metres >= 1000 else f"{metres:g} m"
    return [f'<line class="s" x1="16" y1="{y}" x2="{end}" y2="{y}"/><text class="h" x="16" y="{y - 6}">{text}</text>']
