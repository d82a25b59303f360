/**
 * What is kept of a document's unsaved edits, as JSON: not the trace, which is in its file. Needs
 * no VS Code.
 */
import * as v from "valibot";
import { bad, ok, type Result } from "../base/result.js";
import { interventionSchema } from "../bridge/validate.js";
import type { EditData, Position } from "../session/edits.js";

export interface Backup {
  /** Of the file's content that the edits were made on. */
  readonly sha256: string;
  readonly edits: readonly EditData[];
  readonly position: Position;
  /** The whole trace, where there is no file that has it: of a new run that was never saved. */
  readonly text?: string;
}

const VERSION = 1;

const branch = v.pipe(v.string(), v.regex(/^b[1-9]\d{0,8}$/));
const position = v.object({
  branch,
  cursor: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
});
const backupSchema = v.object({
  lockstepBackup: v.literal(VERSION),
  sha256: v.string(),
  edits: v.array(
    v.variant("type", [
      v.object({
        type: v.literal("intervene"),
        from: position,
        does: interventionSchema,
        id: v.pipe(v.string(), v.regex(/^i[1-9]\d{0,8}$/)),
        branch,
      }),
      v.object({ type: v.literal("rename"), branch, name: v.string() }),
      v.object({ type: v.literal("delete"), branch }),
    ]),
  ),
  position,
  text: v.exactOptional(v.string()),
});

export function encodeBackup(backup: Backup): Uint8Array {
  const json = JSON.stringify({ lockstepBackup: VERSION, ...backup }, undefined, 1);
  return new TextEncoder().encode(`${json}\n`);
}

/** The backup, or why these bytes are none. */
export function decodeBackup(bytes: Uint8Array): Result<Backup> {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return bad("expected a backup as JSON, found something else");
  }
  const parsed = v.safeParse(backupSchema, value);
  if (parsed.success) {
    const { sha256, edits, position: at, text } = parsed.output;
    return ok({ sha256, edits, position: at, ...(text === undefined ? {} : { text }) });
  }
  const [issue] = parsed.issues;
  return bad(`backup ${v.getDotPath(issue) ?? ""}: ${issue.message}`);
}
