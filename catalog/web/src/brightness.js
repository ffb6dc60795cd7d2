const STATES = ["auto", "light", "dark"];
const KEY = "mc-brightness";

/** Let the button of the header go through brightness as the device is set, light and dark; the choice is kept in the browser. */
export function addBrightnessSwitch(root) {
  const button = root.querySelector(".mc-brightness");
  if (!button) return;
  const device = matchMedia("(prefers-color-scheme: dark)");
  let state = read();
  const show = () => {
    const dark = state === "dark" || (state === "auto" && device.matches);
    root.body.dataset.mdColorScheme = dark ? "slate" : "default";
    button.dataset.state = state;
    button.title = button.dataset[state];
    button.setAttribute("aria-label", button.dataset[state]);
  };
  button.hidden = false;
  button.addEventListener("click", () => {
    state = STATES[(STATES.indexOf(state) + 1) % STATES.length];
    write(state);
    show();
  });
  device.addEventListener("change", show);
  show();
}

function read() {
  try {
    const state = localStorage.getItem(KEY);
    return STATES.includes(state) ? state : "auto";
  } catch {
    return "auto"; // storage is switched off
  }
}

function write(state) {
  try {
    localStorage.setItem(KEY, state);
  } catch {
    // the choice lasts as long as the page
  }
}
