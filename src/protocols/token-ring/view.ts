import type { FieldView, NodeView, Protocol, RingOf, TrailOf } from "../../protocol/protocol.js";
import type { PeerState, RingFeatures, RingTypes } from "./types.js";

const FIELDS: readonly FieldView<PeerState, RingFeatures>[] = [
  { field: "mutex", show: "value" },
  { field: "token", show: "value" },
  { field: "edits", show: "entries", label: "author" },
  { field: "ring", show: "perNode", exists: ({ closes }) => closes },
  { field: "safe", show: "value", exists: ({ resends }) => resends },
  { field: "generation", show: "value", exists: ({ asks }) => asks === "carefully" },
  { field: "asking", show: "value", exists: ({ asks }) => asks !== "never" },
  { field: "isIn", show: "value", exists: ({ rejoins }) => rejoins },
  { field: "outside", show: "perNode", exists: ({ rejoins }) => rejoins },
];

export const view: NodeView<PeerState, RingFeatures> = {
  roles: [
    { name: "outside", tone: "odd" },
    { name: "released", tone: "quiet" },
    { name: "wanted", tone: "waiting" },
    { name: "held", tone: "leading" },
  ],
  fields: FIELDS,
  lanes: [{ lane: "critical section", show: "block" }],
  show(state) {
    const { isIn, mutex, edits } = state;
    const role = isIn ? mutex : "outside";
    const generation = tokenAt(state);
    const holds = generation === undefined ? {} : { holds: { token: `g${generation}` } };
    if (mutex !== "held") return { role, ...holds };
    return { role, ...holds, blocks: { "critical section": `#${edits.length + 1}` } };
  },
};

const ALONG_RING = { boot: "integer", over: { perNode: "integer" } } as const;
const EDIT = { number: "integer", author: "node", authorBoot: "integer" } as const;

export const messages: NonNullable<Protocol<RingTypes>["messages"]> = {
  Token: { generation: "integer", ...ALONG_RING },
  Edit: { ...EDIT, ...ALONG_RING },
  TokenQuery: {
    ...{ asker: "node", askerBoot: "integer", query: "integer", generation: "integer" },
    ...ALONG_RING,
  },
  Joined: { peer: "node", peerBoot: "integer", ...ALONG_RING },
  Welcome: {
    ...{ to: "integer", ring: { perNode: "integer" }, edits: { list: { object: EDIT } } },
    ...{ generation: "integer", ...ALONG_RING },
  },
  Lost: { generation: "integer", ring: { perNode: "integer" }, ...ALONG_RING },
};

/** A token whose turn has not come yet is there as well. */
function tokenAt({ token, inbox }: PeerState): number | undefined {
  if (token !== null) return token;
  for (const { message } of inbox) if (message.type === "Token") return message.generation;
  return undefined;
}

export const trails: readonly TrailOf<RingTypes>[] = [{ trail: "token", messages: ["Token"] }];

export const ring: RingOf<RingTypes> = {
  ...{ kind: "peer", members: "ring", isIn: "isIn", trail: "token", waiting: "inbox" },
  rounds: [
    { message: "TokenQuery", called: "query", by: "asker" },
    { message: "Lost", called: "proof of the loss" },
    { message: "Edit", called: "edit", by: "author" },
    { message: "Joined", called: "marker", by: "peer" },
    { message: "Welcome", called: "welcome" },
  ],
};

export const labels: Protocol<RingTypes>["labels"] = {
  Token: ({ generation }) => (generation === 1 ? "Token" : `Token g${generation}`),
  Edit: ({ number }) => `Edit #${number}`,
  TokenQuery: ({ query }) => `Query #${query}`,
  Joined: ({ peerBoot }) => `Joined, boot ${peerBoot}`,
  Welcome: ({ edits }) => `Welcome: ${edits.length} edits`,
  Lost: ({ generation }) => `Lost g${generation}`,
};
