/** Two runs as diagrams side by side: what they have in common stands on the same height. */
import { slottedAxis } from "../spaceTime/axis.js";
import { diagramCss } from "../spaceTime/diagramCss.js";
import { drawGutter, drawPicture } from "../spaceTime/drawing.js";
import { drawHead } from "../spaceTime/drawHead.js";
import { frameOf } from "../spaceTime/frame.js";
import { pictureOn } from "../spaceTime/layout.js";
import type { Picture } from "../spaceTime/picture.js";
import { LINE_HEIGHT, ROW_HEIGHT } from "../spaceTime/scale.js";
import { group, textShape, type Shape } from "../spaceTime/shape.js";
import { svgDocument, type SvgTitle } from "../spaceTime/svgDocument.js";
import type { Theme } from "../theme.js";
import { differenceWords, type ComparedRun, type ComparedRuns } from "./comparison.js";

/** Space around everything, and between the two diagrams. */
const MARGIN = 16;
const BETWEEN = 40;
/** Height of the stages' names over the nodes' names, and of both. */
const [STAGE, HEAD] = [28, 80];

/** One self-contained SVG, with the first difference marked and told at the foot. */
export function comparisonSvg(runs: ComparedRuns, theme: Theme, title: SvgTitle): string {
  const left = pictureOf(runs.left, slotsOf(runs, "left"), runs.pairs.length);
  const right = pictureOf(runs.right, slotsOf(runs, "right"), runs.pairs.length);
  const offset = left.width + BETWEEN;
  const size = { width: offset + right.width, bottom: Math.max(left.bottom, right.bottom) };
  const words = differenceWords(runs);
  const foot = (words.length + 1) * LINE_HEIGHT;
  return svgDocument(
    {
      ...{ left: -MARGIN, top: -HEAD - MARGIN, width: size.width + MARGIN * 2 },
      height: size.bottom + HEAD + foot + MARGIN * 2,
      ...{ background: theme.background, css: diagramCss(theme), y1: 0, y2: size.bottom },
      shapes: [
        ...drawDifference(runs, size.width),
        moved(0, [...drawPicture(left), drawGutter(left, isTimed(runs.left))]),
        moved(offset, [...drawPicture(right), drawGutter(right, isTimed(runs.right))]),
      ],
      around: [
        moved(0, [drawStage(runs.left), drawHead(left, 0)]),
        moved(offset, [drawStage(runs.right), drawHead(right, 0)]),
        ...words.map((text, line) => {
          const y = size.bottom + (line + 1) * LINE_HEIGHT;
          return textShape(text, { class: "footWords", x: 0, y });
        }),
      ],
    },
    title,
  );
}

/** The row of each event of that run, from 1. */
function slotsOf({ pairs }: ComparedRuns, side: "left" | "right"): readonly number[] {
  return pairs.flatMap((pair, place) => (pair[side] === undefined ? [] : [place + 1]));
}

function pictureOf(
  { trace, branch }: ComparedRun,
  slots: readonly number[],
  rows: number,
): Picture {
  const sheet = {
    ...{ trace, branch, length: slots.length },
    ...{ frame: frameOf(trace, branch), axis: slottedAxis(slots, rows) },
  };
  return pictureOn(sheet, 1, slots.length);
}

function isTimed({ trace }: ComparedRun): boolean {
  return trace.header.timed;
}

function drawStage({ stage }: ComparedRun): Shape {
  return textShape(`stage ${stage}`, { class: "stageName", x: 0, y: STAGE - HEAD });
}

/** A line across both diagrams above the event, so that one looks there first. */
function drawDifference({ difference }: ComparedRuns, width: number): readonly Shape[] {
  if (difference === undefined) return [];
  const y = difference.place * ROW_HEIGHT;
  const words = "the first difference";
  const at = { class: "cursorWords", x: 0, y: y - 3 };
  const edge: Shape = { tag: "path", attributes: { class: "cursorEdge", d: `M0 ${y}H${width}` } };
  return [group("difference", [edge, textShape(words, at)])];
}

function moved(x: number, children: readonly Shape[]): Shape {
  return { tag: "g", attributes: { transform: `translate(${x} 0)` }, children };
}
