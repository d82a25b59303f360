/**
 * The state of every node at a cursor as a table of words, ready for a real HTML table, a terminal or a slide.
 * Columns are nodes; rows are properties.
 */
import type { NodeId } from "../trace/ids.js";
import type { Tone } from "../trace/view.js";

export interface StateTable {
  readonly at: number;
  readonly timeMs: number;
  readonly columns: readonly Column[];
  readonly rows: readonly TableRow[];
}

export interface Column {
  readonly node: NodeId;
  readonly name: string;
  readonly kind: string;
  readonly look: Tone | "absent" | "down";
  readonly role: string;
}

export interface TableRow {
  /** `role`, `status`, a state's field, or `timers`. */
  readonly property: string;
  /** One cell per column; undefined where the node has no such property. */
  readonly cells: readonly (Cell | undefined)[];
}

export interface Cell {
  /** The whole cell as one line of text: what a screen reader says and a terminal prints. */
  readonly text: string;
  /** Differs from the cursor before. */
  readonly changed: boolean;
  readonly content: CellContent;
}

export type CellContent =
  | { readonly show: "text" }
  | { readonly show: "entries"; readonly entries: readonly LogEntry[]; readonly hidden: number }
  | { readonly show: "timers"; readonly timers: readonly TimerCell[] };

/** One entry of a log. `index` counts from 1. */
export interface LogEntry {
  readonly index: number;
  readonly term: string | undefined;
  readonly label: string;
  readonly committed: boolean;
  readonly changed: boolean;
}

export interface TimerCell {
  readonly timer: string;
  readonly firesMs: number;
  readonly remainingMs: number;
  /** Remaining part of its whole run, 0–1000. */
  readonly remainingPerMille: number;
  readonly changed: boolean;
}
