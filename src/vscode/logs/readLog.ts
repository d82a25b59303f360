/** A log of another tool, read for the editor as a trace. Needs no VS Code. */
import { ok, type Result } from "../../base/result.js";
import { recognisedFormat } from "../../interop/formats.js";
import { openLog, type ForeignLog, type ImportOptions } from "../../interop/import.js";
import { headOf } from "../../interop/logText.js";
import { ndjson } from "../../interop/ndjson/formats.js";
import { MAPPING_FILE } from "../../interop/ndjson/mappingFile.js";
import type { Pause } from "../../interop/pause.js";
import type { LogChoices } from "./logChoices.js";

/** A file of the log's folder, if there is one of that name. */
export type ReadBeside = (name: string) => Promise<Uint8Array | undefined>;

/** What the reader of a log may ask of the editor. */
export interface LogSurroundings {
  choices(): LogChoices;
  readonly beside: ReadBeside;
  /** A log was read. */
  opened(log: OpenedLog): void;
}

/** Which of its executions a log is open at. */
export interface OpenedLog {
  /** As in "this looks like a …". */
  readonly format: string;
  readonly executions: readonly string[];
  readonly execution: string;
  /** Nobody said which execution: it is the first. */
  readonly isUnasked: boolean;
}

export interface NamedBytes {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Every trace says so in its first line. */
const TRACE_SIGN = /"format"\s*:\s*"lockstep-trace"/;

/** Whether the file is a trace, or means to be one. */
export function isTrace({ name, bytes }: NamedBytes): boolean {
  if (name.endsWith(".trace.jsonl")) return true;
  const [firstLine = ""] = headOf(bytes).split("\n", 1);
  return TRACE_SIGN.test(firstLine);
}

/** Whether the file is to be read as a log: said so, or recognised as one. */
export function isLog(file: NamedBytes, { format }: LogChoices): boolean {
  if (format !== undefined) return true;
  return !isTrace(file) && recognisedFormat(headOf(file.bytes)) !== undefined;
}

/** The log's format and executions; nothing is paired or ordered yet. */
export async function openedLog(
  { name, bytes }: NamedBytes,
  choices: LogChoices,
  beside: ReadBeside,
  pause: Pause,
): Promise<Result<ForeignLog>> {
  const { format, pattern, delimiter } = choices;
  return openLog(bytes, {
    source: name,
    pause,
    ...(format !== undefined && { format }),
    ...(pattern !== undefined && { pattern }),
    ...(delimiter !== undefined && { delimiter }),
    ...(await mappingBeside(choices, beside)),
  });
}

/** The mapping that lies beside the log, unless its format was said to be another. */
async function mappingBeside(
  { format }: LogChoices,
  beside: ReadBeside,
): Promise<Pick<ImportOptions, "beside">> {
  if (format !== undefined && format !== ndjson.id) return {};
  const bytes = await beside(MAPPING_FILE);
  if (bytes === undefined) return {};
  return { beside: { text: new TextDecoder().decode(bytes), source: MAPPING_FILE } };
}

/** The chosen execution as the bytes of a trace; without a choice that it has, the first. */
export async function readLog(
  file: NamedBytes,
  surroundings: LogSurroundings,
  pause: Pause,
): Promise<Result<{ readonly bytes: Uint8Array; readonly log: OpenedLog }>> {
  const choices = surroundings.choices();
  const opened = await openedLog(file, choices, surroundings.beside, pause);
  if (!opened.ok) return opened;
  const { format, executions } = opened.value;
  // The log may have changed since somebody chose.
  const chosen = executions.find((name) => name === choices.execution);
  const execution = chosen ?? executions[0] ?? "";
  const written = await opened.value.trace(execution);
  if (!written.ok) return written;
  const log = { format: format.title, executions, execution, isUnasked: chosen === undefined };
  return ok({ bytes: written.value.bytes, log });
}
