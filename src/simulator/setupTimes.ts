import { bad, ok, type BadInput, type Result } from "../base/result.js";
import type { AnyProtocol } from "../protocol/protocol.js";
import { DEFAULT_NETWORK, DEFAULT_NOTICES, type NetworkSettings } from "../trace/network.js";

/** Timer → [least, most] delay in ms of the node's clock. */
export type TimerRanges = { readonly [timer: string]: readonly [minMs: number, maxMs: number] };

/**
 * About eleven days: longer makes no sense in a picture, and sums stay far from the limits of
 * integers.
 */
const LONGEST_MS = 1_000_000_000;

/** The protocol's ranges with the given ones put in. */
export function fillTimers(
  declared: TimerRanges,
  wanted: { readonly [timer: string]: unknown },
): Result<TimerRanges> {
  const problems: BadInput[] = [];
  for (const [timer, range] of Object.entries(wanted)) {
    if (!Object.hasOwn(declared, timer)) {
      problems.push({ problem: unknown("timer", timer, Object.keys(declared)) });
    } else if (!isRange(range)) {
      const found = JSON.stringify(range);
      problems.push({
        problem: `timer ${timer}: expected [least, most] in whole ms from 1 up, found ${found}`,
      });
    }
  }
  return problems.length > 0 ? bad(...problems) : ok({ ...declared, ...(wanted as TimerRanges) });
}

/** The network that a run of the protocol has unless it wants another. */
export function usualNetwork(protocol: AnyProtocol): NetworkSettings {
  const isTold = Object.values(protocol.kinds).some(
    ({ onPeerUp, onPeerDown, onNeighbourUp, onNeighbourDown }) =>
      onPeerUp ?? onPeerDown ?? onNeighbourUp ?? onNeighbourDown,
  );
  const notices = isTold ? DEFAULT_NOTICES : {};
  return { ...DEFAULT_NETWORK, ...notices, ...protocol.network };
}

/** The usual network with the given settings put in. */
export function fillNetwork(
  usual: NetworkSettings,
  wanted: { readonly [setting: string]: unknown },
): Result<NetworkSettings> {
  const problems: BadInput[] = [];
  for (const [setting, value] of Object.entries(wanted)) {
    const problem = Object.hasOwn(usual, setting)
      ? wrongSetting(setting as keyof NetworkSettings, value)
      : unknown("network setting", setting, Object.keys(usual));
    if (problem !== undefined) problems.push({ problem });
  }
  const network = { ...usual, ...(wanted as Partial<NetworkSettings>) };
  for (const range of RANGES) {
    const problem = joinRange(network, wanted, range);
    if (problem !== undefined) problems.push({ problem });
  }
  return problems.length > 0 ? bad(...problems) : ok(network);
}

type Bound = Exclude<keyof NetworkSettings, "fifo">;
type Writable<T> = { -readonly [K in keyof T]: T[K] };

const RANGES: readonly (readonly [least: Bound, most: Bound])[] = [
  ["latencyMsMin", "latencyMsMax"],
  ["noticeMsMin", "noticeMsMax"],
];

/** Who names only one end of a range means the other not to contradict it. */
function joinRange(
  network: Writable<NetworkSettings>,
  wanted: { readonly [setting: string]: unknown },
  [least, most]: readonly [Bound, Bound],
): string | undefined {
  const [min, max] = [network[least], network[most]];
  if (min === undefined || max === undefined || min <= max) return undefined;
  if (wanted[least] === undefined) network[least] = max;
  else if (wanted[most] === undefined) network[most] = min;
  else return `network ${least}: expected at most ${most}, found ${min} and ${max}`;
  return undefined;
}

function wrongSetting(setting: keyof NetworkSettings, value: unknown): string | undefined {
  const found = `found ${JSON.stringify(value)}`;
  if (setting === "fifo") {
    return typeof value === "boolean"
      ? undefined
      : `network fifo: expected true or false, ${found}`;
  }
  const max = setting.endsWith("PerMille") ? 1000 : LONGEST_MS;
  return isInteger(value, 0, max)
    ? undefined
    : `network ${setting}: expected an integer from 0 to ${max}, ${found}`;
}

function isRange(range: unknown): boolean {
  if (!Array.isArray(range) || range.length !== 2) return false;
  const [min, max] = range as unknown[];
  return isInteger(min, 1, LONGEST_MS) && isInteger(max, min, LONGEST_MS);
}

function isInteger(value: unknown, min: number, max: number): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= min && value <= max;
}

function unknown(what: string, name: string, known: readonly string[]): string {
  const list = known.length === 0 ? "there is none" : `known: ${known.join(", ")}`;
  return `unknown ${what} ${JSON.stringify(name)}; ${list}`;
}
