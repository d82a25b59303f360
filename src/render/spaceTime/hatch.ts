/**
 * Diagonal strokes that fill a rectangle, as path data. They start at multiples of their distance
 * from y = 0, so that windows agree.
 */
export function hatch(left: number, right: number, y1: number, y2: number, every: number): string {
  const strokes: string[] = [];
  const rise = right - left;
  for (let y = Math.ceil(y1 / every) * every; y < y2 + rise; y += every) {
    // From the left edge upwards to the right, cut at the upper and lower edge.
    const [low, high] = [Math.min(y, y2), Math.max(y - rise, y1)];
    if (low > high) {
      strokes.push(
        `M${hundredths(left + y - low)} ${hundredths(low)}L${hundredths(left + y - high)} ${hundredths(high)}`,
      );
    }
  }
  return strokes.join("");
}

function hundredths(value: number): number {
  return Math.round(value * 100) / 100;
}
