/** What observers look for in a world of different kinds of node. */
import type { NodeId } from "../../trace/ids.js";
import type {
  ClientState,
  Grant,
  MutexNode,
  MutexStep,
  MutexWorld,
  ResourceState,
  ServerState,
} from "./types.js";

type AnyMutexState = ServerState | ClientState | ResourceState | undefined;

export interface LiveClient {
  readonly id: NodeId;
  readonly state: ClientState;
}

export function isServer(state: AnyMutexState): state is ServerState {
  return state !== undefined && "queue" in state;
}

export function isClient(state: AnyMutexState): state is ClientState {
  return state !== undefined && "mutex" in state;
}

/** The server, while it is up. */
export function liveServer(world: MutexWorld): ServerState | undefined {
  const server = world.nodes.find(({ kind, isUp }) => kind === "server" && isUp);
  return isServer(server?.state) ? server.state : undefined;
}

export function liveClients(world: MutexWorld): readonly LiveClient[] {
  return world.nodes.flatMap(asLiveClient);
}

function asLiveClient({ id, isUp, state }: MutexNode): readonly LiveClient[] {
  return isUp && isClient(state) ? [{ id, state }] : [];
}

/** The grants that this step sent, in order. */
export function grantsOf({ sent }: MutexStep): readonly { to: NodeId; grant: Grant }[] {
  return sent.flatMap(({ to, body }) => (body.type === "Grant" ? [{ to, grant: body }] : []));
}
