import { bad, ok, type Result } from "../base/result.js";
import { unknownWord } from "../base/suggest.js";
import { anyProtocol, type AnyProtocol } from "../protocol/protocol.js";
import { mutexServer } from "./mutex-server/mutexServer.js";
import { raft } from "./raft/raft.js";
import { raftLadder } from "./raft-ladder/raftLadder.js";
import { tokenRing } from "./token-ring/tokenRing.js";

/** Every engine, in the order in which lists show them. */
export const catalogue: readonly AnyProtocol[] = [
  anyProtocol(raft),
  anyProtocol(raftLadder),
  anyProtocol(mutexServer),
  anyProtocol(tokenRing),
];

/**
 * The engine with that name; the error names the known ones and the one that was probably meant.
 */
export function findProtocol(name: string): Result<AnyProtocol> {
  const found = catalogue.find((protocol) => protocol.name === name);
  if (found !== undefined) return ok(found);
  const names = catalogue.map((protocol) => protocol.name);
  return bad(unknownWord("protocol", name, names));
}
