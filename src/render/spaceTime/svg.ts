/** A picture as one self-contained SVG: no script, no outside reference, every text escaped. */
import type { Theme } from "../theme.js";
import { diagramCss } from "./diagramCss.js";
import { drawGutter, drawPicture } from "./drawing.js";
import type { Picture } from "./picture.js";
import { cursorY } from "./scale.js";
import { group, textShape, type Shape } from "./shape.js";

export interface SvgOptions {
  readonly title: string;
  /** What is to be seen, for those who cannot. */
  readonly description?: string;
  /** False: the events have no times. */
  readonly timed?: boolean;
  /** A font to embed, as a data URL, so that the text looks the same everywhere. */
  readonly fontUrl?: string;
}

/** Height of the nodes' names over the diagram, and the margin around everything. */
const HEAD = 52;
const MARGIN = 16;

/** The window that the picture holds, with the nodes' names over it. */
export function toSvg(picture: Picture, theme: Theme, options: SvgOptions): string {
  const top = cursorY(picture.from - 1);
  const end = picture.lifelines[0]?.stretches.at(-1)?.y2 ?? top;
  const [width, height] = [picture.width + MARGIN * 2, end - top + HEAD + MARGIN * 2];
  const shapes = [...drawPicture(picture), drawGutter(picture, options.timed ?? true)];
  const { title, description = "", fontUrl } = options;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"` +
      ` viewBox="${-MARGIN} ${top - HEAD - MARGIN} ${width} ${height}" role="img"` +
      ` aria-labelledby="title description">`,
    `<title id="title">${escape(title)}</title>`,
    `<desc id="description">${escape(description)}</desc>`,
    `<style>${fontFace(fontUrl)}${escape(diagramCss(theme))}</style>`,
    write(area(top - HEAD - MARGIN, width, height, theme.background)),
    `<clipPath id="window">${write(area(top, width, end - top))}</clipPath>`,
    write(drawHead(picture, top)),
    `<g clip-path="url(#window)">`,
    shapes.map(write).join("\n"),
    "</g>",
    "</svg>\n",
  ].join("\n");
}

function area(y: number, width: number, height: number, fill = "none"): Shape {
  return { tag: "rect", attributes: { x: -MARGIN, y, width, height, fill } };
}

function drawHead({ lifelines }: Picture, top: number): Shape {
  const texts = lifelines.flatMap(({ name, x, stretches }) => {
    const role = stretches[0]?.role ?? "";
    const words = textShape(name, { class: "nodeName", x, y: top - 30 });
    if (role === "") return [words];
    return [words, textShape(role, { class: "nodeRole", x, y: top - 13 })];
  });
  return group("head", texts);
}

function fontFace(url: string | undefined): string {
  if (url === undefined) return "";
  return `@font-face{font-family:"Lockstep Inter";src:url("${escape(url)}")}`;
}

function write({ tag, attributes, text, children }: Shape): string {
  const names = Object.entries(attributes).map(([n, value]) => ` ${n}="${escape(String(value))}"`);
  const inside = text === undefined ? (children ?? []).map(write).join("") : escape(text);
  return inside === ""
    ? `<${tag}${names.join("")}/>`
    : `<${tag}${names.join("")}>${inside}</${tag}>`;
}

/** Text from a trace may hold anything; characters that XML forbids become �. */
function escape(text: string): string {
  return text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/gu, "\ufffd")
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/"/g, "&quot;");
}
