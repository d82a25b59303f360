import { sha256 } from "@noble/hashes/sha2.js";
import { canonicalJson } from "./canonicalJson.js";
import type { Json } from "./ids.js";
import type { EventRecord } from "./records.js";

const encoder = new TextEncoder();

/**
 * SHA-256 over the events of a branch so far: each event's canonical JSON (stored values put back
 * in) and a line feed. The file's white space, order of keys and stored values make no difference.
 */
export class EventHash {
  readonly #sha = sha256.create();

  add(event: EventRecord): void {
    this.#sha.update(encoder.encode(`${canonicalJson(event as unknown as Json)}\n`));
  }

  /**
   * Of what was added so far, as 64 lower-case hexadecimal digits; more may be added afterwards.
   */
  digest(): string {
    const bytes = this.#sha.clone().digest();
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  }
}
