import { bad, ok, type BadInput, type Result } from "../base/result.js";
import type { AnyProtocol } from "../protocol/protocol.js";
import { findProtocol } from "../protocols/catalogue.js";
import { PlannedRun } from "../session/plannedRun.js";
import { RecordedRun } from "../session/recordedRun.js";
import { makeSetup, type Setup } from "../simulator/setup.js";
import type { ExitCode, GivenArguments, Subcommand, Terminal } from "./command.js";
import { OutputFile, pause } from "./files.js";
import { FAULT_OPTIONS, readPlan } from "./faultOptions.js";
import { integerOf, valueOf } from "./options.js";
import { readSettings, SET_OPTION } from "./setOption.js";

const EVENTS_UNLESS_SAID = 1000;
const MOST_EVENTS = 100_000_000;
const EVENTS_BETWEEN_PAUSES = 1000;

export const simulate: Subcommand = {
  name: "simulate",
  usage:
    "PROTOCOL [--nodes N] [--stage S] [--seed N] [--events N] [--faults N [--for TIME]] " +
    "[--set G.X=V]… -o FILE",
  summary: "Runs a protocol undisturbed, or under random faults, and records the run.",
  examples: [
    "lockstep simulate raft -o quiet.trace.jsonl",
    "lockstep simulate raft --nodes 5 --seed 7 --events 20000 --set network.dropPerMille=50 " +
      "--set timer.election=150..300 -o lossy.trace.jsonl",
    "lockstep simulate raft --seed 3 --faults 20 --for 8s -o storm.trace.jsonl",
  ],
  options: {
    output: { short: "o", value: "FILE", about: "The trace to write." },
    nodes: { value: "N", about: "How many nodes (of the protocol's first kind)." },
    stage: { value: "S", about: "One of the protocol's stages; the last unless said otherwise." },
    seed: { value: "N", about: "Decides every random choice; 1 unless said otherwise." },
    events: {
      value: "N",
      about: `Stops after so many events; ${EVENTS_UNLESS_SAID} by default, with faults at their end.`,
    },
    ...FAULT_OPTIONS,
    ...SET_OPTION,
  },
  takes: { what: "the name of a protocol", least: 1, most: 1 },
  async run(given, terminal) {
    const protocol = findProtocol(given.positionals[0] ?? "");
    if (!protocol.ok) return protocol;
    const file = valueOf(given, "output");
    if (file === undefined) return bad("expected --output FILE (or -o FILE), found none");
    const events = integerOf(given, "events", 1, MOST_EVENTS);
    const setup = readSetup(protocol.value, given);
    if (!events.ok) return events;
    if (!setup.ok) return setup;
    const plan = readPlan(given, setup.value);
    if (!plan.ok) return plan;
    const output = OutputFile.create(file);
    if (!output.ok) return output;
    const most = events.value ?? (plan.value === undefined ? EVENTS_UNLESS_SAID : MOST_EVENTS);
    const run = new RecordedRun(setup.value, (line) => {
      output.value.write(line);
    });
    const planned = plan.value && new PlannedRun(run, plan.value);
    await record({ run, planned, events: most }, output.value, terminal);
    const written = output.value.finish();
    if (!written.ok) return written;
    terminal.out(`${file}: ${run.at} events, ${run.timeMs} ms`);
    return ok(planned === undefined ? 0 : tellPromises(planned, terminal));
  },
};

interface Recording {
  readonly run: RecordedRun;
  readonly planned: PlannedRun | undefined;
  /** The most that it may have. */
  readonly events: number;
}

async function record(
  { run, planned, events }: Recording,
  output: OutputFile,
  terminal: Terminal,
): Promise<void> {
  while (run.at < events && output.problem === undefined) {
    const event = (planned ?? run).step();
    if (event === undefined) break;
    for (const { invariant, holds } of event.flips ?? []) {
      const what = holds ? "holds again" : "is violated";
      terminal.err(`event ${event.at}, ${event.timeMs} ms: ${invariant} ${what}`);
    }
    if (event.at % EVENTS_BETWEEN_PAUSES !== 0) continue;
    terminal.progress(`simulating: ${event.at} of ${events} events`);
    await pause();
  }
  run.finish();
  terminal.progress("");
}

/** Says which promises the run broke; the exit code is 1 then. */
function tellPromises(planned: PlannedRun, terminal: Terminal): ExitCode {
  const { broken, healedMs, untilMs } = planned;
  terminal.out(`faults until ${healedMs} ms, then time to recover until ${untilMs} ms`);
  for (const { phase, at, timeMs, promise, sentence } of broken) {
    terminal.out(`${phase} phase, event ${at}, ${timeMs} ms: ${promise}: ${sentence}`);
  }
  if (!planned.isOver) terminal.out("the run was stopped before that");
  else if (broken.length === 0) terminal.out("every promise was kept");
  return broken.length === 0 ? 0 : 1;
}

function readSetup(protocol: AnyProtocol, given: GivenArguments): Result<Setup> {
  const nodes = integerOf(given, "nodes", 1, 10_000);
  const seed = integerOf(given, "seed");
  const settings = readSettings(protocol, given);
  const problems: BadInput[] = [nodes, seed, settings].flatMap((result) =>
    result.ok ? [] : result.problems,
  );
  if (problems.length > 0) return bad(...problems);
  const stage = valueOf(given, "stage");
  return makeSetup(protocol, {
    ...(settings.ok ? settings.value : {}),
    ...(nodes.ok && nodes.value !== undefined ? { nodes: nodes.value } : {}),
    ...(seed.ok && seed.value !== undefined ? { seed: seed.value } : {}),
    ...(stage === undefined ? {} : { stage }),
  });
}
