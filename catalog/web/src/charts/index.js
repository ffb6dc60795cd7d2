// A chart that is there already, made to answer: its numbers are those of the table beside it.
import { keepChosen, restoreChosen } from "./address.js";
import { saveAsCsv, saveAsImage, saveAsSvg } from "./saving.js";
import { showSeries } from "./series.js";
import { sortBars } from "./sorting.js";
import { addTelling } from "./telling.js";

const styles = Object.assign(document.createElement("link"), { rel: "stylesheet", href: new URL(CHARTS_STYLES, import.meta.url) });
const styled = new Promise((resolve) => Object.assign(styles, { onload: resolve, onerror: resolve })); // it works without them
document.head.append(styles);

/** Let the values of a chart be read with a pointer and the keyboard; returns what its buttons do. */
export async function enliven(figure) {
  await styled;
  const order = { now: null };
  addTelling(figure, order);
  const chosen = {
    sort: (button) => sortBars(figure, order, button),
    show: (button) => showSeries(figure, button),
  };
  restoreChosen(figure, chosen);
  const kept = (action) => (button) => {
    action(button);
    keepChosen(figure);
  };
  return {
    sort: kept(chosen.sort),
    show: kept(chosen.show),
    svg: () => saveAsSvg(figure),
    csv: () => saveAsCsv(figure),
    png: () => saveAsImage(figure),
  };
}
