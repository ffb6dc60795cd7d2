// What answers a query, the best first, and why.
import { hasJapanese, isJapanese } from "./folding.js";
import { Form, formsOf, NEAR } from "./matching.js";
import { meet, meetSome, onlyAbout, put, putAll, settle } from "./meeting.js";
import { isNear, sharePair } from "./near.js";
import { makeIsOptional, parseQuery, splitWord } from "./query.js";

const MOST_OTHERS = 6;
const WEIGHTS = { title: 10, kana: 8, standard: 7, keywords: 7, body: 6, code: 9, prefecture: 3, theme: 4, columns: 3, labels: 2.5, departments: 2, format: 3, licence: 2, text: 1 };
const PART = 0.85;
const WIDER = 0.5;
const KEPT_WORDS = 60;
const LEAST_LATIN = 5;
const LEAST_JAPANESE = 3;
const MOST_NEAR = 5;
const LATIN_WORD = /^[a-z]{2,}$/; // within Japanese it is a term: AIの活用

/**
 * The engine; *library* is a Library, *lang* the language of the page.
 */
export class Engine {
  constructor(library, lang) {
    this.library = library;
    this.lang = lang;
    this.kept = new Map();
  }

  /**
   * Return what answers *text*: ``{words, hits, corrected, left, isSome}``; each hit has ``number``, ``score`` and ``reasons``.
   *
   * An empty query is answered by everything. Where nothing has all words, those that nothing has are left out (``left``),
   * or what has some of the words is given (``isSome``); names of local governments are never left out.
   */
  async search(text) {
    const { library } = this;
    const words = parseQuery(text, library.fold, library.vocabulary);
    await this.#load(words);
    if (!words.length) {
      const all = text.trim() ? [] : library.facts.datasets.names.map((_, number) => ({ number, score: 0, reasons: [] }));
      return { words, hits: all, corrected: [], left: [], isSome: false };
    }
    const isOptional = makeIsOptional(text, library.fold);
    const found = await Promise.all(words.map((word) => this.#lookUp(word, isOptional)));
    const corrected = found.flatMap((each) => each.corrected);
    const answer = await this.#meetOrSome(words, found.map(({ hits }) => hits));
    return { words, corrected, ...answer, left: [...answer.left, ...found.flatMap((each) => each.left)] };
  }

  async #meetOrSome(words, found) {
    const hits = await this.#meetWidely(words, found);
    if (hits.length || words.length < 2) return { hits, left: [], isSome: false };
    const isName = words.map((word) => this.library.names.has(word));
    const left = words.filter((_, at) => !isName[at] && !found[at].size);
    const others = found.filter((each, at) => !isName[at] && each.size);
    if (!others.length) return { hits, left: [], isSome: false };
    const names = found.filter((_, at) => isName[at]);
    const rest = meet([...names, ...others]);
    if (rest.length) return { hits: rest, left, isSome: false };
    return { hits: meetSome(names, others), left, isSome: true };
  }

  /** Return what has all *words*; where nothing has, what has wider words for some of them (例示町の幼稚園: 子育て施設). */
  async #meetWidely(words, found) {
    const hits = meet(found);
    if (hits.length || !words.some((word) => this.library.vocabulary.wider(word).length)) return hits;
    return meet(await Promise.all(words.map(async (word, at) => putAll(await this.#matchWider(word), new Map(found[at])))));
  }

  async #load(words) {
    // English texts are only needed for what isn't Japanese, or to be shown.
    const langs = this.lang === "en" || words.some((word) => !isJapanese(word)) ? ["ja", "en"] : ["ja"];
    const missing = langs.filter((lang) => !this.library.texts[lang]);
    await Promise.all(missing.map((lang) => this.library.loadTexts(lang)));
    if (missing.length) {
      this.kept.clear();
      this.terms = null;
    }
  }

  /** Return the hits of one word by number of the dataset; each is its score and the reason. */
  async #lookUp(word, isOptional) {
    if (!this.kept.has(word)) {
      this.kept.set(word, this.#find(word, isOptional));
      if (this.kept.size > KEPT_WORDS) this.kept.delete(this.kept.keys().next().value);
    }
    try {
      return await this.kept.get(word);
    } catch (error) {
      this.kept.delete(word);
      throw error;
    }
  }

  async #find(word, isOptional) {
    const { library } = this;
    const hits = await this.#match(word, formsOf(word, library.vocabulary));
    const parts = splitWord(word, library.vocabulary, library.names, !hits.size);
    const left = parts.length ? await this.#findParts(parts, hits, isOptional) : [];
    if (!onlyAbout(hits).size) putAll(await this.#matchWider(word), hits); // nothing is about it, however many have it as a column
    if (hits.size && !left.length) return { hits, corrected: [], left };
    const whole = await this.#mend(word);
    if (whole.hits.size) return whole;
    if (hits.size || !parts.length) return { hits, corrected: [], left };
    const mended = await Promise.all(parts.map((part) => this.#mend(part)));
    const met = new Map(meet(mended.map((each) => each.hits)).map((hit) => [hit.number, { score: hit.score, reasons: hit.reasons }]));
    return { hits: met, corrected: met.size ? mended.flatMap(({ corrected }) => corrected) : [], left: [] };
  }

  /**
   * Put what has all *parts* of a word to *hits*; where nothing has, what has those that aren't optional, or else names and
   * the last known word, which in Japanese is what the word is about (子どもの予防接種). Where a part isn't known and nothing
   * has it with the others, it is left out (多目的トイレ); returns those.
   */
  async #findParts(parts, hits, isOptional) {
    const { vocabulary, names } = this.library;
    const found = await Promise.all(parts.map((part) => this.#match(part, formsOf(part, vocabulary))));
    const isName = parts.map((part) => names.has(part));
    const isKnown = parts.map((part, at) => isName[at] || vocabulary.groupsOf.has(part) || LATIN_WORD.test(part));
    const isNeeded = parts.map((part, at) => isKnown[at] || !isOptional(part));
    const last = isKnown.map((known, at) => known && !isName[at]).lastIndexOf(true);
    const attempts = [found];
    if (!hits.size) attempts.push(found.filter((_, at) => isNeeded[at]));
    if (!hits.size && last >= 0 && isNeeded.every((needed, at) => needed === isKnown[at])) {
      attempts.push(found.filter((_, at) => isName[at] || at === last));
    }
    let met = attempts.map(meet).find((each) => each.length) ?? [];
    if (!met.length && !hits.size) met = await this.#meetWidely(parts, found);
    const left = met.length || hits.size || last < 0 ? [] : parts.filter((_, at) => !isKnown[at] && isNeeded[at]);
    if (left.length) {
      const telling = found.map((each) => onlyAbout(each));
      const kept = [isKnown, isName.map((is, at) => is || at === last)].map((is) => meet(telling.filter((_, at) => is[at])));
      met = kept.find((each) => each.length) ?? [];
    }
    for (const hit of met) put(hits, hit.number, (hit.score / parts.length) * PART, hit.reasons[0], hit.reasons);
    return met.length ? left : [];
  }

  /** Return the hits of words that mean more than *word* does: a library is among public facilities. */
  async #matchWider(word) {
    const { vocabulary } = this.library;
    const forms = vocabulary.wider(word).flatMap((wide) => formsOf(wide, vocabulary).map((form) => new Form(form.text, form.weight * WIDER, "near")));
    return forms.length ? this.#match(null, forms) : new Map();
  }

  /** Return the hits of a part as it is, or else those of known words that are nearly the same. */
  async #mend(word) {
    const hits = await this.#match(word, formsOf(word, this.library.vocabulary));
    if (hits.size) return { hits, corrected: [], left: [] };
    const near = this.#nearWords(word);
    const forms = near.flatMap((term) => formsOf(term, this.library.vocabulary).map((form) => new Form(form.text, form.weight * NEAR, "near")));
    return { hits: near.length ? await this.#match(null, forms) : hits, corrected: near, left: [] };
  }

  #nearWords(word) {
    const isOfJapanese = hasJapanese(word);
    if (word.length < (isOfJapanese ? LEAST_JAPANESE : LEAST_LATIN) || /^\d+$/.test(word)) return [];
    const least = isOfJapanese ? LEAST_JAPANESE : LEAST_LATIN - 1;
    this.terms ??= this.#collectTerms();
    const found = [];
    for (const term of this.terms) {
      if (term.length < least || hasJapanese(term) !== isOfJapanese) continue;
      if (isNear(word, term) && sharePair(word, term)) found.push(term);
    }
    return found.slice(0, MOST_NEAR);
  }

  /** Return the words that a slip of the finger may have been meant for. */
  #collectTerms() {
    const { library } = this;
    const terms = new Set(library.vocabulary.groupsOf.keys());
    for (const body of library.bodies) [...body.names, body.kana].forEach((name) => terms.add(name));
    const put = (folded) => {
      for (const word of folded.split(" ")) {
        terms.add(word);
        for (const part of word.match(/[\u3400-\u9fff々]+|[ぁ-ゖー]+|[a-z]+/g) ?? []) terms.add(part);
        terms.add(word.replace(/一覧$/, ""));
      }
    };
    for (const texts of Object.values(library.texts)) {
      texts.foldedTitles.forEach(put);
      for (const kind of texts.kinds) kind.folded.forEach(put);
    }
    terms.delete("");
    return terms;
  }

  /** Return the hits of a word in any of *forms*; *word* is looked up in descriptions, too, unless it is null. */
  async #match(word, forms) {
    const { library } = this;
    const hits = new Map();
    const { datasets } = library.facts;
    for (const lang of Object.keys(library.texts)) this.#matchTexts(library.texts[lang], lang, forms, hits);
    const typed = forms.filter((form) => form.kind !== "near");
    library.bodies.forEach((body, at) => this.#matchBody(body, at, forms, hits));
    this.#matchLabels("standard", library.labels.standards, datasets.standards, forms, hits);
    this.#matchLabels("theme", library.labels.themes, datasets.themes, forms, hits);
    this.#matchLabels("format", library.labels.formats, datasets.formats, typed.filter((form) => form.kind === "typed"), hits);
    this.#matchLabels("licence", library.labels.licences, datasets.licences, typed.filter((form) => form.kind === "typed"), hits);
    if (word !== null && word.length > 1) {
      const reason = { kind: "text", form: word };
      for (const number of await library.described(word)) put(hits, number, WEIGHTS.text, reason);
    }
    // Where nothing else has it, descriptions may have another word for it: バス停, 停留所.
    const others = word === null || hits.size ? [] : forms.filter((form) => form.kind === "synonym" && form.text.length > 1).slice(0, MOST_OTHERS);
    for (const { text, weight } of others) {
      const reason = { kind: "text", form: text };
      for (const number of await library.described(text)) put(hits, number, WEIGHTS.text * weight, reason);
    }
    return settle(hits);
  }

  #matchTexts(texts, lang, forms, hits) {
    texts.foldedTitles.forEach((folded, number) => {
      const best = bestOf(forms, [folded]);
      if (best) put(hits, number, WEIGHTS.title * best.score, { kind: "title", lang, form: best.form });
    });
    for (const [number, kana] of texts.kana) {
      const best = bestOf(forms, [kana]);
      if (best) put(hits, number, WEIGHTS.kana * best.score, { kind: "kana", lang, form: best.form });
    }
    for (const kind of texts.kinds) {
      const scores = kind.folded.map((folded) => bestOf(forms, [folded]));
      if (!scores.some(Boolean)) continue;
      const groups = kind.groups.map((group) => {
        let chosen = -1;
        for (const at of group) if (scores[at] && (chosen < 0 || scores[at].score > scores[chosen].score)) chosen = at;
        if (chosen < 0) return null;
        const { score, form } = scores[chosen];
        return { score: WEIGHTS[kind.name] * score, reason: { kind: kind.name, lang, text: kind.texts[chosen], form } };
      });
      kind.of.forEach((group, number) => groups[group] && put(hits, number, groups[group].score, groups[group].reason));
    }
  }

  #matchBody(body, at, forms, hits) {
    const { bodies } = this.library.facts.datasets;
    const best = bestOf(forms, [...body.names.slice(0, 2), body.kana]);
    const far = bestOf(forms, body.far);
    const code = forms.find((form) => form.kind === "typed" && /^\d{5,6}$/.test(form.text) && body.code.startsWith(form.text));
    const found = [
      best && [WEIGHTS.body * best.score, { kind: "body", body: at, form: best.form }],
      far && [WEIGHTS.prefecture * far.score, { kind: "body", body: at, form: far.form }],
      code && [WEIGHTS.code, { kind: "code", text: body.code, form: code.text }],
    ].filter(Boolean);
    for (const [score, reason] of found) bodies.forEach((each, number) => each === at && put(hits, number, score, reason));
  }

  #matchLabels(kind, labels, column, forms, hits) {
    labels.forEach((texts, at) => {
      const best = bestOf(forms, texts);
      // Formats and licences are only meant by their whole name.
      if (!best || ((kind === "format" || kind === "licence") && !texts.includes(best.form))) return;
      const reason = { kind, at, form: best.form };
      column.forEach((each, number) => {
        if (each === at || (Array.isArray(each) && each.includes(at))) put(hits, number, WEIGHTS[kind] * best.score, reason);
      });
    });
  }
}

function bestOf(forms, texts) {
  let best = null;
  for (const form of forms) {
    for (const text of texts) {
      const score = form.score(text);
      if (score > 0 && (!best || score > best.score)) best = { score, form: form.text };
    }
  }
  return best;
}
