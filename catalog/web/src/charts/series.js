/** Leave a series out of the chart, or take it in again; what was the last one left brings back the others. */
export function showSeries(figure, button) {
  const buttons = [...button.parentElement.querySelectorAll("[data-of]")];
  const isShown = (each) => each.getAttribute("aria-pressed") === "true";
  const set = (each, isOn) => {
    each.setAttribute("aria-pressed", String(isOn));
    for (const drawn of figure.querySelectorAll(`[data-s="${each.dataset.of}"]`)) drawn.style.visibility = isOn ? "" : "hidden";
  };
  set(button, !isShown(button));
  if (!buttons.some(isShown)) for (const each of buttons) if (each !== button) set(each, true);
}

/** Return whether the series at a place, from 0, is in the chart now. */
export function isSeriesShown(figure, place) {
  return figure.querySelector(`[data-of="${place + 1}"]`)?.getAttribute("aria-pressed") !== "false";
}
