/**
 * Makes valid traces of any length without an engine: nodes that count, keep a log and talk,
 * messages that arrive, are lost, held, copied and dropped, timers, crashes, cuts. It keeps the
 * world itself, in the plainest way, so that it can be compared with what a reader finds.
 */
import type { Json, JsonObject, Link, MessageId, NodeId } from "../../src/trace/ids.js";
import type {
  EffectData,
  EventRecord,
  HeaderRecord,
  NodeStateData,
  RunningTimer,
  SendEffect,
  StateChange,
  StatesRecord,
} from "../../src/trace/records.js";
import { TraceWriter, type TraceWriterOptions } from "../../src/trace/writer.js";

interface OnItsWay {
  readonly from: NodeId;
  readonly to: NodeId;
  readonly send: SendEffect;
  readonly sentAt: number;
  held: boolean;
}

interface Node {
  up: boolean;
  state: { count: number; log: Json[]; extra?: Json };
  role: string;
  timers: RunningTimer[];
}

/** What an event is made of besides its head. */
type Draft = Omit<EventRecord, "kind" | "branch" | "at" | "timeMs">;

export interface TraceShape {
  readonly seed: number;
  readonly nodes?: number;
  /** The longest a node's log grows. */
  readonly logLength?: number;
  readonly branch?: string;
}

export class TraceMaker {
  readonly header: HeaderRecord;
  readonly onItsWay = new Map<MessageId, OnItsWay>();
  at = 0;
  timeMs = 0;
  readonly #nodes = new Map<NodeId, Node>();
  readonly #cut = new Map<string, Link>();
  readonly #violated = new Set<string>();
  readonly #ids: NodeId[];
  readonly #logLength: number;
  readonly #branch: string;
  #messages = 0;
  #commands = 0;
  #random: number;

  constructor({ seed, nodes = 5, logLength = 20, branch = "b1" }: TraceShape) {
    this.#random = seed * 7919 + 17;
    this.#logLength = logLength;
    this.#branch = branch;
    this.#ids = Array.from({ length: nodes }, (_, i) => `n${i + 1}`);
    this.header = headerFor(this.#ids);
  }

  /** The same run from here on, on another branch and with other chances. */
  branchOff(branch: string, seed: number): TraceMaker {
    const other = new TraceMaker({
      seed,
      nodes: this.#ids.length,
      logLength: this.#logLength,
      branch,
    });
    other.at = this.at;
    other.timeMs = this.timeMs;
    other.#messages = this.#messages;
    other.#commands = this.#commands;
    for (const [id, node] of this.#nodes) other.#nodes.set(id, structuredClone(node));
    for (const [id, message] of this.onItsWay) other.onItsWay.set(id, { ...message });
    for (const [key, link] of this.#cut) other.#cut.set(key, link);
    for (const name of this.#violated) other.#violated.add(name);
    return other;
  }

  next(): EventRecord {
    this.at += 1;
    this.timeMs += this.#draw(4);
    const { at, timeMs } = this;
    const draft = this.#draft();
    return { kind: "event", branch: this.#branch, at, timeMs, ...draft } as EventRecord;
  }

  states(): StatesRecord {
    const nodes: [NodeId, NodeStateData][] = [];
    for (const [id, { up, state, role, timers }] of this.#nodes) {
      const copy = structuredClone(state) as unknown as JsonObject;
      nodes.push([id, { up, state: copy, view: { role }, timers: timers.slice() }]);
    }
    const open = [...this.onItsWay];
    return {
      kind: "states",
      branch: this.#branch,
      after: this.at,
      timeMs: this.timeMs,
      nodes: Object.fromEntries(nodes),
      inFlight: open.map(([id]) => id),
      held: open.filter(([, { held }]) => held).map(([id]) => id),
      cut: [...this.#cut.keys()].sort().flatMap((key) => [this.#cut.get(key) ?? ["", ""]]),
      violated: [...this.#violated].sort(),
    };
  }

  #draw(below: number): number {
    this.#random = (Math.imul(this.#random, 1664525) + 1013904223) >>> 0;
    let mixed = this.#random ^ (this.#random >>> 15);
    mixed = Math.imul(mixed, 0x2c1b3c6d) >>> 0;
    return ((mixed ^ (mixed >>> 12)) >>> 0) % below;
  }

  #pick<V>(items: readonly V[]): V {
    const item = items[this.#draw(items.length)];
    if (item === undefined) throw new Error("nothing to pick from");
    return item;
  }

  #draft(): Draft {
    const fresh = this.#ids.find((id) => !this.#nodes.has(id));
    if (fresh !== undefined) return this.#start(fresh);
    const chance = this.#draw(100);
    const down = this.#ids.filter((id) => !this.#node(id).up);
    if (chance < 2 && down.length > 0) return this.#restart(this.#pick(down));
    if (chance === 2 && down.length < this.#ids.length - 1) return this.#crash();
    if (chance === 3) return this.#cutOrRestore();
    const free = [...this.onItsWay].slice(0, 12);
    if (chance < 10 && free.length > 0) return this.#bend(this.#pick(free));
    if (chance === 10) return this.#command();
    if (free.length > 0 && (chance < 70 || free.length === 12)) {
      return this.#arrive(this.#pick(free));
    }
    return this.#timeout();
  }

  #node(id: NodeId): Node {
    const node = this.#nodes.get(id);
    if (node === undefined) throw new Error(`no node ${id}`);
    return node;
  }

  #start(id: NodeId): Draft {
    const node: Node = { up: true, state: { count: 0, log: [] }, role: "follower", timers: [] };
    this.#nodes.set(id, node);
    const change = { fields: { count: 0, log: [] } };
    return {
      event: "start",
      node: id,
      change,
      view: { role: "follower" },
      effects: [this.#setTimer(node)],
    } as Draft;
  }

  #restart(id: NodeId): Draft {
    const node = this.#node(id);
    node.up = true;
    node.state.count = 0;
    const change = { fields: { count: 0 } };
    return { event: "restart", node: id, change, effects: [this.#setTimer(node)] } as Draft;
  }

  #crash(): Draft {
    const id = this.#pick(this.#ids.filter((other) => this.#node(other).up));
    const node = this.#node(id);
    node.up = false;
    node.timers = [];
    return { event: "crash", node: id } as Draft;
  }

  #cutOrRestore(): Draft {
    const link: Link = [this.#pick(this.#ids), this.#pick(this.#ids)];
    const key = `${link[0]}>${link[1]}`;
    if (this.#cut.delete(key)) return { event: "restore", links: [link] } as Draft;
    this.#cut.set(key, link);
    const lost = [...this.onItsWay]
      .filter(([, { from, to }]) => from === link[0] && to === link[1])
      .map(([id]) => id);
    for (const id of lost) this.onItsWay.delete(id);
    return { event: "cut", links: [link], lost } as Draft;
  }

  #bend([message, life]: readonly [MessageId, OnItsWay]): Draft {
    const arrivesMs = this.timeMs + 30;
    switch (this.#draw(4)) {
      case 0:
        this.onItsWay.delete(message);
        return { event: "drop", message } as Draft;
      case 1:
        return { event: "delay", message, arrivesMs } as Draft;
      case 2: {
        const send = this.#send(life.from, life.to, message);
        return { event: "duplicate", message, effects: [send] } as Draft;
      }
      default:
        life.held = !life.held;
        return (life.held
          ? { event: "hold", message }
          : { event: "release", message, arrivesMs }) as unknown as Draft;
    }
  }

  #arrive([message, { to }]: readonly [MessageId, OnItsWay]): Draft {
    this.onItsWay.delete(message);
    const node = this.#node(to);
    if (!node.up) return { event: "lose", node: to, message } as Draft;
    if (this.#draw(5) === 0) {
      const guards = [{ question: "why", guard: "term {t}", verdict: false, facts: { t: 3 } }];
      return { event: "receive", node: to, message, ignored: true, guards } as Draft;
    }
    const change = this.#changeLog(node);
    const effects = this.#draw(2) === 0 ? [this.#send(to, this.#pick(this.#ids))] : [];
    return { event: "receive", node: to, message, change, effects } as Draft;
  }

  #command(): Draft {
    this.#commands += 1;
    const node = this.#pick(this.#ids);
    const id = this.#commands;
    const command = { type: "set", key: "x", value: this.#draw(9) };
    const effects = [{ effect: "reply", command: id, result: { ok: true } }];
    return { event: "command", node, id, command, effects } as Draft;
  }

  #timeout(): Draft {
    const id = this.#pick(this.#ids.filter((other) => this.#node(other).up));
    const node = this.#node(id);
    node.state.count += 1;
    node.role = node.state.count % 3 === 0 ? "leader" : "follower";
    node.timers = [];
    const effects: EffectData[] = [this.#setTimer(node)];
    for (const other of this.#ids.slice(0, 3)) effects.push(this.#send(id, other));
    const draft = {
      event: "timeout",
      node: id,
      timer: "beat",
      effects,
      change: { fields: { count: node.state.count } },
      view: { role: node.role },
      moments: [{ name: "counted", sentence: { template: "{n:node} counted", facts: { n: id } } }],
    };
    return (this.#draw(20) === 0 ? { ...draft, flips: [this.#flip()] } : draft) as unknown as Draft;
  }

  #flip() {
    const holds = this.#violated.delete("Safety");
    if (holds) return { invariant: "Safety", holds };
    this.#violated.add("Safety");
    return { invariant: "Safety", holds, sentence: { template: "two of them" } };
  }

  /** Appends, cuts off or replaces in the middle; now and then a field comes or goes. */
  #changeLog({ state }: Node): StateChange {
    const length = state.log.length;
    const isFull = length >= this.#logLength;
    const start = this.#draw(8) === 0 || isFull ? this.#draw(length + 1) : length;
    const remove = isFull ? length - start : this.#draw(length - start + 1);
    const items = Array.from({ length: 1 + this.#draw(2) }, () => ({ term: this.at, v: "é" }));
    state.log.splice(start, remove, ...items);
    const ranges = { log: { start, remove, items } };
    if (this.#draw(10) > 0) return { ranges };
    if (state.extra !== undefined) {
      delete state.extra;
      return { ranges, gone: ["extra"] };
    }
    state.extra = { $value: "x".repeat(this.#draw(2) * 300) };
    return { ranges, fields: { extra: structuredClone(state.extra) } };
  }

  #setTimer(node: Node): EffectData {
    const firesMs = this.timeMs + 50 + this.#draw(50);
    node.timers = [{ timer: "beat", setAt: this.at, setMs: this.timeMs, firesMs }];
    return { effect: "setTimer", timer: "beat", firesMs };
  }

  #send(from: NodeId, to: NodeId, copyOf?: MessageId): SendEffect {
    this.#messages += 1;
    const message = this.#messages;
    const body = { type: "Hello", term: this.at, entries: [{ term: 1, command: "x=1" }] };
    const head = { effect: "send", message, to, type: "Hello", label: `Hello ${this.at}`, body };
    const copy = copyOf === undefined ? {} : { copyOf };
    if (this.#cut.has(`${from}>${to}`)) {
      return { ...head, ...copy, fate: "blocked" } as SendEffect;
    }
    const send = { ...head, ...copy, arrivesMs: this.timeMs + 10 + this.#draw(20) } as SendEffect;
    this.onItsWay.set(message, { from, to, send, sentAt: this.at, held: false });
    return send;
  }
}

function headerFor(ids: readonly NodeId[]): HeaderRecord {
  return {
    kind: "header",
    format: "lockstep-trace",
    version: 1,
    engine: {
      protocol: "made-up",
      engineVersion: 1,
      stage: "all",
      seed: 1,
      features: { fast: true },
      config: { size: 3 },
      timers: { beat: [50, 100] },
      network: {
        latencyMsMin: 10,
        latencyMsMax: 30,
        dropPerMille: 0,
        duplicatePerMille: 0,
        fifo: false,
      },
    },
    nodes: ids.map((id, i) => ({ id, name: `Node ${i + 1}`, kind: "server" })),
    kinds: {
      server: {
        roles: [
          { name: "follower", tone: "quiet" },
          { name: "leader", tone: "leading" },
        ],
        fields: [
          { field: "count", show: "value" },
          { field: "log", show: "entries", label: "v", term: "term" },
        ],
        lanes: [],
      },
    },
    invariants: [{ name: "Safety", about: "Nothing bad happens.", promised: true }],
    questions: { why: "Why was it refused?" },
    routine: { messages: ["Hello"], timers: ["beat"] },
    timed: true,
  };
}

/** The lines of a trace of one branch. */
export function makeLines(
  shape: TraceShape & { readonly events: number },
  options: TraceWriterOptions = {},
): string[] {
  const lines: string[] = [];
  const maker = new TraceMaker(shape);
  const writer = new TraceWriter((line) => lines.push(line), {
    states: () => maker.states(),
    ...options,
  });
  writer.write(maker.header);
  for (let i = 0; i < shape.events; i++) writer.write(maker.next());
  writer.finish();
  return lines;
}

export function bytesOf(lines: readonly string[]): Uint8Array {
  return new TextEncoder().encode(lines.join(""));
}
