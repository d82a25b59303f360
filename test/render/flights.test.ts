import { beforeAll, describe, expect, it } from "vitest";
import { ensure } from "../../src/base/assert.js";
import type { Flight } from "../../src/render/flights.js";
import { stateTable } from "../../src/render/stateTable.js";
import type { RecordedTrace } from "../../src/trace/recordedTrace.js";
import { raftRun } from "./runs.js";

/** Three requests for votes, or answers to them, are on their way after this event. */
const EVENT = 5;
let plain: RecordedTrace;
let bent: RecordedTrace;
let message: number;

const flightsAt = (trace: RecordedTrace, cursor: number) => stateTable(trace, "b1", cursor).flights;
const named = (flights: readonly Flight[], id: number) =>
  ensure(
    flights.find((one) => one.message === id),
    `message ${id} is listed`,
  );

beforeAll(async () => {
  plain = await raftRun(20);
  message = ensure(flightsAt(plain, EVENT)[0], "a message is on its way").message;
  const delay = { type: "delay", message, byMs: 1_000 } as const;
  const hold = { type: "hold", message } as const;
  const cut = { type: "cut", links: [["n1", "n2"]] } as const;
  bent = await raftRun(20, {}, { [EVENT]: [delay, hold, cut] });
});

describe("messages on their way", () => {
  it("are none before the first event", () => {
    expect(flightsAt(plain, 0)).toEqual([]);
  });

  it("are listed with words and names, those that arrive first first", () => {
    const flights = flightsAt(plain, EVENT);
    const times = flights.map(({ arrivesInMs }) => arrivesInMs ?? Infinity);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    for (const { words, from, to, held } of flights) {
      expect(words).toMatch(/t1$/);
      expect(["Ana", "Ben", "Cleo"]).toEqual(expect.arrayContaining([from, to]));
      expect(held).toBe(false);
    }
  });

  it("arrive when the trace says that they arrive", () => {
    const first = ensure(flightsAt(plain, EVENT)[0], "a message is on its way");
    const end = ensure(plain.message("b1", first.message)?.endMs, "it arrives");
    expect(first.arrivesInMs).toBe(end - plain.timeOf("b1", EVENT));
  });

  it("know of a delay from its own event on, and not before", () => {
    const before = named(flightsAt(bent, EVENT), message).arrivesInMs ?? NaN;
    expect(before).toBe(named(flightsAt(plain, EVENT), message).arrivesInMs);
    expect(named(flightsAt(bent, EVENT + 1), message).arrivesInMs).toBe(before + 1_000);
  });

  it("arrive at no known time while they are held, and come last", () => {
    const flights = flightsAt(bent, EVENT + 2);
    expect(flights.at(-1)).toMatchObject({ message, held: true, arrivesInMs: undefined });
  });
});

describe("cut links", () => {
  it("are told in words from the cut on", () => {
    expect(stateTable(bent, "b1", EVENT + 2).cut).toBe("");
    expect(stateTable(bent, "b1", EVENT + 3).cut).toBe("Ana → Ben");
  });
});
