// What is known of a feature: every column with its title in the page's language, as text.
import { make } from "./elements.js";
import { columnsOf, nameOf } from "./layers.js";
import { labelledValue, labelOf } from "./values.js";

/** Return the contents of the box that opens on a feature. */
export function makeDetails({ layer, feature }, words) {
  const columns = columnsOf(layer, feature);
  const rows = columns
    .map((column) => ({ column, value: feature.properties[column.name], text: words.value(feature.properties[column.name]) }))
    .filter(({ text }) => text)
    .map(({ column, value, text }) =>
      make("div", {}, words.put(make("dt"), column.title), make("dd", words.lang === "ja" ? {} : { lang: "ja" }, ...labelledValue(text, labelOf(column.labels, value), words))),
    );
  const heading = make("strong", words.lang === "ja" ? {} : { lang: "ja" }, nameOf(feature, columns, words));
  const title = words.put(make("span", { class: "mc-quiet" }), layer.definition.title);
  return make("div", { class: "mc-map__details" }, make("p", {}, heading, make("br"), title), make("dl", {}, ...rows));
}
