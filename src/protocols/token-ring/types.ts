import type { Context } from "../../protocol/context.js";
import type { Step, World, WorldNode } from "../../protocol/invariant.js";
import type { CommandId, NodeId } from "../../trace/ids.js";

/** The types of the engine: all nodes are peers of one ring. */
export interface RingTypes {
  Kinds: {
    readonly peer: {
      State: PeerState;
      Message: RingMessage;
      Timer: "leave" | "patience";
      Command: Enter;
      Result: EnterResult;
    };
  };
  Config: Record<string, never>;
  Features: RingFeatures;
}

export type RingContext = Context<RingTypes, "peer">;
export type RingStep = Step<RingTypes>;
export type RingWorld = World<RingTypes>;
export type RingNode = WorldNode<RingTypes>;

/** Peers, each with the number of its boot. */
export interface Boots {
  readonly [peer: NodeId]: number;
}

/** One edit of the resource. */
export interface EditMark {
  /** How many edits the copy had when it was made, this one included. */
  readonly number: number;
  readonly author: NodeId;
  /** The author's boot. */
  readonly authorBoot: number;
}

export interface PeerState {
  readonly mutex: "released" | "wanted" | "held";
  /** False from a restart until the ring has taken the peer in again. */
  readonly isIn: boolean;
  /** Who is in the ring, this peer included, as far as this peer knows. */
  readonly ring: Boots;
  /** The latest boot of each peer of whose end this peer has been told. */
  readonly deaths: Boots;
  /** Restarted peers that are not in the ring yet. */
  readonly outside: Boots;
  /** Messages whose turn has not come yet, in the order of their arrival. */
  readonly inbox: readonly Early[];
  /** The generation of the token that is here; null while it is elsewhere. */
  readonly token: number | null;
  /** The highest generation of a token that this peer has heard of. */
  readonly generation: number;
  /** The copy of the resource: all its edits. */
  readonly edits: readonly EditMark[];
  /** How many edits there were, and of which generation the token was, when it last left. */
  readonly passed: { readonly edits: number; readonly generation: number };
  /** How many edits are known to have gone round. */
  readonly safe: number;
  /** Number of this boot's last query. */
  readonly queries: number;
  /** Number of the query that may still prove something; null when there is none. */
  readonly asking: number | null;
  /** The command to answer when the critical section is over. */
  readonly asked: CommandId | null;
}

export interface Early {
  readonly from: NodeId;
  readonly message: RingMessage;
}

/** The peer shall enter the critical section, edit, and leave by itself. */
export interface Enter {
  readonly type: "enter";
}

export type EnterResult =
  | { readonly type: "edited" }
  /** The peer wants or holds the critical section already. */
  | { readonly type: "busy" };

/** What goes from neighbour to neighbour. */
interface AlongRing {
  /** The sender's boot. */
  readonly boot: number;
  /** The dead whom the sender leaves out, between it and the receiver. */
  readonly over: Boots;
}

export interface Token extends AlongRing {
  readonly type: "Token";
  readonly generation: number;
}

/** Notification of an edit. */
export interface Edit extends AlongRing, EditMark {
  readonly type: "Edit";
}

/** “Who has the token?” */
export interface TokenQuery extends AlongRing {
  readonly type: "TokenQuery";
  readonly asker: NodeId;
  readonly askerBoot: number;
  readonly query: number;
  /** The highest generation that anybody knew whom the query has passed. */
  readonly generation: number;
}

/** The marker: behind it, that boot of a peer is in the ring. */
export interface Joined extends AlongRing {
  readonly type: "Joined";
  readonly peer: NodeId;
  readonly peerBoot: number;
}

/** The state of the ring, for a peer that comes back. */
export interface Welcome extends AlongRing {
  readonly type: "Welcome";
  /** The boot that is meant. */
  readonly to: number;
  readonly ring: Boots;
  readonly edits: readonly EditMark[];
  readonly generation: number;
}

/** For the coordinator: the query has come back. Goes round as well, so that edits come first. */
export interface Lost extends AlongRing {
  readonly type: "Lost";
  readonly generation: number;
  /** The ring round which the query went. */
  readonly ring: Boots;
}

export type RingMessage = Token | Edit | TokenQuery | Joined | Welcome | Lost;

/** The rules, in the order in which the stages add them. A type alias, so that it fits an index. */
export type RingFeatures = {
  readonly closes: boolean;
  readonly resends: boolean;
  /** Whether a query that comes back is believed, and when. */
  readonly asks: "never" | "literally" | "carefully";
  readonly rejoins: boolean;
};
