// From a layer to what MapLibre draws. Features carry only their number (i) and class (c); all else stays out of the graphics.
import { classExpression, classNumbers, OTHER } from "./classes.js";
import { DISTINCT, OTHER_COLOUR, OTHER_SHAPE, SHAPES } from "./palette.js";

const CLUSTERED_FROM = 60;
const ICON_SIZE = 22;
const ICON_RATIO = 2;
const EDGE = 1.2;
/** Many thousand small areas, seen from afar, must not become a field of outlines. */
const FINE_EDGE = ["interpolate", ["linear"], ["zoom"], 11, 0.2, 16, EDGE];
const FAINT_EDGE = ["interpolate", ["linear"], ["zoom"], 12, 0.25, 14, 1];
const POINTS = /^(Multi)?Point$/;

/** Kinds of drawing from the lowest to the highest: points of one layer are never under the areas of another. */
const ORDER = ["fill", "edge", "casing", "line", "point", "rim", "cluster", "count"];

/** Return colour and shape of a class of a layer. */
export function lookOf({ classes, slot }, number) {
  if (number === OTHER) return { colour: classes.colour ?? OTHER_COLOUR, shape: OTHER_SHAPE };
  if (classes.kind === "simple") return { colour: classes.colour ?? DISTINCT[slot % DISTINCT.length], shape: SHAPES[slot % SHAPES.length] };
  return { colour: classes.items[number].colour, shape: classes.kind === "categories" ? SHAPES[number % SHAPES.length] : SHAPES[0] };
}

/** Return how much of the ground shows through an area: of a layer without classes more, since others may lie below. */
export function opacityOf({ classes }) {
  return classes.kind === "simple" ? 0.35 : 0.75;
}

/** Return the sources of a layer by name. */
export function sourcesOf(layer) {
  if (layer.tiles) return { [`${layer.id}:tiles`]: { type: "vector", url: `pmtiles://${layer.tiles.url}` } };
  const points = [];
  const shapes = [];
  for (const feature of layer.features) {
    const properties = { i: feature.number, c: layer.classes.of(feature.properties) };
    for (const geometry of simpleGeometries(feature.geometry)) {
      (POINTS.test(geometry.type) ? points : shapes).push({ type: "Feature", geometry, properties });
    }
  }
  const clustering = { cluster: points.length > CLUSTERED_FROM, clusterRadius: 36, clusterMaxZoom: 15 };
  return {
    [`${layer.id}:points`]: { type: "geojson", data: { type: "FeatureCollection", features: points }, ...clustering },
    [`${layer.id}:shapes`]: { type: "geojson", data: { type: "FeatureCollection", features: shapes }, tolerance: 0.2 },
  };
}

function simpleGeometries(geometry) {
  if (!geometry) return [];
  if (geometry.type === "GeometryCollection") return (geometry.geometries ?? []).flatMap(simpleGeometries);
  if (geometry.type === "MultiPoint") return geometry.coordinates.map((coordinates) => ({ type: "Point", coordinates }));
  return [geometry];
}

/** Return the drawings of all layers in the order in which they are laid over one another. */
export function drawingsOf(layers, scheme, iconName) {
  const all = layers.flatMap((layer) => drawings(layer, scheme, iconName));
  return ORDER.flatMap((part) => all.filter(({ metadata }) => metadata.part === part));
}

/** Return what a name of a drawing or a source is of: the id of a layer. */
export function layerIdOf(name) {
  return name.slice(0, name.indexOf(":"));
}

function drawings(layer, scheme, iconName) {
  const number = layer.tiles ? classExpression(layer.classes) : ["get", "c"];
  const by = (look) => choose(number, classNumbers(layer.classes).map((each) => [each, look(lookOf(layer, each))]));
  const source = layer.tiles ? { source: `${layer.id}:tiles`, "source-layer": layer.tiles.name } : { source: `${layer.id}:shapes` };
  const pointSource = layer.tiles ? source : { source: `${layer.id}:points` };
  const draw = (part, type, from, filter, rest) => ({ id: `${layer.id}:${part}`, type, ...from, filter, metadata: { part }, ...rest });
  const is = (type) => ["==", ["geometry-type"], type];
  const colour = by((look) => look.colour);
  const round = { "line-cap": "round", "line-join": "round" };
  return [
    draw("fill", "fill", source, is("Polygon"), { paint: { "fill-color": colour, "fill-opacity": opacityOf(layer) } }),
    draw("edge", "line", source, is("Polygon"), { paint: edge(layer, scheme) }),
    draw("casing", "line", source, is("LineString"), { layout: round, paint: { "line-color": scheme.outline, "line-width": 5 } }),
    draw("line", "line", source, is("LineString"), { layout: round, paint: { "line-color": colour, "line-width": 3 } }),
    draw("point", "symbol", pointSource, ["all", is("Point"), ["!", ["has", "point_count"]]], {
      layout: { "icon-image": by((look) => iconName(look, scheme)), "icon-allow-overlap": true, "icon-ignore-placement": true },
    }),
    ...(layer.tiles ? [] : clusters(layer, scheme, draw, pointSource)),
  ];
}

function clusters(layer, scheme, draw, source) {
  const has = ["has", "point_count"];
  const ring = layer.classes.kind === "simple" ? lookOf(layer, 0).colour : OTHER_COLOUR;
  return [
    draw("rim", "circle", source, has, {
      paint: { "circle-color": scheme.outline, "circle-radius": ["step", ["get", "point_count"], 19.5, 100, 23.5, 1000, 27.5] },
    }),
    draw("cluster", "circle", source, has, {
      paint: {
        "circle-color": scheme.halo,
        "circle-radius": ["step", ["get", "point_count"], 14, 100, 18, 1000, 22],
        "circle-stroke-color": ring,
        "circle-stroke-width": 4,
      },
    }),
    draw("count", "symbol", source, has, {
      layout: { "text-field": ["to-string", ["get", "point_count"]], "text-font": ["sans-serif"], "text-size": 13, "text-allow-overlap": true },
      paint: { "text-color": scheme.outline },
    }),
  ];
}

function edge(layer, scheme) {
  const paint = { "line-color": scheme.outline, "line-width": EDGE };
  return layer.tiles ? { ...paint, "line-width": FINE_EDGE, "line-opacity": FAINT_EDGE } : paint;
}

function choose(number, pairs) {
  if (pairs.length === 1) return pairs[0][1];
  return ["match", number, ...pairs.slice(0, -1).flat(), pairs.at(-1)[1]];
}

/** Return a picture of a point's shape in its colour, with a ring that parts it from what is below. */
export function drawIcon({ colour, shape }, scheme) {
  const pixels = ICON_SIZE * ICON_RATIO;
  const canvas = Object.assign(document.createElement("canvas"), { width: pixels, height: pixels });
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.translate(pixels / 2, pixels / 2);
  context.scale(ICON_RATIO, ICON_RATIO);
  const path = new Path2D(shape);
  context.lineJoin = "round";
  for (const [width, style] of [[5, scheme.halo], [2.4, scheme.outline]]) {
    context.lineWidth = width;
    context.strokeStyle = style;
    context.stroke(path);
  }
  context.fillStyle = colour;
  context.fill(path);
  return { image: context.getImageData(0, 0, pixels, pixels), options: { pixelRatio: ICON_RATIO } };
}
