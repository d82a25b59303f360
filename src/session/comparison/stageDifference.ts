/** Where two runs begin to behave differently, and which guards made the difference. */
import { canonicalJson } from "../../trace/canonicalJson.js";
import type { EffectData, EventRecord, GuardData } from "../../trace/records.js";
import type { Pair, RunPath } from "./alignment.js";

export interface StageDifference {
  /** Place in the list of pairs, from 0. */
  readonly place: number;
  /** What was evaluated with another verdict; when there is none of that, on one side only. */
  readonly leftGuards: readonly GuardData[];
  readonly rightGuards: readonly GuardData[];
}

/** The first pair of events of which more differs than the fields that a state has. */
export function findStageDifference(
  pairs: readonly Pair[],
  left: RunPath,
  right: RunPath,
): StageDifference | undefined {
  for (const [place, pair] of pairs.entries()) {
    const [a, b] = [eventOf(left, pair.left), eventOf(right, pair.right)];
    if (a !== undefined && b !== undefined && behaviour(a) === behaviour(b)) continue;
    const [leftGuards, rightGuards] = [guardsOf(a), guardsOf(b)];
    return {
      place,
      leftGuards: decisive(leftGuards, rightGuards),
      rightGuards: decisive(rightGuards, leftGuards),
    };
  }
  return undefined;
}

function eventOf({ trace, branch }: RunPath, at: number | undefined): EventRecord | undefined {
  return at === undefined ? undefined : trace.event(branch, at);
}

/**
 * All that the rest of the run can depend on. States do not count, since a rule that is switched on
 * may bring a field of its own; nor do labels, which may tell such a field.
 */
function behaviour(record: EventRecord): string {
  const { timeMs, view, ignored = false, effects = [] } = record;
  return canonicalJson({ timeMs, role: view?.role ?? "", ignored, effects: effects.map(essence) });
}

function essence(effect: EffectData): string {
  switch (effect.effect) {
    case "send":
      return `${effect.type} ${effect.to} ${effect.fate ?? ""} ${effect.arrivesMs ?? ""}`;
    case "setTimer":
      return `set ${effect.timer} ${effect.firesMs}`;
    case "cancelTimer":
      return `cancel ${effect.timer}`;
    case "reply":
      return `reply ${canonicalJson(effect.result)}`;
  }
}

function guardsOf(record: EventRecord | undefined): readonly GuardData[] {
  return record?.guards ?? [];
}

/** The guards of one side that tell it from the other. */
function decisive(
  guards: readonly GuardData[],
  others: readonly GuardData[],
): readonly GuardData[] {
  const verdicts = new Map(others.map((guard) => [asked(guard), guard.verdict]));
  const turned = guards.filter((guard) => verdicts.get(asked(guard)) === !guard.verdict);
  return turned.length > 0 ? turned : guards.filter((guard) => !verdicts.has(asked(guard)));
}

function asked({ question, guard }: GuardData): string {
  return `${question}\n${guard}`;
}
