/** How lines are told apart: by colour, by dashes, by the shape of their marks, and by name. */
import type { ThemeToken } from "../theme.js";

export interface Look {
  readonly token: ThemeToken;
  /** As in `stroke-dasharray`; empty for a whole line. */
  readonly dashes: string;
  /** The mark around 0, 0. */
  readonly mark: string;
}

const LOOKS: readonly [Look, ...Look[]] = [
  { token: "leading", dashes: "", mark: "M-5 0A5 5 0 1 0 5 0A5 5 0 1 0 -5 0Z" },
  { token: "bad", dashes: "9 4", mark: "M0 -6.5L6.5 0L0 6.5L-6.5 0Z" },
  { token: "serving", dashes: "2 3", mark: "M-4.5 -4.5H4.5V4.5H-4.5Z" },
  { token: "waiting", dashes: "10 3 2 3", mark: "M0 -6L6 5H-6Z" },
  { token: "odd", dashes: "5 2", mark: "M0 6L6 -5H-6Z" },
  { token: "seeking", dashes: "14 4", mark: "M-2 -6H2V-2H6V2H2V6H-2V2H-6V-2H-2Z" },
];

/** After the last look the first comes again. */
export function lookOf(place: number): Look {
  return LOOKS[place % LOOKS.length] ?? LOOKS[0];
}
