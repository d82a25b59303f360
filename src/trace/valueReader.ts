import { describeValue } from "./check.js";
import type { Json } from "./ids.js";
import { mapJson } from "./jsonPositions.js";
import { MAX_LINE_BYTES, type Line, type LineParser } from "./lines.js";
import { RecentlyUsed } from "./recentlyUsed.js";
import type { TraceRecord, ValueRecord } from "./records.js";
import { marksIn, restoreValue, VALUE_KEY } from "./storedValues.js";

/** Where a value record stands in the file. */
interface StoredValue {
  readonly offset: number;
  /** Bytes of its line. */
  readonly size: number;
}

/** Values whose line is longer are read anew each time. In bytes. */
const WORTH_KEEPING = 256 * 1024;
const QUOTED_KEY = JSON.stringify(VALUE_KEY);

/** Puts stored values back into records. */
export class ValueReader {
  readonly #lines: LineParser;
  readonly #stored = new Map<string, StoredValue>();
  readonly #recent = new RecentlyUsed<string, Json>(256);

  constructor(lines: LineParser) {
    this.#lines = lines;
  }

  /** Notes where a value stands, or says why it cannot. */
  add(id: string, line: Line): string | undefined {
    if (this.#stored.has(id)) {
      return `id: expected an id of its own, found ${describeValue(id)} again`;
    }
    this.#stored.set(id, { offset: line.start, size: line.end - line.start });
    return undefined;
  }

  /** What is wrong with the references in a record, whose line is `text`. */
  findProblem(record: TraceRecord, text: string): string | undefined {
    if (!text.includes(QUOTED_KEY)) return undefined;
    let problem: string | undefined;
    let size = 0;
    mapJson(record, (value) => {
      for (const mark of marksIn(value)) {
        problem ??= this.#findMarkProblem(mark, record.kind);
        size += typeof mark === "string" ? (this.#stored.get(mark)?.size ?? 0) : 0;
      }
      return value;
    });
    if (problem !== undefined || size <= MAX_LINE_BYTES) return problem;
    return `expected stored values of at most ${MAX_LINE_BYTES} bytes together, found ${size}`;
  }

  #findMarkProblem(mark: Json, kind: TraceRecord["kind"]): string | undefined {
    if (typeof mark !== "string") {
      if (Array.isArray(mark) && mark.length === 1) return undefined;
      return `${VALUE_KEY}: expected an id or a list of one, found ${describeValue(mark)}`;
    }
    if (kind === "value") return `${VALUE_KEY}: expected no reference in a stored value`;
    if (this.#stored.has(mark)) return undefined;
    return `${VALUE_KEY}: expected the id of a value stored before, found ${describeValue(mark)}`;
  }

  /** The record as its author meant it. */
  restore<R extends TraceRecord>(record: R, text: string): R {
    if (!text.includes(QUOTED_KEY)) return record;
    return mapJson(record, (value) => restoreValue(value, (id) => this.#lookUp(id)));
  }

  #lookUp(id: string): Json {
    const known = this.#recent.get(id);
    if (known !== undefined) return known;
    const stored = this.#stored.get(id);
    if (stored === undefined) return null;
    const { value: record, text } = this.#lines.reread(stored.offset);
    const { value } = this.restore(record as ValueRecord, text);
    if (stored.size <= WORTH_KEEPING) this.#recent.set(id, value);
    return value;
  }
}
