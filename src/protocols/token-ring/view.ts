import type { FieldView, NodeView, Protocol } from "../../protocol/protocol.js";
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
  lanes: [
    { lane: "critical section", show: "block" },
    { lane: "token", show: "band" },
  ],
  show({ isIn, mutex, token, edits }) {
    const role = isIn ? mutex : "outside";
    if (token === null) return { role };
    const held = { token: `g${token}` };
    if (mutex !== "held") return { role, blocks: held };
    return { role, blocks: { ...held, "critical section": `#${edits.length + 1}` } };
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

export const labels: Protocol<RingTypes>["labels"] = {
  Token: ({ generation }) => (generation === 1 ? "Token" : `Token g${generation}`),
  Edit: ({ number }) => `Edit #${number}`,
  TokenQuery: ({ query }) => `Query #${query}`,
  Joined: ({ peerBoot }) => `Joined, boot ${peerBoot}`,
  Welcome: ({ edits }) => `Welcome: ${edits.length} edits`,
  Lost: ({ generation }) => `Lost g${generation}`,
};
