import * as fs from "node:fs";
import * as path from "node:path";
import { withArticle } from "../base/article.js";
import { bad, ok, type Result } from "../base/result.js";
import { FORMATS } from "../interop/formats.js";
import { openLog, type ForeignLog, type ImportOptions } from "../interop/import.js";
import { ndjson } from "../interop/ndjson/formats.js";
import { MAPPING_FILE } from "../interop/ndjson/mappingFile.js";
import { originWords } from "../render/originWords.js";
import type { ExitCode, GivenArguments, Subcommand, Terminal } from "./command.js";
import { handOut, pause, readLog, readText } from "./files.js";
import { valueOf, wordOf } from "./options.js";

const FORMAT_IDS = FORMATS.map(({ id }) => id);

export const importLog: Subcommand = {
  name: "import",
  usage:
    "FILE [--format F] [--mapping FILE] [--pattern RE] [--delimiter RE] [--execution NAME] [-o FILE]",
  summary: "Makes a trace of another tool's log, and says what it inferred.",
  examples: [
    "lockstep import govector.log -o run.trace.jsonl",
    'lockstep import two-runs.log --execution "Execution #1" -o first.trace.jsonl',
    "lockstep import app.ndjson --mapping app.import.json -o app.trace.jsonl",
    "lockstep import app.log --pattern '(?<host>\\S+) (?<clock>{.*}) (?<event>.*)' -o app.trace.jsonl",
  ],
  options: {
    format: {
      value: "F",
      about: `One of ${FORMAT_IDS.join(", ")}; recognised by content unless said.`,
    },
    mapping: {
      value: "FILE",
      about: `ndjson: which field of a line is what; ${MAPPING_FILE} beside a log that it fits.`,
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
  const mapping = mappingFor(source, valueOf(given, "mapping"), format.value);
  if (!mapping.ok) return mapping;
  return openLog(bytes.value, {
    ...{ source, pause },
    ...(format.value === undefined ? {} : { format: format.value }),
    ...mapping.value,
    ...(pattern === undefined ? {} : { pattern }),
    ...(delimiter === undefined ? {} : { delimiter }),
  });
}

/** The mapping that was named, or the one that lies beside a log whose format was not named. */
function mappingFor(
  source: string,
  named: string | undefined,
  format: string | undefined,
): Result<Pick<ImportOptions, "format" | "mapping" | "beside">> {
  if (named !== undefined && format !== undefined && format !== ndjson.id) {
    return bad(`--mapping is for --format ${ndjson.id}, found --format ${format}`);
  }
  const file = named ?? path.join(path.dirname(source), MAPPING_FILE);
  const isWanted = format === undefined || format === ndjson.id;
  if (named === undefined && !(isWanted && fs.existsSync(file))) return ok({});
  const text = readText(file);
  if (!text.ok) return text;
  const mapping = { text: text.value, source: file };
  return ok(named === undefined ? { beside: mapping } : { mapping, format: ndjson.id });
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
  const format = header.origin?.format ?? log.format.title;
  terminal.err(`${source}: read as ${withArticle(format)}`);
  for (const sentence of originWords(header)?.inferred ?? []) terminal.err(`  ${sentence}.`);
  return handOut(new TextDecoder().decode(bytes), valueOf(given, "output"), terminal);
}
