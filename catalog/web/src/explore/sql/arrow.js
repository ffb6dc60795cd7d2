// Tables to Arrow, which DuckDB takes as it is, and its answers back to columns.
import { Bool, DateDay, Dictionary, Float64, Int32, Int64, makeData, makeVector, Table, tableToIPC, TimeMicrosecond, TimestampMicrosecond, Type, Utf8 } from "apache-arrow";
import { makeColumn, NumberColumn } from "../columns.js";
import { Trouble, writeDecimal } from "../parquet.js";

export const WIDEST = 38; // digits of a DECIMAL that isn't known to have been written with all of its decimals
const LARGEST_INT32 = 2 ** 31 - 1;

/** Return columns as a stream of Arrow. */
export function toArrow(columns) {
  return tableToIPC(new Table(Object.fromEntries(columns.map((column) => [column.name, toVector(column)]))), "stream");
}

function toVector(column) {
  return makeVector(makeData(column instanceof NumberColumn ? numberData(column) : column.kind === "boolean" ? booleanData(column) : textData(column)));
}

function numberData({ kind, values }) {
  const length = values.length;
  const { nullBitmap, nullCount } = bitmapOf(length, (row) => !Number.isNaN(values[row]));
  const common = { length, nullBitmap, nullCount };
  const whole = () => BigInt64Array.from(values, (value) => (Number.isNaN(value) ? 0n : BigInt(value)));
  const narrow = () => Int32Array.from(values, (value) => value || 0);
  if (kind === "date") return { ...common, type: new DateDay(), data: narrow() };
  if (kind === "datetime") return { ...common, type: new TimestampMicrosecond(), data: whole() };
  if (kind === "time") return { ...common, type: new TimeMicrosecond(), data: whole() };
  if (kind !== "integer") return { ...common, type: new Float64(), data: values };
  const isNarrow = values.every((value) => Number.isNaN(value) || Math.abs(value) <= LARGEST_INT32);
  return isNarrow ? { ...common, type: new Int32(), data: narrow() } : { ...common, type: new Int64(), data: whole() };
}

function booleanData({ codes, texts }) {
  const { nullBitmap, nullCount } = bitmapOf(codes.length, (row) => codes[row] >= 0);
  const data = bitmapOf(codes.length, (row) => texts[codes[row]] === "true").nullBitmap;
  return { type: new Bool(), length: codes.length, nullBitmap, nullCount, data };
}

function textData({ codes, texts }) {
  const { nullBitmap, nullCount } = bitmapOf(codes.length, (row) => codes[row] >= 0);
  const dictionary = makeVector(makeData(dictionaryData(texts.length ? texts : [""])));
  const type = new Dictionary(new Utf8(), new Int32());
  return { type, length: codes.length, nullBitmap, nullCount, data: codes.map((code) => Math.max(code, 0)), dictionary };
}

function dictionaryData(texts) {
  const encoder = new TextEncoder();
  const valueOffsets = new Int32Array(texts.length + 1);
  let data = new Uint8Array(texts.reduce((sum, text) => sum + text.length, 0) * 3);
  let end = 0;
  texts.forEach((text, index) => {
    end += encoder.encodeInto(text, data.subarray(end)).written;
    valueOffsets[index + 1] = end;
  });
  data = data.subarray(0, end);
  return { type: new Utf8(), length: texts.length, nullCount: 0, valueOffsets, data };
}

function bitmapOf(length, isSet) {
  const nullBitmap = new Uint8Array(Math.ceil(length / 8));
  let count = 0;
  for (let row = 0; row < length; row += 1) {
    if (!isSet(row)) continue;
    nullBitmap[row >> 3] |= 1 << (row & 7);
    count += 1;
  }
  return { nullBitmap, nullCount: length - count };
}

/** Return columns of an answer; *fields* are its schema, *batches* its parts. */
export function fromArrow(fields, batches, rowCount) {
  const names = distinct(fields.map(({ name }) => name));
  return fields.map((field, index) => {
    const kind = kindOf(field.type, batches, index);
    const column = makeColumn(names[index], kind, rowCount);
    let start = 0;
    for (const batch of batches) {
      const read = readerOf(kind, field.type);
      const vector = batch.getChildAt(index);
      column.fill(start, Array.from({ length: batch.numRows }, (_, row) => (vector.isValid(row) ? read(vector.get(row)) : null)));
      start += batch.numRows;
    }
    return column;
  });
}

function kindOf(type, batches, index) {
  switch (type.typeId) {
    case Type.Int:
      return type.bitWidth < 64 || isSafe(batches, index) ? "integer" : "decimal";
    case Type.Float:
      return "number";
    case Type.Decimal:
      return "decimal";
    case Type.Bool:
      return "boolean";
    case Type.Date:
      return "date";
    case Type.Timestamp:
      return "datetime";
    case Type.Time:
      return "time";
    case Type.Interval:
      throw new Trouble("interval"); // Arrow's reader gets those of DuckDB wrong
    default:
      return "text";
  }
}

function isSafe(batches, index) {
  return batches.every((batch) => batch.getChildAt(index).toArray().every((value) => Number.isSafeInteger(Number(value))));
}

function readerOf(kind, type) {
  if (type.typeId === Type.Decimal) return (words) => writeDecimal(bigEndian(words), type.scale, type.precision < WIDEST);
  if (kind === "date") return (value) => Number(value) / 86_400_000; // arrow gives milliseconds
  if (kind === "datetime") return (value) => Math.round(Number(value) * 1000);
  if (kind === "time") return (value) => Number(value) / (type.bitWidth === 64 && type.unit === 3 ? 1000 : 1);
  if (kind === "boolean") return (value) => (value ? "true" : "false");
  if (kind === "text") return (value) => (typeof value === "string" ? value : write(value));
  return (value) => value;
}

function bigEndian(words) {
  const bytes = new Uint8Array(words.buffer, words.byteOffset, words.byteLength).slice().reverse();
  return bytes;
}

/** Return a list or a group of values as text. */
function write(value) {
  if (value instanceof Uint8Array) return Array.from(value, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return JSON.stringify(value, (_, part) => (typeof part === "bigint" ? Number(part) : part)) ?? String(value);
}

function distinct(names) {
  const found = new Set();
  return names.map((name) => {
    let candidate = name;
    for (let number = 2; found.has(candidate); number += 1) candidate = `${name}_${number}`;
    found.add(candidate);
    return candidate;
  });
}
