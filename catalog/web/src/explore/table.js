// A page of a table as a real one: headings that sort, cells as text in the page's language.
import { make, makeValue } from "../map/elements.js";
import { dataText, makeButton, sign } from "./parts.js";

const LONGEST_CELL = 300;
const NUMERIC = new Set(["integer", "number", "decimal"]);

/** Fill a row of headings: each sorts by its column, and leads to the column's filter. */
export function fillHead(row, columns, view, words, { onSort, onFilter }) {
  const filtered = new Set(view.filters.map(({ name }) => name));
  const headings = columns.map((column) => {
    const isSorted = view.sort?.name === column.name;
    const direction = isSorted ? (view.sort.isDescending ? "descending" : "ascending") : "none";
    const title = words.title(column);
    const sorter = makeButton([dataText("span", words, column.title), sign({ ascending: "up", descending: "down", none: "none" }[direction])], () => onSort(column), { class: "mc-grid__sort", title: words.say("sort_by", { column: title }) });
    const filter = makeButton(sign("filter"), () => onFilter(column), {
      class: "mc-grid__filter",
      "aria-label": words.say(filtered.has(column.name) ? "filter_by_again" : "filter_by", { column: title }),
      "data-is-filtered": filtered.has(column.name),
    });
    return make("th", { scope: "col", "aria-sort": isSorted ? direction : null, class: isNumeric(column) ? "mc-number" : null, "data-column": column.name }, make("div", { class: "mc-grid__head" }, sorter, ...(onFilter ? [filter] : [])));
  });
  row.replaceChildren(...headings);
}

/** Return whether the cells of a column stand on the right. */
export function isNumeric({ kind }) {
  return NUMERIC.has(kind);
}

/** Return rows of cells; *cells* has the values by column. */
export function makeRows(columns, cells, words) {
  const count = cells[0]?.length ?? 0;
  return Array.from({ length: count }, (_, row) =>
    make("tr", {}, ...columns.map((column, index) => makeCell(column, cells[index][row], words, index === 0))),
  );
}

function makeCell(column, value, words, isFirst) {
  const place = isFirst ? ["th", { scope: "row" }] : ["td", {}];
  if (value === null || value === "") {
    const word = make("span", { class: "mc-unseen" }, words.say("missing"));
    return make(place[0], { ...place[1], class: "mc-missing", lang: words.lang === "ja" ? null : words.lang }, make("span", { "aria-hidden": "true" }, "—"), word);
  }
  const text = words.value(column, value);
  // What isn't a text of the data is written in the page's language.
  const attributes = { ...place[1], class: isNumeric(column) ? "mc-number" : null, lang: column.kind !== "text" && words.lang !== "ja" ? words.lang : null };
  return make(place[0], attributes, ...cellContent(column, text, words));
}

function cellContent(column, text, words) {
  const label = column.labels?.[text];
  if (label) {
    const shown = dataText("span", words, label, { "data-label": "" });
    if (words.lang !== "ja" && !shown.lang) shown.lang = words.lang; // the table's body is Japanese
    return shown.textContent === text ? [text] : [shown, " ", make("span", { class: "mc-quiet" }, text)];
  }
  if (text.length <= LONGEST_CELL) return [makeValue(text)];
  const rest = makeButton(words.say("more_text"), () => rest.replaceWith(text.slice(LONGEST_CELL)), { class: "mc-grid__more", lang: words.lang });
  return [text.slice(0, LONGEST_CELL), rest];
}
