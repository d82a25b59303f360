/** Where everything of a ring stands. Pure; the same for every cursor but for what moves. */
import { groupBy } from "../../base/groups.js";
import type { BranchId } from "../../trace/ids.js";
import type { RecordedTrace } from "../../trace/recordedTrace.js";
import { fitEnds, fitText, textWidth } from "../fontMetrics.js";
import { lengthOf, type Point } from "../spaceTime/geometry.js";
import { LABEL_PX, LINE_HEIGHT } from "../spaceTime/scale.js";
import { patternOf } from "../spaceTime/trails.js";
import { lengthOfWay, peerPoint, pointOnWay, wayTo, type Circle } from "./course.js";
import { ringFacts, type Peer, type RingFacts, type RingFlight } from "./facts.js";
import type { RingFlightMark, RingPeer, RingPicture, RingWords } from "./picture.js";
import { ringCaption, ringClauses } from "./words.js";

/** Font size of the peers' names. */
export const RING_NAME_PX = 12;

/** Radius of a ring of few peers, and what each of many adds. */
const [LEAST_RADIUS, RADIUS_PER_PEER] = [60, 17];
/** From a peer to its words, and from a link to those beside it. */
const [NAME_GAP, WORDS_GAP] = [28, 13];
/** The room that a name has at least and at most, and the widest words beside a link. */
const [NAME_LEAST, NAME_MOST, WORDS_MOST] = [60, 112, 84];
const MARGIN = 8;
/** Messages keep that distance on one link. */
const APART = 12;
/** So many messages of one link are drawn, and told beside it. */
const MOST_ON_LINK = 3;
/** Peers whose words stand over or under them: so near to the middle, as a part of the radius. */
const NEAR_MIDDLE = 0.3;

/** Undefined when there is no ring to be drawn: see `ringFacts`. */
export function ringPicture(
  trace: RecordedTrace,
  branch: BranchId,
  cursor: number,
): RingPicture | undefined {
  const facts = ringFacts(trace, branch, cursor);
  if (facts === undefined) return undefined;
  const { circle, width, height } = placeCircle(facts.peers);
  const { peers } = facts;
  const links = onLinks(facts);
  return {
    ...{ width, height, caption: ringCaption(cursor), clauses: ringClauses(facts) },
    peers: peers.map((peer, place) => placePeer(peer, place, circle)),
    links: peers.flatMap(({ node, next }, place) =>
      next === undefined
        ? []
        : [{ from: node, to: peers[next]?.node ?? "", way: wayTo(circle, place, next) }],
    ),
    flights: links.flatMap((flights) => placeFlights(flights, circle)),
    words: links.flatMap((flights) => placeWords(flights, circle)),
  };
}

/** The circle in the smallest box that holds all words it may come to. */
function placeCircle(peers: readonly Peer[]) {
  const radius = Math.max(LEAST_RADIUS, RADIUS_PER_PEER * peers.length);
  const around: Circle = { x: 0, y: 0, radius, peers: peers.length };
  const places = peers.map((_, place) => peerPoint(around, place));
  const reach = peers.map(({ name }, place) => {
    const { x = 0 } = places[place] ?? {};
    const room = Math.min(NAME_MOST, Math.max(textWidth(name, RING_NAME_PX), NAME_LEAST));
    return isMiddle(x, radius) ? room / 2 : Math.abs(x) + NAME_GAP + room;
  });
  const half = Math.ceil(Math.max(...reach, radius * 0.75 + WORDS_GAP + WORDS_MOST) + MARGIN);
  const words = NAME_GAP + LINE_HEIGHT * 1.5;
  const lowest = Math.max(...places.map(({ y }) => y));
  const below = Math.max(lowest + words, radius + WORDS_GAP + LINE_HEIGHT * 2);
  const height = Math.ceil(radius + words + below);
  return { circle: { ...around, x: half, y: Math.round(radius + words) }, width: half * 2, height };
}

function isMiddle(x: number, radius: number): boolean {
  return Math.abs(x) < radius * NEAR_MIDDLE;
}

function placePeer(peer: Peer, place: number, circle: Circle): RingPeer {
  const { node, name, look, isOutside, holds } = peer;
  const { x, y } = peerPoint(circle, place);
  const [first, second] = besidesPeer({ x, y }, circle);
  return {
    ...{ node, x: round(x), y: round(y), look, isOutside },
    name: { ...first, text: fitEnds(name, RING_NAME_PX, NAME_MOST) },
    role: { ...second, text: fitText(roleWords(peer), LABEL_PX, NAME_MOST) },
    holds: holds.map(({ number }) => patternOf(number)),
  };
}

function roleWords({ look, role, isOutside }: Peer): string {
  if (look === "down") return "down";
  return isOutside ? "outside" : role;
}

/** Two lines outside of the ring. */
function besidesPeer({ x, y }: Point, circle: Circle) {
  const dx = x - circle.x;
  if (isMiddle(dx, circle.radius)) {
    const isUpper = y < circle.y;
    const top = isUpper ? y - NAME_GAP - LINE_HEIGHT : y + NAME_GAP;
    return linesFrom({ x, y: top + (isUpper ? 4 : -2) }, "middle");
  }
  const aside = dx < 0 ? -NAME_GAP : NAME_GAP;
  // Beside what stands high or low there are arrows: the words give way to them.
  const down = ((y - circle.y) / circle.radius) * LINE_HEIGHT;
  const middle = { x: x + aside, y: y + down - LINE_HEIGHT / 2 };
  return linesFrom(middle, dx < 0 ? "end" : "start");
}

function linesFrom({ x, y }: Point, anchor: RingWords["anchor"]) {
  const line = (down: number) => ({ x: round(x), y: round(y + down), anchor });
  return [line(0), line(LINE_HEIGHT)] as const;
}

/** The messages of each link that has any, those behind first. */
function onLinks({ flights }: RingFacts): readonly (readonly RingFlight[])[] {
  const links = groupBy(flights, ({ from, to }) => `${from} ${to}`);
  // What was sent first is ahead where both are as far.
  return [...links.values()].map((some) => [...some].reverse().sort((a, b) => a.part - b.part));
}

function placeFlights(flights: readonly RingFlight[], circle: Circle): readonly RingFlightMark[] {
  const [{ from, to }] = flights as readonly [RingFlight];
  const parts = spread(
    flights.map(({ part }) => part),
    APART / lengthOfWay(circle, from, to),
  );
  return flights.slice(-MOST_ON_LINK).map(({ message, carries, held }, i) => {
    const part = parts[parts.length - Math.min(MOST_ON_LINK, parts.length) + i] ?? 0;
    const { x, y } = pointOnWay(circle, from, to, part);
    return {
      ...{ message, x: round(x), y: round(y), way: wayTo(circle, from, to, part), held },
      carries: carries === undefined ? undefined : patternOf(carries),
    };
  });
}

/** Ascending parts, moved as little as keeps them apart: what is ahead stays, if it can. */
function spread(parts: readonly number[], gap: number): readonly number[] {
  const placed = [...parts];
  for (let i = placed.length - 2; i >= 0; i--) {
    placed[i] = Math.min(placed[i] ?? 0, (placed[i + 1] ?? 1) - gap);
  }
  for (let i = 0; i < placed.length; i++) {
    const least = i === 0 ? 0 : (placed[i - 1] ?? 0) + gap;
    placed[i] = Math.min(1, Math.max(least, placed[i] ?? 0));
  }
  return placed;
}

/** What the messages say: outside of the ring, or beside a way through its inside. */
function placeWords(flights: readonly RingFlight[], circle: Circle): readonly RingWords[] {
  const [{ from, to }] = flights as readonly [RingFlight];
  const middle = pointOnWay(circle, from, to, 0.5);
  const isNeighbour = (from + 1) % circle.peers === to;
  const dx = middle.x - circle.x;
  const dy = middle.y - circle.y;
  const away =
    (isNeighbour ? WORDS_GAP : -WORDS_GAP) /
    Math.max(1, lengthOf({ x1: 0, y1: 0, x2: dx, y2: dy }));
  const [x, y] = [middle.x + dx * away, middle.y + dy * away];
  const isLeft = dx < 0 === isNeighbour;
  const anchor = isMiddle(dx, circle.radius) ? "middle" : isLeft ? "end" : "start";
  const texts = textsOf(flights);
  // The first of them is highest where the way leads down.
  const isUpwards = pointOnWay(circle, from, to, 1).y < pointOnWay(circle, from, to, 0).y;
  const lines = isUpwards ? [...texts].reverse() : texts;
  return lines.map((text, i) => ({
    text: fitText(text, LABEL_PX, WORDS_MOST),
    ...{ x: round(x), y: round(y + (i - (lines.length - 1) / 2) * LINE_HEIGHT), anchor },
  }));
}

function textsOf(flights: readonly RingFlight[]): readonly string[] {
  const more = flights.length - MOST_ON_LINK;
  const texts = flights
    .slice(-MOST_ON_LINK)
    .map(({ label, held }) => (held ? `${label}, held` : label));
  return more > 0 ? [`${more} more`, ...texts] : texts;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
