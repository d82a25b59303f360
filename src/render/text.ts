/** The state table for a terminal. */
import type { Cell, StateTable } from "./stateTable.js";

/** A cell is cut so that a table of five nodes still fits on a wide terminal. */
const WIDEST = 44;

/** The table as lines of plain text: columns aligned, `*` before what the last event changed. */
export function tableText(table: StateTable): string {
  const head = ["", ...table.columns.map(({ name }) => name)];
  const body = table.rows.map(({ property, cells }) => [property, ...cells.map(cellText)]);
  const widths = head.map((_, i) => widest([head, ...body].map((row) => row[i] ?? "")));
  const line = (row: readonly string[]) =>
    row
      .map((text, i) => pad(cut(text), widths[i] ?? 0))
      .join("  ")
      .trimEnd();
  const rule = widths.map((width) => "─".repeat(width)).join("  ");
  return [line(head), rule, ...body.map(line)].join("\n");
}

function cellText(cell: Cell | undefined): string {
  if (cell === undefined) return "";
  return `${cell.changed ? "*" : ""}${cell.text}`;
}

function widest(texts: readonly string[]): number {
  return Math.max(...texts.map((text) => characters(cut(text))));
}

function cut(text: string): string {
  const points = Array.from(text);
  return points.length <= WIDEST ? text : `${points.slice(0, WIDEST - 1).join("")}…`;
}

function pad(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - characters(text)));
}

function characters(text: string): number {
  return Array.from(text).length;
}
