/** Two runs of the same storm, as far as a picture or a text of both needs them. */
import { displayText } from "../../trace/displayText.js";
import type { BranchId } from "../../trace/ids.js";
import type { RecordedTrace } from "../../trace/recordedTrace.js";
import type { GuardData } from "../../trace/records.js";
import { tell } from "../../trace/sentence.js";
import { namesOf } from "../nodeWords.js";

export interface ComparedRuns {
  readonly left: ComparedRun;
  readonly right: ComparedRun;
  /** Numbers of events that stand side by side, in order. */
  readonly pairs: readonly ComparedPair[];
  /** Where the runs first behave differently; undefined: nowhere. */
  readonly difference:
    | {
        /** Place in `pairs`, from 0. */
        readonly place: number;
        readonly leftGuards: readonly GuardData[];
        readonly rightGuards: readonly GuardData[];
      }
    | undefined;
}

export interface ComparedRun {
  readonly stage: string;
  readonly trace: RecordedTrace;
  readonly branch: BranchId;
}

export interface ComparedPair {
  readonly left?: number;
  readonly right?: number;
}

/** More guards than this explain nothing any more. */
const MOST_GUARDS = 3;

/** `at stage 12 this is not so: {what the guard asks}`, for each guard that made the difference. */
function guardWords(run: ComparedRun, guards: readonly GuardData[]): readonly string[] {
  const nameOf = namesOf(run.trace.nodes(run.branch));
  return guards.slice(0, MOST_GUARDS).map(({ guard, verdict, facts }) => {
    const sentence = facts === undefined ? { template: guard } : { template: guard, facts };
    const asked = displayText(tell(sentence, nameOf), 200);
    return `at stage ${run.stage} this is ${verdict ? "" : "not "}so: ${asked}`;
  });
}

/** What the difference is, and what made it, in a few lines. */
export function differenceWords({
  left,
  right,
  pairs,
  difference,
}: ComparedRuns): readonly string[] {
  if (difference === undefined) return ["Both stages do the same."];
  const pair = pairs[difference.place];
  const guards = [
    ...guardWords(left, difference.leftGuards),
    ...guardWords(right, difference.rightGuards),
  ];
  return [`The first difference is ${placeWords(left, right, pair)}.`, ...guards.map(capitalised)];
}

function placeWords(left: ComparedRun, right: ComparedRun, pair: ComparedPair | undefined): string {
  const [l, r] = [pair?.left, pair?.right];
  if (l !== undefined && r !== undefined) return l === r ? `event ${l}` : `event ${l} and ${r}`;
  if (l !== undefined) return `event ${l}, which only stage ${left.stage} has`;
  return `event ${r ?? 0}, which only stage ${right.stage} has`;
}

function capitalised(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}
