/** What came of protocols under load, as charts. */
import type { Chart, ChartLine } from "../render/chart/chart.js";
import type { Measures } from "../session/load/measures.js";
import {
  spreadAt,
  type LoadPlan,
  type LoadPoint,
  type LoadResult,
} from "../session/load/comparison.js";
import { goesByClients, tellConditions, tellLoad } from "./loadWords.js";

export const LOAD_CHARTS = [
  ...(["messages", "wait", "wait95", "throughput", "fairness", "overtaken", "idle"] as const),
  "progress",
] as const;

export type LoadChart = (typeof LOAD_CHARTS)[number];

interface Drawn {
  readonly title: string;
  readonly yLabel: string;
  readonly measure: keyof Measures;
}

const DRAWN: { readonly [C in Exclude<LoadChart, "progress">]: Drawn } = {
  messages: {
    title: "Messages for each critical section",
    yLabel: "messages per critical section",
    measure: "messagesPerSection",
  },
  wait: {
    title: "From asking to entering",
    yLabel: "waiting time in ms, median",
    measure: "waitMedianMs",
  },
  wait95: {
    title: "From asking to entering, at worst",
    yLabel: "waiting time in ms that 95 % do not exceed",
    measure: "waitP95Ms",
  },
  throughput: {
    title: "Critical sections a second",
    yLabel: "critical sections per second",
    measure: "sectionsPerSecond",
  },
  fairness: {
    title: "Fairness",
    yLabel: "Jain's index over the clients' critical sections (1: equal)",
    measure: "fairness",
  },
  overtaken: {
    title: "Overtaken by later requests",
    yLabel: "critical sections asked for later and entered sooner, at worst",
    measure: "overtaken",
  },
  idle: {
    title: "Nobody inside while somebody waits",
    yLabel: "share of the time in %",
    measure: "idleWantedPercent",
  },
};

export function loadChart(kind: LoadChart, plan: LoadPlan, results: readonly LoadResult[]): Chart {
  return kind === "progress" ? progress(plan, results) : alongLoad(DRAWN[kind], plan, results);
}

/** A measure from light to heavy load. */
function alongLoad(drawn: Drawn, plan: LoadPlan, results: readonly LoadResult[]): Chart {
  const { title, yLabel, measure } = drawn;
  const lines = plan.subjects.map(({ name }, look): ChartLine => {
    const own = results.filter(({ subject }) => subject.name === name);
    return { name, look, drawn: "points", points: pointsOf(plan, own, measure) };
  });
  return {
    ...{ title, yLabel, lines, flags: [] },
    subtitle: [
      tellConditions(plan, results),
      ...(measure === "messagesPerSection" ? leftOut(plan) : []),
      ...(plan.seeds.length > 1 ? ["median, least and greatest of the runs"] : []),
    ].join(" · "),
    xLabel: goesByClients(plan)
      ? "clients"
      : "mean thinking time: light load on the left, heavy load on the right",
    xTicks: plan.points.map((point) => ({ x: placeOf(plan, point), label: tellLoad(plan, point) })),
  };
}

/** Which messages the chart does not count. */
function leftOut({ apart }: LoadPlan): readonly string[] {
  return apart.length === 0 ? [] : [`without ${apart.join(", ")}`];
}

function pointsOf(
  plan: LoadPlan,
  results: readonly LoadResult[],
  measure: keyof Measures,
): ChartLine["points"] {
  return results.flatMap((result) => {
    const spread = spreadAt(result, measure);
    if (spread === undefined) return [];
    const { low, median: y, high } = spread;
    return [{ x: placeOf(plan, result.point), y, low, high }];
  });
}

/** Clients are a scale; times to think stand side by side, since 0 ms is among them. */
function placeOf(plan: LoadPlan, point: LoadPoint): number {
  return goesByClients(plan) ? point.clients : plan.points.indexOf(point);
}

/** How the critical sections of the first runs add up: a crash shows as a level stretch. */
function progress(plan: LoadPlan, results: readonly LoadResult[]): Chart {
  const [point] = plan.points;
  const firsts = results.filter((result) => result.point === point);
  const onlyFirst = { ...plan, seeds: plan.seeds.slice(0, 1), points: plan.points.slice(0, 1) };
  const stepMs = [500, 1000, 2000, 5000, 10_000].find((ms) => plan.forMs / ms <= 12) ?? 60_000;
  const count = Math.ceil(plan.forMs / stepMs);
  return {
    title: "Critical sections entered so far",
    subtitle: tellConditions(onlyFirst, firsts),
    ...{ xLabel: "time since the measuring began", yLabel: "critical sections so far" },
    xTicks: Array.from({ length: count + 1 }, (_, place) => ({
      ...{ x: place * stepMs, label: `${(place * stepMs) / 1000} s` },
    })),
    lines: firsts.map((result, look) => progressLine(result, look, plan.forMs)),
    flags: plan.crash === undefined ? [] : [{ x: plan.crash.atMs, label: "crash" }],
  };
}

function progressLine({ subject, runs }: LoadResult, look: number, forMs: number): ChartLine {
  const { sections = [], fromMs = 0 } = runs[0]?.service ?? {};
  const points = sections.map(({ entered }, place) => ({
    ...{ x: entered.timeMs - fromMs, y: place + 1 },
  }));
  const all = [{ x: 0, y: 0 }, ...points, { x: forMs, y: sections.length }];
  return { name: subject.name, look, drawn: "steps", points: all };
}
