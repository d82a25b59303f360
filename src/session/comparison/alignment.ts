/** Which events of two runs stand beside each other. */
import { diffArrays } from "diff";
import type { BranchId } from "../../trace/ids.js";
import type { RecordedTrace } from "../../trace/recordedTrace.js";
import type { EventRecord } from "../../trace/records.js";

/** The events' numbers; one of them is missing where only the other run has such an event. */
export interface Pair {
  readonly left?: number;
  readonly right?: number;
}

/** One run: a branch of a trace. */
export interface RunPath {
  readonly trace: RecordedTrace;
  readonly branch: BranchId;
}

/**
 * Runs that differ in more events than this are not worth a perfect alignment: what follows their
 * common beginning then stands side by side by its time.
 */
const MOST_EDITS = 4_000;

/**
 * The events of both runs in order, alike ones side by side. Events are alike when the same
 * happened to the same node: the same timer, the next message of that type on that link.
 */
export function alignRuns(left: RunPath, right: RunPath): readonly Pair[] {
  const [lefts, rights] = [likenesses(left), likenesses(right)];
  const firstOther = lefts.findIndex((text, place) => text !== rights[place]);
  const shared = firstOther < 0 ? lefts.length : firstOther;
  const pairs = lefts.slice(0, shared).map((_, i): Pair => ({ left: i + 1, right: i + 1 }));
  let [l, r] = [shared, shared];
  let lonely: Pair[] = [];
  const settle = (): void => {
    for (const pair of byTime(lonely, left, right)) pairs.push(pair);
    lonely = [];
  };
  for (const { value, added, removed } of editsOf(lefts.slice(shared), rights.slice(shared))) {
    if (!added && !removed) settle();
    value.forEach(() => {
      if (added) lonely.push({ right: ++r });
      else if (removed) lonely.push({ left: ++l });
      else pairs.push({ left: ++l, right: ++r });
    });
  }
  settle();
  return pairs;
}

function editsOf(lefts: string[], rights: string[]) {
  const edits = diffArrays(lefts, rights, { maxEditLength: MOST_EDITS });
  if (edits !== undefined) return edits;
  return [
    { value: lefts, added: false, removed: true },
    { value: rights, added: true, removed: false },
  ];
}

/** Neighbouring events of one run only, in the order of their times; the left one first. */
function byTime(pairs: readonly Pair[], left: RunPath, right: RunPath): readonly Pair[] {
  const timeOf = (pair: Pair): number =>
    pair.left === undefined ? timeAt(right, pair.right) : timeAt(left, pair.left);
  return [...pairs].sort((a, b) => timeOf(a) - timeOf(b));
}

/** Up to which event each run has come with a pair: the cursors at which both show it. */
export function cursorsAt(
  pairs: readonly Pair[],
  place: number,
): { readonly left: number; readonly right: number } {
  const until = pairs.slice(0, place + 1);
  const countOf = (side: keyof Pair) => until.filter((pair) => pair[side] !== undefined).length;
  return { left: countOf("left"), right: countOf("right") };
}

function timeAt({ trace, branch }: RunPath, at = 0): number {
  return trace.timeOf(branch, at);
}

/** What makes an event the same as one of another run, as a text for each event. */
function likenesses({ trace, branch }: RunPath): string[] {
  const length = trace.length(branch);
  return Array.from({ length }, (_, place) =>
    likeness(trace, branch, trace.event(branch, place + 1)),
  );
}

function likeness(trace: RecordedTrace, branch: BranchId, record: EventRecord): string {
  const words: string[] = [record.event];
  if ("node" in record) words.push(record.node);
  if ("message" in record) {
    const life = trace.message(branch, record.message);
    words.push(life?.from ?? "", life?.to ?? "", life?.type ?? "");
  }
  if (record.event === "timeout") words.push(record.timer);
  if (record.event === "command") words.push(JSON.stringify(record.command));
  return words.join(" ");
}
