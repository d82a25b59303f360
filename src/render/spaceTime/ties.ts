/**
 * Events of the same virtual time on the time axis. Those of different nodes stand side by side
 * (each a hair below the one before, so that their order stays); those of one node stand below each
 * other, as far as there is room before the next time.
 */
import { ensure } from "../../base/assert.js";
import { countWhile } from "../../base/sorted.js";
import type { Outline, OutlinePart } from "../../trace/outline.js";

/** Where the events of a path stand in time; events count from 1. */
export interface Times {
  timeOf(at: number): number;
  /** Pixels below its time at which an event stands; grows from event to event of one time. */
  offsetOf(at: number, pxPerMs: number): number;
}

/** Events of the same time. */
interface Tie {
  readonly first: number;
  /** How many events above each one must not stand at its height. */
  readonly levels: readonly number[];
  /** Until the next time; Infinity for the last. */
  readonly roomMs: number;
}

/** Between events of one node, and between events of different ones; at most. */
const [LEVEL_PX, RANK_PX] = [11, 0.5];
/** The parts of the room that these may take together. */
const [LEVELS_SHARE, RANKS_SHARE] = [0.7, 0.2];

export function timesOf({ length, parts }: Outline): Times {
  const ties = new Map<number, Tie>();
  const partOf = (at: number) => ensure(partAt(parts, at), `event ${at} is on the path`);
  const timeOf = (at: number) => {
    const part = partOf(at);
    return part.times[at - part.first] ?? 0;
  };
  const nodeOf = (at: number) => {
    const part = partOf(at);
    return part.nodes[at - part.first] ?? -1;
  };
  const tieOf = (at: number): Tie => {
    const timeMs = timeOf(at);
    const first = firstWhere(length, (other) => timeOf(other) >= timeMs);
    const known = ties.get(first);
    if (known !== undefined) return known;
    const end = firstWhere(length, (other) => timeOf(other) > timeMs);
    const nodes = Array.from({ length: end - first }, (_, i) => nodeOf(first + i));
    const roomMs = end > length ? Infinity : timeOf(end) - timeMs;
    const tie = { first, levels: levelsOf(nodes), roomMs };
    ties.set(first, tie);
    return tie;
  };
  return {
    timeOf,
    offsetOf(at, pxPerMs) {
      const isAlone = at === 1 || timeOf(at - 1) < timeOf(at);
      return isAlone ? 0 : offsetIn(tieOf(at), at, pxPerMs);
    },
  };
}

function offsetIn({ first, levels, roomMs }: Tie, at: number, pxPerMs: number): number {
  const room = roomMs * pxPerMs;
  const most = Math.max(1, levels.at(-1) ?? 0);
  const level = Math.min(LEVEL_PX, (room * LEVELS_SHARE) / most);
  const rank = Math.min(RANK_PX, (room * RANKS_SHARE) / levels.length);
  return (levels[at - first] ?? 0) * level + (at - first) * rank;
}

/** Each event as high as the one before it, but below the last one of its own node. */
function levelsOf(nodes: readonly number[]): readonly number[] {
  const next = new Map<number, number>();
  let level = 0;
  return nodes.map((node) => {
    level = Math.max(level, next.get(node) ?? 0);
    next.set(node, level + 1);
    return level;
  });
}

function partAt(parts: readonly OutlinePart[], at: number): OutlinePart | undefined {
  const last = parts.at(-1);
  if (last !== undefined && at >= last.first) return last;
  return parts.find((part) => at <= part.last);
}

/** The first event for which a condition holds that holds for all later ones; else length + 1. */
export function firstWhere(length: number, holds: (at: number) => boolean): number {
  return 1 + countWhile(length, (place) => !holds(place + 1));
}
