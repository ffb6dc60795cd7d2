// A page of a table as a real one: headings that sort, cells as text in the page's language.
import { make } from "../map/elements.js";
import { isNumeric, makeCell } from "./cells.js";
import { dataText, makeButton, sign } from "./parts.js";

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

/** Return rows of cells; *cells* has the values by column. */
export function makeRows(columns, cells, words) {
  const count = cells[0]?.length ?? 0;
  return Array.from({ length: count }, (_, row) =>
    make("tr", {}, ...columns.map((column, index) => makeCell(column, cells[index][row], words, index === 0))),
  );
}
