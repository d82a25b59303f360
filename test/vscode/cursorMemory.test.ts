import { describe, expect, it } from "vitest";
import { recallCursor, rememberCursor, type Storage } from "../../src/vscode/cursorMemory.js";

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

describe("the memory of cursors", () => {
  it("gives back what was remembered last for a document", async () => {
    const storage = storageOf();
    await rememberCursor(storage, "a", 3);
    await rememberCursor(storage, "b", 4);
    await rememberCursor(storage, "a", 5);
    expect(recallCursor(storage, "a")).toBe(5);
    expect(recallCursor(storage, "b")).toBe(4);
    expect(recallCursor(storage, "c")).toBeUndefined();
  });

  it("forgets the documents that were not looked at for longest", async () => {
    const storage = storageOf();
    for (let n = 0; n <= 200; n++) await rememberCursor(storage, `file ${n}`, n);
    expect(recallCursor(storage, "file 0")).toBeUndefined();
    expect(recallCursor(storage, "file 1")).toBe(1);
  });

  it.each(["text", { a: 1 }, [["a", -1]], [["a", "1"]], [["a"]]])(
    "takes nothing over from a storage that is damaged: %j",
    async (cursors) => {
      const storage = storageOf({ cursors });
      expect(recallCursor(storage, "a")).toBeUndefined();
      await rememberCursor(storage, "a", 2);
      expect(recallCursor(storage, "a")).toBe(2);
    },
  );
});
