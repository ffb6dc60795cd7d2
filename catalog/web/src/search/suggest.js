// The search box of the header: datasets under the box as somebody types (a combobox with a list, as ARIA describes it).
import { named } from "../disk.js";
import { make } from "../map/elements.js";
import { Engine } from "./engine.js";
import { Narrowing } from "./narrowing.js";
import { findPages } from "./pages.js";
import { makeRead, openLibrary, withEngine } from "./reading.js";
import { Shown } from "./showing.js";
import { pageLang, Words } from "./words.js";

const SHOWN = 7;
const SHOWN_WITH_PAGES = 5;

/** Let the form suggest datasets. */
export async function suggest(form) {
  const box = new SuggestionBox(form, form.dataset.find);
  await box.open();
}

class SuggestionBox {
  constructor(form, root) {
    Object.assign(this, { form, root, input: form.querySelector("input"), active: -1, turn: 0 });
    this.listId = `${this.input.id}-list`;
    this.list = make("ul", { id: this.listId, role: "listbox", class: "mc-find__list", hidden: true });
    this.status = make("span", { class: "mc-unseen", role: "status" });
    form.append(this.list, this.status);
  }

  async open() {
    this.words = await Words.read(makeRead(this.root), pageLang());
    await this.renew(false);
    this.list.setAttribute("aria-label", this.words.say("suggestions"));
    for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-controls": this.listId, "aria-expanded": "false" })) {
      this.input.setAttribute(name, value);
    }
    this.input.addEventListener("input", () => this.#update());
    this.input.addEventListener("keydown", (event) => this.#press(event));
    this.input.addEventListener("focus", () => this.#update());
    this.form.addEventListener("focusout", (event) => this.form.contains(event.relatedTarget) || this.#close());
    this.list.addEventListener("mousedown", (event) => event.preventDefault()); // the box keeps the focus
    await this.#update();
  }

  async renew(isNew = true) {
    this.library = await openLibrary(this.root, isNew);
    this.engine = new Engine(this.library, this.words.lang);
    this.shown = new Shown(this.library, this.words, this.root);
    this.narrowing = new Narrowing(this.library.facts, Date.now());
  }

  async #update() {
    const turn = ++this.turn;
    const text = this.input.value.trim();
    if (!text) return this.#close();
    const { hits, words } = await withEngine(this, () => this.engine.search(text));
    if (turn !== this.turn || document.activeElement !== this.input) return undefined; // somebody typed on, or left
    const pages = findPages(this.library, words);
    const shown = this.narrowing.sort(hits, "relevance").slice(0, pages.length ? SHOWN_WITH_PAGES : SHOWN);
    this.#show(shown, pages, hits.length, text);
    return undefined;
  }

  #show(hits, pages, count, text) {
    this.active = -1;
    this.input.removeAttribute("aria-activedescendant");
    const { words, shown } = this;
    const pageRow = (page) => {
      const { href, title, kind, note } = shown.page(page);
      return [href, make("span", { class: "mc-find__title" }, title), make("span", { class: "mc-quiet" }, kind), make("p", { class: "mc-quiet" }, note)];
    };
    const hitRow = (hit) => [
      shown.address(hit.number),
      make("span", { class: "mc-find__title", lang: shown.isForeign(hit.number) ? "ja" : null }, ...shown.markedTitle(hit)),
      make("span", { class: "mc-quiet" }, shown.body(hit.number)),
      shown.reasons(hit),
    ];
    // A page comes before the datasets where nothing but the name of a body was typed.
    const [first, later] = [true, false].map((isWhole) => pages.filter((page) => (page.facet === "body" && page.isWhole) === isWhole).map(pageRow));
    const rows = [...first, ...hits.map(hitRow), ...later].map((row, at) => this.#option(at, ...row));
    const suggestions = rows.length;
    if (count) {
      const all = words.say("all", { count: words.count("datasets", count) });
      const row = this.#option(rows.length, `${this.form.getAttribute("action")}?q=${encodeURIComponent(text)}`, make("span", {}, all));
      row.className = "mc-find__all";
      rows.push(row);
    }
    this.list.replaceChildren(...rows);
    this.list.hidden = !rows.length;
    this.input.setAttribute("aria-expanded", String(rows.length > 0));
    this.status.textContent = suggestions ? words.count("suggestions", suggestions) : words.say("suggestions_none");
    this.form.dataset.asked = text;
  }

  #option(at, href, ...content) {
    const option = make("li", { role: "option", id: `${this.listId}-${at}`, "aria-selected": "false" }, ...content);
    option.dataset.href = href;
    option.addEventListener("click", () => this.#go(option));
    return option;
  }

  #go(option) {
    location.href = named(option.dataset.href);
  }

  #press(event) {
    const rows = [...this.list.children];
    if (event.isComposing) return; // Enter ends the conversion of kana
    if (event.key === "Escape" && !this.list.hidden) {
      event.preventDefault(); // which would empty the box
      this.#close();
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && rows.length && !this.list.hidden) {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      this.#activate(rows, this.active < 0 && step < 0 ? rows.length - 1 : (this.active + 1 + step + rows.length + 1) % (rows.length + 1) - 1);
    } else if (event.key === "ArrowDown") {
      this.#update();
    } else if (event.key === "Enter" && this.active >= 0) {
      event.preventDefault();
      this.#go(rows[this.active]);
    }
  }

  #activate(rows, at) {
    rows[this.active]?.setAttribute("aria-selected", "false");
    this.active = at;
    if (at < 0) this.input.removeAttribute("aria-activedescendant");
    else {
      rows[at].setAttribute("aria-selected", "true");
      rows[at].scrollIntoView({ block: "nearest" });
      this.input.setAttribute("aria-activedescendant", rows[at].id);
    }
  }

  #close() {
    this.turn += 1;
    this.list.hidden = true;
    this.active = -1;
    this.status.textContent = "";
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }
}
