/** What each node was, in each slot of a grid. */
import { countBelow } from "../../base/sorted.js";
import { TURNS } from "../../trace/landmarks.js";
import type { Outline } from "../../trace/outline.js";
import type { PathNode } from "../../trace/recordedTrace.js";
import type { HeaderRecord } from "../../trace/records.js";
import { slotAt, slotsOf, type Grid, type Heights } from "./heights.js";
import type { Look } from "./picture.js";

/** A node between two turns. */
export interface Standing {
  /** `gone`: no part of the system (yet); `absent`: not started. */
  readonly is: "gone" | "absent" | "up" | "down";
  /** Index among the roles of its kind; {@link TURNS.unknownRole} when the header lists none. */
  readonly role: number;
}

/** A change of a node's standing at an event. */
export interface Turn {
  readonly at: number;
  /** Place of the node. */
  readonly node: number;
  readonly before: Standing;
  readonly after: Standing;
}

/** What a node is before the first event. */
function firstStanding({ addedAt }: PathNode): Standing {
  return { is: addedAt === undefined ? "absent" : "gone", role: TURNS.unknownRole };
}

/** What each node was before an event, and the turns from that event on. */
export interface Turns {
  readonly before: readonly Standing[];
  readonly turns: readonly Turn[];
}

/** The turns of a path's nodes at the events first … last. One may change nothing but the label. */
export function turnsBetween(
  { parts }: Outline,
  nodes: readonly PathNode[],
  first: number,
  last: number,
): Turns {
  const all: Turn[] = [];
  const standings = nodes.map(firstStanding);
  let before: readonly Standing[] | undefined;
  for (const { turns } of parts) {
    const count = countBelow(turns.at, last + 1);
    for (let i = 0; i < count; i++) {
      const [at, node] = [turns.at[i] ?? 0, turns.node[i] ?? -1];
      const was = standings[node];
      const after = was && standingAfter(turns.turn[i] ?? 0, was);
      if (was === undefined || after === undefined || after === was) continue;
      if (at >= first) before ??= [...standings];
      standings[node] = after;
      if (at >= first) all.push({ at, node, before: was, after });
    }
  }
  return { before: before ?? standings, turns: all };
}

function standingAfter(turn: number, before: Standing): Standing {
  const isUnknown = before.is === "gone" || before.is === "absent";
  switch (turn) {
    case TURNS.down:
      return { ...before, is: "down" };
    case TURNS.up:
      return { ...before, is: "up" };
    case TURNS.gone:
      return { is: "gone", role: TURNS.unknownRole };
    case TURNS.added:
      return { is: "absent", role: TURNS.unknownRole };
    case TURNS.seen:
      return isUnknown ? { ...before, is: "up" } : before;
    default:
      return { is: isUnknown ? "up" : before.is, role: turn };
  }
}

/** How a standing of a kind of node is drawn. */
export function lookOf(header: HeaderRecord, { kind }: PathNode, { is, role }: Standing): Look {
  if (is !== "up") return is;
  const spec = Object.hasOwn(header.kinds, kind) ? header.kinds[kind] : undefined;
  return spec?.roles[role]?.tone ?? "quiet";
}

const LOOKS: readonly Look[] = [
  ...([
    "gone",
    "absent",
    "quiet",
    "waiting",
    "seeking",
    "serving",
    "leading",
    "odd",
    "down",
  ] as const),
];

const DOWN = LOOKS.indexOf("down");

/**
 * One node's looks, painted slot by slot. In a slot with several looks the one with the longest
 * share is seen, but `down` is seen however short it was.
 */
export class Painter {
  readonly #grid: Grid;
  readonly #shares: Float64Array;
  readonly #wasDown: Uint8Array;
  #look: Look;
  #since: number;

  /** `look` is what the node is before the first turn. */
  constructor(grid: Grid, look: Look) {
    this.#grid = grid;
    this.#look = look;
    this.#shares = new Float64Array(slotsOf(grid) * LOOKS.length);
    this.#wasDown = new Uint8Array(slotsOf(grid));
    this.#since = grid.top;
  }

  /** The node has that look from an event on. */
  turn(at: number, look: Look, heights: Heights): void {
    const slot = slotAt(this.#grid, at);
    if (look === "down" && slot >= 0) this.#wasDown[slot] = 1;
    if (look === this.#look) return;
    this.#paintTo(heights.eventY(at));
    this.#look = look;
  }

  /** The look of every slot; the last one lasts to the end. */
  finish(): readonly Look[] {
    const { top, slotHeight } = this.#grid;
    const slots = slotsOf(this.#grid);
    this.#paintTo(top + slots * slotHeight);
    return Array.from({ length: slots }, (_, slot) => this.#lookIn(slot));
  }

  #paintTo(y: number): void {
    const { top, slotHeight } = this.#grid;
    const end = Math.min(y, top + slotsOf(this.#grid) * slotHeight);
    const look = LOOKS.indexOf(this.#look);
    while (this.#since < end) {
      const slot = Math.floor((this.#since - top) / slotHeight);
      const next = Math.min(end, top + (slot + 1) * slotHeight);
      const place = slot * LOOKS.length + look;
      this.#shares[place] = (this.#shares[place] ?? 0) + (next - this.#since);
      this.#since = next;
    }
  }

  #lookIn(slot: number): Look {
    const shares = this.#shares.subarray(slot * LOOKS.length, (slot + 1) * LOOKS.length);
    if (this.#wasDown[slot] === 1 || (shares[DOWN] ?? 0) > 0) return "down";
    return LOOKS[shares.indexOf(Math.max(...shares))] ?? "absent";
  }
}
