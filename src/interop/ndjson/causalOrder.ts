import type { Pause } from "../pause.js";
import type { PairedEntry, SentMessage } from "./pairing.js";

/** Entries between two pauses: a few milliseconds of work. */
const PAUSE_EVERY = 1000;

/**
 * The entries with every send before its receive. Each node keeps its own order, and otherwise the
 * log's is kept where that is possible. Where it is not, because messages go round in a circle, the
 * receive loses its send; how often is `undone`.
 */
export async function causalOrder(
  entries: readonly PairedEntry[],
  pause: Pause,
): Promise<{ readonly entries: readonly PairedEntry[]; readonly undone: number }> {
  const places = new Map(entries.map((entry, place) => [entry, place]));
  const queues = [...byNode(entries).values()];
  const sent = new Set<SentMessage>();
  const ordered: PairedEntry[] = [];
  let undone = 0;
  while (ordered.length < entries.length) {
    const heads = queues.flatMap((queue) => queue.at(-1) ?? []);
    const isReady = ({ takes }: PairedEntry): boolean => takes === undefined || sent.has(takes);
    const ready = heads.filter(isReady);
    const next = earliest(ready.length > 0 ? ready : heads, places);
    if (next === undefined) break;
    if (!isReady(next)) {
      next.takes = undefined;
      undone += 1;
    }
    for (const message of next.sends) sent.add(message);
    queues.find((queue) => queue.at(-1) === next)?.pop();
    ordered.push(next);
    if (ordered.length % PAUSE_EVERY === 0) await pause();
  }
  return { entries: ordered, undone };
}

/** Node → its entries, the first one last, where it is cheap to take. */
function byNode(entries: readonly PairedEntry[]): Map<string, PairedEntry[]> {
  const queues = new Map<string, PairedEntry[]>();
  for (const entry of [...entries].reverse()) {
    const queue = queues.get(entry.entry.node);
    if (queue === undefined) queues.set(entry.entry.node, [entry]);
    else queue.push(entry);
  }
  return queues;
}

function earliest(entries: readonly PairedEntry[], places: ReadonlyMap<PairedEntry, number>) {
  let best: PairedEntry | undefined;
  for (const entry of entries) {
    if (best === undefined || (places.get(entry) ?? 0) < (places.get(best) ?? 0)) best = entry;
  }
  return best;
}
