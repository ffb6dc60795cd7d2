// The page of the search: results as somebody types, filters with counts, the whole of it in the address.
import { make } from "../map/elements.js";
import { formatAddress, parseAddress } from "./address.js";
import { Engine } from "./engine.js";
import { makeFacets } from "./facets.js";
import { FACETS, Narrowing, SORTS } from "./narrowing.js";
import { makeRead, openLibrary, withEngine } from "./reading.js";
import { marked } from "./marking.js";
import { findPages, pageAddress, PAGES } from "./pages.js";
import { Shown } from "./showing.js";
import { pageLang, Words } from "./words.js";

const PAGE_SIZE = 20;
const SETTLED_MS = 400;
const MOST_OTHERS = 5;
const LONG_TITLE = 120;

/** Turn the page into a search. */
export async function openSearch(holder) {
  const page = new SearchPage(holder);
  await page.open();
}

class SearchPage {
  constructor(holder) {
    this.holder = holder;
    this.root = holder.dataset.search;
    this.form = holder.querySelector("form");
    this.input = holder.querySelector("input");
    this.status = holder.querySelector("[role=status]");
    this.lists = holder.parentElement.querySelector(".mc-search__lists");
    this.turn = 0;
    Object.assign(this, parseAddress(location.search));
  }

  async open() {
    if (!this.input.value) this.input.value = this.query; // what was typed while the page loaded stays
    this.query = this.input.value;
    const [words] = await Promise.all([Words.read(makeRead(this.root), pageLang()), openLibrary(this.root)]);
    this.words = words;
    await this.renew(false);
    this.#build();
    this.input.addEventListener("input", () => this.#type());
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#type();
      this.#keep(true);
    });
    addEventListener("popstate", () => {
      Object.assign(this, parseAddress(location.search));
      this.input.value = this.query;
      this.#update();
    });
    await this.#update();
    this.holder.dataset.isReady = "";
  }

  async renew(isNew = true) {
    this.library = await openLibrary(this.root, isNew);
    this.engine = new Engine(this.library, this.words.lang);
    this.narrowing = new Narrowing(this.library.facts, Date.now());
    this.shown = new Shown(this.library, this.words, this.root);
  }

  #build() {
    const { words } = this;
    this.order = make("select", { id: "mc-sort" }, ...SORTS.map((sort) => make("option", { value: sort }, words.say(`sort_${sort}`))));
    this.order.addEventListener("change", () => {
      this.sort = this.order.value;
      this.#changed();
    });
    this.note = make("p", { class: "mc-quiet", hidden: true });
    this.about = make("p", { class: "mc-results__order mc-results__about", hidden: true });
    this.pages = make("ul", { class: "mc-hits__pages", "aria-label": words.say("pages"), hidden: true });
    this.list = make("ol", { class: "mc-hits", "aria-label": words.say("hits") });
    this.more = make("button", { type: "button", class: "mc-hits__more", hidden: true });
    this.more.addEventListener("click", () => this.#showMore());
    this.facets = makeFacets(words, (facet, values) => {
      if (values.length) this.chosen[facet] = values;
      else delete this.chosen[facet];
      this.#changed();
    }, () => {
      this.chosen = {};
      this.#changed();
    });
    this.results = make(
      "div",
      { class: "mc-results" },
      this.facets.element,
      make("div", { class: "mc-results__main" }, make("p", { class: "mc-results__order" }, make("label", { for: "mc-sort" }, words.say("sort")), this.order), this.about, this.pages, this.note, this.list, this.more),
    );
    this.holder.append(this.results);
  }

  #type() {
    if (this.query === this.input.value) return;
    this.query = this.input.value;
    this.#changed();
  }

  #changed() {
    this.#update();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.#keep(false), SETTLED_MS);
  }

  /** Put the search into the address; as a step that "back" goes back to when *isStep*. */
  #keep(isStep) {
    clearTimeout(this.timer);
    const address = location.pathname + formatAddress(this);
    if (address !== location.pathname + location.search) history[isStep ? "pushState" : "replaceState"](null, "", address);
    this.#keepLanguageLink();
  }

  /** The other language shows the same search. */
  #keepLanguageLink() {
    const link = document.querySelector("a.mc-language");
    if (link) link.search = formatAddress(this);
  }

  async #update() {
    const turn = ++this.turn;
    try {
      const found = await withEngine(this, () => this.engine.search(this.query));
      if (turn !== this.turn) return; // somebody typed on
      this.found = found;
      this.#show();
    } catch (error) {
      console.warn(error);
      if (turn === this.turn) this.status.textContent = this.holder.dataset.failed;
    }
  }

  #show() {
    const { words, found } = this;
    const { hits, counts } = this.narrowing.apply(found.hits, this.chosen);
    const sort = this.sort ?? (found.words.length ? "relevance" : "updated");
    this.order.value = sort;
    this.hits = this.narrowing.sort(hits, sort, (number) => this.shown.title(number), words.lang);
    this.facets.show(this.library.facts, counts, this.chosen);
    this.status.replaceChildren(this.#headline(hits.length), " ", make("span", { class: "mc-quiet" }, this.#note()));
    const abouts = this.#abouts();
    this.about.replaceChildren(...abouts);
    this.about.hidden = !abouts.length;
    this.#showPages();
    this.note.hidden = true;
    this.list.replaceChildren();
    this.results.dataset.isEmpty = String(!found.hits.length);
    if (!this.hits.length) this.#showNone();
    this.lists.hidden = this.hits.length > 0;
    this.#showMore(false);
    this.#keepLanguageLink();
    this.holder.dataset.shownFor = this.query;
  }

  /** Return the ways to the pages of the bodies, themes and standards that were chosen. */
  #abouts() {
    const { facts } = this.library;
    const { lang } = this.words;
    return Object.entries(PAGES).flatMap(([facet, [list]]) =>
      (this.chosen[facet] ?? []).flatMap((id) => {
        const known = facts[list].find((each) => each.id === id);
        return known ? [make("a", { href: pageAddress(this.root, lang, facet, id) }, this.words.say("about", { name: known[lang] })), " "] : [];
      }),
    );
  }

  /** Show the pages that the query names above the datasets; those that were chosen are there already. */
  #showPages() {
    const { facts } = this.library;
    const found = findPages(this.library, this.found.words).filter(({ facet, at }) => !this.chosen[facet]?.includes(facts[PAGES[facet][0]][at].id));
    this.pages.replaceChildren(
      ...found.map((page) => {
        const { href, title, kind, note } = this.shown.page(page);
        return make("li", {}, make("span", { class: "mc-quiet" }, kind), make("a", { href }, title), make("span", { class: "mc-quiet" }, note));
      }),
    );
    this.pages.hidden = !found.length;
  }

  /** Return what was done to the query to find anything. */
  #note() {
    const { words, found } = this;
    if (!found.hits.length) return "";
    return [
      found.corrected.length ? words.say("corrected", { words: this.query.trim() }) : "",
      found.left.length ? words.say("left", { words: found.left.join(words.texts.comma) }) : "",
      found.isSome ? words.say("some") : "",
    ].filter(Boolean).join(" ");
  }

  #headline(count) {
    if (!count) return this.found.hits.length ? this.words.say("none_filtered") : this.words.say("none", { query: this.query.trim() });
    const isEverything = !this.found.words.length && !FACETS.some((facet) => this.chosen[facet]);
    return this.words.count(isEverything ? "everything" : "results", count);
  }

  #showNone() {
    const { words, found } = this;
    const typed = this.query.trim().split(/[\s、，,]+/u).filter(Boolean);
    const others = typed.length > 1 && !found.hits.length ? typed.slice(0, MOST_OTHERS) : [];
    this.note.hidden = false;
    this.note.replaceChildren(found.hits.length ? "" : words.say("none_hint"));
    for (const word of others) {
      const link = make("a", { href: formatAddress({ query: word, chosen: {}, sort: null }) }, words.say("none_word", { word }));
      this.note.append(" ", link);
    }
  }

  #showMore(isAsked = true) {
    const start = this.list.children.length;
    const rows = this.hits.slice(start, start + PAGE_SIZE).map((hit) => this.#row(hit));
    this.list.append(...rows);
    const left = this.hits.length - start - rows.length;
    this.more.hidden = left <= 0;
    this.more.textContent = this.words.say("more", { count: this.words.number.format(Math.max(left, 0)) });
    if (isAsked) rows[0]?.querySelector("a").focus();
  }

  #row(hit) {
    const { words, shown, library } = this;
    const { number } = hit;
    const modified = library.facts.datasets.modified[number];
    const foreign = shown.isForeign(number);
    const summary = make("p", { class: "mc-hit__text" });
    this.#fillSummary(summary, hit);
    return make(
      "li",
      { class: "mc-hit" },
      make("a", { href: shown.address(number), lang: foreign ? "ja" : null, class: shown.title(number).length > LONG_TITLE ? "mc-long" : null }, ...shown.markedTitle(hit)),
      foreign ? make("span", { class: "mc-only" }, words.texts.only_japanese) : null,
      shown.reasons(hit),
      summary,
      make(
        "p",
        { class: "mc-hit__facts" },
        make("span", {}, shown.body(number)),
        ...shown.labels("themes", number).map((label) => make("span", {}, label)),
        make("span", {}, ...shown.labels("formats", number).flatMap((label) => [make("span", { class: "mc-type" }, label), " "])),
        modified ? make("span", {}, `${words.say("updated")}${words.texts.colon}`, make("time", { datetime: modified }, words.date(modified))) : null,
      ),
    );
  }

  /** The summary has its place from the beginning, so that nothing moves when it comes. */
  async #fillSummary(place, hit) {
    const lang = this.words.lang;
    try {
      const own = await this.library.summary(hit.number, lang);
      const text = own || (lang === "en" ? await this.library.summary(hit.number, "ja") : "");
      if (!own && text) place.lang = "ja";
      place.append(...marked(text, hit.reasons.map((reason) => reason.form), this.library.fold));
    } catch (error) {
      console.warn(error); // the row does without
    }
  }
}
