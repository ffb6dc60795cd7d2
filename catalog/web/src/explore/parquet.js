// A published table read from its Parquet file: only the columns and rows that are asked for, where the server gives out parts.
import { decompress } from "fzstd";
import { parquetMetadataAsync, parquetRead } from "hyparquet";
import { makeColumn } from "./columns.js";
import { readCsvColumns } from "./csv_columns.js";
import { Trouble } from "./trouble.js";

export { Trouble };

const SMALL = 1_000_000; // one request for all of it is quicker than several for its parts
const LARGEST_WHOLE = 64_000_000;
const TAIL = 1 << 16;
const MOST_CELLS = 50_000_000;
const compressors = { ZSTD: (input, length) => decompress(input, new Uint8Array(length)) };
const decoder = new TextDecoder("utf-8", { ignoreBOM: true }); // a cell may begin with one, and keeps it
const parsers = {
  stringFromBytes: (bytes) => bytes && decoder.decode(bytes),
  dateFromDays: (days) => days,
  timestampFromMicroseconds: (micros) => Number(micros),
};

/** A file on the server, a part at a time; the whole of it where the server doesn't know parts and it is small enough. */
export class RemoteFile {
  #whole = null;

  constructor(url, byteLength) {
    Object.assign(this, { url, byteLength, moved: 0 });
  }

  async slice(start, end = this.byteLength) {
    if (this.byteLength <= SMALL) this.#whole ??= this.#readWhole();
    const whole = await this.#whole;
    return whole ? whole.slice(start, end) : this.#part(start, end);
  }

  async #readWhole() {
    return this.#take(await this.#fetch({}));
  }

  async #take(response) {
    const content = await response.arrayBuffer();
    this.moved += content.byteLength;
    this.byteLength = content.byteLength;
    return content;
  }

  async #part(start, end) {
    const response = await this.#fetch({ headers: { Range: `bytes=${start}-${end - 1}` } });
    if (response.status === 206) {
      const total = Number(/\/(\d+)$/.exec(response.headers.get("Content-Range") ?? "")?.[1] ?? this.byteLength);
      if (total !== this.byteLength) throw new Trouble("changed");
      const content = await response.arrayBuffer();
      this.moved += content.byteLength;
      return content;
    }
    if (this.byteLength > LARGEST_WHOLE) {
      await response.body?.cancel();
      throw new Trouble("too_large");
    }
    const expected = this.byteLength;
    this.#whole ??= this.#take(response);
    const whole = await this.#whole;
    if (whole.byteLength !== expected) throw new Trouble("changed");
    return whole.slice(start, end);
  }

  async #fetch(options) {
    let response;
    try {
      response = await fetch(this.url, options);
    } catch (error) {
      throw new Trouble("offline", String(error));
    }
    if (!response.ok) throw new Trouble(response.status === 416 ? "changed" : "gone", `${response.status}`);
    return response;
  }
}

/** A table in a Parquet file; columns fill as they are needed. */
export class ParquetTable {
  #columns = new Map();
  #loading = new Map();
  #cells = 0;

  /** Open a file: anything with `byteLength` and `slice(start, end)`. */
  static async open(file) {
    const metadata = await parquetMetadataAsync(file, { initialFetchSize: TAIL });
    return new ParquetTable(file, metadata);
  }

  constructor(file, metadata) {
    this.file = file;
    this.rowCount = Number(metadata.num_rows);
    const schema = readJson(metadata, "tableschema");
    const fields = new Map((schema.fields ?? []).map((field) => [field.name, field]));
    const elements = metadata.schema.slice(1);
    this.written = readJson(metadata, "written");
    this.columns = elements.map((element, index) => describeColumn(element, fields.get(element.name), metadata, index, this.written[element.name]));
    this.readers = new Map(elements.map((element) => [element.name, readerOf(element, this.written[element.name])]));
    this.schema = schema;
    // Decimals are read as bytes: a number of JavaScript doesn't hold all of their digits.
    this.metadata = { ...metadata, schema: metadata.schema.map((element) => (isDecimal(element) ? { ...element, converted_type: undefined, logical_type: undefined } : element)) };
    this.starts = [];
    let start = 0;
    for (const group of metadata.row_groups) {
      this.starts.push(start);
      start += Number(group.num_rows);
    }
  }

  column(name) {
    return this.#columns.get(name);
  }

  /** Return by name the texts of columns, row by row, whose values don't tell how they were published: those of the CSV. */
  async publishedTexts(names) {
    const wanted = names.filter((name) => this.written[name] === null);
    if (!wanted.length || !this.csvUrl) return new Map();
    return readCsvColumns(this.csvUrl, wanted.map((name) => [name, this.columns.findIndex((column) => column.name === name)]), this.rowCount);
  }

  /** Load the cells of columns in all rows, in those from *start* to *end*, or in a list of rows. */
  async need(names, start = 0, end = this.rowCount) {
    const groups = typeof start === "object" ? this.#groupsOf(start) : this.#groupsBetween(start, end);
    for (const name of names) this.#allot(name);
    const wanted = groups.map((group) => [group, names.filter((name) => !this.#loading.has(`${group} ${name}`))]);
    for (const [group, missing] of wanted) if (missing.length) this.#load(group, missing);
    await Promise.all(groups.flatMap((group) => names.map((name) => this.#loading.get(`${group} ${name}`))));
  }

  #groupsBetween(start, end) {
    return this.starts.flatMap((first, group) => (first < end && (this.starts[group + 1] ?? this.rowCount) > start ? [group] : []));
  }

  #groupsOf(rows) {
    const found = new Set();
    for (const row of rows) {
      let group = this.starts.length - 1;
      while (this.starts[group] > row) group -= 1;
      found.add(group);
    }
    return [...found];
  }

  #allot(name) {
    if (this.#columns.has(name)) return;
    this.#cells += this.rowCount;
    if (this.#cells > MOST_CELLS) {
      this.#cells -= this.rowCount;
      throw new Trouble("too_many_cells");
    }
    const { kind, decimals } = this.columns.find((column) => column.name === name);
    this.#columns.set(name, makeColumn(name, kind, this.rowCount, decimals));
  }

  #load(group, names) {
    const reading = this.#read(group, names);
    for (const name of names) this.#loading.set(`${group} ${name}`, reading);
    reading.catch(() => {
      for (const name of names) this.#loading.delete(`${group} ${name}`); // it may work the next time
    });
  }

  async #read(group, names) {
    const rowStart = this.starts[group];
    const rowEnd = this.starts[group + 1] ?? this.rowCount;
    const onChunk = ({ columnName, columnData, rowStart: start }) => {
      const read = this.readers.get(columnName);
      const cells = read ? Array.from(columnData, (cell) => (cell === null || cell === undefined ? null : read(cell))) : columnData;
      this.#columns.get(columnName).fill(start, cells);
    };
    await parquetRead({ file: this.file, metadata: this.metadata, columns: names, rowStart, rowEnd, onChunk, compressors, parsers });
  }
}

/** Return how a cell is read that doesn't come as it is wanted; times are wanted in microseconds. */
function readerOf(element, decimals) {
  if (isDecimal(element)) return (cell) => writeDecimal(cell, element.scale ?? 0, typeof decimals === "number");
  return element.logical_type?.type === "TIME" && element.logical_type.unit === "NANOS" ? (nanos) => Number(nanos) / 1000 : null;
}

function readJson(metadata, wanted) {
  const text = metadata.key_value_metadata?.find(({ key }) => key === wanted)?.value;
  try {
    return JSON.parse(text ?? "{}") ?? {};
  } catch {
    return {};
  }
}

function describeColumn(element, field, metadata, index, decimals) {
  const { name } = element;
  const title = { ja: field?.title ?? name, ...(field?.["title@en"] ? { en: field["title@en"] } : {}) };
  return { name, kind: kindOf(element, metadata, index), title, type: field?.type ?? "any", scale: isDecimal(element) ? (element.scale ?? 0) : undefined, ...(typeof decimals === "number" ? { decimals } : {}) };
}

const isDecimal = ({ converted_type: converted, logical_type: logical }) => converted === "DECIMAL" || logical?.type === "DECIMAL";

function kindOf(element, metadata, index) {
  const { type, converted_type: converted, logical_type: logical } = element;
  if (isDecimal(element)) return "decimal";
  if (converted === "DATE" || logical?.type === "DATE") return "date";
  if (logical?.type === "TIMESTAMP" || converted?.startsWith("TIMESTAMP")) return "datetime";
  if (logical?.type === "TIME" || converted?.startsWith("TIME_")) return "time";
  if (type === "BOOLEAN") return "boolean";
  if (type === "DOUBLE" || type === "FLOAT") return "number";
  if (type !== "INT64" && type !== "INT32") return "text";
  return metadata.row_groups.every(({ columns }) => isSafe(columns[index].meta_data?.statistics)) ? "integer" : "decimal";
}

function isSafe(statistics) {
  return [statistics?.min_value, statistics?.max_value].every((value) => value === undefined || Number.isSafeInteger(Number(value)));
}

/** Return a decimal number as text: its bytes are a whole number, the highest first, of which *scale* digits are decimals. */
export function writeDecimal(cell, scale, keepsZeros = false) {
  if (!(cell instanceof Uint8Array)) return String(cell);
  let value = 0n;
  for (const byte of cell) value = (value << 8n) | BigInt(byte);
  value = BigInt.asIntN(cell.length * 8, value);
  const digits = (value < 0n ? -value : value).toString().padStart(scale + 1, "0");
  const whole = scale ? `${digits.slice(0, -scale)}.${digits.slice(-scale)}` : digits;
  const text = scale && !keepsZeros ? whole.replace(/\.?0+$/, "") : whole;
  return value < 0n ? `-${text}` : text;
}

/** A file that was published anew while its page was open is opened anew, with the length that it has now. */
export async function openSource(url, bytes, csvUrl = null) {
  const source = await openNewest(url, bytes);
  return Object.assign(source, { csvUrl });
}

async function openNewest(url, bytes) {
  try {
    return await ParquetTable.open(new RemoteFile(url, bytes));
  } catch (error) {
    if (error.kind !== "changed") throw error;
    const { headers } = await fetch(url, { method: "HEAD", cache: "no-cache" });
    return ParquetTable.open(new RemoteFile(url, Number(headers.get("Content-Length"))));
  }
}
