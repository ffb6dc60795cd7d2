// The filters beside the results, each value with the number of results that it would leave.
import { make } from "../map/elements.js";
import { FACETS, FRESHNESS } from "./narrowing.js";

const SHOWN = 8;
const WIDE = "(min-width: 60em)";

/** Return the filters: their element, and how to show them; *choose* is told of each change, *clear* of the end of all. */
export function makeFacets(words, choose, clear) {
  const groups = make("div", { class: "mc-facets__groups" });
  const reset = make("button", { type: "button", class: "mc-facets__clear", hidden: true }, words.say("clear"));
  reset.addEventListener("click", () => {
    clear();
    element.querySelector("summary").focus();
  });
  const title = make("summary", {}, words.say("narrow"));
  const element = make("details", { class: "mc-facets", open: matchMedia(WIDE).matches }, title, reset, groups);
  const isWhole = new Set();
  let shown = null;

  function show(facts, counts, chosen) {
    shown = [facts, counts, chosen];
    const focused = document.activeElement?.id;
    const number = FACETS.reduce((sum, facet) => sum + (chosen[facet]?.length ?? 0), 0);
    title.textContent = number ? `${words.say("narrow")} (${number})` : words.say("narrow");
    reset.hidden = number === 0;
    groups.replaceChildren(...FACETS.map((facet) => makeGroup(facet, facts, counts[facet], chosen[facet] ?? [])).filter(Boolean));
    if (focused) document.getElementById(focused)?.focus();
  }

  function makeGroup(facet, facts, count, values) {
    const all = valuesOf(facet, facts, words, count, values);
    if (!all.length || (all.length < 2 && facet !== "map" && !values.length)) return null;
    const some = isWhole.has(facet) ? all : all.filter(([value], at) => at < SHOWN || values.includes(value));
    const group = make("fieldset", {}, make("legend", {}, words.say(`facet_${facet}`)));
    for (const [value, label] of some) group.append(makeChoice(facet, value, label, count.get(value) ?? 0, values));
    if (some.length < all.length) {
      const button = make("button", { type: "button", class: "mc-facets__all" }, words.say("show_more"));
      button.addEventListener("click", () => {
        isWhole.add(facet);
        show(...shown);
        document.getElementById(idOf(facet, all[SHOWN][0]))?.focus();
      });
      group.append(button);
    }
    return group;
  }

  function makeChoice(facet, value, label, count, values) {
    const box = make("input", { type: "checkbox", id: idOf(facet, value) });
    box.checked = values.includes(value);
    box.addEventListener("change", () => choose(facet, box.checked ? [...values, value] : values.filter((each) => each !== value)));
    return make("label", {}, box, make("span", {}, label), make("span", { class: "mc-facets__count" }, words.number.format(count)));
  }

  return { element, show };
}

const idOf = (facet, value) => `mc-facet-${facet}-${value}`;

/** Return values and labels of a facet that there are or that are chosen: lists by count, others in their own order. */
function valuesOf(facet, facts, words, count, chosen) {
  const label = {
    body: (id) => facts.bodies.find((each) => each.id === id)?.[words.lang],
    theme: (id) => facts.themes.find((each) => each.id === id)?.[words.lang],
    format: (id) => facts.formats.find((each) => each.id === id)?.[words.lang],
    licence: (id) => facts.licences.find((each) => each.id === id)?.[words.lang],
    standard: (id) => facts.standards.find((each) => each.id === id)?.[words.lang],
    map: (id) => words.texts[`map_${id}`],
    freshness: (id) => words.texts[`freshness_${id}`],
    language: (id) => words.texts[`language_${id}`],
  }[facet];
  const invented = (id) => (facet === "body" && facts.bodies.find((each) => each.id === id)?.fictitious) || 0;
  const ids = [...new Set([...count.keys(), ...chosen])];
  const ordered = facet === "freshness" ? FRESHNESS.filter((id) => ids.includes(id)) : ids.sort((a, b) => invented(a) - invented(b) || (count.get(b) ?? 0) - (count.get(a) ?? 0) || (a < b ? -1 : 1));
  return ordered.map((id) => [id, label(id)]).filter(([, text]) => text);
}
