import { OWN_URL } from "./own_url.js";
import { addStyles } from "./styles.js";

let styled = null;

/** Let the buttons of tables open the whole of them; the explorer's own code is loaded then, or when the address asks for it. */
export function addExplorers(root) {
  const wanted = new URLSearchParams(location.search).get("table");
  for (const holder of root.querySelectorAll("[data-explore]")) {
    const button = holder.querySelector("button");
    holder.firstElementChild.hidden = false;
    button.addEventListener("click", () => open(holder, true));
    if (isCalled(holder, wanted)) open(holder, false);
  }
  for (const holder of root.querySelectorAll("[data-sql-page]")) {
    holder.querySelector(".mc-sql__no-script").hidden = true;
    open(holder, false);
  }
  // "Forward" comes back to a table that was closed.
  addEventListener("popstate", () => {
    const name = new URLSearchParams(location.search).get("table");
    const holder = [...root.querySelectorAll("[data-explore]:not([data-is-open])")].find((each) => isCalled(each, name));
    if (holder) open(holder, false);
  });
}

/** Return whether a table is called so, or was. */
const isCalled = ({ dataset }, name) => dataset.names.split(" ").includes(name);

async function open(holder, isAsked) {
  const status = holder.querySelector("[role=status]");
  const button = holder.querySelector("button");
  if (button) button.disabled = true;
  status.textContent = holder.dataset.loading;
  try {
    // Pages that were opened from a disk may load nothing.
    if (location.protocol === "file:") throw { kind: "file" };
    const isSql = "sqlPage" in holder.dataset;
    styled ??= addStyles(isSql ? SQL_STYLES : EXPLORE_STYLES);
    const [explorer] = await Promise.all([import(new URL(isSql ? SQL_SCRIPT : EXPLORE_SCRIPT, OWN_URL)), styled]);
    await (isSql ? explorer.openSql(holder) : explorer.openExplorer(holder, isAsked));
    status.textContent = "";
  } catch (trouble) {
    console.warn(trouble);
    status.textContent = { file: holder.dataset.file, too_large: holder.dataset.tooLarge }[trouble.kind] ?? holder.dataset.failed;
    if (button) button.disabled = false;
  }
}
