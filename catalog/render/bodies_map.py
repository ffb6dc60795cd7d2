"""A small map of where the bodies of a catalog are, drawn when the site is built: a dot for every municipality's hall.

It needs no borders and nothing from elsewhere: the halls of all municipalities, small and faint, show the shape of the
country. The same bodies stand in the list beside it, which is what is read aloud and what a keyboard reaches.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from markupsafe import Markup

from catalog.i18n import overview_texts
from catalog.model.site import Municipality, MunicipalityKind
from catalog.model.text import Lang
from catalog.render.formats import format_counted
from catalog.standards.municipalities import find_body, read_municipalities

WIDTH = 360
TALLEST = 420
"""Of the drawing, in its own units."""
SHORTEST_DEGREES = 1.6
"""A map of less than some 180 km shows nothing that anybody would know."""
MARGIN = 0.12
MOST_NAMES = 12
"""With more bodies than this, their names would lie on one another."""
_RADIUS = 5
_WIDE_RADIUS = 9
_TEXT_HEIGHT = 15


@dataclass(frozen=True, slots=True)
class _Frame:
    """What of the earth is shown, and how it comes onto the drawing."""

    west: float
    north: float
    scale: float
    stretch: float
    height: int

    def place(self, point: tuple[float, float]) -> tuple[float, float]:
        return (point[0] - self.west) * self.stretch * self.scale, (self.north - point[1]) * self.scale

    def shows(self, point: tuple[float, float]) -> bool:
        x, y = self.place(point)
        return 0 <= x <= WIDTH and 0 <= y <= self.height


@dataclass(frozen=True, slots=True)
class _Mark:
    municipality: Municipality
    x: float
    y: float


def render_bodies_map(municipalities: Iterable[Municipality], lang: Lang, base: str) -> Markup | None:
    """Return the map as a figure, ``None`` where it isn't known where any of them is."""
    points = {each: point for each in municipalities if (point := _point(each)) is not None}
    if not points:
        return None
    frame = _frame(list(points.values()))
    marks = [_Mark(each, *frame.place(point)) for each, point in points.items()]
    prefectures = {each.code[:2] for each in points if each.kind is MunicipalityKind.PREFECTURE}
    inside = {code: hall for code, hall in _halls().items() if frame.shows(hall)}
    own = [hall for code, hall in inside.items() if code[:2] in prefectures]
    others = [hall for code, hall in inside.items() if code[:2] not in prefectures]
    texts = overview_texts(lang)
    return Markup(
        '<figure class="mc-bodies-map" aria-labelledby="bodies-map">'
        '<svg viewBox="0 0 {width} {height}" aria-hidden="true" focusable="false">'
        '<path class="mc-bodies-map__land" d="{land}"/><path class="mc-bodies-map__own" d="{own}"/>{marks}</svg>'
        '<figcaption><span class="mc-unseen" id="bodies-map">{caption}</span>{note}</figcaption></figure>'
    ).format(
        width=WIDTH,
        height=frame.height,
        land=_dots(others, frame),
        own=_dots(own, frame),
        marks=Markup("").join(_render_marks(marks, lang, base)),
        caption=texts["bodies_map_of"].format(count=format_counted("municipalities", len(points), lang)),
        note=texts["bodies_map_note"],
    )


def _point(municipality: Municipality) -> tuple[float, float] | None:
    """Return where a body is: its hall, or for a prefecture, the middle of its municipalities'."""
    if municipality.kind is MunicipalityKind.PREFECTURE:
        halls = [hall for code, hall in _halls().items() if code[:2] == municipality.code[:2]]
        if halls:
            return median(hall[0] for hall in halls), median(hall[1] for hall in halls)
    body = find_body(municipality.code)
    return body.hall if body is not None else None


def _halls() -> dict[str, tuple[float, float]]:
    return {code: each.hall for code, each in read_municipalities().items() if each.hall is not None}


def _frame(points: Sequence[tuple[float, float]]) -> _Frame:
    """Return a frame around *points* with some room, neither flat nor higher than :data:`TALLEST`."""
    west, east = min(point[0] for point in points), max(point[0] for point in points)
    south, north = min(point[1] for point in points), max(point[1] for point in points)
    stretch = math.cos(math.radians((south + north) / 2))
    wide = max((east - west) * stretch, SHORTEST_DEGREES) * (1 + 2 * MARGIN)
    high = max(north - south, SHORTEST_DEGREES * 0.75) * (1 + 2 * MARGIN)
    wide, high = max(wide, high * WIDTH / TALLEST), max(high, wide * 0.55)
    scale = WIDTH / wide
    middle = (west + east) / 2, (south + north) / 2
    return _Frame(middle[0] - wide / 2 / stretch, middle[1] + high / 2, scale, stretch, round(high * scale))


def _dots(points: Iterable[tuple[float, float]], frame: _Frame) -> str:
    """Return a path of strokes without length, which round ends make dots; each place once."""
    places = {(round(x), round(y)) for x, y in map(frame.place, points)}
    return "".join(f"M{x} {y}h0" for x, y in sorted(places))


def _render_marks(marks: Sequence[_Mark], lang: Lang, base: str) -> list[Markup]:
    taken: list[tuple[float, float, float, float]] = [_box(mark.x - 7, mark.y - 7, 14, 14) for mark in marks]
    rendered = []
    # A prefecture is a ring around what lies in its middle.
    for mark in sorted(marks, key=lambda mark: (not _is_wide(mark), mark.y, mark.x)):
        name = mark.municipality.name.text(lang)
        text = _render_name(mark, name, taken, lang) if len(marks) <= MOST_NAMES else Markup("")
        kind = " mc-bodies-map__wide" if _is_wide(mark) else ""
        rendered.append(
            Markup(
                '<a class="mc-bodies-map__body{kind}" href="{base}{lang}/municipalities/{id}/" tabindex="-1">'
                '<title>{name}</title><circle class="mc-bodies-map__hit" cx="{x}" cy="{y}" r="13"/>'
                '<circle cx="{x}" cy="{y}" r="{r}"/>{text}</a>'
            ).format(
                kind=kind,
                base=base,
                lang=lang,
                id=mark.municipality.id,
                name=name,
                x=round(mark.x, 1),
                y=round(mark.y, 1),
                r=_WIDE_RADIUS if _is_wide(mark) else _RADIUS,
                text=text,
            )
        )
    return rendered


def _is_wide(mark: _Mark) -> bool:
    return mark.municipality.kind is MunicipalityKind.PREFECTURE


def _render_name(mark: _Mark, name: str, taken: list[tuple[float, float, float, float]], lang: Lang) -> Markup:
    """Return the name beside its mark, on the first side where there is room; nothing where there is none."""
    width = sum(15 if ord(character) > 0x2E7F else 8.2 for character in name)
    sides = (
        ("start", mark.x + 10, mark.y + 5, mark.x + 10, mark.y - 8),
        ("end", mark.x - 10, mark.y + 5, mark.x - 10 - width, mark.y - 8),
        ("middle", mark.x, mark.y - 11, mark.x - width / 2, mark.y - 24),
        ("middle", mark.x, mark.y + 22, mark.x - width / 2, mark.y + 9),
    )
    own = _box(mark.x - 7, mark.y - 7, 14, 14)
    for anchor, x, y, left, top in sides:
        box = _box(left, top, width, _TEXT_HEIGHT)
        if left < 0 or left + width > WIDTH or top < 0 or any(_meet(box, other) for other in taken if other != own):
            continue
        taken.append(box)
        return Markup('<text x="{}" y="{}" text-anchor="{}">{}</text>').format(round(x, 1), round(y, 1), anchor, name)
    return Markup("")


def _box(left: float, top: float, width: float, height: float) -> tuple[float, float, float, float]:
    return left, top, left + width, top + height


def _meet(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
