/** Several protocols under the same load, from light to heavy, with several seeds each. */
import { bad, ok, type BadInput, type Result } from "../../base/result.js";
import type { AnyProtocol } from "../../protocol/protocol.js";
import { makeSetup, type Setup, type SetupWish } from "../../simulator/setup.js";
import type { NetworkSettings } from "../../trace/network.js";
import { joinWishes } from "../settings.js";
import { clientKind, LEAVE } from "./criticalSection.js";
import { runLoad, type CrashWish, type LoadRunResult } from "./loadRun.js";
import { measure, type Measures } from "./measures.js";
import { spreadOf, type Spread } from "./statistics.js";

/** Longer than any run: the demand says when a client leaves. */
const NEVER_MS = 1_000_000_000;

/** A protocol at a stage, under the name that tables and charts have for it. */
export interface Subject {
  readonly name: string;
  readonly protocol: AnyProtocol;
  /** The last unless said otherwise. */
  readonly stage?: string;
  /** What is to be different from the protocol's defaults. */
  readonly wish: SetupWish;
  /** Who crashes, as this protocol calls it. */
  readonly crashes?: string;
}

/** How much is asked for. */
export interface LoadPoint {
  readonly clients: number;
  readonly thinkMs: number;
}

export interface LoadPlan {
  readonly subjects: readonly Subject[];
  /** From light to heavy. */
  readonly points: readonly LoadPoint[];
  readonly seeds: readonly number[];
  readonly holdMs: number;
  readonly forMs: number;
  readonly crash?: Pick<CrashWish, "atMs" | "downMs">;
  /** Types of messages that are counted by themselves. */
  readonly apart: readonly string[];
}

/** One run that is to be made. */
export interface PlannedLoad {
  readonly subject: Subject;
  readonly point: LoadPoint;
  readonly setup: Setup;
  readonly clientKind: string;
}

/** One run that was made. */
export interface LoadRun extends LoadRunResult {
  readonly seed: number;
  readonly measures: Measures;
}

/** All runs of one subject at one point. */
export interface LoadResult {
  readonly subject: Subject;
  readonly point: LoadPoint;
  readonly runs: readonly LoadRun[];
}

/** What came of a plan: by point, then subject. */
export interface LoadComparison {
  readonly plan: LoadPlan;
  readonly results: readonly LoadResult[];
}

/** Every run of the plan, by point, then subject, then seed; or why some cannot be. */
export function planLoads(plan: LoadPlan): Result<readonly PlannedLoad[]> {
  const { subjects, points, seeds } = plan;
  const network = sharedNetwork(subjects);
  const results = points.flatMap((point) =>
    subjects.flatMap((subject) => seeds.map((seed) => planLoad(subject, point, seed, network))),
  );
  const problems = new Map<string, BadInput>();
  for (const result of results) {
    for (const one of result.ok ? [] : result.problems) problems.set(one.problem, one);
  }
  if (problems.size > 0) return bad(...problems.values());
  return ok(results.flatMap((result) => (result.ok ? [result.value] : [])));
}

/** All have the same network: if one needs links that keep the order, those of all do. */
function sharedNetwork(subjects: readonly Subject[]): Partial<NetworkSettings> {
  const wishes = subjects.map(({ protocol: { network = {} } }): SetupWish => ({ network }));
  return joinWishes(wishes).network ?? {};
}

function planLoad(
  subject: Subject,
  point: LoadPoint,
  seed: number,
  network: Partial<NetworkSettings>,
): Result<PlannedLoad> {
  const { protocol, stage, wish, name } = subject;
  const kind = clientKind(protocol);
  if (!kind.ok) return kind;
  const load: SetupWish = {
    ...{ seed, nodes: { [kind.value]: point.clients }, timers: { [LEAVE]: [NEVER_MS, NEVER_MS] } },
    ...(stage === undefined ? {} : { stage }),
  };
  const setup = makeSetup(protocol, joinWishes([{ network }, wish, load]));
  if (setup.ok) return ok({ subject, point, setup: setup.value, clientKind: kind.value });
  return bad(...setup.problems.map((one) => ({ problem: `${name}: ${one.problem}` })));
}

/** Makes one run of the plan. */
export function makeLoadRun(plan: LoadPlan, { setup, ...one }: PlannedLoad): LoadRun {
  const { holdMs, forMs, crash, apart } = plan;
  const { subject, point, clientKind } = one;
  const who = subject.crashes;
  const result = runLoad({
    ...{ setup, clientKind, forMs },
    demand: { seed: setup.seed, thinkMs: point.thinkMs, holdMs },
    ...(crash === undefined || who === undefined ? {} : { crash: { ...crash, who } }),
  });
  return { ...result, seed: setup.seed, measures: measure(result.service, apart) };
}

/** The runs by point and subject; both lists have the same order. */
export function gatherLoads(
  plan: LoadPlan,
  planned: readonly PlannedLoad[],
  runs: readonly LoadRun[],
): LoadComparison {
  const results: (LoadResult & { readonly runs: LoadRun[] })[] = [];
  for (const [place, { subject, point }] of planned.entries()) {
    const run = runs[place];
    if (run === undefined) continue;
    const last = results.at(-1);
    if (last?.subject === subject && last.point === point) last.runs.push(run);
    else results.push({ subject, point, runs: [run] });
  }
  return { plan, results };
}

/** One measure over all runs that have it. */
export function spreadAt({ runs }: LoadResult, name: keyof Measures): Spread | undefined {
  return spreadOf(runs.flatMap(({ measures }) => measures[name] ?? []));
}
