/** Shapes as one self-contained SVG: no script, no outside reference, every text escaped. */
import { compact } from "./compact.js";
import type { Shape } from "./shape.js";

/** What every picture says of itself. */
export interface SvgTitle {
  readonly title: string;
  /** What is to be seen, for those who cannot. */
  readonly description?: string;
  /** A font to embed, as a data URL, so that the text looks the same everywhere. */
  readonly fontUrl?: string;
}

/** What is drawn, in the picture's own coordinates. */
export interface SvgSheet {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly background: string;
  readonly css: string;
  /** Heights between which `shapes` are seen; `around` is seen everywhere. */
  readonly y1: number;
  readonly y2: number;
  readonly shapes: readonly Shape[];
  readonly around: readonly Shape[];
}

export function svgDocument(
  sheet: SvgSheet,
  { title, description = "", fontUrl }: SvgTitle,
): string {
  const { left, top, width, height, background, css, y1, y2 } = sheet;
  const area = (y: number, high: number, fill = "none"): Shape => {
    return { tag: "rect", attributes: { x: left, y, width, height: high, fill } };
  };
  const seen = compact(sheet.shapes, css).map(write).join("\n");
  // Two pictures may stand on one page: names that are pointed at must not be the same.
  const key = fingerprint(`${title}\n${seen}`);
  const id = (name: string) => `${name}-${key}`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"` +
      ` viewBox="${left} ${top} ${width} ${height}" role="img"` +
      ` aria-labelledby="${id("title")} ${id("description")}">`,
    `<title id="${id("title")}">${escape(title)}</title>`,
    `<desc id="${id("description")}">${escape(description)}</desc>`,
    `<style>${fontFace(fontUrl)}${escape(css)}</style>`,
    write(area(top, height, background)),
    `<clipPath id="${id("window")}">${write(area(y1, y2 - y1))}</clipPath>`,
    ...sheet.around.map(write),
    `<g clip-path="url(#${id("window")})">`,
    seen,
    "</g>",
    "</svg>\n",
  ].join("\n");
}

/** 32 bits of a text as a word (FNV-1a), the same everywhere. */
function fingerprint(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(36);
}

function fontFace(url: string | undefined): string {
  if (url === undefined) return "";
  return `@font-face{font-family:"Lockstep Inter";src:url("${escape(url)}")}`;
}

function write({ tag, attributes, text, children = [] }: Shape): string {
  let opening = `<${tag}`;
  for (const [name, value] of Object.entries(attributes)) {
    opening += ` ${name}="${typeof value === "number" ? value : escape(value)}"`;
  }
  const inside = text === undefined ? children.map(write).join("") : escape(text);
  return inside === "" ? `${opening}/>` : `${opening}>${inside}</${tag}>`;
}

/** Everything but text that XML takes as it stands. */
const SPECIAL = /[&<>"\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/u;

/** Text from a trace may hold anything; characters that XML forbids become �. */
function escape(text: string): string {
  if (!SPECIAL.test(text)) return text;
  return text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/gu, "\ufffd")
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/"/g, "&quot;");
}
