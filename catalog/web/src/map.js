import { IS_ON_DISK } from "./disk.js";
import { OWN_URL } from "./own_url.js";
import { addStyles } from "./styles.js";

/** Let the button of a map open it; the map's own code is loaded then. An address that says what is on it opens it at once. */
export function addMaps(root) {
  for (const holder of root.querySelectorAll("[data-map]")) {
    const button = holder.querySelector("button");
    const isTold = !holder.dataset.mapOf && location.hash.includes("=");
    if (isTold) open(holder);
    else {
      button.hidden = false;
      button.addEventListener("click", () => {
        button.disabled = true;
        open(holder);
      });
    }
  }
}

async function open(holder) {
  const status = holder.querySelector("[role=status]");
  if (IS_ON_DISK) {
    status.textContent = document.querySelector("[data-map-on-disk]")?.dataset.mapOnDisk ?? holder.dataset.failed;
    return;
  }
  status.textContent = holder.dataset.loading;
  try {
    // Both names are those of the bundle's files, relative to this script.
    const [{ openMap }] = await Promise.all([import(new URL(MAP_SCRIPT, OWN_URL)), addStyles(MAP_STYLES)]);
    await openMap(holder);
  } catch (error) {
    console.warn(error);
    status.textContent = holder.dataset.failed;
    if (!status.isConnected) holder.prepend(status);
    const button = holder.querySelector("button");
    if (button) button.disabled = false;
  }
}
