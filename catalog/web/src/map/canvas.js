// The picture: MapLibre with the base map, the layers, and what is picked out of them.
import { addProtocol, Map as MapLibre, NavigationControl, Popup, ScaleControl, setWorkerUrl } from "maplibre-gl";
import { Protocol } from "pmtiles";
import { BASE, baseLayer, basePaint, baseSource } from "./base_map.js";
import { drawIcon, drawingsOf, layerIdOf, sourcesOf } from "./drawing.js";
import { middle } from "./geometry.js";

const JAPAN = [122, 24, 149, 46];
const SHALLOWEST = 4;
const DEEPEST = 19;
const CLOSE = 16;
const EDGE = 4; // pixels between an open box and the frame
const PICK_AROUND = 6;
const MOST_PICKED = 8;
const TILES_TRIED = 4;
const PICKED = "picked";
const ME = "me";

setWorkerUrl(new URL(MAP_WORKER, import.meta.url).href);
addProtocol("pmtiles", new Protocol().tile);

/** Return MapLibre's own words in the page's language. */
function ownWords(words) {
  return {
    "Map.Title": words.say("label"),
    "NavigationControl.ZoomIn": words.say("zoom_in"),
    "NavigationControl.ZoomOut": words.say("zoom_out"),
    "Popup.Close": words.say("close"),
    "CooperativeGesturesHandler.WindowsHelpText": words.say("gesture_ctrl"),
    "CooperativeGesturesHandler.MacHelpText": words.say("gesture_command"),
    "CooperativeGesturesHandler.MobileHelpText": words.say("gesture_fingers"),
  };
}

/**
 * A map in *container*.
 *
 * Arguments:
 *   place: `{zoom, center}` to begin with, or null.
 *   box: What to show where there is no place; all of Japan without it.
 *   events: `moved()`, `picked(items)` with `[{layer, feature}]`, `baseFailed()`.
 *
 * Throws where the machine can't draw maps.
 */
export class Canvas {
  constructor(container, { words, scheme, isDark, hasBase, place, box, isGentle, events }) {
    this.words = words;
    this.scheme = scheme;
    this.isDark = isDark;
    this.events = events;
    this.layers = [];
    this.icons = new Map();
    this.popup = null;
    this.map = new MapLibre({
      container,
      style: this.#emptyStyle(),
      ...(place ?? { bounds: box ?? JAPAN, fitBoundsOptions: { padding: 40, maxZoom: CLOSE } }),
      minZoom: SHALLOWEST,
      maxZoom: DEEPEST,
      attributionControl: false,
      cooperativeGestures: isGentle,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      maxPitch: 0,
      renderWorldCopies: false,
      fadeDuration: 0,
      locale: ownWords(words),
      canvasContextAttributes: { preserveDrawingBuffer: true }, // so that the picture is on paper too
    });
    this.map.touchZoomRotate.disableRotation();
    this.map.keyboard.disableRotation();
    this.map.addControl(new NavigationControl({ showCompass: false }), "top-right");
    this.map.addControl(new ScaleControl({ unit: "metric" }), "bottom-left");
    this.ready = new Promise((resolve) => {
      this.map.once("style.load", resolve);
    });
    this.ready.then(() => this.setBase(hasBase));
    this.#listen();
  }

  #emptyStyle() {
    const nothing = { type: "geojson", data: { type: "FeatureCollection", features: [] } };
    return {
      version: 8,
      transition: { duration: 0, delay: 0 }, // paper does not wait
      sources: { [PICKED]: nothing, [ME]: nothing },
      layers: [{ id: "ground", type: "background", paint: { "background-color": this.scheme.ground } }],
    };
  }

  #listen() {
    const { map } = this;
    let failures = 0;
    map.on("error", (event) => {
      if (event.sourceId !== BASE || failures > TILES_TRIED) return; // without a listener, each would be on the console
      failures += 1;
      if (failures > TILES_TRIED) this.events.baseFailed();
    });
    map.on("sourcedata", (event) => {
      if (event.sourceId === BASE && event.tile?.state === "loaded") failures = -Infinity;
    });
    map.on("moveend", () => this.events.moved());
    map.on("resize", () => this.#showWholeBox());
    map.on("idle", () => this.layers.some((layer) => layer.tiles) && this.events.moved());
    map.on("click", (event) => this.#click(event.point));
    map.on("mousemove", (event) => {
      map.getCanvas().style.cursor = this.#drawnAt(event.point, 0).length ? "pointer" : "";
    });
  }

  /** Show these layers, the first below the others. */
  async setLayers(layers) {
    await this.ready;
    for (const layer of this.layers) if (!layers.includes(layer)) this.#forget(layer);
    for (const layer of layers) if (!this.layers.includes(layer)) this.#add(layer);
    this.layers = layers;
    this.#redraw();
  }

  #add(layer) {
    for (const [name, source] of Object.entries(sourcesOf(layer))) this.map.addSource(name, source);
  }

  #forget(layer) {
    this.#clear();
    for (const name of Object.keys(this.map.getStyle().sources)) if (layerIdOf(name) === layer.id) this.map.removeSource(name);
  }

  #clear() {
    for (const { id } of this.map.getStyle().layers) if (id !== "ground" && id !== BASE) this.map.removeLayer(id);
  }

  #redraw() {
    this.#clear();
    const drawings = drawingsOf(this.layers, this.scheme, (look, scheme) => this.#icon(look, scheme));
    for (const drawing of [...drawings, ...this.#marks()]) this.map.addLayer(drawing);
  }

  #icon(look, scheme) {
    const name = this.#iconName(look, scheme.halo);
    if (!this.map.hasImage(name)) {
      const { image, options } = drawIcon(look, scheme);
      this.icons.set(name, { look, scheme });
      this.map.addImage(name, image, options);
    }
    return name;
  }

  #iconName({ shape, colour }, halo) {
    return `${shape} ${colour} ${halo}`;
  }

  #marks({ outline, halo } = this.scheme) {
    const line = { "line-color": outline, "line-width": 4 };
    const ring = { "circle-radius": 13, "circle-opacity": 0, "circle-stroke-color": outline, "circle-stroke-width": 3 };
    const here = { "circle-radius": 7, "circle-color": outline, "circle-stroke-color": halo, "circle-stroke-width": 4 };
    const isPoint = ["==", ["geometry-type"], "Point"];
    return [
      { id: "picked-line", type: "line", source: PICKED, filter: ["!", isPoint], paint: line },
      { id: "picked-point", type: "circle", source: PICKED, filter: isPoint, paint: ring },
      { id: "me", type: "circle", source: ME, paint: here },
    ];
  }

  /** Use other colours: the page became dark or light. */
  async setScheme(scheme, isDark) {
    await this.ready;
    this.scheme = scheme;
    this.isDark = isDark;
    this.map.setPaintProperty("ground", "background-color", scheme.ground);
    if (this.map.getLayer(BASE)) for (const [name, value] of Object.entries(basePaint(isDark))) this.map.setPaintProperty(BASE, name, value);
    this.#redraw();
  }

  /** Put on other colours at once, without waiting for anything, as paper asks for; without a scheme, its own again. */
  borrow(scheme, isDark) {
    const { map } = this;
    if (!map.getLayer("ground")) return; // nothing is drawn yet
    const worn = scheme ?? this.scheme;
    for (const [name, { look, scheme: own }] of this.icons) map.updateImage(name, drawIcon(look, scheme ?? own).image);
    map.setPaintProperty("ground", "background-color", worn.ground);
    if (map.getLayer(BASE)) for (const [name, value] of Object.entries(basePaint(isDark))) map.setPaintProperty(BASE, name, value);
    for (const { id, paint } of [...drawingsOf(this.layers, worn, (look, { halo }) => this.#iconName(look, halo)), ...this.#marks(worn)]) {
      if (!map.getLayer(id)) continue;
      for (const [name, value] of Object.entries(paint ?? {})) if (typeof value === "string") map.setPaintProperty(id, name, value);
    }
  }

  /** Show the base map or none; without it, nothing is asked of its server. */
  async setBase(isShown) {
    await this.ready;
    const has = Boolean(this.map.getSource(BASE));
    if (isShown && !has) {
      this.map.addSource(BASE, baseSource(this.words.lang));
      this.map.addLayer(baseLayer(this.isDark), this.map.getStyle().layers[1]?.id);
    } else if (!isShown && has) {
      this.map.removeLayer(BASE);
      this.map.removeSource(BASE);
    }
  }

  /** Where the map is: `{zoom, center}`. */
  get place() {
    return { zoom: this.map.getZoom(), center: this.map.getCenter().toArray() };
  }

  /** Go to a place. */
  goTo(place) {
    this.map.easeTo(place);
  }

  /** Show a whole box. */
  fit(box) {
    this.map.fitBounds(box, { padding: 40, maxZoom: CLOSE, linear: true, duration: 500 });
  }

  /** Show where the reader is. */
  async setMe(lonlat) {
    await this.ready;
    this.map.getSource(ME).setData({ type: "Point", coordinates: lonlat });
    this.map.easeTo({ center: lonlat, zoom: Math.max(this.map.getZoom(), 13) });
  }

  /** What is in view, as a box. */
  get box() {
    return this.map.getBounds().toArray().flat();
  }

  /** Return the features of a layer of tiles that are in view. */
  featuresInView(layer) {
    const drawn = this.map.getStyle().layers.map(({ id }) => id).filter((id) => layerIdOf(id) === layer.id);
    return unique(this.map.queryRenderedFeatures({ layers: drawn }).map((each) => this.#featureOf(layer, each)));
  }

  #featureOf(layer, drawn) {
    if (!layer.tiles) return layer.features[drawn.properties.i];
    const { geometry, properties, id } = drawn;
    const flat = geometry.coordinates.flat(Infinity);
    const [xs, ys] = [0, 1].map((axis) => flat.filter((_, index) => index % 2 === axis));
    const box = [xs.reduce((a, b) => Math.min(a, b)), ys.reduce((a, b) => Math.min(a, b)), xs.reduce((a, b) => Math.max(a, b)), ys.reduce((a, b) => Math.max(a, b))];
    return { number: id ?? JSON.stringify(properties), geometry, properties, box };
  }

  #drawnAt(point, around) {
    const layers = this.map.getStyle().layers.map(({ id }) => id).filter((id) => id.includes(":"));
    const box = [[point.x - around, point.y - around], [point.x + around, point.y + around]];
    return layers.length ? this.map.queryRenderedFeatures(around ? box : point, { layers }) : [];
  }

  async #click(point) {
    const drawn = this.#drawnAt(point, PICK_AROUND);
    const cluster = drawn.find(({ properties }) => properties.cluster);
    if (cluster) {
      const zoom = await this.map.getSource(cluster.source).getClusterExpansionZoom(cluster.properties.cluster_id);
      this.map.easeTo({ center: cluster.geometry.coordinates, zoom });
      return;
    }
    const items = drawn.map((each) => {
      const layer = this.layers.find(({ id }) => id === layerIdOf(each.layer.id));
      return { layer, feature: this.#featureOf(layer, each) };
    });
    const found = items.filter(({ feature }, index) => items.findIndex((other) => other.feature.number === feature.number && other.layer === items[index].layer) === index);
    if (found.length) this.events.picked(found.slice(0, MOST_PICKED), this.map.unproject(point).toArray());
  }

  /** Open a box with *content* at a place, and mark the features that it is about; *closed* is called when it closes. */
  open(lonlat, content, features, closed) {
    this.popup?.remove();
    this.map.getSource(PICKED).setData({ type: "FeatureCollection", features: features.map(({ geometry }) => ({ type: "Feature", geometry, properties: {} })) });
    this.popup = new Popup({ maxWidth: "min(22rem, 86vw)", closeOnClick: true, focusAfterOpen: true }).setLngLat(lonlat).setDOMContent(content).addTo(this.map);
    const sizes = new ResizeObserver(() => this.#showWholeBox()); // at once, and when the text of the page grows
    sizes.observe(content);
    this.popup.on("close", () => {
      sizes.disconnect();
      this.map.getSource(PICKED).setData({ type: "FeatureCollection", features: [] });
      closed();
    });
  }

  /** Move the map until the box that is open lies within it. */
  #showWholeBox() {
    const { map, popup } = this;
    for (let tries = 0; popup?.isOpen() && tries < 3; tries += 1) {
      const [frame, box] = [map.getContainer(), popup.getElement()].map((each) => each.getBoundingClientRect());
      const across = beyond(box.left, box.right, frame.left + EDGE, frame.right - EDGE);
      const down = beyond(box.top, box.bottom, frame.top + EDGE, frame.bottom - EDGE);
      if (!across && !down) return;
      map.panBy([across, down], { duration: 0 }); // the box may hang on another side of its place then
    }
  }

  /** Close the box; returns whether there was one. */
  close() {
    const isOpen = Boolean(this.popup?.isOpen());
    this.popup?.remove();
    return isOpen;
  }

  /** Go to a feature, near enough to see it alone. */
  goToFeature({ box }) {
    const isPoint = box[0] === box[2] && box[1] === box[3];
    if (isPoint) this.map.jumpTo({ center: middle(box), zoom: Math.max(this.map.getZoom(), CLOSE) });
    else this.map.fitBounds(box, { padding: 60, maxZoom: CLOSE, animate: false });
  }

  /** Return when everything is drawn. */
  async settled() {
    await this.ready;
    if (!this.map.loaded() || this.map.isMoving()) await new Promise((resolve) => this.map.once("idle", resolve));
  }

  /** Take the size that the container has now, at once, and show what was in sight, or a place: `{zoom, center}`. */
  resize(place) {
    const bounds = this.map.getBounds();
    this.map.resize();
    if (place) this.map.jumpTo(place);
    else this.map.fitBounds(bounds, { animate: false });
    this.map.redraw();
  }

  /** Return the picture as it is, on a canvas of its own: what a graphics card has drawn may be blank on paper. */
  copy() {
    const drawn = this.map.getCanvas();
    const { width, height } = drawn;
    const copy = Object.assign(document.createElement("canvas"), { className: "mc-map__copy", width, height });
    copy.getContext("2d").drawImage(drawn, 0, 0);
    return copy;
  }
}

/** Return how far a stretch reaches out of another: below 0 before it, above 0 behind it, 0 where it lies in it or can't. */
function beyond(begin, end, from, to) {
  if (begin < from) return begin - from;
  return Math.max(0, Math.min(end - to, begin - from));
}

/** Return each feature once, in an order that doesn't change when the map is moved. */
function unique(features) {
  const all = [...new Map(features.map((feature) => [feature.number, feature])).values()];
  return all.sort((a, b) => (a.number < b.number ? -1 : 1));
}
