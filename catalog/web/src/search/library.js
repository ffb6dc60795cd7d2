// The files of the search as they are needed. Files of two editions of the site are never taken for one.
import { makeFold, textTokens, tokenShard } from "./folding.js";
import { Vocabulary } from "./vocabulary.js";

const KINDS = ["keywords", "columns", "labels", "departments"];

/** The files were renewed while they were read. */
export class EditionChanged extends Error {}

/**
 * What there is to be searched.
 *
 * *read* gives the parsed JSON of a file by its address below ``search/`` and the edition (``null`` for the newest).
 */
export class Library {
  static async open(read) {
    const [facts, synonyms] = await Promise.all([read("index.json", null), read("synonyms.json", null)]);
    return new Library(read, facts, synonyms);
  }

  constructor(read, facts, synonyms) {
    this.facts = facts;
    this.fold = makeFold(synonyms.kanji);
    this.vocabulary = new Vocabulary(synonyms, this.fold);
    this.texts = {};
    this.files = new Map();
    this.read = read;
    this.bodies = facts.bodies.map((body) => ({
      names: [said(body, body.ja), said(body, body.en), ...(body.prefecture ?? []).slice(0, 1)].map(this.fold),
      kana: this.fold(body.kana),
      far: (body.prefecture ?? []).map(this.fold),
      own: new Set([said(body, body.ja), said(body, body.en), body.kana].map(this.fold).flatMap((name) => [name, withoutKind(name)])),
      code: body.code,
    }));
    this.labels = {
      standards: facts.standards.map((each) => [each.ja, each.en].map(this.fold)),
      themes: facts.themes.map((each) => [each.ja, each.en].map(this.fold)),
      formats: facts.formats.map((each) => [this.fold(each.id)]),
      licences: facts.licences.map((each) => [this.fold(each.ja)]),
    };
    this.names = new Set(this.bodies.flatMap((body) => [...body.names, ...body.names.map(withoutKind), ...body.far.slice(0, 1)]));
  }

  /** Return a file of the edition that was opened. */
  async file(uri) {
    if (!this.files.has(uri)) {
      const pending = this.read(uri, this.facts.version).then((value) => {
        if (value.order !== this.facts.order) throw new EditionChanged(uri);
        return value;
      });
      pending.catch(() => this.files.delete(uri));
      this.files.set(uri, pending);
    }
    return this.files.get(uri);
  }

  /** Load titles, keywords, headings … of a language. */
  async loadTexts(lang) {
    if (!this.texts[lang]) this.texts[lang] = new Texts(await this.file(`${lang}.json`), this.fold);
    return this.texts[lang];
  }

  /** Return the numbers of the datasets whose descriptions have all of *word*. */
  async described(word) {
    const tokens = [...new Set(textTokens(word, this.vocabulary.stopWords))];
    if (!tokens.length) return [];
    const lists = await Promise.all(tokens.map((token) => this.#numbers(token)));
    return lists.reduce((found, list) => {
      const others = new Set(list);
      return found.filter((number) => others.has(number));
    });
  }

  async #numbers(token) {
    const { words } = await this.file(`words/${tokenShard(token, this.facts.shards)}.json`);
    return ungap(words[token] ?? []);
  }

  /** Return the beginning of a dataset's description in the language of a page, ``""`` where it has none. */
  async summary(number, lang) {
    const { summaries } = await this.file(`summaries/${lang}/${Math.floor(number / this.facts.cards)}.json`);
    return summaries[number % this.facts.cards];
  }
}

/** The short texts of one language: titles by dataset, others by kind. */
class Texts {
  constructor(data, fold) {
    this.titles = data.titles;
    this.foldedTitles = data.titles.map(fold);
    this.kana = new Map(Object.entries(data.kana ?? {}).map(([number, kana]) => [Number(number), fold(kana)]));
    this.kinds = KINDS.map((name) => ({
      name,
      texts: data[name].texts,
      folded: data[name].texts.map(fold),
      groups: data[name].groups.map(ungap),
      of: data[name].of,
    }));
  }
}

function ungap(gaps) {
  let number = 0;
  return gaps.map((gap) => (number += gap));
}

/** Return a body's name as it is typed: that of an invented one without the mark behind it. */
function said(body, name) {
  return body.fictitious ? name.replace(/\s*[（(][^（(]*[）)]$/, "") : name;
}

/** Return a local government's name as people say it: 岡山市 → 岡山, where at least two characters remain. */
function withoutKind(name) {
  return name.replace(/^(.{2,})(?:[都道府県市区町村]| (?:city|town|village|ward|prefecture))$/, "$1");
}
