// Which of the hits are shown, in which order, and how many there would be.

const DAY = 86_400_000;
export const FRESHNESS = ["month", "year", "years3", "older", "unknown"];
export const FACETS = ["body", "theme", "format", "standard", "freshness", "licence", "map", "language"];
export const SORTS = ["relevance", "updated", "title"];

/** Tells of each dataset what it can be filtered by. */
export class Narrowing {
  constructor(facts, now) {
    const { datasets } = facts;
    const one = (numbers, words) => numbers.map((number) => (number < 0 ? [] : [words[number].id]));
    const several = (lists, words) => lists.map((list) => list.map((number) => words[number].id));
    this.modified = datasets.modified;
    this.invented = datasets.bodies.map((number) => facts.bodies[number]?.fictitious ?? 0);
    this.values = {
      body: one(datasets.bodies, facts.bodies),
      theme: several(datasets.themes, facts.themes),
      format: several(datasets.formats, facts.formats),
      standard: one(datasets.standards, facts.standards),
      licence: one(datasets.licences, facts.licences),
      map: datasets.maps.map((has) => (has ? ["yes"] : [])),
      language: datasets.english.map((has) => (has ? ["ja", "en"] : ["ja"])),
      freshness: datasets.modified.map((day) => freshness(day, now)),
    };
  }

  /** Return the hits that pass all filters, and for each facet how many there are of each value if it alone didn't hold. */
  apply(hits, chosen) {
    const active = FACETS.filter((facet) => chosen[facet]?.length);
    const counts = Object.fromEntries(FACETS.map((facet) => [facet, new Map()]));
    const passing = hits.filter(({ number }) => {
      const failed = active.filter((facet) => !this.values[facet][number].some((value) => chosen[facet].includes(value)));
      if (failed.length > 1) return false;
      for (const facet of failed.length ? failed : FACETS) {
        const count = counts[facet];
        for (const value of this.values[facet][number]) count.set(value, (count.get(value) ?? 0) + 1);
      }
      return !failed.length;
    });
    return { hits: passing, counts };
  }

  /** Return the hits in order, those of invented bodies after others as good; *titles* are those that people see. */
  sort(hits, order, titles, lang) {
    const newer = (a, b) => (this.modified[b.number] > this.modified[a.number] ? 1 : this.modified[b.number] < this.modified[a.number] ? -1 : 0);
    const realFirst = (a, b) => this.invented[a.number] - this.invented[b.number];
    const steady = (a, b) => realFirst(a, b) || newer(a, b) || a.number - b.number;
    if (order === "updated") return [...hits].sort(steady);
    if (order === "title") {
      const { compare } = new Intl.Collator(lang, { numeric: true });
      return [...hits].sort((a, b) => realFirst(a, b) || compare(titles(a.number), titles(b.number)) || steady(a, b));
    }
    return [...hits].sort((a, b) => b.score - a.score || steady(a, b));
  }
}

/** Return how old a day is in words of a facet; a dataset of this month is also one of this year. */
function freshness(day, now) {
  if (!day) return ["unknown"];
  const age = (now - Date.parse(day)) / DAY;
  if (age <= 31) return ["month", "year", "years3"];
  if (age <= 366) return ["year", "years3"];
  return age <= 3 * 366 ? ["years3"] : ["older"];
}
