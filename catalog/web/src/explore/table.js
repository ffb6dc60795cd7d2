// A page of a table as a real one: headings that sort, cells as text in the page's language.
import { make } from "../map/elements.js";
import { isNumeric, makeCell } from "./cells.js";
import { dataText, makeButton, sign } from "./parts.js";

/** Fill a row of headings: each sorts by its column, and leads to the column's filter. */
export function fillHead(row, columns, view, words, { onSort, onFilter }) {
  const filtered = new Set(view.filters.map(({ name }) => name));
  const headings = columns.map((column) => {
    const at = view.sort.findIndex(({ name }) => name === column.name);
    const direction = at < 0 ? "none" : view.sort[at].isDescending ? "descending" : "ascending";
    // Only one heading says that the table is in order by it; others tell their place.
    const place = view.sort.length > 1 && at >= 0 ? [make("span", { class: "mc-grid__place", "aria-hidden": "true" }, String(at + 1)), make("span", { class: "mc-unseen" }, words.say("sort_place", { place: at + 1, order: words.say(direction) }))] : [];
    const title = words.title(column);
    const sorter = makeButton([dataText("span", words, column.title), sign({ ascending: "up", descending: "down", none: "none" }[direction]), ...place], (event) => onSort(column, event.shiftKey), { class: "mc-grid__sort", title: words.say("sort_by", { column: title }) });
    const filter = makeButton(sign("filter"), () => onFilter(column), {
      class: "mc-grid__filter",
      "aria-label": words.say(filtered.has(column.name) ? "filter_by_again" : "filter_by", { column: title }),
      "data-is-filtered": filtered.has(column.name),
    });
    return make("th", { scope: "col", "aria-sort": at === 0 ? direction : null, "data-is-sorted": at > 0, class: isNumeric(column) ? "mc-number" : null, "data-column": column.name }, make("div", { class: "mc-grid__head" }, sorter, ...(onFilter ? [filter] : [])));
  });
  row.replaceChildren(...headings);
}

/** Return rows of cells; *cells* has the values by column, *rows* the numbers of the rows. */
export function makeRows(columns, { cells, rows }, words, onOpen) {
  return rows.map((number, row) => {
    const made = columns.map((column, index) => makeCell(column, cells[index][row], words, index === 0));
    const name = made[0].textContent.slice(0, 80);
    const open = makeButton(sign("whole"), () => onOpen(number), { class: "mc-grid__open", "aria-label": words.say("row_open", { name }), "data-row": number, tabindex: row ? "-1" : "0", lang: words.lang === "ja" ? null : words.lang });
    made[0].prepend(open);
    return make("tr", {}, ...made);
  });
}
