// What scripts draw, in plain Japanese: loaded with its words only for readers who chose that level.
//
// The other scripts know nothing of it. They write the ordinary words; here both wordings are put side by side, as the
// page's own HTML has them, and the style sheet shows one. What is data stays as it is.
import { IS_ON_DISK, loadScript } from "../disk.js";
import { Phrases } from "./phrases.js";

const SITE = new URL("../", document.currentScript.src); // known only while the script runs for the first time

const DRAWN = "[data-search], [data-find], [data-map], [data-explore], [data-sql-page], [data-chart], [data-when], [data-copied], .mc-search > .mc-lead, .mc-find-link, #mc-layers, #mc-map-list, .mc-offline, .maplibregl-map, dialog";
const DATA = "td, dd:not([data-ago], [data-due]), code, pre, bdi, svg, canvas, textarea, script, style, ruby, .mc-easily, .mc-plainly, .mc-hit__text, [lang]:not(:root)";
/** Names of datasets and columns: they have the easy names that somebody gave them, and no others. */
const NAMES = ".mc-hit > a, .mc-find__title, .mc-layers__title, th, dt, caption";
const ATTRIBUTES = ["aria-label", "placeholder", "title"];
const FOUND = ".mc-hit, .mc-find__list > li"; // with these come names that the page doesn't have

let turn = 0;
let end = null;

/** Put easy words beside what is drawn, or no longer; *words* is the address of the words. */
export async function show(isOn, words) {
  const own = ++turn;
  end?.();
  end = null;
  if (!isOn) return;
  const known = await loadScript(new URL(words, document.baseURI), "mcEasyWords");
  if (own === turn) end = begin(document, known);
}

/** Return what datasets and bodies are called in plain Japanese. */
async function readNames() {
  if (IS_ON_DISK) return (await loadScript(new URL("search/on-disk.js", SITE), "mcSearchFiles"))["easy.json"];
  return (await fetch(new URL("search/easy.json", SITE), { cache: "no-cache" })).json();
}

/** Begin to put easy words beside what is drawn in *root*; returns how to end it. */
function begin(root, words) {
  const phrases = new Phrases(words);
  const changed = new Map(); // element → {attribute: [before, now]}
  let names = null;

  function put(top) {
    if (!top.isConnected || top.closest(DATA)) return;
    for (const each of elementsWithin(top)) setAttributes(each);
    for (const text of textsWithin(top)) putBeside(text);
  }

  /** Texts can hold no readings in attributes: what is read aloud keeps its kanji, what is seen is in kana. */
  function setAttributes(element) {
    for (const name of ATTRIBUTES) {
      const now = element.getAttribute(name);
      const phrase = now && phrases.find(now);
      if (phrase) set(element, name, name === "aria-label" ? phrase.text : phrase.kana);
    }
    const phrase = element.localName === "option" && phrases.find(element.text);
    if (phrase) set(element, "label", phrase.kana);
  }

  function set(element, name, value) {
    const before = element.getAttribute(name);
    changed.set(element, { ...changed.get(element), [name]: [before, value] });
    element.setAttribute(name, value);
  }

  function putBeside(text) {
    const name = text.parentElement.closest(NAMES);
    const whole = name && !name.querySelector(".mc-plainly") && [...name.childNodes].every(isMarkedText) ? name : null;
    const phrase = whole ? phrases.name(whole.textContent) : name ? phrases.name(text.data) : phrases.find(text.data);
    if (!phrase) return;
    const plain = Object.assign(root.createElement("span"), { className: "mc-plainly" });
    const easy = Object.assign(root.createElement("span"), { className: "mc-easily", lang: "ja-x-easy" });
    easy.append(...phrase.nodes());
    if (whole) {
      plain.append(...whole.childNodes);
      whole.append(plain, easy);
    } else {
      text.replaceWith(plain, easy);
      plain.append(text);
    }
  }

  async function learnNames() {
    names ??= readNames().then((found) => phrases.learn(found), console.warn);
    await names;
    for (const each of root.querySelectorAll(FOUND)) put(each);
    observer.takeRecords();
  }

  function all() {
    phrases.learnFrom(root);
    for (const each of root.querySelectorAll(DRAWN)) put(each);
    if (root.querySelector(FOUND)) learnNames();
  }

  const observer = new MutationObserver((records) => {
    const tops = new Set(records.map(({ target }) => target).filter((each) => each.closest?.(DRAWN)));
    for (const { addedNodes } of records) for (const each of addedNodes) if (each.localName === "dialog") tops.add(each);
    for (const each of tops) put(each);
    if (!names && records.length && root.querySelector(FOUND)) learnNames();
    observer.takeRecords(); // what was done here needs no second look
  });
  all();
  observer.observe(root.body, { childList: true, subtree: true, attributes: true, attributeFilter: ATTRIBUTES });

  return () => {
    observer.disconnect();
    for (const [element, attributes] of changed) {
      for (const [name, [before, now]] of Object.entries(attributes)) {
        if (element.getAttribute(name) !== now) continue; // a script has written another since
        if (before === null) element.removeAttribute(name);
        else element.setAttribute(name, before);
      }
    }
  };
}

const isMarkedText = (node) => node.nodeType === Node.TEXT_NODE || node.localName === "mark";

function* elementsWithin(top) {
  yield top;
  const walker = document.createTreeWalker(top, NodeFilter.SHOW_ELEMENT, (each) => (each.matches(DATA) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT));
  while (walker.nextNode()) yield walker.currentNode;
}

/** Return the texts that aren't data; a list, since they are moved. */
function textsWithin(top) {
  const found = [];
  const accept = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return node.data.trim() ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_REJECT;
    return node.matches(DATA) || node.localName === "option" ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_SKIP;
  };
  const walker = document.createTreeWalker(top, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, accept);
  while (walker.nextNode()) found.push(walker.currentNode);
  return found;
}
