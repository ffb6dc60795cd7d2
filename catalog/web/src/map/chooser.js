// The list of layers on the page of the map: the printed list gets checkboxes, a filter by theme, and leads to the features.
import { make } from "./elements.js";

/**
 * Make the list of *layers* (from map/layers.json) on the page usable.
 *
 * Returns `get()`, the ids of the chosen layers in the order of choosing, and `set(ids)`; *changed* is called when a reader chooses.
 */
export function makeChooser(index, words, changed) {
  const section = document.getElementById("mc-layers");
  const boxes = new Map();
  let chosen = [];
  for (const entry of section.querySelectorAll("[data-layer]")) {
    const id = entry.dataset.layer;
    const box = make("input", { type: "checkbox" });
    box.addEventListener("change", () => {
      chosen = box.checked ? [...chosen, id] : chosen.filter((other) => other !== id);
      changed();
    });
    const title = entry.querySelector(".mc-layers__title");
    const label = make("label", {});
    title.replaceWith(label);
    label.append(box, title);
    boxes.set(id, box);
  }
  addThemeFilter(section, index, words);
  return {
    get: () => chosen,
    set: (ids) => {
      chosen = ids.filter((id) => boxes.has(id));
      for (const [id, box] of boxes) box.checked = chosen.includes(id);
      for (const id of chosen) openAround(boxes.get(id));
    },
  };
}

function openAround(element) {
  const details = element.closest("details");
  if (details) details.open = true;
}

function addThemeFilter(section, { layers, themes }, words) {
  const used = themes.filter(({ id }) => layers.some((layer) => layer.themes.includes(id)));
  if (used.length < 2) return;
  const option = (value, text) => make("option", { value }, text);
  const select = make("select", {}, option("", words.say("all_themes")), ...used.map(({ id, title }) => option(id, words.choose(title).text)));
  const themesOf = new Map(layers.map(({ id, themes: own }) => [id, own]));
  select.addEventListener("change", () => {
    for (const entry of section.querySelectorAll("[data-layer]")) {
      entry.hidden = Boolean(select.value) && !themesOf.get(entry.dataset.layer)?.includes(select.value);
    }
    for (const group of section.querySelectorAll("[data-group]")) {
      group.hidden = !group.querySelector("[data-layer]:not([hidden])");
      if (select.value && !group.hidden && group.matches("details")) group.open = true;
    }
  });
  section.querySelector("h2").after(make("p", { class: "mc-layers__filter" }, make("label", {}, words.say("by_theme"), select)));
}
