/** Violations, beats and moments of a far-out picture; those close together stand as one flag. */
import { countBelow } from "../../base/sorted.js";
import { displayText } from "../../trace/displayText.js";
import type { FlagName } from "../../trace/landmarks.js";
import { beatsUpTo } from "../../trace/upTo.js";
import { fitText, textWidth } from "../fontMetrics.js";
import { LABEL_PX } from "../spaceTime/scale.js";
import { CELL, gridOver, type FarSheet } from "./farSheet.js";
import { slotAt, slotsOf, type Grid } from "./heights.js";
import { FLAG_TONES, type FarFlag, type FlagPlace, type FlagTone } from "./picture.js";

/** Height of a line of words: what begins in it shares it. */
const SLOT = CELL / 2;
/** Room for the sign left of the words, and right of them. */
const [INDENT, MARGIN] = [24, 8];
/** Words are given up when fewer pixels are left for them. */
const LEAST_WORDS = 40;
/** What is told more often than this of one branch is nothing special. */
const USUAL = 60;

/** A kind of flag, such as a moment's name. */
interface Kind {
  readonly tone: FlagTone;
  readonly words: string;
  /** How often it is told of the whole branch. */
  readonly often: number;
}

/** The flags of one slot. */
interface Tally {
  readonly counts: Map<Kind, number>;
  /** By pixels from the top of the picture; of several in one pixel the worst. */
  readonly places: Map<number, FlagTone>;
  from: number;
  to: number;
}

export function flagsOf(sheet: FarSheet): readonly FarFlag[] {
  const grid = gridOver(sheet, SLOT);
  const tallies = Array.from({ length: slotsOf(grid) }, (): Tally => {
    return { counts: new Map(), places: new Map(), from: Infinity, to: 0 };
  });
  tallyFlags(sheet, grid, tallies);
  tallyBeats(sheet, grid, tallies);
  return tallies.flatMap((tally, slot) => (tally.to === 0 ? [] : [flagOf(sheet, slot, tally)]));
}

function tallyFlags(sheet: FarSheet, grid: Grid, tallies: readonly Tally[]): void {
  const kinds = kindsOf(sheet);
  const [above = 0, end = 0] = [grid.above[0], grid.above.at(-1)];
  for (const { flags } of sheet.outline.parts) {
    const last = countBelow(flags.at, end + 1);
    for (let i = countBelow(flags.at, above + 1); i < last; i++) {
      const [at, kind] = [flags.at[i] ?? 0, kinds[flags.name[i] ?? -1]];
      const tally = tallies[slotAt(grid, at)];
      if (kind !== undefined && tally !== undefined) add(sheet, tally, kind, at);
    }
  }
}

/** A beat stands after its event; one before the first event stands at the top. */
function tallyBeats(sheet: FarSheet, grid: Grid, tallies: readonly Tally[]): void {
  const { trace, branch, outline } = sheet;
  if (outline.length === 0) return;
  for (const { after, title } of beatsUpTo(trace, branch, outline.length)) {
    const at = Math.max(1, after);
    const tally = tallies[slotAt(grid, at)];
    const words = `“${displayText(title, 80)}”`;
    if (tally !== undefined) add(sheet, tally, { tone: "beat", words, often: 1 }, at);
  }
}

function add({ heights, top }: FarSheet, tally: Tally, kind: Kind, at: number): void {
  tally.counts.set(kind, (tally.counts.get(kind) ?? 0) + 1);
  tally.from = Math.min(tally.from, at);
  tally.to = Math.max(tally.to, at);
  const y = Math.round(heights.eventY(at) - top);
  const there = tally.places.get(y);
  if (there === undefined || rank(kind.tone) < rank(there)) tally.places.set(y, kind.tone);
}

/** From 0, the worst. */
function rank(tone: FlagTone): number {
  return FLAG_TONES.indexOf(tone);
}

/** The kinds by the outline's numbers. */
function kindsOf({ outline }: FarSheet): readonly Kind[] {
  const often = new Int32Array(outline.flagNames.length);
  for (const { flags } of outline.parts) {
    const { name } = flags;
    const all = name.length;
    for (let i = 0; i < all; i++) {
      const number = name[i] ?? 0;
      often[number] = (often[number] ?? 0) + 1;
    }
  }
  return outline.flagNames.map((flag, number) => ({ ...worded(flag), often: often[number] ?? 0 }));
}

function worded({ tone, name }: FlagName): Omit<Kind, "often"> {
  const shown = displayText(name, 80);
  switch (tone) {
    case "violated":
      return { tone, words: `${shown} violated` };
    case "restored":
      return { tone, words: `${shown} holds again` };
    case "moment":
      return { tone, words: shown };
  }
}

function flagOf(sheet: FarSheet, slot: number, { counts, places, from, to }: Tally): FarFlag {
  const { frame } = sheet;
  const kinds = inOrder([...counts.keys()]);
  const words = kinds.map((kind) => counted(kind.words, counts.get(kind) ?? 0)).join(", ");
  const room = frame.width - frame.notesX - INDENT - MARGIN;
  const text = room < LEAST_WORDS ? "" : fitText(words, LABEL_PX, room);
  const where = from === to ? `event ${from}` : `events ${from}–${to}`;
  return {
    tone: kinds[0]?.tone ?? "moment",
    places: [...places].map(([y, tone]): FlagPlace => ({ y, tone })),
    ...{ x: frame.notesX + INDENT, y: slot * SLOT + SLOT / 2 },
    ...{ text, width: textWidth(text, LABEL_PX), full: `${where}: ${words}` },
    count: [...counts.values()].reduce((sum, count) => sum + count, 0),
    isUsual: kinds.every(({ tone, often }) => tone === "moment" && often > USUAL),
    ...{ from, to },
  };
}

/** The worst first, then what is rare. */
function inOrder(kinds: readonly Kind[]): readonly Kind[] {
  return [...kinds].sort((a, b) => rank(a.tone) - rank(b.tone) || a.often - b.often);
}

function counted(words: string, count: number): string {
  return count === 1 ? words : `${count} × ${words}`;
}
