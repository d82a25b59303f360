/** One run of a protocol under load. */
import { assert, ensure } from "../../base/assert.js";
import type { Setup } from "../../simulator/setup.js";
import type { NodeId } from "../../trace/ids.js";
import type { Intervention } from "../../trace/intervention.js";
import type { EventRecord } from "../../trace/records.js";
import { RecordedRun } from "../recordedRun.js";
import { ENTER, LEAVE } from "./criticalSection.js";
import { drawHoldMs, drawThinkMs, type Demand } from "./demand.js";
import { ServiceMeter, type Service } from "./serviceMeter.js";

/** Until then nobody asks and nothing counts: time for clients to connect. */
export const WARM_UP_MS = 1000;

export interface LoadWish {
  /** Its timer {@link LEAVE} must be too long ever to fire: the demand says when clients leave. */
  readonly setup: Setup;
  /** The kind of node that asks. */
  readonly clientKind: string;
  readonly demand: Demand;
  /** How long is measured. */
  readonly forMs: number;
  readonly crash?: CrashWish;
}

export interface CrashWish {
  /** A kind of node (its first), or a lane or trail: who has its block or holds it then or next. */
  readonly who: string;
  /** Counted from the end of the warm-up. */
  readonly atMs: number;
  /** How long until it restarts. */
  readonly downMs: number;
}

export interface LoadRunResult {
  readonly service: Service;
  /** The crash, if there was one: when, counted from the end of the warm-up. */
  readonly crashedMs?: number;
  /** The invariants that were violated, in the order in which they first were. */
  readonly violations: readonly string[];
}

/** Runs it to its end; the same wish gives the same result. */
export function runLoad(wish: LoadWish): LoadRunResult {
  return new LoadRun(wish).run();
}

/** What a node does next if nothing else happens to it: ask, leave, or restart. */
interface NextDeed {
  readonly node: NodeId;
  readonly timeMs: number;
  readonly does: Intervention;
}

class LoadRun {
  readonly #run: RecordedRun;
  readonly #meter: ServiceMeter;
  readonly #clients: readonly NodeId[];
  readonly #requests = new Map<NodeId, number>();
  readonly #next = new Map<NodeId, NextDeed>();
  /** Node → the lanes in which it has a block, and what it holds of what travels. */
  readonly #has = new Map<NodeId, readonly string[]>();
  readonly #violations = new Set<string>();
  #crashedMs: number | undefined = undefined;

  constructor(private readonly wish: LoadWish) {
    const { setup, clientKind } = wish;
    this.#run = new RecordedRun(setup, undefined);
    this.#clients = setup.nodes.flatMap(({ id, kind }) => (kind === clientKind ? [id] : []));
    this.#meter = new ServiceMeter(this.#clients, WARM_UP_MS);
    for (const client of this.#clients) this.#think(client, WARM_UP_MS);
  }

  run(): LoadRunResult {
    const untilMs = WARM_UP_MS + this.wish.forMs;
    for (;;) {
      const deed = this.#earliest();
      const eventMs = this.#run.nextTimeMs() ?? Infinity;
      const nowMs = Math.min(eventMs, deed?.timeMs ?? Infinity);
      if (nowMs > untilMs) break;
      if (this.#crash(nowMs)) continue;
      if (deed !== undefined && deed.timeMs < eventMs) this.#do(deed);
      else this.#follow(ensure(this.#run.step(), "there is a next event"));
    }
    const crashed = this.#crashedMs;
    return {
      service: this.#meter.service(untilMs),
      ...(crashed === undefined ? {} : { crashedMs: crashed - WARM_UP_MS }),
      violations: [...this.#violations],
    };
  }

  #earliest(): NextDeed | undefined {
    const deeds = [...this.#next.values()];
    return deeds.reduce<NextDeed | undefined>(
      (first, deed) => (first === undefined || deed.timeMs < first.timeMs ? deed : first),
      undefined,
    );
  }

  #do({ node, does, timeMs }: NextDeed): void {
    this.#next.delete(node);
    const event = this.#run.intervene(does, Math.max(timeMs, this.#run.timeMs));
    assert(event.ok, `${does.type} applies at ${node}`);
    this.#follow(event.value);
  }

  /** Crashes the node that is meant, once, when its time has come and it is there. */
  #crash(nowMs: number): boolean {
    const { crash } = this.wish;
    if (crash === undefined || this.#crashedMs !== undefined) return false;
    const atMs = WARM_UP_MS + crash.atMs;
    const node = nowMs > atMs ? this.#victim(crash.who) : undefined;
    if (node === undefined) return false;
    const timeMs = Math.max(atMs, this.#run.timeMs);
    this.#crashedMs = timeMs;
    this.#do({ node, timeMs, does: { type: "crash", node } });
    this.#plan(node, timeMs + crash.downMs, { type: "restart", node });
    return true;
  }

  #victim(who: string): NodeId | undefined {
    const ofKind = this.#run.setup.nodes.find(({ kind }) => kind === who);
    if (ofKind !== undefined) return ofKind.id;
    return [...this.#has].find(([, words]) => words.includes(who))?.[0];
  }

  #follow(event: EventRecord): void {
    for (const { invariant, holds } of event.flips ?? []) {
      if (!holds) this.#violations.add(invariant);
    }
    const node = "node" in event ? event.node : undefined;
    if (node === undefined) {
      this.#meter.note(event);
      return;
    }
    const wasInside = this.#meter.isInside(node);
    this.#meter.note(event);
    const { view } = event;
    if (view !== undefined) this.#has.set(node, Object.keys({ ...view.blocks, ...view.holds }));
    if (!this.#clients.includes(node) || event.event === "crash") return;
    const isInside = this.#meter.isInside(node);
    if (isInside && !wasInside) this.#hold(node, event.timeMs);
    else if (wasInside !== isInside || event.event === "restart") this.#think(node, event.timeMs);
  }

  #think(client: NodeId, nowMs: number): void {
    const request = (this.#requests.get(client) ?? -1) + 1;
    this.#requests.set(client, request);
    const thinkMs = drawThinkMs(this.wish.demand, this.#numberOf(client), request);
    this.#plan(client, nowMs + thinkMs, {
      ...{ type: "command", node: client, command: { type: ENTER } },
    });
  }

  #hold(client: NodeId, nowMs: number): void {
    const request = this.#requests.get(client) ?? 0;
    const holdMs = drawHoldMs(this.wish.demand, this.#numberOf(client), request);
    this.#plan(client, nowMs + holdMs, { type: "timeout", node: client, timer: LEAVE });
  }

  #plan(node: NodeId, timeMs: number, does: Intervention): void {
    this.#next.set(node, { node, timeMs, does });
  }

  #numberOf(client: NodeId): number {
    return this.#clients.indexOf(client) + 1;
  }
}
