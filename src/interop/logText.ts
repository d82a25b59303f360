import { bad, ok, type Result } from "../base/result.js";
import type { Sentence } from "../trace/sentence.js";

/** How much of a log tells its format, in bytes. */
const HEAD_BYTES = 64 * 1024;

/** Hosts hold no longer text in one piece. */
const LARGEST_BYTES = 500_000_000;

export interface LogText {
  /** Lines end with a line feed alone, and there is no byte order mark. */
  readonly text: string;
  readonly inferred: readonly Sentence[];
}

/** The beginning of a log, from which its format is recognised. */
export function headOf(bytes: Uint8Array): string {
  return normalised(new TextDecoder("utf-8").decode(bytes.subarray(0, HEAD_BYTES)));
}

/** The text of a log; bytes that are no UTF-8 are replaced, which is said. */
export function decodeLog(bytes: Uint8Array, source: string): Result<LogText> {
  if (bytes.length > LARGEST_BYTES) {
    const problem = `expected at most ${LARGEST_BYTES} bytes, found ${bytes.length}`;
    return bad({ source, problem });
  }
  const mark = `${bytes[0] ?? 0} ${bytes[1] ?? 0}`;
  if (mark === "255 254" || mark === "254 255") {
    return bad({ source, line: 1, problem: "expected UTF-8 text, found UTF-16" });
  }
  const text = decoded(bytes, true);
  if (text !== undefined) return ok({ text: normalised(text), inferred: [] });
  return ok({ text: normalised(decoded(bytes, false) ?? ""), inferred: [REPLACED] });
}

const REPLACED: Sentence = {
  template: "Bytes of the log that are no UTF-8 are shown as \u{fffd}.",
};

/** Undefined: other bytes than UTF-8, where these are not let through. */
function decoded(bytes: Uint8Array, fatal: boolean): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal }).decode(bytes);
  } catch {
    return undefined;
  }
}

function normalised(text: string): string {
  return text.includes("\r\n") ? text.replaceAll("\r\n", "\n") : text;
}
