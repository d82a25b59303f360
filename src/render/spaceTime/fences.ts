/**
 * Cut links as fences in the gaps between columns: where blocked messages end, and the bands that
 * are drawn for as long as a fence stands.
 */
import type { Link } from "../../trace/ids.js";
import { linkKey } from "../../trace/recordedTrace.js";
import { linkWords } from "../eventWords.js";
import { namesOf } from "../nodeWords.js";
import type { Column } from "./frame.js";
import { separatingGaps, type Gap, type Pair } from "./gaps.js";
import { isThere } from "./lifelines.js";
import type { Passage } from "./passage.js";
import type { Band } from "./picture.js";
import type { Sheet } from "./sheet.js";

/** A band before its label has a place. */
export interface PlainBand extends Omit<Band, "label"> {
  /** A few words for its top; empty when it began above the passage. */
  readonly title: string;
}

/** A fence in one gap. */
export interface Fence {
  readonly x: number;
  readonly isWhole: boolean;
  /** The cut links across it. */
  readonly links: readonly Link[];
}

export interface Fences {
  readonly bands: readonly PlainBand[];
  /** The fences that stand right after an event of the passage, or of one below it. */
  at(event: number): readonly Fence[];
}

/** The links that are cut after an event, until the next change. */
interface CutsSince {
  readonly at: number;
  readonly fences: readonly Fence[];
}

export function fencesOf(sheet: Sheet, passage: Passage): Fences {
  const changes = changesIn(sheet, passage);
  const below = new Map<number, readonly Fence[]>();
  return {
    bands: bandsOf(sheet, passage, changes),
    at(event) {
      if (event <= passage.to) return changes.filter(({ at }) => at <= event).at(-1)?.fences ?? [];
      const known = below.get(event) ?? fencesFor(sheet, event, cutsBelow(sheet, passage, event));
      below.set(event, known);
      return known;
    },
  };
}

/**
 * What stood before the passage, then what stood after each of its events that changed the cut
 * links, or the links across a gap.
 */
function changesIn(sheet: Sheet, { before, records }: Passage): readonly CutsSince[] {
  let cut = byKey(before.cut);
  const changes = [{ at: before.at, fences: fencesFor(sheet, before.at, cut) }];
  for (const record of records) {
    if (record.event === "cut" || record.event === "restore" || record.event === "removeLink") {
      cut = changed(cut, record.links, record.event === "cut");
    } else if (record.event !== "addNode" && record.event !== "removeNode") continue;
    changes.push({ at: record.at, fences: fencesFor(sheet, record.at, cut) });
  }
  return changes;
}

/** The links cut after an event below the passage: its changes are known without reading events. */
function cutsBelow({ trace, branch }: Sheet, { before, to }: Passage, event: number) {
  let cut = byKey(trace.world(branch, Math.max(before.at, to)).cut);
  for (const { linkChanges } of trace.outline(branch).parts) {
    for (const { at, links, isCut } of linkChanges) {
      if (at > to && at <= event) cut = changed(cut, links, isCut);
    }
  }
  return cut;
}

function byKey(links: readonly Link[]): ReadonlyMap<string, Link> {
  return new Map(links.map((link) => [linkKey(link), link]));
}

function changed(
  cut: ReadonlyMap<string, Link>,
  links: readonly Link[],
  isCut: boolean,
): ReadonlyMap<string, Link> {
  const next = new Map(cut);
  for (const link of links) {
    if (isCut) next.set(linkKey(link), link);
    else next.delete(linkKey(link));
  }
  return next;
}

/** Links of a node that is gone are no more: they may still be listed as cut. */
function fencesFor(sheet: Sheet, at: number, cut: ReadonlyMap<string, Link>): readonly Fence[] {
  if (cut.size === 0) return [];
  const columns = [...sheet.frame.columns.values()];
  const there = columns.filter(({ header }) => isThere(header, at));
  const place = new Map(there.map((column) => [column.header.id, column.place]));
  const cutPairs = [...cut.values()].flatMap((link): readonly CutPair[] => {
    const [a, b] = [place.get(link[0]), place.get(link[1])];
    return a === undefined || b === undefined ? [] : [{ link, pair: inOrder(a, b) }];
  });
  const links = linksAt(columns, at);
  const pairs = cutPairs.map(({ pair }) => pair);
  return separatingGaps(columns.length, links, pairs).map((gap) => fenceIn(gap, columns, cutPairs));
}

interface CutPair {
  readonly link: Link;
  readonly pair: Pair;
}

function fenceIn(
  { gap, crossing, cut }: Gap,
  columns: readonly Column[],
  cutPairs: readonly CutPair[],
): Fence {
  const across = cutPairs.filter(({ pair: [left, right] }) => left <= gap && right > gap);
  const x = ((columns[gap]?.x ?? 0) + (columns[gap + 1]?.x ?? 0)) / 2;
  return { x, isWhole: cut >= crossing, links: across.map(({ link }) => link) };
}

type Place = Pick<Column, "header" | "place">;

/** Every directed link of the nodes that are there, as far as the list of nodes tells. */
export function linksAt(columns: readonly Place[], at: number): readonly Pair[] {
  const there = columns.filter(({ header }) => isThere(header, at));
  const pairs: Pair[] = [];
  for (const a of there) {
    for (const b of there) if (a !== b && isLinked(a, b)) pairs.push(inOrder(a.place, b.place));
  }
  return pairs;
}

function isLinked({ header: a }: Place, { header: b }: Place): boolean {
  return a.neighbours?.includes(b.id) ?? b.neighbours?.includes(a.id) ?? true;
}

export function inOrder(a: number, b: number): Pair {
  return a < b ? [a, b] : [b, a];
}

interface OpenBand {
  readonly fence: Fence;
  readonly words: string;
  readonly y1: number;
  readonly begins: boolean;
}

/** Fences as bands, which go on for as long as the same links are cut there. */
function bandsOf(
  sheet: Sheet,
  passage: Passage,
  changes: readonly CutsSince[],
): readonly PlainBand[] {
  const done: PlainBand[] = [];
  let open = new Map<number, OpenBand>();
  const close = (band: OpenBand, y2: number) => {
    if (y2 > band.y1) done.push(bandOf(sheet, band, y2));
  };
  for (const { at, fences } of changes) {
    const begins = at >= passage.from;
    const y = begins ? sheet.axis.rowY(at) : passage.y1;
    const next = new Map<number, OpenBand>();
    for (const fence of fences) {
      const words = wordsOf(sheet, at, fence.links);
      const same = open.get(fence.x);
      const goesOn = same?.words === words && same.fence.isWhole === fence.isWhole;
      next.set(fence.x, goesOn ? same : { fence, words, y1: y, begins });
    }
    for (const [x, band] of open) if (next.get(x) !== band) close(band, y);
    open = next;
  }
  for (const band of open.values()) close(band, passage.y2);
  return done;
}

function wordsOf({ trace, branch, frame }: Sheet, at: number, links: readonly Link[]): string {
  const count = [...frame.columns.values()].filter(({ header }) => isThere(header, at)).length;
  return linkWords(links, count, namesOf(trace.nodes(branch)));
}

function bandOf(sheet: Sheet, { fence, words, y1, begins }: OpenBand, y2: number): PlainBand {
  const { x, isWhole } = fence;
  return { x, y1, y2, isWhole, words, title: begins ? titleFor(sheet, fence, words) : "" };
}

/** One or two links by their names, those of one node by its name, else by their number. */
function titleFor({ trace, branch }: Sheet, { links, isWhole }: Fence, words: string): string {
  if (links.length <= 2) return words;
  const alone = links[0]?.find((id) => links.every((link) => link.includes(id)));
  if (alone !== undefined) return `${namesOf(trace.nodes(branch))(alone)} cut off`;
  return isWhole ? "partition" : `${links.length} links cut`;
}

/** The first fence that a message would come to on its way between two heights of x. */
export function fenceBetween(fences: readonly Fence[], link: Link, x1: number, x2: number) {
  const [left, right] = [Math.min(x1, x2), Math.max(x1, x2)];
  const isOn = ({ x, links }: Fence) =>
    x > left && x < right && links.some((cut) => linkKey(cut) === linkKey(link));
  const found = fences.filter(isOn);
  return x1 < x2 ? found[0] : found.at(-1);
}
