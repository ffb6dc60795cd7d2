// Hits of words, put together: of one word by what has it, of several words by the datasets that have them.

const MORE_WORDS = 100;
const ALSO = 0.2;
const ABOUT = ["title", "kana", "keywords", "standard", "theme", "body", "code"];

/** Note that *number* has a word; of each kind of reason the best counts, and the best of all is told. */
export function put(hits, number, score, reason, reasons = [reason]) {
  const before = hits.get(number);
  if (!before) {
    hits.set(number, { score, reasons, kinds: { [reason.kind]: score } });
    return;
  }
  before.kinds[reason.kind] = Math.max(before.kinds[reason.kind] ?? 0, score);
  if (before.score < score) Object.assign(before, { score, reasons });
}

/** Return *hits* with all of *others*, each dataset by the better of its two. */
export function putAll(others, hits) {
  for (const [number, hit] of others) if (!(hits.get(number)?.score >= hit.score)) hits.set(number, hit);
  return hits;
}

/** Return those of *hits* that are about the word: it is in a title or a keyword, or names a standard, a theme or a body. */
export function onlyAbout(hits) {
  return new Map([...hits].filter(([, hit]) => ABOUT.some((kind) => kind in hit.kinds)));
}

/** Return *hits*, those first that have a word in more than one place: title, keywords and columns rather than one of them. */
export function settle(hits) {
  for (const hit of hits.values()) {
    let sum = -hit.score;
    for (const kind in hit.kinds) sum += hit.kinds[kind];
    hit.score += ALSO * sum;
  }
  return hits;
}

/** Return the datasets that every word hits; where a dataset has several words, its scores add up. */
export function meet(found) {
  const [first, ...others] = [...found].sort((a, b) => a.size - b.size);
  const met = [];
  for (const number of first?.keys() ?? []) {
    if (!others.every((hits) => hits.has(number))) continue;
    const each = found.map((hits) => hits.get(number));
    met.push({ number, score: each.reduce((sum, hit) => sum + hit.score, 0), reasons: each.flatMap((hit) => hit.reasons) });
  }
  return met;
}

/** Return the datasets that all of *names* and at least one of *others* hit, those with more of them first. */
export function meetSome(names, others) {
  const met = new Map();
  for (const hits of others) {
    for (const [number, hit] of hits) {
      if (!names.every((each) => each.has(number))) continue;
      const before = met.get(number) ?? { number, score: 0, reasons: [] };
      met.set(number, { number, score: before.score + MORE_WORDS + hit.score, reasons: [...before.reasons, ...hit.reasons] });
    }
  }
  return [...met.values()];
}
