// What a column holds in some rows: values with their counts, ranges of numbers and days, sums.
import { isoDay } from "./columns.js";

const LISTED = 100;
const FEW = 30; // so many different numbers are listed one by one, where they stand for groups of rows
const VERY_FEW = 12; // and so many in any case
const MOST_RANGES = 10;
const MOST_DAYS = 1000; // decades from the year 1, as somebody may write an unknown one
const DAY = 86_400_000;

/** Return the values of a column of texts: {values, distinct, missing, ranges, numbers}; *isWanted* tells of a code whether it is looked for. */
export function codedFacet(column, rows, isWanted) {
  const counts = new Uint32Array(column.texts.length + 1);
  for (const row of rows) counts[column.codes[row] + 1] += 1;
  const codes = [];
  for (let code = 0; code < column.texts.length; code += 1) if (counts[code + 1] && (!isWanted || isWanted(code))) codes.push(code);
  codes.sort((a, b) => counts[b + 1] - counts[a + 1] || (column.texts[a] < column.texts[b] ? -1 : 1));
  const values = codes.slice(0, LISTED).map((code) => ({ value: column.texts[code], count: counts[code + 1] }));
  return { values, distinct: codes.length, missing: counts[0], ranges: [], numbers: null };
}

/** Return the same of a column of numbers that mean something: they are few. */
export function labelledFacet(column, rows, isWanted) {
  const counts = new Map();
  let missing = 0;
  for (const row of rows) {
    const value = column.text(row);
    if (value) counts.set(value, (counts.get(value) ?? 0) + 1);
    else missing += 1;
  }
  const found = [...counts].filter(([value]) => !isWanted || isWanted(value));
  found.sort(([a, m], [b, n]) => n - m || Number(a) - Number(b));
  const values = found.slice(0, LISTED).map(([value, count]) => ({ value, count }));
  return { values, distinct: found.length, missing, ranges: [], numbers: null };
}

/** Return the same of a column of numbers, days or times; few different ones are listed, many are put into ranges. */
export function numberFacet(column, rows) {
  const all = column.numbers();
  const present = new Float64Array(rows.length);
  let count = 0;
  for (const row of rows) if (!Number.isNaN(all[row])) present[count++] = all[row];
  const sorted = present.subarray(0, count).sort();
  const runs = column.kind === "decimal" ? null : fewRuns(sorted); // two decimals can be one number of JavaScript
  const values = runs?.map(([value, times]) => ({ value: column.write(value), count: times })) ?? [];
  return { values, distinct: values.length, missing: rows.length - count, ranges: runs ? [] : rangesOf(column, sorted), numbers: count ? summaryOf(sorted) : null };
}

function summaryOf(sorted) {
  const count = sorted.length;
  let sum = 0;
  let lost = 0; // Neumaier's summation: a million tenths are a hundred thousand
  for (const value of sorted) {
    const next = sum + value;
    lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    sum = next;
  }
  const half = count >> 1;
  return { count, least: sorted[0], most: sorted[count - 1], sum: sum + lost, median: count % 2 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2 };
}

/** Return each different number with its count, or null where there are many. */
function fewRuns(sorted) {
  const runs = [];
  for (let index = 0; index < sorted.length; index += 1) {
    if (index && sorted[index] === sorted[index - 1]) runs[runs.length - 1][1] += 1;
    else if (runs.length === FEW) return null;
    else runs.push([sorted[index], 1]);
  }
  return runs.length <= VERY_FEW || runs.length * 2 <= sorted.length ? runs : null;
}

/** Return ranges as filters have them, with their counts: {from, to} or {from, below}, and {count}. */
function rangesOf(column, sorted) {
  const { kind } = column;
  const ranges = kind === "date" || kind === "datetime" ? dayRanges(kind, sorted) : kind === "time" ? hourRanges() : numberRanges(sorted);
  return ranges.map(({ low, high, ...range }) => ({ ...range, count: lowerBound(sorted, high) - lowerBound(sorted, low) })).filter(({ count }) => count);
}

function numberRanges(sorted) {
  const least = sorted[0];
  const most = sorted[sorted.length - 1];
  const even = evenEdges(least, most);
  const fullest = Math.max(...even.slice(1).map((edge, index) => lowerBound(sorted, edge) - lowerBound(sorted, even[index])));
  // Where nearly all numbers are in one range and some are far greater, each range is as wide as all before it.
  const edges = least >= 0 && most > 1000 && fullest > 0.7 * sorted.length ? steepEdges(most) : even;
  return edges.slice(1).map((high, index) => ({ low: edges[index], high, from: String(edges[index]), below: String(high) }));
}

function evenEdges(least, most) {
  const rough = (most - least) / MOST_RANGES;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((times) => times * power).find((width) => width >= rough * 0.999);
  const first = Math.floor(least / step);
  const edges = [];
  for (let at = first; ; at += 1) {
    edges.push(Number((at * step).toPrecision(12)));
    if (at * step > most) return edges;
  }
}

function steepEdges(most) {
  const edges = [0, 10];
  for (let at = 1; edges[edges.length - 1] <= most; at += 1) edges.push(10 ** (1 + Math.floor(at / 2)) * (at % 2 ? 5 : 1));
  return edges;
}

/** Return days by months, years or decades, whichever are few. */
function dayRanges(kind, sorted) {
  const unit = kind === "date" ? 1 : DAY * 1000;
  const dayOf = (value) => new Date(Math.floor(value / unit) * DAY);
  const first = dayOf(sorted[0]);
  const last = dayOf(sorted[sorted.length - 1]);
  const months = 12 * (last.getUTCFullYear() - first.getUTCFullYear()) + last.getUTCMonth() - first.getUTCMonth() + 1;
  const width = months <= 24 ? 1 : months <= 12 * FEW ? 12 : 120;
  const start = 12 * first.getUTCFullYear() + (width === 1 ? first.getUTCMonth() : 0);
  const ranges = [];
  for (let month = width === 120 ? start - (start % 120) : start; ranges.length < MOST_DAYS; month += width) {
    const low = monthStart(month);
    const high = monthStart(month + width);
    if (low > last.getTime()) break;
    ranges.push({ low: (low / DAY) * unit, high: (high / DAY) * unit, from: isoDay(low / DAY), to: isoDay(high / DAY - 1), span: { 1: "month", 12: "year", 120: "decade" }[width] });
  }
  return ranges;
}

function monthStart(month) {
  const day = new Date(0);
  day.setUTCFullYear(Math.floor(month / 12), month % 12, 1); // Date.UTC takes the year 50 for 1950
  return day.getTime();
}

function hourRanges() {
  const clock = (hour) => `${String(hour).padStart(2, "0")}:00:00`;
  return Array.from({ length: 24 }, (_, hour) => ({ low: hour * 3600e6, high: (hour + 1) * 3600e6, from: clock(hour), below: hour === 23 ? "24:00:00" : clock(hour + 1) }));
}

/** Return where the first number stands that isn't below *value*. */
function lowerBound(sorted, value) {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
