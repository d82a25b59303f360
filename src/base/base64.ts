const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** The bytes as base64 with padding (RFC 4648 §4); hosts differ in what they have for it. */
export function base64(bytes: Uint8Array): string {
  const groups: string[] = [];
  for (let i = 0; i < bytes.length; i += 3) {
    const [a = 0, b = 0, c = 0] = bytes.subarray(i, i + 3);
    const bits = (a << 16) | (b << 8) | c;
    groups.push(digit(bits, 18) + digit(bits, 12) + digit(bits, 6) + digit(bits, 0));
  }
  const text = groups.join("");
  const missing = (3 - (bytes.length % 3)) % 3;
  return text.slice(0, text.length - missing) + "=".repeat(missing);
}

function digit(bits: number, shift: number): string {
  return DIGITS.charAt((bits >> shift) & 63);
}
