import { bad, type Result } from "../base/result.js";
import { FORMATS } from "../interop/formats.js";
import { openLog, type ForeignLog } from "../interop/import.js";
import type { HeaderRecord } from "../trace/records.js";
import { tell } from "../trace/sentence.js";
import { displayText } from "../trace/displayText.js";
import type { ExitCode, GivenArguments, Subcommand, Terminal } from "./command.js";
import { handOut, pause, readLog } from "./files.js";
import { valueOf, wordOf } from "./options.js";

const FORMAT_IDS = FORMATS.map(({ id }) => id);

export const importLog: Subcommand = {
  name: "import",
  usage: "FILE [--format F] [--pattern RE] [--delimiter RE] [--execution NAME] [-o FILE]",
  summary: "Makes a trace of another tool's log, and says what it inferred.",
  examples: [
    "lockstep import govector.log -o run.trace.jsonl",
    'lockstep import two-runs.log --execution "Execution #1" -o first.trace.jsonl',
    "lockstep import app.log --pattern '(?<host>\\S+) (?<clock>{.*}) (?<event>.*)' -o app.trace.jsonl",
  ],
  options: {
    format: {
      value: "F",
      about: `One of ${FORMAT_IDS.join(", ")}; recognised by content unless said.`,
    },
    pattern: {
      value: "RE",
      about: "shiviz: the regular expression of an event, with groups host, clock and event.",
    },
    delimiter: {
      value: "RE",
      about: "shiviz: the regular expression between executions; group trace is the name.",
    },
    execution: { value: "NAME", about: "Which one, if the log has several." },
    output: { short: "o", value: "FILE", about: "Writes there instead of to the terminal." },
  },
  takes: { what: "the name of a log", least: 1, most: 1 },
  async run(given, terminal) {
    const source = given.positionals[0] ?? "";
    const log = await open(source, given);
    if (!log.ok) return log;
    return write(log.value, source, given, terminal);
  },
};

async function open(source: string, given: GivenArguments): Promise<Result<ForeignLog>> {
  const format = wordOf(given, "format", FORMAT_IDS);
  if (!format.ok) return format;
  const bytes = readLog(source);
  if (!bytes.ok) return bytes;
  const [pattern, delimiter] = [valueOf(given, "pattern"), valueOf(given, "delimiter")];
  return openLog(bytes.value, {
    ...{ source, pause },
    ...(format.value === undefined ? {} : { format: format.value }),
    ...(pattern === undefined ? {} : { pattern }),
    ...(delimiter === undefined ? {} : { delimiter }),
  });
}

async function write(
  log: ForeignLog,
  source: string,
  given: GivenArguments,
  terminal: Terminal,
): Promise<Result<ExitCode>> {
  const execution = valueOf(given, "execution");
  if (execution === undefined && log.executions.length > 1) {
    const names = log.executions.map((name) => `  --execution ${JSON.stringify(name)}`);
    const problem = `expected one of its ${names.length} executions to be chosen, found none:`;
    return bad({ source, problem: [problem, ...names].join("\n") });
  }
  const trace = await log.trace(execution);
  if (!trace.ok) return trace;
  const { bytes, header } = trace.value;
  terminal.err(`${source}: read as a ${log.format.title}`);
  for (const sentence of inferredWords(header)) terminal.err(`  ${sentence}`);
  return handOut(new TextDecoder().decode(bytes), valueOf(given, "output"), terminal);
}

/** What was inferred, in words. */
function inferredWords({ origin, nodes }: HeaderRecord): readonly string[] {
  const names = new Map(nodes.map(({ id, name }) => [id, name]));
  return (origin?.inferred ?? []).map((sentence) =>
    displayText(
      tell(sentence, (id) => names.get(id) ?? id),
      500,
    ),
  );
}
