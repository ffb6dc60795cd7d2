import { IS_ON_DISK, loadScript } from "./disk.js";

const OWN_URL = SCRIPT_URL; // known only while the script runs for the first time
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
    drawEasily(root, isOn, words);
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

let turn = 0;
let end = null;

/** Let what scripts draw follow; the words for it are loaded when somebody wants them. */
async function drawEasily(root, isOn, words) {
  const own = ++turn;
  end?.();
  end = null;
  if (!isOn) return;
  try {
    const [easy, known] = await Promise.all([loadScript(new URL(EASY_SCRIPT, OWN_URL), "mcEasy"), loadScript(new URL(words, root.baseURI), "mcEasyWords")]);
    if (own === turn) end = easy.begin(root, known, () => readNames(root));
  } catch (error) {
    console.warn(error); // the ordinary words stay
  }
}

/** Return what datasets and bodies are called in plain Japanese. */
async function readNames(root) {
  const site = new URL("../", OWN_URL);
  if (IS_ON_DISK) return (await loadScript(new URL("search/on-disk.js", site), "mcSearchFiles"))["easy.json"];
  return (await fetch(new URL("search/easy.json", site), { cache: "no-cache" })).json();
}

function keep(isOn) {
  try {
    if (isOn) localStorage.setItem(KEY, "on");
    else localStorage.removeItem(KEY);
  } catch {
    // the choice lasts as long as the page
  }
}
