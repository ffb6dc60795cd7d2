// The page for what can't be reached: the titles of pages that were seen and can be read now, from what sw.js kept.
const MOST = 30;

async function list() {
  const scope = new URL("./", navigator.serviceWorker.controller.scriptURL).href;
  const name = (await caches.keys()).find((each) => each.startsWith(`mc-catalog ${scope} pages`));
  const cache = await caches.open(name);
  const requests = (await cache.keys()).filter(({ url }) => !url.endsWith("/offline.html")).reverse();
  for (const request of requests.slice(0, MOST)) {
    const page = new DOMParser().parseFromString(await (await cache.match(request)).text(), "text/html");
    const link = Object.assign(document.createElement("a"), { href: request.url, textContent: page.title, lang: page.documentElement.lang });
    const item = document.createElement("li");
    item.append(link);
    document.getElementById("seen").append(item);
  }
  for (const each of document.querySelectorAll("p[hidden]")) each.hidden = !requests.length;
}

if (navigator.serviceWorker?.controller) list().catch(() => {});
