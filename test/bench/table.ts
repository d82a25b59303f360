/** One line of a table of results. */
export interface Row {
  readonly what: string;
  /** With its unit. */
  readonly measured: string;
  readonly goal?: string;
}

export function printTable(title: string, rows: readonly Row[]): void {
  const table = [{ what: title, measured: "measured", goal: "goal" }, ...rows];
  const width = (column: "what" | "measured"): number =>
    Math.max(...table.map((row) => row[column].length));
  const lines = table.map(({ what, measured, goal = "" }) =>
    `${what.padEnd(width("what"))}  ${measured.padStart(width("measured"))}  ${goal}`.trimEnd(),
  );
  const [head = "", ...body] = lines;
  console.log([head, "-".repeat(head.length), ...body, ""].join("\n"));
}

/** The value below which that many of a thousand lie. */
export function quantile(values: readonly number[], perMille: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const index = Math.min(sorted.length - 1, Math.floor((sorted.length * perMille) / 1000));
  return sorted[index] ?? Number.NaN;
}

export function median(values: readonly number[]): number {
  return quantile(values, 500);
}
