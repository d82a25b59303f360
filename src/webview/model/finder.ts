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

type Found = Extract<Notice, { readonly notice: "found" }>;

const NOTHING = { hits: [], searched: 0, problem: undefined } as const;

export class Finder {
  readonly store = new Store<FindState>({ isOpen: false, text: "", wishes: 0, ...NOTHING });
  readonly #rpc: Rpc;
  #search = 0;
  #branch: BranchId | undefined;

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
  }

  /** The hit after (or before) an event; from the last one on to the first. Undefined: no hits. */
  next(at: number, steps: 1 | -1): number | undefined {
    const { hits } = this.store.state;
    const place = steps === 1 ? countUpTo(hits, at) : countUpTo(hits, at - 1) - 1;
    return hits[(place + hits.length) % Math.max(1, hits.length)];
  }
}
