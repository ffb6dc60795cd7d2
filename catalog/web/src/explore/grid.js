// A table to look around in: search, filters, columns, order, pages, and what is shown as CSV.
import { make } from "../map/elements.js";
import { SIZES } from "./address.js";
import { makeColumnChooser } from "./chooser.js";
import { describeFilter, makeFilterPanel } from "./filters.js";
import { dataText, makeButton, Panels, settled, sign } from "./parts.js";
import { fillHead, makeRows } from "./table.js";

const MOST_SHOWN = 40; // columns side by side; further ones are a step away
const TYPING_MS = 250;
const PATIENCE_MS = 300;
let grids = 0;

export class Grid {
  /**
   * Arguments:
   *   client, table: Who answers, and under which name.
   *   columns, rowCount: What the table has.
   *   title: For the caption, in both languages; fileName: of the CSV, without its ending.
   *   view: What is shown first; onChange: called with each new view, and whether "back" should come back here.
   *   links: Further elements for the row of buttons.
   */
  constructor({ client, table, columns, rowCount, title, fileName, words, view, onChange, links = [] }) {
    Object.assign(this, { client, table, columns, rowCount, title, fileName, words, view, onChange });
    this.id = `mc-grid-${(grids += 1)}`;
    this.turn = 0;
    this.known = new Map(columns.map((column) => [column.name, column]));
    this.#build(links);
  }

  /** Show another view, such as that of an address. */
  set(view) {
    this.view = view;
    this.search.value = view.query;
    if (this.panels.open) this.panels.close();
    return this.update();
  }

  /** Ask for the view and show it; returns whether it is shown. */
  async update() {
    const turn = (this.turn += 1);
    this.#showState();
    const late = setTimeout(() => this.#wait(), PATIENCE_MS);
    try {
      const found = await this.client.ask("view", { table: this.table, view: this.#asked() });
      if (turn !== this.turn) return false; // somebody went on
      this.#show(found);
      return true;
    } catch (trouble) {
      if (turn === this.turn) this.#say(trouble);
      return false;
    } finally {
      clearTimeout(late);
      if (turn === this.turn) this.region.removeAttribute("aria-busy");
    }
  }

  #build(links) {
    const { words, id } = this;
    this.search = make("input", { type: "search", id: `${id}-search`, maxlength: 200, autocomplete: "off", spellcheck: "false", "aria-describedby": `${id}-status` });
    this.search.value = this.view.query;
    const typed = settled(() => this.change({ query: this.search.value }, false), TYPING_MS);
    this.search.addEventListener("input", typed);
    this.panels = new Panels((name, column) => this.#panel(name, column));
    const buttons = ["filter", "columns", "save"].map((name) => this.panels.button(name, words.say(`panel_${name}`)));
    this.tools = make("div", { class: "mc-explore__tools" }, make("label", { for: `${id}-search` }, words.say("search")), this.search, ...buttons, ...links);
    this.chips = make("ul", { class: "mc-explore__chips", "aria-label": words.say("filters"), hidden: true });
    this.status = make("p", { class: "mc-explore__status", role: "status", id: `${id}-status` });
    this.head = make("tr");
    this.body = make("tbody", words.lang === "ja" ? {} : { lang: "ja" });
    this.caption = make("caption", { id: `${id}-caption` }, dataText("span", words, this.title));
    const table = make("table", { class: "mc-table mc-grid" }, this.caption, make("thead", {}, this.head), this.body);
    this.region = make("div", { class: "mc-scroll", role: "region", tabindex: "0", "aria-labelledby": `${id}-caption` }, table);
    this.parts = make("p", { class: "mc-explore__parts", hidden: true });
    this.pager = this.#makePager();
    this.element = make("div", { class: "mc-grid-box" }, this.tools, this.panels.element, this.chips, this.status, this.parts, this.region, this.pager);
  }

  #makePager() {
    const { words, id } = this;
    this.previous = makeButton(words.say("previous"), () => this.#turnTo(this.view.page - 1));
    this.next = makeButton(words.say("next"), () => this.#turnTo(this.view.page + 1));
    this.pageInput = make("input", { type: "number", min: 1, id: `${id}-page`, inputmode: "numeric" });
    this.pageInput.addEventListener("change", () => this.#turnTo(Number(this.pageInput.value) || 1));
    this.pageCount = make("span");
    this.size = make("select", { id: `${id}-size` }, ...SIZES.map((size) => make("option", { value: size }, words.count("rows", size))));
    this.size.addEventListener("change", () => this.change({ size: Number(this.size.value), page: 1 }));
    const choice = make("span", { class: "mc-explore__page" }, make("label", { for: `${id}-page` }, words.say("page")), this.pageInput, this.pageCount);
    const sizes = make("span", { class: "mc-explore__page" }, make("label", { for: `${id}-size` }, words.say("page_size")), this.size);
    return make("nav", { class: "mc-explore__pager", "aria-label": words.say("pages") }, this.previous, choice, this.next, sizes);
  }

  /** Change the view; *isStep* where "back" is to come back to the one before. */
  change(part, isStep = true) {
    const isOther = !("page" in part) && !("part" in part) && !("columns" in part);
    this.view = { ...this.view, ...(isOther ? { page: 1 } : {}), ...part };
    this.onChange?.(this.view, isStep);
    return this.update();
  }

  /** Put another filter in the place of a column's. */
  setFilter(name, filter, isStep = false) {
    const isEmpty = !filter || !Object.entries(filter).some(([key, value]) => key !== "name" && value?.length);
    const others = this.view.filters.filter((each) => each.name !== name);
    return this.change({ filters: isEmpty ? others : [...others, { ...filter, name }] }, isStep);
  }

  /** Return the columns that are chosen, in the order of the table. */
  chosen() {
    const names = this.view.columns && new Set(this.view.columns);
    return names ? this.columns.filter(({ name }) => names.has(name)) : this.columns;
  }

  /** Return those that stand side by side: the first one, and a part of the others where there are many. */
  shown() {
    const chosen = this.chosen();
    if (chosen.length <= MOST_SHOWN) return chosen;
    const step = MOST_SHOWN - 1;
    const start = 1 + (Math.min(this.view.part, this.#partCount()) - 1) * step;
    return [chosen[0], ...chosen.slice(start, start + step)];
  }

  #partCount() {
    const count = this.chosen().length;
    return count <= MOST_SHOWN ? 1 : Math.ceil((count - 1) / (MOST_SHOWN - 1));
  }

  #asked() {
    const { sort, page, size } = this.view;
    return { ...this.conditions(), sort, page, size, columns: this.shown().map(({ name }) => name) };
  }

  /** Return what rows have to meet; a search looks into the columns that are chosen. */
  conditions() {
    const { query, filters, columns } = this.view;
    return { query, filters, ...(columns ? { searched: columns } : {}) };
  }

  #turnTo(page) {
    return this.change({ page: Math.max(1, page) });
  }

  #wait() {
    this.status.textContent = this.words.say("working");
    this.region.setAttribute("aria-busy", "true");
  }

  #say(trouble) {
    const { words } = this;
    const key = `trouble_${trouble.kind}`;
    this.status.textContent = words.say(key in words.texts ? key : "trouble_failed");
    console.warn(trouble);
  }

  #show(found) {
    const { words, view } = this;
    this.view.page = found.page;
    const columns = this.shown();
    const focused = this.head.contains(document.activeElement) && [document.activeElement.closest("th").dataset.column, document.activeElement.className];
    fillHead(this.head, columns, view, words, { onSort: (column) => this.#sort(column), onFilter: (column) => this.openFilter(column) });
    if (focused) [...this.head.children].find(({ dataset }) => dataset.column === focused[0])?.querySelector(`.${focused[1]}`)?.focus();
    this.body.replaceChildren(...makeRows(columns, found.cells, words));
    this.region.scrollTop = 0;
    this.status.textContent = this.#countWords(found);
    this.#showPager(found);
    this.element.dataset.isShown = String(this.turn);
  }

  #countWords({ count, total, first, cells }) {
    const { words } = this;
    if (!count) return words.say(total ? "nothing" : "no_rows");
    const end = first + (cells[0]?.length ?? 0);
    const range = words.say("range", { first: words.number.format(first + 1), last: words.number.format(end) });
    const counted = count === total ? words.count("all_rows", total) : words.say("some_rows", { count: words.number.format(count), total: words.number.format(total) });
    return `${counted}${range}`;
  }

  #showPager({ page, pages }) {
    const { words } = this;
    this.previous.disabled = page <= 1;
    this.next.disabled = page >= pages;
    this.pageInput.value = page;
    this.pageInput.max = pages;
    this.pageCount.textContent = words.say("of_pages", { count: words.number.format(pages) });
    this.size.value = this.view.size;
  }

  /** Show what is chosen: filters with a way to take each away, and which part of the columns stands there. */
  #showState() {
    const { words, view } = this;
    const chips = view.filters.map((filter) => {
      const text = describeFilter(filter, this.known.get(filter.name), words);
      return make("li", {}, makeButton([text, sign("close")], () => this.#dropFilter(filter.name), { class: "mc-explore__button mc-explore__chip", "aria-label": words.say("drop_filter", { filter: text }) }));
    });
    if (chips.length > 1) chips.push(make("li", {}, makeButton(words.say("drop_all"), () => this.#dropFilter(null), { class: "mc-explore__button mc-explore__chip" })));
    this.chips.replaceChildren(...chips);
    this.chips.hidden = !chips.length;
    this.#showParts();
  }

  #dropFilter(name) {
    const next = name === null ? this.change({ filters: [] }) : this.setFilter(name, null, true);
    this.search.focus(); // the button is gone
    return next;
  }

  #showParts() {
    const { words } = this;
    const count = this.#partCount();
    this.parts.hidden = count === 1;
    if (count === 1) return;
    const part = Math.min(this.view.part, count);
    const chosen = this.chosen();
    const step = MOST_SHOWN - 1;
    const last = Math.min(1 + part * step, chosen.length);
    const move = (to) => () => this.change({ part: to });
    const figure = (number) => words.number.format(number);
    const text = words.say("part", { first: figure(2 + (part - 1) * step), last: figure(last), count: figure(chosen.length) });
    const hadFocus = [...this.parts.querySelectorAll("button")].indexOf(document.activeElement);
    const buttons = [makeButton(words.say("part_previous"), move(part - 1)), makeButton(words.say("part_next"), move(part + 1))];
    buttons[0].disabled = part === 1;
    buttons[1].disabled = part === count;
    this.parts.replaceChildren(make("span", {}, text), ...buttons);
    if (hadFocus >= 0) (buttons[hadFocus].disabled ? buttons[1 - hadFocus] : buttons[hadFocus]).focus();
  }

  #sort({ name }) {
    const { sort } = this.view;
    const next = sort?.name !== name ? { name, isDescending: false } : sort.isDescending ? null : { name, isDescending: true };
    this.change({ sort: next });
  }

  /** Open the filter of a column. */
  openFilter(column) {
    this.panels.show("filter", column);
    this.panels.comeFrom = null;
    this.panels.element.querySelector("input, select")?.focus();
    this.panels.element.scrollIntoView({ block: "nearest" });
  }

  #panel(name, column) {
    if (name === "filter") return makeFilterPanel(this, column ?? this.shown()[0]);
    if (name === "columns") return makeColumnChooser(this);
    return this.#savePanel();
  }

  #savePanel() {
    const { words } = this;
    const state = make("p", { role: "status", class: "mc-quiet" });
    const save = (isForExcel) => async () => {
      state.textContent = words.say("working");
      try {
        const view = { ...this.#asked(), columns: this.chosen().map((column) => column.name) };
        const blob = await this.client.ask("csv", { table: this.table, view, headings: this.#headings(), isForExcel });
        const link = make("a", { href: URL.createObjectURL(blob), download: `${this.fileName}.csv` });
        link.click();
        setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
        state.textContent = words.say("saved", { size: words.bytes(blob.size) });
      } catch (trouble) {
        state.textContent = words.say(`trouble_${trouble.kind}` in words.texts ? `trouble_${trouble.kind}` : "trouble_failed");
        console.warn(trouble);
      }
    };
    return [
      make("p", {}, words.say("save_lead")),
      make("p", { class: "mc-explore__row" }, makeButton(words.say("save_csv"), save(false)), makeButton(words.say("save_excel"), save(true))),
      state,
    ];
  }

  /** Return the headings of a file: those of the published tables, in English where each column has one of its own. */
  #headings() {
    const chosen = this.chosen();
    const english = chosen.map(({ title }) => title.en);
    const isEnglish = this.words.lang === "en" && english.every(Boolean) && new Set(english).size === chosen.length;
    return isEnglish ? english : chosen.map(({ name }) => name);
  }
}
