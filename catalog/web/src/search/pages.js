// The pages of bodies, themes and standard datasets that a query names, beside the datasets that it finds.
import { formsOf } from "./matching.js";
import { splitWord } from "./query.js";

/** The facets whose values have pages, with the list in the facts and the folder of the pages. */
export const PAGES = { body: ["bodies", "municipalities"], theme: ["themes", "themes"], standard: ["standards", "standards"] };
const MOST_OF_A_KIND = 2;
const SAME = 0.8;
const LEAST_BEGUN = 2;
const LEAST_BEGUN_LATIN = 3;

/** Return the address of the page of a value of a facet. */
export function pageAddress(root, lang, facet, id) {
  return `${root}${lang}/${PAGES[facet][1]}/${id}/`;
}

/**
 * Return the pages that *words* of a query name, those first that are called just so: ``{facet, at, isWhole}``.
 *
 * Every word but the names of local governments has to be in the name of a theme or a standard.
 */
export function findPages(library, words) {
  const { vocabulary, names, labels, facts } = library;
  const parts = words.flatMap((word) => {
    const found = splitWord(word, vocabulary, names);
    return found.length ? found : [word];
  });
  const whole = words.join(" ");
  const bodies = library.bodies.map((body, at) => ({ facet: "body", at, score: bodyScore(body, parts, whole) }));
  const telling = parts.filter((part) => !library.bodies.some((body) => bodyScore(body, [part], part) > 0) && !vocabulary.fillers.has(part));
  const forms = telling.map((part) => formsFor(part, vocabulary));
  const isOfBodies = telling.length < parts.length;
  const named = (facet, texts) =>
    texts.map((each, at) => ({ facet, at, score: forms.length ? Math.min(...forms.map((some) => best(some, each))) * (isOfBodies ? 0.9 : 1) : 0 }));
  const standards = named("standard", labels.standards.map((texts, at) => [...texts, facts.standards[at].id.replaceAll("-", " ")]));
  const themes = named("theme", labels.themes.map((texts) => texts.flatMap((text) => [text, ...text.split(" ")]))).map((each) => (each.score > 1 ? each : { ...each, score: 0 }));
  return [bodies, standards, themes]
    .flatMap((kind) => kind.filter(({ score }) => score > 0).sort((a, b) => b.score - a.score).slice(0, MOST_OF_A_KIND))
    .map(({ facet, at, score }) => ({ facet, at, isWhole: score > 1 }))
    .sort((a, b) => b.isWhole - a.isWhole);
}

/** Return 1.3 where a body is what was typed, 1 where it is a part of it, 0.5 where somebody may be typing it. */
function bodyScore({ own, code }, parts, whole) {
  if (own.has(whole) || code === whole) return 1.3;
  if (parts.some((part) => own.has(part) || (/^\d{5,6}$/.test(part) && code.startsWith(part)))) return 1;
  const least = /^[a-z]/.test(whole) ? LEAST_BEGUN_LATIN : LEAST_BEGUN;
  return parts.length === 1 && whole.length >= least && [...own].some((name) => name.startsWith(whole)) ? 0.5 : 0;
}

/** Return the spellings of a word and of those that mean the same; of wider words where it has them. */
function formsFor(word, vocabulary) {
  const forms = formsOf(word, vocabulary).filter(({ weight }) => weight >= SAME);
  return [...forms, ...vocabulary.wider(word).flatMap((wide) => formsOf(wide, vocabulary).filter(({ weight }) => weight === 1))];
}

const best = (forms, texts) => Math.max(0, ...forms.flatMap((form) => texts.map((text) => form.score(text))));
