/** The package as users get it: what is in it, and that nothing else is needed to work with it. */

import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { forceButton, goTo, isDirty, standsAt, verified } from "./bending.js";
import * as h from "./harness.js";
import { packExtension } from "./packed.js";
import { pick } from "./quickInput.js";
import { fillSaveDialog } from "./saveDialog.js";
import { traceEditor } from "./traceEditor.js";

/** A ceiling, so that nothing large slips in: most of it are the walkthrough's pictures. */
const MAX_BYTES = 2_500_000;

/** Beside these there are the examples: everything in traces. */
const FILES = [
  ".vsixmanifest", // VS Code's own, from the package's envelope
  "LICENSE.txt",
  "changelog.md",
  "dist/Inter-Regular.woff2",
  "dist/ThirdPartyNotices.txt",
  "dist/examples.json",
  "dist/extension.js",
  "dist/extension.web.js",
  "dist/webview.css",
  "dist/webview.js",
  "media/lockstep.import.schema.json",
  "media/scenario.language.json",
  "media/scenario.tmLanguage.json",
  ...["break", "export", "force", "gallery", "step"].flatMap((step) => [
    `media/walkthrough/${step}-dark.png`,
    `media/walkthrough/${step}-light.png`,
  ]),
  "package.json",
  "readme.md",
];

const emptyFolder = fs.mkdtempSync(path.join(os.tmpdir(), "lockstep-empty-"));
const profile = fs.mkdtempSync(path.join(os.tmpdir(), "lockstep-profile-"));
let file: string;
let server: h.Server;

beforeAll(async () => {
  file = packExtension();
  server = await h.startServer({ dataDir: profile, packages: [file] });
});

afterAll(async () => {
  await h.closeBrowser();
  await server.stop();
  for (const one of [emptyFolder, profile]) fs.rmSync(one, { recursive: true, force: true });
});

test("the package holds exactly the files that it needs, and is small", () => {
  const examples = filesIn(path.join(h.repository, "traces")).map((name) => `traces/${name}`);
  expect(filesIn(installed())).toEqual([...FILES, ...examples].sort());
  expect(fs.statSync(file).size).toBeLessThan(MAX_BYTES);
});

test("the notices name every library that is in the package, with its licence", () => {
  const notices = fs.readFileSync(path.join(installed(), "dist", "ThirdPartyNotices.txt"), "utf8");
  const titles = [...notices.matchAll(/^(\S+) .*\n=+$/gm)].map(([, name]) => name);
  expect(titles).toEqual([
    ...["@noble/hashes", "Inter", "diff", "jsonc-parser", "preact", "re2js", "valibot"],
  ]);
  expect(notices.match(/Permission is hereby granted/g)?.length).toBeGreaterThanOrEqual(3);
  expect(notices).toContain("SIL OPEN FONT LICENSE");
});

test("in a clean profile: an example, another leader, a picture", async () => {
  const window = await h.openWorkbench({ server, folder: emptyFolder });
  const { page } = window;
  await h.runCommand(page, "Lockstep: Open Example");
  await pick(page, /The first election/);
  const editor = traceEditor(await h.customEditorFrame(page, "table.state"));
  await verified(editor);
  await goTo(editor, 5);
  await forceButton(editor, "Ben").click();
  await standsAt(editor, "b2", 6);
  await isDirty(page, true);
  const fonts = await editor.frame.evaluate(async () => {
    await document.fonts.ready;
    return [...document.fonts].map(({ family, status }) => `${family} ${status}`);
  });
  expect(fonts.join()).toMatch(/loaded/);

  await h.runCommand(page, "Lockstep: Export Picture…");
  await pick(page, /^SVG/);
  await pick(page, /^Up to the cursor/);
  await pick(page, /^Print/);
  const picture = path.join(emptyFolder, "seen.svg");
  await fillSaveDialog(page, picture, "Export Picture");
  await h.waitFor("the picture", () => {
    return fs.existsSync(picture) && fs.readFileSync(picture, "utf8").endsWith("</svg>\n");
  });
  expect(fs.readFileSync(picture, "utf8")).toMatch(/@font-face.*data:font\/woff2/s);
  expect(h.ourProblems(window)).toEqual([]);
  await window.close();
});

/** Where VS Code has unpacked it. */
function installed(): string {
  const extensions = path.join(profile, "extensions");
  const name = fs.readdirSync(extensions).find((one) => one.startsWith("lockstep.lockstep-"));
  if (name === undefined) throw new Error("VS Code has not installed the package");
  return path.join(extensions, name);
}

/** Their paths in the folder, in order. */
function filesIn(folder: string): readonly string[] {
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .sort();
}
