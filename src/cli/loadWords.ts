/** How tables and charts tell of a load. */
import type { LoadPlan, LoadPoint, LoadResult } from "../session/load/comparison.js";

/** Whether the number of clients is what changes from row to row, and not how long they think. */
export function goesByClients({ points }: LoadPlan): boolean {
  return points.some(({ clients }) => clients !== points[0]?.clients);
}

/** What changes from row to row. */
export function tellLoad(plan: LoadPlan, { clients, thinkMs }: LoadPoint): string {
  return goesByClients(plan) ? String(clients) : tellTime(thinkMs);
}

/** Under which conditions all that was measured, in one line. */
export function tellConditions(plan: LoadPlan, results: readonly LoadResult[]): string {
  const { points, seeds, holdMs, forMs, crash } = plan;
  const [first] = points;
  const varied = goesByClients(plan);
  const clients = varied ? [] : [tellClients(first?.clients ?? 0)];
  const isOneThink = points.length === 1 || varied;
  const think = isOneThink ? [`thinking ${tellTime(first?.thinkMs ?? 0)} on average`] : [];
  const crashed = results.filter(({ subject }) => subject.crashes !== undefined);
  const victims = [...new Set(crashed.map(({ subject }) => subject.crashes ?? ""))];
  const crashes =
    crash === undefined
      ? []
      : [
          `crash after ${tellTime(crash.atMs)} (${victims.join(", ")}), down ${tellTime(crash.downMs)}`,
        ];
  return [
    ...[...clients, ...think, `inside ${tellTime(holdMs)} on average`, ...crashes],
    `${tellTime(forMs)} measured with ${tellSeeds(seeds)}`,
    "the same demand and the same network for all",
  ].join(" · ");
}

function tellClients(count: number): string {
  return count === 1 ? "1 client" : `${count} clients`;
}

function tellSeeds(seeds: readonly number[]): string {
  const [first = 0] = seeds;
  const last = seeds.at(-1) ?? first;
  return first === last ? `seed ${first}` : `each of the seeds ${first} to ${last}`;
}

/** `500 ms`, or `1.5 s` where that is exact. */
export function tellTime(ms: number): string {
  return ms >= 1000 && ms % 100 === 0 ? `${ms / 1000} s` : `${ms} ms`;
}
