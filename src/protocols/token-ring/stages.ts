import type { ParameterSpecs } from "../../protocol/parameters.js";
import type { Stage } from "../../protocol/protocol.js";
import type { RingFeatures, RingTypes } from "./types.js";

export const FEATURES: ParameterSpecs<RingFeatures> = {
  closes: {
    type: "boolean",
    default: true,
    about: "Who is told of a death sends to the next peer that lives.",
  },
  resends: {
    type: "boolean",
    default: true,
    about: "A new successor first gets the edits that are not known to have gone round.",
  },
  asks: {
    type: "choice",
    values: ["never", "literally", "carefully"],
    default: "carefully",
    about:
      "Whether a peer that waits too long asks round for the token, and makes another whenever its" +
      " query comes back, or only if nothing has happened meanwhile.",
  },
  rejoins: {
    type: "boolean",
    default: true,
    about: "A peer that comes back is taken in by its predecessor, behind a marker.",
  },
};

/** Whether all is kept that some living peer knows. */
export function keepsEdits({ resends, asks }: RingFeatures): boolean {
  return resends && asks !== "literally";
}

/**
 * Whether who edits knows all earlier edits. That is so as well while the ring never closes: a
 * token that follows an edit gets no further than the edit does.
 */
export function buildsOnAll({ closes, resends, asks }: RingFeatures): boolean {
  return (resends || !closes) && asks !== "literally";
}

const NOTHING = { asks: "never", rejoins: false } as const;

export const STAGES: readonly Stage<RingTypes>[] = [
  {
    name: "ring",
    teaches: "A token goes round, and who has it may edit; nobody may crash.",
    features: { ...NOTHING, closes: false, resends: false },
  },
  {
    name: "closing",
    teaches: "A failure detector tells of deaths, and the ring closes behind the dead.",
    features: { ...NOTHING, resends: false },
  },
  {
    name: "resending",
    teaches: "A new successor first gets the edits that may have been lost with the dead.",
    features: NOTHING,
  },
  {
    name: "query",
    teaches: "A query that comes back to its asker makes a new token, whatever else has happened.",
    features: { asks: "literally", rejoins: false },
  },
  {
    name: "generations",
    teaches: "A query proves nothing once the token has come by; tokens have generations.",
    features: { rejoins: false },
  },
  {
    name: "rejoining",
    teaches: "A peer that comes back is taken in behind a marker, with all edits.",
    features: {},
  },
];
