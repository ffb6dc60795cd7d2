// CSV as the catalog publishes it (catalog/publish/tables/csv.py): for programs, and with a BOM and without formulas for Excel.

// Formulas, also behind characters that a spreadsheet drops; full-width signs are signs to Excel, too.
const FORMULA = /^[\s\x85\u200b\ufeff\0]*[=+\-@＝＋－＠]|^[\t\r\n]/;
const ONLY_DASHES = /^[-－]+$/;
const PLAIN_NUMBER = /^\s*[+-]?[0-9][0-9,_]*(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?\s*$|^\s*[+-]?\.[0-9]+\s*$/;
const SPECIAL = /[",\r\n]/;
const SPECIAL_TO_EXCEL = /[",\r\n;\t]/;
const BATCH = 5_000;
const NUMERIC = new Set(["integer", "number", "decimal"]);

/** Yield pieces of CSV; *columns* are those of an engine, *rows* the numbers of the rows. */
export function* csvPieces(columns, headings, rows, { isForExcel }) {
  const newline = isForExcel ? "\r\n" : "\n";
  const write = (text, isNumber) => writeCell(text, isNumber, isForExcel, columns.length === 1);
  yield `${isForExcel ? "\ufeff" : ""}${headings.map((heading) => write(heading, false)).join(",")}${newline}`;
  const numeric = columns.map(({ kind }) => NUMERIC.has(kind));
  for (let start = 0; start < rows.length; start += BATCH) {
    let piece = "";
    for (const row of rows.subarray(start, start + BATCH)) {
      piece += columns.map((column, index) => write(column.text(row), numeric[index])).join(",") + newline;
    }
    yield piece;
  }
}

/** Return a table as spreadsheets take it from the clipboard, without formulas. */
export function tsvText(columns, headings, rows) {
  const numeric = columns.map(({ kind }) => NUMERIC.has(kind));
  const write = (text, isNumber) => writeCell(text, isNumber, true, false);
  const lines = [headings.map((heading) => write(heading, false)).join("\t")];
  for (const row of rows) lines.push(columns.map((column, index) => write(column.text(row), numeric[index])).join("\t"));
  return lines.join("\n");
}

/** Return a cell of CSV, quoted where it must be, and without a formula where it is for Excel. */
export function writeCell(text, isNumber, isForExcel, isAlone) {
  const guarded = isForExcel && isDangerous(text, isNumber) ? `'${text}` : text;
  // The only cell of its row, and empty: the empty line would be read as no row at all.
  const isQuoted = (isForExcel ? SPECIAL_TO_EXCEL : SPECIAL).test(guarded) || (isAlone && guarded === "");
  return isQuoted ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}

function isDangerous(text, isNumber) {
  return FORMULA.test(text) && !ONLY_DASHES.test(text) && !(isNumber && PLAIN_NUMBER.test(text));
}
