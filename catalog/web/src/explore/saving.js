// What is shown, taken along: as CSV, or into a spreadsheet by way of the clipboard.
import { make } from "../map/elements.js";
import { makeButton } from "./parts.js";

const MOST_COPIED = 2_000_000; // cells; a spreadsheet has trouble with more
const SHOWN_FOR_MS = 4_000;

/** Return the elements of the panel. */
export function makeSavePanel(grid) {
  const { words } = grid;
  const state = make("p", { role: "status", class: "mc-quiet" });
  const tell = (text) => {
    state.textContent = text;
  };
  const attempt = (action) => async () => {
    tell(words.say("working"));
    try {
      tell(await action());
    } catch (trouble) {
      tell(words.say(`trouble_${trouble.kind}` in words.texts ? `trouble_${trouble.kind}` : "trouble_failed"));
      console.warn(trouble);
    }
  };
  const save = (isForExcel) => attempt(() => saveCsv(grid, isForExcel));
  const buttons = [
    makeButton(words.say("save_csv"), save(false)),
    makeButton(words.say("save_excel"), save(true)),
    makeButton(words.say("copy_rows"), attempt(() => copyRows(grid))),
    ...(grid.onChange ? [makeButton(words.say("copy_link"), attempt(() => copyLink(words, location.href)))] : []),
  ];
  return [make("p", {}, words.say("save_lead")), make("p", { class: "mc-explore__row" }, ...buttons, makeButton(words.say("close"), () => grid.panels.close())), state];
}

async function saveCsv(grid, isForExcel) {
  const blob = await grid.client.ask("csv", { table: grid.table, view: grid.wholeView(), headings: grid.headings(), isForExcel });
  const link = make("a", { href: URL.createObjectURL(blob), download: `${grid.fileName}.csv` });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  return grid.words.say("saved", { size: grid.words.bytes(blob.size) });
}

async function copyRows(grid) {
  const { words } = grid;
  const asking = grid.client.ask("tsv", { table: grid.table, view: grid.wholeView(), headings: grid.headings(), most: MOST_COPIED });
  let count = null;
  const isCopied = await copyText(
    asking.then((found) => {
      if (!found) throw { kind: "too_many_to_copy" };
      count = found.count;
      return found.text;
    }),
  );
  return isCopied ? words.count("copied_rows", count) : words.say("copy_failed");
}

/** Copy an address; returns what to say of it. */
export async function copyLink(words, address) {
  return words.say((await copyText(Promise.resolve(address))) ? "copied_link" : "copy_failed");
}

/** Return a button that copies what *text* gives, and says so on itself for a while. */
export function makeCopyButton(words, label, text, done) {
  const button = makeButton(label, async () => {
    const said = (await copyText(Promise.resolve(text())).catch(() => false)) ? done : words.say("copy_failed");
    button.textContent = said;
    status.textContent = said;
    setTimeout(() => {
      button.textContent = label;
      status.textContent = "";
    }, SHOWN_FOR_MS);
  });
  const status = make("span", { role: "status", class: "mc-unseen" });
  return make("span", {}, button, status);
}

/** Put a text that is still to come into the clipboard; returns whether it is there. Rejects if the text doesn't come. */
export async function copyText(coming) {
  try {
    // Some browsers allow it only in the moment of the press, with a promise of the text.
    const item = new ClipboardItem({ "text/plain": coming.then((text) => new Blob([text], { type: "text/plain" })) });
    await navigator.clipboard.write([item]);
    return true;
  } catch {
    return copyByHand(await coming);
  }
}

/** Copy as before there was a clipboard for pages: on sites without a certificate there is none. */
async function copyByHand(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = make("textarea", { class: "mc-unseen", "aria-hidden": "true" });
    area.value = text;
    const holder = document.querySelector("dialog[open]") ?? document.body;
    const focused = document.activeElement;
    holder.append(area);
    area.select();
    const isCopied = document.execCommand("copy");
    area.remove();
    focused?.focus();
    return isCopied;
  }
}
