/**
 * What was done to a run, told so that it can be done to another one: at a virtual time, and with
 * messages called by link, type and ordinal instead of by number.
 */
import { bad, ok, type Result } from "../../base/result.js";
import type { BranchId, Link, MessageId } from "../../trace/ids.js";
import type { Intervention } from "../../trace/intervention.js";
import type { RecordedTrace } from "../../trace/recordedTrace.js";
import { findMessage, type MessageOnLink, type RecordedRun } from "../recordedRun.js";

/** All interventions of a branch's path, in order. */
export type Storm = readonly StormLine[];

export interface StormLine {
  /** The event after which it was done; while two runs are the same, it decides. */
  readonly after: number;
  readonly timeMs: number;
  readonly does: Intervention;
  /** The message that `does` names by its number. */
  readonly message?: MessageName;
}

/** A message as a person calls it. */
interface MessageName {
  readonly link: Link;
  readonly type: string;
  /** The how manieth on that link and of that type of those on their way, from 1. */
  readonly ordinal: number;
}

/** Interventions that were skipped when the branch was recorded belong to it, too. */
export function stormOf(trace: RecordedTrace, branch: BranchId): Storm {
  return trace.interventions(branch).map(({ after, timeMs, does }): StormLine => {
    const line = { after, timeMs, does };
    if (!("message" in does)) return line;
    const message = nameOf(trace, branch, after, does);
    return message === undefined ? line : { ...line, message };
  });
}

/** The intervention as that run means it now, or why it means nothing there. */
export function redo({ does, message }: StormLine, run: RecordedRun): Result<Intervention> {
  if (!("message" in does)) return ok(does);
  if (message === undefined) return bad("its message was not on its way in the first run either");
  const found = findMessage(run, message, ({ held }) => canBeMeant(does, held));
  return found.ok ? ok({ ...does, message: found.value }) : found;
}

function nameOf(
  trace: RecordedTrace,
  branch: BranchId,
  after: number,
  does: Intervention & { readonly message: MessageId },
): MessageName | undefined {
  const flying = trace
    .world(branch, after)
    .inFlight.map(({ id, from, held, send }): MessageOnLink => ({
      ...{ id, link: [from, send.to], type: send.type, held },
    }));
  const meant = flying.find(({ id }) => id === does.message);
  if (meant === undefined) return undefined;
  const alike = flying.filter((one) => canBeMeant(does, one.held) && isAlike(one, meant));
  const ordinal = alike.findIndex(({ id }) => id === meant.id) + 1;
  return { link: meant.link, type: meant.type, ordinal };
}

/** Only a held message can be released. */
function canBeMeant({ type }: Intervention, isHeld: boolean): boolean {
  return type !== "release" || isHeld;
}

function isAlike(a: MessageOnLink, b: MessageOnLink): boolean {
  return a.type === b.type && a.link[0] === b.link[0] && a.link[1] === b.link[1];
}
