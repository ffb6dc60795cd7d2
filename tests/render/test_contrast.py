"""Every colour of text is readable on every surface, in each scheme and each hue of the stylesheet that is shipped."""

from __future__ import annotations

import re
from functools import cache

import pytest

from catalog.render.assets import bundle
from catalog.render.colours import KEY_COLOURS
from tests.conftest import ROOT_PATH

SCHEMES = ("default", "slate")
SOURCE_PATH = ROOT_PATH / "catalog" / "web" / "src"
TEXT_RATIO, GRAPHICS_RATIO = 4.5, 3.0


@cache
def variables(scheme: str, hue: str) -> dict[str, str]:
    """Return our custom properties as they are with *scheme* and *hue*."""
    made = bundle()
    css = made.contents[made.stylesheet_uri].decode()
    found: dict[str, str] = {}
    rules = re.findall(r"([^{}]*)\{([^{}]*)\}", css)
    # As in a browser, the heavier rule wins, then the later one.
    for selector, body in sorted(rules, key=lambda rule: rule[0].count("[")):
        schemes = re.findall(r"data-md-color-scheme=\"?([a-z]+)", selector)
        hues = re.findall(r"data-md-color-primary=\"?([a-z-]+)", selector)
        if (schemes and scheme not in schemes) or (hues and hue not in hues):
            continue
        found.update(re.findall(r"(--mc-[a-z-]+):\s*(#[0-9a-fA-F]{3,6})(?=[;}]|$)", body))
    return found


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour.

    Source: WCAG 2.2, relative luminance.
    """
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    channels = [int(digits[index : index + 2], 16) / 255 for index in (0, 2, 4)]
    red, green, blue = (value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def named(values: dict[str, str], prefix: str) -> dict[str, str]:
    """Return the colours whose name begins with *prefix*."""
    return {name: value for name, value in values.items() if name.startswith(prefix)}


@pytest.mark.parametrize("hue", KEY_COLOURS)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_text_is_readable_on_every_surface(scheme: str, hue: str) -> None:
    values = variables(scheme, hue)
    texts, surfaces = named(values, "--mc-text"), named(values, "--mc-surface")
    assert {"--mc-text", "--mc-text-quiet", "--mc-text-key", "--mc-text-error", "--mc-text-warning"} <= set(texts)
    assert {"--mc-surface", "--mc-surface-soft", "--mc-surface-note", "--mc-surface-key"} <= set(surfaces)
    low = {
        (text, surface): round(contrast(texts[text], surfaces[surface]), 2)
        for text in texts
        for surface in surfaces
        if contrast(texts[text], surfaces[surface]) < TEXT_RATIO
    }
    assert low == {}


@pytest.mark.parametrize("hue", KEY_COLOURS)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_text_on_the_key_colour_is_readable(scheme: str, hue: str) -> None:
    values = variables(scheme, hue)
    assert contrast(values["--mc-on-key"], values["--mc-text-key"]) >= TEXT_RATIO


@pytest.mark.parametrize("hue", KEY_COLOURS)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_lines_of_controls_are_visible(scheme: str, hue: str) -> None:
    values = variables(scheme, hue)
    for surface in ("--mc-surface", "--mc-surface-soft"):
        assert contrast(values["--mc-line"], values[surface]) >= GRAPHICS_RATIO
    assert contrast(values["--mc-line-note"], values["--mc-surface"]) >= GRAPHICS_RATIO


@pytest.mark.parametrize("scheme", SCHEMES)
def test_lines_and_bars_of_charts_are_visible(scheme: str) -> None:
    values = variables(scheme, next(iter(KEY_COLOURS)))
    colours = named(values, "--mc-chart-")
    assert len(colours) == 6
    for surface in ("--mc-surface", "--mc-surface-soft"):
        low = [name for name, colour in colours.items() if contrast(colour, values[surface]) < GRAPHICS_RATIO]
        assert low == []


@pytest.mark.parametrize("hue", KEY_COLOURS)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_one_of_the_two_rings_of_the_focus_is_visible_on_every_background(scheme: str, hue: str) -> None:
    values = variables(scheme, hue)
    rings = [values["--mc-focus-outer"], values["--mc-focus-inner"]]
    backgrounds = [*named(values, "--mc-surface").values(), values["--mc-text-key"]]
    assert [each for each in backgrounds if max(contrast(ring, each) for ring in rings) < GRAPHICS_RATIO] == []


def declarations() -> list[tuple[str, str, str]]:
    """Return file, property and value of every colour in the sources, the definitions apart."""
    pattern = re.compile(r"(?<![\w-])(color|background(?:-color)?|fill)\s*:\s*([^;]+);")
    return [
        (path.name, name, value.strip())
        for path in sorted(SOURCE_PATH.glob("*.css"))
        if path.name != "scheme.css"
        for name, value in pattern.findall(path.read_text("utf-8"))
    ]


def test_styles_use_only_colours_that_were_measured() -> None:
    found = declarations()
    assert len(found) > 50
    allowed = {
        "color": r"var\(--mc-(text[a-z-]*|on-key)\)|inherit|currentcolor",
        "fill": r"var\(--mc-(text[a-z-]*|on-key|surface[a-z-]*|chart|chart-[a-f])\)|currentcolor|none",
        "background": r"none",
        "background-color": r"var\(--mc-(surface[a-z-]*|text-key)\)",
    }
    assert [each for each in found if not re.fullmatch(allowed[each[1]], each[2])] == []


def test_the_measure_is_that_of_the_guidelines() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#fff") == pytest.approx(4.54, abs=0.01)
