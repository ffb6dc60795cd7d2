// The thread of SQL: DuckDB with the tables that it was given, and nothing else: it reads no file and reaches no other site.
import { RecordBatchReader } from "apache-arrow";
import { createDuckDB, BROWSER_RUNTIME, VoidLogger } from "duckdb-blocking";
import { learnKanji } from "../columns.js";
import { Engine } from "../engine.js";
import { openSource, Trouble } from "../parquet.js";
import { fromArrow, toArrow, WIDEST } from "./arrow.js";

const MOST_ROWS = 200_000;
const MOST_CELLS = 4_000_000;
const EXACT_DIGITS = 15; // of a number of JavaScript
const LOCKED = ["enable_external_access=false", "autoload_known_extensions=false", "autoinstall_known_extensions=false", "lock_configuration=true"];
let connection;
let engine;

const actions = {
  /** Start DuckDB; *wasm* is the address of its compressed program. */
  async start({ wasm, kanji }) {
    learnKanji(kanji);
    if (typeof WebAssembly === "undefined" || typeof DecompressionStream === "undefined") throw new Trouble("too_old");
    const url = URL.createObjectURL(await readProgram(wasm));
    const database = await createDuckDB({ mvp: { mainModule: null }, eh: { mainModule: url } }, new VoidLogger(), BROWSER_RUNTIME);
    await database.instantiate();
    URL.revokeObjectURL(url);
    database.open({ query: { castBigIntToDouble: false } });
    connection = database.connect();
    for (const setting of LOCKED) connection.query(`SET ${setting}`);
  },

  /** Take a table: {name, url, bytes}; questions that were asked when it had *former* names find it by these. */
  async add({ name, url, bytes, former }) {
    await takeTable(name, url, bytes);
    for (const each of former) connection.query(`CREATE OR REPLACE VIEW ${quoted(each)} AS FROM ${quoted(name)}`);
  },

  /** Run statements; returns what the last one answers. */
  async run({ sql }) {
    const start = performance.now();
    const reader = RecordBatchReader.from(connection.useUnsafe((bindings, number) => answerParts(bindings, number, sql))).open();
    const { fields } = reader.schema;
    const most = Math.min(MOST_ROWS, Math.ceil(MOST_CELLS / Math.max(1, fields.length)));
    const batches = [];
    let count = 0;
    let isCut = false;
    for (const batch of reader) {
      isCut = count + batch.numRows > most;
      const fitting = isCut ? batch.slice(0, most - count) : batch;
      if (fitting.numRows) batches.push(fitting);
      count += fitting.numRows;
      if (isCut) break;
    }
    if (isCut) connection.cancelSent();
    const columns = fromArrow(fields, batches, count);
    engine = new Engine(new Answer(columns, count));
    return { columns: engine.source.columns, rowCount: count, isCut, milliseconds: performance.now() - start };
  },
  view: ({ view }) => engine.view(view),
  facet: ({ name, view, search }) => engine.facet(name, view, search),
  row: ({ number, view }) => engine.row(number, view),
  rowTsv: ({ number, headings }) => engine.rowTsv(number, headings),
  without: ({ view }) => engine.without(view),
  tsv: ({ view, headings, most }) => engine.tsv(view, headings, most),
  async csv({ view, headings, isForExcel }) {
    const pieces = [];
    for await (const piece of engine.csv(view, headings, { isForExcel })) pieces.push(new Blob([piece]));
    return new Blob(pieces, { type: "text/csv;charset=utf-8" });
  },
};

async function takeTable(name, url, bytes) {
  const source = await openSource(url, bytes);
  const names = source.columns.map((column) => column.name);
  await source.need(names);
  connection.query(`DROP TABLE IF EXISTS ${quoted(name)}`);
  if (!source.rowCount) {
    connection.query(`CREATE TABLE ${quoted(name)} (${source.columns.map((column) => `${quoted(column.name)} ${sqlType(column)}`).join(", ")})`);
    return; // a stream without rows isn't taken
  }
  connection.insertArrowFromIPCStream(toArrow(names.map((each) => source.column(each))), { name, schema: "main", create: true });
  // What no number of JavaScript holds was handed over as text; what was published with so many decimals each keeps them.
  for (const column of source.columns) {
    if (column.kind === "decimal" || hasDecimals(column, source.column(column.name))) connection.query(`ALTER TABLE ${quoted(name)} ALTER ${quoted(column.name)} TYPE ${sqlType(column)}`);
  }
}

/** Return whether numbers were all published with the same number of decimals, and are exact as such. */
function hasDecimals({ kind, decimals }, { values }) {
  return kind === "number" && decimals > 0 && decimals <= EXACT_DIGITS && values.every((value) => Number.isNaN(value) || Math.abs(value) < 10 ** (EXACT_DIGITS - decimals));
}

/** Yield what DuckDB answers, a part at a time, as a stream of Arrow. */
function* answerParts(bindings, number, sql) {
  let part = bindings.startPendingQuery(number, sql, true);
  while (part === null) part = bindings.pollPendingQuery(number);
  yield part;
  for (;;) {
    part = bindings.fetchQueryResults(number);
    if (part === null) continue; // not yet
    if (!part.length) return;
    yield part;
  }
}

/** An answer as the source of an engine: everything is there. */
class Answer {
  #columns;

  constructor(columns, rowCount) {
    this.#columns = new Map(columns.map((column) => [column.name, column]));
    this.rowCount = rowCount;
    this.columns = columns.map(({ name, kind }) => ({ name, kind, title: { ja: name }, type: "any" }));
  }

  column(name) {
    return this.#columns.get(name);
  }

  async need() {}
}

/** Return DuckDB's program; it is kept compressed, as not every server compresses such files, unless one has unpacked it. */
async function readProgram(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Trouble("offline", `${response.status}`);
  const content = await response.arrayBuffer();
  const [first, second] = new Uint8Array(content, 0, 2);
  const isCompressed = first === 0x1f && second === 0x8b;
  const stream = isCompressed ? new Blob([content]).stream().pipeThrough(new DecompressionStream("gzip")) : new Blob([content]).stream();
  return new Response(stream, { headers: { "Content-Type": "application/wasm" } }).blob();
}

function sqlType({ kind, scale, decimals }) {
  if (kind === "number" && decimals > 0 && decimals <= EXACT_DIGITS) return `DECIMAL(18, ${decimals})`;
  // The width tells whether a number was published with all of its decimals, of which no zero is left out then.
  if (kind === "decimal") return scale === undefined ? "BIGINT" : `DECIMAL(${typeof decimals === "number" ? 37 : WIDEST}, ${scale})`;
  return { text: "VARCHAR", integer: "INTEGER", number: "DOUBLE", boolean: "BOOLEAN", date: "DATE", datetime: "TIMESTAMP", time: "TIME" }[kind];
}

const quoted = (name) => `"${name.replaceAll('"', '""')}"`;

addEventListener("message", async ({ data: { id, action, ...values } }) => {
  try {
    postMessage({ id, result: await actions[action](values) });
  } catch (error) {
    postMessage({ id, trouble: { kind: error.kind ?? "failed", message: String(error?.message ?? error) } });
  }
});
