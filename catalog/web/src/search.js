import { loadScript } from "./disk.js";
import { OWN_URL } from "./own_url.js";

/** Let the search box of the header suggest datasets; the search's own code is loaded when the box is entered. */
export function addSearch(root) {
  // Without a script these lead to a whole list, with one to what somebody looks for in it.
  for (const link of root.querySelectorAll("a[data-narrowed]")) link.href = link.dataset.narrowed;
  for (const form of root.querySelectorAll("[data-find]")) {
    form.querySelector("input").addEventListener("focus", () => load("suggest", form), { once: true });
  }
  for (const holder of root.querySelectorAll("[data-search]")) load("openSearch", holder);
}

async function load(name, holder) {
  const status = holder.querySelector("[role=status]");
  if (status) status.textContent = holder.dataset.loading;
  try {
    const search = await loadScript(new URL(SEARCH_SCRIPT, OWN_URL), "mcSearch"); // named relative to this script
    await search[name](holder);
  } catch (error) {
    console.warn(error);
    if (status) status.textContent = holder.dataset.failed;
    else holder.title = holder.dataset.failed;
  }
}
