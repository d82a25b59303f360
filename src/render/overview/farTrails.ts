/**
 * What travels in a far-out picture: down the lifelines of who holds it for a while, and along the
 * messages that carry it where these are drawn one by one.
 */
import type { MessageLife } from "../../trace/recordedTrace.js";
import type { Holding } from "../../trace/trails.js";
import type { TrailLeg } from "../spaceTime/picture.js";
import { lookOf, nameOf } from "../spaceTime/trails.js";
import { isRoomy, type FarSheet } from "./farSheet.js";
import { isCrowdedIn, tipOf } from "./strands.js";

/** Among more events than that nobody could follow anything. */
const MOST_EVENTS = 50_000;
/** Who has it for less is not seen to, unless it comes into being there or is lost. */
const LEAST_PX = 1;

export function trailsOf(sheet: FarSheet): readonly TrailLeg[] {
  const { trace, branch, frame, heights, top, bottom } = sheet;
  if (frame.isStrip || (trace.header.trails ?? []).length === 0) return [];
  const [from, to] = [heights.eventsAbove(top) + 1, heights.eventsAbove(bottom)];
  if (to - from >= MOST_EVENTS) return [];
  const held = trace.holdings(branch, from, to).flatMap((each) => heldLeg(sheet, each));
  if (!isRoomy(sheet)) return held;
  const isCrowded = isCrowdedIn(sheet);
  const carried = trace.messages(branch, from, to).filter((life) => !isCrowded(life));
  return [...held, ...carried.flatMap((life) => carriedLeg(sheet, life))];
}

function heldLeg(sheet: FarSheet, holding: Holding): readonly TrailLeg[] {
  const { places, frame, heights, height, top, bottom } = sheet;
  const { node, from, to, begins, ends } = holding;
  const x = frame.xs[places.get(node) ?? -1];
  const [start, end] = [heights.eventY(from), to === undefined ? height : heights.eventY(to)];
  const [y1, y2] = [Math.max(top, start), Math.min(bottom, end)];
  const least = begins || ends ? 0 : LEAST_PX;
  if (x === undefined || y2 - y1 < least) return [];
  const leg: TrailLeg = {
    ...lookOf(holding),
    ...{ name: nameOf(holding), words: "", message: undefined },
    ...{ x1: x, y1: y1 - top, x2: x, y2: y2 - top, bow: 0 },
    ...{ begins: begins && y1 === start, ends: ends && y2 === end },
  };
  return [leg];
}

function carriedLeg(sheet: FarSheet, life: MessageLife): readonly TrailLeg[] {
  const { places, frame, heights, top } = sheet;
  const { carries, id, from, to, sentAt } = life;
  const [x1, xTo] = [from, to].map((node) => frame.xs[places.get(node) ?? -1]);
  if (carries === undefined || x1 === undefined || xTo === undefined) return [];
  const y1 = heights.eventY(sentAt);
  const tip = tipOf(sheet, life, y1);
  const leg: TrailLeg = {
    ...lookOf(carries),
    ...{ name: nameOf(carries), words: "", message: id },
    ...{ x1, y1: y1 - top, x2: x1 + (xTo - x1) * tip.share, y2: tip.y - top, bow: 0 },
    ...{ begins: carries.begins, ends: carries.ends },
  };
  return [leg];
}
