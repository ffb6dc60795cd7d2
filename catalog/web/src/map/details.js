// What is known of a feature: every column with its title in the page's language, as text.
import { pageOf } from "../dataset_pages.js";
import { make } from "./elements.js";
import { columnsOf, nameColumn, nameOf } from "./layers.js";
import { labelledValue, labelOf } from "./values.js";

/** Return the contents of the box that opens on a feature. */
export function makeDetails({ layer, feature }, words, root) {
  const columns = columnsOf(layer, feature);
  const rows = columns
    .map((column) => ({ column, value: feature.properties[column.name], text: words.value(feature.properties[column.name]) }))
    .filter(({ text }) => text)
    .map(({ column, value, text }) =>
      make("div", {}, words.put(make("dt"), column.title), make("dd", words.lang === "ja" ? {} : { lang: "ja" }, ...labelledValue(text, labelOf(column.labels, value), words))),
    );
  const heading = make("strong", words.lang === "ja" ? {} : { lang: "ja" }, nameOf(feature, columns, words));
  const title = words.put(make("span", { class: "mc-quiet" }), layer.definition.title);
  return make("div", { class: "mc-map__details" }, make("p", {}, heading, make("br"), title), make("dl", {}, ...rows), rowLink({ layer, feature }, columns, words, root));
}

/** Return the way to the feature's row in the table of its dataset: by its number, or in tiles by its name. */
function rowLink({ layer, feature }, columns, words, root) {
  const [body, dataset, table] = layer.id.split("/");
  const address = new URLSearchParams({ table });
  const column = nameColumn(columns);
  if (!layer.tiles) address.set("row", feature.number + 1);
  else if (column && typeof feature.properties[column.name] === "string") address.set(`is.${column.name}`, feature.properties[column.name]);
  else return null;
  return make("p", {}, make("a", { href: `${root}${pageOf(words.lang, `${body}/${dataset}`)}?${address}` }, words.say("in_table")));
}
