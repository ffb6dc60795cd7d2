// A search in the page's address, so that it can be kept and sent to somebody.
import { FACETS, SORTS } from "./narrowing.js";

/** Return what an address asks for: ``{query, chosen, sort}``; what isn't known is passed over. */
export function parseAddress(search) {
  const parameters = new URLSearchParams(search);
  const sort = parameters.get("sort");
  const chosen = {};
  for (const facet of FACETS) {
    const values = parameters.getAll(facet).flatMap((value) => value.split(",")).filter(Boolean);
    if (values.length) chosen[facet] = [...new Set(values)].slice(0, 50);
  }
  return { query: (parameters.get("q") ?? "").slice(0, 200), chosen, sort: SORTS.includes(sort) ? sort : null };
}

/** Return the part of the address that asks for this; empty where nothing is asked for. */
export function formatAddress({ query, chosen, sort }) {
  const parameters = new URLSearchParams();
  if (query) parameters.set("q", query);
  for (const facet of FACETS) if (chosen[facet]?.length) parameters.set(facet, chosen[facet].join(","));
  if (sort) parameters.set("sort", sort);
  const text = parameters.toString().replaceAll("%2C", ",");
  return text && `?${text}`;
}
