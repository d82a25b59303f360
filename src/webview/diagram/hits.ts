/** Where the events that were found stand in a far-out picture or strip. Needs no DOM. */
import { countUpTo } from "../../base/sorted.js";
import { BUCKET, type FarPicture } from "../../render/overview/picture.js";

/** Heights from the picture's upper edge, each once; what stands close together shares one. */
export function hitHeights(
  { eventsAbove }: FarPicture,
  hits: readonly number[],
): readonly number[] {
  const heights: number[] = [];
  if (hits.length === 0) return heights;
  for (let slot = 0; slot + 1 < eventsAbove.length; slot++) {
    const [above, below] = [eventsAbove[slot] ?? 0, eventsAbove[slot + 1] ?? 0];
    if (countUpTo(hits, below) > countUpTo(hits, above)) heights.push(slot * BUCKET);
  }
  return heights;
}
