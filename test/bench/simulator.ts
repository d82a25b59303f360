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

/**
 * Each case in a warm process, median of several runs. Counted is processor time, garbage
 * collection on other threads included: what else the machine does at the time says nothing about
 * us.
 */
export function measureEventRates(): Row[] {
  return CASES.map(({ what, goal, events, run }) => {
    run(events / 10);
    const rates = Array.from({ length: RUNS }, () => {
      collectGarbage();
      const begin = process.cpuUsage();
      run(events);
      const { user, system } = process.cpuUsage(begin);
      return (events * 1e6) / (user + system);
    });
    const measured = Math.round(median(rates)).toLocaleString("en");
    return goal === undefined ? { what, measured } : { what, measured, goal };
  });
}

function recordToDisk(events: number): void {
  const folder = mkdtempSync(join(tmpdir(), "lockstep-bench-"));
  const file = openSync(join(folder, "run.trace.jsonl"), "w");
  writeTrace(events, (text) => writeSync(file, text));
  closeSync(file);
  rmSync(folder, { recursive: true });
}
