"""Metres on a plane → zone of the plane rectangular system (平面直角座標系) and order of the axes.

Every pair of such numbers lies somewhere in Japan in nearly every zone and in both orders. Only where the table says
which prefecture or municipality it is about can the one combination be found that lands there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from catalog.infer.markers import is_marker
from catalog.infer.samples import Sample
from catalog.model.layer import BBox
from catalog.notation.widths import fold_width
from catalog.standards.extents import find_extent
from catalog.standards.municipalities import bodies_named, code_of_five, find_body
from catalog.standards.plane_rectangular import project, zones_of_prefecture

_CODE_HEADING = re.compile("団体コ-ド|市区?町村コ-ド|自治体コ-ド|都道府県コ-ド|lgcode|prefcode|citycode")
_NAME_HEADING = re.compile(
    "^(?:地方公共団体|都道府県|県|市区?町村|市町|自治体)名?$|^(?:pref|prefecture|city|municipality)$"
)
_ADDRESS_HEADING = re.compile("住所|所在地|address")
_ADDRESS = re.compile(
    r"((?:東京都|北海道|京都府|大阪府|.{2,3}県)?(?:[^市区町村]{1,6}郡)?[^0-9０-９]{1,6}?[市町村]|東京都.{1,4}区)"
)
_MAX_VALUES = 100
_INSIDE_SHARE = 0.9
_STEPS = 4


@dataclass(frozen=True, slots=True)
class Plane:
    """A zone, 1 to 19, and which of two columns holds the eastings."""

    zone: int
    first_is_easting: bool


def find_plane(first: Sequence[float], second: Sequence[float], places: frozenset[str]) -> Plane | None:
    """Return the one zone and order of axes that puts the points of two columns into *places*, or ``None``.

    Arguments:
        first: Metres; the columns needn't be of one length, but are of the same points.
        second: Metres.
        places: Six-digit codes of all bodies that the points may lie in.
    """
    if not first or not second:
        return None
    found = {
        Plane(zone, is_easting)
        for code in places
        for zone in zones_of_prefecture(code[:2])
        for is_easting in (True, False)
        if _lies_in(code, zone, first if is_easting else second, second if is_easting else first)
    }
    return found.pop() if len(found) == 1 else None


def places_of(samples: Sequence[Sample]) -> frozenset[str]:
    """Return the codes of the bodies that a table is about, by its codes, names and addresses, in this order.

    Empty where it doesn't tell, or tells of more than one prefecture.
    """
    for heading, read in ((_CODE_HEADING, _by_code), (_NAME_HEADING, _by_name), (_ADDRESS_HEADING, _by_address)):
        texts = [text for sample in samples if heading.search(sample.key) for text in sample.values[:_MAX_VALUES]]
        codes = {code for text in texts if not is_marker(text) for code in read(fold_width(text))}
        # A column of prefectures beside one of municipalities adds nothing.
        narrow = {code for code in codes if code[2:5] != "000"} or codes
        if codes:
            return frozenset(narrow) if len({code[:2] for code in codes}) == 1 else frozenset()
    return frozenset()


def _by_code(text: str) -> Iterator[str]:
    code = code_of_five(text) if len(text) == 5 else text
    if code is not None and find_body(code) is not None:
        yield code


def _by_name(text: str) -> Iterator[str]:
    codes = bodies_named(text)
    if len(codes) == 1:
        yield codes[0]


def _by_address(text: str) -> Iterator[str]:
    match = _ADDRESS.match(text)
    if match is not None:
        yield from _by_name(match[1])


def _lies_in(code: str, zone: int, eastings: Sequence[float], northings: Sequence[float]) -> bool:
    extent = find_extent(code)
    if extent is None:
        return False
    box = _projected(extent.box, zone)
    return _mostly(eastings, box.west, box.east) and _mostly(northings, box.south, box.north)


def _mostly(numbers: Sequence[float], lowest: float, highest: float) -> bool:
    return sum(lowest <= number <= highest for number in numbers) >= _INSIDE_SHARE * len(numbers)


def _projected(box: BBox, zone: int) -> BBox:
    """Return the box in metres around the sides of *box*, which are curves on the plane."""
    across, up = (box.east - box.west) / _STEPS, (box.north - box.south) / _STEPS
    steps = range(_STEPS + 1)
    points = [project(box.west + i * across, box.south + j * up, zone) for i in steps for j in steps]
    eastings, northings = [point[0] for point in points], [point[1] for point in points]
    return BBox(min(eastings), min(northings), max(eastings), max(northings))
