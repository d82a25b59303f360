/** A log of actions and changes of variables as a run. It tells no messages, so there are none. */
import { bad, ok, type Result } from "../../base/result.js";
import type { Json, JsonObject } from "../../trace/ids.js";
import type { Sentence } from "../../trace/sentence.js";
import type { KindSpec } from "../../trace/view.js";
import type { ForeignExecution, ForeignText } from "../formats.js";
import type { ForeignEvent, ForeignRun } from "../foreignRun.js";
import { readJsonLines } from "../ndjson/jsonLines.js";
import { NodePlaces } from "../ndjson/nodePlaces.js";
import type { Pause } from "../pause.js";
import { readLogLine, type LogLine, type Update } from "./logLine.js";
import { applied, changedAt, keyOf } from "./operations.js";

/** Events made between two pauses: a few milliseconds of work. */
const PAUSE_EVERY = 500;

/** The lifeline of what is no node's: shared variables, and actions of nobody in particular. */
const SHARED = "shared";

export function readTlaValidation(
  log: ForeignText,
  pause: Pause,
): Result<readonly ForeignExecution[]> {
  return ok([{ name: "", read: () => readRun(log, pause) }]);
}

async function readRun({ text, source }: ForeignText, pause: Pause): Promise<Result<ForeignRun>> {
  const read = await readJsonLines(text, source, pause);
  if (!read.ok) return read;
  const lines: LogLine[] = [];
  for (const { number, value } of read.value.lines) {
    const line = readLogLine(value);
    if ("problem" in line) return bad({ source, line: number, problem: line.problem });
    lines.push(line);
  }
  const isClocked = lines.every(({ clock }) => clock !== undefined);
  if (isClocked) lines.sort((a, b) => (a.clock ?? 0) - (b.clock ?? 0));
  const run = new ValidationRun(lines);
  for (const [place, line] of lines.entries()) {
    run.add(line);
    if (place % PAUSE_EVERY === 0) await pause();
  }
  return ok({
    title: "",
    nodes: run.nodes.map((name) => ({ name, kind: name === SHARED ? SHARED : "node" })),
    kinds: run.kinds(),
    timed: false,
    events: run.events,
    inferred: [...read.value.inferred, ...run.inferred()],
  });
}

class ValidationRun {
  readonly nodes: readonly string[];
  readonly events: ForeignEvent[] = [];
  readonly #places: NodePlaces;
  /** Node → its variables; those of the shared lifeline as well. */
  readonly #states = new Map<string, JsonObject>();
  readonly #unknown = new Map<string, number>();
  #split = 0;

  constructor(lines: readonly LogLine[]) {
    const inPaths = lines.flatMap(({ updates }) => updates.flatMap(({ path }) => path[0] ?? []));
    const first = lines.flatMap(({ args }) => (typeof args[0] === "string" ? [args[0]] : []));
    const found = inPaths.length > 0 ? inPaths : first;
    const names = found.filter((name) => name !== SHARED);
    this.#places = new NodePlaces([...new NodePlaces(names).names, SHARED]);
    this.nodes = this.#places.names;
  }

  /** An event for the one who acts, and one for each other whose variables change. */
  add(line: LogLine): void {
    const owners = new Map<string, Update[]>();
    for (const update of line.updates) {
      const owner = this.#ownerOf(update.path[0]);
      owners.set(owner, [...(owners.get(owner) ?? []), update]);
    }
    const actor = this.#actorOf(line, [...owners.keys()]);
    const others = [...owners.keys()].filter((owner) => owner !== actor);
    this.#split += others.length > 0 ? 1 : 0;
    const label = line.event ?? wordsOf(owners.get(actor) ?? []);
    this.#event(actor, argumentsAfter(label, line, actor), owners.get(actor) ?? [], line.desc);
    for (const owner of others) {
      const updates = owners.get(owner) ?? [];
      this.#event(owner, wordsOf(updates), updates);
    }
  }

  #ownerOf(name: string | undefined): string {
    return name !== undefined && this.#places.id(name) !== undefined ? name : SHARED;
  }

  /** The node that the action names first, or else the only one that changes. */
  #actorOf({ args }: LogLine, owners: readonly string[]): string {
    const named = this.#ownerOf(typeof args[0] === "string" ? args[0] : undefined);
    if (named !== SHARED) return named;
    const changed = owners.filter((owner) => owner !== SHARED);
    return changed.length === 1 ? (changed[0] ?? SHARED) : SHARED;
  }

  #event(owner: string, label: string, updates: readonly Update[], desc?: string): void {
    let state = this.#states.get(owner) ?? {};
    for (const update of updates) state = this.#changed(state, owner, update);
    this.#states.set(owner, state);
    const notes: readonly Sentence[] =
      desc === undefined ? [] : [{ template: "{desc}", facts: { desc } }];
    this.events.push({
      node: this.#places.place(owner),
      label,
      ...(updates.length === 0 ? {} : { state }),
      ...(notes.length === 0 ? {} : { notes }),
    });
  }

  #changed(state: JsonObject, owner: string, { variable, op, path, args }: Update): JsonObject {
    const inside = owner === SHARED ? path : path.slice(1);
    const change = (old: Json | undefined): Json => {
      const value = applied(op, old, args);
      if (value === undefined) this.#unknown.set(op, (this.#unknown.get(op) ?? 0) + 1);
      return value ?? old ?? null;
    };
    return changedAt(state, [variable, ...inside], change) as JsonObject;
  }

  /** Every variable that a kind of lifeline has had. */
  kinds(): { readonly [kind: string]: KindSpec } {
    const fields = (isShared: boolean) => {
      const states = [...this.#states].filter(([owner]) => (owner === SHARED) === isShared);
      const names = new Set(states.flatMap(([, state]) => Object.keys(state)));
      return [...names].map((field) => ({ field, show: "value" as const }));
    };
    return {
      node: { roles: [], lanes: [], fields: fields(false) },
      [SHARED]: { roles: [], lanes: [], fields: fields(true) },
    };
  }

  inferred(): readonly Sentence[] {
    const sentences: Sentence[] = [{ template: NO_MESSAGES }];
    if (this.nodes.length > 1) sentences.push({ template: NODES });
    else sentences.push({ template: NO_NODES });
    const isTold = [...this.#states.values()].some((state) => Object.keys(state).length > 0);
    if (isTold) sentences.push({ template: EMPTY });
    if (this.#split > 0) sentences.push({ template: SPLIT, facts: { count: this.#split } });
    for (const [op, count] of this.#unknown) {
      sentences.push({ template: UNKNOWN, facts: { op, count } });
    }
    return sentences;
  }
}

const NO_MESSAGES = "Such a log tells no sends and receives, so there are no arrows.";
const NODES =
  "What stands first in the path of a change, or first among an action's arguments, counts as a node; everything else is on the lifeline shared.";
const NO_NODES = "The log names no nodes: everything is on one lifeline.";
const EMPTY =
  "The log tells changes of variables alone; before its first change one counts as empty.";
const SPLIT =
  "Lines that change variables of several lifelines are shown as one event on each: {count}.";
const UNKNOWN = "Operations {op} are not known and change nothing: {count}.";

/** `RMPrepare`, and behind it the arguments that do not name the actor. */
function argumentsAfter(label: string, { args }: LogLine, actor: string): string {
  const rest = args[0] === actor ? args.slice(1) : args;
  return rest.length === 0 ? label : `${label} ${rest.map(keyOf).join(", ")}`;
}

/** `rmState: Update "prepared"` */
function wordsOf(updates: readonly Update[]): string {
  const words = updates.map(({ variable, op, args }) =>
    `${variable}: ${op} ${args.map((arg) => JSON.stringify(arg)).join(", ")}`.trim(),
  );
  return words.join("; ") || "nothing changes";
}
