import type { Picture } from "./picture.js";
import { group, textShape, type Shape } from "./shape.js";

/** The nodes' names over the diagram, which begins at that height, with what they are there. */
export function drawHead({ lifelines }: Picture, top: number): Shape {
  const texts = lifelines.flatMap(({ name, x, stretches }) => {
    const [first] = stretches;
    const role = [first?.role, first?.label].filter((word) => word).join(" · ");
    const words = textShape(name, { class: "nodeName", x, y: top - 30 });
    if (role === "") return [words];
    return [words, textShape(role, { class: "nodeRole", x, y: top - 13 })];
  });
  return group("head", texts);
}
