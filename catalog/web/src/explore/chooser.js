// Which columns are shown: boxes to tick, with a search where there are many.
import { make } from "../map/elements.js";
import { fold } from "./columns.js";
import { dataText, makeButton } from "./parts.js";

const MANY = 12;
const LISTED = 300; // more boxes than that help nobody; the search finds the others

/** Return the elements of the panel. */
export function makeColumnChooser(grid) {
  const { words, columns } = grid;
  const chosen = new Set(grid.chosen().map(({ name }) => name));
  const apply = () => grid.change({ columns: chosen.size && chosen.size < columns.length ? columns.filter(({ name }) => chosen.has(name)).map(({ name }) => name) : null, part: 1 });
  const list = make("div", { class: "mc-explore__values", role: "group", "aria-label": words.say("panel_columns") });
  const note = make("p", { class: "mc-quiet", role: "status" });
  const search = make("input", { type: "search", id: `${grid.id}-columns`, maxlength: 200, autocomplete: "off", spellcheck: "false" });
  const fill = () => {
    const wanted = fold(search.value);
    const found = columns.filter(({ name, title }) => [name, title.ja, title.en ?? ""].some((text) => fold(text).includes(wanted)));
    list.replaceChildren(...found.slice(0, LISTED).map((column) => makeBox(column, chosen, words, apply)));
    note.textContent = found.length > LISTED ? words.say("values_first", { shown: words.number.format(LISTED), count: words.number.format(found.length) }) : "";
    return found;
  };
  search.addEventListener("input", fill);
  fill();
  const setAll = (isChosen) => () => {
    const wanted = fold(search.value);
    for (const column of wanted ? fill() : columns) chosen[isChosen ? "add" : "delete"](column.name);
    if (!chosen.size) chosen.add(columns[0].name); // a table has a column
    fill();
    apply();
  };
  const searchRow = make("p", { class: "mc-explore__row" }, make("label", { for: search.id }, words.say("search_columns")), search);
  searchRow.hidden = columns.length <= MANY;
  const buttons = [makeButton(words.say("all_columns"), setAll(true)), makeButton(words.say("no_columns"), setAll(false)), makeButton(words.say("close"), () => grid.panels.close())];
  return [searchRow, note, list, make("p", { class: "mc-explore__row" }, ...buttons)];
}

function makeBox(column, chosen, words, apply) {
  const box = make("input", { type: "checkbox" });
  box.checked = chosen.has(column.name);
  box.addEventListener("change", () => {
    if (box.checked) chosen.add(column.name);
    else if (chosen.size > 1) chosen.delete(column.name);
    else box.checked = true; // a table has a column
    apply();
  });
  return make("label", {}, box, dataText("span", words, column.title));
}
