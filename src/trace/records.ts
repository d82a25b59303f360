/**
 * The records of a `.trace.jsonl` file, one JSON object a line, discriminated by `kind`.
 * `docs/trace-format.md` explains them to other tools; `docs/trace.schema.json` is checked against
 * every line that the tests write. A reader keeps records of a kind it does not know and writes
 * them back.
 *
 * Positions: events count from 1 along a branch's path; cursor 0 is before the first event, cursor
 * N is after event N. `after: N` binds a record to cursor N.
 */
import type {
  BranchId,
  CommandId,
  InterventionId,
  Json,
  JsonObject,
  Link,
  MessageId,
  NodeId,
} from "./ids.js";
import type { Intervention } from "./intervention.js";
import type { NetworkSettings } from "./network.js";
import type { Facts, Sentence } from "./sentence.js";
import type { KindSpec, RingSpec, TrailSpec, ViewData } from "./view.js";

export const TRACE_FORMAT = "lockstep-trace";
export const TRACE_VERSION = 1;

/** The branch that every trace starts with. */
export const FIRST_BRANCH: BranchId = "b1";

export type TraceRecord =
  | HeaderRecord
  | BranchRecord
  | EventRecord
  | InterventionRecord
  | StatesRecord
  | ValueRecord
  | HashRecord
  | BeatRecord
  | CommentRecord;

/** The first line: everything that, with the interventions, re-creates the run. */
export interface HeaderRecord {
  readonly kind: "header";
  readonly format: typeof TRACE_FORMAT;
  readonly version: typeof TRACE_VERSION;
  readonly title?: string;
  /** What to watch, in a few sentences. */
  readonly about?: string;
  /** Absent in a trace that no engine of ours made. */
  readonly engine?: EngineHeader;
  /** Absent unless the trace was read from another tool's log. */
  readonly origin?: OriginHeader;
  readonly nodes: readonly NodeHeader[];
  /** Kind of node → how it is shown. */
  readonly kinds: { readonly [kind: string]: KindSpec };
  readonly invariants: readonly InvariantHeader[];
  /** Question id → its text with `{node:node}`, answered by the guards recorded with that id. */
  readonly questions: { readonly [id: string]: string };
  /** What may fold in a picture while nothing changes. */
  readonly routine: { readonly messages: readonly string[]; readonly timers: readonly string[] };
  /** What travels from node to node, with the messages that carry it; absent: nothing. */
  readonly trails?: readonly TrailSpec[];
  /** Nodes that form a ring, and what tells how it stands; absent: none do. */
  readonly ring?: RingSpec;
  /** False: the events have an order but no time. */
  readonly timed: boolean;
}

/** What a trace was read from that another tool wrote. */
export interface OriginHeader {
  /** Such as `ShiViz log`. */
  readonly format: string;
  /** The file's name. */
  readonly source?: string;
  /** A sentence for everything that the log does not say and the importer found out. */
  readonly inferred: readonly Sentence[];
}

export interface EngineHeader {
  readonly protocol: string;
  /** Bumped by hand whenever the engine's behaviour changes. */
  readonly engineVersion: number;
  readonly stage: string;
  /** Integer. */
  readonly seed: number;
  readonly features: { readonly [name: string]: ParameterValue };
  readonly config: { readonly [name: string]: ParameterValue };
  /** Timer → [least, most] delay in virtual milliseconds. */
  readonly timers: { readonly [timer: string]: readonly [minMs: number, maxMs: number] };
  readonly network: NetworkSettings;
}

export type ParameterValue = boolean | number | string;

export interface NodeHeader {
  readonly id: NodeId;
  /** Unique, 1–40 characters, no control or bidirectional characters. */
  readonly name: string;
  readonly kind: string;
  /** Absent: linked with every other node. */
  readonly neighbours?: readonly NodeId[];
}

export interface InvariantHeader {
  readonly name: string;
  readonly about: string;
  /** False: evaluated and shown, but this stage does not claim it. */
  readonly promised: boolean;
}

/** A line of the tree. The first has no parent. */
export interface BranchRecord {
  readonly kind: "branch";
  readonly id: BranchId;
  readonly parent?: BranchId;
  /** Events of the parent's path that this branch shares; 0 for the first branch. */
  readonly after: number;
  readonly name?: string;
}

export interface InterventionRecord {
  readonly kind: "intervention";
  readonly id: InterventionId;
  readonly branch: BranchId;
  readonly after: number;
  /** Between the times of event `after` and the next one. */
  readonly timeMs: number;
  readonly does: Intervention;
  /** It did not apply (in a comparison on another stage, say), and why. */
  readonly skipped?: Sentence;
}

/** What happened. Everything that changes the world in virtual time is an event of its own. */
export type Happening =
  /** The node's first boot. */
  | { readonly event: "start"; readonly node: NodeId }
  | { readonly event: "receive"; readonly node: NodeId; readonly message: MessageId }
  | { readonly event: "timeout"; readonly node: NodeId; readonly timer: string }
  | {
      readonly event: "command";
      readonly node: NodeId;
      readonly id: CommandId;
      readonly command: JsonObject;
    }
  | { readonly event: "crash"; readonly node: NodeId }
  /**
   * Armed: the node's next step ends after that many effects, and its `crash` is the event after
   * that.
   */
  | { readonly event: "crashSoon"; readonly node: NodeId; readonly afterEffects: number }
  | { readonly event: "restart"; readonly node: NodeId }
  /**
   * The failure detector tells `node` about `peer`, which had booted that many times when it went
   * down or came up. A neighbour is down as well while its link is cut or removed.
   */
  | {
      readonly event: "peerDown" | "peerUp" | "neighbourDown" | "neighbourUp";
      readonly node: NodeId;
      readonly peer: NodeId;
      readonly incarnation: number;
    }
  /** The message arrived at a crashed node. */
  | { readonly event: "lose"; readonly node: NodeId; readonly message: MessageId }
  /** `lost`: the messages that were on the links. */
  | { readonly event: "cut"; readonly links: readonly Link[]; readonly lost: readonly MessageId[] }
  | { readonly event: "restore"; readonly links: readonly Link[] }
  | { readonly event: "drop" | "hold"; readonly message: MessageId }
  | { readonly event: "delay" | "release"; readonly message: MessageId; readonly arrivesMs: number }
  | { readonly event: "duplicate"; readonly message: MessageId }
  | {
      readonly event: "clock";
      readonly node: NodeId;
      readonly ratePerMille: number;
      readonly offsetMs: number;
    }
  | { readonly event: "disk"; readonly node: NodeId; readonly lagMs: number }
  /** Its one effect is the message, marked as forged, that seems to come from `from`. */
  | { readonly event: "forge"; readonly from: NodeId; readonly to: NodeId }
  /** `added.id` is `node`. Its `start` is the next event that happens by itself. */
  | { readonly event: "addNode"; readonly node: NodeId; readonly added: NodeHeader }
  /** `lost`: the messages that were on their way to it. */
  | {
      readonly event: "removeNode";
      readonly node: NodeId;
      readonly lost: readonly MessageId[];
    }
  | { readonly event: "addLink"; readonly links: readonly Link[] }
  /** `lost`: the messages that were on the links. */
  | {
      readonly event: "removeLink";
      readonly links: readonly Link[];
      readonly lost: readonly MessageId[];
    }
  | LocalHappening;

/**
 * Something a foreign trace reports that is none of the others. One line of a log may tell of
 * several messages that were received and, in the event's effects, of several that were sent.
 */
export interface LocalHappening {
  readonly event: "local";
  readonly node: NodeId;
  readonly label: string;
  /** Messages on their way to `node` that were received in it, each once. */
  readonly received?: readonly MessageId[];
  readonly noSend?: readonly NoSend[];
}

/** What was received although the log does not tell that it was sent. */
export interface NoSend {
  /** Absent: the log does not tell. */
  readonly from?: NodeId;
  readonly type: string;
  /** A few words for the arrow. */
  readonly label: string;
  readonly body?: Json;
}

/** What a step asked for, in the order in which it asked. */
export type EffectData = SendEffect | TimerEffect | CancelEffect | ReplyEffect;

export interface SendEffect {
  readonly effect: "send";
  readonly message: MessageId;
  readonly to: NodeId;
  readonly type: string;
  /** A few words for the arrow, such as `RequestVote t2`. */
  readonly label: string;
  readonly body: Json;
  /**
   * When it arrives unless something happens to it; absent when it was dropped or blocked at once,
   * or unknown.
   */
  readonly arrivesMs?: number;
  /** Lost at the moment of sending. */
  readonly fate?: "dropped" | "blocked";
  readonly copyOf?: MessageId;
  /** The node that it seems to come from never sent it. */
  readonly forged?: true;
}

export interface TimerEffect {
  readonly effect: "setTimer";
  readonly timer: string;
  readonly firesMs: number;
}

export interface CancelEffect {
  readonly effect: "cancelTimer";
  readonly timer: string;
}

export interface ReplyEffect {
  readonly effect: "reply";
  readonly command: CommandId;
  readonly result: Json;
}

/** The evaluated guard of a decision: answers "why" and "why not". */
export interface GuardData {
  /** One of the header's questions. */
  readonly question: string;
  /** What was asked of the state, such as `votes {have} of {need}`. */
  readonly guard: string;
  readonly verdict: boolean;
  readonly facts?: Facts;
}

export interface MomentData {
  readonly name: string;
  readonly sentence: Sentence;
}

/**
 * An invariant that began to hold again, or was just violated: then with the sentence that names
 * witnesses.
 */
export interface FlipData {
  readonly invariant: string;
  readonly holds: boolean;
  readonly sentence?: Sentence;
}

/**
 * How one node's state changed, by top-level field. Absent fields did not change.
 * A reader applies `gone`, `fields`, then `ranges`.
 */
export interface StateChange {
  readonly fields?: { readonly [field: string]: Json };
  /** Array field → the items from `start`, `remove` of them, are replaced by `items`. */
  readonly ranges?: { readonly [field: string]: ArrayRange };
  readonly gone?: readonly string[];
}

export interface ArrayRange {
  readonly start: number;
  readonly remove: number;
  readonly items: readonly Json[];
}

export type EventRecord = EventHead & Happening;

export interface EventHead {
  readonly kind: "event";
  readonly branch: BranchId;
  /** This event's number: the cursor after it. */
  readonly at: number;
  readonly timeMs: number;
  /** The intervention that made this event. */
  readonly by?: InterventionId;
  readonly effects?: readonly EffectData[];
  readonly change?: StateChange;
  /** Present when the node's view changed. */
  readonly view?: ViewData;
  /** True: received, but a guard (the first false one) refused it and nothing came of it. */
  readonly ignored?: true;
  readonly guards?: readonly GuardData[];
  readonly notes?: readonly Sentence[];
  readonly moments?: readonly MomentData[];
  readonly flips?: readonly FlipData[];
}

/** The whole world after an event, so that a reader need not start at the beginning. */
export interface StatesRecord {
  readonly kind: "states";
  readonly branch: BranchId;
  readonly after: number;
  readonly timeMs: number;
  readonly nodes: { readonly [node: NodeId]: NodeStateData };
  /** Messages that are on their way, held ones included. */
  readonly inFlight: readonly MessageId[];
  readonly held: readonly MessageId[];
  readonly cut: readonly Link[];
  /** Invariants that do not hold now. */
  readonly violated: readonly string[];
}

export interface NodeStateData {
  readonly up: boolean;
  /** Of a crashed node: what it last was. */
  readonly state: JsonObject;
  readonly view: ViewData;
  readonly timers: readonly RunningTimer[];
}

export interface RunningTimer {
  readonly timer: string;
  /** The event that set it. */
  readonly setAt: number;
  readonly setMs: number;
  readonly firesMs: number;
}

/**
 * A large value that repeats, stored once; `{"$value": id}` stands for it wherever a Json is
 * allowed.
 */
export interface ValueRecord {
  readonly kind: "value";
  readonly id: string;
  readonly value: Json;
}

/** SHA-256 over the branch's own event records up to and including `after`: see `hash.ts`. */
export interface HashRecord {
  readonly kind: "hash";
  readonly branch: BranchId;
  readonly after: number;
  readonly sha256: string;
}

/** A moment of a talk: where to stop and what to say. */
export interface BeatRecord {
  readonly kind: "beat";
  readonly branch: BranchId;
  readonly after: number;
  readonly title: string;
  readonly speakerNote?: string;
}

/** A user's remark. */
export interface CommentRecord {
  readonly kind: "comment";
  readonly id: string;
  readonly branch: BranchId;
  readonly after: number;
  readonly node?: NodeId;
  readonly text: string;
}
