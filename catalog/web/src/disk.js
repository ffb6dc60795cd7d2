// Pages that were opened from a disk (file:) may load scripts, but neither modules nor data; and a link to a folder shows its listing.

export const IS_ON_DISK = location.protocol === "file:";

/** Return the address to go to: on a disk, a folder's page by its name. */
export function named(address) {
  const url = new URL(address, document.baseURI);
  if (url.protocol === "file:" && url.pathname.endsWith("/")) url.pathname += "index.html";
  return url;
}

/** Let links and forms name the page, also those that come later. */
export function namePages(root) {
  if (!IS_ON_DISK) return;
  const mend = () => {
    for (const link of root.querySelectorAll("a[href$='/'], a[href*='/?'], a[href*='/#'], a[href^='.']")) {
      const address = named(link.href).href;
      if (address !== link.href) link.href = address;
    }
  };
  for (const form of root.querySelectorAll("form[action]")) form.action = named(form.action);
  mend();
  new MutationObserver(mend).observe(root.body, { childList: true, subtree: true });
}

/** Return what a script leaves in the window as *name*: a classic script, which can be loaded from a disk as well. */
export function loadScript(url, name) {
  return new Promise((resolve, reject) => {
    const done = () => (name in globalThis ? resolve(globalThis[name]) : reject(new Error(`${url} has no ${name}`)));
    if (name in globalThis) return done();
    const failed = () => reject(new Error(`${url} can't be loaded`));
    document.head.append(Object.assign(document.createElement("script"), { src: url, onload: done, onerror: failed }));
  });
}
