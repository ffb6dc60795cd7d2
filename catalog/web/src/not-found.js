// On the page for addresses where nothing is: leads to the page of the dataset that the address was of, if there is one.
// (A withdrawn dataset has a page that says why, but its files are gone.)

const main = document.querySelector("[data-base]");
const base = new URL(main.dataset.base, location.href);

/** Return the dataset in whose part of the site *path* is, as "body/name", or null. */
function datasetOf(path) {
  const slug = "[a-z0-9]+(?:-[a-z0-9]+)*";
  const found = path.match(new RegExp(`^(?:data|map|id|(?:ja|en)/datasets)/(${slug}/${slug})(?:[/.]|$)`));
  return found && found[1];
}

/** Show the link in *line*, under the title of the page that it leads to. */
async function lead(line, dataset) {
  const url = new URL(`${line.lang}/datasets/${dataset}/`, base);
  if (url.pathname === location.pathname) return;
  const answer = await fetch(url);
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const link = line.querySelector("a");
  link.href = url.href;
  link.textContent = page.querySelector("h1")?.firstChild?.textContent.trim() || dataset;
  line.hidden = false;
}

if (location.pathname.startsWith(base.pathname)) {
  const dataset = datasetOf(decodeURI(location.pathname.slice(base.pathname.length)));
  if (dataset) for (const line of main.querySelectorAll("[data-dataset]")) lead(line, dataset).catch(() => {});
}
