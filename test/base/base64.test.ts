import fc from "fast-check";
import { expect, it } from "vitest";
import { base64 } from "../../src/base/base64.js";

it("writes any bytes as every other encoder of base64 does", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 50 }), (bytes) => {
      expect(base64(bytes)).toBe(Buffer.from(bytes).toString("base64"));
    }),
  );
});
