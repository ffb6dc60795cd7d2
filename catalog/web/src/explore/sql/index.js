// The page of SQL: its tables are read at once, DuckDB is loaded with the first question.
import "../explore.css";
import "./sql.css";
import { readWords } from "../words.js";
import { SqlPage } from "./page.js";

/** Open the page in *holder*. */
export async function openSql(holder) {
  const words = await readWords(new URL(holder.dataset.words, location.href));
  const beside = (name) => new URL(name, import.meta.url).href;
  const addresses = { reader: beside(EXPLORE_WORKER), runner: beside(SQL_WORKER), wasm: beside(SQL_WASM), search: beside(SEARCH_SCRIPT) };
  await new SqlPage(holder, words, addresses).open();
}
