/** What is looked for in the run, and what was found. Needs no DOM. */
import { countUpTo } from "../../base/sorted.js";
import type { Notice } from "../../bridge/messages.js";
import type { Rpc } from "../../bridge/rpc.js";
import type { BranchId } from "../../trace/ids.js";
import { Store } from "./store.js";

export interface FindState {
  readonly isOpen: boolean;
  readonly text: string;
  /** The events that were found, in order. */
  readonly hits: readonly number[];
  /** Events that were looked at; all of them when the search is over. */
  readonly searched: number;
  /** What is wrong with the text. */
  readonly problem: string | undefined;
  /** Counts the wishes to type a text: the bar takes the keyboard with each. */
  readonly wishes: number;
}

/** A hit that somebody wants to go to, which may not be found yet. */
export interface Wanted {
  /** The cursor to go from. */
  readonly at: number;
  readonly steps: 1 | -1;
  /** Of the run. */
  readonly length: number;
  readonly goTo: (hit: number) => void;
}

type Found = Extract<Notice, { readonly notice: "found" }>;

const NOTHING = { hits: [], searched: 0, problem: undefined } as const;

export class Finder {
  readonly store = new Store<FindState>({ isOpen: false, text: "", wishes: 0, ...NOTHING });
  readonly #rpc: Rpc;
  #search = 0;
  #branch: BranchId | undefined;
  #wanted: Wanted | undefined;

  constructor(rpc: Rpc) {
    this.#rpc = rpc;
  }

  /** Shows the bar, with a text to look for if there is one. */
  open(text = this.store.state.text): void {
    this.store.set({ isOpen: true, wishes: this.store.state.wishes + 1 });
    this.look(text);
  }

  close(): void {
    this.store.set({ isOpen: false, ...NOTHING });
    this.#wanted = undefined;
    this.#search++;
    void this.#rpc.ask("stopFinding", {}).catch(() => undefined);
  }

  /** The run is another one, or has grown, or another branch of it is shown. */
  renew(branch: BranchId): void {
    this.#branch = branch;
    if (this.store.state.isOpen) this.look(this.store.state.text);
  }

  look(text: string): void {
    const search = ++this.#search;
    this.#wanted = undefined;
    this.store.set({ text, ...NOTHING });
    const branch = this.#branch;
    if (branch === undefined || text.trim() === "") return;
    this.#rpc.ask("find", { branch, text, search }).then(
      (problem) => this.#tellProblem(search, problem),
      (error: unknown) => this.#tellProblem(search, String(error)),
    );
  }

  #tellProblem(search: number, problem: string | null): void {
    if (search === this.#search) this.store.set({ problem: problem ?? undefined });
  }

  /** What the host has found. */
  take({ search, hits, searched }: Found): void {
    if (search !== this.#search) return;
    this.store.set({ hits: [...this.store.state.hits, ...hits], searched });
    if (this.#wanted !== undefined) this.goToNext(this.#wanted);
  }

  /**
   * Goes to the hit after (or before) an event, from the last one on to the first, as soon as it is
   * known which one that is: who types and presses Enter is quicker than a search.
   */
  goToNext(wanted: Wanted): void {
    const { at, steps, length, goTo } = wanted;
    const { hits, searched } = this.store.state;
    const place = steps === 1 ? countUpTo(hits, at) : countUpTo(hits, at - 1) - 1;
    const isKnown = hits[place] !== undefined && (steps === 1 || searched >= at - 1);
    const hit = hits[(place + hits.length) % Math.max(1, hits.length)];
    const isSure = isKnown || searched >= length;
    this.#wanted = isSure ? undefined : wanted;
    if (isSure && hit !== undefined) goTo(hit);
  }
}
