import { ORDER_SCALE } from "../../src/render/spaceTime/axis.js";
import type { Picture } from "../../src/render/spaceTime/picture.js";

/** A picture with nothing in it, for tests of those who pass pictures on. */
export function emptyPicture(from: number, to: number): Picture {
  return {
    ...{ width: 1, height: 1, gutter: 0, numberX: 0, notesX: 0, scale: ORDER_SCALE },
    ...{ from, to, top: 0, bottom: 0, ticks: [], bands: [], lifelines: [], rows: [], arrows: [] },
    ...{ trails: [], trailSigns: [] },
  };
}
