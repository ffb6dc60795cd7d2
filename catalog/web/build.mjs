// Bundle src/ into dist/: minified, named by content, the same bytes from the same sources.
import { createHash } from "node:crypto";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
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

const licence = (await readFile(here(`${tokensFolder}/LICENSE`), "utf8")).trim();
const options = { bundle: true, minify: true, write: false, charset: "utf8", target: ["es2020", "chrome100", "firefox100", "safari15"] };
const outputs = {
  css: {
    ...options,
    entryPoints: [here("src/index.css")],
    plugins: [designTokens],
    banner: { css: `/*! Colours and measures: @digital-go-jp/design-tokens\n\n${licence}\n*/` },
  },
  js: { ...options, entryPoints: [here("src/index.js")], format: "iife" },
};

await rm(here("dist"), { recursive: true, force: true });
await mkdir(here("dist"), { recursive: true });
const manifest = {};
for (const [kind, settings] of Object.entries(outputs)) {
  const { contents } = (await build(settings)).outputFiles[0];
  const hash = createHash("sha256").update(contents).digest("hex").slice(0, 10);
  manifest[kind] = `catalog-${hash}.${kind}`;
  await writeFile(here(`dist/${manifest[kind]}`), contents);
}
await writeFile(here("dist/manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
