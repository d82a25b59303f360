import type { Arrow, Lifeline } from "../../render/spaceTime/picture.js";

interface Props {
  readonly arrow: Arrow;
  readonly lifelines: readonly Lifeline[];
}

/** A message. A click on it goes to where it ends, or else to where it was sent. */
export function ArrowShape({ arrow, lifelines }: Props) {
  const { x1, y1, x2, y2, fate } = arrow;
  const angle = (Math.atan2(y2 - y1, x2 - x1) * 180) / Math.PI;
  return (
    <g
      class={`arrow ${fate}${arrow.copy ? " copy" : ""}`}
      data-message={arrow.message}
      data-row={rowOf(arrow)}
      data-tip={tipOf(arrow, lifelines)}
    >
      <line class="hit" x1={x1} y1={y1} x2={x2} y2={y2} />
      <line class="shaft" x1={x1} y1={y1} x2={x2} y2={y2} />
      <path class="tipShape" transform={`translate(${x2} ${y2}) rotate(${angle})`} d={TIPS[fate]} />
    </g>
  );
}

/** The words along an arrow, which are drawn over all arrows. */
export function ArrowLabelShape({ arrow, lifelines }: Props) {
  const { label, fate } = arrow;
  if (label === undefined) return null;
  return (
    <text
      class={`arrowLabel ${fate}`}
      data-message={arrow.message}
      data-row={rowOf(arrow)}
      data-tip={tipOf(arrow, lifelines)}
      transform={`translate(${label.x} ${label.y}) rotate(${label.angle})`}
    >
      {label.text}
    </text>
  );
}

function rowOf(arrow: Arrow): number {
  return arrow.endAt ?? arrow.sentAt;
}

/** Shapes of the arrows' ends around 0, 0, pointing to the right. */
const TIPS: { readonly [F in Arrow["fate"]]: string } = {
  received: "M-5 0-13-4V4Z",
  ignored: "M-13-4-5 0-13 4M-4-5V5",
  lost: "M-5 0-13-4V4Z",
  dropped: "M-4-4 4 4M4-4-4 4",
  blocked: "M0-6V6M3-6V6",
  held: "M-1-5V5M3-5V5",
  inFlight: "M-7-4 0 0-7 4",
  noReceive: "",
};

const FATE_WORDS: { readonly [F in Arrow["fate"]]: string } = {
  received: "received",
  ignored: "received and ignored",
  lost: "lost at a crashed node",
  dropped: "dropped",
  blocked: "blocked by a cut",
  held: "held",
  inFlight: "still on its way at the end",
  noReceive: "no receive recorded",
};

function tipOf(arrow: Arrow, lifelines: readonly Lifeline[]): string {
  const name = (node: string) => lifelines.find((line) => line.node === node)?.name ?? node;
  const end = arrow.endAt === undefined ? "" : ` in event ${arrow.endAt}`;
  const copy = arrow.copy ? ", a duplicate" : "";
  return [
    arrow.words,
    `${name(arrow.from)} → ${name(arrow.to)}${copy}`,
    `sent in event ${arrow.sentAt}, ${FATE_WORDS[arrow.fate]}${end}`,
  ].join("\n");
}
