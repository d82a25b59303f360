/** The kinds of fault that a fault plan may draw. Forged messages are none: plans do not lie. */
export const FAULT_KINDS = [
  "crash",
  "crashDuringStep",
  /** A crash after which the disk is empty. */
  "diskLost",
  "slowDisk",
  "isolate",
  "partition",
  /** Of one directed link. */
  "cut",
  "drop",
  "duplicate",
  "delay",
  "hold",
  /** A timer is made to fire. */
  "timeout",
  "clock",
  "addNode",
  "removeNode",
] as const;

export type FaultKind = (typeof FAULT_KINDS)[number];
