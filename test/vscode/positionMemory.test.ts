import { describe, expect, it } from "vitest";
import { recallPosition, rememberPosition, type Storage } from "../../src/vscode/positionMemory.js";

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
    await rememberPosition(storage, "a", at(3));
    await rememberPosition(storage, "b", at(4));
    await rememberPosition(storage, "a", at(5, "b2"));
    expect(recallPosition(storage, "a")).toEqual({ branch: "b2", cursor: 5 });
    expect(recallPosition(storage, "b")).toEqual({ branch: "b1", cursor: 4 });
    expect(recallPosition(storage, "c")).toBeUndefined();
  });

  it("forgets the documents that were not looked at for longest", async () => {
    const storage = storageOf();
    for (let n = 0; n <= 200; n++) await rememberPosition(storage, `file ${n}`, at(n));
    expect(recallPosition(storage, "file 0")).toBeUndefined();
    expect(recallPosition(storage, "file 1")).toEqual(at(1));
  });

  it.each(["text", { a: 1 }, [["a", 1]], [["a", at(-1)]], [["a", { cursor: 1 }]], [["a"]]])(
    "takes nothing over from a storage that is damaged: %j",
    async (positions) => {
      const storage = storageOf({ positions });
      expect(recallPosition(storage, "a")).toBeUndefined();
      await rememberPosition(storage, "a", at(2));
      expect(recallPosition(storage, "a")).toEqual(at(2));
    },
  );
});
