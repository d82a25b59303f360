import { describe, expect, it } from "vitest";
import { RecentlyUsed } from "../../src/trace/recentlyUsed.js";

describe("what was recently used", () => {
  it("is kept while fewer others than promised were asked for since, and never more than twice", () => {
    const kept = new RecentlyUsed<number, string>(10);
    const askedAt = new Map<number, number>();
    for (let now = 0; now < 2000; now++) {
      const key = (now * now * 31) % 37;
      const value = kept.get(key);
      const since = [...askedAt.values()].filter((at) => at > (askedAt.get(key) ?? 0)).length;
      if (askedAt.has(key) && since < 9) expect(value).toBe(String(key));
      if (value !== undefined) expect(value).toBe(String(key));
      else kept.set(key, String(key));
      askedAt.set(key, now);
      expect(new Set(kept.values()).size).toBeLessThanOrEqual(20);
    }
  });
});
