/**
 * A run as plain text for terminals, mails and diffs: a line or a few for each event, with its
 * number and time, lifelines with a level arrow, and its sentence. `ladder.ts` says where the
 * arrows stand.
 */
import type { BranchId } from "../../trace/ids.js";
import type { RecordedTrace } from "../../trace/recordedTrace.js";
import type { NameOf, Sentence } from "../../trace/sentence.js";
import { padToCells, wrapToCells } from "../cells.js";
import { arrowWords, isOneArrow, ladderOf, type LadderArrow, type LadderRow } from "../ladder.js";
import { meaningLines } from "../meaningWords.js";
import { clauseText, partsOf } from "../narration.js";
import { namesOf } from "../nodeWords.js";
import { stateTable } from "../stateTable.js";
import { trailLines } from "../trailWords.js";
import {
  arrowLine,
  changeLooks,
  headLine,
  lanesFor,
  looksIn,
  markLine,
  plainLine,
  stubLines,
  type Lanes,
} from "./lanes.js";
import { stateLines } from "./stateText.js";

/** No line is wider than this many cells. */
const WIDTH = 100;
/** Cells that the sentences have at least. */
const LEAST_WORDS = 40;
/** Between the columns of a line. */
const GAP = "  ";

export interface TranscriptOptions {
  readonly title: string;
  readonly description: string;
  /** The cursor from which the run is seen: the state there is told at the end. */
  readonly at?: number;
}

/** What the lines are made from. */
interface Page {
  readonly trace: RecordedTrace;
  readonly branch: BranchId;
  readonly nameOf: NameOf;
  /** Cells of the event's number and of its time; 0 for a trace without times. */
  readonly numberCells: number;
  readonly timeCells: number;
  /** Undefined when there are too many nodes for columns. */
  readonly lanes: Lanes | undefined;
  readonly wordCells: number;
}

/** The events from … to (1 … length) of a branch; none with `to` < `from`. */
export function toTranscript(
  trace: RecordedTrace,
  branch: BranchId,
  from: number,
  to: number,
  { title, description, at }: TranscriptOptions,
): string {
  const page = pageFor(trace, branch, to);
  const blocks = [
    [...(title === "" ? [] : wrapToCells(title, WIDTH))],
    description === "" ? [] : wrapToCells(description, WIDTH),
    nameLines(page),
    [...headOf(page), ...eventLines(page, from, to)],
    to < from ? [] : trailLines(trace, branch, { from, to }).flatMap(wrapped),
    at === undefined ? [] : stateAt(trace, branch, at),
  ];
  const texts = blocks.filter((lines) => lines.length > 0).map((lines) => lines.join("\n"));
  return `${texts.join("\n\n")}\n`;
}

function wrapped(line: string): readonly string[] {
  return wrapToCells(line, WIDTH);
}

function pageFor(trace: RecordedTrace, branch: BranchId, to: number): Page {
  const nameOf = namesOf(trace.nodes(branch));
  const nodes = trace.nodes(branch).map(({ id }) => ({ id, name: nameOf(id) }));
  const numberCells = Math.max(3, String(to).length);
  const timeCells = trace.header.timed ? `${trace.timeOf(branch, Math.max(0, to))} ms`.length : 0;
  const gutter = numberCells + (timeCells === 0 ? 0 : timeCells + GAP.length) + GAP.length;
  const lanes = lanesFor(nodes, WIDTH - gutter - LEAST_WORDS);
  const wordCells = WIDTH - gutter - (lanes === undefined ? 0 : lanes.width + GAP.length);
  return { trace, branch, nameOf, numberCells, timeCells, lanes, wordCells };
}

/** Which column is whose, when the names over them are other ones. */
function nameLines({ trace, branch, lanes, nameOf }: Page): readonly string[] {
  const pairs = trace.nodes(branch).flatMap(({ id }, place) => {
    const short = lanes?.names[place];
    return short === undefined || short === nameOf(id) ? [] : [`${short} = ${nameOf(id)}`];
  });
  return pairs.length === 0 ? [] : wrapToCells(pairs.join(", "), WIDTH);
}

function headOf(page: Page): readonly string[] {
  if (page.lanes === undefined) return [];
  return [lineOf(page, "", "", headLine(page.lanes), "")];
}

function lineOf(page: Page, number: string, time: string, lifelines: string, words: string) {
  const { numberCells, timeCells, lanes } = page;
  const parts = [
    number.padStart(numberCells),
    ...(timeCells === 0 ? [] : [time.padStart(timeCells)]),
    ...(lanes === undefined ? [] : [padToCells(lifelines, lanes.width)]),
    words,
  ];
  return parts.join(GAP).trimEnd();
}

function eventLines(page: Page, from: number, to: number): readonly string[] {
  const { trace, branch, lanes } = page;
  if (to < from) return [];
  const { rows, open } = ladderOf(trace, branch, from, to);
  const looks = lanes === undefined ? [] : looksIn(lanes, trace.world(branch, from - 1));
  const plain = () => (lanes === undefined ? "" : plainLine(lanes, looks));
  const lines = rows.flatMap((row) => {
    if (lanes !== undefined) changeLooks(lanes, looks, row.record);
    const drawn = lanes === undefined ? [] : drawRow(lanes, looks, row);
    const { at, timeMs } = row.record;
    return zip(page, [String(at), `${timeMs} ms`], drawn, wordsOf(page, row), plain);
  });
  const still = open.flatMap((arrow) => {
    const drawn = lanes === undefined ? [] : [arrowLine(lanes, looks, arrow)];
    return zip(page, ["", ""], drawn, wrapToCells(messageLine(page, arrow), page.wordCells), plain);
  });
  return [...lines, ...still];
}

/** Pictures and words beside each other, with plain lifelines where the words are longer. */
function zip(
  page: Page,
  [number, time]: readonly [string, string],
  drawn: readonly string[],
  words: readonly string[],
  plain: () => string,
): readonly string[] {
  const height = Math.max(drawn.length, words.length);
  return Array.from({ length: height }, (_, n) => {
    const [at, when] = n === 0 ? [number, time] : ["", ""];
    return lineOf(page, at, when, drawn[n] ?? plain(), words[n] ?? "");
  });
}

/** The event's mark, unless its arrow says it, then the messages that ended with it. */
function drawRow(
  lanes: Lanes,
  looks: Parameters<typeof plainLine>[1],
  { record, arrows }: LadderRow,
): readonly string[] {
  const lines = arrows.map((arrow) => arrowLine(lanes, looks, arrow));
  if (isOneArrow(record)) return lines;
  return [markLine(lanes, looks, record), ...lines, ...stubLines(lanes, looks, record)];
}

function wordsOf(page: Page, { record, arrows }: LadderRow): readonly string[] {
  const { trace, branch, nameOf, wordCells } = page;
  const parts = partsOf(trace, branch, record);
  const { happening, received, noSend, ignored, view, sends, replies, notes } = parts;
  const tell = (sentences: readonly Sentence[]) => sentences.map((s) => clauseText(s, nameOf));
  const remarks = isOneArrow(record) ? arrows.flatMap((arrow) => arrow.remarks) : [];
  const came = tell([...received, ...noSend, ...ignored, ...view, ...sends, ...replies, ...notes]);
  const clauses = [...tell(happening), ...remarks, ...came];
  const lost = "lost" in record ? arrows.map((arrow) => messageLine(page, arrow)) : [];
  return [clauses.join("; "), ...lost, ...meaningLines(record, nameOf)].flatMap((line) =>
    wrapToCells(line, wordCells),
  );
}

/** A message in one line: its ends, its words, what became of it. */
function messageLine({ trace, nameOf }: Page, arrow: LadderArrow): string {
  const { life, remarks } = arrow;
  const words = `${nameOf(life.from)} → ${nameOf(life.to)}: ${arrowWords(trace, arrow)}`;
  return [words, ...remarks].join("; ");
}

function stateAt(trace: RecordedTrace, branch: BranchId, at: number): readonly string[] {
  const table = stateTable(trace, branch, at);
  const when = trace.header.timed ? `, at ${table.timeMs} ms` : "";
  const place = at === 0 ? "Before the first event" : `After event ${at}${when}`;
  const cut = table.cut === "" ? [] : wrapToCells(`Cut: ${table.cut}`, WIDTH);
  return [place, "", ...stateLines(table, WIDTH), ...cut];
}
