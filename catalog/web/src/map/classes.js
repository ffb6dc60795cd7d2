// How a layer's features are told apart: alike, by category, or by ranges of a number, as the layer's style says.

/** The class of what fits none of the others, or has no value. */
export const OTHER = -1;

/** Return the classes of a style (or of none): `kind`, `field`, `items` for the legend, and `of(properties)`, a feature's class. */
export function classify(style) {
  const kind = style?.kind ?? "simple";
  const items = style?.classes ?? [];
  const { field = null, colour = null } = style ?? {};
  const find = { simple: () => 0, categories: categoryFinder(items), choropleth: rangeFinder(items) }[kind];
  return { kind, field, colour, items, of: (properties) => find(properties[field]) };
}

function categoryFinder(items) {
  const numbers = new Map(items.map(({ value }, index) => [String(value), index]));
  return (value) => numbers.get(String(value)) ?? OTHER;
}

function rangeFinder(items) {
  const holds = (value) => ({ from, to }) => (from === null || value >= from) && (to === null || value < to);
  return (value) => (typeof value === "number" ? items.findIndex(holds(value)) : OTHER);
}

/** Return the numbers of the classes, that of the others last. */
export function classNumbers({ kind, items }) {
  return kind === "simple" ? [0] : [...items.keys(), OTHER];
}

/** Return the class of a feature in MapLibre's terms, for features that come in tiles. */
export function classExpression({ kind, field, items }) {
  if (kind === "simple") return 0;
  const value = ["get", field];
  if (kind === "categories") {
    const pairs = [...new Map(items.map((item, index) => [String(item.value), index]))].flat();
    return ["match", ["to-string", value], ...pairs, OTHER];
  }
  const holds = ({ from, to }) => ["all", ...(from === null ? [] : [[">=", value, from]]), ...(to === null ? [] : [["<", value, to]])];
  const cases = items.flatMap((item, index) => [holds(item), index]);
  return ["case", ["!=", ["typeof", value], "number"], OTHER, ...cases, OTHER];
}
