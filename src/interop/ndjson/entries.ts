/** What the lines of a log tell, read by a mapping: each for itself. */
import { canonicalJson } from "../../trace/canonicalJson.js";
import { describeValue, isObject } from "../../trace/check.js";
import type { Json, JsonObject } from "../../trace/ids.js";
import type { JsonLine } from "./jsonLines.js";
import type { Mapping, NodePath } from "./mapping.js";
import { plainText, textOf, valueAt } from "./paths.js";
import { matches } from "./patterns.js";
import { milliseconds } from "./timestamps.js";

export type Act = "local" | "send" | "receive" | "drop" | "start" | "crash";

/** A line that counts. */
export interface Entry {
  /** Of the line, from 1. */
  readonly number: number;
  readonly line: JsonObject;
  /** As the log calls it. */
  readonly node: string;
  /** The name of what happened. */
  readonly event: string;
  readonly act: Act;
  /** Of an entry that sends, receives or drops. */
  readonly message?: MessageTold;
  /** Milliseconds since some beginning. */
  readonly time?: number;
  /** Node → how many events of it are known; absent when the line has none. */
  readonly clock?: ReadonlyMap<string, number>;
  /** What `order.by` names. */
  readonly rank?: number;
}

export interface MessageTold {
  /** Equal in the lines that send and receive it, but for its ends. */
  readonly key: string;
  /** Who sent it; absent when the line does not tell. */
  readonly from?: string;
  /** To whom it goes; absent when the line does not tell. */
  readonly to?: readonly string[];
  readonly type: string;
  readonly label: string;
  readonly body: Json;
}

/** Reads lines by a mapping. The first thing that is wrong with one is kept as its problem. */
export class EntryReader {
  readonly #mapping: Mapping;
  readonly #counts: (line: JsonObject) => boolean;
  readonly #actOf: (event: string) => Act;
  readonly #messageOf: (line: JsonObject, act: Act) => MessageTold | undefined;
  /** With the line that is being read. */
  readonly #problems: string[] = [];

  constructor(mapping: Mapping) {
    this.#mapping = mapping;
    this.#counts = lineFilter(mapping.lines ?? {});
    this.#actOf = actReader(mapping);
    this.#messageOf = this.#messageReader(mapping.message);
  }

  /** Undefined: the line does not count. */
  read({ number, value: line }: JsonLine): Entry | { readonly problem: string } | undefined {
    if (!this.#counts(line)) return undefined;
    this.#problems.length = 0;
    const node = this.#node("node", this.#mapping.node, line);
    const event = this.#event(line);
    const act = this.#actOf(event);
    const message = this.#messageOf(line, act);
    const time = this.#time(line);
    const clock = this.#clock(line);
    const rank = this.#rank(line);
    const [problem] = this.#problems;
    if (problem !== undefined) return { problem };
    return {
      number,
      line,
      node,
      event,
      act,
      ...(message === undefined ? {} : { message }),
      ...(time === undefined ? {} : { time }),
      ...(clock === undefined ? {} : { clock }),
      ...(rank === undefined ? {} : { rank }),
    };
  }

  /** Notes what is wrong, and lets the reading go on with something else. */
  #wrong<V>(what: string, path: string, expected: string, found: unknown, instead: V): V {
    this.#problems.push(`${what} (${path}): expected ${expected}, found ${describeValue(found)}`);
    return instead;
  }

  #event(line: JsonObject): string {
    const path = this.#mapping.event;
    const value = valueAt(path)(line);
    return typeof value === "string" ? value : this.#wrong("event", path, "a text", value, "");
  }

  #node(what: string, path: NodePath, line: JsonObject): string {
    return this.#named(what, path, valueAt(atOf(path))(line));
  }

  #named(what: string, path: NodePath, value: Json | undefined): string {
    return nodeName(path, value) ?? this.#wrong(what, atOf(path), expectedNode(path), value, "");
  }

  #messageReader(message: Mapping["message"]) {
    if (message === undefined) return () => undefined;
    const body = valueAt(message.body ?? "");
    const paths = typeof message.key === "string" ? [message.key] : message.key;
    const keys = (paths ?? [message.body ?? ""]).map((path) => ({ path, at: valueAt(path) }));
    const type = textOf(message.type ?? "message");
    const types = new Map(Object.entries(message.types ?? {}));
    const label = textOf(message.label ?? "{type}");
    return (line: JsonObject, act: Act): MessageTold | undefined => {
      if (act !== "send" && act !== "receive" && act !== "drop") return undefined;
      const parts = keys.map(({ path, at }) => {
        const part = at(line);
        return part ?? this.#wrong("message.key", path, "something", part, null);
      });
      const typeTold = type(line) ?? "message";
      const typeWords = types.get(typeTold) ?? typeTold;
      const from = act === "send" ? undefined : message.from;
      const to = act === "receive" ? undefined : message.to;
      return {
        key: canonicalJson(parts),
        ...(from === undefined ? {} : { from: this.#node("message.from", from, line) }),
        ...(to === undefined ? {} : { to: this.#receivers(to, line) }),
        type: typeWords,
        label: label({ ...line, type: typeWords }) ?? typeWords,
        body: (message.body === undefined ? undefined : body(line)) ?? {},
      };
    };
  }

  #receivers(path: NodePath, line: JsonObject): readonly string[] {
    const value = valueAt(atOf(path))(line);
    const found = Array.isArray(value) ? (value as readonly Json[]) : [value];
    return [...new Set(found.map((one) => this.#named("message.to", path, one)))];
  }

  #time(line: JsonObject): number | undefined {
    const { time } = this.#mapping;
    if (time === undefined) return undefined;
    const value = valueAt(time.at)(line);
    if (value === undefined) return undefined;
    const expected = time.unit === "date" ? "a date with a time of day" : "a number";
    return milliseconds(value, time.unit) ?? this.#wrong("time", time.at, expected, value, 0);
  }

  #clock(line: JsonObject): ReadonlyMap<string, number> | undefined {
    const path = this.#mapping.clock;
    const value = path === undefined ? undefined : valueAt(path)(line);
    if (path === undefined || value === undefined) return undefined;
    const entries = isObject(value) ? Object.entries(value) : [];
    const isClock = entries.every(([, count]) => Number.isSafeInteger(count) && Number(count) >= 0);
    if (isObject(value) && isClock) return new Map(entries as [string, number][]);
    const expected = "an object from node to whole number";
    return this.#wrong("clock", path, expected, value, new Map());
  }

  #rank(line: JsonObject): number | undefined {
    const { order } = this.#mapping;
    if (typeof order !== "object") return undefined;
    const value = valueAt(order.by)(line);
    const rank = typeof value === "string" && /^-?\d{1,15}$/.test(value) ? Number(value) : value;
    return typeof rank === "number" ? rank : this.#wrong("order", order.by, "a number", value, 0);
  }
}

/** The path itself. */
export function atOf(path: NodePath): string {
  return typeof path === "string" ? path : path.at;
}

/** A node's id as text; undefined for what can be none. */
export function nodeName(path: NodePath, value: Json | undefined): string | undefined {
  const isHex = typeof path === "object" && path.hex === true;
  if (isHex) {
    const isDigits = typeof value === "string" && /^(0x)?[0-9a-f]{1,32}$/i.test(value);
    return isDigits ? BigInt(`0x${value.replace(/^0x/i, "")}`).toString() : undefined;
  }
  if (typeof value === "string") return value;
  return typeof value === "number" && Number.isSafeInteger(value) ? String(value) : undefined;
}

function expectedNode(path: NodePath): string {
  if (typeof path === "object" && path.hex === true) return "a text of hexadecimal digits";
  return "a node's id: a text or a whole number below 2^53";
}

/** Whether a line counts, by a mapping's `lines`. */
export function lineFilter(lines: NonNullable<Mapping["lines"]>): (line: JsonObject) => boolean {
  const tests = Object.entries(lines).map(([path, patterns]) => {
    return { at: valueAt(path), isOne: matches(patterns) };
  });
  return (line) =>
    tests.every(({ at, isOne }) => {
      const value = at(line);
      return value !== undefined && isOne(plainText(value));
    });
}

function actReader(mapping: Mapping): (event: string) => Act {
  const acts = (
    [
      ["send", mapping.sends],
      ["receive", mapping.receives],
      ["drop", mapping.drops],
      ["start", mapping.starts],
      ["crash", mapping.crashes],
    ] as const
  ).map(([act, patterns]) => ({ act, isOne: matches(patterns) }));
  return (event) => acts.find(({ isOne }) => isOne(event))?.act ?? "local";
}
