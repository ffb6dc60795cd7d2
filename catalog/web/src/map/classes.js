// How a layer's features are told apart: alike, by category, or by steps of a number.
import { DISTINCT_COUNT, STEP_COUNT } from "./palette.js";

/** The class of what fits none of the others, or has no value. */
export const OTHER = -1;

/**
 * Return the classes of a layer: `kind`, `field`, `items` (for the legend), and `of(properties)`, the number of a feature's class.
 *
 * What the style leaves open is taken from the features: the most frequent categories, or steps with as many features each.
 */
export function classify(style, features) {
  if (style?.kind === "categories") return byCategory(style, features);
  if (style?.kind === "choropleth") return byStep(style, features);
  return { kind: "simple", field: null, items: [], of: () => 0 };
}

function byCategory({ field, classes }, features) {
  const items = (classes ?? frequentValues(features, field)).slice(0, DISTINCT_COUNT);
  const numbers = new Map(items.map((item, index) => [String(item.value), index]));
  const of = (properties) => numbers.get(String(properties[field])) ?? OTHER;
  return { kind: "categories", field, items, of };
}

function frequentValues(features, field) {
  const counts = new Map();
  for (const { properties } of features) {
    const value = properties[field];
    if (value !== null && value !== undefined && value !== "") counts.set(String(value), (counts.get(String(value)) ?? 0) + 1);
  }
  const byCount = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return byCount.map(([value]) => ({ value }));
}

function byStep({ field, breaks }, features) {
  const edges = (breaks ?? quantiles(features, field)).slice(0, STEP_COUNT - 1);
  const items = Array.from({ length: edges.length + 1 }, (_, index) => ({ from: edges[index - 1] ?? null, to: edges[index] ?? null }));
  const of = (properties) => {
    const value = properties[field];
    return typeof value === "number" ? edges.filter((edge) => value >= edge).length : OTHER;
  };
  return { kind: "choropleth", field, items, of };
}

/** Return the values that part the features into groups of the same size; none where all have one value. */
export function quantiles(features, field) {
  const values = features.map(({ properties }) => properties[field]).filter((value) => typeof value === "number");
  values.sort((a, b) => a - b);
  const edges = Array.from({ length: STEP_COUNT - 1 }, (_, index) => values[Math.floor(((index + 1) * values.length) / STEP_COUNT)]);
  return [...new Set(edges)].filter((edge) => edge > values[0]);
}
