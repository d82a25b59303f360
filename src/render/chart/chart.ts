/** A chart of lines as plain data: figures and words, no places yet. */

export interface Chart {
  readonly title: string;
  /** What was measured, under which conditions. */
  readonly subtitle: string;
  readonly xLabel: string;
  readonly yLabel: string;
  /** In order; the first and the last are the ends of the axis. */
  readonly xTicks: readonly { readonly x: number; readonly label: string }[];
  readonly lines: readonly ChartLine[];
  /** Moments on the x axis that have a name. */
  readonly flags: readonly { readonly x: number; readonly label: string }[];
}

export interface ChartLine {
  readonly name: string;
  /** Lines of the same look have one colour and one kind of mark. */
  readonly look: number;
  /** In the order of x; all figures ≥ 0. */
  readonly points: readonly ChartPoint[];
  /** `points`: measured there and joined. `steps`: so until the next. */
  readonly drawn: "points" | "steps";
}

export interface ChartPoint {
  readonly x: number;
  readonly y: number;
  /** The least and the greatest of what was measured there, when that is more than one figure. */
  readonly low?: number;
  readonly high?: number;
}
