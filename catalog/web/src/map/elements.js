// Elements are made from text only: nothing in the data becomes markup.

/** Return a new element with attributes and children (text or elements). */
export function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(key, value);
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

/** Return a button that does something. */
export function makeButton(label, action, attributes = {}) {
  const button = make("button", { type: "button", class: "mc-map__button", ...attributes }, label);
  button.addEventListener("click", action);
  return button;
}

/** Return a value as a text node, or as a link where it is the address of a web page. */
export function makeValue(text) {
  const url = webAddress(text);
  return url ? make("a", { href: url, rel: "noopener noreferrer nofollow" }, text) : document.createTextNode(text);
}

/** Return the address that a text is, or null where it isn't one of the web. */
export function webAddress(text) {
  if (!/^https?:\/\/[^\s<>"]+$/i.test(text)) return null;
  try {
    const url = new URL(text);
    return /^https?:$/.test(url.protocol) && !url.username && !url.password ? url.href : null;
  } catch {
    return null;
  }
}
