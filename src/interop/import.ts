/** From the bytes of another tool's log to the bytes of a trace: for command line and editor. */
import { bad, ok, type Result } from "../base/result.js";
import { unknownWord } from "../base/suggest.js";
import type { Sentence } from "../trace/sentence.js";
import { chooseFormat, fileName, type Told } from "./chooseFormat.js";
import {
  recognisedFormat,
  type ForeignExecution,
  type ForeignFormat,
  type ReadOptions,
} from "./formats.js";
import { decodeLog, headOf } from "./logText.js";
import { ndjson } from "./ndjson/formats.js";
import type { Pause } from "./pause.js";
import { writeForeignRun, type WrittenRun } from "./writeForeignRun.js";

export interface ImportOptions extends ReadOptions, Told {}

export interface ForeignLog {
  readonly format: ForeignFormat;
  /** The names of the executions, in the order of the log. */
  readonly executions: readonly string[];
  /** The execution as a trace. Without a name there must be one alone. */
  trace(execution?: string): Promise<Result<WrittenRun>>;
}

/** Finds a log's format and its executions. */
export async function openLog(
  bytes: Uint8Array,
  options: ImportOptions,
): Promise<Result<ForeignLog>> {
  const { source } = options;
  const choice = await chooseFormat(headOf(bytes), options);
  if (!choice.ok) return choice;
  const text = decodeLog(bytes, source);
  if (!text.ok) return text;
  const { format, mapping } = choice.value;
  const how = mapping === undefined ? options : { ...options, mapping };
  const read = await format.read({ text: text.value.text, source }, how);
  if (!read.ok) return read;
  const executions = read.value;
  const inferred = [...choice.value.inferred, ...text.value.inferred];
  return ok({
    format,
    executions: executions.map(({ name }) => name),
    trace: async (name) => {
      const chosen = chosenExecution(executions, name, source);
      if (!chosen.ok) return chosen;
      return traceOf(chosen.value, format, inferred, options);
    },
  });
}

/**
 * The format of a log that can be told from all else by its beginning. Mere lines of JSON objects
 * cannot: they may be a trace with a damaged header.
 */
export function recogniseLog(bytes: Uint8Array): ForeignFormat | undefined {
  const format = recognisedFormat(headOf(bytes));
  return format === ndjson ? undefined : format;
}

function chosenExecution(
  executions: readonly ForeignExecution[],
  name: string | undefined,
  source: string,
): Result<ForeignExecution> {
  const names = executions.map((execution) => JSON.stringify(execution.name));
  const [only] = executions;
  if (name === undefined) {
    if (only !== undefined && executions.length === 1) return ok(only);
    const problem = `expected the name of one of ${names.length} executions: ${names.join(", ")}`;
    return bad({ source, problem });
  }
  const chosen = executions.find((execution) => execution.name === name);
  if (chosen !== undefined) return ok(chosen);
  const known = executions.map((execution) => execution.name);
  return bad({ source, problem: unknownWord("execution", name, known) });
}

async function traceOf(
  execution: ForeignExecution,
  format: ForeignFormat,
  inferred: readonly Sentence[],
  { source, pause }: { readonly source: string; readonly pause: Pause },
): Promise<Result<WrittenRun>> {
  const run = await execution.read();
  if (!run.ok) return run;
  const whole = { ...run.value, inferred: [...run.value.inferred, ...inferred] };
  const title = run.value.format ?? format.title;
  return writeForeignRun(whole, { format: title, source: fileName(source) }, pause);
}
