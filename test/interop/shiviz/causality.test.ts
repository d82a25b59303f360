import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FIRST_BRANCH } from "../../../src/trace/records.js";
import type { TraceFile } from "../../../src/trace/traceFile.js";
import { eventsOf, imported, inferredOf } from "../kit.js";

interface Logged {
  readonly host: string;
  readonly clock: { readonly [host: string]: number };
}

/** What a host does: something alone, or receive from the events of others so far. */
interface Step {
  readonly host: number;
  readonly from: readonly number[];
}

const HOSTS = ["a", "b-1", "c_d", "Zoé"];

/** A run with correct vector clocks (Mattern 1989). */
function runOf(steps: readonly Step[]): readonly Logged[] {
  const logged: Logged[] = [];
  const own = new Map<string, { [host: string]: number }>();
  for (const { host, from } of steps) {
    const name = HOSTS[host] ?? "";
    const clock = { ...own.get(name) };
    for (const place of from) {
      const heard = logged[place % Math.max(1, logged.length)];
      for (const [other, time] of Object.entries(heard?.clock ?? {})) {
        clock[other] = Math.max(clock[other] ?? 0, time);
      }
    }
    clock[name] = (clock[name] ?? 0) + 1;
    own.set(name, clock);
    logged.push({ host: name, clock });
  }
  return logged;
}

/** By the definition: one clock is nowhere ahead of the other. */
function precedes(a: Logged, b: Logged): boolean {
  return a !== b && Object.entries(a.clock).every(([host, time]) => time <= (b.clock[host] ?? 0));
}

/** Event → what happened before it, by lifelines and messages alone. */
function pastsOf(trace: TraceFile): ReadonlyMap<string, ReadonlySet<string>> {
  const names = new Map(trace.header.nodes.map(({ id, name }) => [id, name]));
  const pasts = new Map<string, Set<string>>();
  const last = new Map<string, string>();
  const times = new Map<string, number>();
  const senders = new Map<number, string>();
  for (const event of eventsOf(trace)) {
    if (event.event !== "local") throw new Error(`expected local, found ${event.event}`);
    const host = names.get(event.node) ?? "";
    const time = (times.get(host) ?? 0) + 1;
    times.set(host, time);
    const direct = (event.received ?? []).map((message) => senders.get(message) ?? "");
    const before = last.get(host);
    const past = new Set<string>();
    for (const one of before === undefined ? direct : [before, ...direct]) {
      past.add(one);
      for (const older of pasts.get(one) ?? []) past.add(older);
    }
    const key = `${host}:${time}`;
    pasts.set(key, past);
    last.set(host, key);
    for (const effect of event.effects ?? []) {
      if (effect.effect === "send") senders.set(effect.message, key);
    }
  }
  return pasts;
}

const steps = fc.array(
  fc.record({
    host: fc.nat(HOSTS.length - 1),
    from: fc.array(fc.nat(1000), { maxLength: 3 }),
  }),
  { minLength: 1, maxLength: 40 },
);

describe("vector clocks", () => {
  it("come back as exactly the causality that made them, in any order of the log", async () => {
    await fc.assert(
      fc.asyncProperty(
        steps,
        fc.infiniteStream(fc.nat()),
        fc.boolean(),
        async (run, keys, above) => {
          const events = runOf(run);
          const order = events.map((event) => ({ event, key: keys.next().value ?? 0 }));
          order.sort((a, b) => a.key - b.key);
          const log = order
            .map(({ event: { host, clock } }) => {
              const line = `${host} ${JSON.stringify(clock)}`;
              return above ? `does something\n${line}\n` : `${line}\ndoes something\n`;
            })
            .join("");
          const pasts = pastsOf(await imported(log));
          const keyOf = ({ host, clock }: Logged): string => `${host}:${clock[host] ?? 0}`;
          const expected = new Map(
            events.map((b) => [keyOf(b), new Set(events.filter((a) => precedes(a, b)).map(keyOf))]),
          );
          expect(new Map(pasts)).toEqual(expected);
        },
      ),
    );
  });

  const broadcast = 'a {"a":1}\nsays\nb {"a":1,"b":1}\nhears\nc {"a":1,"c":1}\nhears\n';

  it("make one event with several arrows of a broadcast", async () => {
    const trace = await imported(broadcast);
    const [first] = eventsOf(trace);
    expect(first?.effects?.map((effect) => effect.effect === "send" && effect.to)).toEqual([
      "n2",
      "n3",
    ]);
  });

  it("make one event that receives several messages", async () => {
    const log = 'a {"a":1}\nsays\nb {"b":1}\nsays\nc {"a":1,"b":1,"c":1}\nhears both\n';
    expect(eventsOf(await imported(log))[2]).toMatchObject({ node: "n3", received: [1, 2] });
  });

  it("draw no arrow from what another arrow tells already", async () => {
    const log = 'a {"a":1}\nx\nb {"a":1,"b":1}\nx\nc {"a":1,"b":1,"c":1}\nx\n';
    const trace = await imported(log);
    const ends = trace.messages(FIRST_BRANCH, 1, 3).map(({ from, to }) => `${from} ${to}`);
    expect(ends).toEqual(["n1 n2", "n2 n3"]);
  });

  it("never make a message that was lost", async () => {
    const trace = await imported(broadcast);
    const fates = trace.messages(FIRST_BRANCH, 1, 3).map(({ fate }) => fate);
    expect(fates).toEqual(["received", "received"]);
  });

  it("stand in the state of their host, by node and in the order of nodes", async () => {
    const trace = await imported(broadcast.replace('{"a":1,"c":1}', '{"c":1,"b":0,"a":1}'));
    const state = trace.world(FIRST_BRANCH, 3).nodes.get("n3")?.state;
    expect(JSON.stringify(state)).toBe('{"clock":{"n1":1,"n3":1}}');
    expect(trace.header.kinds.host?.fields).toEqual([{ field: "clock", show: "perNode" }]);
  });

  it("may forget, which is said", async () => {
    const log = 'a {"a":1}\nx\nb {"a":1,"b":1}\nx\nb {"b":2}\nforgets\n';
    const trace = await imported(log);
    expect(trace.length(FIRST_BRANCH)).toBe(3);
    expect(inferredOf(trace).join("\n")).toContain(
      "know less than events before them, by the arrows: 1, the first in line 5.",
    );
  });

  it("keep the log's order where they allow it", async () => {
    const log = 'a {"a":1}\n1\na {"a":2,"b":2}\n4\nc {"c":1}\n5\nb {"b":1}\n2\nb {"b":2}\n3\n';
    const labels = eventsOf(await imported(log)).map(
      (event) => event.event === "local" && event.label,
    );
    expect(labels).toEqual(["1", "2", "3", "4", "5"]);
  });
});
