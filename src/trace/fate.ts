/**
 * What became of a message, as seen from a cursor. A duplicate is a message of its own with
 * `copyOf`.
 * - `inFlight`: sent, not yet arrived. - `held`: kept by somebody until released.
 * - `received`. - `ignored`: received, but a guard refused it and nothing came of it.
 * - `dropped`: by the network or by a person. - `blocked`: its link was cut. - `lost`: it arrived
 *   at a crashed node.
 * - `noReceive`: a foreign trace holds no receive; nothing more is claimed.
 */
export type Fate =
  "inFlight" | "held" | "received" | "ignored" | "dropped" | "blocked" | "lost" | "noReceive";
