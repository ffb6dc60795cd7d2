// What was chosen of a chart, in the page's address: series that are left out by their places, and the order of bars.

const NAMES = ["without", "sorted"];

/** Put what *figure* shows into the address, beside what others have there. */
export function keepChosen(figure) {
  const url = new URL(location.href);
  const left = [...figure.querySelectorAll("[data-of][aria-pressed=false]")].map((button) => button.dataset.of).join(",");
  const values = [left, figure.querySelector("[data-do=sort][aria-pressed=true]") ? "1" : ""];
  NAMES.forEach((name, at) => (values[at] ? url.searchParams.set(`${name}.${figure.id}`, values[at]) : url.searchParams.delete(`${name}.${figure.id}`)));
  const search = url.searchParams.toString().replaceAll("%2C", ",");
  history.replaceState(history.state, "", `${location.pathname}${search && `?${search}`}${location.hash}`);
  const link = document.querySelector("a.mc-language");
  if (link) link.search = search;
}

/** Do what the address asks of *figure*; places that it doesn't have are passed over. */
export function restoreChosen(figure, actions) {
  const parameters = new URLSearchParams(location.search);
  for (const place of new Set((parameters.get(`without.${figure.id}`) ?? "").split(",").slice(0, 50))) {
    const button = /^\d+$/.test(place) && figure.querySelector(`[data-of="${place}"]`);
    if (button) actions.show(button);
  }
  const sort = parameters.has(`sorted.${figure.id}`) && figure.querySelector("[data-do=sort]");
  if (sort) actions.sort(sort);
}
