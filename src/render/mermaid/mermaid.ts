/** A run as the text of a Mermaid sequence diagram; `ladder.ts` says where its arrows stand. */
import type { BranchId, NodeId } from "../../trace/ids.js";
import { linkKey, type RecordedTrace } from "../../trace/recordedTrace.js";
import type { EventRecord } from "../../trace/records.js";
import type { NameOf, Sentence } from "../../trace/sentence.js";
import { wrapToCells } from "../cells.js";
import { eventWords } from "../eventWords.js";
import {
  arrowWords,
  isOneArrow,
  ladderOf,
  whenWords,
  type LadderArrow,
  type LadderRow,
} from "../ladder.js";
import { meaningLines } from "../meaningWords.js";
import { clauseText, partsOf } from "../narration.js";
import { namesOf } from "../nodeWords.js";
import { travellers } from "../trailWords.js";
import { mermaidText, participantsOf, type Participant } from "./mermaidText.js";

/** Characters that Mermaid takes unless its `maxTextSize` says otherwise. */
const USUAL_TEXT_SIZE = 50_000;
/** Where the lines of a note over one node break, and over several. */
const [NARROW_NOTE, WIDE_NOTE] = [30, 56];
/** A tint behind the time in which links are cut. */
const CUT_TINT = "rect rgba(201, 138, 0, 0.12)";

/** Said at the head, since the rule is not to be guessed from the picture. */
const RULE = [
  "Mermaid draws level arrows only. Each stands where its message ended; its words say when it was",
  "sent, if that is further up. A note (↑) stands below an arrow that shows a wrong order: its",
  "sender did something in between, or it was overtaken, delayed or held.",
  "->> received   -->> received and ignored   -x lost on the way   --x no receive in this log",
  "-) on its way   --) held",
];

export interface MermaidOptions {
  readonly title: string;
  /** What is to be seen, for those who cannot. */
  readonly description: string;
}

/** What the lines are made from. */
interface Sheet {
  readonly trace: RecordedTrace;
  readonly branch: BranchId;
  readonly nameOf: NameOf;
  readonly participants: ReadonlyMap<NodeId, Participant>;
}

/** The events from … to (1 … length) of a branch; with `to` < `from` the nodes alone. */
export function toMermaid(
  trace: RecordedTrace,
  branch: BranchId,
  from: number,
  to: number,
  { title, description }: MermaidOptions,
): string {
  const nameOf = namesOf(trace.nodes(branch));
  const nodes = trace.nodes(branch).map(({ id }) => ({ id, name: nameOf(id) }));
  const participants = participantsOf(nodes);
  const sheet = { trace, branch, nameOf, participants };
  const lines = [
    "sequenceDiagram",
    ...(title === "" ? [] : [`  title: ${mermaidText(title)}`]),
    ...(description === "" ? [] : [`  accDescr: ${mermaidText(description)}`]),
    ...[...participants.values()].map(declare),
    ...bodyOf(sheet, from, to).map((line) => `  ${line}`),
  ];
  const text = [...RULE.map((line) => `%% ${line}`), ...lines].join("\n");
  return `${text.length > USUAL_TEXT_SIZE ? sizeComment(text.length) : ""}${text}\n`;
}

/** A renderer with Mermaid's usual limit shows an error instead of so long a text. */
function sizeComment(length: number): string {
  const size = Math.ceil(length / 10_000 + 1) * 10_000;
  return `%% Longer than Mermaid takes by itself: initialize it with maxTextSize ${size}.\n`;
}

function declare({ id, name }: Participant): string {
  return id === name ? `  participant ${id}` : `  participant ${id} as ${mermaidText(name)}`;
}

function bodyOf(sheet: Sheet, from: number, to: number): readonly string[] {
  if (to < from || sheet.participants.size === 0) return [];
  const { trace, branch } = sheet;
  const { rows, open } = ladderOf(trace, branch, from, to);
  const cut = new Set(trace.world(branch, from - 1).cut.map(linkKey));
  const bars = barsOf(sheet, from, to);
  const lines = [
    ...(bars.size === 0
      ? []
      : [noteOverAll(sheet, [`a bar on a lifeline: who holds the ${travellers(trace)}`])]),
    ...(cut.size === 0 ? [] : [CUT_TINT, noteOverAll(sheet, ["some links are cut"])]),
    ...(bars.get(from - 1) ?? []),
  ];
  for (const row of rows) {
    const wasCut = cut.size > 0;
    changeCut(cut, row.record);
    if (!wasCut && cut.size > 0) lines.push(CUT_TINT);
    lines.push(...rowLines(sheet, row), ...(bars.get(row.record.at) ?? []));
    if (wasCut && cut.size === 0) lines.push("end");
  }
  if (cut.size > 0) lines.push("end");
  if (open.length === 0) return lines;
  const still = noteOverAll(sheet, ["still on their way"]);
  return [...lines, still, ...open.flatMap((arrow) => arrowLines(sheet, arrow, ""))];
}

/**
 * Mermaid's own sign for a node that is active: a bar on its lifeline while it holds what travels.
 * Where bars begin and end, by the events behind which that stands.
 */
function barsOf(sheet: Sheet, from: number, to: number): ReadonlyMap<number, readonly string[]> {
  const { trace, branch } = sheet;
  const bars = new Map<number, readonly string[]>();
  const ordered = [...trace.holdings(branch, from, to)].sort((a, b) => a.from - b.from);
  for (const { node, from: first, to: last = to } of ordered) {
    const [begin, end] = [Math.max(from - 1, first), Math.min(to, last)];
    if (end <= begin) continue;
    const word = wordFor(sheet, node);
    bars.set(begin, [...(bars.get(begin) ?? []), `activate ${word}`]);
    bars.set(end, [`deactivate ${word}`, ...(bars.get(end) ?? [])]);
  }
  return bars;
}

function changeCut(cut: Set<string>, record: EventRecord): void {
  if (record.event === "cut") for (const link of record.links) cut.add(linkKey(link));
  if (record.event === "restore") for (const link of record.links) cut.delete(linkKey(link));
}

/** What happened, the messages that ended, what came of it, what it means. */
function rowLines(sheet: Sheet, { record, arrows, sendsFar }: LadderRow): readonly string[] {
  const { trace, branch, nameOf } = sheet;
  const when = `${whenWords(trace, record.at, record.timeMs)} · `;
  const { noSend, ignored, view, replies, sends } = partsOf(trace, branch, record);
  const tell = (sentences: readonly Sentence[]) => sentences.map((s) => clauseText(s, nameOf));
  const came = tell([...noSend, ...ignored, ...view, ...replies]);
  const sent = sendsFar ? tell(sends) : [];
  const lines = arrows.map((arrow) => arrowLines(sheet, arrow, when));
  const meaning = meaningLines(record, nameOf);
  const over = meaning.length === 0 ? [] : [noteOverAll(sheet, meaning)];
  if (isOneArrow(record)) {
    // The message that is received comes first; others were lost when they were sent in answer.
    const [own = [], ...lost] = lines;
    const after = came.length === 0 ? [] : [noteAt(sheet, record, [...came, ...sent])];
    return [...own, ...after, ...lost.flat(), ...over];
  }
  const happened = `${when}${happeningWords(sheet, record)}`;
  return [noteAt(sheet, record, [happened, ...came, ...sent]), ...lines.flat(), ...over];
}

function happeningWords({ trace, branch }: Sheet, record: EventRecord): string {
  const words = eventWords(trace, branch, record);
  return record.event === "timeout" && record.by !== undefined ? `${words} (forced)` : words;
}

/** Over the node of an event, the two ends of a message, or everybody. */
function noteAt(sheet: Sheet, record: EventRecord, lines: readonly string[]): string {
  if ("node" in record) return note([wordFor(sheet, record.node)], lines);
  const life = "message" in record ? sheet.trace.message(sheet.branch, record.message) : undefined;
  const link = record.event === "forge" ? record : life;
  if (link === undefined) return noteOverAll(sheet, lines);
  return note([wordFor(sheet, link.from), wordFor(sheet, link.to)], lines);
}

function arrowLines(sheet: Sheet, arrow: LadderArrow, when: string): readonly string[] {
  const { life, remarks } = arrow;
  const [from, to] = [wordFor(sheet, life.from), wordFor(sheet, life.to)];
  const told = `${when}${arrowWords(sheet.trace, arrow)}`;
  const words = mermaidText(told.replace(/ · $/, "")); // a log may tell no words of a message
  const line = `${from}${signOf(arrow)}${to}: ${words}`;
  return remarks.length === 0 ? [line] : [line, note([from, to], [`↑ ${remarks.join("; ")}`])];
}

function signOf({ life, isOpen }: LadderArrow): string {
  if (isOpen) return life.fate === "held" ? "--)" : "-)";
  switch (life.fate) {
    case "received":
      return "->>";
    case "ignored":
      return "-->>";
    case "noReceive":
      return "--x";
    default:
      return "-x";
  }
}

function noteOverAll({ participants }: Sheet, lines: readonly string[]): string {
  const ids = [...participants.values()].map(({ id }) => id);
  return note([ids[0] ?? "", ids.at(-1) ?? ""], lines);
}

/** Over one participant, or from the first to the last of them. */
function note(over: readonly string[], lines: readonly string[]): string {
  const ends = [...new Set(over)];
  const cells = ends.length > 1 ? WIDE_NOTE : NARROW_NOTE;
  const short = lines.filter((line) => line !== "").flatMap((line) => wrapToCells(line, cells));
  return `Note over ${ends.join(",")}: ${short.map(mermaidText).join("<br/>")}`;
}

function wordFor({ participants }: Sheet, node: NodeId): string {
  return participants.get(node)?.id ?? node;
}
