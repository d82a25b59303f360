import type { Json, JsonObject, Link, NodeId } from "./ids.js";
import { linkKey } from "./recordedTrace.js";
import type {
  EffectData,
  EventRecord,
  RunningTimer,
  StateChange,
  StatesRecord,
} from "./records.js";
import type { RecordedNode } from "./world.js";

/** The world at a cursor, except for what is on its way: that is known from the messages' lives. */
export interface WorldState {
  readonly at: number;
  readonly timeMs: number;
  readonly nodes: ReadonlyMap<NodeId, RecordedNode>;
  /** By {@link linkKey}. */
  readonly cut: ReadonlyMap<string, Link>;
  readonly violated: ReadonlySet<string>;
}

export const EMPTY_WORLD: WorldState = {
  at: 0,
  timeMs: 0,
  nodes: new Map(),
  cut: new Map(),
  violated: new Set(),
};

export function worldOfStates(states: StatesRecord): WorldState {
  return {
    at: states.after,
    timeMs: states.timeMs,
    nodes: new Map(Object.entries(states.nodes).map(([id, node]) => [id, inOrder(node)])),
    cut: new Map(states.cut.map((link) => [linkKey(link), link])),
    violated: new Set(states.violated),
  };
}

/** A node as it is taken to be when a trace tells of it before it tells of its start. */
const UNKNOWN_NODE: RecordedNode = { up: true, state: {}, view: { role: "" }, timers: [] };

/** What may happen to a node without it running. */
export const TELLS_NOT_OF_START: readonly EventRecord["event"][] = [
  "lose",
  "clock",
  "crashSoon",
  "disk",
  "addNode",
];

/** Goes through a path event by event and keeps the world. */
export class WorldWalker {
  #at: number;
  #timeMs: number;
  readonly #nodes: Map<NodeId, RecordedNode>;
  readonly #cut: Map<string, Link>;
  readonly #violated: Set<string>;
  /**
   * Arrays that nobody else has seen: they are changed in place, since a log may have thousands of
   * entries.
   */
  readonly #own = new Set<readonly Json[]>();

  constructor(from: WorldState) {
    this.#at = from.at;
    this.#timeMs = from.timeMs;
    this.#nodes = new Map(from.nodes);
    this.#cut = new Map(from.cut);
    this.#violated = new Set(from.violated);
  }

  /** The world now. It stays as it is while the walker goes on. */
  state(): WorldState {
    this.#own.clear();
    return {
      at: this.#at,
      timeMs: this.#timeMs,
      nodes: new Map(this.#nodes),
      cut: new Map(this.#cut),
      violated: new Set(this.#violated),
    };
  }

  /** How many array items a call of {@link state} would keep from being changed in place. */
  get ownItems(): number {
    let items = 0;
    for (const array of this.#own) items += array.length;
    return items;
  }

  /**
   * Returns what is wrong with the event's change, if anything: the walker is of no more use then.
   */
  apply(event: EventRecord): string | undefined {
    this.#at = event.at;
    this.#timeMs = event.timeMs;
    this.#applyToLinks(event);
    for (const flip of event.flips ?? []) {
      if (flip.holds) this.#violated.delete(flip.invariant);
      else this.#violated.add(flip.invariant);
    }
    if (event.event === "removeNode") return void this.#nodes.delete(event.node);
    return "node" in event ? this.#applyToNode(event.node, event) : undefined;
  }

  #applyToLinks(event: EventRecord): void {
    if (event.event === "cut") for (const link of event.links) this.#cut.set(linkKey(link), link);
    if (event.event === "restore" || event.event === "removeLink") {
      for (const link of event.links) this.#cut.delete(linkKey(link));
    }
    if (event.event !== "removeNode") return;
    for (const [key, link] of this.#cut) if (link.includes(event.node)) this.#cut.delete(key);
  }

  #applyToNode(id: NodeId, event: EventRecord): string | undefined {
    const before = this.#nodes.get(id);
    if (before === undefined && TELLS_NOT_OF_START.includes(event.event)) return undefined;
    const node = before ?? UNKNOWN_NODE;
    const state = event.change ? this.#changed(node.state, event.change) : node.state;
    if (typeof state === "string") return state;
    const up = upAfter(event, node.up);
    const timers = timersAfter(event, node.timers);
    const view = event.view ?? node.view;
    const same = state === node.state && up === node.up && timers === node.timers;
    if (before === undefined || !same || view !== node.view) {
      this.#nodes.set(id, { up, state, view, timers });
    }
    return undefined;
  }

  /** The state after a change, or a sentence when the change does not fit. */
  #changed(state: JsonObject, { gone = [], fields = {}, ranges = {} }: StateChange) {
    const members = new Map(Object.entries(state));
    for (const field of gone) members.delete(field);
    for (const [field, value] of Object.entries(fields)) members.set(field, value);
    for (const [field, { start, remove, items }] of Object.entries(ranges)) {
      const array = members.get(field);
      if (!Array.isArray(array)) return `change.ranges: expected field "${field}" to be a list`;
      if (start + remove > array.length) {
        const length = `${array.length} items`;
        return `change.ranges: expected "${field}" to have items up to ${start + remove}, found ${length}`;
      }
      members.set(field, this.#spliced(array, start, remove, items));
    }
    return Object.fromEntries(members);
  }

  #spliced(array: readonly Json[], start: number, remove: number, items: readonly Json[]) {
    if (this.#own.has(array) && start + remove === array.length) {
      const own = array as Json[];
      own.length = start;
      for (const item of items) own.push(item);
      return own;
    }
    const copy = array.slice(0, start).concat(items, array.slice(start + remove));
    this.#own.delete(array);
    this.#own.add(copy);
    return copy;
  }
}

function upAfter(event: EventRecord, up: boolean): boolean {
  if (event.event === "crash") return false;
  return event.event === "restart" || event.event === "start" ? true : up;
}

function timersAfter(event: EventRecord, timers: readonly RunningTimer[]): readonly RunningTimer[] {
  let running = timers;
  if (event.event === "crash") running = [];
  if (event.event === "timeout") running = without(timers, event.timer);
  for (const effect of event.effects ?? []) running = timersAfterEffect(effect, event, running);
  return running;
}

function timersAfterEffect(
  effect: EffectData,
  event: EventRecord,
  timers: readonly RunningTimer[],
): readonly RunningTimer[] {
  if (effect.effect === "cancelTimer") return without(timers, effect.timer);
  if (effect.effect !== "setTimer") return timers;
  const { timer, firesMs } = effect;
  const set: RunningTimer = { timer, setAt: event.at, setMs: event.timeMs, firesMs };
  return byName([...without(timers, timer), set]);
}

/** The same order of timers whether a world was recorded or made from events. */
function inOrder(node: RecordedNode): RecordedNode {
  return node.timers.length < 2 ? node : { ...node, timers: byName(node.timers) };
}

function byName(timers: readonly RunningTimer[]): readonly RunningTimer[] {
  if (timers.length < 2) return timers;
  return [...timers].sort((a, b) => (a.timer < b.timer ? -1 : 1));
}

function without(timers: readonly RunningTimer[], name: string): readonly RunningTimer[] {
  return timers.some(({ timer }) => timer === name)
    ? timers.filter(({ timer }) => timer !== name)
    : timers;
}
