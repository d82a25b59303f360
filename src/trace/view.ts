/**
 * The vocabulary that engine and picture share. Engines say how their nodes are shown; it is
 * recorded in the trace, so that drawing never calls an engine.
 */

/** What a role means to somebody who looks. The picture gives each tone a colour and a pattern. */
export type Tone = "quiet" | "seeking" | "leading" | "waiting" | "serving" | "odd";

export interface RoleSpec {
  readonly name: string;
  readonly tone: Tone;
}

/**
 * How one field of a node's state is shown in the state table.
 * - `value`: as JSON text. - `node`: a node id or null. - `nodes`: a list of node ids.
 * - `perNode`: an object from node id to value. - `entries`: a log, index 1 first; `term` and
 *   `label` name the entries' fields, `committed` the state's field with the index of the last
 *   committed entry.
 */
export type FieldSpec =
  | {
      readonly field: string;
      readonly show: "value" | "node" | "nodes" | "perNode";
      /** Shown only while the node has one of these roles; absent: always. */
      readonly roles?: readonly string[];
    }
  | {
      readonly field: string;
      readonly show: "entries";
      readonly term?: string;
      readonly label: string;
      readonly committed?: string;
      readonly roles?: readonly string[];
    };

/** A lane of blocks along each lifeline (terms, critical sections). */
export interface LaneSpec {
  readonly lane: string;
  /** `block`: a box beside the lifeline. `band`: a tint behind it. */
  readonly show: "block" | "band";
}

/** What the picture knows of one kind of node. */
export interface KindSpec {
  readonly roles: readonly RoleSpec[];
  readonly fields: readonly FieldSpec[];
  readonly lanes: readonly LaneSpec[];
}

/**
 * Something that exists once and travels: a token, the permission of a lock server, a lease. A node
 * holds it (see {@link ViewData.holds}) or a message carries it; its whole way is its trail.
 */
export interface TrailSpec {
  /** What travels, such as `token`. */
  readonly trail: string;
  /** The types of the messages that carry it. */
  readonly messages: readonly string[];
}

/**
 * The nodes of one kind form a ring: in the order of the trace's nodes, the first behind the last.
 * A picture of it at the cursor is drawn from these names of fields and messages.
 */
export interface RingSpec {
  readonly kind: string;
  /**
   * Field of their states: whom a node takes to be in the ring, as a list of ids or as an object by
   * id. The next of them is its successor.
   */
  readonly members: string;
  /** Field that is false while a node is outside; absent: all are in. */
  readonly isIn?: string;
  /** The trail whose holder stands out. */
  readonly trail?: string;
  /** Field with what has come and waits for its turn: a list of objects with a `message`. */
  readonly waiting?: string;
  /** What nodes send round. */
  readonly rounds?: readonly RoundSpec[];
}

/** A type of message that goes from node to node. */
export interface RoundSpec {
  readonly message: string;
  /** What it is called in a sentence, such as `query`. */
  readonly called: string;
  /** Field of its body with the id of the node that it comes from in the first place. */
  readonly by?: string;
}

/** How a node shows itself in one state. Recorded whenever it changes. */
export interface ViewData {
  readonly role: string;
  /** A few characters beside the role, such as `term 3`. */
  readonly label?: string;
  /** Lane → text of the block that runs now; a missing lane has none. */
  readonly blocks?: { readonly [lane: string]: string };
  /** Trail → which one it is, such as `g2`, of all that the node holds now; may be empty. */
  readonly holds?: { readonly [trail: string]: string };
}
