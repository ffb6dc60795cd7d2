// Ask the search, as pages do, over files in a folder: `node run.mjs FOLDER` with {"lang", "queries"} as JSON on the standard
// input; the answers go to the standard output as JSON: the ids found, milliseconds, the files that were read.
import { readFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import { Engine } from "../../catalog/web/src/search/engine.js";
import { Library } from "../../catalog/web/src/search/library.js";
import { findPages, PAGES } from "../../catalog/web/src/search/pages.js";
import { Narrowing } from "../../catalog/web/src/search/narrowing.js";

const folder = process.argv[2];
const { lang, queries, fold } = JSON.parse(await readFile("/dev/stdin", "utf8"));
const sizes = new Map();

async function read(uri) {
  const bytes = await readFile(`${folder}/${uri}`);
  sizes.set(uri, gzipSync(bytes, { level: 6 }).length);
  return JSON.parse(bytes);
}

const start = performance.now();
const library = await Library.open(read);
const engine = new Engine(library, lang);
const narrowing = new Narrowing(library.facts, Date.UTC(2026, 0, 1));
const { bodies, names } = library.facts.datasets;
const id = (number) => `${library.facts.bodies[bodies[number]].id}/${names[number]}`;
const answers = [];
for (const query of queries ?? []) {
  const begin = performance.now();
  const { hits, words, corrected, left } = await engine.search(query);
  const sorted = narrowing.sort(hits, "relevance");
  const milliseconds = performance.now() - begin;
  const top = sorted.slice(0, 20).map(({ number, score, reasons }) => ({ id: id(number), score, reasons }));
  const pages = findPages(library, words).map(({ facet, at }) => `${facet}:${library.facts[PAGES[facet][0]][at].id}`);
  answers.push({ query, count: hits.length, top, words, corrected, left, pages, milliseconds });
}
const folded = (fold ?? []).map((text) => library.fold(text));
console.log(JSON.stringify({ answers, folded, milliseconds: performance.now() - start, sizes: Object.fromEntries(sizes) }));
