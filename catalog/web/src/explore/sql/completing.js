// Names of tables and columns offered while a question is written: by the arrow keys, never in the way of writing.
import { make } from "../../map/elements.js";
import { fold } from "../columns.js";
import { quoteColumn, quoteTable } from "./examples.js";

const MOST = 8;
const NAME = /[\p{L}\p{N}_ー々〆]+$/u;

/** Return the beginning of a name that ends a text, or null where none is being written: {typed, start}. */
export function nameAt(text) {
  const quotes = text.match(/'/g)?.length ?? 0;
  if (quotes % 2) return null; // within a text
  const inQuotes = (text.match(/"/g)?.length ?? 0) % 2 === 1;
  const found = inQuotes ? /"[^"]*$/.exec(text) : NAME.exec(text);
  return found && { typed: found[0].replace(/^"/, ""), start: found.index, isQuoted: inQuotes };
}

/** Return what a beginning can become: {insert, name, note}, names that begin so before those that have it within. */
export function completionsOf(typed, tables, titleOf) {
  if (typed === null) return [];
  const wanted = fold(typed);
  if (!wanted && typed) return [];
  const names = tables.map(({ name }) => ({ insert: quoteTable(name), name, note: null, texts: [name] }));
  const columns = tables.flatMap((table) => table.columns.map((column) => ({ insert: quoteColumn(column.name), name: column.name, note: { title: titleOf(column), table: table.name }, texts: [column.name, column.title.ja, column.title.en ?? ""] })));
  const ranked = [...names, ...columns].flatMap((each) => {
    const places = each.texts.map((text) => fold(text).indexOf(wanted)).filter((at) => at >= 0);
    return places.length ? [{ ...each, rank: Math.min(...places) ? 1 : 0 }] : [];
  });
  const seen = new Set();
  return ranked.sort((a, b) => a.rank - b.rank).filter(({ insert }) => !seen.has(insert) && seen.add(insert)).slice(0, MOST);
}

/** Offer names below a text area; *tables* gives those at hand. */
export function addCompleting(editor, words, tables) {
  const list = make("ul", { class: "mc-sql__names", role: "listbox", id: `${editor.id}-names`, "aria-label": words.say("sql_names"), hidden: true });
  const said = make("span", { class: "mc-unseen", role: "status" });
  for (const [name, value] of Object.entries({ "aria-autocomplete": "list", "aria-controls": list.id })) editor.setAttribute(name, value);
  let offered = [];
  let chosen = -1;
  let start = 0; // of the name that is being written

  function close() {
    list.hidden = true;
    offered = [];
    chosen = -1;
    editor.removeAttribute("aria-activedescendant");
  }

  function open(isAsked) {
    const before = editor.value.slice(0, editor.selectionStart);
    const name = nameAt(before);
    const isLongEnough = name && (isAsked || name.isQuoted || name.typed.length > 1 || /[^\x20-\x7e]/.test(name.typed));
    offered = isLongEnough && editor.selectionStart === editor.selectionEnd ? namesFor(name.typed) : [];
    start = name?.start ?? before.length;
    if (isAsked && !offered.length) {
      offered = namesFor(""); // whatever there is
      start = before.length;
    }
    if (offered.length === 1 && offered[0].insert === before.slice(start)) offered = [];
    chosen = -1;
    list.replaceChildren(...offered.map((each, index) => makeOption(each, index)));
    list.hidden = !offered.length;
    editor.removeAttribute("aria-activedescendant");
    said.textContent = offered.length ? words.count("sql_names_count", offered.length) : "";
  }

  function namesFor(typed) {
    return completionsOf(typed, tables(), (column) => words.title(column));
  }

  function makeOption({ insert, name, note }, index) {
    const title = note && note.title !== name ? make("span", { class: "mc-quiet" }, note.title) : null;
    const where = note ? make("span", { class: "mc-quiet" }, note.table) : make("span", { class: "mc-quiet" }, words.say("sql_names_table"));
    const option = make("li", { role: "option", id: `${list.id}-${index}`, "aria-selected": "false" }, make("code", { lang: "ja" }, insert), " ", title, title ? " " : null, where);
    option.addEventListener("pointerdown", (event) => {
      event.preventDefault(); // the text area keeps the focus
      take(index);
    });
    return option;
  }

  function choose(index) {
    chosen = (index + offered.length) % offered.length;
    [...list.children].forEach((option, at) => option.setAttribute("aria-selected", String(at === chosen)));
    editor.setAttribute("aria-activedescendant", list.children[chosen].id);
    list.children[chosen].scrollIntoView({ block: "nearest" });
  }

  function take(index) {
    const end = editor.selectionStart;
    const after = editor.value.slice(end);
    // The other quotation mark may stand there already.
    const rest = offered[index].insert.endsWith('"') && after.startsWith('"') ? 1 : 0;
    editor.setSelectionRange(start, end + rest);
    // So that it can be taken back.
    if (!document.execCommand("insertText", false, offered[index].insert)) editor.setRangeText(offered[index].insert, start, end + rest, "end");
    close();
  }

  editor.addEventListener("input", (event) => event.isComposing || open(false));
  editor.addEventListener("compositionend", () => open(false));
  editor.addEventListener("blur", close);
  editor.addEventListener("click", close);
  editor.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === " " && event.ctrlKey) {
      event.preventDefault();
      open(true);
      return;
    }
    if (list.hidden || event.ctrlKey || event.metaKey) return;
    const action = { ArrowDown: () => choose(chosen + 1), ArrowUp: () => choose(chosen < 0 ? -1 : chosen - 1), Escape: close }[event.key];
    // Enter and Tab stay what they are until a name is chosen.
    const taking = (event.key === "Enter" || event.key === "Tab") && chosen >= 0 && (() => take(chosen));
    if (!action && !taking) return;
    event.preventDefault();
    (action || taking)();
  });
  return make("div", { class: "mc-sql__completing" }, list, said);
}
