import { OWN_URL } from "./own_url.js";

/** Load a style sheet of the bundle, named relative to this script; resolves when it is there. */
export function addStyles(name) {
  const styles = Object.assign(document.createElement("link"), { rel: "stylesheet", href: new URL(name, OWN_URL) });
  const loaded = new Promise((resolve, reject) => Object.assign(styles, { onload: resolve, onerror: reject }));
  document.head.append(styles);
  return loaded;
}
