"""The key colours that a catalog may choose from: the hues of the Digital Agency's design tokens.

A test holds these values to the tokens in the stylesheet.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class KeyColour:
    """One hue as the stylesheet uses it for links and marks, on a light and on a dark page."""

    light: str
    dark: str


KEY_COLOURS: Mapping[str, KeyColour] = {
    "blue": KeyColour("#0017c1", "#9db7f9"),
    "light-blue": KeyColour("#0055ad", "#57b8ff"),
    "cyan": KeyColour("#006173", "#2bc8e4"),
    "green": KeyColour("#115a36", "#51b883"),
    "lime": KeyColour("#3e5a00", "#9ddd15"),
    "yellow": KeyColour("#6e5600", "#ffc700"),
    "orange": KeyColour("#8b3200", "#ff8d44"),
    "red": KeyColour("#a90000", "#ff9696"),
    "magenta": KeyColour("#8b008b", "#ff8eff"),
    "purple": KeyColour("#5109ad", "#cda6ff"),
}
DEFAULT_KEY_COLOUR = "blue"


def key_colour(name: str) -> KeyColour:
    """Return the hue *name*, or the default one."""
    return KEY_COLOURS.get(name, KEY_COLOURS[DEFAULT_KEY_COLOUR])
