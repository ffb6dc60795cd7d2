// From a row to its place: on the map of this page where there is one, or else on that of the catalog.
import { make } from "../map/elements.js";
import { makeButton } from "./parts.js";

const CLOSE = 17;
const WAIT_MS = 100;
const PATIENCE = 100;

/** Return what makes the way from a row to the map, or null where the table isn't a layer. */
export function placeFinder(holder, columns, words) {
  const { layer, place, mapPage } = holder.dataset;
  if (!layer) return null;
  const [x, y] = JSON.parse(place || "[]").map((name) => columns.findIndex((column) => column.name === name));
  const box = [...document.querySelectorAll("[data-map-of]")].find(({ dataset }) => layer === dataset.mapOf || layer.startsWith(`${dataset.mapOf}/`));
  return (number, cells, leave) => {
    const lonlat = x >= 0 && y >= 0 ? [Number(cells[x]), Number(cells[y])] : null;
    const isSomewhere = !lonlat || ([x, y].every((at) => cells[at] !== null && cells[at] !== "") && lonlat.every(Number.isFinite));
    if (!isSomewhere) return null;
    if (box) return makeButton(words.say("row_on_map"), () => (leave(), showOn(box, { layer, number, lonlat })));
    const where = lonlat ? `map=${CLOSE}/${lonlat[1]}/${lonlat[0]}&` : "";
    return make("a", { class: "mc-explore__link", href: `${mapPage}#${where}layers=${layer}` }, words.say("row_on_map"));
  };
}

/** Have the page's map show a row, opening the map if it isn't open yet. */
async function showOn(box, detail) {
  const section = box.closest("section") ?? box;
  section.scrollIntoView();
  if (!("isDrawn" in box.dataset)) box.querySelector("button:not([disabled])")?.click();
  for (let waited = 0; waited < PATIENCE && !("isDrawn" in box.dataset); waited += 1) await new Promise((resolve) => setTimeout(resolve, WAIT_MS));
  box.dispatchEvent(new CustomEvent("mc-row", { detail }));
}
