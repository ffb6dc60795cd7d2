// The legend: each look with its meaning in words.
import { classNumbers, OTHER } from "./classes.js";
import { lookOf, opacityOf } from "./drawing.js";
import { make } from "./elements.js";

const SVG = "http://www.w3.org/2000/svg";
const LINE = "M-9 4L0-4L9 2";
const AREA = "M-9-6H9V6H-9Z";

/** Return the legend of the layers that are shown. */
export function makeLegend(layers, scheme, words) {
  return make("ul", { class: "mc-map__legend", "aria-label": words.say("legend") }, ...layers.map((layer) => entry(layer, scheme, words)));
}

function entry(layer, scheme, words) {
  const title = words.put(make("span"), layer.definition.title);
  if (layer.classes.kind === "simple") return make("li", {}, swatch(layer, 0, scheme), title);
  const { field } = layer.classes;
  const column = layer.definition.columns.find(({ name }) => name === field);
  const by = words.put(make("span"), column?.title ?? { ja: field });
  const classes = classNumbers(layer.classes).map((number) => make("li", {}, swatch(layer, number, scheme), meaning(layer, number, words)));
  return make("li", { class: "mc-map__classes" }, make("p", {}, title, " · ", by), make("ul", {}, ...classes));
}

function meaning(layer, number, words) {
  const element = make("span");
  const item = layer.classes.items[number];
  if (number === OTHER) element.textContent = words.say("other");
  else if (item.title) words.put(element, item.title);
  else if (layer.classes.kind === "categories") words.put(element, { ja: item.value });
  else element.textContent = range(item, words);
  return element;
}

function range({ from, to }, words) {
  if (from === null) return words.say("below", { to: words.figure(to) });
  if (to === null) return words.say("from", { from: words.figure(from) });
  return words.say("between", { from: words.figure(from), to: words.figure(to) });
}

/** Return a picture of a class as it is drawn: a shape for points, a line, or an area. */
export function swatch(layer, number, scheme) {
  const { colour, shape } = lookOf(layer, number);
  const kind = layer.definition.geometry;
  const svg = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  set(svg, { viewBox: "-10 -10 20 20", width: 20, height: 20, "aria-hidden": "true", focusable: "false", class: "mc-map__swatch" });
  if (kind.endsWith("LineString")) {
    const casing = document.createElementNS(SVG, "path");
    set(casing, { d: LINE, fill: "none", stroke: scheme.outline, "stroke-width": 5 });
    set(path, { d: LINE, fill: "none", stroke: colour, "stroke-width": 3 });
    svg.append(casing);
  } else if (kind.endsWith("Polygon")) {
    set(path, { d: AREA, fill: colour, "fill-opacity": opacityOf(layer), stroke: scheme.outline, "stroke-width": 1.2 });
  } else set(path, { d: shape, fill: colour, stroke: scheme.outline, "stroke-width": 1.2 });
  svg.append(path);
  return svg;
}

function set(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
}
