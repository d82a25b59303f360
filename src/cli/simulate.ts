import { bad, describeBadInput, ok, type BadInput, type Result } from "../base/result.js";
import { unknownWord } from "../base/suggest.js";
import type { AnyProtocol } from "../protocol/protocol.js";
import { findProtocol } from "../protocols/catalogue.js";
import { RecordedRun } from "../session/recordedRun.js";
import { joinWishes, readSetting, SETTING_GROUPS } from "../session/settings.js";
import { makeSetup, type Setup, type SetupWish } from "../simulator/setup.js";
import type { GivenArguments, Subcommand, Terminal } from "./command.js";
import { OutputFile, pause } from "./files.js";
import { integerOf, valueOf } from "./options.js";

const EVENTS_UNLESS_SAID = 1000;
const MOST_EVENTS = 100_000_000;
const EVENTS_BETWEEN_PAUSES = 1000;

export const simulate: Subcommand = {
  name: "simulate",
  usage: "PROTOCOL [--nodes N] [--stage S] [--seed N] [--events N] [--set G.X=V]… -o FILE",
  summary: "Runs a protocol with nobody intervening and records the run.",
  examples: [
    "lockstep simulate raft -o quiet.trace.jsonl",
    "lockstep simulate raft --nodes 5 --seed 7 --events 20000 --set network.dropPerMille=50 " +
      "--set timer.election=150..300 -o lossy.trace.jsonl",
  ],
  options: {
    output: { short: "o", value: "FILE", about: "The trace to write." },
    nodes: { value: "N", about: "How many nodes (of the protocol's first kind)." },
    stage: { value: "S", about: "One of the protocol's stages; the last unless said otherwise." },
    seed: { value: "N", about: "Decides every random choice; 1 unless said otherwise." },
    events: { value: "N", about: `Stops after so many events; ${EVENTS_UNLESS_SAID} by default.` },
    set: {
      value: "G.X=V",
      multiple: true,
      about: "timer.X=150..300, network.X=V, feature.X=V or config.X=V; may be repeated.",
    },
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
    const output = OutputFile.create(file);
    if (!output.ok) return output;
    const run = await record(
      setup.value,
      events.value ?? EVENTS_UNLESS_SAID,
      output.value,
      terminal,
    );
    const written = output.value.finish();
    if (!written.ok) return written;
    terminal.out(`${file}: ${run.at} events, ${run.timeMs} ms`);
    return ok(0);
  },
};

async function record(
  setup: Setup,
  events: number,
  output: OutputFile,
  terminal: Terminal,
): Promise<RecordedRun> {
  const run = new RecordedRun(setup, (line) => {
    output.write(line);
  });
  while (run.at < events && output.problem === undefined) {
    const event = run.step();
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
  return run;
}

function readSetup(protocol: AnyProtocol, given: GivenArguments): Result<Setup> {
  const nodes = integerOf(given, "nodes", 1, 10_000);
  const seed = integerOf(given, "seed");
  const settings = (given.values.get("set") ?? []).map((text) => readSet(protocol, text));
  const problems: BadInput[] = [nodes, seed, ...settings].flatMap((result) =>
    result.ok ? [] : result.problems,
  );
  if (problems.length > 0) return bad(...problems);
  const stage = valueOf(given, "stage");
  const wishes = settings.flatMap((setting) => (setting.ok ? [setting.value] : []));
  return makeSetup(protocol, {
    ...joinWishes(wishes),
    ...(nodes.ok && nodes.value !== undefined ? { nodes: nodes.value } : {}),
    ...(seed.ok && seed.value !== undefined ? { seed: seed.value } : {}),
    ...(stage === undefined ? {} : { stage }),
  });
}

/** `timer.election=150..300` */
function readSet(protocol: AnyProtocol, text: string): Result<SetupWish> {
  const parts = /^([^.=]*)\.([^=]*)=(.*)$/s.exec(text);
  const [, groupText = "", name = "", value = ""] = parts ?? [];
  if (parts === null) {
    return bad(`--set: expected GROUP.NAME=VALUE such as timer.X=150..300, found ${text}`);
  }
  const group = SETTING_GROUPS.find((known) => known === groupText);
  if (group === undefined) return bad(`--set: ${unknownWord("group", groupText, SETTING_GROUPS)}`);
  const wish = readSetting(protocol, { group, name, value });
  if (wish.ok) return wish;
  return bad(...wish.problems.map((problem) => `--set ${text}: ${describeBadInput(problem)}`));
}
