import * as fs from "node:fs/promises";
import * as path from "node:path";
import type { FileAccess } from "../../src/vscode/fileAccess.js";
import { replaceLocalFile } from "../../src/node/localFile.js";

/** A real file of this machine, as a document sees it. */
export function folderFile(file: string): FileAccess {
  return {
    name: path.basename(file),
    stat: async () => {
      const stat = await fs.stat(file).catch(() => undefined);
      if (stat === undefined) return undefined;
      return { isDirectory: stat.isDirectory(), bytes: stat.size, changedMs: stat.mtimeMs };
    },
    read: () => fs.readFile(file),
    write: (content) => replaceLocalFile(file, content),
  };
}
