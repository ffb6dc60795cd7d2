// The words that mean the same, their readings, and the words to pass over.

/** What ``search/synonyms.json`` tells, in the spelling that words are compared in. */
export class Vocabulary {
  constructor({ groups, wider, fillers, stopWords }, fold) {
    this.fillers = new Set(fillers.map(fold));
    this.stopWords = new Set(stopWords);
    this.groups = groups.map((group) => group.map((entry) => fold(entry.split("|")[0])));
    this.groupsOf = new Map(); // each word and each reading, with the groups that it is in
    this.wordsOfReading = new Map();
    for (const [number, group] of groups.entries()) {
      for (const entry of group) {
        const [word, reading] = entry.split("|").map(fold);
        this.#put(word, number);
        if (!reading) continue;
        this.#put(reading, number);
        this.wordsOfReading.set(reading, [...(this.wordsOfReading.get(reading) ?? []), word]);
      }
    }
    this.widerOf = new Map();
    for (const [wide, words] of Object.entries(wider)) {
      for (const word of words.map(fold)) this.widerOf.set(word, [...(this.widerOf.get(word) ?? []), fold(wide)]);
    }
    this.longest = Math.max(...[...this.groupsOf.keys()].map((word) => word.length));
  }

  #put(word, number) {
    const numbers = this.groupsOf.get(word) ?? [];
    if (!numbers.includes(number)) this.groupsOf.set(word, [...numbers, number]);
  }

  /** Return the words that mean the same as *word*, or ``[]``. */
  synonyms(word) {
    const found = new Set();
    for (const form of [word, ...singulars(word)]) {
      for (const number of this.groupsOf.get(form) ?? []) this.groups[number].forEach((each) => found.add(each));
    }
    found.delete(word);
    return [...found];
  }

  /** Return the words that mean more than *word*, or what means the same, does. */
  wider(word) {
    return [...new Set([word, ...singulars(word), ...this.synonyms(word)].flatMap((each) => this.widerOf.get(each) ?? []))];
  }

  /** Return the words whose reading or spelling begins with *word*, with all that mean the same. */
  completions(word) {
    const found = new Set();
    for (const [form, numbers] of this.groupsOf) {
      if (form.length <= word.length || !form.startsWith(word)) continue;
      for (const number of numbers) this.groups[number].forEach((each) => found.add(each));
    }
    return [...found];
  }
}

/** Return what an English word may be the plural of. */
export function singulars(word) {
  if (!/^[a-z][a-z ]{2,}s$/.test(word) || word.endsWith("ss")) return [];
  return word.endsWith("ies") ? [`${word.slice(0, -3)}y`] : [word.slice(0, -1), ...(word.endsWith("es") ? [word.slice(0, -2)] : [])];
}
