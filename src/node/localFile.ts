/**
 * Files of this machine, replaced whole or not at all: VS Code's own rename takes the old file away
 * first.
 */
import { randomUUID } from "node:crypto";
import * as fs from "node:fs/promises";
import * as path from "node:path";

/**
 * Writes to a temporary file beside it, which then takes its name and its rights. A link stays a
 * link: the file behind it is replaced. Rejects with Node's error, and then the file is as it was.
 */
export async function replaceLocalFile(file: string, content: Uint8Array): Promise<void> {
  const known = await fs.stat(file).catch(ignoreMissing);
  if (known !== undefined && (known.mode & 0o222) === 0) throw codedError("EROFS");
  const target = known === undefined ? file : await fs.realpath(file);
  const name = `.${path.basename(target)}.${randomUUID().slice(0, 8)}.tmp`;
  const temporary = path.join(path.dirname(target), name);
  try {
    await writeThrough(temporary, content);
    if (known !== undefined) await fs.chmod(temporary, known.mode);
    await fs.rename(temporary, target);
  } catch (error) {
    await fs.rm(temporary, { force: true });
    throw error;
  }
}

async function writeThrough(file: string, content: Uint8Array): Promise<void> {
  const handle = await fs.open(file, "wx");
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function ignoreMissing(error: unknown): undefined {
  if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
  throw error;
}

function codedError(code: string): Error {
  return Object.assign(new Error(code), { code });
}
