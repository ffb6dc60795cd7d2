const SHOWN_FOR_MS = 2000;

/** Show the copy buttons, which are hidden without a script, and let each copy the text of the element that it names. */
export function addCopyButtons(root) {
  if (!navigator.clipboard) return; // pages opened from disk in some browsers
  const status = root.createElement("div");
  status.className = "mc-unseen";
  status.setAttribute("role", "status");
  root.body.append(status);
  for (const button of root.querySelectorAll("button[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", () => copy(root, button, status));
  }
}

async function copy(root, button, status) {
  const label = button.dataset.label ?? (button.dataset.label = button.textContent);
  const target = root.getElementById(button.dataset.copy);
  try {
    await navigator.clipboard.writeText(target.textContent);
  } catch {
    getSelection().selectAllChildren(target); // not allowed: the reader can copy what is now selected
    return;
  }
  button.textContent = status.textContent = button.dataset.copied;
  setTimeout(() => {
    button.textContent = label;
    status.textContent = "";
  }, SHOWN_FOR_MS);
}
