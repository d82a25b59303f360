import { stepOnce } from "../../../src/protocol/kit/stepOnce.js";
import { tokenRing } from "../../../src/protocols/token-ring/tokenRing.js";
import type {
  Edit,
  EditMark,
  PeerState,
  RingFeatures,
  RingTypes,
  Token,
} from "../../../src/protocols/token-ring/types.js";
import { HandMadeHistory } from "../../protocol/kit/history.js";

const FEATURES: RingFeatures = {
  ...{ closes: true, resends: true, asks: "carefully", rejoins: true },
};

const ALONG_RING = { boot: 1, over: {} } as const;

/** A history made by hand, of peers n1 to n3 at the last stage; nobody has the token. */
export class History extends HandMadeHistory<RingTypes> {
  constructor() {
    const peers = ["n1", "n2", "n3"];
    const start = peers.map((id) => ({ id, kind: "peer" as const, state: atRest(id, peers) }));
    super(tokenRing, FEATURES, start, "leave");
  }

  /** The peer leaves the critical section after its edit, the first of the resource unless told. */
  edit(peer: string, edits: readonly EditMark[] = [mark(peer)]): this {
    return this.set(peer, { mutex: "held" }).set(peer, { mutex: "released", edits });
  }
}

export function mark(author: string, number = 1): EditMark {
  return { number, author, authorBoot: 1 };
}

export function token(generation = 1): Token {
  return { type: "Token", generation, ...ALONG_RING };
}

export function notification(edit: EditMark): Edit {
  return { type: "Edit", ...edit, ...ALONG_RING };
}

function atRest(node: string, peers: readonly string[]): PeerState {
  const others = peers.filter((peer) => peer !== node);
  const boot = { event: { event: "start" }, kind: "peer", node, peers: others } as const;
  return { ...stepOnce<RingTypes>(tokenRing, boot).state, token: null };
}
