// From what somebody typed to the words that are looked for.
import { hasJapanese, isJapanese, runsOf } from "./folding.js";
import { singulars } from "./vocabulary.js";

const LONGEST_QUERY = 200;
const MOST_WORDS = 8;
const LONGEST_PHRASE = 4;
const SEPARATORS = /[^\p{L}\p{N}\p{M}ー\-‐‑'’・･゛゜ﾞﾟ]+/u;
const PARTICLES = ["から", "まで", "って", "には", "では", "にある", "における", "の", "は", "を", "が", "に", "で", "と", "へ", "や"];

/**
 * Return the words of a query, in the spelling that words are compared in.
 *
 * Words that say nothing are left out where others remain; words that mean something only together (car park) are one.
 */
export function parseQuery(text, fold, vocabulary) {
  const typed = text
    .slice(0, LONGEST_QUERY)
    .normalize("NFKC")
    .split(SEPARATORS)
    .flatMap((part) => fold(part).split(" "))
    .filter(Boolean)
    .map((word) => withoutLeadingParticle(word, vocabulary));
  const words = joinPhrases(typed, vocabulary);
  const telling = words.filter((word) => !vocabulary.fillers.has(word) && !vocabulary.stopWords.has(word));
  return [...new Set(telling.length ? telling : words)].slice(0, MOST_WORDS);
}

/** Return a word without a particle that stands before a known word: AED の場所. */
function withoutLeadingParticle(word, vocabulary) {
  const rest = PARTICLES.filter((particle) => word.startsWith(particle)).map((particle) => word.slice(particle.length));
  if (vocabulary.groupsOf.has(word)) return word;
  return rest.find((each) => vocabulary.groupsOf.has(each) || vocabulary.fillers.has(each)) ?? word;
}

/**
 * Return the function that tells whether a part of a query may be left out: the end of a sentence (探しています), not a noun.
 *
 * Nouns end with a kanji, or are katakana as they were typed in *text*.
 */
export function makeIsOptional(text, fold) {
  const katakana = (text.normalize("NFKC").match(/[ァ-ヶー]+/g) ?? []).map(fold).filter(Boolean);
  return (part) => /[ぁ-ゖ]$/.test(part) && !katakana.some((run) => run.endsWith(part) || part.endsWith(run));
}

function joinPhrases(words, vocabulary) {
  const joined = [];
  for (let at = 0; at < words.length; ) {
    let length = Math.min(LONGEST_PHRASE, words.length - at);
    let phrase = null;
    for (; length > 1 && phrase === null; length -= phrase === null ? 1 : 0) {
      const part = words.slice(at, at + length);
      phrase = [part.join(" "), part.join("")].find((each) => isPhrase(each, vocabulary)) ?? null; // car park, wi fi
    }
    joined.push(phrase ?? words[at]);
    at += length;
  }
  return joined;
}

const isPhrase = (phrase, vocabulary) => [phrase, ...singulars(phrase)].some((each) => vocabulary.groupsOf.has(each));

/**
 * Return the parts of a word that is written without spaces (岡山市の避難所 → 岡山市, 避難所), or ``[]`` where it has none.
 *
 * *names* are further words that are known, such as those of local governments. A word that is known as a whole has no
 * parts, unless *isKnownSplit*.
 */
export function splitWord(word, vocabulary, names, isKnownSplit = false) {
  if (!hasJapanese(word) || word.length < 3) return [];
  if (!isKnownSplit && (vocabulary.groupsOf.has(word) || names.has(word))) return [];
  const parts = runsOf(word).flatMap((run) => (isJapanese(run) ? splitRun(run, vocabulary, names, word) : [run]));
  const telling = parts.filter((part) => !vocabulary.fillers.has(part));
  const useful = telling.length ? telling : parts;
  return useful.length === 1 && useful[0] === word ? [] : [...new Set(useful)];
}

function splitRun(run, vocabulary, names, whole) {
  const isKnown = (text) => text !== whole && (vocabulary.groupsOf.has(text) || names.has(text) || vocabulary.fillers.has(text));
  const longest = Math.max(vocabulary.longest, 12);
  const parts = [];
  let unknown = "";
  const flush = () => {
    for (const piece of withoutParticles(unknown).split("の")) if (piece.length > 1 || /[\u3400-\u9fff]/.test(piece)) parts.push(piece);
    unknown = "";
  };
  for (let at = 0; at < run.length; ) {
    let length = Math.min(longest, run.length - at);
    while (length > 1 && !isKnown(run.slice(at, at + length))) length -= 1;
    if (length > 1) {
      flush();
      parts.push(run.slice(at, at + length));
      at += length;
    } else {
      unknown += run[at];
      at += 1;
    }
  }
  flush();
  return parts;
}

/** Return what is left of a text between known words when the particles at its ends are gone. */
function withoutParticles(text) {
  for (const particle of PARTICLES) {
    if (text.startsWith(particle)) return withoutParticles(text.slice(particle.length));
    if (text.length > particle.length + 1 && text.endsWith(particle)) return withoutParticles(text.slice(0, -particle.length));
  }
  return text;
}
