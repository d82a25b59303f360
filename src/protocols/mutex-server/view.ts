import type { FieldView, NodeView, Protocol, TrailOf } from "../../protocol/protocol.js";
import type {
  ClientState,
  MutexFeatures,
  MutexTypes,
  ResourceState,
  ServerState,
} from "./types.js";

type ServerField = FieldView<ServerState, MutexFeatures>;
type ClientField = FieldView<ClientState, MutexFeatures>;

const remembers = ({ recoversFrom }: MutexFeatures) => recoversFrom !== "nothing";

const SERVER_FIELDS: readonly ServerField[] = [
  { field: "epoch", show: "value", exists: ({ epochs }) => epochs },
  { field: "holders", show: "nodes" },
  { field: "queue", show: "nodes" },
  { field: "clients", show: "perNode" },
  { field: "awaiting", show: "nodes", exists: ({ recoversFrom }) => recoversFrom === "disk" },
  { field: "grants", show: "value" },
];

const CLIENT_FIELDS: readonly ClientField[] = [
  { field: "mutex", show: "value" },
  { field: "request", show: "value" },
  { field: "fence", show: "value", roles: ["held"], exists: ({ fencing }) => fencing },
  { field: "epoch", show: "value", exists: ({ epochs }) => epochs },
  { field: "isConnected", show: "value", exists: remembers },
  { field: "isWriting", show: "value", roles: ["held"] },
];

/** There is one, at the server while nobody has the critical section. */
const PERMISSION = { permission: "" };

export const trails: readonly TrailOf<MutexTypes>[] = [
  { trail: "permission", messages: ["Grant", "Release"] },
];

export const serverView: NodeView<ServerState, MutexFeatures> = {
  roles: [
    { name: "serving", tone: "serving" },
    { name: "recovering", tone: "seeking" },
  ],
  fields: SERVER_FIELDS,
  lanes: [],
  show({ role, epoch, holders }) {
    const holds = role === "serving" && holders.length === 0 ? { holds: PERMISSION } : {};
    return epoch === 0 ? { role, ...holds } : { role, label: `epoch ${epoch}`, ...holds };
  },
};

export const clientView: NodeView<ClientState, MutexFeatures> = {
  roles: [
    { name: "released", tone: "quiet" },
    { name: "wanted", tone: "waiting" },
    { name: "held", tone: "leading" },
  ],
  fields: CLIENT_FIELDS,
  lanes: [{ lane: "critical section", show: "block" }],
  /** The block is numbered by the client's requests. */
  show({ mutex, request }) {
    if (mutex === "released") return { role: mutex };
    const label = `#${request}`;
    if (mutex === "wanted") return { role: mutex, label };
    return { role: mutex, label, holds: PERMISSION, blocks: { "critical section": label } };
  },
};

export const resourceView: NodeView<ResourceState, MutexFeatures> = {
  roles: [{ name: "open", tone: "quiet" }],
  fields: [
    { field: "writer", show: "node" },
    { field: "highest", show: "value", exists: ({ fencing }) => fencing },
  ],
  lanes: [],
  show: () => ({ role: "open" }),
};

export const labels: Protocol<MutexTypes>["labels"] = {
  Connect: () => "Connect",
  Request: ({ request, epoch }) => `Request #${request}${ofEpoch(epoch)}`,
  Release: ({ request, epoch }) => `Release #${request}${ofEpoch(epoch)}`,
  Status: ({ request, mutex, epoch }) => `Status: ${mutex} #${request}${ofEpoch(epoch)}`,
  Accept: ({ epoch }) => `Accept${ofEpoch(epoch)}`,
  Query: ({ epoch }) => `Query${ofEpoch(epoch)}`,
  Grant: ({ request, epoch }) => `Grant #${request}${ofEpoch(epoch)}`,
  Write: ({ epoch, grant }) => `Write ${epoch}.${grant}`,
  Written: () => "Written",
  Refused: () => "Refused",
};

const EPOCH = { epoch: "integer" } as const;
const ABOUT = { ...EPOCH, incarnation: "integer", request: "integer" } as const;
const isMutexState = (text: string): boolean => ["released", "wanted", "held"].includes(text);
const GRANT = { ...EPOCH, grant: "integer" } as const;

export const messages: NonNullable<Protocol<MutexTypes>["messages"]> = {
  Connect: { incarnation: "integer" },
  Request: ABOUT,
  Release: ABOUT,
  Status: { ...ABOUT, mutex: { isOne: isMutexState, called: "released, wanted or held" } },
  Accept: EPOCH,
  Query: EPOCH,
  Grant: { ...ABOUT, grant: "integer" },
  Write: { ...ABOUT, grant: "integer" },
  Written: GRANT,
  Refused: GRANT,
};

function ofEpoch(epoch: number): string {
  return epoch === 0 ? "" : ` e${epoch}`;
}
