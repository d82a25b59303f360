/**
 * Widths of text in the one font that ships (Inter), so that a layout is known before anything is
 * drawn. Kerning is left out: real text differs by about one per cent.
 */
import { UNITS_PER_EM, WIDTH_RUNS } from "./interWidths.js";

/**
 * For characters the font lacks: as wide as most ideographs, so that text is rather cut than run
 * over.
 */
const FALLBACK_WIDTH = UNITS_PER_EM;

const WIDTHS: ReadonlyMap<number, number> = new Map(
  WIDTH_RUNS.flatMap(([first = 0, ...widths]) =>
    widths.map((width, i): [number, number] => [first + i, width]),
  ),
);

/** Width in pixels of one line of text set in `fontPx` pixels. */
export function textWidth(text: string, fontPx: number): number {
  let units = 0;
  for (const character of text) units += widthOf(character);
  return (units * fontPx) / UNITS_PER_EM;
}

/**
 * The text, or as much of its beginning as fits into `maxPx` with `…` behind; empty when not even
 * one letter does.
 */
export function fitText(text: string, fontPx: number, maxPx: number): string {
  const room = (maxPx * UNITS_PER_EM) / fontPx;
  const roomBeforeDots = room - widthOf("…");
  let units = 0;
  let kept = "";
  let fits = "";
  for (const character of text) {
    units += widthOf(character);
    if (units > room) return fits === "" ? "" : `${fits.trimEnd()}…`;
    kept += character;
    if (units <= roomBeforeDots) fits = kept;
  }
  return text;
}

/** The text, or as much of its beginning and its end as fits into `maxPx` with `…` between. */
export function fitEnds(text: string, fontPx: number, maxPx: number): string {
  if (textWidth(text, fontPx) <= maxPx) return text;
  const characters = [...text];
  for (let kept = characters.length - 1; kept > 1; kept--) {
    const head = characters.slice(0, Math.ceil(kept / 2)).join("");
    const shorter = `${head}…${characters.slice(-Math.floor(kept / 2)).join("")}`;
    if (textWidth(shorter, fontPx) <= maxPx) return shorter;
  }
  return fitText(text, fontPx, maxPx);
}

function widthOf(character: string): number {
  return WIDTHS.get(character.codePointAt(0) ?? 0) ?? FALLBACK_WIDTH;
}
