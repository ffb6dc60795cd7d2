import { OWN_URL } from "./own_url.js";

/** Let charts tell their values when they are pointed at or focused, and be sorted and saved; the code for it is loaded then. */
export function addCharts(root) {
  for (const figure of root.querySelectorAll("[data-chart]")) {
    const [plot, tools] = [figure.querySelector(".mc-plot"), figure.querySelector(".mc-chart-tools")];
    plot.tabIndex = 0;
    plot.setAttribute("role", "group");
    plot.setAttribute("aria-label", `${figure.querySelector("h3").textContent} ${plot.dataset.hint}`);
    tools.hidden = false;
    let opened = null;
    const open = async () => (opened ??= import(new URL(CHARTS_SCRIPT, OWN_URL)).then(({ enliven }) => enliven(figure)));
    const quietly = () => open().catch(console.warn);
    plot.addEventListener("pointerenter", quietly, { once: true });
    plot.addEventListener("focus", quietly, { once: true });
    if (location.search.includes(`.${figure.id}=`)) quietly(); // the address tells what was chosen of it
    tools.addEventListener("click", async ({ target }) => {
      const button = target.closest("[data-do]");
      if (!button) return;
      try {
        await (await open())[button.dataset.do](button);
      } catch (error) {
        console.warn(error);
        opened = null;
        tools.querySelector("[role=status]").textContent = tools.dataset.failed;
      }
    });
  }
}
