// What stands around the picture: tools, credits, legend, the features as tables; and what happens when they are used.
import { Canvas } from "./canvas.js";
import { CREDIT_URL } from "./base_map.js";
import { makeDetails } from "./details.js";
import { make, makeButton } from "./elements.js";
import { meet, middle, unite } from "./geometry.js";
import { LayerError, readLayer } from "./layers.js";
import { makeLegend } from "./legend.js";
import { DISTINCT, isDarkPage, schemeOf } from "./palette.js";
import { printMap } from "./print.js";
import { makeTable } from "./table.js";

const CLOSE = 17;

/**
 * A map with everything around it, in *holder*.
 *
 * Arguments:
 *   root: The way to the site's root.
 *   isGentle: Whether a wheel or one finger scrolls the page instead of the map.
 *   changed: Called when the view or the layers changed.
 */
export class Panel {
  constructor(holder, { words, root, place, box, hasBase, isGentle, changed }) {
    this.words = words;
    this.root = root;
    this.holder = holder;
    this.changed = changed;
    this.hasBase = hasBase;
    this.layers = [];
    this.me = null;
    this.isBaseLost = false;
    this.pending = Promise.resolve();
    this.home = box;
    this.#build(isGentle);
    this.#draw({ place, box, isGentle });
    this.#watchBrightness();
  }

  #build(isGentle) {
    const { words } = this;
    this.status = make("p", { class: "mc-map__status", role: "status" });
    this.frame = make("div", { class: "mc-map__frame" });
    this.credit = make("p", { class: "mc-map__credit" });
    this.legend = make("div");
    this.tables = make("div", { class: "mc-map__tables" });
    this.base = make("input", { type: "checkbox" });
    this.base.checked = this.hasBase;
    this.base.addEventListener("change", () => this.setBase(this.base.checked));
    const level = isGentle ? "h3" : "h2";
    this.tools = make(
      "div",
      { class: "mc-map__tools" },
      makeButton(words.say("whole"), () => this.fit()),
      makeButton(words.say("near"), () => this.#locate(), { title: words.say("near_note") }),
      makeButton(words.say("print"), () => this.canvas && printMap(this)),
      make("label", {}, this.base, words.say("base")),
    );
    this.list = make("section", { class: "mc-map__list" }, make(level, {}, words.say("list")), this.tables);
    this.stamp = make("p", { class: "mc-map__stamp" });
    this.holder.replaceChildren(this.tools, this.status, this.frame, this.credit, this.stamp, this.legend);
    (document.getElementById("mc-map-list") ?? this.holder).append(this.list);
  }

  #draw({ place, box, isGentle }) {
    const isDark = isDarkPage();
    try {
      this.canvas = new Canvas(this.frame, {
        words: this.words,
        scheme: schemeOf(isDark),
        isDark,
        hasBase: this.hasBase,
        place,
        box,
        isGentle: isGentle || matchMedia("(pointer: coarse)").matches,
        events: {
          moved: () => this.#refresh(),
          picked: (items, lonlat) => this.#open(items, lonlat, null),
          baseFailed: () => this.#loseBase(),
        },
      });
    } catch {
      this.canvas = null; // no WebGL: the tables tell the same
      this.frame.remove();
      this.tools.remove();
      this.tell(null);
    }
    this.holder.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.canvas?.close()) event.stopPropagation();
    });
    this.#showCredit();
  }

  /** Say something to everyone who looks or listens; without a key, what is still to be known. */
  tell(key, values) {
    const lasting = this.canvas === null ? "no_graphics" : this.isBaseLost ? "base_failed" : null;
    this.status.textContent = key ?? lasting ? this.words.say(key ?? lasting, values) : "";
  }

  /** Show these layers, in this order; returns when they are drawn. */
  setLayers(definitions) {
    const next = this.pending.then(() => this.#setLayers(definitions)); // one after another, however quickly a reader chooses
    this.pending = next.catch(() => {});
    return next;
  }

  async #setLayers(definitions) {
    const wanted = definitions.map(({ id }) => id);
    this.layers = this.layers.filter(({ id }) => wanted.includes(id));
    const missing = definitions.filter(({ id }) => !this.layers.some((layer) => layer.id === id));
    if (missing.length) this.tell("loading");
    let failed = false;
    for (const definition of missing) {
      const loaded = await this.#read(definition);
      failed ||= !loaded;
      if (loaded) this.layers.push(loaded);
    }
    if (missing.length && !failed) this.tell(null);
    this.layers.sort((a, b) => wanted.indexOf(a.id) - wanted.indexOf(b.id));
    await this.canvas?.setLayers([...this.layers]);
    this.#showCredit();
    this.#showLegend();
    this.#refresh();
    this.changed();
  }

  async #read(definition) {
    try {
      return await readLayer(this.root, definition, this.#freeSlot());
    } catch (error) {
      this.tell(error instanceof LayerError ? error.key : "layer_failed", { title: this.words.choose(definition.title).text });
      return null;
    }
  }

  #freeSlot() {
    const taken = this.layers.map(({ slot }) => slot);
    const free = [...Array(DISTINCT.length).keys()].find((slot) => !taken.includes(slot));
    return free ?? this.layers.length % DISTINCT.length;
  }

  /** Show the base map, or a plain ground. */
  setBase(isShown) {
    this.hasBase = this.base.checked = isShown;
    this.isBaseLost = false;
    this.tell(null);
    this.canvas?.setBase(isShown);
    this.#showCredit();
    this.changed();
  }

  #loseBase() {
    this.canvas.setBase(false);
    this.base.checked = false; // the address keeps the choice: the map may be there the next time
    this.isBaseLost = true;
    this.tell(null);
    this.#showCredit();
  }

  /** Show everything that the layers have. */
  fit() {
    const box = unite(this.layers.map(({ definition }) => definition.bbox)) ?? this.home;
    if (box) this.canvas?.fit(box);
  }

  #locate() {
    if (!navigator.geolocation) {
      this.tell("near_failed");
      return;
    }
    this.tell("near_asked");
    const found = ({ coords }) => {
      this.me = [coords.longitude, coords.latitude];
      this.tell("near_note");
      this.canvas.setMe(this.me);
    };
    const failed = ({ code }) => this.tell(code === 1 ? "near_denied" : "near_failed");
    navigator.geolocation.getCurrentPosition(found, failed, { maximumAge: 60_000, timeout: 20_000 });
  }

  #open(items, lonlat, opener) {
    const contents = items.map((item) => makeDetails(item, this.words, this.root));
    const back = () => {
      const key = opener?.dataset.feature;
      const again = key && this.tables.querySelector(`[data-feature="${CSS.escape(key)}"]`);
      if (opener || document.activeElement === document.body) (again ?? this.canvas.map.getCanvas()).focus({ preventScroll: !again });
    };
    const content = make("div", { class: "mc-map__read", role: "group", tabindex: "0", "aria-labelledby": "mc-map-name" }, ...contents);
    content.querySelector("strong").id = "mc-map-name";
    this.canvas.open(lonlat, content, items.map(({ feature }) => feature), back);
  }

  #showFeature(layer, feature, opener) {
    this.canvas.goToFeature(feature);
    this.#open([{ layer, feature }], middle(feature.box), opener);
    this.frame.scrollIntoView({ block: "nearest" });
  }

  /** Show the feature that a row of a table is: *number* counts both from 0, *lonlat* is where it is as far as is known. */
  showRow({ layer: id, number, lonlat }) {
    const layer = this.layers.find((each) => each.id === id);
    const feature = layer?.tiles ? null : layer?.features[number];
    if (this.canvas && feature?.box) this.#showFeature(layer, feature, null);
    else if (this.canvas && lonlat && !feature) this.canvas.goTo({ center: lonlat, zoom: CLOSE });
    else this.tell("row_nowhere");
  }

  #inView(layer) {
    if (!this.canvas) return layer.features;
    if (layer.tiles) return this.canvas.featuresInView(layer);
    const { box } = this.canvas;
    return layer.features.filter((feature) => feature.box && meet(feature.box, box));
  }

  #refresh() {
    const show = this.canvas && ((layer) => (feature) => this.#showFeature(layer, feature, document.activeElement));
    const tables = this.layers.map((layer) =>
      makeTable({ layer, features: this.#inView(layer), me: this.me, show: show && show(layer), words: this.words }),
    );
    this.tables.replaceChildren(...(tables.length ? tables : [make("p", {}, this.words.say("none_chosen"))]));
    this.changed();
  }

  #showCredit() {
    const { words } = this;
    const sources = new Map(this.layers.map(({ definition: { attribution } }) => [JSON.stringify(attribution), attribution]));
    const data = [...sources.values()].map((attribution) => words.put(make("span"), attribution));
    const link = make("a", { href: CREDIT_URL, rel: "noopener" }, words.say("credit_name"));
    const base = this.base.checked && this.canvas ? [make("span", {}, words.say("credit_base"), link, words.say("credit_over"))] : [];
    const licences = make("a", { href: new URL(MAP_LICENCES, import.meta.url).href }, words.say("credit_licences"));
    const drawn = this.canvas ? [make("span", {}, words.say("credit_drawn"), licences)] : [];
    this.credit.replaceChildren(...[...base, ...data, ...drawn].flatMap((part, index) => (index ? [" / ", part] : [part])));
  }

  #showLegend() {
    this.legend.replaceChildren(makeLegend(this.layers, schemeOf(isDarkPage()), this.words));
  }

  #watchBrightness() {
    const change = () => this.setScheme(isDarkPage());
    new MutationObserver(change).observe(document.body, { attributeFilter: ["data-md-color-scheme"] });
  }

  /** Use the colours for a dark or a light screen. */
  async setScheme(isDark) {
    await this.canvas?.setScheme(schemeOf(isDark), isDark);
    this.legend.replaceChildren(makeLegend(this.layers, schemeOf(isDark), this.words));
  }
}
