import { assert, ensure } from "../base/assert.js";
import { bad, ok, type Result } from "../base/result.js";
import { describeMismatch, withinLimits } from "../trace/check.js";
import type { JsonObject, MessageId } from "../trace/ids.js";
import { MAX_LINE_BYTES } from "../trace/lines.js";
import {
  FIRST_BRANCH,
  TRACE_FORMAT,
  TRACE_VERSION,
  type EventHead,
  type EventRecord,
  type HeaderRecord,
  type SendEffect,
} from "../trace/records.js";
import { stateChange } from "../trace/stateChange.js";
import { TraceWriter } from "../trace/writer.js";
import { nodeId, type ForeignEvent, type ForeignRun, type ForeignSend } from "./foreignRun.js";
import { nodeNames } from "./nodeNames.js";
import type { Pause } from "./pause.js";
import { sharedObject } from "./sharedJson.js";

/** Where a run comes from. */
export interface RunOrigin {
  /** What the log is, such as `ShiViz log`. */
  readonly format: string;
  /** The file's name. */
  readonly source: string;
}

export interface WrittenRun {
  /** A `.trace.jsonl` file. */
  readonly bytes: Uint8Array;
  /** Its first line; `origin` says what was inferred. */
  readonly header: HeaderRecord;
}

/** Events written between two pauses: a few milliseconds of work. */
const PAUSE_EVERY = 500;

/**
 * The run as the bytes of a `.trace.jsonl` file that the reader accepts. Refused are only values
 * that no trace can hold: too deep or too large.
 */
export async function writeForeignRun(
  run: ForeignRun,
  origin: RunOrigin,
  pause: Pause,
): Promise<Result<WrittenRun>> {
  const header = headerOf(run, origin);
  const lines = new Lines();
  const writer = new TraceWriter((line) => {
    lines.add(line);
  });
  const records = new EventRecords();
  writer.write(header);
  for (const [place, event] of run.events.entries()) {
    const record = records.next(event);
    const wrong = withinLimits(record);
    const problem = wrong === undefined ? undefined : describeMismatch(wrong);
    if (problem === undefined) writer.write(record);
    if ((problem ?? lines.problem) !== undefined) {
      const where = `event ${place + 1}, at ${header.nodes[event.node]?.name ?? "a node"}`;
      return bad({ source: origin.source, problem: `${where}: ${problem ?? lines.problem ?? ""}` });
    }
    if (place % PAUSE_EVERY === PAUSE_EVERY - 1) await pause();
  }
  writer.finish();
  return ok({ bytes: lines.bytes(), header });
}

function headerOf(run: ForeignRun, { format, source }: RunOrigin): HeaderRecord {
  const { names, inferred } = nodeNames(run.nodes.map(({ name }) => name));
  return {
    kind: "header",
    format: TRACE_FORMAT,
    version: TRACE_VERSION,
    title: run.title === "" ? source : run.title,
    origin: { format, source, inferred: [...run.inferred, ...inferred] },
    nodes: run.nodes.map(({ kind }, place) => ({
      id: nodeId(place),
      name: ensure(names[place], `a name for node ${place + 1}`),
      kind,
    })),
    kinds: run.kinds,
    invariants: [],
    questions: {},
    routine: run.routine ?? { messages: [], timers: [] },
    timed: run.timed,
  };
}

/** The lines of a file as they come. */
class Lines {
  problem: string | undefined;
  readonly #chunks: Uint8Array[] = [];
  readonly #encoder = new TextEncoder();

  add(line: string): void {
    const bytes = this.#encoder.encode(line);
    if (bytes.length > MAX_LINE_BYTES) {
      this.problem = `expected at most ${MAX_LINE_BYTES} bytes, found ${bytes.length}`;
    }
    this.#chunks.push(bytes);
  }

  bytes(): Uint8Array {
    const whole = new Uint8Array(this.#chunks.reduce((sum, { length }) => sum + length, 0));
    let end = 0;
    for (const chunk of this.#chunks) {
      whole.set(chunk, end);
      end += chunk.length;
    }
    return whole;
  }
}

/** Makes records of a run's events, one after the other. */
class EventRecords {
  readonly #messages = new Map<string, MessageId>();
  readonly #states = new Map<number, JsonObject>();
  #at = 0;

  next(event: ForeignEvent): EventRecord {
    this.#at += 1;
    if (event.drops !== undefined) return this.#drop(event.drops, event.timeMs ?? 0);
    const node = nodeId(event.node);
    const received = (event.receives ?? []).map((key) => this.#received(key));
    const effects = (event.sends ?? []).map((send) => this.#send(send));
    const change = this.#change(event);
    const head: EventHead = {
      kind: "event",
      branch: FIRST_BRANCH,
      at: this.#at,
      timeMs: event.timeMs ?? 0,
      ...(effects.length === 0 ? {} : { effects }),
      ...(change === undefined ? {} : { change }),
      ...(event.view === undefined ? {} : { view: event.view }),
      ...(event.notes === undefined ? {} : { notes: event.notes }),
    };
    if (event.happening !== undefined) return { ...head, event: event.happening, node };
    const noSend = event.noSend?.map(({ from, ...what }) =>
      from === undefined ? what : { from: nodeId(from), ...what },
    );
    return {
      ...head,
      event: "local",
      node,
      label: event.label,
      ...(received.length === 0 ? {} : { received }),
      ...(noSend === undefined || noSend.length === 0 ? {} : { noSend }),
    };
  }

  #drop(key: string, timeMs: number): EventRecord {
    const message = this.#received(key);
    return { kind: "event", branch: FIRST_BRANCH, at: this.#at, timeMs, event: "drop", message };
  }

  #received(key: string): MessageId {
    return ensure(this.#messages.get(key), `message ${key} is sent before event ${this.#at}`);
  }

  #send({ key, to, type, label, body }: ForeignSend): SendEffect {
    assert(!this.#messages.has(key), `message ${key} is sent once`);
    const message = this.#messages.size + 1;
    this.#messages.set(key, message);
    return { effect: "send", message, to: nodeId(to), type, label, body };
  }

  #change({ node, state }: ForeignEvent): EventRecord["change"] {
    if (state === undefined) return undefined;
    const before = this.#states.get(node);
    const after = sharedObject(before, state);
    this.#states.set(node, after);
    return stateChange(before, after);
  }
}
