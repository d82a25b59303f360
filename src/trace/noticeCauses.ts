/** What the failure detector's notices tell of: which crash, which restart, which cut. */
import type { Cause } from "./causeColumns.js";
import type { BranchId, Link, NodeId } from "./ids.js";
import { TURNS, type LinkChange } from "./landmarks.js";
import type { Outline } from "./outline.js";
import type { RecordedTrace } from "./recordedTrace.js";
import type { EventRecord } from "./records.js";

type Notice = Extract<EventRecord, { readonly peer: NodeId }>;

/** The events at which a node came up or went down, in order. */
interface Life {
  readonly ups: number[];
  readonly downs: number[];
}

/** A notice whose reason the trace does not hold has no cause. */
export function noticeCauses(
  trace: RecordedTrace,
  branch: BranchId,
  outline: Outline,
): readonly Cause[] {
  const notices = outline.parts.flatMap(({ causes }) => Array.from(causes.notices));
  if (notices.length === 0) return [];
  const lives = livesOf(outline, trace.nodes(branch).length);
  const changes = outline.parts.flatMap(({ linkChanges }) => linkChanges).reverse();
  const places = new Map(trace.nodes(branch).map(({ id }, place) => [id, place]));
  return notices.flatMap((at) => {
    const notice = trace.event(branch, at) as Notice;
    const life = lives[places.get(notice.peer) ?? -1];
    const cause = Math.max(turnBefore(notice, life), linkChangeBefore(notice, changes));
    return cause === 0 ? [] : [{ at, cause }];
  });
}

function livesOf(outline: Outline, places: number): readonly Life[] {
  const lives = Array.from({ length: places }, (): Life => ({ ups: [], downs: [] }));
  for (const { turns } of outline.parts) {
    for (let i = 0; i < turns.at.length; i++) {
      const [at = 0, turn] = [turns.at[i], turns.turn[i]];
      const life = lives[turns.node[i] ?? -1];
      if (turn === TURNS.up) life?.ups.push(at);
      if (turn === TURNS.down || turn === TURNS.gone) life?.downs.push(at);
    }
  }
  return lives;
}

/** The boot that the notice speaks of, or the end of that boot; 0 for none. */
function turnBefore({ at, event, incarnation }: Notice, life: Life | undefined): number {
  const up = life?.ups[incarnation - 1] ?? 0;
  const isUp = event === "peerUp" || event === "neighbourUp";
  const turn = isUp ? up : (life?.downs.find((down) => down > up) ?? 0);
  return turn < at ? turn : 0;
}

/** The last change of a link between the two, for notices of neighbours; 0 for none. */
function linkChangeBefore(
  { at, event, node, peer }: Notice,
  latestFirst: readonly LinkChange[],
): number {
  if (event === "peerDown" || event === "peerUp") return 0;
  const isBetween = ([from, to]: Link) =>
    (from === node && to === peer) || (from === peer && to === node);
  return latestFirst.find((one) => one.at < at && one.links.some(isBetween))?.at ?? 0;
}
