// What a reader asks of a table: rows that meet the filters, in an order, a page of them; counts of values; all of it as CSV.
import { makeContains, parseEnd, parseValue } from "./columns.js";
import { csvPieces, tsvText } from "./csv.js";
import { codedFacet, labelledFacet, numberFacet } from "./facets.js";
import { Labels } from "./labels.js";
import { sortRows } from "./sorting.js";

const NUMERIC = new Set(["integer", "number", "decimal"]);

/**
 * Answers over a source: `columns` ({name, kind}), `rowCount`, `column(name)`, and `need(names, start, end)`, which has cells
 * loaded before they are looked at; and what values mean: `{column: {value: {ja, en}}}`.
 *
 * A view is {query, searched, filters, sort, columns, page, size}; *searched* names the columns that the query looks into,
 * all of them where there is none; *sort* is [{name, isDescending}], what counts most first. A filter is {name} with `has`
 * (text), `is` (texts, "" for missing), `any` (has a value), `from` and `to` (the ends included), and `below`.
 */
export class Engine {
  #kept = { key: null, rows: null };
  #ordered = { key: null, rows: null };

  constructor(source, labels = {}) {
    this.source = source;
    this.labels = new Labels(labels);
    this.names = source.columns.map(({ name }) => name);
  }

  /** Return a page of a view: how many rows there are, and the cells by column, as numbers, texts or null. */
  async view(view) {
    const isWhole = !view.query && !view.filters.length && !view.sort.length;
    const rows = isWhole ? null : await this.#order(view);
    const count = rows ? rows.length : this.source.rowCount;
    const pages = Math.max(1, Math.ceil(count / view.size));
    const page = Math.min(view.page, pages);
    const first = (page - 1) * view.size;
    const end = Math.min(first + view.size, count);
    if (rows) await this.source.need(view.columns, rows.subarray(first, end));
    else await this.source.need(view.columns, first, end);
    const shown = rows ? rows.subarray(first, end) : Uint32Array.from({ length: end - first }, (_, index) => first + index);
    const cells = view.columns.map((name) => Array.from(shown, (row) => this.source.column(name).cell(row)));
    return { count, total: this.source.rowCount, page, pages, first, cells, rows: Array.from(shown) };
  }

  /** Return a row as a whole: its cells by column, and where it stands in the view, -1 where it isn't in it. */
  async row(number, view) {
    if (!(number >= 0 && number < this.source.rowCount)) return null;
    await this.source.need(this.names, [number]);
    const cells = this.names.map((name) => this.source.column(name).cell(number));
    const texts = this.names.map((name) => this.source.column(name).text(number));
    const rows = await this.#order(view);
    const at = rows.indexOf(number);
    const beside = (step) => (at < 0 ? null : rows[at + step] ?? null);
    return { number, cells, texts, at, count: rows.length, previous: at > 0 ? beside(-1) : null, next: beside(1) };
  }

  /** Return the number of the first row with these values ([name, text]), -1 where there is none. */
  async find(values) {
    await this.source.need(values.map(([name]) => name));
    const tests = values.map(([name, text]) => this.source.column(name).among([text]));
    for (let row = 0; row < this.source.rowCount; row += 1) if (tests.every((test) => test(row))) return row;
    return -1;
  }

  /** Return how many rows there would be without each of the conditions: [{name, count}], the query's name being null. */
  async without(view) {
    const kept = this.#kept;
    const found = [];
    for (const { name } of view.filters) {
      const { rows } = await this.#keep({ ...view, filters: view.filters.filter((filter) => filter.name !== name) });
      found.push({ name, count: rows.length });
    }
    if (view.query) found.push({ name: null, count: (await this.#keep({ ...view, query: "" })).rows.length });
    this.#kept = kept;
    return found;
  }

  /** Return the values of a column with the number of rows that the other filters leave of each. */
  async facet(name, view, search = "") {
    const others = { ...view, filters: view.filters.filter((filter) => filter.name !== name) };
    const { rows } = await this.#keep(others);
    await this.source.need([name]);
    const column = this.source.column(name);
    const wanted = search ? makeContains(search) : null;
    const means = wanted && this.labels.matching(name, wanted);
    if (column.codes && !NUMERIC.has(column.kind)) {
      const matches = wanted && column.matches(wanted);
      return codedFacet(column, rows, matches && ((code) => matches[code] || means.has(column.texts[code])));
    }
    if (this.labels.has(name)) return labelledFacet(column, rows, wanted && ((value) => means.has(value) || wanted.has(value)));
    return numberFacet(column, rows);
  }

  /** Yield a view as CSV, all pages of it. */
  async *csv(view, headings, options) {
    const rows = await this.#order(view);
    yield* csvPieces(await this.#writers(view.columns), headings, rows, options);
  }

  /** Return a view as text to be put into a spreadsheet, and how many rows that is; null where it is more than *most* cells. */
  async tsv(view, headings, most) {
    const rows = await this.#order(view);
    if (rows.length * view.columns.length > most) return null;
    return { text: tsvText(await this.#writers(view.columns), headings, rows), count: rows.length };
  }

  /** Return one row in the same way, with all its columns. */
  async rowTsv(number, headings) {
    return tsvText(await this.#writers(this.names), headings, [number]);
  }

  /** Return columns that give each cell as it was published. */
  async #writers(names) {
    await this.source.need(names);
    const published = (await this.source.publishedTexts?.(names)) ?? new Map();
    return names.map((name) => {
      const column = this.source.column(name);
      const texts = published.get(name);
      return texts ? { kind: column.kind, text: (row) => texts[row] } : column;
    });
  }

  async #order(view) {
    const kept = await this.#keep(view);
    if (!view.sort.length) return kept.rows;
    const key = JSON.stringify([kept.key, view.sort]);
    if (this.#ordered.key !== key) {
      await this.source.need(view.sort.map(({ name }) => name));
      let { rows } = kept;
      // Equal ones stay as they stood: so what counts least comes first.
      for (const { name, isDescending } of [...view.sort].reverse()) rows = sortRows(rows, this.source.column(name).keys(), isDescending);
      this.#ordered = { key, rows };
      return rows;
    }
    return this.#ordered.rows;
  }

  /** Return the rows that meet the query and the filters, in the order of the file. */
  async #keep({ query, searched = this.names, filters }) {
    const key = JSON.stringify([query, query && searched, filters]);
    if (this.#kept.key === key) return this.#kept;
    const words = query.split(/[\s\u3000]+/u).filter(Boolean);
    await this.source.need([...new Set([...filters.map(({ name }) => name), ...(words.length ? searched : [])])]);
    const pass = new Uint8Array(this.source.rowCount).fill(1);
    for (const filter of filters) this.#apply(filter, pass);
    for (const word of words) this.#search(word, searched, pass);
    const rows = new Uint32Array(pass.reduce((sum, each) => sum + each, 0));
    let at = 0;
    for (let row = 0; row < pass.length; row += 1) if (pass[row]) rows[at++] = row;
    this.#kept = { key, rows };
    return { key, rows }; // another question may have come in between
  }

  #apply({ name, has, is, any, from, to, below }, pass) {
    const column = this.source.column(name);
    if (any) for (let row = 0; row < pass.length; row += 1) if (pass[row] && column.isMissing(row)) pass[row] = 0;
    if (has) {
      const found = new Uint8Array(pass.length);
      this.#test(column, makeContains(has), found);
      both(pass, found);
    }
    if (is?.length) {
      const among = column.among(is);
      for (let row = 0; row < pass.length; row += 1) if (pass[row] && !among(row)) pass[row] = 0;
    }
    const least = from ? parseValue(column.kind, from) : NaN;
    const most = to ? parseEnd(column.kind, to) : NaN;
    const end = below ? parseValue(column.kind, below) : NaN;
    if ([least, most, end].every(Number.isNaN)) return;
    if (column.codes && !NUMERIC.has(column.kind)) return;
    const values = column.numbers();
    for (let row = 0; row < pass.length; row += 1) {
      // What is missing isn't in any range.
      if (pass[row] && (Number.isNaN(values[row]) || values[row] < least || values[row] > most || values[row] >= end)) pass[row] = 0;
    }
  }

  #search(word, names, pass) {
    const wanted = makeContains(word);
    const found = new Uint8Array(pass.length);
    for (const name of names) this.#test(this.source.column(name), wanted, found);
    both(pass, found);
  }

  /** What values mean is looked for as well as the values. */
  #test(column, wanted, found) {
    column.test(wanted, found);
    this.labels.test(column, wanted, found);
  }
}

function both(pass, found) {
  for (let row = 0; row < pass.length; row += 1) pass[row] &= found[row];
}
