// The place in a text that answers the query, marked.
import { make } from "../map/elements.js";

/** Return *text* as nodes, everything that reads like one of the folded *forms* in a ``mark``. */
export function marked(text, forms, fold) {
  const characters = [...text];
  const isMarked = new Array(characters.length).fill(false);
  for (const form of forms) {
    for (let start = 0; start < characters.length; start += 1) {
      const end = endOf(characters, start, form, fold);
      isMarked.fill(true, start, end);
    }
  }
  const nodes = [];
  for (let at = 0; at < characters.length; ) {
    let end = at;
    while (end < characters.length && isMarked[end] === isMarked[at]) end += 1;
    const part = characters.slice(at, end).join("");
    nodes.push(isMarked[at] ? make("mark", {}, part) : part);
    at = end;
  }
  return nodes;
}

/** Return where *form* ends that begins at *start*, or *start* where it doesn't begin there. */
function endOf(characters, start, form, fold) {
  const first = fold(characters[start]);
  if (!first || !form.startsWith(first)) return start;
  let folded = "";
  for (let end = start + 1; end <= characters.length && folded.length <= form.length + 1; end += 1) {
    folded = fold(characters.slice(start, end).join(""));
    if (folded === form) return end;
    if (!form.startsWith(folded) && !form.startsWith(folded.slice(0, -1))) return start;
  }
  return start;
}
