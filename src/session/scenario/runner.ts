import { assertNever } from "../../base/assert.js";
import { bad, ok, type Result } from "../../base/result.js";
import { evaluate, explain, type QueryView } from "../../query/evaluate.js";
import type { Query } from "../../query/syntax.js";
import { RecordedRun } from "../recordedRun.js";
import type { BoundScenario } from "./bind.js";
import type { ExpectationOutcome, Failure, ScenarioOutcome } from "./outcome.js";
import { RunProgress } from "./progress.js";
import { resolveIntervention } from "./resolve.js";
import type { Command, Expectation, NamedIntervention, NamedThing } from "./syntax.js";

/** `run until` and `settle` give up after this much virtual time. */
export const PATIENCE_MS = 60_000;

/**
 * Runs a scenario from its first command to its last or to the first failed expectation, and gives
 * the trace to the sink, if there is one, line by line. Bad input is an intervention that does not
 * apply at the scenario's own stage.
 */
export function runScenario(
  bound: BoundScenario,
  sink?: (line: string) => void,
): Result<ScenarioOutcome> {
  const { title, about } = bound.scenario;
  const run = new RecordedRun(bound.setup, sink, {
    ...(title === undefined ? {} : { title }),
    ...(about === undefined ? {} : { about }),
  });
  const runner = new ScenarioRunner(bound, run);
  for (const command of bound.scenario.commands) {
    const done = runner.do(command);
    if (!done.ok) {
      const { line, column } = command;
      return bad(
        ...done.problems.map(({ problem }) => ({ source: bound.source, line, column, problem })),
      );
    }
    if (runner.failure !== undefined) break;
  }
  run.finish();
  return ok(runner.outcome());
}

const DONE = ok(undefined);

class ScenarioRunner {
  failure: Failure | undefined;
  readonly #bound: BoundScenario;
  readonly #run: RecordedRun;
  readonly #progress: RunProgress;
  readonly #expectations: ExpectationOutcome[] = [];
  readonly #skipped: { readonly line: number; readonly reason: string }[] = [];
  /**
   * Expectations ask what occurred after this event; those that stand together ask about the same.
   */
  #askedSince = 0;
  #lastAskedAt = 0;

  constructor(bound: BoundScenario, run: RecordedRun) {
    this.#bound = bound;
    this.#run = run;
    this.#progress = new RunProgress(run);
  }

  /** One command. A failed expectation is kept as `failure`. */
  do(command: Command): Result<undefined> {
    const { does } = command;
    switch (does.do) {
      case "runFor":
        this.#progress.runUpTo(this.#progress.nowMs + does.ms);
        return DONE;
      case "runEvents":
        for (let count = 0; count < does.count; count++) {
          if (this.#progress.step() === undefined) break;
        }
        return DONE;
      case "runUntil":
        this.#runUntil(command, does);
        return DONE;
      case "settle":
        if (!this.#progress.settle(PATIENCE_MS)) {
          this.#fail(command, "to settle", `no rest within ${tellMs(PATIENCE_MS)}`);
        }
        return DONE;
      case "beat":
        this.#run.beat(does.title, command.narration);
        return DONE;
      case "expect":
        this.#expect(command, does.expectation, does.text);
        return DONE;
      case "intervene":
        return this.#intervene(command, does.with);
      default:
        return assertNever(does);
    }
  }

  outcome(): ScenarioOutcome {
    const { scenario, setup, claims } = this.#bound;
    const claim = claims.get(setup.stage);
    return {
      ...(scenario.title === undefined ? {} : { title: scenario.title }),
      protocol: setup.protocol.name,
      stage: setup.stage,
      seed: setup.seed,
      events: this.#run.at,
      timeMs: this.#progress.nowMs,
      expectations: this.#expectations,
      ...(this.failure === undefined ? {} : { failure: this.failure }),
      skipped: this.#skipped,
      violations: this.#progress.violations,
      ...(claim === undefined ? {} : { claim }),
      outcome: this.failure === undefined ? "passes" : "fails",
    };
  }

  #intervene({ line }: Command, named: NamedIntervention): Result<undefined> {
    const { nowMs } = this.#progress;
    const does = resolveIntervention(named, this.#run);
    const event = does.ok ? this.#run.intervene(does.value, nowMs) : does;
    if (event.ok) {
      this.#progress.observe(event.value);
      return DONE;
    }
    const reason = event.problems.map(({ problem }) => problem).join("; ");
    if (this.#bound.atOwnStage) return bad(`${verbOf(named)} does not apply: ${reason}`);
    if (does.ok) this.#run.skip(does.value, nowMs, { template: "{reason}", facts: { reason } });
    this.#skipped.push({ line, reason });
    return DONE;
  }

  #runUntil(
    command: Command,
    { query, text, withinMs = PATIENCE_MS }: { query: Query; text: string; withinMs?: number },
  ): void {
    const start = this.#run.at;
    const isTrue = (): boolean => evaluate(query, this.#viewSince(start));
    const endMs = this.#progress.nowMs + withinMs;
    if (isTrue() || this.#progress.runUpTo(endMs, isTrue)) return;
    const found = explain(query, this.#viewSince(start)).join(", ");
    this.#fail(command, `${text} within ${tellMs(withinMs)}`, found);
  }

  #expect(command: Command, expectation: Expectation, text: string): void {
    if (this.#run.at !== this.#lastAskedAt) this.#askedSince = this.#lastAskedAt;
    const found = this.#findOtherwise(expectation);
    this.#lastAskedAt = this.#run.at;
    this.#expectations.push({ line: command.line, text, passed: found === undefined });
    if (found !== undefined) this.#fail(command, text, found);
  }

  /** What is found instead of what is expected; undefined when it is as expected. */
  #findOtherwise(expectation: Expectation): string | undefined {
    if (expectation.when === "now") {
      const view = this.#viewSince(this.#askedSince);
      const { query } = expectation;
      return evaluate(query, view) ? undefined : explain(query, view).join(", ");
    }
    const { when, what, withinMs } = expectation;
    const query = this.#queryFor(when, what);
    const start = this.#run.at;
    const isTrue = (): boolean => evaluate(query, this.#viewSince(start));
    const endMs = this.#progress.nowMs + withinMs;
    const came = isTrue() || this.#progress.runUpTo(endMs, isTrue);
    if (came === (when === "eventually")) return undefined;
    const { at } = this.#run;
    const place = when === "never" ? ` after event ${at} at ${this.#progress.nowMs} ms` : "";
    return `${explain(query, this.#viewSince(start)).join(", ")}${place}`;
  }

  /**
   * A name alone: eventually the moment comes or the invariant holds; never it comes or is
   * violated.
   */
  #queryFor(when: "eventually" | "never", what: Query | NamedThing): Query {
    if (what.is !== "named") return what;
    const { name } = what;
    const { moments } = this.#bound.setup.protocol;
    if (moments.some((moment) => moment.name === name.text)) return { is: "moment", name };
    const holds: Query = { is: "holds", name };
    return when === "eventually" ? holds : { is: "not", query: holds };
  }

  #viewSince(at: number): QueryView {
    return this.#run.view({
      moments: this.#progress.momentsSince(at),
      violations: this.#progress.violationsSince(at),
    });
  }

  #fail({ line, column }: Command, expected: string, found: string): void {
    const { at } = this.#run;
    this.failure = { line, column, expected, found, at, timeMs: this.#progress.nowMs };
  }
}

/** As a scenario says it. */
function verbOf({ type }: NamedIntervention): string {
  switch (type) {
    case "addNode":
      return "add";
    case "removeNode":
      return "remove";
    case "addLink":
      return "add link";
    case "removeLink":
      return "remove link";
    default:
      return type;
  }
}

function tellMs(ms: number): string {
  return ms % 1000 === 0 ? `${ms / 1000} s` : `${ms} ms`;
}
