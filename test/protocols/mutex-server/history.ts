import { mutexServer } from "../../../src/protocols/mutex-server/mutexServer.js";
import type {
  ClientState,
  MutexTypes,
  ResourceState,
  ServerState,
} from "../../../src/protocols/mutex-server/types.js";
import { HandMadeHistory, type Did } from "../../protocol/kit/history.js";
import { client, featuresAt, server } from "./helpers.js";

/**
 * A history made by hand, at the last stage. The server is n1, the clients are n2 to n4, the
 * resource is n5.
 */
export class History extends HandMadeHistory<MutexTypes> {
  constructor() {
    const clients = ["n2", "n3", "n4"].map((id) => {
      return { id, kind: "client" as const, state: client() };
    });
    const start = [
      { id: "n1", kind: "server" as const, state: server() },
      ...clients,
      { id: "n5", kind: "resource" as const, state: { highest: null, writer: null } },
    ];
    super(mutexServer, featuresAt("fencing"), start, "leave");
  }

  server(change: Partial<ServerState>, did: Did<MutexTypes> = {}): this {
    return this.set("n1", change, did);
  }

  client(node: string, change: Partial<ClientState>, did: Did<MutexTypes> = {}): this {
    return this.set(node, change, did);
  }

  resource(change: Partial<ResourceState>, did: Did<MutexTypes> = {}): this {
    return this.set("n5", change, did);
  }

  /** The server grants the client's request of that number, of its first boot unless told. */
  grant(to: string, request = 1, incarnation = 1): this {
    const body = { type: "Grant", epoch: 1, incarnation, request, grant: 1 } as const;
    const { queue } = this.state("n1") as ServerState;
    const change = { queue: queue.filter((other) => other !== to), holders: [to] };
    return this.server(change, { sent: [[to, body]] });
  }

  /** The resource takes a client's write. */
  write(from: string, request = 1): this {
    const about = { epoch: 1, grant: 1 };
    const body = { type: "Write", ...about, incarnation: 1, request } as const;
    return this.resource(
      { writer: from },
      { received: [from, body], sent: [[from, { type: "Written", ...about }]] },
    );
  }

  /** The server is told of a death. */
  tellOfDeath(peer: string, incarnation = 1, change: Partial<ServerState> = {}): this {
    const happening = { event: "peerDown", node: "n1", peer, incarnation } as const;
    return this.server(change, { happening });
  }
}
