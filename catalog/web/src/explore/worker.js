// The second thread: it reads tables and answers for the page, which never waits for it.
import { learnKanji } from "./columns.js";
import { Engine } from "./engine.js";
import { openSource } from "./parquet.js";

const MOST_PROFILED = 60;
const LARGEST_PROFILED = 10_000_000;
const tables = new Map();
let busy = 0;

const actions = {
  /** Open a table: {table, url, bytes}, its CSV, forms of kanji, and what values mean; returns what there is in it. */
  async open({ table, url, bytes, csv, kanji, labels }) {
    learnKanji(kanji);
    const source = await openSource(url, bytes, csv);
    tables.set(table, new Engine(source, labels));
    const { rowCount, columns, schema } = source;
    return { rowCount, columns, key: [schema.primaryKey ?? []].flat() };
  },
  /** Return how many distinct values columns have among the first rows, where looking is cheap. */
  async profile({ table }) {
    const { source } = tables.get(table);
    const names = source.columns.filter(({ kind }) => kind === "text").slice(0, MOST_PROFILED).map(({ name }) => name);
    if (!source.rowCount || source.file.byteLength > LARGEST_PROFILED) return {};
    await source.need(names, 0, 1);
    return Object.fromEntries(names.map((name) => [name, source.column(name).texts.length]));
  },
  view: ({ table, view }) => tables.get(table).view(view),
  facet: ({ table, name, view, search }) => tables.get(table).facet(name, view, search),
  async csv({ table, view, headings, isForExcel }) {
    const pieces = [];
    for await (const piece of tables.get(table).csv(view, headings, { isForExcel })) pieces.push(new Blob([piece]));
    return new Blob(pieces, { type: "text/csv;charset=utf-8" });
  },
  row: ({ table, number, view }) => tables.get(table).row(number, view),
  find: ({ table, values }) => tables.get(table).find(values),
  without: ({ table, view }) => tables.get(table).without(view),
  tsv: ({ table, view, headings, most }) => tables.get(table).tsv(view, headings, most),
  rowTsv: ({ table, number, headings }) => tables.get(table).rowTsv(number, headings),
  close: ({ table }) => tables.delete(table),
};

/** Load columns while nobody asks for anything, so that the first sort doesn't have to wait for them. */
async function loadAhead({ table, columns }) {
  const source = tables.get(table)?.source;
  if (!source?.file || source.file.byteLength > 40_000_000) return;
  for (const name of columns) {
    for (const start of source.starts) {
      while (busy) await new Promise((resolve) => setTimeout(resolve, 50));
      await source.need([name], start, start + 1);
    }
  }
}

addEventListener("message", async ({ data: { id, action, ...values } }) => {
  if (action === "ahead") {
    loadAhead(values).catch(() => undefined); // who needs them asks again
    return;
  }
  busy += 1;
  try {
    postMessage({ id, result: await actions[action](values), moved: tables.get(values.table)?.source.file?.moved });
  } catch (error) {
    postMessage({ id, trouble: { kind: error.kind ?? "failed", message: String(error?.message ?? error) } });
  } finally {
    busy -= 1;
  }
});
