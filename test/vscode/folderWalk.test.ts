/** Looking through folders that VS Code cannot search. */

import { expect, test } from "vitest";
import { walkFolders } from "../../src/vscode/scenario/folderWalk.js";

const TREE: { readonly [folder: string]: readonly string[] } = {
  "/": ["a", "/x/", "/y/"],
  "/x/": ["b", "/x/z/"],
  "/y/": ["c"],
  "/x/z/": ["d"],
};

function list(folder: string) {
  const entries = TREE[folder];
  if (entries === undefined) return Promise.reject(new Error(`no ${folder}`));
  const isFolder = (name: string) => name.endsWith("/");
  const files = entries.filter((name) => !isFolder(name));
  return Promise.resolve({ files, folders: entries.filter(isFolder) });
}

test("all files are found, those of upper folders first", async () => {
  expect(await walkFolders("/", list, 4)).toEqual({ files: ["a", "b", "c", "d"], isCut: false });
});

test("no more folders are listed than should be, and that is told", async () => {
  expect(await walkFolders("/", list, 3)).toEqual({ files: ["a", "b", "c"], isCut: true });
  expect(await walkFolders("/", list, 2)).toEqual({ files: ["a", "b"], isCut: true });
});

test("a folder that cannot be listed hides no other", async () => {
  const broken = (folder: string) => (folder === "/x/" ? list("/gone/") : list(folder));
  expect(await walkFolders("/", broken, 4)).toEqual({ files: ["a", "c"], isCut: false });
});
