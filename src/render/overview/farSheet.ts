import type { BranchId, NodeId } from "../../trace/ids.js";
import type { Outline } from "../../trace/outline.js";
import type { PathNode, RecordedTrace } from "../../trace/recordedTrace.js";
import { farFrameOf, type FarFrame } from "./frame.js";
import { gridOf, heightsOf, type Grid, type Heights } from "./heights.js";
import { fullHeight } from "./fitting.js";
import type { FarWindow } from "./picture.js";
import { longestTick } from "./farTicks.js";

/** What everything in a far-out picture is drawn from, and where it stands. */
export interface FarSheet {
  readonly trace: RecordedTrace;
  readonly branch: BranchId;
  readonly window: FarWindow;
  readonly outline: Outline;
  readonly nodes: readonly PathNode[];
  /** Of a node among these. */
  readonly places: ReadonlyMap<NodeId, number>;
  readonly frame: FarFrame;
  readonly heights: Heights;
  /** Height of the whole branch. */
  readonly height: number;
  /** Edges of the picture, from the top of the branch: multiples of {@link CELL}. */
  readonly top: number;
  readonly bottom: number;
}

/** Every grid of the picture divides this height, so that all windows agree. */
export const CELL = 32;
/** So many pixels for an event are room enough to draw it. */
const SINGLE_PX = 3;

export function farSheetOf(trace: RecordedTrace, branch: BranchId, window: FarWindow): FarSheet {
  const { scale, zoom } = window;
  const outline = trace.outline(branch);
  const nodes = trace.nodes(branch);
  const height = fullHeight(trace, branch, scale) * zoom;
  const top = Math.max(0, Math.floor(window.top / CELL) * CELL);
  const end = Math.min(height, window.top + window.height);
  const heights = heightsOf(outline, scale, zoom);
  return {
    ...{ trace, branch, window, outline, nodes, heights, height, top },
    places: new Map(nodes.map(({ id }, place) => [id, place])),
    bottom: Math.max(top, Math.ceil(end / CELL) * CELL),
    frame: farFrameOf(nodes, window.width, longestTick(trace, branch, scale)),
  };
}

/** Whether there is room to draw every event and every message singly. */
export function isRoomy({ height, outline }: FarSheet): boolean {
  return height >= SINGLE_PX * outline.length;
}

/** Slots of that height over the whole picture. */
export function gridOver({ heights, top, bottom }: FarSheet, slotHeight: number): Grid {
  return gridOf(heights, slotHeight, top, bottom);
}
