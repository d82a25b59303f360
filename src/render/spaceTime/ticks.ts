/** Round times beside the time axis. */
import { niceAtLeast, timeOfY, timeY, type AxisScale } from "./axis.js";
import type { Tick } from "./picture.js";

/** Ticks stand at least that far apart. */
const LEAST_GAP = 44;

/**
 * The ticks between two heights: multiples of a round number of milliseconds, `gap` pixels apart or
 * more.
 */
export function ticksBetween(
  scale: AxisScale,
  y1: number,
  y2: number,
  gap = LEAST_GAP,
): readonly Tick[] {
  if (scale.axis === "order") return [];
  const stepMs = Math.max(1, niceAtLeast(gap / scale.pxPerMs));
  const first = Math.ceil(Math.max(scale.startMs, timeOfY(scale, y1)) / stepMs);
  const last = Math.floor(timeOfY(scale, y2) / stepMs);
  const count = Math.max(0, last - first + 1);
  return Array.from({ length: count }, (_, i) => {
    const timeMs = (first + i) * stepMs;
    return { y: timeY(scale, timeMs), timeMs, words: wordsOf(timeMs, stepMs) };
  });
}

function wordsOf(timeMs: number, stepMs: number): string {
  return stepMs % 1000 === 0 && timeMs % 1000 === 0 ? `${timeMs / 1000} s` : `${timeMs} ms`;
}
