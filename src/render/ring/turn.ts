/** Directions by parts of a turn, from sums and products alone: the same bytes everywhere. */
import type { Point } from "../spaceTime/geometry.js";

/** The unit vector that points to the right, turned clockwise by that part of a full turn. */
export function directionAt(turn: number): Point {
  return { x: sine(turn + 0.25), y: sine(turn) };
}

/** The sine of a part of a full turn. */
export function sine(turn: number): number {
  const part = turn - Math.round(turn); // −½ … ½
  const folded = Math.abs(part) > 0.25 ? Math.sign(part) * 0.5 - part : part;
  const x = folded * 2 * Math.PI;
  const square = x * x;
  // The series up to the eleventh power: right to six digits.
  let sum = x;
  let term = x;
  for (let power = 3; power <= 11; power += 2) {
    term *= -square / (power * (power - 1));
    sum += term;
  }
  return sum;
}
