/** The squares in which the signs on arrows stand. */
import { directionOn, pointOn } from "./course.js";
import { lengthOf, uprightBox, type Box } from "./geometry.js";
import { ARRIVING, PAUSE_HALF } from "./glyphs.js";
import type { Arrow } from "./picture.js";

/** From the lifeline to the point of an arrow's head, and the head's length. */
const [CLEAR, HEAD] = [6, 9];
/** From the sender to the sign of a copy. */
const COPY_SIGN = 15;
/** Half the width of a head; half the side of other signs. */
const [HEAD_HALF, SIGN_HALF] = [3, 7];

/** What stands at the tip of an arrow. */
export function tipBox(arrow: Arrow): Box {
  const { x2, y2, fate } = arrow;
  if (!ARRIVING.has(fate) || arrow.x1 === x2) return uprightBox(x2, y2, SIGN_HALF, SIGN_HALF);
  const direction = directionOn(arrow, 1);
  const length = Math.max(1, lengthOf(direction));
  const [cos, sin] = [direction.x2 / length, direction.y2 / length];
  const back = CLEAR + HEAD / 2;
  return {
    ...{ x: x2 - cos * back, y: y2 - sin * back },
    ...{ halfWidth: HEAD / 2, halfHeight: HEAD_HALF, cos, sin },
  };
}

/** Where an arrow was held, and where it says that it is a copy or that its sending is unknown. */
export function wayBoxes(arrow: Arrow): readonly Box[] {
  const tail = arrow.fate === "noSend" ? [0] : arrow.copy ? [copyPart(arrow)] : [];
  return [...arrow.pauses, ...tail].map((part) => {
    const { x, y } = pointOn(arrow, part);
    return uprightBox(x, y, PAUSE_HALF, PAUSE_HALF);
  });
}

/** The part of the way at which the sign of a copy stands. */
export function copyPart(arrow: Arrow): number {
  return Math.min(0.4, COPY_SIGN / Math.max(1, lengthOf(arrow)));
}
