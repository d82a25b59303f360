import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SimStep } from "../../src/simulator/step.js";
import { collectGarbage, fiveNodes, runEvents } from "./clusters.js";
import { median, type Row } from "./table.js";
import { writeTrace } from "./writeTrace.js";

const RUNS = 5;

interface Case {
  readonly what: string;
  readonly goal?: string;
  readonly events: number;
  readonly run: (events: number) => void;
}

const NOTHING = { record: false, check: false };
const RECORDED = { record: true, check: false };
const CHECKED = { record: false, check: true };
const ALL = { record: true, check: true };

const CASES: readonly Case[] = [
  {
    ...{ what: "bare", goal: "2,000,000", events: 2_000_000 },
    run: (events) => {
      runEvents(fiveNodes(), NOTHING, { events, writes: false }, () => undefined);
    },
  },
  {
    ...{ what: "bare, a write every 100 events", events: 200_000 },
    run: (events) => {
      runEvents(fiveNodes(), NOTHING, { events, writes: true }, () => undefined);
    },
  },
  {
    ...{ what: "recorded in memory", goal: "1,000,000", events: 1_000_000 },
    run: (events) => {
      const steps: SimStep[] = [];
      runEvents(fiveNodes(), RECORDED, { events, writes: false }, (step) => steps.push(step));
    },
  },
  {
    ...{ what: "invariants and moments checked", events: 1_000_000 },
    run: (events) => {
      runEvents(fiveNodes(), CHECKED, { events, writes: false }, () => undefined);
    },
  },
  {
    ...{ what: "recorded in memory and checked", events: 500_000 },
    run: (events) => {
      const steps: SimStep[] = [];
      runEvents(fiveNodes(), ALL, { events, writes: false }, (step) => steps.push(step));
    },
  },
  { ...{ what: "recorded to disk and checked", events: 50_000 }, run: recordToDisk },
];

/** The medians of one case. */
interface Rates {
  readonly perSecond: number;
  readonly perProcessorSecond: number;
}

/**
 * Each case in a warm process, median of several runs: events a second, and events a second of
 * processor time, where garbage collection on other threads counts as well and what else the
 * machine does at the time does not.
 */
export function measureEventRates(): Row[] {
  return CASES.map(({ what, goal, events, run }) => {
    const { perSecond, perProcessorSecond } = measureRates(events, run);
    const measured = `${tell(perSecond)} (${tell(perProcessorSecond)})`;
    return goal === undefined ? { what, measured } : { what, measured, goal };
  });
}

function measureRates(events: number, run: (events: number) => void): Rates {
  run(events / 10);
  const times = Array.from({ length: RUNS }, () => {
    collectGarbage();
    const [begin, beginMs] = [process.cpuUsage(), performance.now()];
    run(events);
    const { user, system } = process.cpuUsage(begin);
    return { ms: performance.now() - beginMs, processorMs: (user + system) / 1000 };
  });
  const rate = (time: number): number => (events * 1000) / time;
  return {
    perSecond: rate(median(times.map(({ ms }) => ms))),
    perProcessorSecond: rate(median(times.map(({ processorMs }) => processorMs))),
  };
}

function tell(rate: number): string {
  return Math.round(rate).toLocaleString("en");
}

function recordToDisk(events: number): void {
  const folder = mkdtempSync(join(tmpdir(), "lockstep-bench-"));
  const file = openSync(join(folder, "run.trace.jsonl"), "w");
  writeTrace(events, (text) => writeSync(file, text));
  closeSync(file);
  rmSync(folder, { recursive: true });
}
