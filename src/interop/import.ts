/** From the bytes of another tool's log to the bytes of a trace: for command line and editor. */
import { bad, ok, type Result } from "../base/result.js";
import { unknownWord } from "../base/suggest.js";
import type { Sentence } from "../trace/sentence.js";
import {
  FORMATS,
  recognisedFormat,
  type ForeignExecution,
  type ForeignFormat,
  type ReadOptions,
} from "./formats.js";
import { decodeLog, headOf } from "./logText.js";
import { ndjson } from "./ndjson/formats.js";
import type { Pause } from "./pause.js";
import { writeForeignRun, type WrittenRun } from "./writeForeignRun.js";

export interface ImportOptions extends ReadOptions {
  /** The file's name, for messages and for the trace's title. */
  readonly source: string;
  /** The id of a format; absent: recognised by content. */
  readonly format?: string;
}

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
  const format = formatOf(bytes, options);
  if (!format.ok) return format;
  const text = decodeLog(bytes, source);
  if (!text.ok) return text;
  const read = await format.value.read({ text: text.value.text, source }, options);
  if (!read.ok) return read;
  const executions = read.value;
  return ok({
    format: format.value,
    executions: executions.map(({ name }) => name),
    trace: async (name) => {
      const chosen = chosenExecution(executions, name, source);
      if (!chosen.ok) return chosen;
      return traceOf(chosen.value, format.value, text.value.inferred, options);
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

/** Without the folders, which are no business of those who get the trace. */
function fileName(source: string): string {
  return source.slice(Math.max(source.lastIndexOf("/"), source.lastIndexOf("\\")) + 1);
}

function formatOf(
  bytes: Uint8Array,
  { format, mapping, source }: ImportOptions,
): Result<ForeignFormat> {
  const known = FORMATS.map(({ id }) => id);
  if (format !== undefined) {
    const named = FORMATS.find(({ id }) => id === format);
    return named === undefined ? bad(unknownWord("format", format, known)) : ok(named);
  }
  const head = headOf(bytes);
  if (mapping !== undefined && ndjson.recognises(head)) return ok(ndjson);
  const recognised = recognisedFormat(head);
  if (recognised !== undefined) return ok(recognised);
  const titles = FORMATS.map(({ id, title }) => `${title} (${id})`).join(", ");
  const found = bytes.length === 0 ? "an empty file" : "none that is known";
  return bad({ source, problem: `expected a log of a known format, found ${found}: ${titles}` });
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
