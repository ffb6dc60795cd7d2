"""The colours of maps: few, and so chosen that people who see colours differently can tell them apart.

Source: the hues of the palette by Okabe and Ito (Color Universal Design); the ramps get darker evenly, which is also
seen in grey.
"""

from __future__ import annotations

from collections.abc import Mapping

HUES: Mapping[str, str] = {
    "blue": "#0072b2",
    "orange": "#e69f00",
    "green": "#009e73",
    "red": "#d55e00",
    "purple": "#cc79a7",
    "sky": "#56b4e9",
    "yellow": "#f0e442",
    "grey": "#767676",
}
"""Every colour that a style may name; categories without one get them in this order."""

DEFAULT_HUE = "blue"
OTHER_COLOUR = "#bdbdbd"
"""Of features that belong to no class: a lighter grey than the one that a class can have."""

RAMPS: Mapping[str, tuple[str, str]] = {
    "blue": ("#dce9f5", "#0b3c74"),
    "orange": ("#fdebd0", "#7a3800"),
    "green": ("#dcf1e7", "#004f38"),
    "red": ("#fde3d8", "#7d2200"),
    "purple": ("#f3e3ee", "#5c2a56"),
    "grey": ("#e8e8e8", "#2e2e2e"),
}
"""The lightest and the darkest colour of the ramps for ranges of numbers."""

MOST_CLASSES = 8
"""More entries of a legend than this can't be told apart on a map."""


def derive_ramp(hue: str, count: int) -> tuple[str, ...]:
    """Return *count* colours from light to dark, of the ramp that is called *hue*."""
    light, dark = RAMPS[hue]
    ends = [(int(light[place : place + 2], 16), int(dark[place : place + 2], 16)) for place in (1, 3, 5)]
    shares = [index / (count - 1) if count > 1 else 1.0 for index in range(count)]
    return tuple(
        "#" + "".join(f"{round(start + (end - start) * share):02x}" for start, end in ends) for share in shares
    )
