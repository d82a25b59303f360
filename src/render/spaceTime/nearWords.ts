/**
 * Where words may stand that belong to one place: tags of blocks, pills, the words beside marks,
 * the notes, titles of bands.
 */
import { fitText, textWidth } from "../fontMetrics.js";
import type { PlainBand } from "./fences.js";
import type { Frame } from "./frame.js";
import { uprightBox } from "./geometry.js";
import type { PlainBlock } from "./lanes.js";
import type { PlainStretch } from "./lifelines.js";
import type { Place, Tier, Wish } from "./placement.js";
import type { PlainFlag, PlainRow } from "./rows.js";
import { BAND_HALF, LABEL_PX, LINE_HEIGHT, PILL_PADDING, ROW_HEIGHT } from "./scale.js";
import { shortText } from "./passage.js";
import { shortForms } from "./shortForms.js";
import type { PlainTrailSign } from "./trails.js";

/** Height of a block of such words, see `placement.ts`. */
export const NEAR_BLOCK = ROW_HEIGHT * 4;

/** A wish of one of the things that have words. */
export interface NearWish extends Wish {
  readonly owner: PlainBlock | PlainStretch | PlainRow | PlainFlag | PlainBand | PlainTrailSign;
}

/** Middle of the words, measured from the mark: above it, on its level, below it. */
const [RAISED, LEVEL, LOWERED] = [-5, 0, 7];
/** Middle of a pill or tag, measured from the mark of the event that began it. */
const BELOW = 14;
/** Space between words and what they stand beside. */
const SPACE = 4;
/** Below the mark and the tip of an arrow that comes from the side. */
const LOW = 11;
/** The widest words of a log's event. */
const WIDEST = 320;
/** How bad it is to cut a log's words at all, and to cut all of them. */
const [CUT, CUT_WHOLE] = [8, 40];
/**
 * How bad it is to cross another lifeline, leftwards (words that begin beside one seem to be its
 * own), and each further one.
 */
const [CROSSED, CROSSED_LEFTWARDS, CROSSED_MORE] = [8, 18, 3];
/** How bad it is to shorten the words once. */
const SHORTER = 8;
/** Room for the sign left of a note's words, and the longest words. */
const NOTE_INDENT = 18;
const NOTE_WIDTH = 206;
/** Half the height of words without the air around them. */
const TIGHT = LINE_HEIGHT / 2 - 1;

/** Left of the lifeline's lanes, near the row that began the block. */
export function tagWish(block: PlainBlock, x: number, frame: Frame): readonly NearWish[] {
  if (!block.begins || block.words === "") return [];
  const text = shortText(block.words);
  const [half, right] = [textWidth(text, LABEL_PX) / 2, x - frame.sides.left - SPACE];
  const places = [BELOW - 1, LEVEL + 2, BELOW + 9, LEVEL - 8, BELOW + 19].map((down): Place => {
    const box = uprightBox(right - half, block.y1 + down, half + 1, TIGHT);
    return { text, box, cost: Math.abs(down - BELOW) / 4 };
  });
  return [{ owner: block, y: block.y1, tiers: among(places) }];
}

/** On the lifeline below the row that began the stretch, or beside it. */
export function pillWish(stretch: PlainStretch, x: number): readonly NearWish[] {
  const text = stretch.news;
  if (text === "") return [];
  const half = textWidth(text, LABEL_PX) / 2 + PILL_PADDING;
  const aside = half + 6;
  const places = [0, 6].flatMap((lower) =>
    [0, aside, -aside].map((dx): Place => {
      const box = uprightBox(x + dx, stretch.y1 + BELOW + lower, half, LINE_HEIGHT / 2);
      return { text, box, cost: lower + (dx === 0 ? 0 : dx > 0 ? 6 : 7) };
    }),
  );
  return [{ owner: stretch, y: stretch.y1, tiers: among(places) }];
}

/** Beside the mark, or in the notes for an event of the network. */
export function rowWish(row: PlainRow, frame: Frame): readonly NearWish[] {
  if (row.full === "") return [];
  const { x } = row;
  const places =
    x === undefined ? notePlaces(row.full, row.y, RAISED, frame) : beside(row, x, frame);
  return [{ owner: row, y: row.y, tiers: among(places) }];
}

function beside(row: PlainRow, x: number, frame: Frame): readonly Place[] {
  return row.mark === "local" ? besideOfLog(row, x, frame) : besideOfEngine(row, x, frame);
}

function besideOfEngine(row: PlainRow, x: number, frame: Frame): readonly Place[] {
  const { y } = row;
  const { left, right } = frame.sides;
  const room = Math.min(columnRoom(frame), frame.notesX - x - right - SPACE);
  const forms = new Set(formsOf(row, room).map((form) => fitText(form, LABEL_PX, room)));
  return [...forms].flatMap((text, shorter) => {
    const half = textWidth(text, LABEL_PX) / 2;
    const middles = [x + right + half, x - left - SPACE - half];
    const inside = middles.filter((middle) => middle - half >= frame.gutter);
    return [RAISED, LEVEL, LOWERED].flatMap((down, i) =>
      inside.map((middle, side): Place => {
        const box = uprightBox(middle, y + down, half + 2, TIGHT);
        return { text, box, cost: shorter * SHORTER + (i * 2 + side) / 4 };
      }),
    );
  });
}

/** What the failure detector tells is short by meaning too, rather than cut: `Ben down`. */
function formsOf({ full, mark }: PlainRow, room: number): readonly string[] {
  const forms = shortForms(full);
  if (mark !== "notice") return forms;
  const short = full.replace(/^(.*) is (down|up)\b.*$/, "$1 $2");
  return textWidth(full, LABEL_PX) <= room ? [...forms, short] : [short];
}

/**
 * What a log says of an event is all that there is to read of it: whole, if other lifelines may be
 * crossed for that; else as much as has room on either side. By time, rows of several nodes share a
 * height, and each keeps to its column.
 */
function besideOfLog({ full, y }: PlainRow, x: number, frame: Frame): readonly Place[] {
  const whole = textWidth(full, LABEL_PX);
  const column = columnRoom(frame);
  const widest = frame.scale.axis === "order" ? WIDEST : column;
  const onSides = [1, -1].flatMap(
    (side): readonly { side: number; start: number; text: string }[] => {
      const start = side === 1 ? x + frame.sides.right : x - frame.sides.left - SPACE;
      const room = side === 1 ? frame.wordsX - SPACE - start : start - frame.gutter;
      const widths = [Math.min(room, widest), Math.min(room, column)];
      const texts = new Set(widths.map((width) => fitText(full, LABEL_PX, width)));
      return [...texts].filter((text) => text !== "").map((text) => ({ side, start, text }));
    },
  );
  return [RAISED, LEVEL, LOWERED, LOW].flatMap((down, i) =>
    onSides.map(({ side, start, text }, j): Place => {
      const width = textWidth(text, LABEL_PX);
      const box = uprightBox(start + (side * width) / 2, y + down, width / 2 + 2, TIGHT);
      const cut = text === full ? 0 : CUT + (CUT_WHOLE - CUT) * (1 - width / whole);
      const crossed = Math.floor((Math.abs(start - x) + width) / frame.spacing);
      const first = side === 1 ? CROSSED : CROSSED_LEFTWARDS;
      const crossing = crossed === 0 ? 0 : first + (crossed - 1) * CROSSED_MORE;
      return { text, box, cost: cut + crossing + (i * 2 + j / 2) / 4 };
    }),
  );
}

/** Between the lanes and timers of two neighbours. */
function columnRoom({ spacing, sides }: Frame): number {
  return spacing - sides.left - sides.right - SPACE;
}

/** Below each other in the notes column, from the row's first free line on. */
export function flagWishes(row: PlainRow, frame: Frame): readonly NearWish[] {
  const first = row.x === undefined && row.full !== "" ? 1 : 0;
  const single = row.flags.length === 1 && first === 0;
  return row.flags.map((flag, i) => {
    const down = single ? LEVEL : RAISED + (first + i) * LINE_HEIGHT;
    const places = notePlaces(flag.words, row.y, down, frame);
    return { owner: flag, y: row.y, tiers: among(places) };
  });
}

function notePlaces(words: string, y: number, down: number, { notesX }: Frame): readonly Place[] {
  const text = fitText(words, LABEL_PX, NOTE_WIDTH);
  const half = textWidth(text, LABEL_PX) / 2;
  return [0, 1, 2].map((line): Place => {
    const middle = y + down + line * LINE_HEIGHT;
    const box = uprightBox(notesX + NOTE_INDENT + half, middle, half + 1, TIGHT + 1);
    return { text, box, cost: line };
  });
}

/** Beside the sign, where the lanes and timers leave room. */
export function trailWish(sign: PlainTrailSign, frame: Frame): readonly NearWish[] {
  const { x, y, words } = sign;
  const half = textWidth(words, LABEL_PX) / 2;
  const aside = [x + frame.sides.right + half, x - frame.sides.left - SPACE - half];
  const downs = [LEVEL, 10, -10, 20, 30, -20].filter((down) => y + down >= TIGHT);
  const places = downs.flatMap((down) =>
    aside
      .filter((middle) => middle - half >= frame.gutter)
      .map((middle, side): Place => {
        const box = uprightBox(middle, y + down, half + 1, TIGHT);
        return { text: words, box, cost: Math.abs(down) / 4 + side + (down < -10 ? 4 : 0) };
      }),
  );
  return [{ owner: sign, y, tiers: among(places) }];
}

/** At the top of the band, inside it or below. */
export function bandWish(band: PlainBand, { spacing }: Frame): readonly NearWish[] {
  if (band.title === "") return [];
  const text = fitText(band.title, LABEL_PX, spacing - BAND_HALF * 2);
  const half = textWidth(text, LABEL_PX) / 2;
  const most = Math.min(ROW_HEIGHT + BELOW, band.y2 - band.y1 - TIGHT);
  const places = [12, 22, 32, 44]
    .filter((down) => down <= most)
    .map((down): Place => {
      return { text, box: uprightBox(band.x, band.y1 + down, half + 2, TIGHT), cost: down / 10 };
    });
  return [{ owner: band, y: band.y1, tiers: among(places) }];
}

function among(places: readonly Place[]): readonly Tier[] {
  return [{ least: 0, places: () => places }];
}
