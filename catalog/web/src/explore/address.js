// What is shown of a table, in the page's address: it can be kept, sent to somebody, and gone back to.

export const SIZES = [20, 50, 100, 200];
const LONGEST = 500;
const MOST = 200;
export const SORTED = 5; // columns that rows are put in order by

/** Return a view of the table called *name* with nothing chosen. */
export function emptyView(name = "") {
  return { table: name, query: "", filters: [], sort: [], columns: null, page: 1, size: 50, part: 1, row: null };
}

/** Return the view that an address asks for. Whether its columns are there isn't known yet. */
export function parseAddress(search) {
  const parameters = new URLSearchParams(search);
  const text = (key) => (parameters.get(key) ?? "").slice(0, LONGEST);
  const view = emptyView(text("table"));
  const filters = new Map();
  for (const [key, value] of [...parameters].slice(0, MOST)) {
    const [, kind, name] = /^(has|is|any|from|to|below)\.([^]+)$/.exec(key) ?? [];
    if (!kind) continue;
    const filter = filters.get(name) ?? { name };
    if (kind === "is") filter.is = [...new Set([...(filter.is ?? []), value])];
    else if (kind === "any") filter.any = true;
    else if (value) filter[kind] = value.slice(0, LONGEST);
    filters.set(name, filter);
  }
  const sort = [];
  for (const [key, name] of parameters) {
    const isNew = (key === "sort" || key === "desc") && name && sort.length < SORTED && !sort.some((each) => each.name === name);
    if (isNew) sort.push({ name: name.slice(0, LONGEST), isDescending: key === "desc" });
  }
  const columns = parameters.getAll("col");
  return {
    ...view,
    query: text("q"),
    filters: [...filters.values()].filter((filter) => Object.keys(filter).length > 1),
    sort,
    columns: columns.length ? [...new Set(columns)] : null,
    page: wholeNumber(text("page"), 1),
    size: SIZES.includes(Number(text("rows"))) ? Number(text("rows")) : view.size,
    part: wholeNumber(text("part"), 1),
    row: parseRow(parameters),
  };
}

/** Return the part of the address that asks for a view. */
export function formatAddress({ table, query, filters, sort, columns, page, size, part, row }) {
  const parameters = new URLSearchParams();
  if (table) parameters.set("table", table);
  if (query) parameters.set("q", query);
  for (const { name, has, is = [], any, from, to, below } of filters) {
    if (has) parameters.set(`has.${name}`, has);
    for (const value of is) parameters.append(`is.${name}`, value);
    if (from) parameters.set(`from.${name}`, from);
    if (to) parameters.set(`to.${name}`, to);
    if (below) parameters.set(`below.${name}`, below);
    if (any) parameters.set(`any.${name}`, 1);
  }
  for (const { name, isDescending } of sort) parameters.append(isDescending ? "desc" : "sort", name);
  for (const name of columns ?? []) parameters.append("col", name);
  if (part > 1) parameters.set("part", part);
  if (page > 1) parameters.set("page", page);
  if (size !== 50) parameters.set("rows", size);
  if (row?.number !== undefined) parameters.set("row", row.number + 1);
  for (const [name, value] of row?.key ?? []) parameters.set(`row.${name}`, value);
  const text = parameters.toString();
  return text && `?${text}`;
}

/** Return an address of a view with what another address says of the charts of the page. */
export function withCharts(address, search) {
  const charts = [...new URLSearchParams(search)].filter(([name]) => /^(without|sorted)\./.test(name));
  const text = new URLSearchParams(charts).toString().replaceAll("%2C", ",");
  return text ? `${address ? `${address}&` : "?"}${text}` : address;
}

/** Return a view without what the table doesn't have: it may have changed since the address was kept. */
export function fitView(view, names) {
  const known = new Set(names);
  const columns = view.columns?.filter((name) => known.has(name));
  return {
    ...view,
    filters: view.filters.filter(({ name }) => known.has(name)),
    sort: view.sort.filter(({ name }) => known.has(name)),
    row: view.row?.key?.some(([name]) => !known.has(name)) ? null : view.row,
    columns: columns?.length && columns.length < names.length ? columns : null,
  };
}

/** Return the row that an address names: by its number in the file, from 1, or by the values of its key. */
function parseRow(parameters) {
  const key = [...parameters].filter(([name]) => /^row\.[^]/.test(name)).slice(0, SORTED);
  if (key.length) return { key: key.map(([name, value]) => [name.slice(4), value]) };
  const number = wholeNumber(parameters.get("row") ?? "", 0);
  return number ? { number: number - 1 } : null;
}

function wholeNumber(text, otherwise) {
  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : otherwise;
}
