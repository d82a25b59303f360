/** Which gaps between neighbouring columns show best that links are cut. */

/** Two columns by their places, of which the first is the left one. */
export type Pair = readonly [left: number, right: number];

/** The gap between column `gap` and the next. */
export interface Gap {
  readonly gap: number;
  /** Directed links that cross it, and how many of them are cut. */
  readonly crossing: number;
  readonly cut: number;
}

/** The best choice whose last gap is this one: few gaps, then such as most links across are cut. */
interface Choice {
  readonly count: number;
  /** Sum of the parts of the crossing links that are cut. */
  readonly share: number;
  readonly gap: Gap;
  readonly before: Choice | undefined;
}

/**
 * The fewest gaps of which one lies between the columns of each cut link; among those the ones with
 * the greatest share of cut links. `links` are all directed links as pairs, `cut` the cut ones.
 */
export function separatingGaps(
  columns: number,
  links: readonly Pair[],
  cut: readonly Pair[],
): readonly Gap[] {
  if (cut.length === 0) return [];
  const crossing = crossings(columns, links);
  const crossingCut = crossings(columns, cut);
  const nearestEnd = nearestEnds(columns, cut);
  /** Whether a cut link lies between two gaps, and crosses neither. */
  const skips = (before: number, gap: number) => (nearestEnd[before + 1] ?? Infinity) < gap;
  const choices: Choice[] = [];
  for (let gap = 0; gap < columns - 1; gap++) {
    const here = { gap, crossing: crossing[gap] ?? 0, cut: crossingCut[gap] ?? 0 };
    if (here.cut === 0) continue;
    const before = bestOf(choices.filter((choice) => !skips(choice.gap.gap, gap)));
    if (before === undefined && skips(-1, gap)) continue;
    choices.push(extended(skips(-1, gap) ? before : undefined, here));
  }
  const complete = choices.filter((choice) => !skips(choice.gap.gap, Infinity));
  return gapsOf(bestOf(complete));
}

function extended(before: Choice | undefined, gap: Gap): Choice {
  const share = (before?.share ?? 0) + gap.cut / Math.max(1, gap.crossing);
  return { count: (before?.count ?? 0) + 1, share, gap, before };
}

function bestOf(choices: readonly Choice[]): Choice | undefined {
  let best: Choice | undefined;
  for (const choice of choices) {
    const isBetter =
      best === undefined ||
      choice.count < best.count ||
      (choice.count === best.count && choice.share > best.share + 1e-9);
    if (isBetter) best = choice;
  }
  return best;
}

function gapsOf(choice: Choice | undefined): readonly Gap[] {
  return choice === undefined ? [] : [...gapsOf(choice.before), choice.gap];
}

/** For each gap, how many of the pairs it lies between. */
function crossings(columns: number, pairs: readonly Pair[]): readonly number[] {
  const change = new Array<number>(columns + 1).fill(0);
  for (const [left, right] of pairs) {
    change[left] = (change[left] ?? 0) + 1;
    change[right] = (change[right] ?? 0) - 1;
  }
  let count = 0;
  return change.map((by) => (count += by));
}

/** For each column, the last gap of the nearest-ending pair that begins there or further right. */
function nearestEnds(columns: number, pairs: readonly Pair[]): readonly number[] {
  const ends = new Array<number>(columns + 1).fill(Infinity);
  for (const [left, right] of pairs) ends[left] = Math.min(ends[left] ?? Infinity, right - 1);
  for (let at = columns - 1; at >= 0; at--) {
    ends[at] = Math.min(ends[at] ?? Infinity, ends[at + 1] ?? Infinity);
  }
  return ends;
}
