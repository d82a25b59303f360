/**
 * Events as rows: their marks, their words beside the lifeline, their flags in the notes column.
 */
import { displayText } from "../../trace/displayText.js";
import type { BranchId } from "../../trace/ids.js";
import type { RecordedTrace } from "../../trace/recordedTrace.js";
import type { EventRecord, FlipData } from "../../trace/records.js";
import { tell, type NameOf } from "../../trace/sentence.js";
import { eventWords } from "../eventWords.js";
import { fitText, textWidth } from "../fontMetrics.js";
import { namesOf } from "../nodeWords.js";
import type { Column, Frame } from "./frame.js";
import type { Flag, Mark, Row } from "./picture.js";
import { LABEL_GAP, LABEL_PX, LIFELINE_HALF, LINE_HEIGHT, rowY } from "./scale.js";
import { segmentMeetsBox, uprightBox, type Segment } from "./geometry.js";

/** Room for the glyph of a flag left of its words, and the longest words. */
const FLAG_INDENT = 18;
const FLAG_WIDTH = 206;
/** So many lines fit into the notes of one row. */
const NOTE_LINES = 2;
/** Middle of the words, measured from the mark: above it, on its level, below it. */
const [RAISED, LEVEL, LOWERED] = [-5, 0, 7];

/** One row. `lines` are the arrows near it, which the words should not cross. */
export function rowOf(
  trace: RecordedTrace,
  branch: BranchId,
  frame: Frame,
  record: EventRecord,
  lines: readonly Segment[],
): Row {
  const column = "node" in record ? frame.columns.get(record.node) : undefined;
  const full = eventWords(trace, branch, record);
  const room = column ? roomBeside(column, frame) : FLAG_WIDTH;
  const label = fitText(full, LABEL_PX, room);
  const labelWidth = textWidth(label, LABEL_PX);
  const y = rowY(record.at);
  const place = column
    ? besideMark(column, y, labelWidth, frame, lines)
    : { x: frame.notesX + FLAG_INDENT, y: y + RAISED };
  return {
    at: record.at,
    y,
    timeMs: record.timeMs,
    node: column?.header.id,
    x: column?.x,
    mark: markOf(record),
    label,
    full,
    labelX: place.x,
    labelY: place.y,
    labelWidth,
    flags: flagsOf(record, namesOf(trace.header), frame, column || full === "" ? 0 : 1),
  };
}

/** Up to the next lifeline, or up to the notes. */
function roomBeside({ x }: Column, frame: Frame): number {
  return Math.min(frame.spacing - LIFELINE_HALF * 2, frame.notesX - x) - LABEL_GAP;
}

/**
 * Left edge and middle height of the words where they cross the fewest lines; above to the right
 * when it is equal.
 */
function besideMark(
  column: Column,
  y: number,
  width: number,
  frame: Frame,
  lines: readonly Segment[],
): { readonly x: number; readonly y: number } {
  const right = column.x + LABEL_GAP;
  const left = column.x - LABEL_GAP - width;
  const sides = left < frame.gutter ? [right] : [right, left];
  const places = [RAISED, LEVEL, LOWERED].flatMap((down) => sides.map((x) => ({ x, y: y + down })));
  const crossed = places.map((place) => {
    const box = uprightBox(place.x + width / 2, place.y, width / 2, LINE_HEIGHT / 2 - 2);
    return lines.filter((line) => segmentMeetsBox(line, box)).length;
  });
  const best = crossed.indexOf(Math.min(...crossed));
  return places[best] ?? { x: right, y: y + RAISED };
}

function markOf(record: EventRecord): Mark {
  switch (record.event) {
    case "receive":
      return record.ignored ? "ignored" : "receive";
    case "timeout":
      return record.by === undefined ? "timeout" : "forced";
    case "start":
    case "command":
    case "crash":
    case "restart":
    case "lose":
    case "local":
      return record.event;
    case "peerDown":
    case "peerUp":
    case "neighbourDown":
    case "neighbourUp":
    case "crashSoon":
    case "clock":
      return "notice";
    default:
      return "network";
  }
}

/** Flags from the row's note line `first` on; what does not fit is counted on the last line. */
function flagsOf(
  record: EventRecord,
  nameOf: NameOf,
  frame: Frame,
  first: number,
): readonly Flag[] {
  const all = [
    ...(record.flips ?? []).map((flip) => flipWords(flip, nameOf)),
    ...(record.moments ?? []).map(({ name, sentence }) =>
      momentWords(name, tell(sentence, nameOf)),
    ),
  ];
  const lines = NOTE_LINES - first;
  const shown =
    all.length <= lines ? all : [...all.slice(0, lines - 1), rest(all.slice(lines - 1))];
  const single = shown.length === 1 && first === 0;
  return shown.map(({ tone, words, whole }, i) => {
    const full = displayText(whole, 300);
    const text = fitText(displayText(words, 80), LABEL_PX, FLAG_WIDTH);
    const y = rowY(record.at) + (single ? LEVEL : RAISED + (first + i) * LINE_HEIGHT);
    const x = frame.notesX + FLAG_INDENT;
    return { tone, text, full, x, y, width: textWidth(text, LABEL_PX) };
  });
}

interface FlagWords {
  readonly tone: Flag["tone"];
  /** What stands in the picture. */
  readonly words: string;
  /** What it means, in a sentence. */
  readonly whole: string;
}

function momentWords(name: string, sentence: string): FlagWords {
  return { tone: "moment", words: name, whole: `${name}: ${sentence}` };
}

function flipWords({ invariant, holds, sentence }: FlipData, nameOf: NameOf): FlagWords {
  if (holds) return { tone: "restored", ...same(`${invariant} holds again`) };
  if (!sentence) return { tone: "violated", ...same(`${invariant} violated`) };
  const whole = `${invariant} violated: ${tell(sentence, nameOf)}`;
  return { tone: "violated", words: `${invariant} violated`, whole };
}

function same(words: string): Pick<FlagWords, "words" | "whole"> {
  return { words, whole: words };
}

/** Several flags on one line. */
function rest(flags: readonly FlagWords[]): FlagWords {
  const list = flags.map(({ words }) => words).join("; ");
  const whole = flags.map((flag) => flag.whole).join(" ");
  return { tone: flags[0]?.tone ?? "moment", words: `+${flags.length}: ${list}`, whole };
}
