import { describeMismatch, describeValue, isObject, withinLimits } from "./check.js";
import { displayText } from "./displayText.js";
import { findFormatProblem } from "./header.js";
import type { HeaderRecord, TraceRecord } from "./records.js";
import { RECORD_SHAPES } from "./recordShapes.js";

/** Longer lines are refused without a look inside. In bytes. */
export const MAX_LINE_BYTES = 16 * 1024 * 1024;

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];

export interface Line {
  /** Counts from 1. */
  readonly number: number;
  /** Bytes start … end (excluded) of the file, without the line end. */
  readonly start: number;
  readonly end: number;
  /** Where the next line begins, beyond the end of the file after the last. */
  readonly next: number;
  /** False: the file ends here without a line end. */
  readonly ended: boolean;
}

/** The lines of a file; a byte order mark at its beginning and empty lines are left out. */
export function* linesOf(bytes: Uint8Array): Generator<Line> {
  let start = BYTE_ORDER_MARK.every((byte, i) => bytes[i] === byte) ? BYTE_ORDER_MARK.length : 0;
  for (let number = 1; start < bytes.length; number++) {
    const line = { number, start, ...lineEnd(bytes, start) };
    if (line.end > start) yield line;
    start = line.next;
  }
}

/** Where the line that begins at `start` ends, and where the next one begins. */
function lineEnd(bytes: Uint8Array, start: number) {
  const feed = bytes.indexOf(LINE_FEED, start);
  const ended = feed >= 0;
  const after = ended ? feed : bytes.length;
  const end = after > start && bytes[after - 1] === CARRIAGE_RETURN ? after - 1 : after;
  return { end, ended, next: after + 1 };
}

/**
 * A record, or (undefined) one of a kind that this version does not know, or what is wrong with the
 * line.
 */
export type ParsedLine<R = TraceRecord | undefined> =
  | { readonly ok: true; readonly record: R; readonly text: string }
  | { readonly ok: false; readonly problem: string };

/** Reads lines of one file, and of what was added to it since. */
export class LineParser {
  readonly #bytes: Uint8Array;
  /** Lines that stand in no file yet. The first has the place right behind the file. */
  readonly #added: string[] = [];
  readonly #decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** Decodes, parses and checks the shape. */
  parse(line: Line): ParsedLine {
    const parsed = this.#parseObject(line);
    if (!parsed.ok) return parsed;
    const { record: value, text } = parsed;
    if (typeof value.kind !== "string") {
      return wrong(`kind: expected a text, found ${describeValue(value.kind)}`);
    }
    const shape = RECORD_SHAPES.get(value.kind);
    if (shape === undefined) return { ok: true, record: undefined, text };
    const mismatch = withinLimits(value) ?? shape(value);
    if (mismatch !== undefined) return wrong(describeMismatch(mismatch));
    return { ok: true, record: value as unknown as TraceRecord, text };
  }

  /**
   * The first line: it may be no trace of ours at all, which is said before its shape is looked at.
   */
  parseHeader(line: Line): ParsedLine<HeaderRecord> {
    const parsed = this.#parseObject(line);
    if (!parsed.ok) return parsed;
    const problem = findFormatProblem(parsed.record);
    if (problem !== undefined) return wrong(problem);
    return this.parse(line) as ParsedLine<HeaderRecord>;
  }

  #parseObject(line: Line): ParsedLine<{ readonly [key: string]: unknown }> {
    const length = line.end - line.start;
    if (length > MAX_LINE_BYTES) {
      return wrong(`expected a line of at most ${MAX_LINE_BYTES} bytes, found one of ${length}`);
    }
    const text = this.#decode(line.start, line.end);
    if (text === undefined) return wrong("expected UTF-8, found other bytes");
    const value = parseJson(text);
    if (isObject(value)) return { ok: true, record: value, text };
    const found = displayText(text, 60);
    if (value !== undefined) return wrong(`expected a record as a JSON object, found ${found}`);
    return wrong(
      line.ended
        ? `expected a record as a JSON object, found text that is no JSON: ${found}`
        : `expected a whole record, found the file's end in the middle of it: ${found}`,
    );
  }

  /**
   * Takes a line in as if it stood in the file, and returns the place where {@link reread} finds
   * it.
   */
  add(text: string): number {
    this.#added.push(text);
    return this.#bytes.length + this.#added.length - 1;
  }

  /**
   * The parsed line that begins there, for a line that {@link parse} has found sound, or one that
   * was added.
   */
  reread(start: number): { readonly value: unknown; readonly text: string } {
    const added = this.#added[start - this.#bytes.length];
    const text = added ?? this.#decode(start, lineEnd(this.#bytes, start).end) ?? "";
    return { value: parseJson(text), text };
  }

  #decode(start: number, end: number): string | undefined {
    try {
      return this.#decoder.decode(this.#bytes.subarray(start, end));
    } catch {
      return undefined;
    }
  }
}

/** Undefined when the text is no JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function wrong(problem: string): ParsedLine<never> {
  return { ok: false, problem };
}
