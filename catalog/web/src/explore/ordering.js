// The order of rows by several columns: what the headings do with one press, one column after the other.
import { make } from "../map/elements.js";
import { SORTED } from "./address.js";
import { dataText, makeButton, sign } from "./parts.js";

/** Return the next order when a heading was pressed: up, down, none; *isAdding* keeps the columns before it. */
export function nextOrder(sort, name, isAdding) {
  const at = sort.findIndex((each) => each.name === name);
  const next = at < 0 ? [{ name, isDescending: false }] : sort[at].isDescending ? [] : [{ name, isDescending: true }];
  if (!isAdding) return next;
  return at < 0 ? [...sort.slice(0, SORTED - 1), ...next] : [...sort.slice(0, at), ...next, ...sort.slice(at + 1)];
}

/** Return the elements of the panel: the columns that rows are in order by, and a choice of a further one. */
export function makeOrderPanel(grid) {
  const { words, view } = grid;
  const apply = (sort, focused) => {
    grid.change({ sort });
    grid.panels.show("sort");
    const buttons = [...grid.panels.element.querySelectorAll("button, select")];
    (buttons.find(({ dataset }) => dataset.focus === focused) ?? grid.panels.element.querySelector("select") ?? buttons[0])?.focus();
  };
  const rows = view.sort.map((each, index) => makeRow(grid, each, index, apply));
  const list = make("ol", { class: "mc-explore__order", "aria-label": words.say("panel_sort"), hidden: !rows.length }, ...rows);
  const free = grid.columns.filter(({ name }) => !view.sort.some((each) => each.name === name));
  const select = make("select", { id: `${grid.id}-order` }, make("option", { value: "" }, words.say("sort_choose")), ...free.map((column) => dataText("option", words, column.title, { value: column.name })));
  select.addEventListener("change", () => select.value && apply([...view.sort, { name: select.value, isDescending: false }], `${select.value} turn`));
  const chooser = make("p", { class: "mc-explore__row" }, make("label", { for: select.id }, words.say(rows.length ? "sort_then" : "sort_first")), select);
  chooser.hidden = view.sort.length >= SORTED || !free.length;
  const clear = makeButton(words.say("sort_clear"), () => apply([], ""));
  clear.hidden = !rows.length;
  const close = makeButton(words.say("close"), () => grid.panels.close());
  return [list, chooser, make("p", { class: "mc-quiet" }, words.say("sort_hint")), make("p", { class: "mc-explore__row" }, clear, close)];
}

function makeRow(grid, { name, isDescending }, index, apply) {
  const { words, view } = grid;
  const column = words.title(grid.known.get(name));
  const others = view.sort.filter((each) => each.name !== name);
  const put = (each) => [...view.sort.slice(0, index), each, ...view.sort.slice(index + 1)];
  const turn = makeButton([sign(isDescending ? "down" : "up"), words.say(isDescending ? "descending" : "ascending")], () => apply(put({ name, isDescending: !isDescending }), `${name} turn`), {
    "data-focus": `${name} turn`,
    "aria-label": words.say("sort_turn", { column, order: words.say(isDescending ? "descending" : "ascending") }),
  });
  const remove = makeButton(sign("close"), () => apply(others, ""), { "aria-label": words.say("sort_remove", { column }) });
  const earlier = makeButton(sign("up"), () => apply([...view.sort.slice(0, index - 1), view.sort[index], view.sort[index - 1], ...view.sort.slice(index + 1)], `${name} up`), {
    "data-focus": `${name} up`,
    "aria-label": words.say("sort_earlier", { column }),
    hidden: !index,
  });
  return make("li", {}, make("span", { class: "mc-explore__name" }, column), turn, earlier, remove);
}
