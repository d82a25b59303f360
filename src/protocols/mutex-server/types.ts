import type { Context } from "../../protocol/context.js";
import type { Step, World, WorldNode } from "../../protocol/invariant.js";
import type { CommandId, NodeId } from "../../trace/ids.js";

/** The types of the engine: one server, its clients, and the resource that they share. */
export interface MutexTypes {
  Kinds: {
    readonly server: {
      State: ServerState;
      Message: Connect | Request | Release | Status;
      Timer: "recovery";
      Command: never;
      Result: never;
    };
    readonly client: {
      State: ClientState;
      Message: Accept | Query | Grant | Written | Refused;
      Timer: "retry" | "leave";
      Command: Enter;
      Result: EnterResult;
    };
    readonly resource: {
      State: ResourceState;
      Message: Write;
      Timer: never;
      Command: never;
      Result: never;
    };
  };
  Config: Record<string, never>;
  Features: MutexFeatures;
}

export type ServerContext = Context<MutexTypes, "server">;
export type ClientContext = Context<MutexTypes, "client">;
export type ResourceContext = Context<MutexTypes, "resource">;
export type MutexStep = Step<MutexTypes>;
export type MutexWorld = World<MutexTypes>;
export type MutexNode = WorldNode<MutexTypes>;

/** What a client does: nothing, wait for the critical section, or be in it. */
export type MutexState = "released" | "wanted" | "held";

/**
 * What is known of a client: its request with that number, of that boot, is wanted, held or
 * released. Request 0 is the time before the first.
 */
export interface Claim {
  readonly incarnation: number;
  readonly request: number;
  readonly mutex: MutexState | "dead";
}

/** Number of a grant: the server's epoch, then the grants of that epoch from 1. */
export type Fence = readonly [epoch: number, grant: number];

export interface ServerState {
  readonly role: "serving" | "recovering";
  /** The number of this boot; 0 at stages without epochs. */
  readonly epoch: number;
  /** The connected clients with their boots. On disk where the server keeps it. */
  readonly clients: { readonly [client: NodeId]: number };
  /** The latest that is known of each client. */
  readonly claims: { readonly [client: NodeId]: Claim };
  /** Who waits, the next one first. */
  readonly queue: readonly NodeId[];
  /** Who has the critical section: at most one, unless something has gone wrong. */
  readonly holders: readonly NodeId[];
  /** Whose answers the recovering server waits for. */
  readonly awaiting: readonly NodeId[];
  /** How many grants this boot has made. */
  readonly grants: number;
}

export interface ClientState {
  readonly mutex: MutexState;
  /** Number of the last request. */
  readonly request: number;
  /** The highest epoch of a server that this client has heard of. */
  readonly epoch: number;
  readonly isConnected: boolean;
  /** The number of the grant that is held. */
  readonly fence: Fence | null;
  /** Whether the write has been sent and is not answered yet. */
  readonly isWriting: boolean;
  /** The command to answer when the critical section is over. */
  readonly asked: CommandId | null;
}

export interface ResourceState {
  /** The highest number of a write that was taken; null before the first. */
  readonly highest: Fence | null;
  /** Who wrote last. */
  readonly writer: NodeId | null;
}

/** A client shall enter the critical section; it leaves by itself. */
export interface Enter {
  readonly type: "enter";
}

export type EnterResult =
  | { readonly type: "written" }
  /** The resource has seen a later grant. */
  | { readonly type: "refused" }
  /** The client wants or holds the critical section already. */
  | { readonly type: "busy" };

// ── To the server ──

export interface Connect {
  readonly type: "Connect";
  readonly incarnation: number;
}

/** Which request of which boot a message is about, and to which epoch it belongs. */
interface AboutRequest {
  readonly epoch: number;
  readonly incarnation: number;
  readonly request: number;
}

/** The critical section is wanted. */
export interface Request extends AboutRequest {
  readonly type: "Request";
}

/** The critical section is released. */
export interface Release extends AboutRequest {
  readonly type: "Release";
}

/** What the client does, told to a server that does not know. */
export interface Status extends AboutRequest {
  readonly type: "Status";
  readonly mutex: MutexState;
}

// ── To clients ──

export interface Accept {
  readonly type: "Accept";
  readonly epoch: number;
}

/** “What are you doing?” */
export interface Query {
  readonly type: "Query";
  readonly epoch: number;
}

export interface Grant extends AboutRequest {
  readonly type: "Grant";
  /** Which grant of the epoch it is. */
  readonly grant: number;
}

export interface Written {
  readonly type: "Written";
  readonly epoch: number;
  readonly grant: number;
}

export interface Refused {
  readonly type: "Refused";
  readonly epoch: number;
  readonly grant: number;
}

// ── To the resource ──

/** The edit at the end of a critical section, with the number of the grant. */
export interface Write extends AboutRequest {
  readonly type: "Write";
  readonly grant: number;
}

export type MutexMessage =
  Connect | Request | Release | Status | Accept | Query | Grant | Written | Refused | Write;

/** The rules, in the order in which the stages add them. A type alias, so that it fits an index. */
export type MutexFeatures = {
  readonly freeTheDead: boolean;
  /** From where a restarted server learns what was: not at all, its disk's list, the clients. */
  readonly recoversFrom: "nothing" | "disk" | "clients";
  readonly epochs: boolean;
  readonly recoveryWindow: boolean;
  readonly fencing: boolean;
};
