import { Column } from "./column.js";
import type { Link } from "./ids.js";
import type { EventRecord } from "./records.js";
import { TELLS_NOT_OF_START } from "./worldWalker.js";

/**
 * What a turn does to a node's look: it gets the role with that index among the roles of its kind,
 * or, below 0, one of these. `up`: running, in the role that it last had. `seen`: a first event
 * that is no start; running if nothing is known of it. `added`: part of the system, not started.
 */
export const TURNS = { unknownRole: -1, down: -2, up: -3, gone: -4, seen: -5, added: -6 } as const;

/** Sorted by event. Nodes are given by their place. */
export interface TurnColumns {
  readonly at: ArrayLike<number>;
  readonly node: ArrayLike<number>;
  /** One of {@link TURNS} or the index of a role. */
  readonly turn: ArrayLike<number>;
}

/**
 * Messages that came to a bad end, from nowhere (`from` -1: unknown) or to no known end, by the
 * event that says so; in the last case by the one that sent them.
 */
export interface LossColumns {
  readonly at: ArrayLike<number>;
  readonly from: ArrayLike<number>;
  readonly to: ArrayLike<number>;
}

export interface FlagColumns {
  readonly at: ArrayLike<number>;
  /** Index among the names of the outline. */
  readonly name: ArrayLike<number>;
}

/** Links that were cut, or restored or removed: then they are cut no more. */
export interface LinkChange {
  readonly at: number;
  readonly links: readonly Link[];
  readonly isCut: boolean;
}

/** A kind of flag that events of the trace bear. */
export interface FlagName {
  readonly tone: "moment" | "violated" | "restored";
  /** Of the moment or the invariant. */
  readonly name: string;
}

/** The different flags of a trace, numbered from 0 as they come. */
export class FlagNames {
  readonly list: FlagName[] = [];
  readonly #numbers = new Map<string, number>();

  numberOf(tone: FlagName["tone"], name: string): number {
    const key = `${tone} ${name}`;
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    this.list.push({ tone, name });
    this.#numbers.set(key, this.list.length - 1);
    return this.list.length - 1;
  }
}

/** Grows into {@link LossColumns}. */
export class Losses {
  readonly #at = new Column("int32");
  readonly #from = new Column("int32");
  readonly #to = new Column("int32");

  add(at: number, from: number, to: number): void {
    this.#at.push(at);
    this.#from.push(from);
    this.#to.push(to);
  }

  upTo(last: number): LossColumns {
    const count = this.#at.countUpTo(last);
    return { at: this.#at.first(count), from: this.#from.first(count), to: this.#to.first(count) };
  }
}

/**
 * What stands out on one segment of a branch: 12 bytes for each change of a node's look and each
 * lost message, 8 for each flag, nothing for other events.
 */
export class Landmarks {
  readonly #turns = {
    at: new Column("int32"),
    node: new Column("int32"),
    turn: new Column("int32"),
  };
  readonly losses = new Losses();
  readonly noSends = new Losses();
  readonly noReceives = new Losses();
  readonly #flags = { at: new Column("int32"), name: new Column("int32") };
  readonly #linkChanges: LinkChange[] = [];
  readonly #seen = new Set<number>();

  /**
   * `node` is the place of the event's node, `role` the index of the role in its view, if it has
   * one.
   */
  add(event: EventRecord, node: number | undefined, role: number, names: FlagNames): void {
    const { at } = event;
    if (node !== undefined) this.#addTurns(event, node, role);
    if (event.event === "cut" || event.event === "restore" || event.event === "removeLink") {
      this.#linkChanges.push({ at, links: event.links, isCut: event.event === "cut" });
    }
    for (const { invariant, holds } of event.flips ?? []) {
      this.#addFlag(at, names.numberOf(holds ? "restored" : "violated", invariant));
    }
    for (const { name } of event.moments ?? []) this.#addFlag(at, names.numberOf("moment", name));
  }

  #addTurns(event: EventRecord, node: number, role: number): void {
    const isFirst = !this.#seen.has(node);
    this.#seen.add(node);
    if (event.event === "crash") this.#addTurn(event.at, node, TURNS.down);
    else if (event.event === "removeNode") this.#addTurn(event.at, node, TURNS.gone);
    else if (event.event === "addNode") this.#addTurn(event.at, node, TURNS.added);
    else if (event.event === "start" || event.event === "restart") {
      this.#addTurn(event.at, node, TURNS.up);
    } else if (isFirst && !TELLS_NOT_OF_START.includes(event.event)) {
      this.#addTurn(event.at, node, TURNS.seen);
    }
    if (event.view !== undefined) this.#addTurn(event.at, node, role);
  }

  #addTurn(at: number, node: number, turn: number): void {
    this.#turns.at.push(at);
    this.#turns.node.push(node);
    this.#turns.turn.push(turn);
  }

  #addFlag(at: number, name: number): void {
    this.#flags.at.push(at);
    this.#flags.name.push(name);
  }

  /** The turns up to an event. */
  turnsUpTo(last: number): TurnColumns {
    const count = this.#turns.at.countUpTo(last);
    const { at, node, turn } = this.#turns;
    return { at: at.first(count), node: node.first(count), turn: turn.first(count) };
  }

  flagsUpTo(last: number): FlagColumns {
    const count = this.#flags.at.countUpTo(last);
    return { at: this.#flags.at.first(count), name: this.#flags.name.first(count) };
  }

  linkChangesUpTo(last: number): readonly LinkChange[] {
    return this.#linkChanges.filter(({ at }) => at <= last);
  }
}
