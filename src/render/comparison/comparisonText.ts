/** Two runs side by side for a terminal. */
import { displayText } from "../../trace/displayText.js";
import { tell } from "../../trace/sentence.js";
import { clausesOf } from "../narration.js";
import { namesOf } from "../nodeWords.js";
import {
  differenceWords,
  type ComparedPair,
  type ComparedRun,
  type ComparedRuns,
} from "./comparison.js";

/** Width of one run's column, in characters; two of them fit on a wide terminal. */
const COLUMN = 64;
/** Where an event's words begin, behind its number and time, and on how many lines they may run. */
const INDENT = 17;
const MOST_LINES = 8;
/** So many like events are shown before and after others; the rest of them is counted. */
const CONTEXT = 3;

/**
 * The events of both runs in two columns; between them `=`, `≠` (the first difference), `<`, `>`.
 */
export function comparisonText(runs: ComparedRuns): string {
  const head = joined(`stage ${runs.left.stage}`, "│", `stage ${runs.right.stage}`);
  const rule = `${"─".repeat(COLUMN)}─┼─${"─".repeat(COLUMN)}`;
  return [head, rule, ...rows(runs), rule, ...differenceWords(runs)].join("\n");
}

interface Row {
  readonly isLike: boolean;
  readonly text: string;
}

function rows(runs: ComparedRuns): readonly string[] {
  const all = runs.pairs.map((pair, place): Row => {
    const left = eventText(runs.left, pair.left);
    const right = eventText(runs.right, pair.right);
    const isFirst = place === runs.difference?.place;
    const isLike = !isFirst && bare(left) === bare(right);
    return { isLike, text: joined(left, isFirst ? "≠" : signOf(pair, isLike), right) };
  });
  return folded(all);
}

/** Long stretches of like events in one line. */
function folded(all: readonly Row[]): readonly string[] {
  const lines: string[] = [];
  for (let place = 0; place < all.length;) {
    const end = endOfStretch(all, place);
    const texts = all.slice(place, end).map(({ text }) => text);
    const [before, after] = [place === 0 ? 0 : CONTEXT, end === all.length ? 0 : CONTEXT];
    const hidden = texts.length - before - after;
    const isLong = all[place]?.isLike === true && hidden > 1;
    if (isLong) texts.splice(before, hidden, joined(`… ${hidden} events are the same`, "=", "…"));
    lines.push(...texts);
    place = end;
  }
  return lines;
}

/** The place after the last row that is as like or unlike as the first. */
function endOfStretch(all: readonly Row[], start: number): number {
  let end = start + 1;
  while (end < all.length && all[end]?.isLike === all[start]?.isLike) end += 1;
  return end;
}

function signOf({ left, right }: ComparedPair, isLike: boolean): string {
  if (left === undefined) return ">";
  if (right === undefined) return "<";
  return isLike ? "=" : "~";
}

/** Number, time and sentence; empty for an event that this run does not have. */
function eventText({ trace, branch }: ComparedRun, at: number | undefined): string {
  if (at === undefined) return "";
  const nameOf = namesOf(trace.nodes(branch));
  const record = trace.event(branch, at);
  const clauses = clausesOf(trace, branch, record).map((clause) =>
    tell(clause, nameOf).replace(/\.$/, ""),
  );
  const time = trace.header.timed ? `${record.timeMs} ms` : "";
  const head = `${String(at).padStart(5)} ${time.padStart(INDENT - 8)}  `;
  return `${head}${displayText(clauses.join("; "), MOST_LINES * (COLUMN - INDENT))}`;
}

/** Without the event's number, which may be another one in the other run. */
function bare(text: string): string {
  return text.slice(6);
}

/** Two cells beside each other, each on as many lines as it needs. */
function joined(left: string, sign: string, right: string): string {
  const [lefts, rights] = [wrapped(left), wrapped(right)];
  const count = Math.max(lefts.length, rights.length);
  const lines = Array.from({ length: count }, (_, place) => {
    const [first = "", second = ""] = [lefts[place], rights[place]];
    const gap = " ".repeat(Math.max(0, COLUMN - Array.from(first).length));
    return `${first}${gap} ${place === 0 ? sign : "│"} ${second}`.trimEnd();
  });
  return lines.join("\n");
}

/** Breaks between words where there are some; what follows is indented under the first words. */
function wrapped(text: string): readonly string[] {
  const points = Array.from(text);
  const lines: string[] = [];
  let start = 0;
  while (points.length - start > widthOf(lines)) {
    const end = start + widthOf(lines);
    const space = points.lastIndexOf(" ", end);
    const stop = space > start + INDENT ? space : end;
    lines.push(`${indentOf(lines)}${points.slice(start, stop).join("")}`);
    start = points[stop] === " " ? stop + 1 : stop;
  }
  return [...lines, `${indentOf(lines)}${points.slice(start).join("")}`];
}

function indentOf(lines: readonly string[]): string {
  return lines.length === 0 ? "" : " ".repeat(INDENT);
}

function widthOf(lines: readonly string[]): number {
  return COLUMN - indentOf(lines).length;
}
