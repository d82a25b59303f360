import { bad, ok, type BadInput, type Result } from "../base/result.js";
import { DEFAULT_NETWORK, type NetworkSettings } from "../trace/network.js";

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

/** The default network with the given settings put in. */
export function fillNetwork(wanted: {
  readonly [setting: string]: unknown;
}): Result<NetworkSettings> {
  const problems: BadInput[] = [];
  for (const [setting, value] of Object.entries(wanted)) {
    const problem = Object.hasOwn(DEFAULT_NETWORK, setting)
      ? wrongSetting(setting as keyof NetworkSettings, value)
      : unknown("network setting", setting, Object.keys(DEFAULT_NETWORK));
    if (problem !== undefined) problems.push({ problem });
  }
  const network = { ...DEFAULT_NETWORK, ...(wanted as Partial<NetworkSettings>) };
  // Who names only one end of the latency means the other not to contradict it.
  if (wanted.latencyMsMin === undefined) {
    network.latencyMsMin = Math.min(network.latencyMsMin, network.latencyMsMax);
  } else if (wanted.latencyMsMax === undefined) {
    network.latencyMsMax = Math.max(network.latencyMsMin, network.latencyMsMax);
  }
  if (network.latencyMsMin > network.latencyMsMax) {
    const { latencyMsMin, latencyMsMax } = network;
    const found = `found ${latencyMsMin} and ${latencyMsMax}`;
    problems.push({ problem: `network latencyMsMin: expected at most latencyMsMax, ${found}` });
  }
  return problems.length > 0 ? bad(...problems) : ok(network);
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
