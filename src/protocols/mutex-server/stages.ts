import type { ParameterSpecs } from "../../protocol/parameters.js";
import type { Stage } from "../../protocol/protocol.js";
import type { MutexFeatures, MutexTypes } from "./types.js";

export const FEATURES: ParameterSpecs<MutexFeatures> = {
  freeTheDead: {
    type: "boolean",
    default: true,
    about: "A dead client is taken out of the queue, or its critical section is freed.",
  },
  recoversFrom: {
    type: "choice",
    values: ["nothing", "disk", "clients"],
    default: "clients",
    about:
      "From where a restarted server learns who waits and who holds: not at all, by asking the" +
      " clients in its list on disk, or from clients that connect again.",
  },
  epochs: {
    type: "boolean",
    default: true,
    about:
      "Messages carry the number of the server's boot, and what is of an older one is ignored.",
  },
  recoveryWindow: {
    type: "boolean",
    default: true,
    about: "A restarted server that remembers nothing grants nothing until all have connected.",
  },
  fencing: {
    type: "boolean",
    default: true,
    about: "The resource refuses a write with a lower number than one that it has taken.",
  },
};

/** Whether a server's crash leaves mutual exclusion whole at this stage. */
export function recoversSafely({ recoversFrom, epochs, recoveryWindow }: MutexFeatures): boolean {
  return epochs && (recoversFrom === "disk" || (recoversFrom === "clients" && recoveryWindow));
}

const NOTHING = {
  recoversFrom: "nothing",
  epochs: false,
  recoveryWindow: false,
  fencing: false,
} as const;

export const STAGES: readonly Stage<MutexTypes>[] = [
  {
    name: "coordinator",
    teaches: "One server grants the critical section, first come, first served; nobody may crash.",
    features: { ...NOTHING, freeTheDead: false },
  },
  {
    name: "dead-clients-freed",
    teaches: "A failure detector tells the server of dead clients, and it frees what they had.",
    features: NOTHING,
  },
  {
    name: "saved-clients",
    teaches:
      "The list of clients is on disk before a client is accepted; a new boot asks them all.",
    features: { ...NOTHING, recoversFrom: "disk" },
  },
  {
    name: "saved-clients-and-epochs",
    teaches: "Messages carry the server's epoch: a grant from before the crash is ignored.",
    features: { ...NOTHING, recoversFrom: "disk", epochs: true },
  },
  {
    name: "stateless",
    teaches: "Nothing is on disk: clients connect again and tell what they do.",
    features: { recoveryWindow: false, fencing: false },
  },
  {
    name: "recovery-window",
    teaches: "A restarted server grants nothing until every client must have connected again.",
    features: { fencing: false },
  },
  {
    name: "fencing",
    teaches: "Grants are numbered, and the resource refuses a number lower than it has seen.",
    features: {},
  },
];
