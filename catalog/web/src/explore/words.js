// The page's texts, and values as people of its language read them.
import { learnKanji } from "./columns.js";

const DAY = 86_400e3;

/** Return what the explorer says in the page's language; what it compares knows the forms of kanji then. */
export async function readWords(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  const texts = await response.json();
  learnKanji(texts.kanji);
  return new Words(document.documentElement.lang === "en" ? "en" : "ja", texts);
}

export class Words {
  constructor(lang, texts) {
    this.lang = lang;
    this.texts = texts;
    this.kanji = texts.kanji;
    this.eras = (texts.eras ?? []).map(([first, name]) => ({ name, year: Number(first.slice(0, 4)), day: Date.parse(first) / DAY })); // the newest first
    const digits = { maximumFractionDigits: 20 };
    this.number = new Intl.NumberFormat(lang, digits);
    this.ungrouped = new Intl.NumberFormat(lang, { ...digits, useGrouping: false });
    this.day = new Intl.DateTimeFormat(lang === "en" ? "en-GB" : "ja", { dateStyle: "long", timeZone: "UTC" });
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

  /** Return the name of a column. */
  title(column) {
    return this.choose(column.title).text;
  }

  /** Return a cell that isn't missing as people read it. */
  value(column, cell) {
    const { kind, type } = column;
    if (kind === "boolean") return this.texts[`value_${cell}`] ?? String(cell);
    if (kind === "date") return this.date(cell);
    if (kind === "datetime") {
      const days = Math.floor(cell / 86_400e6);
      return `${this.date(days)} ${this.clock(cell - days * 86_400e6)}`;
    }
    if (kind === "time") return this.clock(cell);
    if (kind === "decimal") return this.decimal(cell);
    if (column.decimals) return this.decimal(cell.toFixed(column.decimals));
    // A year stays without separators, and so do other small numbers.
    if (typeof cell === "number") return (type !== "year" && Math.abs(cell) >= 10_000 ? this.number : this.ungrouped).format(cell);
    return String(cell);
  }

  /** Return a number that was written with more digits than a number of JavaScript holds. */
  decimal(text) {
    const [, sign, whole, rest] = /^(-?)(\d+)(.*)$/.exec(text) ?? [];
    return whole ? `${sign}${whole.length > 4 ? this.number.format(BigInt(whole)) : whole}${rest}` : text;
  }

  /** Return a month in words. */
  month(year, month) {
    return this.#long({ year: "numeric", month: "long" }, year, month);
  }

  /** Return a year in words, with that of the Japanese calendar. */
  year(year) {
    const era = this.eras.length ? this.#era(Date.UTC(year, 11, 28) / DAY) : "";
    return `${this.#long({ year: "numeric" }, year, 1)}${era ? this.say("era", { era }) : ""}`;
  }

  #long(parts, year, month) {
    const day = new Date(0);
    day.setUTCFullYear(year, month - 1, 1);
    return new Intl.DateTimeFormat(this.lang === "en" ? "en-GB" : "ja", { ...parts, timeZone: "UTC" }).format(day);
  }

  date(days) {
    return this.day.format(new Date(days * DAY));
  }

  /** Return the year of the Japanese calendar that a cell lies in, "" where the page doesn't tell it. */
  eraOf({ kind, type }, cell) {
    if (!this.eras.length) return "";
    if (kind === "date") return this.#era(cell);
    if (kind === "datetime") return this.#era(Math.floor(cell / 86_400e6));
    // A year in which one era followed another bears the name of the new one.
    return type === "year" && typeof cell === "number" ? this.#era(Date.UTC(cell, 11, 28) / DAY) : "";
  }

  #era(days) {
    const era = this.eras.find(({ day }) => days >= day);
    if (!era) return "";
    const year = new Date(days * DAY).getUTCFullYear() - era.year + (era.name === "明治" ? 6 : 1);
    return `${era.name}${year === 1 ? "元" : year}年`;
  }

  clock(micros) {
    const seconds = Math.floor(micros / 1e6);
    const part = (value) => String(value).padStart(2, "0");
    const short = `${part(Math.floor(seconds / 3600))}:${part(Math.floor(seconds / 60) % 60)}`;
    return seconds % 60 ? `${short}:${part(seconds % 60)}` : short;
  }

  /** Return a number of bytes. */
  bytes(count) {
    return count < 1e6 ? `${this.number.format(Math.max(1, Math.round(count / 1e3)))} KB` : `${this.number.format(Math.round(count / 1e5) / 10)} MB`;
  }
}
