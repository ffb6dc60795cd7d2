// A table of a dataset on its page: the first rows give way to all of them.
import { make } from "../map/elements.js";
import { emptyView, fitView, formatAddress, parseAddress, withCharts } from "./address.js";
import { Client } from "./client.js";
import { Grid } from "./grid.js";
import { makeButton } from "./parts.js";
import { placeFinder } from "./place.js";

const ROW = "mc-row"; // the state of an address that was gone to by opening a row
let opened = null;

/**
 * Open the table in *holder* in the place of its first rows.
 *
 * Arguments:
 *   worker: The address of the worker's script.
 *   isAsked: The reader pressed the button; otherwise the page's address asks.
 */
export async function openTable(holder, words, worker, isAsked) {
  opened?.close(false);
  const explorer = new TableExplorer(holder, words, worker);
  opened = explorer;
  await explorer.open(isAsked);
}

class TableExplorer {
  constructor(holder, words, worker) {
    Object.assign(this, { holder, words, name: holder.dataset.explore });
    this.client = new Client(worker);
    this.place = document.getElementById(holder.dataset.rows);
    this.button = holder.querySelector("button");
    this.onPop = () => this.#goBack();
  }

  async open(isAsked) {
    const { uri, bytes, title, csv } = this.holder.dataset;
    this.labels = JSON.parse(this.holder.dataset.labels || "{}");
    try {
      const addresses = { url: new URL(uri, location.href).href, csv: csv ? new URL(csv, location.href).href : null };
      const { columns, rowCount, key } = await this.client.ask("open", { table: this.name, ...addresses, bytes: Number(bytes), kanji: this.words.kanji, labels: this.labels });
      this.#build(columns, rowCount, key, JSON.parse(title), isAsked);
    } catch (trouble) {
      this.client.end();
      opened = null;
      throw trouble;
    }
    this.shown = await this.grid.update();
    this.holder.dataset.isReady = "";
    this.#keepLanguageLink();
    this.client.tell("ahead", { table: this.name, columns: this.grid.shown().map(({ name }) => name) });
  }

  #build(columns, rowCount, key, title, isAsked) {
    const { words, holder } = this;
    for (const column of columns) if (Object.hasOwn(this.labels, column.name)) column.labels = this.labels[column.name];
    const names = columns.map(({ name }) => name);
    const view = isAsked ? emptyView(this.name) : fitView({ ...parseAddress(location.search), table: this.name }, names);
    const close = makeButton(words.say("close_table"), () => this.close(true));
    this.grid = new Grid({
      client: this.client,
      table: this.name,
      columns,
      rowCount,
      title,
      fileName: this.name,
      words,
      view,
      onChange: (next, isStep, about) => this.#keep(next, isStep, about),
      key,
      placeOf: placeFinder(holder, columns, words),
      links: [...(holder.dataset.sql ? [make("a", { class: "mc-explore__link", href: holder.dataset.sql }, words.say("sql"))] : []), close],
    });
    this.place.hidden = true;
    holder.dataset.isOpen = "";
    holder.append(this.grid.element);
    holder.closest(".mc-cols")?.setAttribute("data-is-explored", "");
    holder.closest("section").scrollIntoView();
    if (isAsked) {
      this.#keep(view, true);
      this.grid.search.focus({ preventScroll: true });
    }
    else if (parseAddress(location.search).table !== this.name) this.#keep(view, false); // a former name gives way to the present one
    addEventListener("popstate", this.onPop);
  }

  /** Put the view into the address. A row that was opened by a press is closed by "back", and the other way round. */
  #keep(view, isStep, about) {
    const address = location.pathname + withCharts(formatAddress(view), location.search) + location.hash;
    if (about === "closed" && history.state === ROW) history.back();
    else if (isStep) history.pushState(about === "row" ? ROW : null, "", address);
    else history.replaceState(about === "closed" || about === "left" ? null : history.state, "", address);
    this.#keepLanguageLink();
  }

  /** The other language shows the same rows. */
  #keepLanguageLink() {
    const link = document.querySelector("a.mc-language");
    if (link) link.search = withCharts(opened === this ? formatAddress(this.grid.view) : "", location.search);
  }

  #goBack() {
    const view = parseAddress(location.search);
    if (view.table !== this.name) this.close(false);
    else this.grid.set(fitView(view, this.grid.columns.map(({ name }) => name)));
  }

  /** Give the place back to the first rows; *isAsked* where the reader wants it. */
  close(isAsked) {
    removeEventListener("popstate", this.onPop);
    this.client.end();
    this.grid?.element.remove();
    this.place.hidden = false;
    delete this.holder.dataset.isOpen;
    delete this.holder.dataset.isReady;
    this.button.disabled = false;
    this.holder.closest(".mc-cols")?.removeAttribute("data-is-explored");
    opened = null;
    if (!isAsked) return;
    history.pushState(null, "", location.pathname + withCharts("", location.search) + location.hash);
    this.#keepLanguageLink();
    this.button.focus();
  }
}
