// A table to look around in: search, filters, order, columns, pages, rows one by one, and what is shown as CSV.
import { make } from "../map/elements.js";
import { emptyView, formatAddress, SIZES } from "./address.js";
import { makeColumnChooser } from "./chooser.js";
import { describeFilter, makeFilterPanel } from "./filters.js";
import { makeWaysOn } from "./nothing.js";
import { makeOrderPanel, nextOrder } from "./ordering.js";
import { dataText, makeButton, Panels, settled, sign } from "./parts.js";
import { RowBox } from "./row.js";
import { makeSavePanel } from "./saving.js";
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
   *   key: The columns by whose values a row is told from all others, none where nobody says so.
   *   placeOf: Returns what leads from a row (its number and cells) to its place on the map; null where there is none.
   *   links: Further elements for the row of buttons.
   */
  constructor({ client, table, columns, rowCount, title, fileName, words, view, onChange, key = [], placeOf = null, links = [] }) {
    Object.assign(this, { client, table, columns, rowCount, title, fileName, words, view, onChange, key, placeOf });
    this.id = `mc-grid-${(grids += 1)}`;
    this.turn = 0;
    this.known = new Map(columns.map((column) => [column.name, column]));
    this.#build(links);
  }

  /** Show another view, such as that of an address. */
  set(view) {
    const isSame = formatAddress({ ...view, row: null }) === formatAddress({ ...this.view, row: null });
    if (isSame && this.element.dataset.isShown) {
      this.view = { ...this.view, row: view.row };
      return this.#showRow();
    }
    this.view = view;
    this.search.value = view.query;
    if (this.panels.open) this.panels.close();
    return this.update();
  }

  /** Show the row that the view names in its box, or close the box. */
  async #showRow() {
    const { row } = this.view;
    if (!row) {
      if (this.rowBox.number !== null) this.rowBox.hide();
      return;
    }
    const number = row.number ?? (await this.client.ask("find", { table: this.table, values: row.key }));
    if (number === this.rowBox.number) return;
    const isShown = number >= 0 && (await this.rowBox.show(number));
    if (!isShown) this.status.textContent = this.words.say("row_gone");
  }

  /** Open a row; *isStep* where "back" is to close it. */
  openRow(number, isStep = true) {
    this.view = { ...this.view, row: { number } };
    this.onChange?.(this.view, isStep, "row");
    return this.#showRow();
  }

  /** Return the address of a row for whoever gets it: by its key, which stays when rows are added, or by its number. */
  rowAddress(number, texts) {
    if (!this.onChange) return "";
    const names = this.columns.map(({ name }) => name);
    const key = this.key.map((name) => [name, texts[names.indexOf(name)]]);
    const row = key.length && key.every(([, text]) => text) ? { key } : { number };
    return new URL(formatAddress({ ...emptyView(this.view.table), row }), location.href).href;
  }

  /** Leave a row without going back to where it was opened. */
  leaveRow() {
    this.rowBox.hide();
    this.view = { ...this.view, row: null };
    this.onChange?.(this.view, false, "left");
  }

  #closeRow(number) {
    this.view = { ...this.view, row: null };
    this.onChange?.(this.view, false, "closed");
    const button = this.body.querySelector(`[data-row="${number}"]`) ?? this.body.querySelector(".mc-grid__open");
    button?.focus({ preventScroll: !button });
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
      await this.#showRow();
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
    const typed = settled(async () => {
      await this.change({ query: this.search.value }, false);
      if (this.panels.open === "filter") this.recount();
    }, TYPING_MS);
    this.search.addEventListener("input", typed);
    this.panels = new Panels((name, column) => this.#panel(name, column));
    const buttons = ["filter", "sort", "columns", "save"].map((name) => this.panels.button(name, words.say(`panel_${name}`)));
    this.tools = make("div", { class: "mc-explore__tools" }, make("label", { for: `${id}-search` }, words.say("search")), this.search, ...buttons, ...links);
    this.chips = make("ul", { class: "mc-explore__chips", "aria-label": words.say("filters"), hidden: true });
    this.status = make("p", { class: "mc-explore__status", role: "status", id: `${id}-status` });
    this.head = make("tr");
    this.body = make("tbody", words.lang === "ja" ? {} : { lang: "ja" });
    this.caption = make("caption", { id: `${id}-caption` }, dataText("span", words, this.title));
    const table = make("table", { class: "mc-table mc-grid" }, this.caption, make("thead", {}, this.head), this.body);
    this.ways = make("div");
    this.rowBox = new RowBox(this, { onClose: (number) => this.#closeRow(number) });
    this.body.addEventListener("keydown", (event) => this.#walk(event));
    this.region = make("div", { class: "mc-scroll", role: "region", tabindex: "0", "aria-labelledby": `${id}-caption` }, table);
    this.parts = make("p", { class: "mc-explore__parts", hidden: true });
    this.pager = this.#makePager();
    this.element = make("div", { class: "mc-grid-box" }, this.tools, this.panels.element, this.chips, this.status, this.parts, this.region, this.ways, this.pager, this.rowBox.element);
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
  setFilter(name, filter, isStep = false, more = {}) {
    const isEmpty = !filter || !Object.entries(filter).some(([key, value]) => key !== "name" && (value === true || value?.length));
    const others = this.view.filters.filter((each) => each.name !== name);
    return this.change({ filters: isEmpty ? others : [...others, { ...filter, name }], ...more }, isStep);
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

  /** Return the view with all its columns, for what is taken along. */
  wholeView() {
    return { ...this.#asked(), columns: this.chosen().map(({ name }) => name) };
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
    fillHead(this.head, columns, view, words, { onSort: (column, isAdding) => this.#sort(column, isAdding), onFilter: (column) => this.openFilter(column) });
    if (focused) [...this.head.children].find(({ dataset }) => dataset.column === focused[0])?.querySelector(`.${focused[1]}`)?.focus();
    this.body.replaceChildren(...makeRows(columns, found, words, (number) => this.openRow(number)));
    this.ways.replaceChildren();
    if (!found.count && found.total) this.#showWays(this.turn);
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

  async #showWays(turn) {
    try {
      const ways = await makeWaysOn(this);
      if (turn === this.turn) this.ways.replaceChildren(ways);
    } catch (trouble) {
      console.warn(trouble); // the chips above take conditions away, too
    }
  }

  /** Walk through the buttons of the rows by arrow keys: only one of them is a stop of the Tab key. */
  #walk(event) {
    const buttons = [...this.body.querySelectorAll(".mc-grid__open")];
    const at = buttons.indexOf(event.target);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (at < 0 || to === undefined || !buttons[to]) return;
    event.preventDefault();
    buttons[at].tabIndex = -1;
    buttons[to].tabIndex = 0;
    buttons[to].focus();
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
      return make("li", {}, makeButton([text, sign("close")], () => this.#dropFilter(filter.name), { class: "mc-explore__button mc-explore__chip", "aria-label": words.say("drop_filter", { filter: text.textContent }) }));
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

  /** Take a condition away: that of a column, the search where the name is null, or all of them. */
  drop(name) {
    const all = name === undefined;
    const query = all || name === null ? "" : this.view.query;
    this.search.value = query;
    const next = this.change({ query, filters: all ? [] : this.view.filters.filter((each) => each.name !== name) });
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

  #sort({ name }, isAdding) {
    this.change({ sort: nextOrder(this.view.sort, name, isAdding) });
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
    if (name === "sort") return makeOrderPanel(this);
    return makeSavePanel(this);
  }

  /** Return the headings of a file: those of the published tables, in English where each column has one of its own. */
  headings() {
    const chosen = this.chosen();
    const english = chosen.map(({ title }) => title.en);
    const isEnglish = this.words.lang === "en" && english.every(Boolean) && new Set(english).size === chosen.length;
    return isEnglish ? english : chosen.map(({ name }) => name);
  }
}
