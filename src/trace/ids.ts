/** A node's id inside one trace: `n1`, `n2` … Human names live in the header only. */
export type NodeId = string;

/** Counts from 1 along a branch's path, in sending order. */
export type MessageId = number;

/** `b1`, `b2` …; never reused inside a trace. */
export type BranchId = string;

/** `i1`, `i2` …; never reused inside a trace. */
export type InterventionId = string;

/** Counts from 1 along a branch's path, in order of arrival at the nodes. */
export type CommandId = number;

/** A directed link. */
export type Link = readonly [from: NodeId, to: NodeId];

/** Plain JSON, as every state, message, config and fact must be. */
export type Json =
  null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

export type JsonObject = { readonly [key: string]: Json };
