// Small pieces of the explorer: buttons, panels, signs.
import { make } from "../map/elements.js";

const SIGNS = {
  filter: "M14 12v7.88c.04.3-.06.62-.29.83a1 1 0 0 1-1.41 0l-2.01-2.01a.99.99 0 0 1-.29-.83V12h-.03L4.21 4.62a1 1 0 0 1 .17-1.4c.19-.14.4-.22.62-.22h14c.22 0 .43.08.62.22a1 1 0 0 1 .17 1.4L14.03 12z",
  up: "M13 20h-2V8l-5.5 5.5-1.42-1.42L12 4.16l7.92 7.92-1.42 1.42L13 8z",
  down: "M11 4h2v12l5.5-5.5 1.42 1.42L12 19.84l-7.92-7.92L5.5 10.5 11 16z",
  none: "M9 3 5 7h3v7h2V7h3zm7 14v-7h-2v7h-3l4 4 4-4z",
  whole: "M5 3h14a2 2 0 0 1 2 2v14a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V5c0-1.1.9-2 2-2zm2 4v2h10V7zm0 4v2h10v-2zm0 4v2h7v-2z",
  close: "M19 6.41 17.59 5 12 10.59 6.41 5 5 6.41 10.59 12 5 17.59 6.41 19 12 13.41 17.59 19 19 17.59 13.41 12z",
};

/** Return a sign, unseen by screen readers. */
export function sign(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", "mc-icon");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", SIGNS[name]);
  svg.append(path);
  return svg;
}

/** Return a button that does something. */
export function makeButton(content, action, attributes = {}) {
  const button = make("button", { type: "button", class: "mc-explore__button", ...attributes }, ...[content].flat());
  button.addEventListener("click", action);
  return button;
}

/** Return a text of the data, its language told where it isn't the page's. */
export function dataText(name, words, text, attributes = {}) {
  const chosen = typeof text === "string" ? { text, lang: "ja" } : words.choose(text);
  return make(name, { ...attributes, lang: chosen.lang === words.lang ? null : chosen.lang }, chosen.text);
}

/** Return a function that calls *action* when nothing was asked any more for some time. */
export function settled(action, milliseconds) {
  let timer;
  return (...values) => {
    clearTimeout(timer);
    timer = setTimeout(() => action(...values), milliseconds);
  };
}

/** Buttons of which each opens a panel below them, one at a time. */
export class Panels {
  constructor(onOpen) {
    this.buttons = new Map();
    this.element = make("div", { class: "mc-explore__panel", hidden: true });
    this.onOpen = onOpen;
    this.open = null;
    this.element.addEventListener("keydown", (event) => {
      if (event.key === "Escape") {
        event.stopPropagation();
        this.close();
      }
    });
  }

  button(name, label) {
    const button = makeButton(label, () => (this.open === name ? this.close() : this.show(name)), { "aria-expanded": "false" });
    this.buttons.set(name, button);
    return button;
  }

  show(name, ...values) {
    this.open = name;
    this.buttons.forEach((button, each) => button.setAttribute("aria-expanded", String(each === name)));
    this.element.replaceChildren(...this.onOpen(name, ...values));
    this.element.hidden = false;
  }

  close() {
    const button = this.buttons.get(this.open);
    this.open = null;
    this.buttons.forEach((each) => each.setAttribute("aria-expanded", "false"));
    this.element.hidden = true;
    this.element.replaceChildren();
    (this.comeFrom?.isConnected ? this.comeFrom : button)?.focus();
    this.comeFrom = null;
  }
}
