import { isSeriesShown } from "./series.js";

/** Let the chart tell the values at a place: under the pointer, or moved to with the arrow keys. */
export function addTelling(figure, order) {
  const plot = figure.querySelector(".mc-plot");
  const svg = plot.querySelector("svg");
  const rows = [...figure.querySelectorAll("tbody tr")].map(readRow);
  const names = [...figure.querySelectorAll("thead th")].slice(1).map(({ textContent }) => textContent);
  const field = svg.querySelector("[data-x]");
  const places = field?.dataset.x.split(" ").map(Number);
  const tip = Object.assign(document.createElement("div"), { className: "mc-tip", hidden: true });
  const said = Object.assign(document.createElement("p"), { className: "mc-unseen" });
  said.setAttribute("role", "status");
  tip.setAttribute("aria-hidden", "true"); // the status says the same
  plot.append(tip, said);
  let line = null;
  let active = -1;

  function show(index, isByKeyboard) {
    active = index;
    const { label, lang, values } = rows[index];
    const all = values.map((value, place) => (names.length > 1 ? [names[place], value] : ["", value]));
    const told = all.filter((_, place) => isSeriesShown(figure, place));
    tip.replaceChildren(strong(label, lang), ...told.map(([name, value]) => part(name, value)));
    tip.hidden = false;
    mark(index);
    put(index);
    if (isByKeyboard) said.replaceChildren(inLang("span", label, lang), ...told.map((each) => `, ${each.filter(Boolean).join(" ")}`));
  }

  function mark(index) {
    for (const bar of svg.querySelectorAll(".mc-bar[data-i]")) bar.classList.toggle("mc-on", Number(bar.dataset.i) === index);
    if (!field) return;
    line ??= field.appendChild(document.createElementNS("http://www.w3.org/2000/svg", "path"));
    line.setAttribute("class", "mc-cursor");
    line.setAttribute("d", `M${places[index]} 0V1000`);
  }

  /** Put the words beside what they are about, within the chart. */
  function put(index) {
    const box = plot.getBoundingClientRect();
    const bar = svg.querySelector(`.mc-bar[data-i="${index}"]`);
    const about = (field ? line : bar)?.getBoundingClientRect() ?? box;
    const left = field ? about.left : about.right;
    const room = box.width - tip.offsetWidth;
    tip.style.left = `${Math.max(0, Math.min(left - box.left + 10, room))}px`;
    const top = field ? 0 : about.top - box.top - tip.offsetHeight - 4;
    tip.style.top = `${Math.max(-tip.offsetHeight, top)}px`;
  }

  function hide() {
    active = -1;
    tip.hidden = true;
    line?.remove();
    line = null;
    for (const bar of svg.querySelectorAll(".mc-on")) bar.classList.remove("mc-on");
  }

  /** Return the row nearest to the pointer. */
  function nearest({ clientX, clientY }) {
    if (field) {
      const { left, width } = field.getBoundingClientRect();
      const box = svg.getBoundingClientRect();
      const [start, whole] = width > 0 && width <= box.width + 1 ? [left, width] : [box.left, box.width];
      const across = (1000 * (clientX - start)) / whole;
      return places.reduce((best, place, index) => (Math.abs(place - across) < Math.abs(places[best] - across) ? index : best), 0);
    }
    const isLying = figure.dataset.chart !== "histogram";
    let [best, least] = [-1, Infinity];
    for (const bar of svg.querySelectorAll(".mc-bar[data-i]")) {
      const { left, right, top, bottom } = bar.getBoundingClientRect();
      const [low, high, at] = isLying ? [top, bottom, clientY] : [left, right, clientX];
      const far = Math.max(low - at, at - high, 0);
      if (far < least) [best, least] = [Number(bar.dataset.i), far];
    }
    return best;
  }

  const tell = (event) => {
    const index = nearest(event);
    if (index >= 0) show(index, false);
  };
  plot.addEventListener("pointermove", tell);
  plot.addEventListener("pointerdown", tell);
  plot.addEventListener("pointerleave", hide);
  plot.addEventListener("blur", hide);
  plot.addEventListener("keydown", (event) => {
    const last = rows.length - 1;
    const upside = figure.dataset.chart === "pyramid" ? -1 : 1; // the young are below
    const sorted = order.now ?? rows.map((_, index) => index);
    const at = sorted.indexOf(active);
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: upside, ArrowUp: -upside }[event.key];
    const wanted = step !== undefined ? Math.max(0, Math.min(last, at < 0 ? 0 : at + step)) : { Home: 0, End: last }[event.key];
    if (event.key === "Escape") hide();
    if (wanted === undefined) return;
    event.preventDefault();
    show(sorted[wanted], true);
  });
}

function readRow(row) {
  const [label, ...cells] = [...row.children].map(({ textContent }) => textContent);
  const [head] = row.children;
  return { label, lang: head.lang || head.querySelector("[lang]")?.lang || "", values: cells };
}

function strong(text, lang) {
  return inLang("strong", text, lang);
}

/** Return an element with a text, its language told where it isn't the page's. */
function inLang(name, text, lang) {
  const element = Object.assign(document.createElement(name), { textContent: text });
  if (lang) element.lang = lang;
  return element;
}

function part(name, value) {
  return Object.assign(document.createElement("span"), { textContent: name ? `${name} ${value}` : value });
}
