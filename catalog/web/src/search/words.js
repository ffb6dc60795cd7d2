// What the search says to people.

/** Texts of the page's language, numbers and dates as people write them. */
export class Words {
  static async read(read, lang) {
    return new Words(lang, await read(`interface/${lang}.json`, null));
  }

  constructor(lang, texts) {
    this.lang = lang;
    this.texts = texts;
    this.number = new Intl.NumberFormat(lang);
    this.day = new Intl.DateTimeFormat(lang === "en" ? "en-GB" : "ja", { dateStyle: "long", timeZone: "UTC" });
  }

  /** Return a text with its gaps filled. */
  say(key, values = {}) {
    return this.texts[key].replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
  }

  /** Return a text that depends on a count. */
  count(key, count) {
    return this.say(`${key}_${count === 1 ? "one" : "other"}`, { count: this.number.format(count) });
  }

  /** Return an ISO date as people read it. */
  date(day) {
    return this.day.format(new Date(`${day}T00:00:00Z`));
  }
}

export const pageLang = () => (document.documentElement.lang === "en" ? "en" : "ja");
