import { describe, expect, it } from "vitest";
import type { Storage } from "../../src/vscode/documentMemory.js";
import { positionMemory } from "../../src/vscode/positionMemory.js";

function storageOf(entries: { [key: string]: unknown } = {}): Storage {
  const map = new Map(Object.entries(entries));
  return {
    get: (key) => map.get(key),
    update: (key, value) => {
      map.set(key, structuredClone(value));
      return Promise.resolve();
    },
  };
}

const at = (cursor: number, branch = "b1") => ({ branch, cursor });

describe("the memory of positions", () => {
  it("gives back what was remembered last for a document", async () => {
    const storage = storageOf();
    await positionMemory.remember(storage, "a", at(3));
    await positionMemory.remember(storage, "b", at(4));
    await positionMemory.remember(storage, "a", at(5, "b2"));
    expect(positionMemory.recall(storage, "a")).toEqual({ branch: "b2", cursor: 5 });
    expect(positionMemory.recall(storage, "b")).toEqual({ branch: "b1", cursor: 4 });
    expect(positionMemory.recall(storage, "c")).toBeUndefined();
  });

  it("forgets the documents that were not looked at for longest", async () => {
    const storage = storageOf();
    for (let n = 0; n <= 200; n++) await positionMemory.remember(storage, `file ${n}`, at(n));
    expect(positionMemory.recall(storage, "file 0")).toBeUndefined();
    expect(positionMemory.recall(storage, "file 1")).toEqual(at(1));
  });

  it.each(["text", { a: 1 }, [["a", 1]], [["a", at(-1)]], [["a", { cursor: 1 }]], [["a"]]])(
    "takes nothing over from a storage that is damaged: %j",
    async (positions) => {
      const storage = storageOf({ positions });
      expect(positionMemory.recall(storage, "a")).toBeUndefined();
      await positionMemory.remember(storage, "a", at(2));
      expect(positionMemory.recall(storage, "a")).toEqual(at(2));
    },
  );
});
