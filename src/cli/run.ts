import { bad, describeBadInput, ok, type Result } from "../base/result.js";
import { findProtocol } from "../protocols/catalogue.js";
import { bindScenario } from "../session/scenario/bind.js";
import type { ScenarioOutcome } from "../session/scenario/outcome.js";
import { parseScenario } from "../session/scenario/parser.js";
import { runScenario } from "../session/scenario/runner.js";
import type { ExitCode, GivenArguments, Subcommand, Terminal } from "./command.js";
import { OutputFile, readText } from "./files.js";
import { integerOf, valueOf } from "./options.js";

export const run: Subcommand = {
  name: "run",
  usage: "SCENARIO… [-o FILE] [--seed N] [--stage S] [--json]",
  summary: "Runs scenarios and checks their expectations.",
  examples: [
    "lockstep run traces/raft-first-election.scenario -o first.trace.jsonl",
    "lockstep run traces/*.scenario --json",
  ],
  options: {
    output: { short: "o", value: "FILE", about: "Records the run (of one scenario) to a trace." },
    seed: { value: "N", about: "Takes this seed instead of the scenario's." },
    stage: { value: "S", about: "Runs at this stage instead of the scenario's." },
    json: { about: "Prints the outcomes as JSON for other programs." },
  },
  takes: { what: "the name of a scenario", least: 1, most: Number.POSITIVE_INFINITY },
  async run(given, terminal) {
    const seed = integerOf(given, "seed");
    if (!seed.ok) return seed;
    const file = valueOf(given, "output");
    if (file !== undefined && given.positionals.length > 1) {
      return bad("--output: expected one scenario to record, found several");
    }
    const reports: Report[] = [];
    for (const source of given.positionals) {
      terminal.progress(`running ${source} (${reports.length + 1} of ${given.positionals.length})`);
      reports.push({ source, result: runFile(source, given, seed.value, file) });
    }
    terminal.progress("");
    tell(reports, given, terminal);
    return Promise.resolve(ok(exitCode(reports)));
  },
};

interface Report {
  readonly source: string;
  readonly result: Result<ScenarioOutcome>;
}

function runFile(
  source: string,
  given: GivenArguments,
  seed: number | undefined,
  file: string | undefined,
): Result<ScenarioOutcome> {
  const text = readText(source);
  const scenario = text.ok ? parseScenario(text.value, source) : text;
  if (!scenario.ok) return scenario;
  const { protocol: name } = scenario.value.header;
  const protocol = findProtocol(name.text);
  if (!protocol.ok) {
    const { line, column } = name;
    return bad(...protocol.problems.map(({ problem }) => ({ source, line, column, problem })));
  }
  const stage = valueOf(given, "stage");
  const bound = bindScenario(scenario.value, protocol.value, {
    source,
    ...(stage === undefined ? {} : { stage }),
    ...(seed === undefined ? {} : { seed }),
  });
  if (!bound.ok) return bound;
  if (file === undefined) return runScenario(bound.value, () => undefined);
  return recordTo(file, (sink) => runScenario(bound.value, sink));
}

/** A scenario that fails is recorded too: the trace shows why. */
function recordTo<V>(file: string, work: (sink: (line: string) => void) => Result<V>): Result<V> {
  const output = OutputFile.create(file);
  if (!output.ok) return output;
  const result = work((line) => {
    output.value.write(line);
  });
  if (!result.ok) {
    output.value.discard();
    return result;
  }
  const written = output.value.finish();
  return written.ok ? result : written;
}

function exitCode(reports: readonly Report[]): ExitCode {
  if (reports.some(({ result }) => !result.ok)) return 2;
  return reports.every(({ result }) => result.ok && result.value.asExpected) ? 0 : 1;
}

function tell(reports: readonly Report[], given: GivenArguments, terminal: Terminal): void {
  if (given.values.has("json")) {
    terminal.out(JSON.stringify({ scenarios: reports.map(describeReport) }, undefined, 2));
    return;
  }
  for (const report of reports) tellReport(report, terminal);
  if (reports.length < 2) return;
  const passed = reports.filter(({ result }) => result.ok && result.value.asExpected).length;
  terminal.out(`${passed} of ${reports.length} scenarios as expected`);
}

function describeReport({ source, result }: Report) {
  return result.ok ? { source, ...result.value } : { source, problems: result.problems };
}

function tellReport({ source, result }: Report, terminal: Terminal): void {
  if (!result.ok) {
    for (const problem of result.problems) terminal.err(describeBadInput(problem));
    return;
  }
  const { asExpected, failure, claim } = result.value;
  if (failure !== undefined) {
    const { line, column, expected, found, at, timeMs } = failure;
    const problem = `expected ${expected}; found ${found} (event ${at}, ${timeMs} ms)`;
    terminal.err(describeBadInput({ source, line, column, problem }));
  } else if (claim === "fails") {
    const problem = `expected to fail at stage ${result.value.stage}, but every expectation is met`;
    terminal.err(describeBadInput({ source, problem }));
  }
  for (const { line, reason } of result.value.skipped) {
    terminal.err(describeBadInput({ source, line, problem: `skipped: ${reason}` }));
  }
  terminal.out(`${asExpected ? "✓" : "✗"} ${source}: ${summary(result.value)}`);
}

function summary(outcome: ScenarioOutcome): string {
  const { protocol, stage, seed, events, timeMs, expectations, claim } = outcome;
  const met = expectations.filter(({ passed }) => passed).length;
  const told = outcome.failure !== undefined && claim === "fails" ? ", fails as it says" : "";
  return (
    `${protocol}, stage ${stage}, seed ${seed}: ${events} events, ${timeMs} ms, ` +
    `${met} of ${expectations.length} expectations met${told}`
  );
}
