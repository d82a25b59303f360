/**
 * The state of every node at a cursor as a table of words, ready for a real HTML table, a terminal
 * or a slide. Columns are nodes; rows are properties.
 */
import { displayText } from "../trace/displayText.js";
import type { BranchId, NodeId } from "../trace/ids.js";
import type { PathNode, RecordedTrace } from "../trace/recordedTrace.js";
import type { HeaderRecord, NodeHeader } from "../trace/records.js";
import type { NameOf } from "../trace/sentence.js";
import type { FieldSpec } from "../trace/view.js";
import type { RecordedNode, RecordedWorld } from "../trace/world.js";
import { linkWords } from "./eventWords.js";
import { flightsOf, type Flight } from "./flights.js";
import { isPresent, namesOf, nodeLook, whyAbsent, type NodeLook } from "./nodeWords.js";
import { fieldCell } from "./stateCells.js";

export interface StateTable {
  readonly at: number;
  readonly timeMs: number;
  readonly columns: readonly Column[];
  readonly rows: readonly TableRow[];
  /** Messages that are on their way, those that arrive first first, held ones last. */
  readonly flights: readonly Flight[];
  /** Links that are cut, in words: `Ana ↔ Ben`; empty when there is none. */
  readonly cut: string;
}

export interface Column {
  readonly node: NodeId;
  readonly name: string;
  readonly kind: string;
  readonly look: NodeLook;
  /** Of an absent node: why, such as `not started`. */
  readonly role: string;
}

export interface TableRow {
  /** `role`, a state's field, or `timers`. */
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

/** One node of the table with what is compared: its state at the cursor and at the one before. */
interface Subject {
  readonly header: PathNode;
  readonly now: RecordedNode | undefined;
  readonly before: RecordedNode | undefined;
}

/** The table at a cursor, 0 … length. `changed` compares with the cursor before. */
export function stateTable(trace: RecordedTrace, branch: BranchId, cursor: number): StateTable {
  const { header } = trace;
  const before = trace.world(branch, Math.max(0, cursor - 1));
  const world = trace.world(branch, cursor);
  const nodes = trace.nodes(branch);
  const nameOf = namesOf(nodes);
  const subjects = nodes.map((node): Subject => {
    const { id } = node;
    return { header: node, now: world.nodes.get(id), before: before.nodes.get(id) };
  });
  const fields = fieldNames(header, nodes).map((field) => ({
    property: field,
    cells: subjects.map((subject) => cellOf(header, field, subject, nameOf)),
  }));
  const role = { property: "role", cells: subjects.map((subject) => roleCell(subject, cursor)) };
  const timers = { property: "timers", cells: subjects.map((s) => timersCell(s, world)) };
  return {
    at: cursor,
    timeMs: world.timeMs,
    columns: subjects.map((subject) => columnOf(header, subject, cursor)),
    rows: [role, ...fields, ...(hasTimers(header, timers) ? [timers] : [])],
    flights: flightsOf(trace, branch, world),
    cut: linkWords(world.cut, nodes.filter((node) => isPresent(node, cursor)).length, nameOf),
  };
}

/** Logs of other tools tell of none: a row without any would be no help. */
function hasTimers({ engine }: HeaderRecord, { cells }: TableRow): boolean {
  if (engine !== undefined) return true;
  return cells.some((cell) => cell !== undefined && (cell.changed || cell.text !== "none"));
}

function columnOf(header: HeaderRecord, { header: node, now }: Subject, cursor: number): Column {
  const { id, name, kind } = node;
  return {
    node: id,
    name: displayText(name, 40),
    kind: displayText(kind, 40),
    ...nodeLook(header, node, now, cursor),
  };
}

/** All fields of all kinds of node that the trace has, each once. */
function fieldNames(header: HeaderRecord, nodes: readonly NodeHeader[]): readonly string[] {
  const kinds = new Set(nodes.map(({ kind }) => kind));
  return [...new Set([...kinds].flatMap((kind) => specsOf(header, kind).map((s) => s.field)))];
}

function specsOf(header: HeaderRecord, kind: string): readonly FieldSpec[] {
  return Object.hasOwn(header.kinds, kind) ? (header.kinds[kind]?.fields ?? []) : [];
}

function cellOf(
  header: HeaderRecord,
  field: string,
  { header: node, now, before }: Subject,
  nameOf: NameOf,
): Cell | undefined {
  const spec = specsOf(header, node.kind).find((s) => s.field === field);
  if (spec === undefined || now === undefined) return undefined;
  if (spec.roles && !spec.roles.includes(now.view.role)) return undefined;
  return fieldCell(spec, now.state, before?.state, nameOf);
}

function roleCell({ header, now, before }: Subject, cursor: number): Cell {
  const text = roleWords(header, now, cursor);
  const changed = text !== roleWords(header, before, Math.max(0, cursor - 1));
  return { text, changed, content: { show: "text" } };
}

function roleWords(header: PathNode, node: RecordedNode | undefined, cursor: number): string {
  if (node === undefined) return whyAbsent(header, cursor);
  const role = displayText(node.view.role, 40);
  return node.up ? role : `crashed (was ${role})`;
}

function timersCell({ now, before }: Subject, world: RecordedWorld): Cell | undefined {
  if (now === undefined) return undefined;
  const timers = now.timers.map(({ timer, setAt, setMs, firesMs }): TimerCell => {
    const remainingMs = firesMs - world.timeMs;
    const whole = Math.max(1, firesMs - setMs);
    const same = before?.timers.some((t) => t.timer === timer && t.setAt === setAt);
    return {
      timer: displayText(timer, 40),
      firesMs,
      remainingMs,
      remainingPerMille: Math.max(0, Math.min(1000, Math.round((remainingMs * 1000) / whole))),
      changed: same !== true,
    };
  });
  const words = timers.map(({ timer, remainingMs }) => `${timer} in ${remainingMs} ms`);
  const stopped = (before?.timers ?? []).some((t) => !now.timers.some((n) => n.timer === t.timer));
  return {
    text: words.length === 0 ? "none" : words.join(", "),
    changed: stopped || timers.some(({ changed }) => changed),
    content: { show: "timers", timers },
  };
}
