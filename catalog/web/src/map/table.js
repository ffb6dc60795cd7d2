// The features beside the map, as a table for each layer: what the map tells, for whoever can't use it or doesn't want to.
import { make, makeButton } from "./elements.js";
import { distanceTo } from "./geometry.js";
import { columnsOf, nameOf } from "./layers.js";
import { labelledValue, labelOf } from "./values.js";

const ROWS = 50;

/**
 * Return the table of a layer.
 *
 * Arguments:
 *   features: Those in view.
 *   me: Where the reader is, as longitude and latitude: the nearest features come first; or null.
 *   show: Called with a feature that is to be shown on the map; null where there is no map.
 */
export function makeTable({ layer, features, me, show, words, rows = ROWS }) {
  const columns = columnsOf(layer, features[0]);
  const sorted = me ? nearest(features, me) : features.map((feature) => ({ feature, metres: null }));
  const id = `mc-map-${layer.id.replaceAll("/", "-")}`;
  const caption = make("caption", { id }, words.put(make("span"), layer.definition.title), `${words.say("colon")}${countWords(layer, features, words)}`);
  const head = make("tr", {}, ...headings(columns, me, show, words));
  const body = make("tbody", words.lang === "ja" ? {} : { lang: "ja" });
  const table = make("table", { class: "mc-table" }, caption, make("thead", {}, head), body);
  const scroll = make("div", { class: "mc-scroll", role: "region", tabindex: "0", "aria-labelledby": id }, table);
  const context = { layer, columns, show, words };
  body.append(...sorted.slice(0, rows).map((each) => row(each, context)));
  return make("div", { class: "mc-map__table" }, scroll, more(sorted, rows, body, context));
}

function nearest(features, me) {
  const measured = features.map((feature) => ({ feature, metres: feature.box ? distanceTo(feature.box, me) : Infinity }));
  return measured.sort((a, b) => a.metres - b.metres);
}

function countWords(layer, features, words) {
  const shown = words.number.format(features.length);
  if (layer.tiles) return words.count(features.length < layer.definition.count ? "drawn_of" : "in_view_of", layer.definition.count, { shown });
  const nowhere = layer.features.filter(({ box }) => !box).length;
  const text = words.count("in_view_of", layer.features.length, { shown });
  return nowhere ? `${text}${words.count("nowhere", nowhere)}` : text;
}

function headings(columns, me, show, words) {
  const cell = (child) => make("th", { scope: "col" }, child);
  return [
    ...(show ? [make("th", { scope: "col", class: "mc-map__column" }, words.say("on_map"))] : []),
    ...(me ? [cell(words.say("distance"))] : []),
    ...columns.map(({ title }) => words.put(make("th", { scope: "col" }), title)),
  ];
}

function row({ feature, metres }, { layer, columns, show, words }) {
  const cells = columns.map(({ name, type, labels }) => {
    const value = feature.properties[name];
    const isNumber = typeof value === "number" && type !== "year" && !labels;
    return make("td", { class: isNumber ? "mc-number" : null }, ...labelledValue(words.value(value), labelOf(labels, value), words));
  });
  const name = nameOf(feature, columns, words);
  const key = `${layer.id}:${feature.number}`;
  const label = words.say("show_what", { name });
  const button = show && makeButton(words.say("show"), () => show(feature), { "aria-label": label, "data-feature": key });
  const own = words.lang === "ja" ? {} : { lang: words.lang };
  return make(
    "tr",
    {},
    ...(show ? [make("td", { ...own, class: "mc-map__column" }, feature.box ? button : words.say("no_place"))] : []),
    ...(metres === null ? [] : [make("td", { ...own, class: "mc-number" }, Number.isFinite(metres) ? words.distance(metres) : "")]),
    ...cells,
  );
}

function more(sorted, rows, body, context) {
  let shown = rows;
  if (sorted.length <= shown) return null;
  const { words } = context;
  const label = () => words.count("more", Math.min(ROWS, sorted.length - shown));
  const button = makeButton(label(), () => {
    const added = sorted.slice(shown, shown + ROWS).map((each) => row(each, context));
    body.append(...added);
    shown += ROWS;
    if (shown < sorted.length) button.textContent = label();
    else button.remove();
    (added[0].querySelector("button") ?? body.closest("[tabindex]")).focus();
  });
  return button;
}
