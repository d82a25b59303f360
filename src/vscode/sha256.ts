/** The content's SHA-256 as 64 hexadecimal digits; by the host's own code, off this thread. */
export async function sha256Hex(content: Uint8Array): Promise<string> {
  // Copied, since a view may be of a buffer that is shared or larger than the content.
  const digest = await globalThis.crypto.subtle.digest("SHA-256", new Uint8Array(content));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
