/** What a person types for a new run. Needs no VS Code. */
import { bad, ok, type Result } from "../base/result.js";
import type { AnyProtocol } from "../protocol/protocol.js";
import type { NetworkSettings } from "../trace/network.js";

const NAMES = ["Ana", "Ben", "Cleo", "Dan", "Eve", "Fay", "Gus", "Hal", "Ida"] as const;

/** As many names as the protocol's first kind of node usually has nodes. */
export function usualNames(protocol: AnyProtocol): readonly string[] {
  const [first] = Object.values(protocol.size);
  return Array.from({ length: first?.usual ?? 0 }, (_, i) => NAMES[i] ?? `n${i + 1}`);
}

/** `Ana, Jean-Pierre` → its two names; an empty one stays, so that it is refused. */
export function splitNames(text: string): readonly string[] {
  return text.split(",").map((name) => name.trim());
}

/** Nodes of the first kind by name, and of every other kind as many as usual. */
export function nodesWish(
  protocol: AnyProtocol,
  names: readonly string[],
): readonly { readonly name?: string; readonly kind: string }[] {
  const [first = "", ...others] = Object.keys(protocol.size);
  return [
    ...names.map((name) => ({ name, kind: first })),
    ...others.flatMap((kind) =>
      Array.from({ length: protocol.size[kind]?.usual ?? 0 }, () => ({ kind })),
    ),
  ];
}

/**
 * `10..30, 5`: latency in ms, messages of a thousand that get lost; ranges are for the engine to
 * check.
 */
export function readLatency(text: string): Result<Partial<NetworkSettings>> {
  const parts = /^\s*(\d{1,9})(?:\.\.(\d{1,9}))?\s*(?:,\s*(\d{1,4})\s*)?$/.exec(text);
  if (parts === null) return bad(`Expected such as 10..30, 5; found ${text.trim() || "nothing"}`);
  const [, min, max = min, drop = "0"] = parts;
  return ok({
    latencyMsMin: Number(min),
    latencyMsMax: Number(max),
    dropPerMille: Number(drop),
  });
}
