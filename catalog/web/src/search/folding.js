// Spellings made alike, as catalog/render/search/folding.py does; a test holds both to the same answers.
const JAPANESE = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}々〆ぁ-ゖー";
const RUNS = new RegExp(`[${JAPANESE}]+|[^${JAPANESE}]+`, "gu");
const JAPANESE_ONLY = new RegExp(`^[${JAPANESE}]+$`, "u");
const HAS_JAPANESE = new RegExp(`[${JAPANESE}]`, "u");
const KATAKANA = /[\u30a1-\u30f6]/g;
const VARIATIONS = /[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/gu; // which drawing of a character is meant
const LONGEST_WORD = 30;

/** Return the function that brings a text into the spelling that words are compared in; *kanji* has forms by other forms. */
export function makeFold(kanji) {
  const others = Object.keys(kanji).join("");
  const forms = others ? new RegExp(`[${others}]`, "gu") : /(?!)/g;
  return (text) =>
    text
      .normalize("NFKC")
      .toLowerCase()
      .replace(VARIATIONS, "")
      .replace(forms, (form) => kanji[form])
      .replace(KATAKANA, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60))
      .replace(/ー+(?![ぁ-ゖ])/g, "")
      .replace(/([a-z])[-‐‑'’](?=[a-z])/g, "$1")
      .replace(/([ぁ-ゖー])[・･](?=[ぁ-ゖ])/g, "$1")
      .replace(/[^\p{L}\p{N}]+/gu, " ")
      .trim();
}

/** Return whether a folded word has nothing but Japanese characters. */
export function isJapanese(word) {
  return JAPANESE_ONLY.test(word);
}

/** Return whether a folded word has a Japanese character. */
export function hasJapanese(word) {
  return HAS_JAPANESE.test(word);
}

/** Return the parts of a folded word in one script each: Japanese, and all others. */
export function runsOf(word) {
  return word.match(RUNS) ?? [];
}

/** Return what a folded text is found by in the files of descriptions. */
export function textTokens(folded, stopWords) {
  const tokens = [];
  for (const word of folded.split(" ")) {
    for (const run of runsOf(word)) {
      const characters = [...run];
      if (isJapanese(run)) {
        for (let at = 0; at + 1 < characters.length; at += 1) tokens.push(characters[at] + characters[at + 1]);
      } else if (characters.length > 1 && characters.length <= LONGEST_WORD && !stopWords.has(run)) tokens.push(run);
    }
  }
  return tokens;
}

/** Return the number of the file, of *count*, that knows *token*. */
export function tokenShard(token, count) {
  let number = 0;
  for (const character of [...token].slice(0, 2)) number = (Math.imul(number, 31) + character.codePointAt(0)) >>> 0;
  return number % count;
}
