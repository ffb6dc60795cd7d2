import { writeCell } from "../explore/csv.js";

const KEPT = [
  ...["fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap", "stroke-linejoin", "vector-effect"],
  ...["font-family", "font-size", "font-weight", "shape-rendering", "visibility"],
];
const [MARGIN, LINE] = [16, 20];
const SHARPER = 2;
const SVG = "http://www.w3.org/2000/svg";

/** Save the chart as it is drawn, with its title and where it comes from. */
export function saveAsSvg(figure) {
  const { text } = standalone(figure);
  save(new Blob([text], { type: "image/svg+xml" }), `${figure.id}.svg`);
}

/** Save the chart as a picture of pixels, two for each of the screen's. */
export async function saveAsImage(figure) {
  const { text, width, height } = standalone(figure, SHARPER);
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const canvas = Object.assign(document.createElement("canvas"), { width: SHARPER * width, height: SHARPER * height });
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  save(blob, `${figure.id}.png`);
}

/** Save the numbers of the chart as CSV that Excel opens as well: those of the table beside, without separators. */
export function saveAsCsv(figure) {
  const lines = [...figure.querySelectorAll("table tr")].map((row) => [...row.children].map(writeTableCell).join(","));
  save(new Blob([`\ufeff${lines.join("\r\n")}\r\n`], { type: "text/csv;charset=utf-8" }), `${figure.id}.csv`);
}

function writeTableCell(cell) {
  const isNumber = cell.localName === "td";
  const text = cell.classList.contains("mc-missing") ? "" : cell.textContent.trim();
  return writeCell(isNumber ? text.replaceAll(",", "") : text, isNumber, true, false);
}

/** Return the chart as a file of its own: colours and fonts written into it, title above, source below. Lines that keep their
    width whatever the scale are drawn *bolder* times as wide. */
function standalone(figure, bolder = 1) {
  const drawn = figure.querySelector("svg.mc-chart");
  const { width, height } = drawn.getBoundingClientRect();
  const chart = drawn.cloneNode(true);
  const clones = [chart, ...chart.querySelectorAll("*")];
  [drawn, ...drawn.querySelectorAll("*")].forEach((element, index) => {
    const style = getComputedStyle(element);
    for (const name of KEPT) clones[index].style.setProperty(name, style.getPropertyValue(name));
    if (bolder !== 1 && style.getPropertyValue("vector-effect") === "non-scaling-stroke") {
      for (const name of ["stroke-width", "stroke-dasharray"]) {
        const scaled = style.getPropertyValue(name).replace(/[\d.]+/g, (number) => bolder * number);
        clones[index].style.setProperty(name, scaled);
      }
    }
    clones[index].removeAttribute("class");
  });
  const whole = { width: Math.ceil(width) + 2 * MARGIN, height: Math.ceil(height) + 2 * MARGIN + 3 * LINE };
  const paper = document.createElementNS(SVG, "svg");
  for (const [name, value] of Object.entries(whole)) paper.setAttribute(name, value);
  const page = getComputedStyle(document.body);
  const below = make("rect", { width: "100%", height: "100%" });
  below.style.fill = page.backgroundColor;
  const title = words(figure.querySelector("h3").textContent, MARGIN + 4, "700", page);
  const source = [document.title, `${location.origin}${location.pathname}`].map((text, place) =>
    words(text, whole.height - MARGIN - 12 + 14 * place, "400", page),
  );
  for (const line of source) line.style.fontSize = "10px";
  for (const [name, value] of Object.entries({ x: MARGIN, y: MARGIN + LINE, width, height })) chart.setAttribute(name, value);
  paper.append(below, title, chart, ...source);
  return { text: new XMLSerializer().serializeToString(paper), ...whole };
}

function make(name, attributes) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

function words(text, y, weight, page) {
  const element = make("text", { x: MARGIN, y });
  Object.assign(element.style, { fill: page.color, fontFamily: page.fontFamily, fontSize: "14px", fontWeight: weight });
  element.textContent = text;
  return element;
}

function save(blob, name) {
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
