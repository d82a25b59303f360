import { describe, expect, it } from "vitest";
import { Pictures } from "../../src/webview/diagram/pictures.js";
import type { Picture } from "../../src/render/spaceTime/picture.js";
import { emptyPicture } from "../render/emptyPicture.js";

/** Pictures whose requests the test answers by hand. */
function setUp() {
  const asked: string[] = [];
  const answers: (() => void)[] = [];
  const shown: string[] = [];
  const pictures = new Pictures<{ readonly from: number; readonly to: number }, Picture>(
    ({ from, to }) => {
      asked.push(`${from}-${to}`);
      return new Promise((resolve) => answers.push(() => resolve(emptyPicture(from, to))));
    },
    ({ from, to }) => shown.push(`${from}-${to}`),
  );
  const answer = async () => {
    answers.shift()?.();
    await new Promise((resolve) => setTimeout(resolve));
  };
  return { pictures, asked, shown, answer };
}

describe("Pictures", () => {
  it("asks for one window at a time and skips those that are no longer wanted", async () => {
    const { pictures, asked, shown, answer } = setUp();
    for (const from of [1, 51, 101]) pictures.want({ from, to: from + 49 });
    await answer();
    await answer();
    expect(asked).toEqual(["1-50", "101-150"]);
    expect(shown).toEqual(["1-50", "101-150"]);
  });

  it("does not ask again for a window that it has", async () => {
    const { pictures, asked, shown, answer } = setUp();
    pictures.want({ from: 1, to: 50 });
    await answer();
    pictures.want({ from: 1, to: 50 });
    await answer();
    expect(asked).toEqual(["1-50"]);
    expect(shown).toHaveLength(2);
  });

  it("shows no picture of an earlier reading of the file", async () => {
    const { pictures, asked, shown, answer } = setUp();
    pictures.want({ from: 1, to: 50 });
    pictures.renew("a second reading");
    pictures.want({ from: 1, to: 50 });
    await answer();
    expect(shown).toEqual([]);
    await answer();
    expect(asked).toHaveLength(2);
    expect(shown).toEqual(["1-50"]);
  });
});
