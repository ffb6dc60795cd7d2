// Bundle src/ into dist/: minified, named by content, the same bytes from the same sources.
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const tokensFolder = "node_modules/@digital-go-jp/design-tokens";
const TOKEN = /--(?:color|font|line-height|border-radius|elevation)-[a-z0-9-]+/;

// Design tokens are put in where they are used, so that pages don't carry those that aren't.
const tokens = new Map(
  [...(await readFile(here(`${tokensFolder}/dist/tokens.css`), "utf8")).matchAll(/(--[a-z0-9-]+):\s*([^;]+);/g)].map(
    ([, name, value]) => [name, value],
  ),
);

function inlineTokens(css) {
  return css.replaceAll(new RegExp(`var\\((${TOKEN.source})\\)`, "g"), (_, name) => {
    if (!tokens.has(name)) throw new Error(`no design token ${name}`);
    return inlineTokens(tokens.get(name));
  });
}

const designTokens = {
  name: "design-tokens",
  setup({ onLoad }) {
    onLoad({ filter: /\.css$/ }, async ({ path }) => ({
      contents: inlineTokens(await readFile(path, "utf8")),
      loader: "css",
    }));
  },
};

const options = {
  bundle: true,
  minify: true,
  write: false,
  charset: "utf8",
  target: ["es2020", "chrome100", "firefox100", "safari15"],
};
const licence = (await readFile(here(`${tokensFolder}/LICENSE`), "utf8")).trim();
const tokensBanner = `/*! Colours and measures: @digital-go-jp/design-tokens\n\n${licence}\n*/`;

/** Return the licence of each package that something is made of, its own first, in one text. */
async function licencesOf(made, roots) {
  const pending = [...roots];
  const texts = new Map();
  while (pending.length) {
    const name = pending.shift();
    if (texts.has(name)) continue;
    const { version, license, dependencies = {} } = JSON.parse(await readFile(here(`node_modules/${name}/package.json`), "utf8"));
    const files = (await readdir(here(`node_modules/${name}`))).filter((file) => /^licen[cs]e/i.test(file)).sort();
    const whole = await Promise.all(files.map((file) => readFile(here(`node_modules/${name}/${file}`), "utf8")));
    texts.set(name, `${name} ${version} (${license})\n\n${whole.map((text) => text.trim()).join("\n\n")}\n`);
    pending.push(...Object.keys(dependencies).filter((dependency) => !dependency.startsWith("@types/")).sort());
  }
  return `${made}:\n\n${[...texts.values()].join(`\n${"-".repeat(72)}\n\n`)}`;
}

await rm(here("dist"), { recursive: true, force: true });
await mkdir(here("dist"), { recursive: true });
const manifest = {};

/** Write a file under a name that tells its content; returns the name. */
async function keep(kind, stem, ending, contents) {
  const hash = createHash("sha256").update(contents).digest("hex").slice(0, 10);
  manifest[kind] = `${stem}-${hash}.${ending}`;
  await writeFile(here(`dist/${manifest[kind]}`), contents);
  return manifest[kind];
}

/** Bundle one entry; returns the outputs by ending. */
async function bundled(settings) {
  const { outputFiles } = await build({ ...options, outdir: here("dist"), ...settings });
  return Object.fromEntries(outputFiles.map(({ path, contents }) => [path.split(".").at(-1), contents]));
}

const quoted = (name) => JSON.stringify(`./${name}`);

// The map comes in files of its own, which a page asks for when its map is opened. MapLibre works in a second thread, whose
// script is bundled as a classic one: browsers that know no module workers run it too.
const licences = await keep("mapLicences", "map-licences", "txt", await licencesOf("The map of this catalog is drawn by", ["maplibre-gl", "pmtiles"]));
const note = `/*! With MapLibre GL JS (BSD-3-Clause), PMTiles (BSD-3-Clause) and what they are made of: see ${licences} */`;
const drawing = { legalComments: "none", banner: { js: note, css: note } };
const worker = await bundled({ ...drawing, entryPoints: [here("node_modules/maplibre-gl/dist/maplibre-gl-worker.mjs")], format: "iife" });
const workerName = await keep("mapWorker", "map-worker", "js", worker.js);
const map = await bundled({
  ...drawing,
  entryPoints: [here("src/map/index.js")],
  plugins: [designTokens],
  format: "esm",
  define: { MAP_WORKER: quoted(workerName), MAP_LICENCES: quoted(licences) },
});
const mapNames = { script: await keep("mapScript", "map", "js", map.js), styles: await keep("mapStyles", "map", "css", map.css) };

// A classic script, since pages that were opened from a disk load no modules.
const searchStyles = await bundled({ entryPoints: [here("src/search/search.css")], plugins: [designTokens] });
const search = await bundled({
  entryPoints: [here("src/search/index.js")],
  format: "iife",
  globalName: "mcSearch",
  define: { SCRIPT_URL: "document.currentScript.src", SEARCH_STYLES: quoted(await keep("searchStyles", "search", "css", searchStyles.css)) },
});
const searchName = await keep("searchScript", "search", "js", search.js);

// The whole of a table, read in a second thread.
const tableLicences = await keep("exploreLicences", "explore-licences", "txt", await licencesOf("Tables of this catalog are read by", ["hyparquet", "fzstd"]));
const reading = { legalComments: "none", banner: { js: `/*! With hyparquet (MIT), fzstd (MIT): see ${tableLicences} */` } };
const exploreWorker = await bundled({ ...reading, entryPoints: [here("src/explore/worker.js")], format: "iife" });
const exploreWorkerName = await keep("exploreWorker", "explore-worker", "js", exploreWorker.js);
const explore = await bundled({
  entryPoints: [here("src/explore/index.js")],
  plugins: [designTokens],
  format: "esm",
  define: { EXPLORE_WORKER: quoted(exploreWorkerName) },
});
const exploreNames = { script: await keep("exploreScript", "explore", "js", explore.js), styles: await keep("exploreStyles", "explore", "css", explore.css) };

const notFound = await bundled({ entryPoints: [here("src/not-found.js")], format: "iife" });
await keep("notFoundScript", "not-found", "js", notFound.js);
// SQL. DuckDB's program is kept compressed, 8 MB instead of 34: not every server compresses such files, and every browser that
// runs it can unpack it. It is the edition for browsers with exceptions in WebAssembly, which is all since 2022.
const duckdb = "node_modules/@duckdb/duckdb-wasm/dist";
const sqlLicences = await keep("sqlLicences", "sql-licences", "txt", await licencesOf("SQL is answered by", ["@duckdb/duckdb-wasm", "hyparquet", "fzstd"]));
const wasmName = await keep("sqlProgram", "duckdb", "bin", gzipSync(await readFile(here(`${duckdb}/duckdb-eh.wasm`)), { level: 9 }));
const answering = { legalComments: "none", banner: { js: `/*! With DuckDB-Wasm (MIT), Apache Arrow (Apache-2.0), hyparquet (MIT), fzstd (MIT): see ${sqlLicences} */` } };
const sqlWorker = await bundled({
  ...answering,
  entryPoints: [here("src/explore/sql/worker.js")],
  alias: { "duckdb-blocking": here(`${duckdb}/duckdb-browser-blocking.mjs`) },
  format: "iife",
});
const sql = await bundled({
  entryPoints: [here("src/explore/sql/index.js")],
  plugins: [designTokens],
  format: "esm",
  define: {
    EXPLORE_WORKER: quoted(exploreWorkerName),
    SQL_WORKER: quoted(await keep("sqlWorker", "sql-worker", "js", sqlWorker.js)),
    SQL_WASM: quoted(wasmName),
    SEARCH_SCRIPT: quoted(searchName),
  },
});
const sqlNames = { script: await keep("sqlScript", "sql", "js", sql.js), styles: await keep("sqlStyles", "sql", "css", sql.css) };

const chartsStyles = await bundled({ entryPoints: [here("src/charts/charts.css")], plugins: [designTokens] });
const chartsStylesName = await keep("chartsStyles", "charts", "css", chartsStyles.css);
const charts = await bundled({ entryPoints: [here("src/charts/index.js")], format: "esm", define: { CHARTS_STYLES: quoted(chartsStylesName) } });
const chartsName = await keep("chartsScript", "charts", "js", charts.js);

// Easy words for what scripts draw; a classic script, since it is for pages from a disk, too.
const easy = await bundled({ entryPoints: [here("src/easy/index.js")], format: "iife", globalName: "mcEasy" });
const easyName = await keep("easyScript", "easy", "js", easy.js);

const styles = await bundled({ entryPoints: [here("src/index.css")], plugins: [designTokens], banner: { css: tokensBanner } });
await keep("css", "catalog", "css", styles.css);
const script = await bundled({
  entryPoints: [here("src/index.js")],
  format: "iife",
  external: ["./map-*.js", "./search-*.js", "./explore-*.js", "./sql-*.js", "./charts-*.js"],
  define: {
    MAP_SCRIPT: quoted(mapNames.script),
    MAP_STYLES: quoted(mapNames.styles),
    SEARCH_SCRIPT: quoted(searchName),
    EXPLORE_SCRIPT: quoted(exploreNames.script),
    EXPLORE_STYLES: quoted(exploreNames.styles),
    SQL_SCRIPT: quoted(sqlNames.script),
    SQL_STYLES: quoted(sqlNames.styles),
    CHARTS_SCRIPT: quoted(chartsName),
    EASY_SCRIPT: quoted(easyName),
    SCRIPT_URL: "document.currentScript.src",
  },
});
await keep("js", "catalog", "js", script.js);
const offlinePage = await bundled({ entryPoints: [here("src/offline_page.js")], format: "iife" });
await keep("offlineScript", "offline", "js", offlinePage.js);
const serviceWorker = await bundled({ entryPoints: [here("src/sw.js")], format: "iife" });
await keep("serviceWorker", "sw", "js", serviceWorker.js);
await writeFile(here("dist/manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
