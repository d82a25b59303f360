import { fitEnds } from "../fontMetrics.js";
import type { Picture } from "./picture.js";
import { NAME_PX } from "./scale.js";
import { group, textShape, type Shape } from "./shape.js";

/** Between the names of two neighbours. */
const NAME_GAP = 12;

/** The nodes' names over the diagram, which begins at that height, with what they are there. */
export function drawHead({ lifelines }: Picture, top: number): Shape {
  const room = roomOf(lifelines);
  const texts = lifelines.flatMap(({ name, x, stretches }) => {
    const [first] = stretches;
    const role = [first?.role, first?.label].filter((word) => word).join(" · ");
    const words = textShape(fitEnds(name, NAME_PX, room), { class: "nodeName", x, y: top - 30 });
    if (role === "") return [words];
    return [words, textShape(role, { class: "nodeRole", x, y: top - 13 })];
  });
  return group("head", texts);
}

/** How wide a name may be: names of nodes in a log are long, and differ at their ends. */
function roomOf(lifelines: Picture["lifelines"]): number {
  const [first, second] = lifelines.map(({ x }) => x).sort((a, b) => a - b);
  return first === undefined || second === undefined ? Infinity : second - first - NAME_GAP;
}
