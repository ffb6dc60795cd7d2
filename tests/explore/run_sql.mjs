// What the page of SQL makes of tables: {"tables", "addresses", "typed", "troubles"} as JSON on the standard input.
import { readFile } from "node:fs/promises";
import { completionsOf, nameAt } from "../../catalog/web/src/explore/sql/completing.js";
import { makeExamples, quoteTable, tableNames } from "../../catalog/web/src/explore/sql/examples.js";
import { parseTable } from "../../catalog/web/src/explore/sql/tables.js";
import { explain } from "../../catalog/web/src/explore/sql/troubles.js";

const { tables = [], addresses = [], typed = [], troubles = [], joined = [], writing = [] } = JSON.parse(await readFile("/dev/stdin", "utf8"));
const words = { texts: { trouble_gone: "", comma: ", " }, say: (key, values = {}) => [key, ...Object.values(values)].join(" ") };
console.log(
  JSON.stringify({
    examples: makeExamples(tables, { count: "件数", total: "合計", average: "平均" }, joined),
    names: tableNames(addresses),
    quoted: tableNames(addresses).map(quoteTable),
    typed: typed.map(parseTable),
    troubles: troubles.map((trouble) => explain(trouble, words, trouble.sql)),
    writing: writing.map((text) => completionsOf(nameAt(text)?.typed ?? null, tables, ({ title }) => title.ja)?.map(({ insert }) => insert)),
  }),
);
