// A value with what it means: the meaning in the page's language first, then the value as it is published.
import { make, makeValue } from "./elements.js";

/** Return what a value means, by language, or null; *labels* are those of its column. */
export function labelOf(labels, value) {
  return labels && Object.hasOwn(labels, String(value)) ? labels[String(value)] : null;
}

/**
 * Return the nodes of a value in an element that is in Japanese.
 *
 * Arguments:
 *   text: The value as people read it.
 *   label: What it means, by language, or null.
 *   words: The page's texts.
 */
export function labelledValue(text, label, words) {
  if (!label) return [makeValue(text)];
  const chosen = words.choose(label);
  if (chosen.text === text) return [document.createTextNode(text)];
  const shown = make("span", { "data-label": "", lang: chosen.lang === "ja" ? null : chosen.lang }, make("bdi", {}, chosen.text));
  return [shown, " ", make("span", { class: "mc-quiet" }, text)];
}
