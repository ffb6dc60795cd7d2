// A cell as people of the page's language read it; catalog/render/cells.py writes the first rows of a page in the same way.
import { make, makeValue } from "../map/elements.js";
import { labelledValue, labelOf } from "../map/values.js";
import { parseValue } from "./columns.js";
import { dataText, makeButton } from "./parts.js";

const LONGEST_CELL = 300;
const NUMERIC = new Set(["integer", "number", "decimal"]);
export const PLACE = /緯度|経度|座標|latitude|longitude|easting|northing|^[xy]$/i;
export const CODE = /コード|番号|code|number|^no\.?$|(^|[^a-z])id$/i;

/** Return whether the cells of a column stand on the right. */
export function isNumeric({ kind, labels }) {
  return NUMERIC.has(kind) && !labels;
}

/** Return whether the numbers of a column can be added up: not those that are names, such as codes, years and coordinates. */
export function isQuantity({ name, title, kind, type, labels }) {
  return NUMERIC.has(kind) && type !== "year" && !labels && ![name, title.en ?? ""].some((text) => PLACE.test(text) || CODE.test(text));
}

/** Return a cell of a table: the heading of its row where it is the first. */
export function makeCell(column, value, words, isFirst) {
  const place = isFirst ? ["th", { scope: "row" }] : ["td", {}];
  if (value === null || value === "") {
    return make(place[0], { ...place[1], class: "mc-missing", lang: words.lang === "ja" ? null : words.lang }, ...missingContent(words));
  }
  // What isn't a text of the data is written in the page's language; what a value means tells its own.
  const isWritten = column.kind !== "text" && !labelOf(column.labels, value);
  const attributes = { ...place[1], class: isNumeric(column) ? "mc-number" : null, lang: isWritten && words.lang !== "ja" ? words.lang : null };
  return make(place[0], attributes, ...cellContent(column, value, words));
}

/** Return what stands where there is no value: a dash for the eye, a word for the ear. */
export function missingContent(words) {
  return [make("span", { "aria-hidden": "true" }, "—"), make("span", { class: "mc-unseen" }, words.say("missing"))];
}

/** Return the content of a cell that has a value, shortened where it is long. */
export function cellContent(column, value, words, longest = LONGEST_CELL) {
  const text = words.value(column, value);
  const label = labelOf(column.labels, value);
  if (label) return labelledValue(text, label, words);
  const era = words.eraOf(column, value);
  if (era) {
    const [day, clock] = text.split(" ");
    return [day, make("span", { class: "mc-era" }, words.say("era", { era })), ...(clock ? [` ${clock}`] : [])];
  }
  if (text.length <= longest) return [makeValue(text)];
  const rest = makeButton(words.say("more_text"), () => rest.replaceWith(text.slice(longest)), { class: "mc-grid__more", lang: words.lang });
  return [text.slice(0, longest), rest];
}

/** Return a value's name where values are listed; *value* is written as in a published table, "" for a missing one. */
export function valueName(column, value, words) {
  if (value === "") return make("span", {}, words.say("missing"));
  const label = labelOf(column.labels, value);
  if (label) return labelledName(value, label, words);
  if (column.kind === "text" || column.kind === "decimal") return dataText("span", words, value);
  return make("span", {}, ...cellContent(column, column.kind === "boolean" ? value : parseValue(column.kind, value), words));
}

/** Return what a value means, with the value where that is another text. */
function labelledName(value, label, words) {
  const shown = dataText("bdi", words, label);
  if (shown.textContent === value) return make("span", {}, shown);
  return make("span", {}, shown, " ", make("span", { class: "mc-quiet", lang: words.lang === "ja" ? null : "ja" }, value));
}
