// Where a word stands in a text, and how much that tells.
import { hasJapanese } from "./folding.js";
import { singulars } from "./vocabulary.js";

const LATIN = /[\p{L}\p{N}]/u;

/**
 * A spelling that is looked for.
 *
 * Arguments:
 *   text: Folded.
 *   weight: From 0 to 1.
 *   kind: ``typed``, ``synonym`` or ``near``.
 */
export class Form {
  constructor(text, weight, kind) {
    Object.assign(this, { text, weight, kind, isJapanese: hasJapanese(text) });
    this.isKana = /^[ぁ-ゖー]$/.test(text);
    this.mayGoOn = kind === "typed" && text.length > 1;
  }

  /** Return where the form stands in a folded text, -1 where it doesn't. */
  find(folded) {
    if (this.isKana) return folded.startsWith(this.text) ? 0 : -1; // one kana would be everywhere
    for (let at = folded.indexOf(this.text); at >= 0; at = folded.indexOf(this.text, at + 1)) {
      if (this.isJapanese ? this.#isWholeEnd(folded, at) : this.#isWord(folded, at)) return at;
    }
    return -1;
  }

  /** Words of other scripts are found from their beginning, and only those that were typed may go on. */
  #isWord(folded, at) {
    if (at > 0 && isSameScript(folded[at - 1])) return false;
    return this.mayGoOn || this.#ends(folded, at);
  }

  #isWholeEnd(folded, at) {
    // AED設置 is found in AED設置箇所, but ED設置 isn't.
    return at === 0 || hasJapanese(this.text[0]) || !isSameScript(folded[at - 1]);
  }

  #ends(folded, at) {
    const rest = folded.slice(at + this.text.length);
    return !rest || !isSameScript(rest[0]) || (/^e?s(?![a-z0-9])/.test(rest) && /[a-z]$/.test(this.text));
  }

  /** Return from 0 to 1.3 how well a folded text answers the form. */
  score(folded) {
    const at = this.find(folded);
    if (at < 0) return 0;
    const place = this.text.length === folded.length ? 1.3 : at === 0 ? 1.1 : 1;
    return this.weight * place * (0.7 + (0.3 * this.text.length) / folded.length);
  }
}

const isSameScript = (character) => LATIN.test(character) && !hasJapanese(character);

const SYNONYM = 0.8;
const COMPLETION = 0.6;
export const NEAR = 0.5;
const LEAST_BEGUN = 3;
const BEGUN_KANA = /^[ぁ-ゖー]{2}$/; // ひな, on the way to 避難所

/** Return the spellings that *word* is looked for in: its own, and those of words that mean the same. */
export function formsOf(word, vocabulary) {
  const forms = new Map([[word, new Form(word, 1, "typed")]]);
  const put = (text, weight) => forms.has(text) || forms.set(text, new Form(text, weight, "synonym"));
  for (const singular of singulars(word)) forms.set(singular, new Form(singular, 0.95, "typed"));
  for (const text of vocabulary.wordsOfReading.get(word) ?? []) put(text, 0.9);
  for (const text of vocabulary.synonyms(word)) if (isTelling(text)) put(text, SYNONYM);
  if (word.length >= LEAST_BEGUN || BEGUN_KANA.test(word)) for (const text of vocabulary.completions(word)) if (isTelling(text)) put(text, COMPLETION);
  return [...forms.values()];
}

/** One character, such as 川, stands in too many names to be looked for when it wasn't typed. */
const isTelling = (text) => text.length > 1;
