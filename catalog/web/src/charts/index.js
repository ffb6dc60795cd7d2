// A chart that is there already, made to answer: its numbers are those of the table beside it.
import { saveAsCsv, saveAsImage, saveAsSvg } from "./saving.js";
import { sortBars } from "./sorting.js";
import { addTelling } from "./telling.js";

/** Let the values of a chart be read with a pointer and the keyboard; returns what its buttons do. */
export function enliven(figure) {
  const order = { now: null };
  addTelling(figure, order);
  return {
    sort: (button) => sortBars(figure, order, button),
    svg: () => saveAsSvg(figure),
    csv: () => saveAsCsv(figure),
    png: () => saveAsImage(figure),
  };
}
