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

const NARROW = "(max-width: 76.234375em)"; // as in frame.css
const BACK = ".md-nav .md-nav .md-nav__title[for], .md-nav__link[for]";

/** In the menu of narrow screens, a part that is open lies over the list that it belongs to: let only what is seen be reached,
    and the way into a part and back with the keyboard, too. */
export function addMenuParts(root) {
  const menu = root.querySelector(".md-nav--primary");
  if (!menu) return;
  const narrow = matchMedia(NARROW);
  const partOf = (toggle) => toggle.parentElement.querySelector(":scope > .md-nav");
  const toggles = [...menu.querySelectorAll(".md-nav__toggle")].filter(partOf); // pages without headings have no contents
  const update = () => {
    for (const each of menu.querySelectorAll("[inert]")) each.inert = false;
    for (const label of menu.querySelectorAll(BACK)) {
      if (narrow.matches) label.tabIndex = 0;
      else label.removeAttribute("tabindex");
    }
    if (!narrow.matches) return;
    for (const toggle of toggles) {
      if (toggle.checked) hideAround(partOf(toggle), menu);
      else partOf(toggle).inert = true;
    }
  };
  menu.addEventListener("change", ({ target }) => {
    update();
    if (narrow.matches) menu.querySelector(`label${target.checked ? ".md-nav__title" : ".md-nav__link"}[for="${target.id}"]`)?.focus();
  });
  narrow.addEventListener("change", update);
  update();
}

/** Let nothing of *menu* be reached but *part*. */
function hideAround(part, menu) {
  for (let each = part; each !== menu; each = each.parentElement) {
    for (const other of each.parentElement.children) if (other !== each) other.inert = true;
  }
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
