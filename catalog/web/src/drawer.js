/** Let the button of the header open the menu of narrow screens, which Material hangs on a checkbox; Escape closes it. What
    lies behind the menu can't be reached until then. */
export function addDrawerButton(root) {
  const toggle = root.getElementById("__drawer");
  const button = root.querySelector(".mc-menu");
  if (!toggle || !button) return;
  const behind = root.querySelectorAll(".md-content, .md-sidebar--secondary, .mc-footer");
  const set = (open) => {
    toggle.checked = open;
    for (const each of behind) each.inert = open;
    button.setAttribute("aria-expanded", String(open));
  };
  button.hidden = false;
  button.addEventListener("click", () => set(!toggle.checked));
  toggle.addEventListener("change", () => set(toggle.checked)); // a tap beside the menu
  root.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && toggle.checked) {
      set(false);
      button.focus();
    }
  });
}

/** Let Enter and Space open the nested parts of the navigation, which are labels. */
export function openLabelsWithKeyboard(root) {
  root.addEventListener("keydown", (event) => {
    if ((event.key === "Enter" || event.key === " ") && event.target.matches("label[for][tabindex]")) {
      event.preventDefault();
      event.target.click();
    }
  });
}
