import { bad, ok, type Result } from "../base/result.js";
import type { QueryNode, QueryView } from "../query/evaluate.js";
import { Recorder } from "../simulator/recorder.js";
import type { Setup } from "../simulator/setup.js";
import { Simulator } from "../simulator/simulator.js";
import type { JsonObject, Link, MessageId, NodeId } from "../trace/ids.js";
import type { Intervention } from "../trace/intervention.js";
import { FIRST_BRANCH, type EventRecord, type NodeHeader } from "../trace/records.js";
import type { Sentence } from "../trace/sentence.js";
import { TraceWriter } from "../trace/writer.js";

/** A message that is on its way, by what a person calls it. */
export interface MessageOnLink {
  readonly id: MessageId;
  readonly link: Link;
  readonly type: string;
  readonly held: boolean;
}

/**
 * A run that is written down while it happens: every event, intervention and beat goes to the trace
 * at once, so that what is kept does not grow with the run.
 */
export class RecordedRun {
  readonly #simulator: Simulator;
  readonly #recorder: Recorder;
  readonly #writer: TraceWriter | undefined;
  #nodes: readonly NodeHeader[];
  /** Those that were removed as well. */
  readonly #nodesEver: NodeHeader[];
  #interventions = 0;

  /** `sink` gets the lines of the trace, each with its line feed; without it nothing is written. */
  constructor(
    readonly setup: Setup,
    sink: ((line: string) => void) | undefined,
    about: { readonly title?: string; readonly about?: string } = {},
  ) {
    this.#simulator = new Simulator(setup, { record: true, check: true });
    this.#recorder = new Recorder(setup);
    const states = () => this.#recorder.states(this.#simulator);
    this.#writer = sink && new TraceWriter(sink, { states });
    this.#writer?.write(this.#recorder.header(about));
    this.#nodes = setup.nodes;
    this.#nodesEver = [...setup.nodes];
  }

  /** The nodes that there are now, in the order in which they came. */
  get nodes(): readonly NodeHeader[] {
    return this.#nodes;
  }

  /** A node's human name, also of one that was removed. */
  nameOf(id: NodeId): string {
    return this.#nodesEver.find((node) => node.id === id)?.name ?? id;
  }

  /** The id that a node gets when it is added now. */
  nextNodeId(): NodeId {
    return `n${this.#nodesEver.length + 1}`;
  }

  /** Number of the last event. */
  get at(): number {
    return this.#simulator.at;
  }

  /** Virtual time of the last event. */
  get timeMs(): number {
    return this.#simulator.timeMs;
  }

  /** When the next event happens by itself; undefined when nothing is left to happen. */
  nextTimeMs(): number | undefined {
    return this.#simulator.nextTimeMs();
  }

  /** Lets the next event happen; undefined when nothing is left to happen. */
  step(): EventRecord | undefined {
    const step = this.#simulator.step();
    if (step === undefined) return undefined;
    const event = this.#recorder.event(step);
    this.#writer?.write(event);
    return event;
  }

  /**
   * Applies an intervention at a time between the last event and the next; a refused one leaves no
   * trace.
   */
  intervene(does: Intervention, timeMs: number): Result<EventRecord> {
    const step = this.#simulator.intervene(does, timeMs, `i${this.#interventions + 1}`);
    if (!step.ok) return step;
    this.#interventions += 1;
    this.#followNodes(does);
    const event = this.#recorder.event(step.value);
    this.#writer?.write(this.#recorder.intervention(step.value));
    this.#writer?.write(event);
    return ok(event);
  }

  /** Writes down that an intervention did not apply, and why. */
  skip(does: Intervention, timeMs: number, skipped: Sentence): void {
    this.#interventions += 1;
    const id = `i${this.#interventions}`;
    const place = { branch: FIRST_BRANCH, after: this.at, timeMs };
    this.#writer?.write({ kind: "intervention", id, ...place, does, skipped });
  }

  beat(title: string, speakerNote: string | undefined): void {
    const note = speakerNote === undefined ? {} : { speakerNote };
    this.#writer?.write({ kind: "beat", branch: FIRST_BRANCH, after: this.at, title, ...note });
  }

  /** Writes what belongs at the end of a trace. The run must not go on afterwards. */
  finish(): void {
    this.#writer?.finish();
  }

  /** In sending order. */
  messagesOnLinks(): readonly MessageOnLink[] {
    const ids = this.#simulator.messagesInFlight();
    const held = new Set(this.#simulator.messagesHeld());
    return this.#simulator.world.inFlight().map(({ from, to, body }, place) => {
      const id = ids[place] ?? 0;
      return { id, link: [from, to], type: body.type, held: held.has(id) };
    });
  }

  /** The run as a query sees it now, with what has just occurred according to the caller. */
  view(occurred: Pick<QueryView, "moments" | "violations">): QueryView {
    return { ...occurred, nodes: this.#nodeViews(), violated: new Set(this.#simulator.violated()) };
  }

  #followNodes(does: Intervention): void {
    if (does.type === "addNode") {
      this.#nodes = [...this.#nodes, does.node];
      this.#nodesEver.push(does.node);
    } else if (does.type === "removeNode") {
      this.#nodes = this.#nodes.filter(({ id }) => id !== does.node);
    }
  }

  #nodeViews(): readonly QueryNode[] {
    const worldNodes = new Map(this.#simulator.world.nodes.map((node) => [node.id, node]));
    return this.#nodes.map(({ id, name }) => {
      const node = worldNodes.get(id);
      if (node?.state === undefined) return { id, name, up: false, role: "", state: {} };
      const state: JsonObject = node.state;
      const role = this.setup.protocol.kinds[node.kind]?.view.show(state).role ?? "";
      return { id, name, up: node.isUp, role, state };
    });
  }
}

/** The message that a person means, or what is on its way instead. */
export function findMessage(
  run: RecordedRun,
  wanted: { readonly link: Link; readonly type: string; readonly ordinal: number },
  isWanted: (message: MessageOnLink) => boolean,
): Result<MessageId> {
  const [from, to] = wanted.link;
  const candidates = run.messagesOnLinks().filter(isWanted);
  const onLink = candidates.filter(({ link }) => link[0] === from && link[1] === to);
  const fitting = onLink.filter(({ type }) => type === wanted.type);
  const found = fitting[wanted.ordinal - 1];
  if (found !== undefined) return ok(found.id);
  const types = onLink.map(({ type }) => type).join(", ");
  const which = wanted.ordinal === 1 ? "" : ` #${wanted.ordinal}`;
  return bad(`no ${wanted.type}${which} is there; on that link: ${types === "" ? "none" : types}`);
}
