// The filter of a column: text that it has, values and ranges with their counts, limits, whether there is a value at all.
import { make } from "../map/elements.js";
import { isQuantity, valueName } from "./cells.js";
import { parseValue } from "./columns.js";
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
  const isText = column.kind === "text" || column.kind === "boolean" || Boolean(column.labels);
  fields.append(...(isText ? textFields(grid, column, state, change) : limitFields(grid, column, state, change)), makeFacet(grid, column, state, change));
  const close = makeButton(words.say("close"), () => grid.panels.close());
  return [make("p", { class: "mc-explore__row" }, make("label", { for: select.id }, words.say("filter_column")), select), fields, make("p", { class: "mc-explore__row" }, close)];
}

function labelled(grid, key, label, input) {
  input.id = `${grid.id}-${key}`;
  return make("p", { class: "mc-explore__row" }, make("label", { for: input.id }, label), input);
}

function textFields(grid, column, state, change) {
  if (column.kind !== "text") return [];
  const input = make("input", { type: "search", maxlength: 200, autocomplete: "off", spellcheck: "false" });
  input.value = state.has ?? "";
  input.addEventListener("input", settled(() => change({ has: input.value }), TYPING_MS));
  return [labelled(grid, "has", grid.words.say("contains"), input)];
}

function limitFields(grid, column, state, change) {
  const { words } = grid;
  const type = INPUTS[column.kind] ?? "text";
  return ["from", "to"].map((end) => {
    const input = make("input", type === "text" ? { type, inputmode: "decimal", maxlength: 40, autocomplete: "off" } : { type, max: type === "date" ? "9999-12-31" : null });
    input.value = state[end] ?? "";
    input.addEventListener("input", settled(() => change({ [end]: input.value, ...(end === "to" ? { below: "" } : {}) }), TYPING_MS));
    input.dataset.end = end;
    return labelled(grid, end, words.say(end), input);
  });
}

/** Return what the column holds, to be chosen from; it comes when it is counted. */
function makeFacet(grid, column, state, change) {
  const { words } = grid;
  const list = make("div", { class: "mc-explore__values", role: "group", "aria-label": words.say("values") });
  const note = make("p", { class: "mc-quiet", role: "status" }, words.say("working"));
  const search = make("input", { type: "search", maxlength: 200, autocomplete: "off", spellcheck: "false" });
  const searchRow = labelled(grid, "values", words.say("search_values"), search);
  searchRow.hidden = true;
  const fill = async () => {
    try {
      const facet = await grid.client.ask("facet", { table: grid.table, name: column.name, view: grid.conditions(), search: search.value });
      const most = Math.max(1, ...[...facet.values, ...facet.ranges].map(({ count }) => count));
      const boxes = facet.values.map((each) => makeValueBox(grid, column, each, most, state, change));
      const ranges = facet.ranges.map((each) => makeRangeButton(grid, column, each, most, state, change, list));
      list.replaceChildren(...boxes, ...ranges, ...(search.value ? [] : missingBoxes(grid, column, facet, most, state, change)));
      if (facet.distinct > facet.values.length) searchRow.hidden = false;
      note.textContent = describeFacet(facet, column, words);
    } catch (trouble) {
      console.warn(trouble);
      note.textContent = words.say("trouble_failed");
    }
  };
  search.addEventListener("input", settled(fill, TYPING_MS));
  fill();
  grid.recount = fill; // for when something else was searched for meanwhile
  return make("div", { class: "mc-explore__choice" }, note, searchRow, list);
}

/** Return in words how many values there are, or between which they lie, and their sum where that says something. */
function describeFacet({ values, distinct, numbers }, column, words) {
  if (!numbers) return distinct > values.length ? words.say("values_first", { shown: words.number.format(values.length), count: words.number.format(distinct) }) : words.count("values_count", distinct);
  const value = (number) => words.value({ ...column, decimals: null, kind: column.kind === "decimal" ? "number" : column.kind }, number);
  const between = words.say("values_between", { least: value(numbers.least), most: value(numbers.most) });
  if (!isQuantity(column)) return between;
  const short = (number) => value(Number(number.toPrecision(12)));
  const mean = short(Number((numbers.sum / numbers.count).toPrecision(6)));
  return `${between}${words.say("values_summary", { sum: short(numbers.sum), mean, median: short(numbers.median) })}`;
}

function makeValueBox(grid, column, { value, count }, most, state, change) {
  return makeBox(grid, valueName(column, value, grid.words), count, most, state.is?.includes(value) ?? false, (isChosen) => {
    const others = (state.is ?? []).filter((each) => each !== value);
    change({ is: isChosen ? [...others, value] : others, ...(value === "" ? { any: false } : {}) });
  });
}

/** Return the boxes for rows without a value, and with one. */
function missingBoxes(grid, column, { missing, numbers, values }, most, state, change) {
  if (!missing) return [];
  const { words } = grid;
  const without = makeValueBox(grid, column, { value: "", count: missing }, most, state, change);
  const withValue = makeBox(grid, make("span", {}, words.say("any")), null, most, state.any ?? false, (isChosen) => change({ any: isChosen, is: (state.is ?? []).filter((each) => each !== "") }));
  return numbers || values.length ? [without, withValue] : [without];
}

function makeBox({ words }, name, count, most, isChosen, onChange) {
  const box = make("input", { type: "checkbox" });
  box.checked = isChosen;
  box.addEventListener("change", () => onChange(box.checked));
  const label = make("label", {}, box, name);
  if (count !== null) label.append(make("span", { class: "mc-explore__count" }, words.number.format(count)));
  return withShare(label, count ?? 0, most);
}

/** Return a range that is pressed to be chosen, and again to be left. */
function makeRangeButton(grid, column, range, most, state, change, list) {
  const { words } = grid;
  const { from = "", to = "", below = "" } = range;
  const isChosen = () => (state.from ?? "") === from && (state.to ?? "") === to && (state.below ?? "") === below;
  const show = () => {
    for (const button of list.querySelectorAll("[aria-pressed]")) button.setAttribute("aria-pressed", String(button.isChosen()));
    for (const input of list.closest("fieldset").querySelectorAll("[data-end]")) input.value = state[input.dataset.end] ?? "";
  };
  const button = makeButton([make("span", {}, rangeName(range, column, words)), make("span", { class: "mc-explore__count" }, words.number.format(range.count))], () => {
    change(isChosen() ? { from: "", to: "", below: "" } : { from, to, below });
    show();
  }, { class: "mc-explore__range", "aria-pressed": String(isChosen()) });
  button.isChosen = isChosen;
  return withShare(button, range.count, most);
}

function withShare(element, count, most) {
  if (most > 1) element.style.setProperty("--share", `${(100 * count) / most}%`);
  return element;
}

/** Return what a range is called: 2024年4月, 1990年代, 100以上500未満. */
function rangeName(range, column, words) {
  const { from, below, span } = range;
  if (!span) return words.say("range_below", { from: written(column, from, words), below: written(column, below, words) });
  const [year, month] = from.split("-").map(Number);
  return span === "decade" ? words.say("decade", { year }) : span === "year" ? words.year(year) : words.month(year, month);
}

/** Return the end of a range as people write it. */
function written(column, text, words) {
  const value = parseValue(column.kind, text);
  if (Number.isNaN(value)) return text;
  if (column.kind === "time") return text.slice(0, 5);
  return words.value({ ...column, decimals: null, kind: column.kind === "decimal" ? "number" : column.kind }, value);
}

/** Return a filter in words, the language told of what isn't in the page's. */
export function describeFilter({ has, is = [], any, from, to, below }, column, words) {
  const parts = [];
  if (has) parts.push([words.say("has", { text: has })]);
  if (is.length) parts.push(joined(is.map((value) => [valueName(column, value, words)]), words.texts.or));
  if (any) parts.push([words.say("any")]);
  const ends = Object.fromEntries(Object.entries({ from, to, below }).map(([key, text]) => [key, text && written(column, text, words)]));
  if (below) parts.push([words.say(from ? "range_below" : "below", ends)]);
  else if (from || to) parts.push([words.say(from && to ? "between" : from ? "at_least" : "at_most", ends)]);
  return make("span", {}, dataText("span", words, column.title), words.texts.colon, ...joined(parts, words.texts.comma));
}

function joined(lists, between) {
  return lists.flatMap((list, at) => (at ? [between, ...list] : list));
}
