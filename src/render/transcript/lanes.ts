/** Lifelines and arrows in terminal cells: a node is a column, a message a level arrow. */
import type { NodeId } from "../../trace/ids.js";
import type { EventRecord } from "../../trace/records.js";
import type { RecordedWorld } from "../../trace/world.js";
import { TELLS_NOT_OF_START } from "../../trace/worldWalker.js";
import { cellsOf, padToCells } from "../cells.js";
import type { LadderArrow } from "../ladder.js";
import { shortNames } from "./shortNames.js";

/** Cells of a column: room for an arrow, and not so many that the eye loses it. */
const [LEAST, MOST] = [4, 12];

/** What a lifeline is made of while its node is not there, runs, or is crashed. */
const LINE = { absent: " ", up: "│", down: "┊" } as const;

type Look = keyof typeof LINE;

export interface Lanes {
  /** Cells of all columns together. */
  readonly width: number;
  readonly column: number;
  /** The names over the columns; other ones than the nodes' where those are too long. */
  readonly names: readonly string[];
  readonly places: ReadonlyMap<NodeId, number>;
}

/** Columns for the nodes within so many cells; undefined when there is no room for arrows. */
export function lanesFor(
  nodes: readonly { readonly id: NodeId; readonly name: string }[],
  cells: number,
): Lanes | undefined {
  const most = Math.min(MOST, Math.floor(cells / Math.max(1, nodes.length)));
  if (nodes.length === 0 || most < LEAST) return undefined;
  const names = nodes.map(({ name }) => name);
  const column = Math.min(most, Math.max(8, ...names.map((name) => cellsOf(name) + 2)));
  return {
    width: column * nodes.length,
    column,
    names: shortNames(names, column - 1),
    places: new Map(nodes.map(({ id }, place) => [id, place])),
  };
}

/** The line with the names, each around its lifeline. */
export function headLine({ names, column, width }: Lanes): string {
  let line = "";
  for (const [place, name] of names.entries()) {
    const middle = place * column + half(column);
    const start = Math.max(cellsOf(line), middle - half(cellsOf(name)));
    line = padToCells(line, start) + name;
  }
  return padToCells(line, width);
}

/** How every node looks at a cursor, by its place. */
export function looksIn({ places }: Lanes, { nodes }: RecordedWorld): Look[] {
  return [...places.keys()].map((id) => {
    const node = nodes.get(id);
    if (node === undefined) return "absent";
    return node.up ? "up" : "down";
  });
}

/** Changes the looks by what an event does to its node. */
export function changeLooks({ places }: Lanes, looks: Look[], record: EventRecord): void {
  const place = "node" in record ? places.get(record.node) : undefined;
  if (place === undefined) return;
  const isSeen = looks[place] === "absent" && !TELLS_NOT_OF_START.includes(record.event);
  if (isSeen || record.event === "start" || record.event === "restart") looks[place] = "up";
  if (record.event === "crash") looks[place] = "down";
  if (record.event === "removeNode") looks[place] = "absent";
}

/** Lifelines where nothing happens. */
export function plainLine({ column, width }: Lanes, looks: readonly Look[]): string {
  const cells = looks.map((look) => `${" ".repeat(half(column))}${LINE[look]}`.padEnd(column));
  return cells.join("").padEnd(width);
}

/** Lifelines with the mark of an event on its node's. */
export function markLine(lanes: Lanes, looks: readonly Look[], record: EventRecord): string {
  const place = "node" in record ? lanes.places.get(record.node) : undefined;
  const line = plainLine(lanes, looks);
  return place === undefined ? line : drawn(line, middleOf(lanes, place), markOf(record));
}

/** Lifelines with an arrow from its sender towards its receiver, as far as it got. */
export function arrowLine(lanes: Lanes, looks: readonly Look[], arrow: LadderArrow): string {
  const { from, to } = arrow.life;
  const [start, end] = [lanes.places.get(from), lanes.places.get(to)];
  const line = plainLine(lanes, looks);
  if (start === undefined || end === undefined || start === end) return line;
  const step = end > start ? 1 : -1;
  const [first, last] = [middleOf(lanes, start), middleOf(lanes, end)];
  const { stroke, tip, whole } = signOf(arrow, step);
  const length = whole ? Math.abs(last - first) - 1 : Math.ceil(Math.abs(last - first) / 2);
  let result = drawn(line, first, step > 0 ? "├" : "┤");
  for (let n = 1; n < length; n++) {
    const at = first + n * step;
    const crosses = line[at] !== " ";
    result = drawn(result, at, crosses ? "┼" : stroke);
  }
  return drawn(result, first + length * step, tip);
}

/** Lifelines with an arrow into one of them, from the side of its sender but not from its line. */
export function stubLines(
  lanes: Lanes,
  looks: readonly Look[],
  record: EventRecord,
): readonly string[] {
  if (record.event !== "local") return [];
  const end = lanes.places.get(record.node);
  return (record.noSend ?? []).flatMap(({ from }) => {
    const start = from === undefined ? undefined : lanes.places.get(from);
    if (start === undefined || end === undefined || start === end) return [];
    const step = end > start ? 1 : -1;
    const last = middleOf(lanes, end) - step;
    const first = last - step * (half(lanes.column) - 1);
    let line = drawn(plainLine(lanes, looks), first, "?");
    for (let at = first + step; at !== last; at += step) line = drawn(line, at, "┄");
    return [drawn(line, last, step > 0 ? "►" : "◄")];
  });
}

/** Stroke and tip of an arrow; whether it reaches its receiver. */
function signOf({ life, isOpen }: LadderArrow, step: number) {
  const head = step > 0 ? "►" : "◄";
  if (isOpen) return { stroke: "┄", tip: life.fate === "held" ? "□" : head, whole: false };
  switch (life.fate) {
    case "received":
      return { stroke: "─", tip: head, whole: true };
    case "ignored":
      return { stroke: "╌", tip: head, whole: true };
    case "lost":
      return { stroke: "─", tip: "×", whole: true };
    case "noReceive":
      return { stroke: "┄", tip: "?", whole: false };
    default:
      return { stroke: "─", tip: "×", whole: false };
  }
}

function markOf({ event }: EventRecord): string {
  switch (event) {
    case "start":
    case "restart":
    case "addNode":
      return "○";
    case "crash":
    case "removeNode":
      return "×";
    case "timeout":
      return "◆";
    case "command":
      return "■";
    default:
      return "•";
  }
}

function middleOf({ column }: Lanes, place: number): number {
  return place * column + half(column);
}

function half(cells: number): number {
  return Math.floor(cells / 2);
}

function drawn(line: string, at: number, character: string): string {
  return line.slice(0, at) + character + line.slice(at + 1);
}
