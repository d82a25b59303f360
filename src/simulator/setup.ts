import { bad, ok, type BadInput, type Result } from "../base/result.js";
import { fillParameters, type AnyParameterSpecs } from "../protocol/parameters.js";
import type { AnyProtocol } from "../protocol/protocol.js";
import type { NetworkSettings } from "../trace/network.js";
import type { HeaderRecord, NodeHeader, ParameterValue } from "../trace/records.js";
import { fillNetwork, fillTimers, usualNetwork, type TimerRanges } from "./setupTimes.js";
import { fillNodes, type NodesWish } from "./setupNodes.js";

/**
 * Everything that, with the interventions, decides a run. Complete and checked: made by {@link
 * makeSetup} only.
 */
export interface Setup {
  readonly protocol: AnyProtocol;
  /** Name of the stage that the features started from. */
  readonly stage: string;
  readonly features: Parameters;
  readonly config: Parameters;
  readonly timers: TimerRanges;
  /** At least one, in the order of their ids `n1`, `n2` … */
  readonly nodes: readonly NodeHeader[];
  readonly network: NetworkSettings;
  /** A safe integer. */
  readonly seed: number;
}

type Parameters = { readonly [name: string]: ParameterValue };

/** What somebody wants to be different from the defaults. Values are not trusted. */
export interface SetupWish {
  readonly stage?: string;
  readonly seed?: number;
  /** Names and kinds; or how many of each kind; or how many of the first kind. */
  readonly nodes?: NodesWish;
  readonly features?: { readonly [name: string]: unknown };
  readonly config?: { readonly [name: string]: unknown };
  readonly timers?: { readonly [timer: string]: readonly [minMs: number, maxMs: number] };
  readonly network?: Partial<NetworkSettings>;
}

/** Fills in defaults and checks every name and value. All problems are told at once. */
export function makeSetup(protocol: AnyProtocol, wish: SetupWish): Result<Setup> {
  const problems: BadInput[] = [];
  const take = <V>(result: Result<V>): V | undefined => {
    if (result.ok) return result.value;
    problems.push(...result.problems);
    return undefined;
  };
  const stage = take(findStage(protocol, wish.stage));
  const wanted = { ...stage?.features, ...wish.features };
  const features = take(fillParameters(protocol.features as AnyParameterSpecs, wanted, "feature"));
  const config = take(
    fillParameters(protocol.config as AnyParameterSpecs, wish.config ?? {}, "config"),
  );
  const timers = take(fillTimers(protocol.timers, wish.timers ?? {}));
  const nodes = take(fillNodes(protocol, wish.nodes));
  const network = take(fillNetwork(usualNetwork(protocol), wish.network ?? {}));
  const seed = take(checkSeed(wish.seed ?? 1));
  if (problems.length > 0) return bad(...problems);
  return ok({
    protocol,
    stage: stage?.name,
    features,
    config,
    timers,
    nodes,
    network,
    seed,
  } as Setup);
}

/**
 * The setup of a recorded run. Refused when the trace is another protocol's or was made by no
 * engine.
 */
export function setupFromHeader(protocol: AnyProtocol, header: HeaderRecord): Result<Setup> {
  const { engine, nodes } = header;
  if (engine === undefined) return bad("expected a trace made by an engine, found one without");
  if (engine.protocol !== protocol.name) {
    return bad(`expected a trace of ${protocol.name}, found one of ${engine.protocol}`);
  }
  const wrongId = nodes.findIndex((node, slot) => node.id !== `n${slot + 1}`);
  if (wrongId >= 0) {
    const found = JSON.stringify(nodes[wrongId]?.id);
    return bad(`expected the node ids n1, n2 … in order, found ${found} as number ${wrongId + 1}`);
  }
  return makeSetup(protocol, { ...engine, nodes });
}

function findStage(protocol: AnyProtocol, name: string | undefined) {
  const { stages } = protocol;
  const found = name === undefined ? stages.at(-1) : stages.find((stage) => stage.name === name);
  if (found !== undefined) return ok(found);
  const known = stages.map((stage) => stage.name).join(", ");
  return bad(`unknown stage ${JSON.stringify(name)}; known: ${known}`);
}

function checkSeed(seed: unknown): Result<number> {
  if (typeof seed === "number" && Number.isSafeInteger(seed)) return ok(seed);
  return bad(`seed: expected an integer, found ${JSON.stringify(seed)}`);
}
