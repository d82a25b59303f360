/** What comes after what: the states of a client's requests, and the numbers of grants. */
import type { Claim, Fence } from "./types.js";

/**
 * Whether the claim tells something that is not known yet. A client's requests go through wanted,
 * held and released, one after the other, so that messages may come in any order, and twice.
 */
export function isNews(claim: Claim, known: Claim | undefined): boolean {
  if (known === undefined || claim.incarnation > known.incarnation) return true;
  return claim.incarnation === known.incarnation && progress(claim) > progress(known);
}

/** How far a client has come since its boot. */
function progress({ request, mutex }: Claim): number {
  if (mutex === "dead") return Infinity;
  return request * 3 - { wanted: 2, held: 1, released: 0 }[mutex];
}

/** Whether a number was granted before another. */
export function isLower([epoch, grant]: Fence, [otherEpoch, otherGrant]: Fence): boolean {
  return epoch < otherEpoch || (epoch === otherEpoch && grant < otherGrant);
}
