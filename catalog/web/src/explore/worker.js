// The second thread: it reads tables and answers for the page, which never waits for it.
import { Engine } from "./engine.js";
import { ParquetTable, RemoteFile } from "./parquet.js";

const tables = new Map();
let busy = 0;

const actions = {
  /** Open a table: {table, url, bytes}; returns what there is in it. */
  async open({ table, url, bytes }) {
    const source = await openSource(url, bytes);
    tables.set(table, new Engine(source));
    const { rowCount, columns } = source;
    return { rowCount, columns };
  },
  view: ({ table, view }) => tables.get(table).view(view),
  facet: ({ table, name, view, search }) => tables.get(table).facet(name, view, search),
  async csv({ table, view, headings, isForExcel }) {
    const pieces = [];
    for await (const piece of tables.get(table).csv(view, headings, { isForExcel })) pieces.push(new Blob([piece]));
    return new Blob(pieces, { type: "text/csv;charset=utf-8" });
  },
  close: ({ table }) => tables.delete(table),
};

/** A file that was published anew while its page was open is opened anew, with the length that it has now. */
async function openSource(url, bytes) {
  try {
    return await ParquetTable.open(new RemoteFile(url, bytes));
  } catch (error) {
    if (error.kind !== "changed") throw error;
    const { headers } = await fetch(url, { method: "HEAD", cache: "no-cache" });
    return ParquetTable.open(new RemoteFile(url, Number(headers.get("Content-Length"))));
  }
}

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
