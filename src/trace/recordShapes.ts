/**
 * The shape of every kind of record, as `records.ts` declares it: what a line must be before
 * anybody relies on it.
 */
import {
  both,
  integer,
  json,
  jsonObject,
  list,
  map,
  object,
  oneOf,
  tagged,
  text,
  truth,
  tuple,
  type Check,
} from "./check.js";

const count = integer(1, 2 ** 31 - 1);
const cursor = integer(0, 2 ** 31 - 1);
const ms = integer(0);
const link = tuple(text, text);
const links = list(link);
const timerRange = tuple(ms, ms);
const sentence = object({ template: text }, { facts: jsonObject });
const command = both(jsonObject, object({ type: text }));
const parameter: Check = (value) =>
  typeof value === "string" || typeof value === "boolean"
    ? undefined
    : integer(-(2 ** 53) + 1)(value);

const perMille = integer(0, 1000);
const network = object(
  {
    latencyMsMin: ms,
    latencyMsMax: ms,
    dropPerMille: perMille,
    duplicatePerMille: perMille,
    fifo: truth,
  },
  { noticeMsMin: ms, noticeMsMax: ms },
);

const field = tagged("show", {
  value: object({ field: text }, { roles: list(text) }),
  node: object({ field: text }, { roles: list(text) }),
  nodes: object({ field: text }, { roles: list(text) }),
  perNode: object({ field: text }, { roles: list(text) }),
  entries: object({ field: text, label: text }, { term: text, committed: text, roles: list(text) }),
});

const kind = object({
  roles: list(
    object({
      name: text,
      tone: oneOf("quiet", "seeking", "leading", "waiting", "serving", "odd"),
    }),
  ),
  fields: list(field),
  lanes: list(object({ lane: text, show: oneOf("block", "band") })),
});

/**
 * Names are shown everywhere, alone and inside sentences: nothing in them may change how the rest
 * reads. No control, surrogate, separator or bidirectional characters.
 */
const NAME = /^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]{1,40}$/u;
const NAME_RULE = "1 to 40 characters without control or bidirectional ones";

const nodeName: Check = (value) =>
  typeof value === "string" && NAME.test(value)
    ? undefined
    : { path: "", expected: NAME_RULE, found: value };

const node = object({ id: text, name: nodeName, kind: text }, { neighbours: list(text) });

const rounds = list(object({ message: text, called: text }, { by: text }));

const header = object(
  {
    nodes: list(node),
    kinds: map(kind),
    invariants: list(object({ name: text, about: text, promised: truth })),
    questions: map(text),
    routine: object({ messages: list(text), timers: list(text) }),
    timed: truth,
  },
  {
    title: text,
    about: text,
    origin: object({ format: text, inferred: list(sentence) }, { source: text }),
    trails: list(object({ trail: text, messages: list(text) })),
    ring: object({ kind: text, members: text }, { isIn: text, trail: text, waiting: text, rounds }),
    engine: object({
      protocol: text,
      engineVersion: integer(0),
      stage: text,
      seed: integer(-(2 ** 53) + 1),
      features: map(parameter),
      config: map(parameter),
      timers: map(timerRange),
      network,
    }),
  },
);

const effect = tagged("effect", {
  send: object(
    { message: count, to: text, type: text, label: text, body: json },
    { arrivesMs: ms, fate: oneOf("dropped", "blocked"), copyOf: count, forged: oneOf(true) },
  ),
  setTimer: object({ timer: text, firesMs: ms }),
  cancelTimer: object({ timer: text }),
  reply: object({ command: count, result: json }),
});

const view = object({ role: text }, { label: text, blocks: map(text), holds: map(text) });

const change = object(
  {},
  {
    fields: jsonObject,
    ranges: map(object({ start: integer(0), remove: integer(0), items: list(json) })),
    gone: list(text),
  },
);

const atNode = object({ node: text });
const aboutPeer = object({ node: text, peer: text, incarnation: count });
const ofMessage = object({ message: count });
const arrival = object({ message: count, arrivesMs: ms });
const clock = { node: text, ratePerMille: integer(0), offsetMs: integer(-(2 ** 53) + 1) };

const noSend = object({ type: text, label: text }, { from: text, body: json });

const happening = tagged("event", {
  start: atNode,
  receive: object({ node: text, message: count }),
  timeout: object({ node: text, timer: text }),
  command: object({ node: text, id: count, command: jsonObject }),
  crash: atNode,
  crashSoon: object({ node: text, afterEffects: integer(0) }),
  restart: atNode,
  peerDown: aboutPeer,
  peerUp: aboutPeer,
  neighbourDown: aboutPeer,
  neighbourUp: aboutPeer,
  lose: object({ node: text, message: count }),
  cut: object({ links, lost: list(count) }),
  restore: object({ links }),
  drop: ofMessage,
  hold: ofMessage,
  delay: arrival,
  release: arrival,
  duplicate: ofMessage,
  clock: object(clock),
  disk: object({ node: text, lagMs: ms }),
  forge: object({ from: text, to: text }),
  addNode: object({ node: text, added: node }),
  removeNode: object({ node: text, lost: list(count) }),
  addLink: object({ links }),
  removeLink: object({ links, lost: list(count) }),
  local: object({ node: text, label: text }, { received: list(count), noSend: list(noSend) }),
});

const event = both(
  object(
    { branch: text, at: count, timeMs: ms },
    {
      by: text,
      effects: list(effect),
      change,
      view,
      ignored: oneOf(true),
      guards: list(object({ question: text, guard: text, verdict: truth }, { facts: jsonObject })),
      notes: list(sentence),
      moments: list(object({ name: text, sentence })),
      flips: list(object({ invariant: text, holds: truth }, { sentence })),
    },
  ),
  happening,
);

/** What a person or a fault plan does, wherever it comes from. */
export const INTERVENTION_SHAPE: Check = tagged("type", {
  timeout: object({ node: text, timer: text }),
  command: object({ node: text, command }),
  crash: object({ node: text }, { afterEffects: integer(0) }),
  restart: object({ node: text }, { diskLost: truth }),
  cut: object({ links }),
  restore: object({ links }),
  isolate: atNode,
  partition: object({ groups: list(list(text)) }),
  heal: object({}),
  receive: ofMessage,
  drop: ofMessage,
  duplicate: ofMessage,
  delay: object({ message: count, byMs: ms }),
  hold: ofMessage,
  release: ofMessage,
  clock: object(clock),
  disk: object({ node: text, lagMs: ms }),
  forge: object({ from: text, to: text, body: command }),
  addNode: object({ node }),
  removeNode: atNode,
  addLink: object({ links }),
  removeLink: object({ links }),
});

const intervention = object(
  {
    id: text,
    branch: text,
    after: cursor,
    timeMs: ms,
    does: INTERVENTION_SHAPE,
  },
  { skipped: sentence },
);

const runningTimer = object({ timer: text, setAt: cursor, setMs: ms, firesMs: ms });

const states = object({
  branch: text,
  after: cursor,
  timeMs: ms,
  nodes: map(object({ up: truth, state: jsonObject, view, timers: list(runningTimer) })),
  inFlight: list(count),
  held: list(count),
  cut: links,
  violated: list(text),
});

const sha256: Check = (value) =>
  typeof value === "string" && /^[0-9a-f]{64}$/.test(value)
    ? undefined
    : { path: "", expected: "64 hexadecimal digits", found: value };

/** Kind of record → its shape. */
export const RECORD_SHAPES: ReadonlyMap<string, Check> = new Map<string, Check>([
  ["header", header],
  ["branch", object({ id: text, after: cursor }, { parent: text, name: text })],
  ["event", event],
  ["intervention", intervention],
  ["states", states],
  ["value", object({ id: text, value: json })],
  ["hash", object({ branch: text, after: cursor, sha256 })],
  ["beat", object({ branch: text, after: cursor, title: text }, { speakerNote: text })],
  ["comment", object({ id: text, branch: text, after: cursor, text }, { node: text })],
]);
