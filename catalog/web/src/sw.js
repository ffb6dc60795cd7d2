// Keeps the pages that were seen, and the few files that they need, so that they can be read without a network.
// Pages come from the network as long as there is one; files that are named by their content come from the cache.
// Nothing is kept of data files: they may be of any size, and who wants them downloads them.
const SCOPE = self.registration.scope;
const PREFIX = `mc-catalog ${SCOPE} `; // other catalogs may share the host
const PAGES = { name: `${PREFIX}pages 1`, most: 100 };
const FILES = { name: `${PREFIX}files 1`, most: 60 };
const LARGEST = 3_000_000; // bytes of a file that is kept
const PATIENCE_MS = 6_000; // a network that says nothing for so long is none
const OFFLINE = new URL("offline.html", SCOPE).href;

self.addEventListener("install", (event) => {
  event.waitUntil(keepOffline().then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(dropFormer());
});

self.addEventListener("message", ({ data }) => {
  for (const url of data?.keep ?? []) {
    const place = placeOf(new Request(url), url === data.keep[0]);
    if (place) fetch(url).then((response) => keep(place, url, response)).catch(() => {});
  }
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const place = placeOf(request, request.mode === "navigate");
  if (place === PAGES) event.respondWith(freshest(request));
  else if (place === FILES) event.respondWith(kept(request));
});

async function keepOffline() {
  const cache = await caches.open(PAGES.name);
  await cache.add(new Request(OFFLINE, { cache: "reload" }));
}

/** Delete what earlier forms of this script kept. */
async function dropFormer() {
  const current = [PAGES.name, FILES.name];
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(PREFIX) && !current.includes(name)).map((name) => caches.delete(name)));
}

/** Return where a request's answer is kept, null where nowhere. */
function placeOf({ method, url, headers }, isPage) {
  if (method !== "GET" || !url.startsWith(SCOPE) || headers.has("range")) return null;
  const path = url.slice(SCOPE.length).split(/[?#]/)[0];
  if (isPage) return path.startsWith("data/") ? null : PAGES;
  if (path.startsWith("assets/")) return FILES;
  return null;
}

/** A page from the network; where that says nothing, the one that was seen; else what to do without. */
async function freshest(request) {
  const address = request.url.split("#")[0];
  const cache = await caches.open(PAGES.name);
  const fresh = fetch(request).then((response) => {
    keep(PAGES, address, response.clone());
    return response;
  });
  fresh.catch(() => {});
  const seen = await cache.match(address, { ignoreSearch: true });
  try {
    return await (seen ? Promise.race([fresh, timeUp()]) : fresh);
  } catch {
    return seen ?? (await cache.match(OFFLINE)) ?? Response.error();
  }
}

/** A file from the cache, or else from the network. */
async function kept(request) {
  const cache = await caches.open(FILES.name);
  const seen = await cache.match(request);
  if (seen) return seen;
  const response = await fetch(request);
  keep(FILES, request.url, response.clone());
  return response;
}

async function keep({ name, most }, url, response) {
  if (!response.ok || response.type !== "basic" || response.redirected) return;
  if (Number(response.headers.get("content-length") ?? 0) > LARGEST) return;
  const cache = await caches.open(name);
  await cache.put(url, response); // in place of an older one, and last
  const urls = (await cache.keys()).filter((each) => each.url !== OFFLINE);
  await Promise.all(urls.slice(0, Math.max(0, urls.length - most)).map((each) => cache.delete(each)));
}

function timeUp() {
  return new Promise((_, reject) => setTimeout(reject, PATIENCE_MS, new Error("no answer")));
}
