/** What `lockstep load` is asked to do. */
import { bad, ok, type BadInput, type Result } from "../base/result.js";
import { unknownWord } from "../base/suggest.js";
import type { AnyProtocol } from "../protocol/protocol.js";
import { findProtocol } from "../protocols/catalogue.js";
import type { LoadPlan, LoadPoint, Subject } from "../session/load/comparison.js";
import type { GivenArguments } from "./command.js";
import { integerOf, readTime, timeOf, valueOf, type OptionSpecs } from "./options.js";
import { readSettings, SET_OPTION } from "./setOption.js";

const USUAL = {
  ...{ clients: 5, seeds: 5, holdMs: 60, forMs: 20_000, downMs: 1000 },
  /** From light to heavy, and where the clients are what changes. */
  thinkMs: [2000, 1000, 500, 200, 100, 0],
  oneThinkMs: 1000,
} as const;
const MOST_SEEDS = 1000;

export const LOAD_OPTIONS: OptionSpecs = {
  clients: {
    value: "N[,N…]",
    about: `How many want the critical section; ${USUAL.clients} unless said otherwise.`,
  },
  think: {
    value: "TIME[,TIME…]",
    about: "Mean time between leaving and asking again; from 2s to 0ms unless said otherwise.",
  },
  hold: { value: "TIME", about: `Mean time inside; ${USUAL.holdMs}ms unless said otherwise.` },
  for: { value: "TIME", about: "How long is measured; 20s unless said otherwise." },
  seeds: { value: "K", about: `So many runs of each; ${USUAL.seeds} unless said otherwise.` },
  seed: { value: "N", about: "The first of their seeds; 1 unless said otherwise." },
  crash: {
    value: "WHO[,WHO…]",
    about:
      "Crashes a node: of the first of these that a protocol has, a kind of node (server), or " +
      "what travels or a lane (token, for who has it then).",
  },
  "crash-at": { value: "TIME", about: "When; halfway unless said otherwise." },
  down: { value: "TIME", about: "How long until it restarts; 1s unless said otherwise." },
  apart: {
    value: "TYPE,…",
    about: "Messages to count by themselves: those for the resource, such as Write,Written,Edit.",
  },
  ...SET_OPTION,
};

/** The plan, with all that is wrong with it told at once. */
export function readLoadPlan(given: GivenArguments): Result<LoadPlan> {
  const parts = {
    subjects: readSubjects(given),
    points: readPoints(given),
    seeds: readSeeds(given),
    holdMs: timeOf(given, "hold"),
    forMs: timeOf(given, "for"),
    crashAtMs: timeOf(given, "crash-at", 0),
    downMs: timeOf(given, "down"),
  };
  const problems: BadInput[] = Object.values(parts).flatMap((part: Result<unknown>) =>
    part.ok ? [] : part.problems,
  );
  if (problems.length > 0) return bad(...problems);
  const { subjects, points, seeds, holdMs, forMs, crashAtMs, downMs } = valuesOf(parts);
  const apart = readApart(given, subjects);
  if (!apart.ok) return apart;
  const lastsMs = forMs ?? USUAL.forMs;
  const atMs = crashAtMs ?? Math.floor(lastsMs / 2);
  const stray = ["crash-at", "down"].find((option) => given.values.has(option));
  const isCrashed = given.values.has("crash");
  if (stray !== undefined && !isCrashed) {
    return bad(`--${stray}: expected --crash WHO with it, found none`);
  }
  if (isCrashed && atMs >= lastsMs) {
    return bad(`--crash-at: expected a time before ${lastsMs}ms, the end; found ${atMs}ms`);
  }
  return ok({
    ...{ subjects, points, seeds, apart: apart.value },
    ...{ holdMs: holdMs ?? USUAL.holdMs, forMs: lastsMs },
    ...(isCrashed ? { crash: { atMs, downMs: downMs ?? USUAL.downMs } } : {}),
  });
}

type Values<P> = { readonly [K in keyof P]: P[K] extends Result<infer V> ? V : never };

/** Of results that are all good. */
function valuesOf<P extends { readonly [name: string]: Result<unknown> }>(parts: P): Values<P> {
  const entries = Object.entries(parts).map(([name, part]) => [name, part.ok ? part.value : ""]);
  return Object.fromEntries(entries) as Values<P>;
}

function readSubjects(given: GivenArguments): Result<readonly Subject[]> {
  const names = given.positionals;
  const twice = names.find((name, place) => names.indexOf(name) !== place);
  if (twice !== undefined) return bad(`expected each protocol once, found ${twice} again`);
  const results = names.map((name) => readSubject(name, given));
  const problems = results.flatMap((result) => (result.ok ? [] : result.problems));
  if (problems.length > 0) return bad(...problems);
  return ok(results.flatMap((result) => (result.ok ? [result.value] : [])));
}

/** `token-ring`, or `token-ring@closing` for a stage. */
function readSubject(text: string, given: GivenArguments): Result<Subject> {
  const [name = "", stage] = text.split("@");
  const protocol = findProtocol(name);
  if (!protocol.ok) return protocol;
  const stages = protocol.value.stages.map((one) => one.name);
  if (stage !== undefined && !stages.includes(stage)) {
    return bad(unknownWord(`stage of ${name}`, stage, stages));
  }
  const wish = readSettings(protocol.value, given);
  if (!wish.ok) return wish;
  const crashes = readVictim(protocol.value, valueOf(given, "crash"));
  if (!crashes.ok) return crashes;
  return ok({
    ...{ name: text, protocol: protocol.value, wish: wish.value },
    ...(stage === undefined ? {} : { stage }),
    ...(crashes.value === undefined ? {} : { crashes: crashes.value }),
  });
}

function readVictim(
  { name, kinds, trails = [] }: AnyProtocol,
  text: string | undefined,
): Result<string | undefined> {
  if (text === undefined) return ok(undefined);
  const lanes = Object.values(kinds).flatMap(({ view }) => view.lanes.map(({ lane }) => lane));
  const known = [
    ...new Set([...Object.keys(kinds), ...lanes, ...trails.map(({ trail }) => trail)]),
  ];
  const found = text.split(",").find((word) => known.includes(word));
  if (found !== undefined) return ok(found);
  return bad(`--crash: ${unknownWord(`kind of node, lane or trail of ${name}`, text, known)}`);
}

/** One of both may have several values, from light to heavy: what a table goes along. */
function readPoints(given: GivenArguments): Result<readonly LoadPoint[]> {
  const clients = readClients(valueOf(given, "clients"));
  if (!clients.ok) return clients;
  const thinks = readThinks(valueOf(given, "think"), clients.value.length > 1);
  if (!thinks.ok) return thinks;
  if (clients.value.length > 1 && thinks.value.length > 1) {
    return bad("--think: expected one time where --clients has several numbers, found several");
  }
  return ok(
    clients.value.flatMap((count) => thinks.value.map((thinkMs) => ({ clients: count, thinkMs }))),
  );
}

function readClients(text: string | undefined): Result<readonly number[]> {
  const words = text?.split(",") ?? [`${USUAL.clients}`];
  const wrong = words.find((word) => !/^[1-9]\d{0,3}$/.test(word));
  if (wrong === undefined) return ok([...new Set(words.map(Number))].sort((a, b) => a - b));
  return bad(
    `--clients: expected whole numbers from 1 such as 2,4,8, found ${JSON.stringify(wrong)}`,
  );
}

function readThinks(text: string | undefined, isOne: boolean): Result<readonly number[]> {
  if (text === undefined) return ok(isOne ? [USUAL.oneThinkMs] : USUAL.thinkMs);
  const times = text.split(",").map((word) => readTime("think", word, 0));
  const problems = times.flatMap((time) => (time.ok ? [] : time.problems));
  if (problems.length > 0) return bad(...problems);
  return ok(
    [...new Set(times.flatMap((time) => (time.ok ? time.value : [])))].sort((a, b) => b - a),
  );
}

function readSeeds(given: GivenArguments): Result<readonly number[]> {
  const count = integerOf(given, "seeds", 1, MOST_SEEDS);
  if (!count.ok) return count;
  const first = integerOf(given, "seed");
  if (!first.ok) return first;
  const length = count.value ?? USUAL.seeds;
  return ok(Array.from({ length }, (_, place) => (first.value ?? 1) + place));
}

function readApart(given: GivenArguments, subjects: readonly Subject[]): Result<readonly string[]> {
  const types = valueOf(given, "apart")?.split(",") ?? [];
  const all = subjects.flatMap(({ protocol }) => Object.keys(protocol.labels));
  const known = [...new Set(all)];
  const unknown = types.find((type) => !known.includes(type));
  if (unknown === undefined) return ok(types);
  return bad(`--apart: ${unknownWord("type of message", unknown, known)}`);
}
