/** The courses of links and messages: along the ring, inside of the peers that they pass. */
import type { Point } from "../spaceTime/geometry.js";
import { directionAt, sine } from "./turn.js";

export interface Circle {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly peers: number;
}

/** Half the way across a peer with what it holds: courses begin and end there. */
export const PEER_REACH = 24;
/** How far courses keep from peers that they pass. */
const CLEAR = 36;
/** A course is no straighter than that: of its radius this part remains. */
const LEAST_RADIUS = 0.2;
/** Straight pieces of a whole course. */
const PIECES = 24;

/** The middle of a peer: the first stands at the top, the others follow clockwise. */
export function peerPoint({ x, y, radius, peers }: Circle, place: number): Point {
  return pointAt({ x, y }, radius, angleOf(place, peers));
}

/** The point on the way from a peer to another at that part, 0 … 1, of what lies between them. */
export function pointOnWay(circle: Circle, from: number, to: number, part: number): Point {
  const { peers, radius } = circle;
  const steps = (to - from + peers) % peers;
  const turn = steps / peers;
  const ends = Math.min(0.4, PEER_REACH / (2 * Math.PI * radius * turn));
  const t = ends + (1 - 2 * ends) * part;
  return pointAt(circle, radius * depthAt(circle, steps, t), angleOf(from, peers) + turn * t);
}

/** The way up to that part of it. */
export function wayTo(circle: Circle, from: number, to: number, part = 1): readonly Point[] {
  const pieces = Math.max(1, Math.ceil(PIECES * part));
  return Array.from({ length: pieces + 1 }, (_, i) =>
    pointOnWay(circle, from, to, (part * i) / pieces),
  );
}

/** Length of what lies between two peers, nearly. */
export function lengthOfWay({ peers, radius }: Circle, from: number, to: number): number {
  const steps = (to - from + peers) % peers;
  return Math.max(1, (2 * Math.PI * radius * steps) / peers - 2 * PEER_REACH);
}

/** On the ring between neighbours; further inside the more peers are passed. */
function depthAt({ peers, radius }: Circle, steps: number, t: number): number {
  if (steps <= 1 || peers <= 2) return 1;
  const dip = CLEAR / radius / sine(0.5 / steps);
  return 1 - Math.min(1 - LEAST_RADIUS, dip) * sine(t / 2);
}

/** As a part of a turn from what points to the right. */
function angleOf(place: number, peers: number): number {
  return place / peers - 0.25;
}

function pointAt({ x, y }: Point, radius: number, angle: number): Point {
  const direction = directionAt(angle);
  return { x: x + radius * direction.x, y: y + radius * direction.y };
}
