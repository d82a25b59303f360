/** The ways of what travels: down the lifelines of who holds it, along the arrows that carry it. */
import { displayText } from "../../trace/displayText.js";
import type { BranchId } from "../../trace/ids.js";
import type { RecordedTrace } from "../../trace/recordedTrace.js";
import type { EventRecord } from "../../trace/records.js";
import type { Holding, TrailPart } from "../../trace/trails.js";
import type { Passage } from "./passage.js";
import type { Arrow, TrailLeg, TrailSign } from "./picture.js";
import type { Sheet } from "./sheet.js";

/** Things of one name take turns with so many patterns. */
const PATTERNS = 3;

/** A sign before its words have a place. */
export type PlainTrailSign = Omit<TrailSign, "tag">;

/** What is held in a passage, then what its arrows carry. */
export function trailLegs(
  sheet: Sheet,
  passage: Passage,
  arrows: readonly Arrow[],
): readonly TrailLeg[] {
  const { trace, branch } = sheet;
  const holdings = trace.holdings(branch, passage.from, passage.to);
  return [
    ...holdings.flatMap((holding) => heldLeg(holding, sheet, passage)),
    ...arrows.flatMap((arrow) => carriedLeg(arrow, sheet)),
  ];
}

function heldLeg(holding: Holding, sheet: Sheet, passage: Passage): readonly TrailLeg[] {
  const { axis, frame, trace, branch } = sheet;
  const column = frame.columns.get(holding.node);
  if (column === undefined) return [];
  const { x } = column;
  const { from, to, begins, ends } = holding;
  const y1 = Math.max(axis.rowY(from), passage.y1);
  const y2 = Math.min(to === undefined ? axis.height : axis.rowY(to), passage.y2);
  if (y2 <= y1) return [];
  const name = holdingName(trace, branch, holding);
  const leg: TrailLeg = {
    ...lookOf(holding),
    ...{ name, message: undefined, x1: x, y1, x2: x, y2, bow: 0 },
    begins: begins && y1 === axis.rowY(from),
    ends: ends && to !== undefined && y2 === axis.rowY(to),
    words: `${name}: held by ${displayText(column.header.name, 40)}`,
  };
  return [leg];
}

function carriedLeg(arrow: Arrow, { frame }: Sheet): readonly TrailLeg[] {
  const { carries, message, from, to, x1, y1, x2, y2, bow } = arrow;
  if (carries === undefined || from === undefined) return [];
  const nameAt = (node: string) => displayText(frame.columns.get(node)?.header.name ?? node, 40);
  const name = nameOf(carries);
  const leg: TrailLeg = {
    ...lookOf(carries),
    ...{ name, message, x1, y1, x2, y2, bow },
    ...{ begins: carries.begins, ends: carries.ends },
    words: `${name}: on its way from ${nameAt(from)} to ${nameAt(to)}`,
  };
  return [leg];
}

/** Where things begin and end. */
export function trailSigns(legs: readonly TrailLeg[]): readonly PlainTrailSign[] {
  return legs.flatMap((leg): readonly PlainTrailSign[] => {
    const { x1, y1, x2, y2, name, pattern } = leg;
    const start = { sign: "begins", x: x1, y: y1, words: name, pattern } as const;
    const end = { sign: "ends", x: x2, y: y2, words: `${name} ends`, pattern } as const;
    return [...(leg.begins ? [start] : []), ...(leg.ends ? [end] : [])];
  });
}

/** What sets the legs of one thing apart from those of others. */
export function lookOf({
  trail,
  number,
}: TrailPart): Pick<TrailLeg, "trail" | "number" | "pattern"> {
  return { trail: displayText(trail, 40), number, pattern: patternOf(number) };
}

/** Of a thing with that number, wherever it is drawn. */
export function patternOf(number: number): TrailLeg["pattern"] {
  return ((number - 1) % PATTERNS) as TrailLeg["pattern"];
}

/** Such as `token 2 (g2)`: with what the holder calls it. */
export function holdingName(trace: RecordedTrace, branch: BranchId, holding: Holding): string {
  const which = textOf(trace.event(branch, holding.from), holding.trail);
  return which === "" ? nameOf(holding) : `${nameOf(holding)} (${which})`;
}

/** Such as `token 2`. */
export function nameOf({ trail, number }: TrailPart): string {
  return `${displayText(trail, 24)} ${number}`;
}

/** What the node calls the thing that it got with that event. */
function textOf({ view }: Partial<EventRecord>, trail: string): string {
  const holds = view?.holds ?? {};
  return Object.hasOwn(holds, trail) ? displayText(holds[trail] ?? "", 24) : "";
}
