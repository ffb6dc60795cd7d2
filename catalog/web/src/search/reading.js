// How the browser comes by the files of the search.
import { IS_ON_DISK, loadScript } from "../disk.js";
import { EditionChanged, Library } from "./library.js";

/** Return the function that reads a file below ``search/``; *root* is the way to the site's root. */
export function makeRead(root) {
  if (IS_ON_DISK) return async (uri) => (await loadScript(new URL(`${root}search/on-disk.js`, document.baseURI), "mcSearchFiles"))[uri];
  return async (uri, edition) => {
    const url = new URL(`${root}search/${uri}${edition ? `?v=${edition}` : ""}`, document.baseURI);
    const response = await fetch(url, edition ? {} : { cache: "no-cache" });
    if (!response.ok) throw new Error(`${response.status} ${url}`);
    return response.json();
  };
}

let library = null;

/** Return the library of this site, opened once for a page; *isNew* opens the newest edition. */
export function openLibrary(root, isNew = false) {
  if (!library || isNew) {
    library = Library.open(makeRead(root));
    library.catch(() => (library = null));
  }
  return library;
}

/** Do what *work* does with a new engine, and once more if the site was renewed meanwhile. */
export async function withEngine(holder, work) {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof EditionChanged)) throw error;
    await holder.renew();
    return work();
  }
}
