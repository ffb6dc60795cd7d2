// Colours and shapes of what is drawn. Which colours tell apart, for whom and on what, is held by tests/site/test_map_palette.py.
import palette from "./palette.json";

/** Shapes of points as SVG paths in a box from -8 to 8: with the colour they tell what a point is, so that none is told by colour alone. */
export const SHAPES = [
  "M0-6.5A6.5 6.5 0 1 1 0 6.5A6.5 6.5 0 1 1 0-6.5Z",
  "M-5.8-5.8H5.8V5.8H-5.8Z",
  "M0-7.4L7.2 5.6H-7.2Z",
  "M0-8L8 0L0 8L-8 0Z",
  "M-2.4-7H2.4V-2.4H7V2.4H2.4V7H-2.4V2.4H-7V-2.4H-2.4Z",
  "M0 7.4L-7.2-5.6H7.2Z",
];
export const OTHER_SHAPE = "M0-4.5A4.5 4.5 0 1 1 0 4.5A4.5 4.5 0 1 1 0-4.5Z";

/** How many colours (and shapes) there are to tell layers or categories apart. */
export const DISTINCT_COUNT = palette.light.distinct.length;

/** How many steps a scale of values has at most. */
export const STEP_COUNT = palette.light.sequential.length;

/** Return the colours for a light or a dark screen. */
export function colours(isDark) {
  return isDark ? palette.dark : palette.light;
}

/** Return *count* colours of the scale, spread from its first to its last. */
export function steps(scheme, count) {
  const all = scheme.sequential;
  return Array.from({ length: count }, (_, index) => all[count === 1 ? 2 : Math.round((index * (all.length - 1)) / (count - 1))]);
}
