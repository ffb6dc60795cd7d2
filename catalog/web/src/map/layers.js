// The layers of the catalog: what is said of them (map/….json), and their features.
import { PMTiles } from "pmtiles";
import { classify } from "./classes.js";
import { boxOf } from "./geometry.js";

/** Larger GeoJSON isn't read into a browser; more features than these come as tiles where there are some. */
const MOST_BYTES = 40_000_000;
const TILES_FROM_BYTES = 4_000_000;

/** A layer can't be shown; `key` is the text that says why. */
export class LayerError extends Error {
  constructor(key) {
    super(key);
    this.key = key;
  }
}

/** Return a JSON file of the site. */
export async function readJson(url) {
  const response = await fetch(url);
  if (!response.ok) throw new LayerError("layer_failed");
  return response.json();
}

/** Return what is said of the layers of a dataset ("body/dataset"). */
export async function readDefinitions(root, dataset) {
  return (await readJson(`${root}map/${dataset}.json`)).layers;
}

/**
 * Return a layer with its features: `features` in the file's order for GeoJSON; `tiles` (address and name of the layer in it) for PMTiles.
 *
 * `slot` is the number of the colour and the shape by which it is told from other layers.
 */
export async function readLayer(root, definition, slot) {
  const { geojson, pmtiles } = definition.data;
  if (pmtiles && (!geojson || definition.bytes > TILES_FROM_BYTES)) return tiled(root + pmtiles, definition, slot);
  if (!geojson || definition.bytes > MOST_BYTES) throw new LayerError("layer_large");
  const features = parseFeatures(await readJson(root + geojson));
  return { id: definition.id, definition, slot, features, tiles: null, classes: classify(definition.style) };
}

async function tiled(address, definition, slot) {
  const url = new URL(address, document.baseURI).href;
  const metadata = await new PMTiles(url).getMetadata();
  const name = metadata?.vector_layers?.[0]?.id;
  if (typeof name !== "string") throw new LayerError("layer_failed");
  return { id: definition.id, definition, slot, features: [], tiles: { url, name }, classes: classify(definition.style) };
}

/** Return the features of a GeoJSON collection; each knows its number, its properties and its box. */
export function parseFeatures(collection) {
  if (!Array.isArray(collection?.features)) throw new LayerError("layer_failed");
  return collection.features
    .filter((feature) => feature && typeof feature === "object")
    .map(({ geometry, properties }, number) => ({ number, geometry: geometry ?? null, properties: properties ?? {}, box: boxOf(geometry) }));
}

/** Return the columns of a layer; those of the first feature where none are described. */
export function columnsOf(layer, sample) {
  const { columns } = layer.definition;
  if (columns.length) return columns;
  return Object.keys(sample?.properties ?? {}).map((name) => ({ name, title: { ja: name } }));
}

/** Return the column that names a feature: one that is called a name, or the first of text. */
export function nameColumn(columns) {
  const called = (pattern) => columns.find(({ name, title }) => pattern.test(name) || pattern.test(title.en ?? ""));
  return called(/名称$|施設名|^名前$|^name$/i) ?? called(/名(?!古)|name/i) ?? columns.find(({ type }) => type === "string") ?? columns[0];
}

/** Return what a feature is called, or its number where it has no name. */
export function nameOf(feature, columns, words) {
  const column = nameColumn(columns);
  const name = column ? words.value(feature.properties[column.name]) : "";
  return name || words.say("unnamed", { number: feature.number + 1 });
}
