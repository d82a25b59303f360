/** The ways of what travels in words, for formats that draw no ribbons. */
import { listIn } from "../base/groups.js";
import type { BranchId } from "../trace/ids.js";
import type { RecordedTrace } from "../trace/recordedTrace.js";
import type { NameOf } from "../trace/sentence.js";
import type { Holding, TrailPart } from "../trace/trails.js";
import { displayText } from "../trace/displayText.js";
import { whenWords } from "./ladder.js";
import { namesOf } from "./nodeWords.js";
import { holdingName, nameOf as nameOfThing } from "./spaceTime/trails.js";

/** Events of a branch, both included. */
export interface TrailRange {
  readonly from: number;
  readonly to: number;
}

/** What the trace says that travels, such as `token`; empty when it says nothing. */
export function travellers({ header }: RecordedTrace): string {
  return (header.trails ?? []).map(({ trail }) => displayText(trail, 24)).join(" or ");
}

/** For each thing who holds it from when to when: `token 1 (g1): Ben from 10 ms to 40 ms`. */
export function trailLines(
  trace: RecordedTrace,
  branch: BranchId,
  range: TrailRange,
): readonly string[] {
  const nodeName = namesOf(trace.nodes(branch));
  const stories = new Map<string, { at: number; words: string }[]>();
  const tell = (part: TrailPart, at: number, words: string) => {
    listIn(stories, nameOfThing(part)).push({ at, words });
  };
  const names = new Map<string, string>();
  for (const holding of trace.holdings(branch, range.from, range.to)) {
    names.set(nameOfThing(holding), holdingName(trace, branch, holding));
    tell(holding, holding.from, stayWords(trace, branch, holding, range, nodeName));
  }
  for (const { carries, endAt = Infinity, endMs = 0 } of trace.messages(
    branch,
    range.from,
    range.to,
  )) {
    if (carries?.ends !== true || endAt > range.to) continue;
    tell(carries, endAt, `lost on its way at ${whenWords(trace, endAt, endMs)}`);
  }
  return [...stories].map(([key, parts]) => {
    const inOrder = parts.sort((a, b) => a.at - b.at).map(({ words }) => words);
    return `${names.get(key) ?? key}: ${inOrder.join(", ")}`;
  });
}

/** `Ben from 10 ms to 40 ms`; what lies outside of the range is not told. */
function stayWords(
  trace: RecordedTrace,
  branch: BranchId,
  { node, from, to = Infinity, ends }: Holding,
  range: TrailRange,
  nodeName: NameOf,
): string {
  const when = (at: number) => whenWords(trace, at, trace.timeOf(branch, at));
  const start = from < range.from ? "from before this part" : `from ${when(from)}`;
  const end = to > range.to ? "on" : `${ends ? "until it is lost at" : "to"} ${when(to)}`;
  return `${nodeName(node)} ${start} ${end}`;
}
