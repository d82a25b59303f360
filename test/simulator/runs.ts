import { ensure } from "../../src/base/assert.js";
import { describeBadInput, type Result } from "../../src/base/result.js";
import type { AnyProtocol } from "../../src/protocol/protocol.js";
import { makeSetup, type Setup, type SetupWish } from "../../src/simulator/setup.js";
import { Simulator } from "../../src/simulator/simulator.js";
import type { SimStep } from "../../src/simulator/step.js";
import type { Intervention } from "../../src/trace/intervention.js";
import type { Happening } from "../../src/trace/records.js";
import { gossipProtocol } from "./gossip.js";

/** Everything on, states frozen. */
export const FULL = { record: true, check: true, freeze: true };

/** The value of a good result; a bad one fails the test with its problems. */
export function good<V>(result: Result<V>): V {
  if (!result.ok) throw new Error(problemsOf(result).join("; "));
  return result.value;
}

/** The problems of a bad result; none of a good one. */
export function problemsOf(result: Result<unknown>): string[] {
  return result.ok ? [] : result.problems.map(describeBadInput);
}

export function setupOf(wish: SetupWish = {}, protocol: AnyProtocol = gossipProtocol): Setup {
  return good(makeSetup(protocol, wish));
}

/**
 * A run of the gossip engine after all its nodes have started. Latency is 10 ms unless said
 * otherwise.
 */
export function startedRun(wish: SetupWish = {}): Simulator {
  const network = { latencyMsMin: 10, latencyMsMax: 10, ...wish.network };
  const run = new Simulator(setupOf({ stage: "rude", ...wish, network }), FULL);
  run.setup.nodes.forEach(() => run.step());
  return run;
}

/** Applies an intervention that must apply. */
export function act(run: Simulator, does: Intervention, timeMs?: number): SimStep {
  return good(run.intervene(does, timeMs));
}

/** The sentence with which an intervention is refused; the run must be as it was. */
export function refusal(run: Simulator, does: Intervention, timeMs?: number): string {
  run.nextTimeMs(); // Tidies the queue, which is no change.
  const before = JSON.stringify(run.checkpoint());
  const [problem] = problemsOf(run.intervene(does, timeMs));
  if (JSON.stringify(run.checkpoint()) !== before) throw new Error("a refusal changed the run");
  return ensure(problem, `${does.type} was not refused`);
}

/** Steps until (and with) the first step of which it is true. */
export function stepUntil(run: Simulator, isIt: (step: SimStep) => boolean, most = 1000): SimStep {
  for (let i = 0; i < most; i++) {
    const step = ensure(run.step(), "nothing is left to happen");
    if (isIt(step)) return step;
  }
  throw new Error(`not within ${String(most)} events`);
}

/** All steps up to and including that time. */
export function stepsUntilMs(run: Simulator, timeMs: number): SimStep[] {
  const steps: SimStep[] = [];
  for (let next = run.nextTimeMs(); next !== undefined && next <= timeMs; next = run.nextTimeMs()) {
    steps.push(ensure(run.step(), "the next event happens"));
  }
  return steps;
}

/** What happens up to that time. */
export function happenings(run: Simulator, untilMs = 1000): Happening[] {
  return stepsUntilMs(run, untilMs).map(({ happening }) => happening);
}

/** Longer than any test: the rounds of the engine stay out of the way. */
export const QUIET = { timers: { round: [100_000, 100_000] } } as const;

/** `n1` has just told the others: message 1 is for n2, message 2 for n3, both arrive at 10 ms. */
export function tellingRun(wish: SetupWish = {}): Simulator {
  const run = startedRun({ ...QUIET, ...wish });
  act(run, { type: "command", node: "n1", command: { type: "tell", text: "news" } });
  return run;
}

/** Ids of the messages that the step sent. */
export function idsSent(step: SimStep): number[] {
  return step.effects.flatMap((effect) => (effect.what === "message" ? [effect.id] : []));
}
