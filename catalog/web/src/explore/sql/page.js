// The page of SQL: tables, a question, its answer as a table to look around in. All of it stays in the browser.
import { loadScript } from "../../disk.js";
import { pageOf } from "../../dataset_pages.js";
import { make } from "../../map/elements.js";
import { emptyView } from "../address.js";
import { Client } from "../client.js";
import { Grid } from "../grid.js";
import { dataText, makeButton, settled } from "../parts.js";
import { addCompleting } from "./completing.js";
import { makeExamples, quoteTable, tableNames } from "./examples.js";
import { explain } from "./troubles.js";
import { parseTable, readTables } from "./tables.js";

const MOST_TABLES = 10;
const FOUND = 8;
const TYPING_MS = 250;

export class SqlPage {
  constructor(holder, words, addresses) {
    Object.assign(this, { holder, words, addresses, root: holder.dataset.sqlPage, tables: [], runner: null, turn: 0 });
    this.reader = new Client(addresses.reader);
  }

  async open() {
    this.#build();
    addEventListener("popstate", () => this.#restore());
    await this.#restore(true);
    this.holder.dataset.isReady = "";
  }

  /** Show what the address asks for, and what was written there without being asked; *isFirst* when the page opens. */
  async #restore(isFirst = false) {
    if (!isFirst && location.search === this.search) return; // a link within the page
    const parameters = new URLSearchParams(location.search);
    this.search = location.search;
    const asked = parameters.get("sql") ?? "";
    const draft = typeof history.state?.draft === "string" ? history.state.draft : null;
    this.joined = parameters.getAll("join").slice(0, 2);
    if (this.isRunning) this.stop();
    this.answer.replaceChildren();
    this.trouble.replaceChildren();
    this.status.textContent = "";
    this.editor.value = draft ?? asked;
    await this.#setTables(parameters.getAll("table").slice(0, MOST_TABLES));
    const isSaving = navigator.connection?.saveData;
    if (asked && (draft ?? asked) === asked && this.tables.length && !isSaving) await this.run(false);
  }

  /** Have these tables and no others; those that are there already stay. */
  async #setTables(addresses) {
    const isWanted = ({ address, dataset }) => addresses.some((each) => [address, dataset].includes(parseTable(each)));
    const left = this.tables.filter(isWanted);
    if (left.length < this.tables.length) {
      this.tables = left;
      this.stop(); // the next question begins with what is there then
    }
    const missing = addresses.filter((each) => !this.tables.some(({ address, dataset }) => [address, dataset].includes(parseTable(each))));
    await this.#addAll(missing);
  }

  #build() {
    const { words } = this;
    this.list = make("ul", { class: "mc-sql__tables", "aria-label": words.say("sql_tables") });
    this.notice = make("p", { role: "status", class: "mc-sql__notice" });
    this.editor = make("textarea", { id: "mc-sql", rows: 6, spellcheck: "false", autocapitalize: "off", autocomplete: "off", maxlength: 20_000, "aria-describedby": "mc-sql-hint" });
    // What isn't asked yet is there again when the reader comes back.
    const keepDraft = settled((search) => search === location.search && history.replaceState({ draft: this.editor.value }, ""), TYPING_MS);
    this.editor.addEventListener("input", () => keepDraft(location.search));
    const names = addCompleting(this.editor, words, () => this.tables);
    this.editor.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      this.run();
    });
    this.examples = make("div", { class: "mc-sql__examples" });
    this.runButton = makeButton(words.say("sql_run"), () => this.run(), { class: "mc-explore__button mc-explore__button--main" });
    this.stopButton = makeButton(words.say("sql_stop"), () => this.stop(), { hidden: true });
    this.status = make("p", { role: "status", class: "mc-explore__status" });
    this.trouble = make("div", { role: "alert", class: "mc-sql__trouble" });
    this.answer = make("div");
    const heading = (key) => make("h2", {}, words.say(key));
    this.holder.append(
      make("section", {}, heading("sql_tables"), this.list, this.#makeAdder(), this.notice),
      make(
        "section",
        {},
        heading("sql_question"),
        this.examples,
        make("p", { class: "mc-sql__editor" }, make("label", { for: "mc-sql" }, words.say("sql_label")), this.editor), names, make("p", { class: "mc-sql__editor" }, make("span", { id: "mc-sql-hint", class: "mc-quiet" }, words.say("sql_hint"))),
        make("p", { class: "mc-explore__row" }, this.runButton, this.stopButton),
        this.trouble,
      ),
      make("section", {}, heading("sql_answer"), this.status, this.answer),
    );
  }

  /** Return the form that adds tables: by a dataset's address or id, or by what the search finds. */
  #makeAdder() {
    const { words } = this;
    const input = make("input", { type: "search", id: "mc-sql-add", autocomplete: "off", spellcheck: "false", maxlength: 300 });
    const found = make("ul", { class: "mc-sql__found", "aria-label": words.say("sql_found") });
    const add = async (address) => {
      input.value = "";
      found.replaceChildren();
      await this.#addAll([address], true);
      input.focus();
    };
    const search = settled(async () => {
      const asked = input.value.trim();
      if (!asked || parseTable(asked)) return found.replaceChildren();
      try {
        const { findDatasets } = await loadScript(this.addresses.search, "mcSearch");
        const hits = await findDatasets(this.root, asked, FOUND);
        if (input.value.trim() !== asked) return undefined; // somebody typed on
        found.replaceChildren(...hits.map((hit) => make("li", {}, makeButton([make("span", { lang: hit.lang === words.lang ? null : hit.lang }, hit.title), make("span", { class: "mc-quiet" }, hit.body)], () => add(hit.id)))));
        this.notice.textContent = hits.length ? words.count("sql_found_count", hits.length) : words.say("sql_found_none");
      } catch (error) {
        console.warn(error); // an id does without the search
      }
      return undefined;
    }, TYPING_MS);
    input.addEventListener("input", search);
    const form = make("form", { class: "mc-explore__row mc-sql__adder" }, make("label", { for: "mc-sql-add" }, words.say("sql_add_label")), input, make("button", { type: "submit", class: "mc-explore__button" }, words.say("sql_add")));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const address = parseTable(input.value);
      if (address) add(address);
      else found.querySelector("button")?.focus();
    });
    return make("div", {}, form, found);
  }

  async #addAll(addresses, isStep = false) {
    const { words } = this;
    this.notice.textContent = addresses.length ? words.say("working") : "";
    for (const asked of addresses) {
      const address = parseTable(asked);
      try {
        if (!address) throw { kind: "no_dataset", message: asked };
        for (const table of await readTables(this.root, address)) await this.#add(table);
        this.notice.textContent = "";
      } catch (trouble) {
        console.warn(trouble);
        this.notice.textContent = explain(trouble, words).text;
      }
    }
    this.#renew();
    if (isStep) this.#keep(false);
  }

  async #add(table) {
    if (this.tables.some(({ address }) => address === table.address)) return;
    if (this.tables.length >= MOST_TABLES) throw { kind: "too_many_tables" };
    const { columns, rowCount } = await this.reader.ask("open", { table: table.address, url: table.url, bytes: table.bytes, kanji: this.words.kanji });
    const distinct = await this.reader.ask("profile", { table: table.address }).catch(() => ({}));
    this.tables.push({ ...table, columns, rowCount, distinct });
  }

  /** Show the tables and what can be asked of them; those that DuckDB has under another name are given to it anew. */
  #renew() {
    const names = tableNames(this.tables.map(({ address }) => address));
    this.tables = this.tables.map((table, index) => ({ ...table, name: names[index], isGiven: table.isGiven && table.name === names[index] }));
    this.list.replaceChildren(...this.tables.map((table) => this.#tableItem(table)));
    this.list.hidden = !this.tables.length;
    const { words } = this;
    const examples = makeExamples(this.tables, { count: words.say("sql_count"), total: words.say("sql_total"), average: words.say("sql_average") }, this.joined);
    const buttons = examples.map(({ key, values, sql }) =>
      makeButton(words.say(`example_${key}`, this.#titled(values)), () => {
        this.editor.value = sql;
        this.run();
      }),
    );
    this.examples.replaceChildren(...(buttons.length ? [make("p", { class: "mc-quiet" }, words.say("sql_examples")), make("div", { class: "mc-explore__row" }, ...buttons)] : []));
    const first = examples.find(({ key }) => this.joined?.length === 2 && key === "join") ?? examples[0];
    if (!this.editor.value && first) this.editor.value = first.sql;
  }

  /** Return the values of an example with columns as people call them. */
  #titled(values) {
    const columns = this.tables.flatMap((table) => table.columns);
    const title = (name) => this.words.title(columns.find((column) => column.name === name));
    return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, key === "column" || key === "category" ? title(value) : value]));
  }

  #tableItem(table) {
    const { words } = this;
    const remove = makeButton(words.say("sql_remove"), () => this.#remove(table), { "aria-label": words.say("sql_remove_what", { table: table.name }) });
    const columns = table.columns.map((column) => {
      const title = words.title(column);
      return make("li", {}, make("code", { lang: "ja" }, column.name), " ", make("span", { class: "mc-quiet" }, words.say(`kind_${column.kind}`), title === column.name ? "" : `${words.texts.comma}${title}`));
    });
    const link = dataText("a", words, table.title, { href: `${this.root}${pageOf(words.lang, table.dataset)}` });
    return make(
      "li",
      {},
      make("p", { class: "mc-explore__row" }, make("code", {}, quoteTable(table.name)), link, make("span", { class: "mc-quiet" }, words.count("rows", table.rowCount)), remove),
      make("details", { class: "mc-code" }, make("summary", {}, words.count("sql_columns", table.columns.length), make("span", { class: "mc-unseen" }, ` ${table.name}`)), make("ul", { class: "mc-sql__columns" }, ...columns)),
    );
  }

  #remove(table) {
    this.tables = this.tables.filter(({ address }) => address !== table.address);
    this.stop(); // the next question begins with what is there then
    this.#renew();
    this.#keep(false);
    this.holder.querySelector("#mc-sql-add").focus();
  }

  /** Put the tables and the question into the address. */
  #keep(isStep) {
    const parameters = new URLSearchParams();
    for (const { address } of this.tables) parameters.append("table", address);
    if (this.tables.length > 1) for (const name of this.joined) parameters.append("join", name);
    if (this.editor.value.trim()) parameters.set("sql", this.editor.value);
    const search = `?${parameters}`;
    this.search = search;
    if (isStep || search === location.search) history.replaceState(null, ""); // what was written has been asked
    if (search !== location.search) history[isStep ? "pushState" : "replaceState"](null, "", location.pathname + search);
    const link = document.querySelector("a.mc-language");
    if (link) link.search = search;
  }

  /** Answer the question. */
  async run(isAsked = true) {
    const { words } = this;
    const sql = this.editor.value.trim();
    this.isWanted = this.isRunning; // asked again while the answer isn't there: then the newer question comes next
    if (!sql || this.isRunning) return;
    if (isAsked) this.#keep(true);
    this.#setRunning(true);
    const turn = (this.turn += 1);
    try {
      await this.#prepare();
      this.status.textContent = words.say("working");
      const answer = await this.runner.ask("run", { sql });
      if (turn === this.turn) await this.#show(answer);
    } catch (trouble) {
      if (turn === this.turn) this.#explain(trouble);
    } finally {
      if (turn === this.turn) this.#setRunning(false);
    }
    if (this.isWanted) await this.run();
  }

  /** Have DuckDB with all tables. */
  async #prepare() {
    const { words } = this;
    if (!this.runner) {
      this.status.textContent = words.say("sql_starting");
      const runner = new Client(this.addresses.runner);
      this.runner = runner;
      await runner.ask("start", { wasm: this.addresses.wasm, kanji: words.kanji }).catch((trouble) => {
        runner.end();
        this.runner = null;
        throw trouble;
      });
    }
    for (const table of this.tables.filter(({ isGiven }) => !isGiven)) {
      this.status.textContent = words.say("sql_loading", { table: table.name });
      const former = table.former.map((name) => name.replaceAll("-", "_")).filter((name) => !this.tables.some((each) => each.name === name));
      await this.runner.ask("add", { name: table.name, url: table.url, bytes: table.bytes, former });
      table.isGiven = true;
    }
  }

  /** Stop whatever is going on. */
  stop() {
    this.turn += 1;
    this.runner?.end("ended");
    this.runner = null;
    for (const table of this.tables) table.isGiven = false;
    if (this.isRunning) this.status.textContent = this.words.say("sql_stopped");
    this.#setRunning(false);
    this.answer.replaceChildren(); // its thread is gone
  }

  #setRunning(isRunning) {
    this.isRunning = isRunning;
    if (isRunning) this.trouble.replaceChildren();
    const hadFocus = document.activeElement === (isRunning ? this.runButton : this.stopButton);
    this.runButton.hidden = isRunning;
    this.stopButton.hidden = !isRunning;
    if (hadFocus) (isRunning ? this.stopButton : this.runButton).focus();
  }

  #explain(trouble) {
    const { words } = this;
    console.info(trouble);
    if (/RuntimeError|out of bounds|unreachable/.test(trouble.message)) this.stop(); // DuckDB won't go on; the next question starts it anew
    const { text, detail, hints } = explain(trouble, words, this.editor.value);
    this.status.textContent = "";
    this.answer.replaceChildren();
    this.trouble.replaceChildren(make("p", {}, make("strong", {}, text)), ...hints.map((hint) => make("p", {}, hint)), ...(detail ? [make("pre", { lang: "en" }, make("code", {}, detail))] : []));
    this.trouble.scrollIntoView({ block: "nearest" });
  }

  async #show({ columns, rowCount, isCut, milliseconds }) {
    const { words } = this;
    const seconds = words.number.format(Math.max(0.01, Math.round(milliseconds / 10) / 100));
    const cut = isCut ? words.say("sql_cut", { count: words.number.format(rowCount) }) : "";
    this.status.textContent = `${words.count("sql_answered", rowCount, { seconds })}${cut}`;
    this.answer.replaceChildren();
    if (!columns.length) return;
    const title = Object.fromEntries([[words.lang, words.say("sql_answer")], ["ja", words.say("sql_answer")]]);
    const grid = new Grid({ client: this.runner, table: "answer", columns, rowCount, title, fileName: "sql", words, view: emptyView() });
    this.answer.append(grid.element);
    await grid.update();
    this.status.scrollIntoView({ block: "nearest" });
    this.holder.dataset.answers = String(Number(this.holder.dataset.answers ?? 0) + 1);
  }
}
