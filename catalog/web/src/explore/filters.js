// The filter of a column: text that it has, values with their counts, a range of numbers or days.
import { make } from "../map/elements.js";
import { valueName } from "./cells.js";
import { dataText, makeButton, settled } from "./parts.js";

const TYPING_MS = 300;
const INPUTS = { date: "date", datetime: "date", time: "time" };

/** Return the elements of the panel for a column, with a choice of the others. */
export function makeFilterPanel(grid, column) {
  const { words } = grid;
  const select = make("select", { id: `${grid.id}-filter` }, ...grid.columns.map((each) => dataText("option", words, each.title, { value: each.name })));
  select.value = column.name;
  select.addEventListener("change", () => {
    grid.panels.show("filter", grid.known.get(select.value));
    grid.panels.element.querySelector("select").focus();
  });
  const fields = make("fieldset", { class: "mc-explore__filter" }, dataText("legend", words, column.title, { class: "mc-unseen" }));
  const filter = grid.view.filters.find(({ name }) => name === column.name) ?? { name: column.name };
  const state = { ...filter };
  const change = (part) => grid.setFilter(column.name, Object.assign(state, part));
  fields.append(...(column.kind === "text" || column.kind === "boolean" || column.labels ? textFields(grid, column, state, change) : rangeFields(grid, column, state, change)));
  const close = makeButton(words.say("close"), () => grid.panels.close());
  return [make("p", { class: "mc-explore__row" }, make("label", { for: select.id }, words.say("filter_column")), select), fields, make("p", { class: "mc-explore__row" }, close)];
}

function labelled(grid, key, label, input) {
  input.id = `${grid.id}-${key}`;
  return make("p", { class: "mc-explore__row" }, make("label", { for: input.id }, label), input);
}

function textFields(grid, column, state, change) {
  const { words } = grid;
  const fields = [];
  if (column.kind === "text") {
    const input = make("input", { type: "search", maxlength: 200, autocomplete: "off", spellcheck: "false" });
    input.value = state.has ?? "";
    input.addEventListener("input", settled(() => change({ has: input.value }), TYPING_MS));
    fields.push(labelled(grid, "has", words.say("contains"), input));
  }
  return [...fields, makeChoice(grid, column, state, change)];
}

/** Return the values of a column with their counts, to be chosen; they come when they are counted. */
function makeChoice(grid, column, state, change) {
  const { words } = grid;
  const list = make("div", { class: "mc-explore__values", role: "group", "aria-label": words.say("values") });
  const note = make("p", { class: "mc-quiet", role: "status" }, words.say("working"));
  const search = make("input", { type: "search", maxlength: 200, autocomplete: "off", spellcheck: "false" });
  const searchRow = labelled(grid, "values", words.say("search_values"), search);
  searchRow.hidden = true;
  const fill = async () => {
    try {
      const facet = await grid.client.ask("facet", { table: grid.table, name: column.name, view: grid.conditions(), search: search.value });
      const values = [...facet.values, ...(facet.missing && !search.value ? [{ value: "", count: facet.missing }] : [])];
      list.replaceChildren(...values.map((each) => makeValueBox(grid, column, each, state, change)));
      if (facet.distinct > facet.values.length) searchRow.hidden = false;
      note.textContent = facet.distinct > facet.values.length ? words.say("values_first", { shown: words.number.format(facet.values.length), count: words.number.format(facet.distinct) }) : words.count("values_count", facet.distinct);
    } catch (trouble) {
      console.warn(trouble);
      note.textContent = words.say("trouble_failed");
    }
  };
  search.addEventListener("input", settled(fill, TYPING_MS));
  fill();
  return make("div", { class: "mc-explore__choice" }, note, searchRow, list);
}

function makeValueBox(grid, column, { value, count }, state, change) {
  const { words } = grid;
  const box = make("input", { type: "checkbox" });
  box.checked = state.is?.includes(value) ?? false;
  box.addEventListener("change", () => {
    const others = (state.is ?? []).filter((each) => each !== value);
    change({ is: box.checked ? [...others, value] : others });
  });
  return make("label", {}, box, valueName(column, value, words), make("span", { class: "mc-explore__count" }, words.number.format(count)));
}

function rangeFields(grid, column, state, change) {
  const { words } = grid;
  const type = INPUTS[column.kind] ?? "text";
  const fields = ["from", "to"].map((end) => {
    const input = make("input", type === "text" ? { type, inputmode: "decimal", maxlength: 40, autocomplete: "off" } : { type, max: type === "date" ? "9999-12-31" : null });
    input.value = state[end] ?? "";
    input.addEventListener("input", settled(() => change({ [end]: input.value }), TYPING_MS));
    return labelled(grid, end, words.say(end), input);
  });
  const note = make("p", { class: "mc-quiet", role: "status" });
  const missing = make("input", { type: "checkbox" });
  missing.checked = state.is?.includes("") ?? false;
  missing.addEventListener("change", () => change({ is: missing.checked ? [""] : [] }));
  const missingCount = make("span", { class: "mc-explore__count" });
  const missingRow = make("label", { hidden: true }, missing, make("span", {}, words.say("missing_only")), missingCount);
  showRange(grid, column, note, missingRow, missingCount);
  return [...fields, note, make("div", { class: "mc-explore__values" }, missingRow)];
}

async function showRange(grid, column, note, missingRow, missingCount) {
  const { words } = grid;
  try {
    const { least, most, missing } = await grid.client.ask("facet", { table: grid.table, name: column.name, view: { query: "", filters: [] } });
    if (least !== null) note.textContent = words.say("values_between", { least: words.value(column, least), most: words.value(column, most) });
    missingRow.hidden = !missing;
    missingCount.textContent = words.number.format(missing);
  } catch (trouble) {
    console.warn(trouble);
  }
}

/** Return a filter in words. */
export function describeFilter({ has, is = [], from, to }, column, words) {
  const parts = [];
  if (has) parts.push(words.say("has", { text: has }));
  if (is.length) parts.push(is.map((value) => (value === "" ? words.say("missing") : valueName(column, value, words).textContent)).join(words.texts.or));
  if (from || to) parts.push(words.say(from && to ? "between" : from ? "at_least" : "at_most", { from, to }));
  return `${words.title(column)}${words.texts.colon}${parts.join(words.texts.comma)}`;
}
