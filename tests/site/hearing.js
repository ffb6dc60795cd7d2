// What the tests of reading aloud look for on an open page. Each function gives one line for each thing that is wrong.
(() => {
  const isJapanese = (text) => /[\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff]/.test(text);
  const langOf = (element) => (element.closest("[lang]")?.getAttribute("lang") ?? "").split("-")[0];

  /** Japanese letters outside of what says that it is Japanese, and sentences of an English page within it. */
  function foreign() {
    const isEnglish = document.documentElement.lang === "en";
    const found = [];
    const check = (element, text, what) => {
      if (!text.trim() || !element.checkVisibility()) return;
      const said = langOf(element);
      const isSentence = /^[A-Z][a-z]+ [a-z]+/.test(text.trim()) && element.lang !== "ja" && !element.closest("td, th");
      if ((isJapanese(text) && said !== "ja") || (isEnglish && said === "ja" && !isJapanese(text) && isSentence)) {
        found.push(`${what} in ${said}: ${text.trim().slice(0, 80)}`);
      }
    };
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (!node.parentElement.closest("script, style, noscript, pre, code, [aria-hidden=true]")) check(node.parentElement, node.data, "text");
    }
    // An attribute has one language: what it quotes of the data can't be told apart.
    for (const name of ["aria-label", "title", "placeholder", "alt"]) {
      for (const element of document.body.querySelectorAll(`[${name}]`)) {
        const text = element.getAttribute(name);
        if (!isEnglish || !/[A-Za-z]/.test(text)) check(element, text, name);
      }
    }
    return [...new Set(found)];
  }

  /** A table without a caption, a heading that doesn't say for what it is one. */
  function tables() {
    const found = [];
    for (const table of document.querySelectorAll("table")) {
      if (!table.checkVisibility()) continue;
      const told = table.outerHTML.slice(0, 120);
      const name = table.caption?.textContent.trim() || table.getAttribute("aria-label") || table.getAttribute("aria-labelledby");
      const headings = [...table.querySelectorAll("th")];
      if (!name) found.push(`no caption: ${told}`);
      if (!headings.length) found.push(`no headings: ${told}`);
      if (headings.some((each) => !each.scope)) found.push(`no scope: ${told}`);
    }
    return found;
  }

  /** Level and words of each heading. */
  function headings() {
    return [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")]
      .filter((each) => each.checkVisibility())
      .map((each) => [Number(each.tagName[1]), each.textContent.trim().slice(0, 60)]);
  }

  const REGIONS = "[role=status], [role=alert], [aria-live]:not([aria-live=off])";
  const STILL_MS = 150;
  const pending = new Map();
  const announced = [];

  /** Note whatever a live region says from now on, each time once it has stopped changing. */
  function listen() {
    const say = (region) => {
      clearTimeout(pending.get(region));
      const told = () => {
        pending.delete(region);
        const text = region.isConnected ? region.textContent.trim() : "";
        if (text) announced.push(text);
      };
      pending.set(region, setTimeout(told, STILL_MS));
    };
    const observer = new MutationObserver((records) => {
      for (const { target } of records) {
        const region = (target.nodeType === 1 ? target : target.parentElement)?.closest(REGIONS);
        if (region) say(region);
      }
    });
    observer.observe(document.documentElement, { childList: true, characterData: true, subtree: true });
  }

  window.hearing = { foreign, tables, headings, listen, isQuiet: () => pending.size === 0, take: () => announced.splice(0) };
})();
