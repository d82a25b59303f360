/** While links are cut, bands between the lifelines of a far-out picture. */
import type { Link, NodeId } from "../../trace/ids.js";
import type { LinkChange } from "../../trace/landmarks.js";
import { linkKey } from "../../trace/recordedTrace.js";
import { inOrder, linksAt } from "../spaceTime/fences.js";
import { separatingGaps, type Gap, type Pair } from "../spaceTime/gaps.js";
import { isThere } from "../spaceTime/lifelines.js";
import type { FarSheet } from "./farSheet.js";
import { BUCKET, type FarBand } from "./picture.js";

/** A band that may still grow. */
interface Open extends Gap {
  readonly y1: number;
  y2: number;
}

/** Links that were cut at some time between two heights. */
interface Cut {
  readonly y1: number;
  readonly y2: number;
  /** The first event of that time. */
  readonly at: number;
  readonly links: readonly Link[];
}

/** Each at least as high as a bucket, however short the links were cut. */
export function bandsOf(sheet: FarSheet): readonly FarBand[] {
  const linksOf = linkReader(sheet);
  const bands: Open[] = [];
  const latest = new Map<number, Open>();
  for (const { y1, y2, at, links } of cutsIn(sheet)) {
    for (const gap of gapsAt(sheet, at, links, linksOf(at))) {
      const last = latest.get(gap.gap);
      const band = grown(last, gap, y1, y2);
      if (band !== last) bands.push(band);
      latest.set(gap.gap, band);
    }
  }
  return bands.map((band) => finished(sheet, band));
}

/**
 * The cut links from top to bottom. Within a bucket that holds changes all links count that were
 * cut at any time in it, so that the cost depends on the height and nothing is lost.
 */
function cutsIn(sheet: FarSheet): readonly Cut[] {
  const { top, bottom, height } = sheet;
  const end = Math.min(bottom, height);
  const now = new Map<string, Link>();
  const cuts: Cut[] = [];
  const add = (y1: number, y2: number, at: number, links: ReadonlyMap<string, Link>) => {
    if (y2 > top && y1 < y2 && links.size > 0) {
      cuts.push({ y1: Math.max(top, y1), y2, at, links: [...links.values()] });
    }
  };
  let [lower, at] = [top, 0];
  for (const [y, changes] of byBucket(sheet, changesOf(sheet))) {
    if (y >= end) break;
    add(lower, Math.min(end, y), at, now);
    const ever = new Map(now);
    for (const change of changes) {
      apply(change, now);
      if (change.isCut) apply(change, ever);
      at = change.at;
    }
    lower = Math.min(end, y + BUCKET);
    add(y, lower, at, ever);
  }
  add(lower, end, at, now);
  return cuts;
}

/** Changes by the upper edge of their bucket; what lies above the picture counts as its first. */
function byBucket(
  { heights, top }: FarSheet,
  changes: readonly LinkChange[],
): ReadonlyMap<number, readonly LinkChange[]> {
  const buckets = new Map<number, LinkChange[]>();
  for (const change of changes) {
    const y = Math.floor(heights.eventY(change.at) / BUCKET) * BUCKET;
    const edge = Math.max(y, top - BUCKET);
    const there = buckets.get(edge);
    if (there) there.push(change);
    else buckets.set(edge, [change]);
  }
  return buckets;
}

/** What changes which links are cut, and where nodes come and go with their links. */
function changesOf({ outline, nodes }: FarSheet): readonly LinkChange[] {
  const changes = outline.parts.flatMap(({ linkChanges }) => linkChanges);
  const comings = nodes.flatMap(({ addedAt, removedAt }) =>
    [addedAt, removedAt].flatMap((at) => (at === undefined ? [] : { at, links: [], isCut: false })),
  );
  return comings.length === 0 ? changes : [...changes, ...comings].sort((a, b) => a.at - b.at);
}

function apply({ links, isCut }: LinkChange, cut: Map<string, Link>): void {
  for (const link of links) {
    if (isCut) cut.set(linkKey(link), link);
    else cut.delete(linkKey(link));
  }
}

/** Tells all links after an event; they change only when nodes come or go. */
function linkReader({ nodes }: FarSheet): (at: number) => readonly Pair[] {
  const columns = nodes.map((header, place) => ({ header, place }));
  const changes = nodes.flatMap(({ addedAt = 0, removedAt = Infinity }) => [addedAt, removedAt]);
  const known = new Map<number, readonly Pair[]>();
  return (at) => {
    const epoch = changes.filter((change) => change <= at).length;
    const links = known.get(epoch) ?? linksAt(columns, at);
    known.set(epoch, links);
    return links;
  };
}

/** The gaps that show best which links are cut after an event. */
function gapsAt(
  { nodes, places }: FarSheet,
  at: number,
  cut: readonly Link[],
  links: readonly Pair[],
): readonly Gap[] {
  const placeOf = (id: NodeId) => {
    const [place = -1, header] = [places.get(id), nodes[places.get(id) ?? -1]];
    return header !== undefined && isThere(header, at) ? place : undefined;
  };
  const pairs = cut.flatMap(([from, to]) => {
    const [a, b] = [placeOf(from), placeOf(to)];
    return a === undefined || b === undefined || a === b ? [] : [inOrder(a, b)];
  });
  return separatingGaps(nodes.length, links, pairs);
}

/** The gap's latest band, made longer when it says the same, else a new one. */
function grown(last: Open | undefined, gap: Gap, y1: number, y2: number): Open {
  const goesOn = last && last.y2 >= y1 && last.cut === gap.cut && last.crossing === gap.crossing;
  if (!goesOn) return { ...gap, y1, y2 };
  last.y2 = Math.max(last.y2, y2);
  return last;
}

function finished({ frame, top }: FarSheet, { gap, y1, y2, cut, crossing }: Open): FarBand {
  const x = ((frame.xs[gap] ?? 0) + (frame.xs[gap + 1] ?? 0)) / 2;
  const isWhole = cut >= crossing;
  const words = isWhole ? "all links cut" : `${cut} of ${crossing} links cut`;
  return { x, y1: y1 - top, y2: y2 - top, isWhole, words };
}
