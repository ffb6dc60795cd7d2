import { loadScript } from "./disk.js";
import { OWN_URL } from "./own_url.js";

const KEY = "mc-easy";
const MODE = "mc-easy-mode"; // set by the page's own line, too, before anything is painted

/** Let the switches of a Japanese page show plain Japanese (やさしい日本語) or the original; the choice is kept in the browser. */
export function addEasySwitch(root) {
  const switches = [...root.querySelectorAll(".mc-easy-switch")];
  if (!switches.length) return;
  unfold(root);
  const { told, toldOff, words } = switches.find((each) => each.dataset.told).dataset;
  const status = Object.assign(root.createElement("div"), { className: "mc-unseen" });
  status.setAttribute("role", "status");
  root.body.append(status);
  const show = (isOn) => {
    root.documentElement.classList.toggle(MODE, isOn);
    for (const each of switches) each.setAttribute("aria-pressed", String(isOn));
    drawEasily(isOn, words);
  };
  for (const each of switches) {
    each.hidden = false;
    each.addEventListener("click", () => {
      const isOn = !root.documentElement.classList.contains(MODE);
      keep(isOn);
      show(isOn);
      status.textContent = isOn ? told : toldOff;
    });
  }
  const isOn = root.documentElement.classList.contains(MODE);
  if (isOn) keep(isOn);
  show(isOn);
}

/** What is folded up for those without a script stands in the page: the switch shows and hides it. */
function unfold(root) {
  for (const box of root.querySelectorAll("details.mc-easy")) {
    const text = Object.assign(root.createElement("div"), { className: "mc-easily mc-easy__text", lang: box.lang });
    text.append(...box.querySelectorAll(":scope > .mc-description"));
    box.replaceWith(text);
  }
}

/** Let what scripts draw follow; the code and the words for it are loaded when somebody wants them, else the ordinary words stay. */
function drawEasily(isOn, words) {
  if (isOn || "mcEasy" in globalThis) loadScript(new URL(EASY_SCRIPT, OWN_URL), "mcEasy").then((easy) => easy.show(isOn, words)).catch(console.warn);
}

function keep(isOn) {
  try {
    if (isOn) localStorage.setItem(KEY, "on");
    else localStorage.removeItem(KEY);
  } catch {
    // the choice lasts as long as the page
  }
}
