// What a reader asks of a table: rows that meet the filters, in an order, a page of them; counts of values; all of it as CSV.
import { makeContains, parseEnd, parseValue } from "./columns.js";
import { csvPieces } from "./csv.js";
import { Labels } from "./labels.js";
import { sortRows } from "./sorting.js";

const LISTED = 100;
const NUMERIC = new Set(["integer", "number", "decimal"]);

/**
 * Answers over a source: `columns` ({name, kind}), `rowCount`, `column(name)`, and `need(names, start, end)`, which has cells
 * loaded before they are looked at; and what values mean: `{column: {value: {ja, en}}}`.
 *
 * A view is {query, searched, filters, sort, columns, page, size}; *searched* names the columns that the query looks into,
 * all of them where there is none. A filter is {name} with `has` (text), `is` (texts, "" for missing),
 * `from` and `to`.
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
    const isWhole = !view.query && !view.filters.length && !view.sort;
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
    return { count, total: this.source.rowCount, page, pages, first, cells };
  }

  /** Return the values of a column with the number of rows that the other filters leave of each. */
  async facet(name, view, search = "") {
    const others = { ...view, filters: view.filters.filter((filter) => filter.name !== name) };
    const rows = await this.#keep(others);
    await this.source.need([name]);
    const column = this.source.column(name);
    if (column.codes) return codedFacet(column, rows, search, this.labels);
    if (this.labels.has(name)) return labelledFacet(column, rows, search, this.labels);
    let least = Infinity;
    let most = -Infinity;
    let missing = 0;
    for (const row of rows) {
      const value = column.values[row];
      if (Number.isNaN(value)) missing += 1;
      else {
        if (value < least) least = value;
        if (value > most) most = value;
      }
    }
    return { values: [], distinct: 0, missing, least: least <= most ? least : null, most: least <= most ? most : null };
  }

  /** Yield a view as CSV, all pages of it. */
  async *csv(view, headings, options) {
    const rows = await this.#order(view);
    await this.source.need(view.columns);
    yield* csvPieces(view.columns.map((name) => this.source.column(name)), headings, rows, options);
  }

  async #order(view) {
    const rows = await this.#keep(view);
    if (!view.sort) return rows;
    const key = JSON.stringify([this.#kept.key, view.sort]);
    if (this.#ordered.key !== key) {
      await this.source.need([view.sort.name]);
      this.#ordered = { key, rows: sortRows(rows, this.source.column(view.sort.name).keys(), view.sort.isDescending) };
    }
    return this.#ordered.rows;
  }

  /** Return the rows that meet the query and the filters, in the order of the file. */
  async #keep({ query, searched = this.names, filters }) {
    const key = JSON.stringify([query, query && searched, filters]);
    if (this.#kept.key === key) return this.#kept.rows;
    const words = query.split(/[\s\u3000]+/u).filter(Boolean);
    await this.source.need([...new Set([...filters.map(({ name }) => name), ...(words.length ? searched : [])])]);
    const pass = new Uint8Array(this.source.rowCount).fill(1);
    for (const filter of filters) this.#apply(filter, pass);
    for (const word of words) this.#search(word, searched, pass);
    const rows = new Uint32Array(pass.reduce((sum, each) => sum + each, 0));
    let at = 0;
    for (let row = 0; row < pass.length; row += 1) if (pass[row]) rows[at++] = row;
    this.#kept = { key, rows };
    return rows;
  }

  #apply({ name, has, is, from, to }, pass) {
    const column = this.source.column(name);
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
    if (Number.isNaN(least) && Number.isNaN(most)) return;
    if (column.codes && !NUMERIC.has(column.kind)) return;
    const values = column.numbers();
    for (let row = 0; row < pass.length; row += 1) {
      // What is missing isn't in any range.
      if (pass[row] && (Number.isNaN(values[row]) || values[row] < least || values[row] > most)) pass[row] = 0;
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

/** Return the values of a column of numbers that mean something: they are few. */
function labelledFacet(column, rows, search, labels) {
  const counts = new Map();
  let missing = 0;
  for (const row of rows) {
    const value = column.text(row);
    if (value) counts.set(value, (counts.get(value) ?? 0) + 1);
    else missing += 1;
  }
  const wanted = search ? makeContains(search) : null;
  const means = wanted && labels.matching(column.name, wanted);
  const found = [...counts].filter(([value]) => !wanted || means.has(value) || wanted.has(value));
  found.sort(([a, m], [b, n]) => n - m || Number(a) - Number(b));
  const values = found.slice(0, LISTED).map(([value, count]) => ({ value, count }));
  return { values, distinct: found.length, missing, least: null, most: null };
}

function codedFacet(column, rows, search, labels) {
  const counts = new Uint32Array(column.texts.length + 1);
  for (const row of rows) counts[column.codes[row] + 1] += 1;
  const matches = search ? column.matches(makeContains(search)) : null;
  const means = search ? labels.matching(column.name, makeContains(search)) : null;
  const codes = [];
  for (let code = 0; code < column.texts.length; code += 1) if (counts[code + 1] && (!matches || matches[code] || means.has(column.texts[code]))) codes.push(code);
  codes.sort((a, b) => counts[b + 1] - counts[a + 1] || (column.texts[a] < column.texts[b] ? -1 : 1));
  const values = codes.slice(0, LISTED).map((code) => ({ value: column.texts[code], count: counts[code + 1] }));
  return { values, distinct: codes.length, missing: counts[0], least: null, most: null };
}
