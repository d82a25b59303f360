import type { CommandId, JsonObject, NodeId } from "../trace/ids.js";
import type { ParameterValue } from "../trace/records.js";

/**
 * The types of one kind of node (`server`, `client`, `resource` …). All values are readonly plain
 * JSON.
 */
export interface KindTypes {
  State: object;
  /** What this kind of node receives: a union discriminated by `type`. Use `never` for none. */
  Message: { readonly type: string };
  /** Timers have names, not handles. */
  Timer: string;
  /** What a client outside may ask a node of this kind. */
  Command: { readonly type: string };
  /** What is answered to a command. */
  Result: unknown;
}

/** The types one engine is made of, in one bag instead of five type parameters. */
export interface ProtocolTypes {
  Kinds: { readonly [kind: string]: KindTypes };
  Config: { readonly [name: string]: ParameterValue };
  Features: { readonly [name: string]: ParameterValue };
}

/** The names of the kinds of node. */
export type KindName<T extends ProtocolTypes> = keyof T["Kinds"] & string;

/** What a node of one kind, or (by default) of any kind, is and takes. */
export type StateOf<
  T extends ProtocolTypes,
  K extends KindName<T> = KindName<T>,
> = T["Kinds"][K]["State"];
export type MessageOf<
  T extends ProtocolTypes,
  K extends KindName<T> = KindName<T>,
> = T["Kinds"][K]["Message"];
export type TimerOf<
  T extends ProtocolTypes,
  K extends KindName<T> = KindName<T>,
> = T["Kinds"][K]["Timer"];
export type CommandOf<
  T extends ProtocolTypes,
  K extends KindName<T> = KindName<T>,
> = T["Kinds"][K]["Command"];
export type ResultOf<
  T extends ProtocolTypes,
  K extends KindName<T> = KindName<T>,
> = T["Kinds"][K]["Result"];

/** The member of a union with that `type`. */
export type OfType<U extends { readonly type: string }, N extends string> = Extract<
  U,
  { readonly type: N }
>;

/** A command as a node gets it. The id is what `reply` names, now or in a later step. */
export type Asked<C> = C & { readonly id: CommandId };

/** Engines whose types are not known here: what the simulator and the catalogue handle. */
export interface AnyTypes extends ProtocolTypes {
  Kinds: { readonly [kind: string]: AnyKind };
}

interface AnyKind extends KindTypes {
  State: JsonObject;
  Message: JsonObject & { readonly type: string };
  Command: JsonObject & { readonly type: string };
}

export type { NodeId };
