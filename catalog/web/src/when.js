const DAY = 24 * 60 * 60 * 1000;
const JAPAN = 9 * 60 * 60 * 1000;

/** Say beside dates how long ago that is, or by how much an update is late; pages are built without knowing today. */
export function addWhen(root, now = Date.now()) {
  for (const holder of root.querySelectorAll("[data-when]")) {
    const words = JSON.parse(holder.dataset.when);
    for (const place of holder.querySelectorAll("[data-ago]")) say(place, ago(place.dataset.ago, words, now));
    for (const place of holder.querySelectorAll("[data-due]")) say(place, late(place.dataset.due, words, now));
  }
}

/** Return how many days in Japan have passed since a day; negative before it. */
function daysSince(day, now) {
  return Math.floor((now + JAPAN) / DAY) - Math.floor(Date.parse(`${day}T00:00:00Z`) / DAY);
}

function ago(day, words, now) {
  const days = daysSince(day, now);
  return days < 0 ? "" : days === 0 ? words.today : counted("ago", days, words);
}

function late(day, words, now) {
  const days = daysSince(day, now);
  return days > 0 ? counted("late", days, words) : "";
}

/** Return days as they are up to two months, then months, from two years on years. */
function counted(kind, days, words) {
  const [unit, count] = days < 60 ? ["days", days] : days < 730 ? ["months", Math.round(days / 30.44)] : ["years", Math.floor(days / 365.25)];
  return (words[`${kind}_${unit}_${count === 1 ? "one" : "other"}`] ?? "").replace("{count}", count);
}

function say(place, text) {
  if (!text) return;
  const note = document.createElement("span");
  note.className = place.dataset.due ? "mc-when mc-when--late" : "mc-when";
  note.textContent = text;
  place.append(" ", note);
}
