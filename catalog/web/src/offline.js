// Pages that were seen can be read again without a network: sw.js keeps them. What is kept can be deleted, and then nothing is kept any more.
const KEY = "mc-offline";
const PREFIX = "mc-catalog ";

/** Start keeping pages, say when there is no network, and let a button end it. */
export function keepForOffline(root, ownUrl) {
  tellWhenOffline(root);
  const workers = navigator.serviceWorker;
  const link = root.querySelector("a[data-forget]");
  if (!workers || !/^https?:$/.test(location.protocol)) return;
  const script = new URL("../sw.js", ownUrl);
  if (link) addForgetButton(link, workers, script);
  if (isSwitchedOff()) return;
  addEventListener("load", () => register(workers, script));
}

async function register(workers, script) {
  try {
    const registration = await workers.register(script, { updateViaCache: "none" });
    const worker = registration.active ?? (await workers.ready).active;
    const parts = [...document.querySelectorAll("link[rel=stylesheet][href], script[src]")].map((each) => each.href || each.src);
    worker.postMessage({ keep: [location.href.split("#")[0], ...parts] });
  } catch (error) {
    console.debug(error); // private windows, hosts without HTTPS: the site does without
  }
}

function tellWhenOffline(root) {
  const note = root.querySelector(".mc-offline");
  if (!note) return;
  const tell = () => {
    const isOffline = !navigator.onLine && location.protocol !== "file:";
    note.hidden = !isOffline;
    note.textContent = isOffline ? note.dataset.text : "";
  };
  addEventListener("online", tell);
  addEventListener("offline", tell);
  tell();
}

/** In place of a link in the text, which does nothing, stand a button and what it has done. */
function addForgetButton(link, workers, script) {
  const button = Object.assign(document.createElement("button"), { type: "button", className: link.className });
  Object.assign(button.dataset, link.dataset);
  const status = document.createElement("span");
  status.setAttribute("role", "status");
  link.replaceWith(button, " ", status);
  const show = () => (button.textContent = isSwitchedOff() ? button.dataset.start : button.dataset.forget);
  show();
  button.addEventListener("click", async () => {
    const isStarting = isSwitchedOff();
    write(isStarting ? null : "off");
    if (isStarting) await register(workers, script);
    else await forget(workers, script);
    status.textContent = isStarting ? button.dataset.started : button.dataset.forgotten;
    show();
  });
}

async function forget(workers, script) {
  const scope = new URL("./", script).href;
  const registration = await workers.getRegistration(scope);
  if (registration?.scope === scope) await registration.unregister();
  for (const name of await caches.keys()) if (name.startsWith(PREFIX + scope)) await caches.delete(name);
}

function isSwitchedOff() {
  try {
    return localStorage.getItem(KEY) === "off";
  } catch {
    return true; // who allows no storage wants nothing kept
  }
}

function write(state) {
  try {
    if (state) localStorage.setItem(KEY, state);
    else localStorage.removeItem(KEY);
  } catch {
    // see above
  }
}
