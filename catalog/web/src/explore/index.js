// The explorer: tables of datasets, and the page of SQL.
import "./explore.css";
import { openTable } from "./dataset.js";
import { readWords } from "./words.js";

/** Open what *holder* is for. */
export async function openExplorer(holder, isAsked) {
  const words = await readWords(new URL(holder.dataset.words, location.href));
  const worker = new URL(EXPLORE_WORKER, import.meta.url);
  await openTable(holder, words, worker, isAsked);
}
