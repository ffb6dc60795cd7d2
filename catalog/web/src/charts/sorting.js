/** Put the bars and the rows of the table in order of size, or back in their own. */
export function sortBars(figure, order, button) {
  const holder = figure.querySelector("[data-step]");
  const step = Number(holder.dataset.step);
  const body = figure.querySelector("tbody");
  body.mcRows ??= [...body.children];
  const sizes = body.mcRows.map((row) => Number(row.querySelector("td").textContent.replaceAll(",", "")));
  const own = sizes.map((_, index) => index);
  const isSorted = order.now !== null;
  const size = (index) => (Number.isNaN(sizes[index]) ? -Infinity : sizes[index]);
  order.now = isSorted ? null : own.toSorted?.((a, b) => size(b) - size(a)) ?? [...own].sort((a, b) => size(b) - size(a));
  (order.now ?? own).forEach((index, place) => {
    holder.children[index].setAttribute("transform", `translate(0 ${step * (place - index)})`);
    body.append(body.mcRows[index]);
  });
  button.setAttribute("aria-pressed", String(!isSorted));
}
