// The cells of a column as arrays of numbers: quick to filter and to sort, and small enough for millions of rows.
// Numbers, dates and times are numbers, NaN where one is missing. Texts are numbers of distinct texts, -1 where one is missing.
import { makeFold } from "../search/folding.js";

const DAY = 86_400_000;
const CODED = new Set(["text", "boolean", "decimal"]);
const COLLATED = 50_000; // more distinct texts are put in order by their folded characters, which takes a tenth of the time
let foldAny = makeFold({});

/** Have forms of kanji be one in all that is compared: the common form by each of its other forms, as the search has them. */
export function learnKanji(kanji = {}) {
  foldAny = makeFold(kanji);
}

/** Return a text in the spelling that filters compare, as the search of datasets does. */
export function fold(text) {
  if (/^[\x20-\x7e]*$/.test(text)) return text.toLowerCase().replace(/[^a-z0-9]+/g, " ").trim();
  return foldAny(text);
}

/** Return what a filter looks for in folded texts; where nothing is left of it (signs only), in the texts themselves. */
export function makeContains(wanted) {
  const folded = fold(wanted);
  const plain = wanted.normalize("NFKC").toLowerCase();
  return folded ? { folded, has: (text) => fold(text).includes(folded) } : { folded: "", has: (text) => text.normalize("NFKC").toLowerCase().includes(plain) };
}

/** Return a column of so many rows, all of them missing; *decimals* where each number was published with so many. */
export function makeColumn(name, kind, length, decimals = null) {
  return CODED.has(kind) ? new CodedColumn(name, kind, length) : new NumberColumn(name, kind, length, decimals);
}

export class NumberColumn {
  constructor(name, kind, length, decimals) {
    Object.assign(this, { name, kind, decimals, values: new Float64Array(length).fill(NaN) });
  }

  /** Take cells from a row on; null or undefined is a missing one. */
  fill(start, cells) {
    const { values } = this;
    for (let index = 0; index < cells.length; index += 1) {
      const cell = cells[index];
      if (cell !== null && cell !== undefined) values[start + index] = Number(cell);
    }
  }

  isMissing(row) {
    return Number.isNaN(this.values[row]);
  }

  /** Return a cell as it stands in a published table, "" for a missing one. */
  text(row) {
    return this.write(this.values[row]);
  }

  write(value) {
    return this.decimals === null || Number.isNaN(value) ? writeNumber(this.kind, value) : value.toFixed(this.decimals);
  }

  /** Return a cell as the page gets it: a number, or null. */
  cell(row) {
    return this.isMissing(row) ? null : this.values[row];
  }

  /** Return numbers in the order of the cells, NaN for a missing one. */
  keys() {
    return this.values;
  }

  numbers() {
    return this.values;
  }

  /** Return for each row whether its text has what is wanted. */
  test({ has, folded }, pass) {
    if (folded && /[^\d ]/.test(folded)) return;
    const { values } = this;
    const isPlain = folded && !folded.includes(" ") && (this.kind === "integer" || this.kind === "number");
    for (let row = 0; row < values.length; row += 1) {
      if (pass[row] || Number.isNaN(values[row])) continue;
      const text = this.text(row);
      if (isPlain ? text.includes(folded) : has(text)) pass[row] = 1;
    }
  }

  /** Return for each row whether it is one of these values, each as a published table has it; "" for missing. */
  among(texts) {
    const wanted = new Set(texts.filter(Boolean).map((text) => parseValue(this.kind, text)));
    const withMissing = texts.includes("");
    return (row) => (this.isMissing(row) ? withMissing : wanted.has(this.values[row]));
  }
}

export class CodedColumn {
  #codeOf = new Map();
  #folded = [];
  #order = null;
  #numbers = null;

  constructor(name, kind, length) {
    Object.assign(this, { name, kind, codes: new Int32Array(length).fill(-1), texts: [] });
  }

  fill(start, cells) {
    const { codes, texts } = this;
    const codeOf = this.#codeOf;
    let last;
    let lastCode = -1;
    for (let index = 0; index < cells.length; index += 1) {
      const cell = cells[index];
      if (cell === null || cell === undefined) continue;
      if (cell !== last) {
        const text = typeof cell === "string" ? cell : String(cell);
        last = cell;
        lastCode = codeOf.get(text) ?? -1;
        if (lastCode < 0) {
          lastCode = texts.push(text) - 1;
          codeOf.set(text, lastCode);
        }
      }
      codes[start + index] = lastCode;
    }
  }

  isMissing(row) {
    return this.codes[row] < 0;
  }

  text(row) {
    return this.texts[this.codes[row]] ?? "";
  }

  cell(row) {
    return this.texts[this.codes[row]] ?? null;
  }

  /** Return the rank of each row's text among all texts. */
  keys() {
    const ranks = this.#ranks();
    return Float64Array.from(this.codes, (code) => (code < 0 ? NaN : ranks[code]));
  }

  /** Return the cells as numbers, for decimals that no number of JavaScript holds exactly. */
  numbers() {
    if (this.#numbers?.length !== this.texts.length) this.#numbers = Float64Array.from(this.texts, Number);
    return Float64Array.from(this.codes, (code) => (code < 0 ? NaN : this.#numbers[code]));
  }

  #ranks() {
    const { texts } = this;
    if (this.#order?.length === texts.length) return this.#order;
    const order = Uint32Array.from(texts.keys());
    if (this.kind === "decimal") order.sort((a, b) => texts[a] - texts[b]);
    else if (texts.length <= COLLATED) {
      const collator = new Intl.Collator("ja", { numeric: true });
      order.sort((a, b) => collator.compare(texts[a], texts[b]));
    } else {
      const folded = this.folded();
      order.sort((a, b) => (folded[a] < folded[b] ? -1 : folded[a] > folded[b] ? 1 : 0));
    }
    this.#order = new Uint32Array(texts.length);
    order.forEach((code, rank) => {
      this.#order[code] = rank;
    });
    return this.#order;
  }

  folded() {
    for (let code = this.#folded.length; code < this.texts.length; code += 1) this.#folded.push(fold(this.texts[code]));
    return this.#folded;
  }

  /** Return for each distinct text whether it has what is wanted. */
  matches({ has, folded }) {
    return Uint8Array.from(folded ? this.folded() : this.texts, (text) => (folded ? text.includes(folded) : has(text)));
  }

  test(wanted, pass) {
    const matches = this.matches(wanted);
    const { codes } = this;
    for (let row = 0; row < codes.length; row += 1) if (codes[row] >= 0 && matches[codes[row]]) pass[row] = 1;
  }

  among(texts) {
    const chosen = new Uint8Array(this.texts.length + 1);
    for (const text of texts) {
      const code = text === "" ? -1 : this.#codeOf.get(text);
      if (code !== undefined) chosen[code + 1] = 1;
    }
    return (row) => chosen[this.codes[row] + 1] === 1;
  }
}

/** Return a value of a column of numbers as it stands in a published table. */
export function writeNumber(kind, value) {
  if (Number.isNaN(value)) return "";
  if (kind === "date") return isoDay(value);
  if (kind === "datetime") return `${isoDay(Math.floor(value / 1000 / DAY))}T${clock(modulo(value, DAY * 1000))}`;
  if (kind === "time") return clock(value);
  return String(value);
}

/** Return the number that a value in a filter is: of a day, a moment, a time or a quantity; NaN where it is none. */
export function parseValue(kind, text) {
  if (kind === "date") return Math.floor(Date.parse(`${text}T00:00:00Z`) / DAY);
  if (kind === "datetime") return Date.parse(text.includes("T") ? `${text}Z` : `${text}T00:00:00Z`) * 1000;
  if (kind === "time") {
    const [hours, minutes, seconds = 0] = text.split(":").map(Number);
    return ((hours * 60 + minutes) * 60 + seconds) * 1e6;
  }
  const plain = text.normalize("NFKC").replace(/[,\s]/g, "");
  return plain === "" ? NaN : Number(plain);
}

/** Return the last number that still belongs to an upper bound: a day ends with its last moment. */
export function parseEnd(kind, text) {
  const value = parseValue(kind, text);
  if (kind === "datetime" && !text.includes("T")) return value + DAY * 1000 - 1;
  if (kind === "time" && text.split(":").length < 3) return value + 60e6 - 1;
  return value;
}

/** Return a day, counted from 1970-01-01, as it stands in a published table. */
export function isoDay(days) {
  const date = new Date(days * DAY);
  return Number.isNaN(date.getTime()) ? "" : date.toISOString().replace(/T.*$/, "");
}

function clock(micros) {
  const seconds = Math.floor(micros / 1e6);
  const part = (value) => String(value).padStart(2, "0");
  const text = `${part(Math.floor(seconds / 3600))}:${part(Math.floor(seconds / 60) % 60)}:${part(seconds % 60)}`;
  const rest = micros - seconds * 1e6;
  return rest ? `${text}.${String(rest).padStart(6, "0").replace(/0+$/, "")}` : text;
}

const modulo = (value, by) => ((value % by) + by) % by;
