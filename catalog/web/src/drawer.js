/** Close the menu of narrow screens with Escape, and put the focus back on what opened it. */
export function closeDrawerWithEscape(root) {
  const toggle = root.getElementById("__drawer");
  if (!toggle) return;
  root.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && toggle.checked) {
      toggle.checked = false;
      toggle.focus();
    }
  });
}
