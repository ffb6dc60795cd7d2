// Columns of the published CSV as they stand there, a piece of the file at a time.
import { Trouble } from "./trouble.js";

/** Return the texts of columns by name, row by row; *wanted* has each name with its place in the file. */
export async function readCsvColumns(url, wanted, rowCount) {
  let response;
  try {
    response = await fetch(url);
  } catch (error) {
    throw new Trouble("offline", String(error));
  }
  if (!response.ok) throw new Trouble("gone", `${response.status}`);
  const columns = new Map(wanted.map(([name]) => [name, []]));
  const places = new Map(wanted.map(([name, place]) => [place, columns.get(name)]));
  const parser = new CsvParser((place, text) => places.get(place)?.push(text));
  const reader = response.body.pipeThrough(new TextDecoderStream("utf-8", { ignoreBOM: true })).getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) parser.take(part.value);
  parser.end();
  for (const texts of columns.values()) {
    if (texts.length !== rowCount + 1) throw new Trouble("changed"); // one of the two files is newer
    texts.shift(); // the heading
  }
  return columns;
}

/** Reads CSV as the catalog publishes it, and hands over each cell with its place in the row. */
export class CsvParser {
  #give;
  #place = 0;
  #text = "";
  #isQuoted = false;
  #wasQuote = false;
  #isBegun = false;

  constructor(give) {
    this.#give = give;
  }

  take(piece) {
    let start = 0;
    for (let at = 0; at < piece.length; at += 1) {
      const code = piece.charCodeAt(at);
      if (this.#isQuoted) {
        if (code !== 34) continue;
        this.#text += piece.slice(start, at);
        start = at + 1;
        this.#isQuoted = false;
        this.#wasQuote = true;
      } else if (code === 34) {
        this.#text += piece.slice(start, at) + (this.#wasQuote ? '"' : "");
        start = at + 1;
        this.#isQuoted = true;
        this.#wasQuote = false;
      } else if (code === 44 || code === 10) {
        this.#text += piece.slice(start, at);
        start = at + 1;
        this.#close(code === 10);
      } else this.#wasQuote = false;
    }
    this.#text += piece.slice(start);
    if (piece.length) this.#isBegun = piece.charCodeAt(piece.length - 1) !== 10 || this.#isQuoted;
  }

  /** The file is over: a last line without its end is one, too. */
  end() {
    if (this.#isBegun) this.#close(true);
  }

  #close(isLast) {
    this.#give(this.#place, this.#text);
    this.#text = "";
    this.#wasQuote = false;
    this.#place = isLast ? 0 : this.#place + 1;
  }
}
