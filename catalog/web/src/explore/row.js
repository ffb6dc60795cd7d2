// A row as a whole: every column below the other, the way to it, and its place on the map.
import { make } from "../map/elements.js";
import { cellContent, missingContent } from "./cells.js";
import { dataText, makeButton, sign } from "./parts.js";
import { makeCopyButton } from "./saving.js";

const LONGEST = 5_000;

/** The box in which a row of a grid is shown. */
export class RowBox {
  constructor(grid, { onClose }) {
    Object.assign(this, { grid, number: null });
    const { words, id } = grid;
    this.heading = make("h2", { id: `${id}-row`, class: "mc-row__title", tabindex: "-1" });
    this.where = make("p", { class: "mc-quiet", role: "status" });
    this.list = make("dl", { class: "mc-facts mc-facts--wide mc-row__cells" });
    this.tools = make("div", { class: "mc-explore__row" });
    this.previous = makeButton([sign("up"), words.say("row_previous")], () => this.#turn("previous"));
    this.next = makeButton([sign("down"), words.say("row_next")], () => this.#turn("next"));
    const close = makeButton([sign("close"), words.say("close")], () => this.element.close());
    this.element = make("dialog", { class: "mc-row", "aria-labelledby": `${id}-row` }, make("div", { class: "mc-explore__row mc-row__ways" }, this.previous, this.next, close), this.heading, this.where, this.tools, this.list);
    this.element.addEventListener("close", () => {
      const { number } = this;
      this.number = null;
      if (number !== null) onClose(number);
    });
    this.element.addEventListener("click", (event) => event.target === this.element && this.element.close()); // beside the box
  }

  /** Show a row by its number in the file; returns whether there is such a row. */
  async show(number) {
    const { grid } = this;
    const row = await grid.client.ask("row", { table: grid.table, number, view: grid.wholeView() });
    if (!row) return false;
    this.row = row;
    this.number = number;
    this.#fill(row);
    if (!this.element.open) this.element.showModal();
    this.heading.focus({ preventScroll: true });
    this.element.scrollTop = 0;
    return true;
  }

  /** Close the box without a word. */
  hide() {
    this.number = null;
    this.element.close();
  }

  #turn(way) {
    if (this.row[way] !== null) this.grid.openRow(this.row[way], false);
  }

  #fill({ number, cells, texts, at, count, previous, next }) {
    const { words, columns } = this.grid;
    const figure = (value) => words.number.format(value);
    this.heading.replaceChildren(...titleOf(columns, cells, words, figure(number + 1)));
    this.where.textContent = at < 0 ? words.say("row_elsewhere", { number: figure(number + 1) }) : words.say("row_where", { at: figure(at + 1), count: figure(count), number: figure(number + 1) });
    this.previous.disabled = previous === null;
    this.next.disabled = next === null;
    this.list.replaceChildren(...columns.map((column, index) => this.#cell(column, cells[index], texts[index])));
    const address = this.grid.rowAddress(number, texts);
    const tsv = () => this.grid.client.ask("rowTsv", { table: this.grid.table, number, headings: columns.map(({ name }) => name) });
    const place = this.grid.placeOf?.(number, cells, () => this.grid.leaveRow());
    this.tools.replaceChildren(
      ...(place ? [place] : []),
      ...(address ? [makeCopyButton(words, words.say("copy_row_link"), () => address, words.say("copied_link"))] : []),
      makeCopyButton(words, words.say("copy_row"), tsv, words.say("copied")),
    );
  }

  #cell(column, value, text) {
    const { grid } = this;
    const { words } = grid;
    const isMissing = value === null || value === "";
    const content = isMissing ? missingContent(words) : cellContent(column, value, words, LONGEST);
    const own = isMissing || column.kind !== "text" ? null : words.lang === "ja" ? null : "ja";
    const same = makeButton(sign("filter"), () => {
      this.hide();
      grid.setFilter(column.name, { is: [text] }, true, { row: null });
      grid.search.focus();
    }, { class: "mc-grid__filter", "aria-label": words.say("row_same", { column: words.title(column) }), title: words.say("row_same", { column: words.title(column) }) });
    const isShort = text.length <= 200;
    return make("div", {}, dataText("dt", words, column.title), make("dd", {}, make("span", { lang: own, class: isMissing ? "mc-missing" : null }, ...content), isShort ? same : ""));
  }
}

/** Return what a row is called: its first text that isn't a number or a code, and else its number. */
function titleOf(columns, cells, words, number) {
  const called = columns.findIndex(({ name, title }, index) => typeof cells[index] === "string" && cells[index] && (/名称$|名$|^name$|title|件名|項目/i.test(name) || /^name$/i.test(title.en ?? "")));
  const at = called >= 0 ? called : columns.findIndex(({ kind }, index) => kind === "text" && cells[index] && cells[index].length <= 80);
  return at < 0 ? [words.say("row_number", { number })] : [dataText("span", words, words.value(columns[at], cells[at]).slice(0, 200))];
}
