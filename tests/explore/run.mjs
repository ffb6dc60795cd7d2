// Ask the explorer, as pages do, over Parquet files on the disk: `node run.mjs` with [{"file", "labels", "views", "facets", "csv"}] as JSON
// on the standard input; the answers go to the standard output as JSON. {"addresses"} and {"sort"} are asked without a file.
import { readFile } from "node:fs/promises";
import { formatAddress, parseAddress } from "../../catalog/web/src/explore/address.js";
import { learnKanji } from "../../catalog/web/src/explore/columns.js";
import { Engine } from "../../catalog/web/src/explore/engine.js";
import { ParquetTable } from "../../catalog/web/src/explore/parquet.js";
import { sortRows } from "../../catalog/web/src/explore/sorting.js";

const EVERYTHING = { query: "", filters: [], sort: [], page: 1, size: 50 };

async function open(path) {
  const bytes = await readFile(path);
  const content = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  return ParquetTable.open({ byteLength: content.byteLength, slice: (start, end) => content.slice(start, end) });
}

async function ask({ file, kanji = {}, labels = {}, views = [], facets = [], csv = null, csvFile = null, tsv = null, rows = [], find = null, without = null, addresses = [], sort = null }) {
  const answer = { addresses: addresses.map((address) => formatAddress(parseAddress(address))) };
  if (sort) answer.sorted = [...sortRows(Uint32Array.from(sort.rows), Float64Array.from(sort.keys, (key) => key ?? NaN), sort.isDescending)];
  if (!file) return answer;
  learnKanji(kanji);
  const source = await open(file);
  if (csvFile) source.csvUrl = `data:text/csv;base64,${(await readFile(csvFile)).toString("base64")}`;
  const names = source.columns.map(({ name }) => name);
  const engine = new Engine(source, labels);
  answer.columns = source.columns;
  answer.views = [];
  for (const view of views) answer.views.push(await engine.view({ ...EVERYTHING, columns: names, ...view }));
  answer.facets = [];
  for (const { name, search, ...view } of facets) answer.facets.push(await engine.facet(name, { ...EVERYTHING, ...view }, search));
  if (csv) {
    let text = "";
    for await (const piece of engine.csv({ ...EVERYTHING, columns: names, ...csv.view }, csv.headings ?? names, csv)) text += piece;
    answer.csv = text;
  }
  if (tsv) answer.tsv = await engine.tsv({ ...EVERYTHING, columns: names, ...tsv.view }, tsv.headings ?? names, tsv.most ?? 1000);
  answer.rows = [];
  for (const { number, ...view } of rows) answer.rows.push(await engine.row(number, { ...EVERYTHING, ...view }));
  if (find) answer.found = await engine.find(find);
  if (without) answer.without = await engine.without({ ...EVERYTHING, ...without });
  return answer;
}

const questions = JSON.parse(await readFile("/dev/stdin", "utf8"));
const answers = [];
for (const question of questions) answers.push(await ask(question));
console.log(JSON.stringify(answers));
