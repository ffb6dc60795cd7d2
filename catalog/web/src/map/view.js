// What the address says of the map: #map=zoom/latitude/longitude&layers=body/dataset/table,…&base=none

const LAYER_ID = /^[a-z0-9-]+\/[a-z0-9-]+\/[a-z0-9-]+$/;
const MOST_LAYERS = 30;

/** Return what the part of an address after "#" says; what can't be read is left out, whatever it is. */
export function parseView(hash) {
  const values = new URLSearchParams(hash.replace(/^#/, ""));
  const layers = (values.get("layers") ?? "").split(",").filter((id) => LAYER_ID.test(id));
  return {
    isGiven: values.has("map") || values.has("layers"),
    place: parsePlace(values.get("map")),
    layers: [...new Set(layers)].slice(0, MOST_LAYERS),
    hasBase: values.get("base") !== "none",
  };
}

function parsePlace(text) {
  const numbers = (text ?? "").split("/").map((part) => (part.trim() ? Number(part) : NaN));
  if (numbers.length !== 3 || !numbers.every(Number.isFinite)) return null;
  const [zoom, latitude, longitude] = numbers;
  if (zoom < 0 || zoom > 24 || Math.abs(latitude) > 85.05 || Math.abs(longitude) > 180) return null;
  return { zoom, center: [longitude, latitude] };
}

/** Return the part of an address after "#" that leads back to a view. */
export function formatView({ place, layers, hasBase }) {
  const parts = [];
  if (place) {
    const [longitude, latitude] = place.center;
    parts.push(`map=${trim(place.zoom, 2)}/${trim(latitude, 5)}/${trim(longitude, 5)}`);
  }
  if (layers.length) parts.push(`layers=${layers.join(",")}`);
  if (!hasBase) parts.push("base=none");
  return parts.join("&");
}

function trim(number, digits) {
  return String(Number(number.toFixed(digits)));
}
