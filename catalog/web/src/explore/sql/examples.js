// Questions to begin with, made from the columns of the tables at hand.
import { CODE, isQuantity, PLACE } from "../cells.js";

const RESERVED = new Set(["all", "and", "as", "case", "column", "desc", "distinct", "else", "end", "from", "group", "in", "is", "join", "like", "limit", "not", "null", "on", "or", "order", "select", "table", "then", "to", "union", "user", "using", "when", "where", "with"]);
const MOST_GROUPS = 60;
const DAYS = new Set(["date", "datetime"]);

/** Return a name as it stands in SQL. */
export function quoteColumn(name) {
  return `"${name.replaceAll('"', '""')}"`;
}

/** Return the name of a table as it stands in SQL: without quotation marks where it can be. */
export function quoteTable(name) {
  return /^[a-z_][a-z0-9_]*$/.test(name) && !RESERVED.has(name) ? name : quoteColumn(name);
}

/** Return names for tables by their addresses (body/dataset/table): as short as they can be without two being alike. */
export function tableNames(addresses) {
  const found = new Set();
  return addresses.map((address) => {
    const parts = address.split("/").map((part) => part.replaceAll("-", "_"));
    const candidates = [2, 1, 0].map((from) => parts.slice(from).filter((part, at, all) => part !== all[at - 1]).join("_"));
    const name = candidates.find((candidate) => !found.has(candidate)) ?? `${candidates[2]}_${found.size}`;
    found.add(name);
    return name;
  });
}

/**
 * Return examples: {key, values, sql}; the page has a text for each key.
 *
 * Arguments:
 *   tables: {name, rowCount, columns, distinct}, `distinct` telling of columns how many values they have, as far as is known.
 *   count, total, average: What the answers' columns are called.
 *   joined: The columns with the same codes in the first two tables, where somebody has looked into them.
 */
export function makeExamples(tables, { count, total, average }, joined = []) {
  const [first] = tables;
  if (!first) return [];
  const from = quoteTable(first.name);
  const examples = [{ key: "first", values: { table: first.name }, sql: `SELECT *\nFROM ${from}\nLIMIT 20` }];
  const category = findCategory(first);
  if (category) examples.push({ key: "count", values: { column: category }, sql: `SELECT ${q(category)}, count(*) AS ${q(count)}\nFROM ${from}\nGROUP BY ${q(category)}\nORDER BY ${q(count)} DESC` });
  const day = first.columns.find(({ kind }) => DAYS.has(kind))?.name;
  if (day) {
    examples.push({ key: "newest", values: { column: day }, sql: `SELECT *\nFROM ${from}\nORDER BY ${q(day)} DESC NULLS LAST\nLIMIT 20` });
    examples.push({ key: "years", values: { column: day }, sql: `SELECT year(${q(day)}) AS year, count(*) AS ${q(count)}\nFROM ${from}\nGROUP BY year\nORDER BY year` });
  }
  const number = first.columns.find(isQuantity)?.name;
  if (number) examples.push(sumExample(from, category, number, { total, average }));
  return [...examples, ...joinExamples(tables, joined)];
}

const q = quoteColumn;

function sumExample(from, category, number, { total, average }) {
  const sums = `sum(${q(number)}) AS ${q(total)}, avg(${q(number)}) AS ${q(average)}`;
  if (!category) return { key: "sum", values: { column: number }, sql: `SELECT ${sums}, min(${q(number)}), max(${q(number)})\nFROM ${from}` };
  return { key: "sum_by", values: { column: number, category }, sql: `SELECT ${q(category)}, ${sums}\nFROM ${from}\nGROUP BY ${q(category)}\nORDER BY ${q(total)} DESC NULLS LAST` };
}

/** Return the column by whose values rows fall into the most telling groups: few values, and each of them often. */
function findCategory({ columns, distinct, rowCount }) {
  const few = columns.filter(({ name, kind }) => kind === "text" && distinct[name] > 1 && distinct[name] <= MOST_GROUPS && distinct[name] * 2 <= rowCount);
  const named = few.find(({ name }) => /種別|種類|区分|分類|地区|kind|type|category/i.test(name));
  return (named ?? few[0] ?? columns.find(({ kind }) => kind === "boolean"))?.name;
}

/** Return how each further table joins one before it, by a column that both have: a code above all. */
function joinExamples(tables, joined) {
  return tables.slice(1).flatMap((table, index) => {
    if (!index && knows(tables[0], joined[0]) && knows(table, joined[1])) return [joinExample(tables[0], table, joined[0], joined[1])];
    for (const other of tables.slice(0, index + 1)) {
      const column = sharedColumn(other, table);
      if (column) return [joinExample(other, table, column, column)];
    }
    return [];
  });
}

function joinExample(one, other, own, theirs) {
  const [first, second] = [one, other].map(({ name }) => quoteTable(name));
  const way = own === theirs ? `USING (${q(own)})` : `ON ${first}.${q(own)} = ${second}.${q(theirs)}`;
  return { key: "join", values: { table: one.name, other: other.name, column: own }, sql: `SELECT *\nFROM ${first}\nJOIN ${second} ${way}\nLIMIT 100` };
}

const knows = ({ columns }, wanted) => columns.some(({ name }) => name === wanted);

function sharedColumn(one, other) {
  const kinds = new Map(other.columns.map(({ name, kind }) => [name, kind]));
  const shared = one.columns.filter(({ name, kind }) => kinds.get(name) === kind && (kind === "text" || kind === "integer" || kind === "date") && !PLACE.test(name));
  return (shared.find(({ name }) => CODE.test(name)) ?? shared[0])?.name;
}
