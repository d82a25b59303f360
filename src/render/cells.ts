/** Text in terminal cells: what is as wide as a letter takes one, an ideograph or an emoji two. */

/** Accents and joiners stand on the character before them. */
const NARROW = /^[\p{M}\u200b-\u200d\ufe0e\ufe0f]$/u;
/** East Asian Width W and F (UAX #11), by blocks, and what is shown as an emoji. */
const WIDE = new RegExp(
  [
    "^[\\u1100-\\u115f\\u2e80-\\u303e\\u3041-\\ua4cf\\ua960-\\ua97c\\uac00-\\ud7a3",
    "\\uf900-\\ufaff\\ufe30-\\ufe6f\\uff00-\\uff60\\uffe0-\\uffe6",
    "\\u{16fe0}-\\u{1b2ff}\\u{20000}-\\u{3fffd}\\p{Emoji_Presentation}]$",
  ].join(""),
  "u",
);

/** How many cells the text takes. */
export function cellsOf(text: string): number {
  if (/^[ -~]*$/.test(text)) return text.length;
  let cells = 0;
  for (const character of text) cells += cellsOfCharacter(character);
  return cells;
}

function cellsOfCharacter(character: string): number {
  if (NARROW.test(character)) return 0;
  return WIDE.test(character) ? 2 : 1;
}

/** The text, or as much of its beginning as fits into so many cells with `…` behind. */
export function cutToCells(text: string, cells: number): string {
  if (cellsOf(text) <= cells) return text;
  return cells < 1 ? "" : `${beginning(text, cells - 1)}…`;
}

/** The text with spaces behind it, in all so many cells. */
export function padToCells(text: string, cells: number): string {
  return text + " ".repeat(Math.max(0, cells - cellsOf(text)));
}

/** Lines of at most so many cells (≥ 2), broken at spaces, and within a word longer than a line. */
export function wrapToCells(text: string, cells: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ").flatMap((whole) => pieces(whole, cells))) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (cellsOf(longer) > cells) lines.push(line);
    line = cellsOf(longer) > cells ? word : longer;
  }
  return line === "" && lines.length > 0 ? lines : [...lines, line];
}

/** A word in parts that fit into a line. */
function pieces(word: string, cells: number): readonly string[] {
  const parts: string[] = [];
  let rest = word;
  while (cellsOf(rest) > cells) {
    const part = beginning(rest, cells);
    parts.push(part);
    rest = rest.slice(part.length);
  }
  return [...parts, rest];
}

/** As many whole characters as fit into so many cells. */
function beginning(text: string, cells: number): string {
  let used = 0;
  let kept = "";
  for (const character of text) {
    used += cellsOfCharacter(character);
    if (used > cells) break;
    kept += character;
  }
  return kept;
}
