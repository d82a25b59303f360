import type { NodeId } from "../trace/ids.js";
import type { NetworkSettings } from "../trace/network.js";
import type {
  FieldSpec,
  LaneSpec,
  RingSpec,
  RoleSpec,
  RoundSpec,
  TrailSpec,
  ViewData,
} from "../trace/view.js";
import type { Context } from "./context.js";
import type { FaultKind } from "./faults.js";
import type { Invariant, Moment } from "./invariant.js";
import type { ParameterSpecs } from "./parameters.js";
import type {
  AnyTypes,
  Asked,
  CommandOf,
  KindName,
  MessageOf,
  OfType,
  ProtocolTypes,
  TimerOf,
} from "./types.js";

/**
 * One engine: a real implementation of a distributed protocol. It sees messages, named timers and
 * commands, never time, files or chance. Handlers return the next state (the same object when
 * nothing changed) and record effects on the context. They are tables keyed by name, so that an
 * editor's outline of the file is the protocol.
 */
export interface Protocol<T extends ProtocolTypes> {
  /** As in file names and on the command line. */
  readonly name: string;
  readonly title: string;
  /** Bumped by hand whenever the same header and interventions would give another run. */
  readonly engineVersion: number;
  /** Paper or course, with section. */
  readonly source: string;
  /** What must be true of the world for the promises to hold. */
  readonly assumes: readonly string[];
  /** The faults under which they still hold. */
  readonly survives: readonly string[];
  /**
   * The same as kinds, for plans of random faults; without it all but lost and slow disks and
   * changes of members.
   */
  readonly faults?: readonly FaultKind[];
  /** What honestly happens beyond. */
  readonly beyond: readonly string[];

  /** What a run's network is like unless it says otherwise; what is absent is as usual. */
  readonly network?: Partial<NetworkSettings>;
  readonly config: ParameterSpecs<T["Config"]>;
  readonly features: ParameterSpecs<T["Features"]>;
  /** Ordered: each teaches one thing more. The last is the default. */
  readonly stages: readonly Stage<T>[];
  /** Range of each timer's delay in ms of the node's clock; equal bounds make it fixed. */
  readonly timers: { readonly [N in TimerOf<T>]: readonly [minMs: number, maxMs: number] };
  /** How many nodes of each kind a run has unless it says otherwise, and the bounds. */
  readonly size: { readonly [K in KindName<T>]: NodeCount };

  readonly kinds: { readonly [K in KindName<T>]: NodeKind<T, K> };
  /** Message type → the words on its arrow. */
  readonly labels: {
    readonly [M in MessageOf<T>["type"]]: (message: OfType<MessageOf<T>, M>) => string;
  };

  /** Message type → its fields. What has no form here cannot be forged. */
  readonly messages?: {
    readonly [M in MessageOf<T>["type"]]?: MessageForm<OfType<MessageOf<T>, M>>;
  };

  /** Command type → its fields in the order in which a person types them: `set x 1`. */
  readonly commands: {
    readonly [C in CommandOf<T>["type"]]: CommandForm<OfType<CommandOf<T>, C>>;
  };

  readonly invariants: readonly Invariant<T>[];
  readonly moments: readonly Moment<T>[];
  /** May fold in a picture while nothing changes. */
  readonly routine: {
    readonly messages: readonly MessageOf<T>["type"][];
    readonly timers: readonly TimerOf<T>[];
  };
  /** Question id → its text, with `{node:node}` for the node asked about. */
  readonly questions: { readonly [id: string]: string };
  /**
   * What exists once and travels, with the messages that carry it: its way is drawn. The views say
   * which nodes hold it (`holds`); who it is that comes, goes or is lost is found from that.
   */
  readonly trails?: readonly TrailOf<T>[];
  /** The nodes of one kind form a ring, which is drawn as it stands at the cursor. */
  readonly ring?: RingOf<T>;
}

/** A trail carried by messages of that engine. */
export interface TrailOf<T extends ProtocolTypes> extends TrailSpec {
  readonly messages: readonly MessageOf<T>["type"][];
}

/** A ring of nodes of that engine, told by fields of their states. */
export type RingOf<T extends ProtocolTypes> = {
  readonly [K in KindName<T>]: RingSpec & {
    readonly kind: K;
    readonly members: keyof State<T, K> & string;
    readonly isIn?: keyof State<T, K> & string;
    readonly waiting?: keyof State<T, K> & string;
    readonly rounds?: readonly (RoundSpec & { readonly message: MessageOf<T>["type"] })[];
  };
}[KindName<T>];

/** What a person types for each field of a command, such as `{ key: "text", value: "text" }`. */
export type CommandForm<C> = {
  readonly [F in Exclude<keyof C, "type"> & string]: CommandField;
};

/**
 * `text`: one word or quoted text. `integer`: digits. `node`: a node's name, which becomes its id.
 */
export type CommandField = "text" | "integer" | "node";

/** What each field of a message holds. */
export type MessageForm<M> = {
  readonly [F in Exclude<keyof M, "type"> & string]: MessageField;
};

/**
 * A field that may be absent, or null; a list of the same; one of the same for some nodes, by id;
 * an object with these fields.
 */
export type MessageField =
  | CommandField
  | "truth"
  | { readonly optional: MessageField }
  /** A text that only some state machine reads: whether it can, and what to call such a text. */
  | { readonly isOne: (text: string) => boolean; readonly called: string }
  | { readonly orNull: MessageField }
  | { readonly list: MessageField }
  | { readonly perNode: MessageField }
  | { readonly object: { readonly [field: string]: MessageField } };

export interface Stage<T extends ProtocolTypes> {
  readonly name: string;
  /** One sentence: the rule that this stage adds, or what it shows. */
  readonly teaches: string;
  /** What differs from the features' defaults. */
  readonly features: Partial<T["Features"]>;
}

export interface NodeCount {
  readonly min: number;
  readonly usual: number;
  readonly max: number;
  /** True: none is added or removed while a run goes on. */
  readonly fixed?: boolean;
}

/** One kind of node. */
export interface NodeKind<T extends ProtocolTypes, K extends KindName<T>> {
  /** Fields that survive a crash. */
  persisted(features: T["Features"]): readonly (keyof State<T, K> & string)[];
  /** First boot (nothing saved) and restart (the persisted fields). */
  init(saved: Partial<State<T, K>>, ctx: Context<T, K>): State<T, K>;
  /** A rule that holds for every message, applied once before its handler. */
  before?(
    state: State<T, K>,
    message: T["Kinds"][K]["Message"],
    from: NodeId,
    ctx: Context<T, K>,
  ): State<T, K>;
  readonly onMessage: MessageHandlers<T, K>;
  readonly onTimer: {
    readonly [N in T["Kinds"][K]["Timer"]]: (state: State<T, K>, ctx: Context<T, K>) => State<T, K>;
  };
  readonly onCommand: CommandHandlers<T, K>;
  /**
   * What the perfect failure detector tells; absent where the engine assumes none. A node that
   * boots should take it that all are up and have booted once: it is told where that is wrong.
   */
  readonly onPeerDown?: PeerHandler<T, K>;
  readonly onPeerUp?: PeerHandler<T, K>;
  /** The same of neighbours, which are down as well while a link with them is cut or removed. */
  readonly onNeighbourDown?: PeerHandler<T, K>;
  readonly onNeighbourUp?: PeerHandler<T, K>;
  readonly view: NodeView<State<T, K>, T["Features"]>;
}

type State<T extends ProtocolTypes, K extends KindName<T>> = Readonly<T["Kinds"][K]["State"]>;

export type MessageHandlers<T extends ProtocolTypes, K extends KindName<T>> = {
  readonly [M in T["Kinds"][K]["Message"]["type"]]: (
    state: State<T, K>,
    message: OfType<T["Kinds"][K]["Message"], M>,
    from: NodeId,
    ctx: Context<T, K>,
  ) => State<T, K>;
};

export type CommandHandlers<T extends ProtocolTypes, K extends KindName<T>> = {
  readonly [C in T["Kinds"][K]["Command"]["type"]]: (
    state: State<T, K>,
    command: Asked<OfType<T["Kinds"][K]["Command"], C>>,
    ctx: Context<T, K>,
  ) => State<T, K>;
};

/** `incarnation`: how often the peer had booted when it went down or came up. */
export type PeerHandler<T extends ProtocolTypes, K extends KindName<T>> = (
  state: State<T, K>,
  peer: NodeId,
  incarnation: number,
  ctx: Context<T, K>,
) => State<T, K>;

/** How nodes of one kind are shown. What `show` returns is recorded; a picture never calls it. */
export interface NodeView<S, Features = unknown> {
  readonly roles: readonly RoleSpec[];
  readonly fields: readonly FieldView<S, Features>[];
  readonly lanes: readonly LaneSpec[];
  show(state: S): ViewData;
}

/** A field of the state table, and with which features it exists; absent: with all. */
export type FieldView<S, Features = unknown> = FieldSpec & {
  readonly field: keyof S & string;
  readonly exists?: (features: Features) => boolean;
};

/** An engine whose types are not known here. */
export type AnyProtocol = Protocol<AnyTypes>;

/** Forgets an engine's types; its state, messages and commands are plain JSON all the same. */
export function anyProtocol<T extends ProtocolTypes>(protocol: Protocol<T>): AnyProtocol {
  return protocol as unknown as AnyProtocol;
}
