// The page's texts, its language, and values as people read them.

/** Return what the map in *holder* says: its texts by key, and how it writes names, numbers and distances. */
export function readWords(holder) {
  const lang = document.documentElement.lang === "en" ? "en" : "ja";
  return new Words(lang, JSON.parse(holder.dataset.words));
}

class Words {
  constructor(lang, texts) {
    this.lang = lang;
    this.texts = texts;
    this.number = new Intl.NumberFormat(lang, { maximumFractionDigits: 10 });
    this.ungrouped = new Intl.NumberFormat(lang, { maximumFractionDigits: 10, useGrouping: false });
  }

  /** Return a text with its gaps filled. */
  say(key, values = {}) {
    return this.texts[key].replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
  }

  /** Return a text that depends on a count. */
  count(key, count, values = {}) {
    return this.say(`${key}_${count === 1 ? "one" : "other"}`, { ...values, count: this.number.format(count) });
  }

  /** Return a text in the page's language, or in Japanese where there is no other, and which of the two it is. */
  choose(text) {
    return text[this.lang] ? { text: text[this.lang], lang: this.lang } : { text: text.ja ?? "", lang: "ja" };
  }

  /** Write a localized text into *element*, its language told where it is another one. */
  put(element, text) {
    const chosen = this.choose(text);
    element.textContent = chosen.text;
    if (chosen.lang !== this.lang) element.lang = chosen.lang;
    return element;
  }

  /** Return a number; a year or a code stays without separators. */
  figure(number) {
    return (Math.abs(number) >= 10_000 ? this.number : this.ungrouped).format(number);
  }

  /** Return a value of the data as text, "" for a missing one. */
  value(value) {
    if (value === null || value === undefined) return "";
    if (typeof value === "boolean") return this.say(value ? "yes" : "no");
    if (typeof value === "number") return this.figure(value);
    return typeof value === "object" ? JSON.stringify(value) : String(value);
  }

  /** Return a distance in metres. */
  distance(metres) {
    if (metres < 995) return `${Math.round(metres / 10) * 10} m`;
    return `${this.number.format(metres < 99_500 ? Math.round(metres / 100) / 10 : Math.round(metres / 1000))} km`;
  }
}
