// 地理院タイル (tiles of the Geospatial Information Authority of Japan): the pale map, or the English one for English pages.
// Definitions: gsi-cyberjapan/gsimaps; terms: https://www.gsi.go.jp/LAW/2930-meizi.html (the source is always shown).

const ADDRESS = "https://cyberjapandata.gsi.go.jp/xyz/{id}/{z}/{x}/{y}.png";
const MAPS = { ja: { id: "pale", deepest: 18 }, en: { id: "english", deepest: 11 } };

export const BASE = "base";
export const CREDIT_URL = "https://maps.gsi.go.jp/development/ichiran.html";

/** Return the source of the base map for pages in *lang*. */
export function baseSource(lang) {
  const { id, deepest } = MAPS[lang];
  return { type: "raster", tiles: [ADDRESS.replace("{id}", id)], tileSize: 256, minzoom: 5, maxzoom: deepest };
}

/** Return the drawing of the base map; on a dark screen it is turned round to light lines on dark ground. */
export function baseLayer(isDark) {
  return { id: BASE, type: "raster", source: BASE, paint: basePaint(isDark) };
}

/** Return how the tiles are coloured. */
export function basePaint(isDark) {
  return {
    "raster-brightness-min": isDark ? 0.95 : 0,
    "raster-brightness-max": isDark ? 0.1 : 1,
    "raster-saturation": isDark ? -0.8 : 0,
    "raster-fade-duration": 0,
  };
}
