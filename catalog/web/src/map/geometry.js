// Boxes and distances, in degrees and metres; coordinates are longitude and latitude.

const EARTH_RADIUS = 6_371_008.8;

/** Return the box around a geometry as [west, south, east, north], or null where it has no coordinates. */
export function boxOf(geometry) {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  extend(box, geometry);
  return box[0] <= box[2] ? box : null;
}

function extend(box, geometry) {
  if (!geometry) return;
  if (geometry.geometries) for (const part of geometry.geometries) extend(box, part);
  else extendWith(box, geometry.coordinates);
}

function extendWith(box, coordinates) {
  if (!Array.isArray(coordinates)) return;
  const [x, y] = coordinates;
  if (typeof x === "number") {
    if (!Number.isFinite(x) || !Number.isFinite(y)) return;
    if (x < box[0]) box[0] = x;
    if (y < box[1]) box[1] = y;
    if (x > box[2]) box[2] = x;
    if (y > box[3]) box[3] = y;
  } else for (const part of coordinates) extendWith(box, part);
}

/** Return the smallest box around boxes, or null without any. */
export function unite(boxes) {
  const given = boxes.filter(Boolean);
  if (!given.length) return null;
  return [0, 1, 2, 3].map((edge) => given.reduce((value, box) => (edge < 2 ? Math.min : Math.max)(value, box[edge]), given[0][edge]));
}

/** Return whether two boxes have a point in common. */
export function meet(one, other) {
  return one[0] <= other[2] && one[2] >= other[0] && one[1] <= other[3] && one[3] >= other[1];
}

/** Return the middle of a box. */
export function middle(box) {
  return [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
}

/** Return the metres from a place to the nearest point of a box (0 inside). */
export function distanceTo(box, [longitude, latitude]) {
  const x = Math.min(Math.max(longitude, box[0]), box[2]);
  const y = Math.min(Math.max(latitude, box[1]), box[3]);
  const [a, b] = [(latitude * Math.PI) / 180, (y * Math.PI) / 180];
  const half = Math.sin((b - a) / 2) ** 2 + Math.cos(a) * Math.cos(b) * Math.sin(((x - longitude) * Math.PI) / 360) ** 2;
  return 2 * EARTH_RADIUS * Math.asin(Math.min(1, Math.sqrt(half)));
}
