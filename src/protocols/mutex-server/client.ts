/** A client: wants the critical section, holds it for a while, writes, and leaves. */
import { ensure } from "../../base/assert.js";
import type { Asked } from "../../protocol/types.js";
import type { NodeId } from "../../trace/ids.js";
import type {
  Accept,
  ClientContext,
  ClientState,
  Enter,
  EnterResult,
  Grant,
  Query,
  Refused,
  Written,
} from "./types.js";

export function bootClient(ctx: ClientContext): ClientState {
  connect(ctx);
  return {
    ...{ mutex: "released", request: 0, epoch: 0, isConnected: false },
    ...{ fence: null, isWriting: false, asked: null },
  };
}

/** Also the retry of a client that has no answer yet. */
export function connect(ctx: ClientContext): void {
  ctx.send(serverOf(ctx), { type: "Connect", incarnation: ctx.incarnation });
  if (ctx.features.recoversFrom !== "nothing") ctx.setTimer("retry");
}

export function hearServerDeath(
  state: ClientState,
  peer: NodeId,
  incarnation: number,
  ctx: ClientContext,
): ClientState {
  if (peer !== serverOf(ctx) || ctx.features.recoversFrom === "nothing") return state;
  const isOurs = incarnation >= state.epoch;
  const guard = "the boot that died is not before the one this client knows";
  if (!ctx.because("connect", guard, isOurs)) return state;
  connect(ctx);
  return { ...state, isConnected: false };
}

/** Who is accepted by a boot that it did not know tells what that boot cannot know. */
export function hearAccept(state: ClientState, { epoch }: Accept, ctx: ClientContext): ClientState {
  if (!isCurrent(state, epoch, "connect", ctx)) return state;
  const isKnown = state.isConnected && epoch === state.epoch;
  if (isKnown) return state;
  const next = joined(state, epoch, ctx);
  if (next.mutex === "wanted") sendClaim("Request", next, ctx);
  if (next.mutex === "held") sendStatus(next, ctx);
  return next;
}

/** Whom the server asks, it knows; that is as good as being accepted. */
export function answerQuery(state: ClientState, { epoch }: Query, ctx: ClientContext): ClientState {
  if (!isCurrent(state, epoch, "connect", ctx)) return state;
  const next = joined(state, epoch, ctx);
  sendStatus(next, ctx);
  return next;
}

export function enter(state: ClientState, { id }: Asked<Enter>, ctx: ClientContext): ClientState {
  const { mutex } = state;
  const isFree = mutex === "released";
  if (!ctx.because("wait", "nothing is wanted or held yet ({mutex})", isFree, () => ({ mutex }))) {
    ctx.reply(id, { type: "busy" });
    return state;
  }
  const next: ClientState = { ...state, mutex: "wanted", request: state.request + 1, asked: id };
  if (ctx.because("wait", "the server is there to be asked", state.isConnected)) {
    sendClaim("Request", next, ctx);
  }
  return next;
}

export function hearGrant(state: ClientState, granted: Grant, ctx: ClientContext): ClientState {
  const { epoch, incarnation, request, grant } = granted;
  if (!isCurrent(state, epoch, "wait", ctx)) return state;
  const isWanted =
    state.mutex === "wanted" && request === state.request && incarnation === ctx.incarnation;
  const facts = () => ({ request, wanted: state.request });
  const guard = "what is granted (request {request}) is what this client waits for ({wanted})";
  if (!ctx.because("wait", guard, isWanted, facts)) return state;
  ctx.setTimer("leave");
  return { ...state, mutex: "held", fence: [epoch, grant] };
}

/** The critical section ends with a write; who must leave is not gone before it is answered. */
export function write(state: ClientState, ctx: ClientContext): ClientState {
  sendWrite(state, ctx);
  return { ...state, isWriting: true };
}

/** What was sent to the resource while it was down is sent again. */
export function hearResourceBack(
  state: ClientState,
  peer: NodeId,
  ctx: ClientContext,
): ClientState {
  if (state.isWriting && ctx.peers("resource").includes(peer)) sendWrite(state, ctx);
  return state;
}

export function leave(
  state: ClientState,
  answer: Written | Refused,
  ctx: ClientContext,
): ClientState {
  const { fence } = state;
  const isOurs = state.isWriting && fence?.[0] === answer.epoch && fence[1] === answer.grant;
  if (!ctx.because("wait", "it answers the write of this critical section", isOurs)) return state;
  const next: ClientState = {
    ...{ ...state, mutex: "released", fence: null, isWriting: false, asked: null },
  };
  sendClaim("Release", next, ctx);
  const result: EnterResult = { type: answer.type === "Written" ? "written" : "refused" };
  if (state.asked !== null) ctx.reply(state.asked, result);
  return next;
}

/** Whether a message of the server is to be heeded. */
function isCurrent(
  state: ClientState,
  epoch: number,
  question: "connect" | "wait",
  ctx: ClientContext,
): boolean {
  const facts = () => ({ epoch, known: state.epoch });
  const guard = "epoch {epoch} is not before {known}";
  return ctx.because(question, guard, epoch >= state.epoch, facts);
}

function joined(state: ClientState, epoch: number, ctx: ClientContext): ClientState {
  ctx.cancelTimer("retry");
  return state.isConnected && state.epoch === epoch
    ? state
    : { ...state, epoch, isConnected: true };
}

function sendClaim(type: "Request" | "Release", state: ClientState, ctx: ClientContext): void {
  ctx.send(serverOf(ctx), { type, ...about(state, ctx) });
}

function sendStatus(state: ClientState, ctx: ClientContext): void {
  ctx.send(serverOf(ctx), { type: "Status", ...about(state, ctx), mutex: state.mutex });
}

function sendWrite(state: ClientState, ctx: ClientContext): void {
  const [epoch, grant] = ensure(state.fence, "who writes has been granted the critical section");
  const { incarnation, request } = about(state, ctx);
  for (const resource of ctx.peers("resource")) {
    ctx.send(resource, { type: "Write", epoch, incarnation, request, grant });
  }
}

function about({ epoch, request }: ClientState, { incarnation }: ClientContext) {
  return { epoch, incarnation, request };
}

function serverOf(ctx: ClientContext): NodeId {
  return ensure(ctx.peers("server")[0], "there is a server");
}
