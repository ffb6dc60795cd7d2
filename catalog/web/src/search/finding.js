// The search for other parts of the site: datasets by what somebody typed.
import { Engine } from "./engine.js";
import { Narrowing } from "./narrowing.js";
import { openLibrary } from "./reading.js";
import { Shown } from "./showing.js";
import { pageLang } from "./words.js";

/** Return the first datasets that a query finds: {id, title, lang, body}. */
export async function findDatasets(root, query, count) {
  const lang = pageLang();
  const library = await openLibrary(root);
  const { hits } = await new Engine(library, lang).search(query);
  const shown = new Shown(library, { lang }, root);
  const { bodies, datasets } = library.facts;
  const sorted = new Narrowing(library.facts, Date.now()).sort(hits, "relevance").slice(0, count);
  return sorted.map(({ number }) => ({
    id: `${bodies[datasets.bodies[number]].id}/${datasets.names[number]}`,
    title: shown.title(number),
    lang: shown.isForeign(number) ? "ja" : lang,
    body: shown.body(number),
  }));
}
