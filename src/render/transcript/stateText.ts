/** The state table in lines of a bounded width. */
import { cellsOf, padToCells, wrapToCells } from "../cells.js";
import type { Cell, Column, StateTable, TableRow } from "../stateTable.js";

/** Least width of a column, so that words need not be broken often. */
const LEAST = 16;

/**
 * Lines of at most `width` cells; `*` stands before what the last event changed. Nodes that do not
 * fit beside each other follow in a further table.
 */
export function stateLines({ columns, rows }: StateTable, width: number): readonly string[] {
  const first = 2 + Math.max(0, ...rows.map(({ property }) => cellsOf(property)));
  const most = Math.max(1, Math.floor((width - first) / LEAST));
  const tables = Math.ceil(columns.length / most);
  const each = Math.ceil(columns.length / Math.max(1, tables));
  const room = Math.floor((width - first) / Math.max(1, each));
  const lines: string[] = [];
  for (let n = 0; n < columns.length; n += each) {
    if (n > 0) lines.push("");
    lines.push(...tableLines(columns.slice(n, n + each), rows, n, first, room));
  }
  return lines;
}

function tableLines(
  columns: readonly Column[],
  rows: readonly TableRow[],
  from: number,
  first: number,
  room: number,
): readonly string[] {
  const texts = rows.map(({ property, cells }) => [
    property,
    ...columns.map((_, i) => cellText(cells[from + i])),
  ]);
  const head = ["", ...columns.map(({ name }) => name)];
  const widthOf = (i: number) => (i === 0 ? first : room);
  const whole = [head, ...texts].map((row) =>
    row.map((text, i) => wrapToCells(text, widthOf(i) - 2)),
  );
  const [headLines = [], ...bodyLines] = whole.map((row) => rowLines(row, widthOf));
  const rule = "─".repeat(Math.max(0, ...[headLines, ...bodyLines].flat().map(cellsOf)));
  return [...headLines, rule, ...bodyLines.flat()];
}

function rowLines(
  row: readonly (readonly string[])[],
  widthOf: (i: number) => number,
): readonly string[] {
  const height = Math.max(...row.map((lines) => lines.length));
  return Array.from({ length: height }, (_, n) =>
    row
      .map((lines, i) => padToCells(lines[n] ?? "", widthOf(i)))
      .join("")
      .trimEnd(),
  );
}

function cellText(cell: Cell | undefined): string {
  if (cell === undefined) return "";
  return `${cell.changed ? "*" : ""}${cell.text}`;
}
