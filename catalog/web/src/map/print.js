// The map on paper: as wide as the paper, in the colours for light ground, with the day and the sources.
import { makeLegend } from "./legend.js";
import { isDarkPage, schemeOf } from "./palette.js";

/** Print the page that *panel* is on. */
export async function printMap(panel) {
  await panel.setScheme(false);
  await panel.canvas.settled();
  window.print();
  await panel.setScheme(isDarkPage());
}

/** Let the map take the paper's width whenever the page is printed, however that was asked for. */
export function preparePrinting(panel) {
  const date = new Intl.DateTimeFormat(panel.words.lang === "ja" ? "ja-JP" : "en-GB", { dateStyle: "long" });
  let copy = null;
  let place = null;
  addEventListener("beforeprint", () => {
    panel.stamp.textContent = panel.words.say("printed", { date: date.format(new Date()), address: location.href });
    panel.holder.classList.add("mc-map--paper");
    if (!panel.canvas) return;
    place ??= panel.canvas.place;
    lighten(panel, schemeOf(false), false); // a browser may have told already that paper is light
    panel.canvas.resize();
    copy?.remove();
    copy = panel.canvas.copy();
    panel.frame.append(copy);
  });
  addEventListener("afterprint", () => {
    copy?.remove();
    panel.holder.classList.remove("mc-map--paper");
    if (panel.canvas) lighten(panel, null, isDarkPage());
    panel.canvas?.resize(place);
    place = null;
  });
}

/** Show map and legend in the colours of a scheme, or in their own again. */
function lighten(panel, scheme, isDark) {
  panel.canvas.borrow(scheme, isDark);
  panel.legend.replaceChildren(makeLegend(panel.layers, scheme ?? schemeOf(isDark), panel.words));
}
