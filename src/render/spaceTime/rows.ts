/** Events as rows: their marks, what is to be said beside them, their flags. */
import { displayText } from "../../trace/displayText.js";
import type { EventRecord, FlipData } from "../../trace/records.js";
import { tell, type NameOf } from "../../trace/sentence.js";
import { eventWords } from "../eventWords.js";
import { namesOf } from "../nodeWords.js";
import type { Flag, Mark, Row } from "./picture.js";
import type { Sheet } from "./sheet.js";

/** A row before its words have a place. */
export interface PlainRow extends Omit<
  Row,
  "label" | "labelX" | "labelY" | "labelWidth" | "flags"
> {
  readonly flags: readonly PlainFlag[];
}

export interface PlainFlag {
  readonly tone: Flag["tone"];
  /** What stands in the picture. */
  readonly words: string;
  /** What it means, in a sentence. */
  readonly whole: string;
}

/** So many lines fit into the notes of one row. */
const NOTE_LINES = 2;

export function rowOf(sheet: Sheet, record: EventRecord): PlainRow {
  const { trace, branch, frame, axis } = sheet;
  const column = "node" in record ? frame.columns.get(record.node) : undefined;
  const full = eventWords(trace, branch, record);
  const lines = column || full === "" ? NOTE_LINES : NOTE_LINES - 1;
  return {
    at: record.at,
    y: axis.rowY(record.at),
    bottom: axis.bottomOf(record.at),
    timeMs: record.timeMs,
    node: column?.header.id,
    x: column?.x,
    mark: markOf(record),
    full,
    flags: flagsOf(record, namesOf(trace.nodes(branch)), lines),
  };
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
    case "addNode":
      return "added";
    case "removeNode":
      return "removed";
    case "peerDown":
    case "peerUp":
    case "neighbourDown":
    case "neighbourUp":
    case "crashSoon":
    case "clock":
    case "disk":
      return "notice";
    default:
      return "network";
  }
}

/** The row's flags; what does not fit into so many lines is counted on the last one. */
function flagsOf(record: EventRecord, nameOf: NameOf, lines: number): readonly PlainFlag[] {
  const all = [
    ...(record.flips ?? []).map((flip) => flipWords(flip, nameOf)),
    ...(record.moments ?? []).map(({ name, sentence }) =>
      momentWords(name, tell(sentence, nameOf)),
    ),
  ];
  const shown =
    all.length <= lines ? all : [...all.slice(0, lines - 1), rest(all.slice(lines - 1))];
  return shown.map(({ tone, words, whole }) => {
    return { tone, words: displayText(words, 80), whole: displayText(whole, 300) };
  });
}

function momentWords(name: string, sentence: string): PlainFlag {
  return { tone: "moment", words: name, whole: `${name}: ${sentence}` };
}

function flipWords({ invariant, holds, sentence }: FlipData, nameOf: NameOf): PlainFlag {
  if (holds) return { tone: "restored", ...same(`${invariant} holds again`) };
  if (!sentence) return { tone: "violated", ...same(`${invariant} violated`) };
  const whole = `${invariant} violated: ${tell(sentence, nameOf)}`;
  return { tone: "violated", words: `${invariant} violated`, whole };
}

function same(words: string): Pick<PlainFlag, "words" | "whole"> {
  return { words, whole: words };
}

/** Several flags on one line. */
function rest(flags: readonly PlainFlag[]): PlainFlag {
  const list = flags.map(({ words }) => words).join("; ");
  const whole = flags.map((flag) => flag.whole).join(" ");
  return { tone: flags[0]?.tone ?? "moment", words: `+${flags.length}: ${list}`, whole };
}
