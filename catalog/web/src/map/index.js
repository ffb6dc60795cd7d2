// The map's own bundle: loaded when a map is opened, never before.
import "./map.css";
import { makeChooser } from "./chooser.js";
import { unite } from "./geometry.js";
import { readDefinitions, readJson } from "./layers.js";
import { Panel } from "./panel.js";
import { preparePrinting } from "./print.js";
import { formatView, parseView } from "./view.js";
import { readWords } from "./words.js";

const SHOWN_AT_FIRST = 3;

/** Open the map in *holder*: that of one dataset, or that of the catalog. */
export async function openMap(holder) {
  const words = readWords(holder);
  const panel = await (holder.dataset.mapOf ? openDataset(holder, words) : openCatalog(holder, words));
  preparePrinting(panel);
  holder.dataset.isDrawn = "";
}

async function openDataset(holder, words) {
  const { map: root, mapOf } = holder.dataset;
  const [municipality, dataset, only] = mapOf.split("/");
  const all = await readDefinitions(root, `${municipality}/${dataset}`);
  const definitions = only ? all.filter(({ id }) => id === mapOf) : all;
  const wider = document.getElementById("mc-map-wider");
  const panel = new Panel(holder, {
    words,
    root,
    place: null,
    box: unite(definitions.map(({ bbox }) => bbox)),
    hasBase: true,
    isGentle: true,
    changed: () => {
      if (wider) wider.hash = formatView({ place: panel?.canvas?.place, layers: definitions.map(({ id }) => id), hasBase: panel.hasBase });
    },
  });
  await panel.setLayers(definitions);
  await panel.canvas?.settled();
  // A row of the table beside asks for its place.
  holder.addEventListener("mc-row", ({ detail }) => panel.showRow(detail));
  return panel;
}

async function openCatalog(holder, words) {
  const root = holder.dataset.map;
  const index = await readJson(`${root}map/layers.json`);
  const known = new Map(index.layers.map((layer) => [layer.id, layer]));
  const definitionsOf = definitionReader(root, known);
  const view = parseView(location.hash);
  const first = view.layers.length || view.isGiven || known.size > SHOWN_AT_FIRST ? view.layers : [...known.keys()];
  const chooser = makeChooser(index, words, () => show(false));
  let isReady = false;
  const panel = new Panel(holder, {
    words,
    root,
    place: view.place,
    box: unite((first.length ? first : [...known.keys()]).map((id) => known.get(id)?.bbox)),
    hasBase: view.hasBase,
    isGentle: false,
    changed: () => isReady && remember(),
  });
  const remember = () => {
    const hash = formatView({ place: panel.canvas?.place, layers: chooser.get(), hasBase: panel.hasBase });
    history.replaceState(history.state, "", `#${hash}`);
  };
  const show = async (isGoing) => {
    const ids = chooser.get();
    const hadNone = panel.layers.length === 0;
    await panel.setLayers(await definitionsOf(ids));
    if (isGoing || (hadNone && ids.length)) panel.fit();
  };
  chooser.set(first);
  await panel.setLayers(await definitionsOf(chooser.get()));
  await panel.canvas?.settled();
  isReady = true;
  addEventListener("hashchange", () => {
    const next = parseView(location.hash);
    if (!next.isGiven) return;
    chooser.set(next.layers);
    panel.setBase(next.hasBase);
    show(!next.place).then(() => next.place && panel.canvas?.goTo(next.place));
  });
  return panel;
}

function definitionReader(root, known) {
  const datasets = new Map();
  const read = (dataset) => {
    if (!datasets.has(dataset)) datasets.set(dataset, readDefinitions(root, dataset).catch(() => []));
    return datasets.get(dataset);
  };
  return async (ids) => {
    const all = await Promise.all(ids.filter((id) => known.has(id)).map((id) => read(id.slice(0, id.lastIndexOf("/")))));
    return ids.flatMap((id) => all.flat().filter((each) => each.id === id).slice(0, 1));
  };
}
