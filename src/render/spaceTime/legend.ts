/** The signs that occur in a picture, with what they mean in words. */
import type { Relation } from "../../trace/causality.js";
import type { CausalView } from "../causes/causes.js";
import { ENDINGS } from "./drawNode.js";
import type {
  ArrowFate,
  Flag,
  Lifeline,
  Mark,
  Picture,
  Stretch,
  TimerEnd,
  TrailLeg,
} from "./picture.js";

/** Something that is drawn; each kind looks different without its colour. */
export type Sign =
  | { readonly sign: "look"; readonly look: Stretch["look"] }
  | { readonly sign: "fate"; readonly fate: ArrowFate }
  | { readonly sign: "copy" | "forged" | "pause" }
  | { readonly sign: "mark"; readonly mark: Mark }
  | { readonly sign: "timer"; readonly end: TimerEnd }
  | { readonly sign: "band"; readonly isWhole: boolean }
  | { readonly sign: "trail"; readonly pattern: TrailLeg["pattern"] }
  | { readonly sign: "trailEnd" }
  | { readonly sign: "lane"; readonly show: "block" | "band" }
  | { readonly sign: "flag"; readonly tone: Flag["tone"] }
  | { readonly sign: "relation"; readonly relation: Relation }
  | { readonly sign: "hop" };

export interface LegendEntry {
  readonly shows: Sign;
  readonly words: string;
}

const FATES: { readonly [F in ArrowFate]: string } = {
  received: "received",
  ignored: "received and ignored",
  dropped: "dropped",
  blocked: "blocked at a cut link",
  lost: "lost: nobody there",
  held: "held",
  inFlight: "on its way",
  noReceive: "no receive in this log",
  noSend: "no send in this log",
};

const MARKS: { readonly [M in Mark]: string } = {
  start: "start",
  restart: "restart",
  receive: "receive",
  ignored: "receive without effect",
  timeout: "timeout",
  forced: "forced timeout",
  command: "command of a client",
  crash: "crash",
  lose: "message lost",
  added: "node added",
  removed: "node removed",
  network: "event of the network",
  notice: "notice",
  local: "event of the node",
};

const FLAGS: { readonly [T in Flag["tone"]]: string } = {
  moment: "moment",
  violated: "invariant violated",
  restored: "holds again",
};

/** What the picture's signs mean, each once: nodes first, then messages, marks and the rest. */
export function legend(picture: Picture): readonly LegendEntry[] {
  const { lifelines, arrows, rows, bands } = picture;
  return [
    ...lookEntries(lifelines),
    ...laneEntries(lifelines),
    ...trailEntries(picture),
    ...known(FATES, arrows, ({ fate }) => fate).map(([fate, words]) =>
      entry({ sign: "fate", fate }, words),
    ),
    ...when(
      arrows.some(({ copy }) => copy),
      { sign: "copy" },
      "a copy of a message",
    ),
    ...when(
      arrows.some(({ forged }) => forged),
      { sign: "forged" },
      "forged: never sent",
    ),
    ...when(
      arrows.some(({ pauses }) => pauses.length > 0),
      { sign: "pause" },
      "held for a while",
    ),
    ...known(MARKS, rows, ({ mark }) => mark).map(([mark, words]) =>
      entry({ sign: "mark", mark }, words),
    ),
    ...timerEntries(lifelines),
    ...when(
      bands.some(({ isWhole }) => isWhole),
      { sign: "band", isWhole: true },
      "all links cut",
    ),
    ...when(
      bands.some(({ isWhole }) => !isWhole),
      { sign: "band", isWhole: false },
      "some links cut",
    ),
    ...known(
      FLAGS,
      rows.flatMap(({ flags }) => flags),
      ({ tone }) => tone,
    ).map(([tone, words]) => entry({ sign: "flag", tone }, words)),
  ];
}

const RELATIONS: { readonly [R in Relation]: string } = {
  self: "the event whose causes are shown",
  past: "happened before it",
  future: "happened after it",
  concurrent: "concurrent with it",
};

/** What is drawn of an event's causes. */
export function causeLegend({ relations, hops }: CausalView): readonly LegendEntry[] {
  const signs = (Object.keys(RELATIONS) as Relation[]).filter((one) => relations.includes(one));
  return [
    ...signs.map((relation) => entry({ sign: "relation", relation }, RELATIONS[relation])),
    ...when(hops.length > 0, { sign: "hop" }, "the chain that led to it"),
  ];
}

function entry(shows: Sign, words: string): LegendEntry {
  return { shows, words };
}

function when(occurs: boolean, shows: Sign, words: string): readonly LegendEntry[] {
  return occurs ? [entry(shows, words)] : [];
}

/** Those of the words that occur among the things, in their own order. */
function known<K extends string, T>(
  words: { readonly [N in K]: string },
  things: readonly T[],
  keyOf: (thing: T) => K,
): readonly (readonly [K, string])[] {
  const occurring = new Set<string>(things.map(keyOf));
  return (Object.entries(words) as [K, string][]).filter(([key]) => occurring.has(key));
}

/** The roles by the looks of their lines; several roles may share one. */
function lookEntries(lifelines: readonly Lifeline[]): readonly LegendEntry[] {
  const roles = new Map<Stretch["look"], Set<string>>();
  for (const { look, role } of lifelines.flatMap((line) => line.stretches)) {
    if (look === "gone" || look === "absent") continue;
    roles.set(look, (roles.get(look) ?? new Set()).add(look === "down" ? "crashed" : role));
  }
  return [...roles].flatMap(([look, names]) => {
    const words = [...names].filter((name) => name !== "").join(", ");
    return when(words !== "", { sign: "look", look }, words);
  });
}

function laneEntries(lifelines: readonly Lifeline[]): readonly LegendEntry[] {
  const lanes = new Map(
    lifelines.flatMap((line) => line.blocks).map(({ lane, show }) => [lane, show]),
  );
  return [...lanes].map(([lane, show]) => entry({ sign: "lane", show }, lane));
}

/** Of so many things with one pattern the legend tells the numbers. */
const MOST_NUMBERS = 3;

/** Each trail's patterns, with which its things take turns: `token 1, 4`. */
export function trailEntries({ trails }: Pick<Picture, "trails">): readonly LegendEntry[] {
  const looks = new Map<string, TrailLeg & { readonly numbers: Set<number> }>();
  for (const leg of trails) {
    const key = `${leg.pattern} ${leg.trail}`;
    const look = looks.get(key) ?? { ...leg, numbers: new Set<number>() };
    looks.set(key, look);
    look.numbers.add(leg.number);
  }
  const entries = [...looks].sort(byKey).map(([, { trail, pattern, numbers }]) => {
    const sorted = [...numbers].sort((a, b) => a - b);
    const shown = sorted.slice(0, MOST_NUMBERS).join(", ");
    const more = sorted.length > MOST_NUMBERS ? " …" : "";
    return entry({ sign: "trail", pattern }, `${trail} ${shown}${more}`);
  });
  const hasEnd = trails.some(({ ends }) => ends);
  return [...entries, ...when(hasEnd, { sign: "trailEnd" }, "lost or given up")];
}

function byKey([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}

function timerEntries(lifelines: readonly Lifeline[]): readonly LegendEntry[] {
  const ends = known(
    ENDINGS,
    lifelines.flatMap((line) => line.timers),
    ({ end }) => end,
  );
  return ends
    .filter(([end]) => end !== "further")
    .map(([end, words]) => entry({ sign: "timer", end }, `timer ${words}`));
}
