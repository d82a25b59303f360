import { assert, ensure } from "../base/assert.js";
import { EventHash } from "./hash.js";
import type { BranchId } from "./ids.js";
import { mapJson } from "./jsonPositions.js";
import {
  FIRST_BRANCH,
  type BranchRecord,
  type EventRecord,
  type HashRecord,
  type StatesRecord,
  type TraceRecord,
  type ValueRecord,
} from "./records.js";
import { RepeatedValues } from "./storedValues.js";

export interface TraceWriterOptions {
  /** The least number of events between two states records; 500 unless said otherwise. */
  readonly statesEvery?: number;
  /** The number of events between two hash records; 1000 unless said otherwise. */
  readonly hashEvery?: number;
  /**
   * Asked right after an event was written and a states record is due: the world after that event.
   * Without it the file gets none, and readers make their own.
   */
  readonly states?: (branch: BranchId, after: number) => StatesRecord;
}

/** What a caller may write; the rest is the writer's own. */
export type WritableRecord = Exclude<TraceRecord, ValueRecord | HashRecord>;

/** Where one branch stands while it is written. */
interface Tip {
  /** Number of events on its path. */
  at: number;
  readonly hash: EventHash;
  hashedAt: number;
  statesAt: number;
  /** Characters written since the last states record, and how many that one took. */
  sinceStates: number;
  statesSize: number;
}

/**
 * Writes a trace, record by record, append-only: equal records give equal bytes. What it keeps does
 * not grow with the trace. Records come in any order in which a reader can follow them: the header
 * first, a branch after the event it leaves from, events in order. Hash, states and value records
 * are added by the writer.
 */
export class TraceWriter {
  readonly #sink: (line: string) => void;
  readonly #options: TraceWriterOptions;
  readonly #statesEvery: number;
  readonly #hashEvery: number;
  readonly #tips = new Map<BranchId, Tip>();
  readonly #values: RepeatedValues;
  #started = false;

  /** `sink` gets each line with its line feed at the end. */
  constructor(sink: (line: string) => void, options: TraceWriterOptions = {}) {
    this.#sink = sink;
    this.#options = options;
    this.#statesEvery = options.statesEvery ?? 500;
    this.#hashEvery = options.hashEvery ?? 1000;
    this.#values = new RepeatedValues((id, value) => {
      this.#line({ kind: "value", id, value });
    });
    this.#tips.set(FIRST_BRANCH, newTip(0));
  }

  write(record: WritableRecord): void {
    assert(this.#started === (record.kind !== "header"), "the header is the first record");
    this.#started = true;
    const size = this.#line(mapJson(record, (value) => this.#values.replace(value)));
    if (record.kind === "branch") this.#openBranch(record);
    if (record.kind === "event") this.#afterEvent(record, size);
  }

  /** Writes the last hashes. Nothing may be written afterwards. */
  finish(): void {
    for (const [branch, tip] of this.#tips) this.#writeHash(branch, tip);
  }

  #line(record: TraceRecord): number {
    const line = `${JSON.stringify(record)}\n`;
    this.#sink(line);
    return line.length;
  }

  #openBranch({ id, parent, after }: BranchRecord): void {
    if (parent === undefined) return;
    const from = ensure(this.#tips.get(parent), `branch ${id} leaves unknown branch ${parent}`);
    assert(after <= from.at, `branch ${id} leaves after event ${after}, before it is written`);
    this.#tips.set(id, newTip(after));
  }

  #afterEvent(event: EventRecord, size: number): void {
    const tip = ensure(this.#tips.get(event.branch), `unknown branch ${event.branch}`);
    assert(event.at === tip.at + 1, `event ${event.at} cannot follow event ${tip.at}`);
    tip.at = event.at;
    tip.sinceStates += size;
    tip.hash.add(event);
    if (tip.at - tip.hashedAt >= this.#hashEvery) this.#writeHash(event.branch, tip);
    const isDue = tip.at - tip.statesAt >= this.#statesEvery && tip.sinceStates >= tip.statesSize;
    if (isDue && this.#options.states !== undefined) {
      this.#writeStates(this.#options.states(event.branch, tip.at), tip);
    }
  }

  #writeHash(branch: BranchId, tip: Tip): void {
    if (tip.hashedAt === tip.at) return;
    tip.hashedAt = tip.at;
    this.#line({ kind: "hash", branch, after: tip.at, sha256: tip.hash.digest() });
  }

  /** Large states are written less often: together they never take more room than the events. */
  #writeStates(states: StatesRecord, tip: Tip): void {
    assert(states.after === tip.at, `states after ${states.after} cannot follow event ${tip.at}`);
    tip.statesSize = this.#line(mapJson(states, (value) => this.#values.replace(value)));
    tip.statesAt = tip.at;
    tip.sinceStates = 0;
  }
}

function newTip(at: number): Tip {
  return { at, hash: new EventHash(), hashedAt: at, statesAt: at, sinceStates: 0, statesSize: 0 };
}
