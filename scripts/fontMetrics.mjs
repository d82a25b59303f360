/**
 * Writes src/render/interWidths.ts, the advance widths of the font that ships, from
 * media/fonts/Inter-Regular.ttf. Run `node scripts/fontMetrics.mjs` after changing the font; the
 * build uses only the committed files.
 *
 * The font is Inter 4.1 (npm inter-ui, web/Inter-Regular.woff2) cut down to the characters below
 * with fonttools:
 *   pyftsubset Inter-Regular.woff2 --flavor=woff2 --no-hinting
 * --layout-features=kern,mark,mkmk,ccmp,locl,tnum
 *     --unicodes=U+0020-007E,U+00A0-024F,U+0370-03FF,U+0400-045F,U+0490-0491,U+2010-2027,U+2030,U+2
 * 032-2033,
 *     U+2039-203A,U+2044,U+20AC,U+2122,U+2190-2199,U+21D0-21D5,U+2200-22A5,U+25A0-25CF,U+2713,U+271
 * 7,U+FFFD and saved a second time without compression for exports that embed or rasterise it.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const fontFile = new URL("../media/fonts/Inter-Regular.ttf", import.meta.url);
const tableFile = new URL("../src/render/interWidths.ts", import.meta.url);

/** Offset of each table by its four-letter tag. */
function tableOffsets(font) {
  const offsets = new Map();
  for (let i = 0; i < font.getUint16(4); i++) {
    const at = 12 + i * 16;
    const tag = String.fromCharCode(...[0, 1, 2, 3].map((k) => font.getUint8(at + k)));
    offsets.set(tag, font.getUint32(at + 8));
  }
  return offsets;
}

/** Every [character, glyph] of the first format 4 subtable: all planes this font needs. */
function* characters(font, cmap) {
  const at = formatFour(font, cmap);
  const segments = font.getUint16(at + 6) / 2;
  const [ends, starts] = [at + 14, at + 16 + segments * 2];
  const [deltas, ranges] = [starts + segments * 2, starts + segments * 4];
  for (let s = 0; s < segments; s++) {
    const range = font.getUint16(ranges + s * 2);
    const start = font.getUint16(starts + s * 2);
    for (let c = start; c <= font.getUint16(ends + s * 2) && c < 0xffff; c++) {
      const listed = range === 0 ? c : font.getUint16(ranges + s * 2 + range + (c - start) * 2);
      if (listed !== 0) yield [c, (listed + font.getUint16(deltas + s * 2)) & 0xffff];
    }
  }
}

function formatFour(font, cmap) {
  for (let i = 0; i < font.getUint16(cmap + 2); i++) {
    const at = cmap + font.getUint32(cmap + 4 + i * 8 + 4);
    if (font.getUint16(at) === 4) return at;
  }
  throw new Error("the font has no cmap subtable of format 4");
}

/** [first character, widths…] for each unbroken run of characters. */
function widthRuns(font) {
  const tables = tableOffsets(font);
  const measured = font.getUint16(tables.get("hhea") + 34);
  const runs = [];
  let next = -1;
  for (const [character, glyph] of characters(font, tables.get("cmap"))) {
    const width = font.getUint16(tables.get("hmtx") + Math.min(glyph, measured - 1) * 4);
    if (character !== next) runs.push([character]);
    runs.at(-1).push(width);
    next = character + 1;
  }
  return { unitsPerEm: font.getUint16(tables.get("head") + 18), runs };
}

/** The table as the font has it: `{ unitsPerEm, runs }`. */
export function widthTable() {
  const { buffer, byteOffset, byteLength } = readFileSync(fontFile);
  return widthRuns(new DataView(buffer, byteOffset, byteLength));
}

function writeTable() {
  const { unitsPerEm, runs } = widthTable();
  const lines = runs.map((run) => `  ${JSON.stringify(run)},`).join("\n");
  writeFileSync(
    tableFile,
    `/** Made by scripts/fontMetrics.mjs from media/fonts/Inter-Regular.ttf: do not edit. */
export const UNITS_PER_EM = ${unitsPerEm};

/**
 * Runs of characters that follow one another: the first character's code, then the advance widths.
 */
export const WIDTH_RUNS: readonly (readonly number[])[] = [
${lines}
];
`,
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeTable();
