/** The server: who waits, who holds, and how a new boot finds that out. */
import type { NodeId } from "../../trace/ids.js";
import { isNews } from "./claims.js";
import type { Claim, Connect, MutexState, ServerContext, ServerState } from "./types.js";

export function bootServer(saved: Partial<ServerState>, ctx: ServerContext): ServerState {
  const { epochs, recoveryWindow, recoversFrom } = ctx.features;
  const clients = saved.clients ?? {};
  const awaiting = ctx.peers("client").filter((client) => clients[client] !== undefined);
  const mustWait = recoversFrom === "clients" && recoveryWindow && ctx.incarnation > 1;
  const state: ServerState = {
    role: mustWait || awaiting.length > 0 ? "recovering" : "serving",
    epoch: epochs ? ctx.incarnation : 0,
    ...{ clients, claims: {}, queue: [], holders: [], awaiting, grants: 0 },
  };
  for (const client of awaiting) ctx.send(client, { type: "Query", epoch: state.epoch });
  if (mustWait) ctx.setTimer("recovery");
  return state;
}

/** The list is saved with this step, before the answer leaves. */
export function acceptClient(
  state: ServerState,
  { incarnation }: Connect,
  client: NodeId,
  ctx: ServerContext,
): ServerState {
  const known = latestIncarnation(state, client);
  const isDead = state.claims[client]?.mutex === "dead";
  const isAlive = incarnation > known || (incarnation === known && !isDead);
  if (!ctx.because("connect", "it is not from a boot that is over", isAlive)) return state;
  ctx.send(client, { type: "Accept", epoch: state.epoch });
  if (known === incarnation) return state;
  const connected = { ...state, clients: { ...state.clients, [client]: incarnation } };
  if (known === 0) return connected;
  // Whatever its former boot wanted or held is over.
  return take(connected, client, { incarnation, request: 0, mutex: "released" }, ctx);
}

/** A message that tells what the client does. */
export function hearClaim(
  state: ServerState,
  message: Omit<Claim, "mutex"> & { readonly epoch: number },
  mutex: MutexState,
  client: NodeId,
  ctx: ServerContext,
): ServerState {
  const { epoch, incarnation, request } = message;
  const facts = () => ({ epoch, mine: state.epoch });
  const isCurrent = epoch >= state.epoch;
  if (!ctx.because("grant", "epoch {epoch} is not before {mine}", isCurrent, facts)) return state;
  return take(state, client, { incarnation, request, mutex }, ctx);
}

export function hearDeath(
  state: ServerState,
  peer: NodeId,
  incarnation: number,
  ctx: ServerContext,
): ServerState {
  if (ctx.peers("resource").includes(peer)) return state;
  const does = ctx.features.freeTheDead;
  if (!ctx.because("grant", "this server does something about the dead", does)) return state;
  return take(state, peer, { incarnation, request: 0, mutex: "dead" }, ctx);
}

export function endRecovery(state: ServerState, ctx: ServerContext): ServerState {
  return grantNext({ ...state, role: "serving" }, ctx);
}

/** Takes in what is claimed of a client, and draws the conclusions. */
function take(state: ServerState, client: NodeId, claim: Claim, ctx: ServerContext): ServerState {
  const isKnownBoot = claim.incarnation >= latestIncarnation(state, client);
  const isNew = isKnownBoot && isNews(claim, state.claims[client]);
  const facts = () => ({ client, mutex: claim.mutex, request: claim.request });
  ctx.because("grant", "it is new that {client:node} has {mutex} request {request}", isNew, facts);
  const next = isNew ? place(learn(state, client, claim), client, claim.mutex, ctx) : state;
  return isKnownBoot ? grantNext(settle(next, client, ctx), ctx) : state;
}

function learn(state: ServerState, client: NodeId, claim: Claim): ServerState {
  const claims = { ...state.claims, [client]: claim };
  const known = state.clients[client];
  if (claim.mutex === "dead") {
    const others = Object.entries(state.clients).filter(([other]) => other !== client);
    return { ...state, claims, clients: Object.fromEntries(others) };
  }
  if (known === claim.incarnation) return { ...state, claims };
  return { ...state, claims, clients: { ...state.clients, [client]: claim.incarnation } };
}

/** Where the client stands now. The order of those found again after a crash is drawn. */
function place(
  state: ServerState,
  client: NodeId,
  mutex: Claim["mutex"],
  ctx: ServerContext,
): ServerState {
  const queue = state.queue.filter((other) => other !== client);
  const holders = state.holders.filter((other) => other !== client);
  if (mutex === "held") return { ...state, queue, holders: [...holders, client] };
  if (mutex !== "wanted") return { ...state, queue, holders };
  const index = state.role === "recovering" ? ctx.draw(0, queue.length) : queue.length;
  const reordered = [...queue.slice(0, index), client, ...queue.slice(index)];
  return { ...state, queue: reordered, holders };
}

/** One answer less to wait for; a boot that asked is over its recovery with the last. */
function settle(state: ServerState, client: NodeId, ctx: ServerContext): ServerState {
  if (!state.awaiting.includes(client)) return state;
  const awaiting = state.awaiting.filter((other) => other !== client);
  if (awaiting.length > 0) return { ...state, awaiting };
  ctx.note("All clients have answered or are dead.");
  return { ...state, awaiting, role: "serving" };
}

function grantNext(state: ServerState, ctx: ServerContext): ServerState {
  const [client, ...queue] = state.queue;
  const claim = client === undefined ? undefined : state.claims[client];
  if (client === undefined || claim === undefined) return state;
  if (!mayGrant(state, client, ctx)) return state;
  const { incarnation, request } = claim;
  const { epoch } = state;
  const grant = state.grants + 1;
  ctx.send(client, { type: "Grant", epoch, incarnation, request, grant });
  return { ...state, queue, holders: [client], grants: grant };
}

function mayGrant(state: ServerState, next: NodeId, ctx: ServerContext): boolean {
  const { role, awaiting, holders } = state;
  const isServing = role === "serving";
  const recovery = () => ({ next, awaiting: [...awaiting] });
  const held = () => ({ next, holders: [...holders] });
  const asks = "for {next:node}: the recovery is over (no answer yet: {awaiting:nodes})";
  if (!ctx.because("grant", asks, isServing, recovery)) return false;
  const free = "for {next:node}: nobody holds the critical section (held: {holders:nodes})";
  return ctx.because("grant", free, holders.length === 0, held);
}

/** The latest boot of the client that this server has heard of; 0 if of none. */
function latestIncarnation(state: ServerState, client: NodeId): number {
  return Math.max(state.clients[client] ?? 0, state.claims[client]?.incarnation ?? 0);
}
