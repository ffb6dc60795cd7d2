// What the tests of layout look for on an open page. Each function gives one line for each thing that is wrong.
(() => {
  const told = (each) => each.outerHTML.slice(0, 150);
  const isSeen = (each) => each.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && !each.disabled;
  const REACHED = "a[href], button, input:not([type=hidden]), select, summary, textarea, [tabindex='0']";

  /** What makes the page wider than the window. */
  function overflow() {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    const wide = [...document.body.querySelectorAll("*")].filter((each) => each.getBoundingClientRect().right > width + 1);
    return [`${document.documentElement.scrollWidth} > ${width}`, ...wide.slice(0, 5).map(told)];
  }

  /** Return where to press for *each*: a box to tick and the label around it are one target. */
  const boxOf = (each) => (each.matches("[type=checkbox], [type=radio]") && each.closest("label") || each).getBoundingClientRect();

  /** Targets smaller than *least* whose neighbours leave them no circle of that size, but in running text (WCAG 2.2, 2.5.8). */
  function smallTargets(least) {
    const inText = (each) => {
      const line = each.closest("p, dd, dt, caption, figcaption, label, td, th, li, span, h1, h2, h3, h4");
      return each.matches("a") && line && line.textContent.trim() !== each.textContent.trim();
    };
    const isLarge = ({ width, height }) => width >= least - 0.01 && height >= least - 0.01;
    // Who misses the label of a text box presses the box: only that of a box to tick is the target itself.
    const isTarget = (each) => !each.matches("label") || !each.control || each.control.matches("[type=checkbox], [type=radio]") || !isLarge(each.control.getBoundingClientRect());
    const targets = [...document.querySelectorAll(`${REACHED}, label[for]`)]
      .filter((each) => isSeen(each) && isTarget(each))
      .map((each) => ({ each, box: boxOf(each) }))
      .filter(({ box }) => box.width > 1 && box.height > 1 && box.right > 0 && box.bottom > -scrollY);
    // What is scrolled out of sight in a box of its own crowds nothing that lies where it would be.
    const isAway = ({ each, box }, from) => {
      for (let holder = each.parentElement; holder && !holder.contains(from); holder = holder.parentElement) {
        if (getComputedStyle(holder).overflowY === "visible") continue;
        const { left, right, top, bottom } = holder.getBoundingClientRect();
        if (box.right <= left || box.left >= right || box.bottom <= top || box.top >= bottom) return true;
      }
      return false;
    };
    const isCrowded = ({ each, box }) =>
      targets.some((other) => {
        if (other.each.contains(each) || each.contains(other.each) || each.labels?.values().some((label) => label === other.each)) return false;
        if (other.each.closest(".md-header") !== each.closest(".md-header")) return false; // which stays while the page is scrolled under it
        const x = box.left + box.width / 2;
        const y = box.top + box.height / 2;
        const dx = Math.max(other.box.left - x, 0, x - other.box.right);
        const dy = Math.max(other.box.top - y, 0, y - other.box.bottom);
        return Math.hypot(dx, dy) < least / 2 - 0.01 && !isAway(other, each) && !isAway({ each, box }, other.each);
      });
    return targets
      .filter((target) => !isLarge(target.box) && !inText(target.each) && isCrowded(target))
      .map(({ each, box }) => `${Math.round(box.width)}×${Math.round(box.height)} ${told(each)}`);
  }

  /** What shows its focus otherwise than by the double ring: a dark outline and a light shadow, one of which any background shows. */
  function weakFocus() {
    const found = [];
    for (const each of document.querySelectorAll(REACHED)) {
      if (!isSeen(each)) continue;
      each.focus({ focusVisible: true, preventScroll: true });
      if (document.activeElement !== each) continue;
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(each);
      if (outlineStyle === "none" || parseFloat(outlineWidth) < 2 || boxShadow === "none")
        found.push(`${outlineStyle} ${outlineWidth} ${boxShadow} ${told(each)}`);
    }
    return found;
  }

  /** What the keyboard reaches although nobody sees it, or what only a pointer reaches. */
  function unreachable() {
    const pressed = [...document.querySelectorAll("[onclick], [role=button], [role=tab], [role=option]")];
    const focusable = (each) => each.matches(REACHED) || each.closest("[aria-activedescendant], [role=listbox]");
    return pressed.filter((each) => isSeen(each) && !focusable(each)).map(told);
  }

  /** What still moves although the reader asked for no motion. */
  function motion() {
    return document.getAnimations().filter((each) => (each.effect?.getComputedTiming().duration ?? 0) > 1).map((each) => told(each.effect.target));
  }

  /** Texts that are cut off, but where an ellipsis or "unseen" says that they are meant to be. */
  function clipped() {
    const found = [];
    for (const each of document.querySelectorAll("body *")) {
      if (!isSeen(each) || each.closest("svg, .mc-unseen, .mc-scroll, .md-sidebar__scrollwrap, .mc-tip") || each.matches(".mc-plot") || !each.textContent.trim()) continue;
      const { overflowX, overflowY, textOverflow, webkitLineClamp } = getComputedStyle(each);
      const isCut = (overflowY === "hidden" || overflowY === "clip") && each.scrollHeight > each.clientHeight + 2;
      const isCutAcross = (overflowX === "hidden" || overflowX === "clip") && each.scrollWidth > each.clientWidth + 2 && textOverflow !== "ellipsis";
      if ((isCut || isCutAcross) && webkitLineClamp === "none" && each.clientHeight > 0) found.push(`${each.clientWidth}×${each.clientHeight} of ${each.scrollWidth}×${each.scrollHeight} ${told(each)}`);
    }
    return found;
  }

  /** What can't be pressed since something else lies over its middle, wherever the page is scrolled to. */
  function covered(most = 60) {
    const found = [];
    const place = scrollY;
    const seen = [...document.querySelectorAll(REACHED)].filter((each) => isSeen(each) && !each.closest(".maplibregl-map, .mc-skip, [inert]") && !each.matches("[role=region], [role=group]"));
    const step = Math.max(1, seen.length / most);
    for (let at = 0; at < seen.length; at += step) {
      const each = seen[Math.floor(at)];
      each.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
      let [box] = each.getClientRects();
      if (box && (box.top < 0 || box.bottom > innerHeight)) {
        scrollBy({ top: box.top - innerHeight / 2, behavior: "instant" }); // the first line of a link of many
        [box] = each.getClientRects();
      }
      if (!box || box.width < 2 || box.height < 2) continue;
      const hit = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
      const label = each.closest("label") ?? each.labels?.[0];
      if (hit?.closest(".md-header") && !each.closest(".md-header")) continue; // it lies above whatever is scrolled under it
      if (hit?.closest("[role=listbox]")) continue; // which goes as soon as the focus comes here
      if (!hit || !(each.contains(hit) || hit.contains(each) || label?.contains(hit))) found.push(`${told(each)} under ${hit ? told(hit).slice(0, 80) : "nothing"}`);
    }
    scrollTo({ top: place, behavior: "instant" });
    return found;
  }

  window.looking = { overflow, smallTargets, weakFocus, unreachable, motion, clipped, covered };
})();
