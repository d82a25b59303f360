import type { CausalView } from "../../render/causes/causes.js";
import type { FarPicture } from "../../render/overview/picture.js";

interface Props {
  readonly picture: FarPicture;
  readonly causes: CausalView;
  /** The height at which so many events stand above, in the picture's pixels. */
  readonly lineOf: (cursor: number) => number;
}

/**
 * Where rows cannot be told apart: the edges of the event's past (a line) and of its future (a
 * broken line) from lifeline to lifeline, and a veil over what lies between, which is concurrent.
 */
export function FarCauses({ picture, causes, lineOf }: Props) {
  const fronts = new Map(causes.fronts.map((front) => [front.node, front]));
  const points = picture.lines.map(({ node, x }) => {
    const { past, future } = fronts.get(node) ?? { past: 0, future: 0 };
    return {
      x,
      above: past === 0 ? 0 : lineOf(past),
      below: future === 0 ? picture.span : lineOf(future - 1),
    };
  });
  const above = points.map((point) => `${point.x} ${point.above}`);
  const below = points.map((point) => `${point.x} ${Math.max(point.above, point.below)}`);
  return (
    <>
      <path class="farBeside" d={`M${[...above, ...[...below].reverse()].join("L")}Z`} />
      <path class="farPast" d={`M${above.join("L")}`} />
      <path class="farFuture" d={`M${below.join("L")}`} />
    </>
  );
}
