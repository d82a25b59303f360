/** The signs that occur in a far-out picture, with what they mean in words. */
import { displayText } from "../../trace/displayText.js";
import type { HeaderRecord } from "../../trace/records.js";
import { trailEntries, type LegendEntry, type Sign } from "../spaceTime/legend.js";
import type { FarFlag, FarMark, FarPicture, Look, Strand } from "./picture.js";

const MARKS: { readonly [M in FarMark["mark"]]: readonly [words: string, shows: Sign] } = {
  crash: ["crash", { sign: "mark", mark: "crash" }],
  restart: ["restart", { sign: "mark", mark: "restart" }],
  addNode: ["node added", { sign: "mark", mark: "added" }],
  removeNode: ["node removed", { sign: "mark", mark: "removed" }],
};

/** Messages of which a log tells one end. */
const OPEN_ENDS = ["noReceive", "noSend"] as const;
const OPEN_WORDS = {
  noReceive: "no receive in this log",
  noSend: "no send in this log",
} as const;

const FLAGS = {
  moment: "moment",
  violated: "invariant violated",
  restored: "holds again",
} as const;

/** What the picture's signs mean, each once: nodes first, then messages, marks and the rest. */
export function farLegend(header: HeaderRecord, picture: FarPicture): readonly LegendEntry[] {
  const { strands, marks, bands, flags } = picture;
  const isSingle = strands.every(({ count }) => count === 1);
  const has = (lost: boolean) =>
    strands.some((strand) => strand.lost === lost && !isOpen(strand.fate));
  return [
    ...looksIn(picture).flatMap((look) => lookEntry(header, picture, look)),
    ...when(has(false), isSingle ? "message" : "messages: the stronger, the more", {
      ...{ sign: "fate", fate: "received" },
    }),
    ...when(has(true), isSingle ? "lost message" : "lost messages", {
      ...{ sign: "fate", fate: "dropped" },
    }),
    ...trailEntries(picture),
    ...OPEN_ENDS.flatMap((fate) =>
      when(
        strands.some((strand) => strand.fate === fate),
        OPEN_WORDS[fate],
        { sign: "fate", fate },
      ),
    ),
    ...Object.entries(MARKS).flatMap(([mark, [words, shows]]) =>
      when(
        marks.some((one) => one.mark === mark),
        words,
        shows,
      ),
    ),
    ...[true, false].flatMap((isWhole) =>
      when(
        bands.some((band) => band.isWhole === isWhole),
        isWhole ? "all links cut" : "some links cut",
        { sign: "band", isWhole },
      ),
    ),
    ...(["moment", "violated", "restored"] as const).flatMap((tone) =>
      when(hasFlag(flags, tone), FLAGS[tone], { sign: "flag", tone }),
    ),
  ];
}

function when(occurs: boolean, words: string, shows: Sign): readonly LegendEntry[] {
  return occurs ? [{ shows, words }] : [];
}

function isOpen(fate: Strand["fate"]): boolean {
  return fate === "noReceive" || fate === "noSend";
}

function hasFlag(flags: readonly FarFlag[], tone: keyof typeof FLAGS): boolean {
  return flags.some(({ places }) => places.some((place) => place.tone === tone));
}

function looksIn({ lines }: FarPicture): readonly Look[] {
  return [...new Set(lines.flatMap(({ stretches }) => stretches.map(({ look }) => look)))];
}

/** The roles that look so, of the kinds of nodes that there are. */
function lookEntry(
  header: HeaderRecord,
  { lines }: FarPicture,
  look: Look,
): readonly LegendEntry[] {
  if (look === "gone" || look === "absent") return [];
  const kinds = new Set(lines.map(({ kind }) => kind));
  const specs = Object.entries(header.kinds).filter(([kind]) => kinds.has(displayText(kind, 40)));
  const roles = specs.flatMap(([, spec]) => spec.roles.filter(({ tone }) => tone === look));
  const names = [...new Set(roles.map(({ name }) => name))];
  const words = look === "down" ? "crashed" : displayText(names.join(", "), 60);
  return when(words !== "", words, { sign: "look", look });
}
