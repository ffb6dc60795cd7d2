"""What is drawn on a map shows on its ground, and people who see colours differently can tell its colours apart."""

from __future__ import annotations

import json
import math
from itertools import combinations, pairwise

import pytest

from catalog.standards.map_colours import HUES, OTHER_COLOUR, RAMPS, derive_ramp
from tests.conftest import ROOT_PATH
from tests.render.test_contrast import GRAPHICS_RATIO, TEXT_RATIO, contrast

PALETTE = json.loads((ROOT_PATH / "catalog/web/src/map/palette.json").read_text("utf-8"))
SCHEMES = ("light", "dark")

# How linear light looks to people without one kind of cone. Source: Machado, Oliveira, Fernandes (2009), severity 1.0.
VISIONS = {
    "normal": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.01182, 0.04294, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.3039)),
}
APART = 0.05
"""Least distance in Oklab of two areas that can be told apart on a map; 0.02 is just noticeable side by side."""

Triple = tuple[float, float, float]


def times(matrix: tuple[Triple, ...], vector: Triple) -> Triple:
    """Return a matrix times a vector."""
    first, second, third = (sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix)
    return first, second, third


def linear(colour: str) -> Triple:
    """Return the linear light of a colour."""
    channels = (int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5))
    red, green, blue = (value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels)
    return red, green, blue


def oklab(light: Triple) -> Triple:
    """Return linear light in a space in which distances are differences as people see them.

    Source: Björn Ottosson, A perceptual color space for image processing (2020).
    """
    cones = times(
        (
            (0.4122214708, 0.5363325363, 0.0514459929),
            (0.2119034982, 0.6806995451, 0.1073969566),
            (0.0883024619, 0.2817188376, 0.6299787005),
        ),
        light,
    )
    long, medium, short = (value ** (1 / 3) for value in cones)
    return times(
        (
            (0.2104542553, 0.7936177850, -0.0040720468),
            (1.9779984951, -2.4285922050, 0.4505937099),
            (0.0259040371, 0.7827717662, -0.8086757660),
        ),
        (long, medium, short),
    )


def distance(one: str, other: str, vision: str) -> float:
    """Return how far two colours are apart for people with a kind of vision."""
    seen = (times(VISIONS[vision], linear(colour)) for colour in (one, other))
    first, second = (oklab((max(red, 0), max(green, 0), max(blue, 0))) for red, green, blue in seen)
    return math.dist(first, second)


def test_the_browser_uses_the_hues_of_the_catalog() -> None:
    assert PALETTE["distinct"] == list(HUES.values())
    assert PALETTE["other"] == OTHER_COLOUR


@pytest.mark.parametrize("vision", VISIONS)
def test_every_two_hues_can_be_told_apart(vision: str) -> None:
    colours = [*PALETTE["distinct"], PALETTE["other"]]
    near = {(a, b): round(distance(a, b, vision), 3) for a, b in combinations(colours, 2)}
    assert {pair: apart for pair, apart in near.items() if apart < APART} == {}


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize("hue", RAMPS)
def test_neighbours_of_a_ramp_can_be_told_apart(hue: str, vision: str) -> None:
    shades = derive_ramp(hue, 5)
    assert min(distance(a, b, vision) for a, b in pairwise(shades)) >= APART


@pytest.mark.parametrize("scheme", SCHEMES)
def test_outlines_and_counts_show_on_the_ground(scheme: str) -> None:
    values = PALETTE[scheme]
    assert contrast(values["outline"], values["ground"]) >= GRAPHICS_RATIO
    assert contrast(values["outline"], values["halo"]) >= TEXT_RATIO


def test_distances_are_as_they_should_be() -> None:
    assert distance("#000000", "#ffffff", "normal") == pytest.approx(1, abs=0.001)
    assert distance("#ff0000", "#ff0000", "tritanopia") == 0
    assert distance("#d55e00", "#009e73", "deuteranopia") < distance("#d55e00", "#009e73", "normal")
