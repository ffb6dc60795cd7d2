// Where no row is left: which condition to take away, and how many rows there would be then.
import { make } from "../map/elements.js";
import { describeFilter } from "./filters.js";
import { makeButton } from "./parts.js";

/** Return the ways on from a view without rows, those that find most first. */
export async function makeWaysOn(grid) {
  const { words, view } = grid;
  const found = await grid.client.ask("without", { table: grid.table, view: grid.conditions() });
  const ways = found.filter(({ count }) => count).sort((a, b) => b.count - a.count);
  const buttons = ways.map(({ name, count }) => {
    const condition = name === null ? words.say("search_for", { text: view.query }) : describeFilter(view.filters.find((each) => each.name === name), grid.known.get(name), words);
    const [before, after] = words.count("without", count, { condition: "{condition}" }).split("{condition}");
    return makeButton([before, condition, after], () => grid.drop(name));
  });
  if (found.length > 1) buttons.push(makeButton(words.say("drop_everything"), () => grid.drop()));
  else if (!buttons.length && view.columns) buttons.push(makeButton(words.say("search_all_columns"), () => grid.change({ columns: null })));
  const lead = words.say(ways.length ? "nothing_ways" : "nothing_together");
  return make("div", { class: "mc-explore__nothing" }, make("p", {}, lead), make("div", { class: "mc-explore__row" }, ...buttons));
}
