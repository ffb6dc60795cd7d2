// Colours and shapes of what is drawn. The hues are those of catalog/standards/map_colours.py (tests/render/test_map_palette.py holds them to it); each area,
// line and point has an outline that shows on the ground below it, since not every hue does.
import palette from "./palette.json";

/** Shapes of points as SVG paths in a box from -8 to 8: with the colour they tell what a point is, so that none is told by colour alone. */
export const SHAPES = [
  "M0-6.2A6.2 6.2 0 1 1 0 6.2A6.2 6.2 0 1 1 0-6.2Z",
  "M-5.6-5.6H5.6V5.6H-5.6Z",
  "M0-7.2L7 5.4H-7Z",
  "M0-7.6L7.6 0L0 7.6L-7.6 0Z",
  "M-2.6-7H2.6V-2.6H7V2.6H2.6V7H-2.6V2.6H-7V-2.6H-2.6Z",
  "M0 7.2L-7-5.4H7Z",
  "M0-7.2L6.9-2.2L4.2 5.8H-4.2L-6.9-2.2Z",
  "M-6.2-3.4L-3.4-6.2L0-2.8L3.4-6.2L6.2-3.4L2.8 0L6.2 3.4L3.4 6.2L0 2.8L-3.4 6.2L-6.2 3.4L-2.8 0Z",
];
export const OTHER_SHAPE = "M0-4A4 4 0 1 1 0 4A4 4 0 1 1 0-4Z";

/** The hues that layers without a style of their own take in turn. */
export const DISTINCT = palette.distinct;
export const OTHER_COLOUR = palette.other;

/** Return what the ground is like on a light or a dark screen, and what shows on it. */
export function schemeOf(isDark) {
  return isDark ? palette.dark : palette.light;
}

/** Return whether the page is dark. */
export function isDarkPage() {
  return document.body.dataset.mdColorScheme === "slate";
}
