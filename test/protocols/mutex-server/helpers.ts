import { stepOnce, type StepEvent, type StepResult } from "../../../src/protocol/kit/stepOnce.js";
import { mutexServer } from "../../../src/protocols/mutex-server/mutexServer.js";
import type {
  Claim,
  ClientState,
  MutexFeatures,
  MutexMessage,
  MutexTypes,
  ResourceState,
  ServerState,
} from "../../../src/protocols/mutex-server/types.js";

type Kind = "server" | "client" | "resource";
type StateOf = { server: ServerState; client: ClientState; resource: ResourceState };

/** The ids of a run with three clients. */
const NODES = { server: ["n1"], client: ["n2", "n3", "n4"], resource: ["n5"] } as const;

/** All features as they are at a stage. */
export function featuresAt(stage: string): MutexFeatures {
  const specs = Object.entries(mutexServer.features);
  const defaults = Object.fromEntries(specs.map(([name, spec]) => [name, spec.default]));
  const found = mutexServer.stages.find(({ name }) => name === stage);
  if (found === undefined) throw new Error(`no stage ${stage}`);
  return { ...defaults, ...found.features } as MutexFeatures;
}

interface Extra {
  readonly node?: string;
  readonly stage?: string;
  readonly incarnation?: number;
  readonly draw?: (min: number, max: number) => number;
}

/** One event at one node: the first of its kind, at the last stage, unless said otherwise. */
export function happen<K extends Kind>(
  kind: K,
  state: StateOf[K] | undefined,
  event: StepEvent<MutexTypes, K>,
  extra: Extra = {},
): StepResult<MutexTypes, K> {
  const { node = NODES[kind][0], stage = "fencing", ...more } = extra;
  const peers = Object.fromEntries(
    Object.entries(NODES).map(([name, ids]) => [name, ids.filter((id) => id !== node)]),
  );
  return stepOnce<MutexTypes, K>(mutexServer, {
    ...{ node, kind, event, peers, features: featuresAt(stage), ...more },
    ...(state === undefined ? {} : { state }),
  });
}

/** A server of epoch 1 that serves three connected clients, none of which wants anything. */
export function server(differs: Partial<ServerState> = {}): ServerState {
  return {
    ...{ role: "serving", epoch: 1, clients: { n2: 1, n3: 1, n4: 1 }, claims: {} },
    ...{ queue: [], holders: [], awaiting: [], grants: 0 },
    ...differs,
  };
}

/** A client of epoch 1 that is connected and at rest. */
export function client(differs: Partial<ClientState> = {}): ClientState {
  return {
    ...{ mutex: "released", request: 0, epoch: 1, isConnected: true },
    ...{ fence: null, isWriting: false, asked: null },
    ...differs,
  };
}

export function claim(request: number, mutex: Claim["mutex"], incarnation = 1): Claim {
  return { incarnation, request, mutex };
}

/** What a message about that request of a first boot says, in epoch 1. */
export function about(request: number, epoch = 1, incarnation = 1) {
  return { epoch, incarnation, request };
}

/** The messages sent, as `[to, message]`. */
export function sent<K extends Kind>({
  effects,
}: StepResult<MutexTypes, K>): readonly (readonly [string, MutexMessage])[] {
  return effects.flatMap((e) => (e.effect === "send" ? [[e.to, e.message] as const] : []));
}

export function timersSet<K extends Kind>({
  effects,
}: StepResult<MutexTypes, K>): readonly string[] {
  return effects.flatMap((e) => (e.effect === "setTimer" ? [e.timer] : []));
}
