// A hit as people see it: the title, why it was found, and what it is.
import { make } from "../map/elements.js";
import { marked } from "./marking.js";
import { pageAddress, PAGES } from "./pages.js";

/** Tells of datasets by number, in the language of the page. */
export class Shown {
  constructor(library, words, root) {
    Object.assign(this, { library, words, root });
  }

  /** Return the title that people see: in the page's language, or else in Japanese. */
  title(number) {
    return this.isForeign(number) ? this.library.texts.ja.titles[number] : this.library.texts[this.words.lang].titles[number];
  }

  /** Return whether there is only a Japanese title on an English page. */
  isForeign(number) {
    return this.words.lang === "en" && !this.library.texts.en.titles[number];
  }

  address(number) {
    const { bodies, datasets } = this.library.facts;
    return `${this.root}${this.words.lang}/datasets/${bodies[datasets.bodies[number]].id}/${datasets.names[number]}/`;
  }

  /** Return what a page is called and is of, for one that ``findPages`` found. */
  page({ facet, at }) {
    const { facts } = this.library;
    const { words } = this;
    const [list] = PAGES[facet];
    const each = facts[list][at];
    const { datasets } = facts;
    const numbers = datasets[list].flatMap((value, number) => (value === at || (Array.isArray(value) && value.includes(at)) ? [number] : []));
    const publishers = new Set(numbers.map((number) => datasets.bodies[number])).size;
    return {
      href: pageAddress(this.root, words.lang, facet, each.id),
      title: each[words.lang],
      kind: words.say(`reason_${facet}`),
      note: facet === "standard" ? words.count(each.merged ? "page_merged" : "page_standard", publishers) : words.count("datasets", numbers.length),
    };
  }

  body(number) {
    const { bodies, datasets } = this.library.facts;
    return bodies[datasets.bodies[number]][this.words.lang];
  }

  labels(column, number) {
    const { facts } = this.library;
    return facts.datasets[column][number].map((each) => facts[column][each][this.words.lang]);
  }

  /** Return the title as nodes, marked where it answers the query. */
  markedTitle(hit) {
    return marked(this.title(hit.number), hit.reasons.map((reason) => reason.form), this.library.fold);
  }

  /** Return a paragraph with what answers the query beside the title, or null where the title says it all. */
  reasons(hit) {
    const title = this.library.fold(this.title(hit.number));
    const notes = new Map();
    for (const reason of hit.reasons) {
      if (title.includes(reason.form)) continue;
      const [label, text, lang] = this.#reason(reason, hit.number);
      if (text) notes.set(`${label} ${text}`, [label, text, lang, reason.form]);
    }
    if (!notes.size) return null;
    return make(
      "p",
      { class: "mc-hit__why" },
      ...[...notes.values()].map(([label, text, lang, form]) =>
        make(
          "span",
          {},
          `${label}${this.words.texts.colon}`,
          make("span", { lang: lang === this.words.lang ? null : lang }, ...marked(text, [form], this.library.fold)),
        ),
      ),
    );
  }

  #reason(reason, number) {
    const { facts, texts } = this.library;
    const { lang } = this.words;
    const label = this.words.say(`reason_${reason.kind}`);
    const choose = (each) => {
      const inLang = this.library.fold(each[lang]).includes(reason.form) ? lang : lang === "ja" ? "en" : "ja";
      return [label, each[this.library.fold(each[inLang]).includes(reason.form) ? inLang : lang], lang];
    };
    switch (reason.kind) {
      case "title":
        return [label, texts[reason.lang].titles[number], reason.lang];
      case "kana":
        return [label, texts.ja.kana.get(number), "ja"];
      case "body": {
        const body = facts.bodies[reason.body];
        const all = [body.ja, body.en, body.kana, ...(body.prefecture ?? [])];
        return [label, all.find((name) => this.library.fold(name).includes(reason.form)) ?? body[lang], lang];
      }
      case "standard":
        return choose(facts.standards[reason.at]);
      case "theme":
        return choose(facts.themes[reason.at]);
      case "format":
        return choose(facts.formats[reason.at]);
      case "licence":
        return choose(facts.licences[reason.at]);
      case "text":
        return [label, this.words.say("text_of", { word: reason.form }), lang];
      default:
        return [label, reason.text, reason.lang ?? lang];
    }
  }
}
