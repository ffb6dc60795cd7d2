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

/** In the menu of narrow screens, a part that is open lies over the list that it belongs to: let only what is seen be reached,
    and the way into a part and back with the keyboard, too. */
export function addMenuParts(root) {
  const menu = root.querySelector(".md-nav--primary");
  const narrow = matchMedia("(max-width:76.23em)"); // as in frame.css
  const update = ({ target } = {}) => {
    const open = [menu, ...menu.querySelectorAll(":checked~nav")].pop();
    for (const each of menu.querySelectorAll("a,li *")) {
      each.inert = narrow.matches && (each.closest("input~nav") ?? menu) !== open && !each.contains(open);
      if (each.htmlFor && narrow.matches) each.tabIndex = 0;
    }
    if (target?.id) menu.querySelector(`[for=${target.id}]:not([inert])`).focus();
  };
  if (!menu) return;
  menu.onchange = narrow.onchange = update;
  update();
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
