import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { KnownFile, type FileAccess } from "../../src/vscode/fileAccess.js";
import { replaceLocalFile } from "../../src/node/localFile.js";
import { sha256Hex } from "../../src/vscode/sha256.js";
import { describeWriteProblem } from "../../src/vscode/writeProblems.js";
import { folderFile } from "./folderFile.js";

let folder = "";
let file = "";

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "lockstep-files-"));
  file = path.join(folder, "a.trace.jsonl");
  fs.writeFileSync(file, "one\n");
});

afterEach(() => {
  fs.rmSync(folder, { recursive: true, force: true });
});

const bytes = (text: string) => new TextEncoder().encode(text);

describe("a known file", () => {
  it("is the same after it was read, and after it was written here", async () => {
    const known = new KnownFile(folderFile(file));
    await known.read();
    expect(await known.findChange()).toBe("same");
    await known.write(bytes("two\n"));
    expect(await known.findChange()).toBe("same");
    expect(fs.readFileSync(file, "utf8")).toBe("two\n");
    expect(known.sha256).toBe(await sha256Hex(bytes("two\n")));
  });

  it("has changed when somebody else wrote, though as many bytes", async () => {
    const known = new KnownFile(folderFile(file));
    await known.read();
    fs.writeFileSync(file, "six\n");
    fs.utimesSync(file, 5, 5);
    expect(await known.findChange()).toBe("changed");
  });

  it("is the same when only its time is another", async () => {
    const known = new KnownFile(folderFile(file));
    await known.read();
    fs.utimesSync(file, 5, 5);
    expect(await known.findChange()).toBe("same");
  });

  it("compares contents where the file system knows no times", async () => {
    const timeless: FileAccess = {
      ...folderFile(file),
      stat: () => Promise.resolve({ isDirectory: false, bytes: 4, changedMs: 0 }),
    };
    const known = new KnownFile(timeless);
    await known.read();
    expect(await known.findChange()).toBe("same");
    fs.writeFileSync(file, "six\n");
    expect(await known.findChange()).toBe("changed");
  });

  it("is gone when it was deleted", async () => {
    const known = new KnownFile(folderFile(file));
    await known.read();
    fs.rmSync(file);
    expect(await known.findChange()).toBe("gone");
  });

  it("does not take its own writing for somebody else's, however slow it is", async () => {
    const slow: FileAccess = {
      ...folderFile(file),
      write: async (content) => {
        await replaceLocalFile(file, content);
        await new Promise((resolve) => setTimeout(resolve, 30));
      },
    };
    const known = new KnownFile(slow);
    await known.read();
    const written = known.write(bytes("longer\n"));
    await new Promise((resolve) => setTimeout(resolve, 15));
    expect(await known.findChange()).toBe("same");
    await written;
  });

  it("gives once what it was told to give instead, and knows the file if that stayed", async () => {
    const base = { bytes: bytes("base\n"), fileSha256: await sha256Hex(bytes("one\n")) };
    const known = new KnownFile(folderFile(file), base);
    expect(await known.read()).toEqual(base.bytes);
    expect(await known.findChange()).toBe("same");
    expect(new TextDecoder().decode(await known.read())).toBe("one\n");
  });

  it("does not know a file that changed since the edits were kept", async () => {
    const base = { bytes: bytes("base\n"), fileSha256: await sha256Hex(bytes("other\n")) };
    const known = new KnownFile(folderFile(file), base);
    await known.read();
    expect(await known.findChange()).toBe("changed");
  });
});

describe("replacing a file", () => {
  it("leaves nothing beside it", async () => {
    await replaceLocalFile(file, bytes("two\n"));
    expect(fs.readdirSync(folder)).toEqual(["a.trace.jsonl"]);
  });

  it("keeps the file's rights", async () => {
    fs.chmodSync(file, 0o640);
    await replaceLocalFile(file, bytes("two\n"));
    expect(fs.statSync(file).mode & 0o777).toBe(0o640);
  });

  it("replaces the file behind a link", async () => {
    const link = path.join(folder, "link.trace.jsonl");
    fs.symlinkSync(file, link);
    await replaceLocalFile(link, bytes("two\n"));
    expect(fs.lstatSync(link).isSymbolicLink()).toBe(true);
    expect(fs.readFileSync(file, "utf8")).toBe("two\n");
  });

  it("refuses a file that nobody may write to", async () => {
    fs.chmodSync(file, 0o444);
    await expect(replaceLocalFile(file, bytes("two\n"))).rejects.toMatchObject({ code: "EROFS" });
    expect(fs.readFileSync(file, "utf8")).toBe("one\n");
  });

  it("leaves everything as it was when the name cannot be taken", async () => {
    const taken = path.join(folder, "taken");
    fs.mkdirSync(path.join(taken, "inside"), { recursive: true });
    await expect(replaceLocalFile(taken, bytes("two\n"))).rejects.toThrow();
    expect(fs.readdirSync(folder).sort()).toEqual(["a.trace.jsonl", "taken"]);
  });

  it("says what it is when the disk is full, and what to do", async () => {
    const full = await fs.promises.writeFile("/dev/full", "x").catch((error: unknown) => error);
    expect(describeWriteProblem("a.trace.jsonl", full)).toBe(
      "a.trace.jsonl was not saved: the disk is full. The edits are still here: " +
        "free some space and save again, or use Save As… to save in another place.",
    );
  });

  it("says so when the folder is gone", async () => {
    fs.rmSync(folder, { recursive: true });
    const error = await replaceLocalFile(file, bytes("x")).catch((reason: unknown) => reason);
    expect(describeWriteProblem("a", error)).toMatch(/its folder is not there any more/);
  });
});
