/**
 * Reads from the events of a trace who asked for the critical section, who entered it and when, and
 * what was sent meanwhile. It knows no engine: a node is inside while its view shows the block.
 */
import type { NodeId } from "../../trace/ids.js";
import type { EventRecord } from "../../trace/records.js";
import { ENTER, LANE } from "./criticalSection.js";

/** A place in a run. Events have an order also where their times are equal. */
export interface Place {
  readonly at: number;
  readonly timeMs: number;
}

/** One time that somebody entered the critical section. */
export interface Section {
  readonly client: NodeId;
  readonly asked: Place;
  readonly entered: Place;
}

/** What was asked for and granted between two times. */
export interface Service {
  readonly clients: readonly NodeId[];
  readonly fromMs: number;
  readonly untilMs: number;
  /** In the order of entering. */
  readonly sections: readonly Section[];
  /** How many still waited at the end. */
  readonly unserved: number;
  /** Message type → how many were sent, lost ones included, copies of the network not. */
  readonly messages: { readonly [type: string]: number };
  /** How long in all nobody was inside while somebody waited, in ms. */
  readonly idleWantedMs: number;
  /** The longest single such time, in ms. */
  readonly longestGapMs: number;
}

export class ServiceMeter {
  readonly #sections: Section[] = [];
  readonly #messages: { [type: string]: number } = {};
  readonly #waiting = new Map<NodeId, Place>();
  /** Nodes whose view shows the block, those that are down included. */
  readonly #shown = new Set<NodeId>();
  readonly #down = new Set<NodeId>();
  #gapSinceMs: number | undefined = undefined;
  #idleWantedMs = 0;
  #longestGapMs = 0;

  /** What is sent before `fromMs` does not count. */
  constructor(
    private readonly clients: readonly NodeId[],
    private readonly fromMs: number,
  ) {}

  isInside(node: NodeId): boolean {
    return this.#shown.has(node) && !this.#down.has(node);
  }

  /** Takes in the next event of the run. */
  note(event: EventRecord): void {
    this.#countMessages(event);
    if (!("node" in event)) return;
    const { node } = event;
    const wasInside = this.isInside(node);
    this.#follow(event, node);
    const isInside = this.isInside(node);
    const place = { at: event.at, timeMs: event.timeMs };
    if (isInside && !wasInside) this.#enter(node, place);
    else if (isAsking(event) && !isInside && !this.#waiting.has(node)) {
      this.#waiting.set(node, place);
    }
    this.#watchGap(event.timeMs);
  }

  /** All that was noted; the run was watched until then. */
  service(untilMs: number): Service {
    const openMs = this.#gapSinceMs === undefined ? 0 : untilMs - this.#gapSinceMs;
    return {
      ...{ clients: this.clients, fromMs: this.fromMs, untilMs },
      ...{ sections: [...this.#sections], unserved: this.#waiting.size },
      messages: { ...this.#messages },
      idleWantedMs: this.#idleWantedMs + openMs,
      longestGapMs: Math.max(this.#longestGapMs, openMs),
    };
  }

  #countMessages({ effects = [], timeMs }: EventRecord): void {
    if (timeMs < this.fromMs) return;
    for (const effect of effects) {
      if (effect.effect !== "send" || effect.copyOf !== undefined) continue;
      this.#messages[effect.type] = (this.#messages[effect.type] ?? 0) + 1;
    }
  }

  /** What the event says of the node: up or down, and with the block or without. */
  #follow(event: EventRecord, node: NodeId): void {
    if (event.event === "restart") this.#down.delete(node);
    if (event.event === "crash") {
      this.#down.add(node);
      this.#waiting.delete(node);
    }
    if (event.view === undefined) return;
    if (event.view.blocks?.[LANE] === undefined) this.#shown.delete(node);
    else this.#shown.add(node);
  }

  #enter(client: NodeId, entered: Place): void {
    const asked = this.#waiting.get(client) ?? entered;
    this.#waiting.delete(client);
    this.#sections.push({ client, asked, entered });
  }

  #watchGap(nowMs: number): void {
    const isHeld = [...this.#shown].some((node) => this.isInside(node));
    const isGap = this.#waiting.size > 0 && !isHeld;
    if (isGap) this.#gapSinceMs ??= nowMs;
    else if (this.#gapSinceMs !== undefined) {
      const lastedMs = nowMs - this.#gapSinceMs;
      this.#idleWantedMs += lastedMs;
      this.#longestGapMs = Math.max(this.#longestGapMs, lastedMs);
      this.#gapSinceMs = undefined;
    }
  }
}

function isAsking(event: EventRecord): boolean {
  return event.event === "command" && event.command.type === ENTER;
}
