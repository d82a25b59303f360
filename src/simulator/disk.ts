/**
 * A disk that falls behind: what a step persists reaches it later, in the order in which it was
 * written. What has not reached it when the node crashes is lost.
 */
import type { AnyState, SimNode } from "./simNode.js";

/** Only nodes whose disk is slow, or was and has not caught up, have one. */
export interface SlowDisk {
  lagMs: number;
  /** The state whose persisted fields are on the disk; undefined while nothing is. */
  stored: AnyState | undefined;
  /** What is on its way to the disk, in order. */
  writes: DiskWrite[];
}

interface DiskWrite {
  readonly state: AnyState;
  readonly storedMs: number;
}

/** From now on what the node persists reaches its disk that much later. */
export function setDiskLag(node: SimNode, lagMs: number, timeMs: number): void {
  const disk = node.disk ?? { lagMs, stored: node.state, writes: [] };
  settle(disk, timeMs);
  disk.lagMs = lagMs;
  node.disk = lagMs === 0 && disk.writes.length === 0 && node.isUp ? undefined : disk;
}

/** After each step of the node: its persisted fields are on their way, if they have changed. */
export function writeToDisk(node: SimNode, disk: SlowDisk, state: AnyState, timeMs: number): void {
  settle(disk, timeMs);
  const last = disk.writes.at(-1);
  const known = last?.state ?? disk.stored;
  if (node.persisted.every((field) => known?.[field] === state[field])) {
    if (disk.lagMs === 0 && last === undefined) node.disk = undefined;
    return;
  }
  const storedMs = Math.max(timeMs + disk.lagMs, last?.storedMs ?? 0);
  disk.writes.push({ state, storedMs });
}

/** The node crashes: only what is on the disk stays. */
export function loseWrites(disk: SlowDisk, timeMs: number): void {
  settle(disk, timeMs);
  disk.writes = [];
}

/** The disk is replaced by an empty one, as slow as the old. */
export function emptyDisk(disk: SlowDisk): void {
  disk.stored = undefined;
}

function settle(disk: SlowDisk, timeMs: number): void {
  let count = 0;
  while ((disk.writes[count]?.storedMs ?? Infinity) <= timeMs) count++;
  if (count === 0) return;
  disk.stored = disk.writes[count - 1]?.state;
  disk.writes.splice(0, count);
}

export function copyDisk({ lagMs, stored, writes }: SlowDisk): SlowDisk {
  return { lagMs, stored, writes: [...writes] };
}
