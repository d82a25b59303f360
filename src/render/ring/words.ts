/** How a ring stands, in words: what its picture says to those who cannot see it. */
import { listWords } from "../../trace/sentence.js";
import type { Peer, RingFacts } from "./facts.js";
import type { RingPicture } from "./picture.js";

/** So many messages, and so many of the things that travel, are told one by one. */
const MOST_TOLD = 6;

/** Clauses, the first of them about who follows whom. */
export function ringClauses(facts: RingFacts): readonly string[] {
  return [
    orderClause(facts),
    ...trailClauses(facts),
    ...facts.peers.flatMap(downClause),
    ...facts.peers.flatMap(({ name, isOutside }) =>
      isOutside ? [`${name} is outside the ring`] : [],
    ),
    ...roundClauses(facts),
  ];
}

/** `Ring after event 42: Ana → Ben → Ana; Ana holds token 1.` */
export function ringSentence({
  caption,
  clauses,
}: Pick<RingPicture, "caption" | "clauses">): string {
  return `${caption}: ${clauses.join("; ")}.`;
}

export function ringCaption(at: number): string {
  return at === 0 ? "Ring before the first event" : `Ring after event ${at}`;
}

/** Who follows whom, as everybody believes it: where all agree, that is one round. */
function orderClause({ peers }: RingFacts): string {
  const told = new Set<number>();
  const pointedAt = new Set(peers.map(({ next }) => next));
  const starts = peers.map((_, place) => place);
  // A chain that nobody leads to is told from its beginning; the rest are rounds.
  const inOrder = [
    ...starts.filter((place) => !pointedAt.has(place)),
    ...starts.filter((place) => pointedAt.has(place)),
  ];
  const chains = inOrder.flatMap((place) => chainFrom(peers, place, told));
  return chains.length === 0 ? "nobody has a successor" : chains.join(", ");
}

function chainFrom(peers: readonly Peer[], start: number, told: Set<number>): readonly string[] {
  const names: string[] = [];
  let place = start;
  while (!told.has(place)) {
    const peer = peers[place];
    if (peer?.next === undefined) break;
    told.add(place);
    names.push(peer.name);
    place = peer.next;
  }
  return names.length === 0 ? [] : [[...names, peers[place]?.name ?? ""].join(" → ")];
}

/** Where the things are that travel round. */
function trailClauses({ peers, flights, trail }: RingFacts): readonly string[] {
  if (trail === "") return [];
  const held = peers.flatMap(({ name, holds }) =>
    holds.map(({ number, which }) => {
      const called = which === "" ? "" : ` (${which})`;
      return `${name} holds ${trail} ${number}${called}`;
    }),
  );
  const carried = flights.flatMap((flight) =>
    flight.carries === undefined
      ? []
      : [`${trail} ${flight.carries} is ${wayWords(peers, flight)}`],
  );
  const clauses = [...held, ...carried];
  return clauses.length === 0 ? [`there is no ${trail}`] : firstOf(clauses, 0, trail);
}

function downClause({ name, look, leftOutBy }: Peer): readonly string[] {
  if (look !== "down") return [];
  return [`${name} is down, left out by ${listWords(leftOutBy)}`];
}

/** What is sent round, and every other message. */
function roundClauses({ peers, flights, untold }: RingFacts): readonly string[] {
  const moving = flights.filter(({ carries }) => carries === undefined);
  const clauses = [
    ...moving.map((flight) => {
      const what = flight.round === undefined ? flight.label : `the ${flight.round}`;
      return `${what} is ${wayWords(peers, flight)}`;
    }),
    ...peers.flatMap(({ name, waiting }) =>
      waiting.map((round) => `the ${round} waits for its turn at ${name}`),
    ),
  ];
  return firstOf(clauses, untold, "message");
}

/** Not too many clauses; how many there are besides, and of what. */
function firstOf(clauses: readonly string[], untold: number, what: string): readonly string[] {
  const more = Math.max(0, clauses.length - MOST_TOLD) + untold;
  if (more === 0) return clauses;
  return [...clauses.slice(0, MOST_TOLD), `${more} more ${more === 1 ? what : `${what}s`}`];
}

function wayWords(
  peers: readonly Peer[],
  { from, to, held }: RingFacts["flights"][number],
): string {
  const way = `from ${peers[from]?.name ?? ""} to ${peers[to]?.name ?? ""}`;
  return held ? `held ${way}` : `on its way ${way}`;
}
