// Which easy wording an ordinary text has: by the text itself, so that nobody has to say which one was meant.

const LONGEST = 400; // characters of a text that is looked up
const MOST_KEPT = 2_000;
const GAP = /\{(\w+)\}/;
const NUMBERS = /^(count|shown|total|first|last|at|number|place|line|seconds)$/; // gaps for figures, so that not any text fits
const BOUNDS = /^(from|to|below)$/;
const TAIL = /^(.+?)(：|\s?\([\d,]+\))$/u; // "更新日：", "絞り込み (2)"
const NOTE = /^([^（]+)(（.+）)$/su; // "全8行（1〜8行目を表示）"
const READING = /｜([^《》]+)《([^》]+)》|([\p{Script=Han}々〆〇ヶ]+)《([^》]+)》/gu;

/** A wording: texts, texts with their readings ([kanji, kana]) and nodes, one after the other. */
class Phrase {
  constructor(parts) {
    this.parts = parts;
  }

  get text() {
    return this.parts.map((part) => (Array.isArray(part) ? part[0] : part.textContent ?? part)).join("");
  }

  get kana() {
    return this.parts.map((part) => (Array.isArray(part) ? part[1] : part.textContent ?? part)).join("");
  }

  nodes() {
    return this.parts.map((part) => (Array.isArray(part) ? makeRuby(part) : part.cloneNode?.(true) ?? part));
  }
}

export class Phrases {
  /** *words*: easy wordings by the ordinary ones, both with gaps for what differs ("{count}件"). */
  constructor(words) {
    this.whole = new Map();
    this.patterns = [];
    this.names = new Map();
    this.kept = new Map();
    for (const [plain, easy] of Object.entries(words)) {
      if (GAP.test(plain)) this.patterns.push([patternOf(plain), plain.split(GAP).filter((_, at) => at % 2), easy]);
      else this.whole.set(plain, new Phrase(partsOf(easy)));
    }
    const fixed = ([, gaps, easy]) => easy.length - gaps.join("").length;
    this.patterns.sort((a, b) => fixed(b) - fixed(a)); // what says more goes first
  }

  /** Learn names from *found*: easy ones by ordinary ones. */
  learn(found) {
    for (const [plain, easy] of Object.entries(found)) this.names.set(plain, new Phrase(partsOf(easy)));
    this.kept.clear();
  }

  /** Learn the names that the page has in both wordings. */
  learnFrom(root) {
    for (const plain of root.querySelectorAll(".mc-plainly + .mc-easily")) {
      const text = plain.previousElementSibling.textContent.trim();
      if (!this.names.has(text)) this.names.set(text, new Phrase([...plain.childNodes]));
    }
  }

  name(text) {
    return this.names.get(text.trim()) ?? null;
  }

  /** Return the easy wording of a text, null where there is none. */
  find(text) {
    const wanted = text.trim();
    if (!wanted || wanted.length > LONGEST) return null;
    if (!this.kept.has(wanted)) {
      if (this.kept.size > MOST_KEPT) this.kept.clear();
      this.kept.set(wanted, this.#find(wanted));
    }
    return this.kept.get(wanted);
  }

  #find(text) {
    const whole = this.whole.get(text) ?? this.names.get(text);
    if (whole) return whole;
    const [, body, tail] = TAIL.exec(text) ?? [];
    const known = body && (this.whole.get(body) ?? this.names.get(body));
    if (known) return new Phrase([...known.parts, tail]);
    for (const [pattern, gaps, easy] of this.patterns) {
      const found = pattern.exec(text);
      if (found) return new Phrase(this.#fill(easy, gaps, found));
    }
    const [, before, after] = NOTE.exec(text) ?? [];
    const both = before ? [this.find(before), this.find(after)] : [null];
    return both.every(Boolean) ? new Phrase(both.flatMap(({ parts }) => parts)) : null;
  }

  #fill(easy, gaps, found) {
    const given = new Map(gaps.map((gap, at) => [gap, found[at + 1]]));
    return easy.split(GAP).flatMap((piece, at) => {
      if (at % 2 === 0) return partsOf(piece);
      const value = given.get(piece) ?? "";
      return this.names.get(value)?.parts ?? this.whole.get(value)?.parts ?? [value];
    });
  }
}

function patternOf(plain) {
  const pieces = plain.split(GAP).map((piece, at) => (at % 2 ? gapOf(piece) : piece.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")));
  return new RegExp(`^${pieces.join("")}$`, "su");
}

const gapOf = (name) => (NUMBERS.test(name) ? "([\\d,.]+)" : BOUNDS.test(name) ? "([-\\d].*?)" : "(.+?)");

/** Return a text with readings in its parts. */
function partsOf(text) {
  const parts = [];
  let end = 0;
  for (const found of text.matchAll(READING)) {
    if (found.index > end) parts.push(text.slice(end, found.index));
    parts.push([found[1] ?? found[3], found[2] ?? found[4]]);
    end = found.index + found[0].length;
  }
  if (end < text.length) parts.push(text.slice(end));
  return parts;
}

function makeRuby([text, reading]) {
  const ruby = document.createElement("ruby");
  const made = (name, words) => Object.assign(document.createElement(name), { textContent: words });
  ruby.append(text, made("rp", "（"), made("rt", reading), made("rp", "）"));
  return ruby;
}
