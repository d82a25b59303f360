import { ensure } from "../base/assert.js";
import { bad, ok, type Result } from "../base/result.js";
import type { AnyProtocol } from "../protocol/protocol.js";
import { Recorder } from "../simulator/recorder.js";
import { setupFromHeader, type Setup } from "../simulator/setup.js";
import { Simulator } from "../simulator/simulator.js";
import type { SimStep } from "../simulator/step.js";
import { displayText } from "../trace/displayText.js";
import { EventHash } from "../trace/hash.js";
import type { BranchId, Json, NodeId } from "../trace/ids.js";
import type { RecordedTrace } from "../trace/recordedTrace.js";
import type {
  EventRecord,
  HashRecord,
  HeaderRecord,
  InterventionRecord,
} from "../trace/records.js";
import { firstDifference, type Difference } from "./firstDifference.js";

/** Whether the engine that we have makes the recorded run again. */
export type Verification =
  | { readonly verdict: "verified"; readonly events: number }
  | Divergence
  /** It cannot be replayed here, and why; it opens and steps all the same. */
  | { readonly verdict: "recorded only"; readonly reason: string }
  | { readonly verdict: "cancelled" };

/** Expected is what the trace says, found what the engine did. */
export interface Divergence {
  readonly verdict: "diverged";
  readonly branch: BranchId;
  /** The event's number; 0 for the header. */
  readonly at: number;
  readonly node?: NodeId;
  /** `event 12, Ben: effects[0].to: expected "n1", got "n3"` */
  readonly sentence: string;
}

/** A trace that can be verified: with the hashes that stand in its file. */
export interface VerifiableTrace extends RecordedTrace {
  /** Those recorded on the branch itself, in order. */
  hashes(branch: BranchId): readonly HashRecord[];
}

export interface VerifyOptions {
  /** The engine of that name, if there is one. */
  readonly findProtocol: (name: string) => AnyProtocol | undefined;
  /** Called every few milliseconds of work, to let an event loop turn. */
  readonly pause?: () => Promise<void>;
  readonly progress?: (done: number, total: number) => void;
  readonly signal?: AbortSignal;
}

const EVENTS_BETWEEN_PAUSES = 250;

/**
 * Replays every branch of the trace from header and interventions, and compares record by record.
 */
export async function verify(
  trace: VerifiableTrace,
  options: VerifyOptions,
): Promise<Verification> {
  const setup = findSetup(trace.header, options);
  if (!setup.ok) {
    return { verdict: "recorded only", reason: setup.problems.map((p) => p.problem).join("; ") };
  }
  const header = compareHeaders(trace.header, setup.value);
  if (header !== undefined) return header;
  const total = trace.branches.reduce((sum, { id }) => sum + trace.length(id), 0);
  let done = 0;
  for (const { id } of trace.branches) {
    const replay = new BranchReplay(trace, id, setup.value);
    while (!replay.atEnd) {
      const divergence = replay.compareNext();
      if (divergence !== undefined) return divergence;
      done += 1;
      if (done % EVENTS_BETWEEN_PAUSES !== 0) continue;
      options.progress?.(done, total);
      await options.pause?.();
      if (options.signal?.aborted === true) return { verdict: "cancelled" };
    }
  }
  return { verdict: "verified", events: total };
}

function findSetup(header: HeaderRecord, { findProtocol }: VerifyOptions): Result<Setup> {
  const { engine } = header;
  if (engine === undefined) return bad("no engine of this tool made it");
  const name = displayText(engine.protocol, 40);
  const protocol = findProtocol(engine.protocol);
  if (protocol === undefined) return bad(`its protocol ${name} is not known here`);
  const { engineVersion } = protocol;
  if (engine.engineVersion !== engineVersion) {
    const versions = `version ${engine.engineVersion} of engine ${name}`;
    return bad(`it was made by ${versions}; this is version ${engineVersion}`);
  }
  const setup = setupFromHeader(protocol, header);
  if (setup.ok) return setup;
  const problems = setup.problems.map(({ problem }) => displayText(problem, 300));
  return bad(...problems.map((problem) => `its header does not fit the engine: ${problem}`));
}

/** What the header says of the engine's views and invariants must be what the engine says. */
function compareHeaders(recorded: HeaderRecord, setup: Setup): Divergence | undefined {
  const { title, about } = recorded;
  const made = new Recorder(setup).header({
    ...(title === undefined ? {} : { title }),
    ...(about === undefined ? {} : { about }),
  });
  const difference = firstDifference(asJson(recorded), asJson(made));
  if (difference === undefined) return undefined;
  const sentence = `the header: ${tellDifference(difference)}`;
  return { verdict: "diverged", branch: "b1", at: 0, sentence };
}

/** Replays the path of one branch beside its recorded events. */
class BranchReplay {
  readonly #trace: VerifiableTrace;
  readonly #branch: BranchId;
  readonly #simulator: Simulator;
  readonly #recorder: Recorder;
  readonly #hash = new EventHash();
  /** Cursor → the intervention applied there. */
  readonly #interventions: ReadonlyMap<number, InterventionRecord>;
  readonly #hashes: ReadonlyMap<number, HashRecord>;

  constructor(trace: VerifiableTrace, branch: BranchId, setup: Setup) {
    this.#trace = trace;
    this.#branch = branch;
    this.#simulator = new Simulator(setup, { record: true, check: true });
    this.#recorder = new Recorder(setup, branch);
    const applied = trace.interventions(branch).filter((one) => one.skipped === undefined);
    this.#interventions = new Map(applied.map((one) => [one.after, one]));
    this.#hashes = new Map(trace.hashes(branch).map((hash) => [hash.after, hash]));
  }

  get atEnd(): boolean {
    return this.#simulator.at >= this.#trace.length(this.#branch);
  }

  /** Makes the next event and compares it; returns how it differs. */
  compareNext(): Divergence | undefined {
    const recorded = this.#trace.event(this.#branch, this.#simulator.at + 1);
    const step = this.#next();
    if (!step.ok) return this.#diverged(recorded, step.problems.map((p) => p.problem).join("; "));
    // Events before the parting are recorded on the parent.
    const replayed = { ...this.#recorder.event(step.value), branch: recorded.branch };
    const difference = firstDifference(asJson(recorded), asJson(replayed));
    if (difference !== undefined) return this.#diverged(recorded, tellDifference(difference));
    return this.#compareHash(recorded);
  }

  #next(): Result<SimStep> {
    const intervention = this.#interventions.get(this.#simulator.at);
    if (intervention === undefined) {
      const step = this.#simulator.step();
      return step === undefined ? bad("expected it, got no event: nothing is left") : ok(step);
    }
    const { does, timeMs, id } = intervention;
    const step = this.#simulator.intervene(does, timeMs, id);
    if (step.ok) return step;
    const reasons = step.problems.map(({ problem }) => displayText(problem, 300));
    return bad(`intervention ${displayText(id, 40)} does not apply: ${reasons.join("; ")}`);
  }

  #compareHash(recorded: EventRecord): Divergence | undefined {
    // Hashes cover a branch's own events; those before it leaves are its parent's.
    if (recorded.branch !== this.#branch) return undefined;
    this.#hash.add(recorded);
    const hash = this.#hashes.get(recorded.at);
    if (hash === undefined) return undefined;
    const difference = firstDifference(hash.sha256, this.#hash.digest(), "sha256");
    return difference && this.#diverged(recorded, tellDifference(difference));
  }

  #diverged(recorded: EventRecord, how: string): Divergence {
    const { at } = recorded;
    const node = "node" in recorded ? recorded.node : undefined;
    const name = this.#trace.nodes(this.#branch).find(({ id }) => id === node)?.name;
    const where = `event ${at}${name === undefined ? "" : `, ${displayText(name, 40)}`}`;
    const branches = this.#trace.branches.length > 1 ? ` of branch ${this.#branch}` : "";
    const sentence = `${where}${branches}: ${how}`;
    const place = { branch: this.#branch, at, ...(node === undefined ? {} : { node }) };
    return { verdict: "diverged", ...place, sentence };
  }
}

function tellDifference({ path, expected, found }: Difference): string {
  return `${displayText(path, 120)}: expected ${tellValue(expected)}, got ${tellValue(found)}`;
}

function tellValue(value: Json | undefined): string {
  return value === undefined ? "nothing" : displayText(ensure(JSON.stringify(value), "JSON"), 120);
}

/** Records are plain JSON; their types do not say so. */
function asJson(record: EventRecord | HeaderRecord): Json {
  return record as unknown as Json;
}
