import * as fs from "node:fs";
import * as path from "node:path";
import { withArticle } from "../base/article.js";
import { bad, ok, type Result } from "../base/result.js";
import { recogniseLog } from "../interop/import.js";
import { openTrace, type OpenedTrace } from "../trace/reader.js";
import type { Terminal } from "./command.js";

/** Buffers and typed arrays cannot be larger, and no trace that anybody looks at is. */
const LARGEST_BYTES = 2_000_000_000;
const LARGEST_TEXT_BYTES = 16_000_000;

/** Lets signals and the terminal have their turn during long work. */
export function pause(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Reads and checks a trace; what is damaged is told by the caller. */
export async function readTrace(file: string, terminal: Terminal): Promise<Result<OpenedTrace>> {
  const bytes = readBytes(file, LARGEST_BYTES);
  if (!bytes.ok) return bytes;
  const progress = (perMille: number): void => {
    terminal.progress(`reading ${file}: ${Math.floor(perMille / 10)} %`);
  };
  const opened = await openTrace(bytes.value, { source: file, pause, progress });
  terminal.progress("");
  const log = opened.ok ? undefined : recogniseLog(bytes.value);
  if (log === undefined) return opened;
  const advice = `make a trace of it with lockstep import ${file} -o run.trace.jsonl`;
  return bad({
    source: file,
    problem: `expected a trace, found ${withArticle(log.title)}; ${advice}`,
  });
}

/** The bytes of another tool's log. */
export function readLog(file: string): Result<Uint8Array> {
  return readBytes(file, LARGEST_BYTES);
}

/** False also for what cannot be looked at. */
export function isFolder(file: string): boolean {
  try {
    return fs.statSync(file).isDirectory();
  } catch {
    return false;
  }
}

/** The text of a UTF-8 file. */
export function readText(file: string): Result<string> {
  const bytes = readBytes(file, LARGEST_TEXT_BYTES);
  if (!bytes.ok) return bytes;
  try {
    return ok(new TextDecoder("utf-8", { fatal: true }).decode(bytes.value));
  } catch {
    return bad({ source: file, problem: "expected UTF-8 text, found other bytes" });
  }
}

function readBytes(file: string, most: number): Result<Uint8Array> {
  try {
    const { size } = fs.statSync(file);
    if (size > most) {
      const problem = `expected at most ${most} bytes, found ${size}`;
      return bad({ source: file, problem });
    }
    return ok(fs.readFileSync(file));
  } catch (error) {
    return bad({ source: file, problem: `cannot read it: ${tellError(error)}` });
  }
}

/**
 * A file that is there whole or not at all: lines go to a temporary file beside it, which takes its
 * name at the end. The first error is kept and told by `finish`; what is written after it is lost.
 */
export class OutputFile {
  readonly #target: string;
  readonly #temporary: string | undefined;
  readonly #shown: string;
  #descriptor: number | undefined;
  #waiting: string[] = [];
  #waitingLength = 0;
  #problem: string | undefined;

  private constructor(shown: string, target: string, isDevice: boolean) {
    this.#shown = shown;
    this.#target = target;
    const name = `.${path.basename(target)}.${process.pid}.tmp`;
    this.#temporary = isDevice ? undefined : path.join(path.dirname(target), name);
    this.#descriptor = fs.openSync(this.#temporary ?? target, isDevice ? "w" : "wx");
  }

  /** Refused when the folder is missing, the place is a folder, or it cannot be written. */
  static create(file: string): Result<OutputFile> {
    try {
      const known = fs.statSync(file, { throwIfNoEntry: false });
      if (known?.isDirectory() === true) return cannotWrite(file, "it is a folder");
      if (known !== undefined) fs.accessSync(file, fs.constants.W_OK);
      const isDevice = known !== undefined && !known.isFile();
      // A link stays a link: the file behind it is replaced.
      const target = known === undefined ? path.resolve(file) : fs.realpathSync(file);
      return ok(new OutputFile(file, target, isDevice));
    } catch (error) {
      return cannotWrite(file, tellError(error));
    }
  }

  /** The first thing that went wrong. */
  get problem(): string | undefined {
    return this.#problem;
  }

  write(text: string): void {
    this.#waiting.push(text);
    this.#waitingLength += text.length;
    if (this.#waitingLength > 256 * 1024) this.#flush();
  }

  /** Gives the file its name. */
  finish(): Result<undefined> {
    this.#flush();
    this.#try((descriptor) => {
      if (this.#temporary !== undefined) fs.fsyncSync(descriptor);
    });
    this.#close();
    this.#try(() => {
      if (this.#temporary !== undefined) fs.renameSync(this.#temporary, this.#target);
    });
    if (this.#problem === undefined) return ok(undefined);
    this.discard();
    return cannotWrite(this.#shown, this.#problem);
  }

  /** Leaves everything as it was before. */
  discard(): void {
    this.#close();
    if (this.#temporary !== undefined) fs.rmSync(this.#temporary, { force: true });
  }

  #flush(): void {
    const text = this.#waiting.join("");
    this.#waiting = [];
    this.#waitingLength = 0;
    this.#try((descriptor) => {
      fs.writeFileSync(descriptor, text);
    });
  }

  #close(): void {
    const descriptor = this.#descriptor;
    this.#try(() => {
      if (descriptor !== undefined) fs.closeSync(descriptor);
    });
    this.#descriptor = undefined;
  }

  #try(work: (descriptor: number) => void): void {
    if (this.#problem !== undefined) return;
    try {
      work(this.#descriptor ?? -1);
    } catch (error) {
      this.#problem = tellError(error);
    }
  }
}

function cannotWrite(file: string, why: string): Result<never> {
  return bad({ source: file, problem: `cannot write it: ${why}` });
}

/** Gives a result to the file of that name, or to the terminal when there is none. */
export function handOut(text: string, file: string | undefined, terminal: Terminal): Result<0> {
  if (file === undefined) {
    terminal.out(text.trimEnd());
    return ok(0);
  }
  const output = OutputFile.create(file);
  if (!output.ok) return output;
  output.value.write(text.endsWith("\n") ? text : `${text}\n`);
  const written = output.value.finish();
  return written.ok ? ok(0) : written;
}

/** The font that ships beside the bundle. */
export function readFont(): Uint8Array {
  return fs.readFileSync(path.join(__dirname, "..", "media", "fonts", "Inter-Regular.woff2"));
}

const SENTENCES: { readonly [code: string]: string } = {
  ENOENT: "there is no such file or folder",
  EISDIR: "it is a folder",
  ENOTDIR: "a part of its path is no folder",
  EACCES: "permission denied",
  EPERM: "permission denied",
  EROFS: "the file system is read-only",
  ENOSPC: "the disk is full",
  EDQUOT: "the disk quota is used up",
  EMFILE: "too many files are open",
  ENAMETOOLONG: "the name is too long",
  ELOOP: "too many links",
};

function tellError(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return SENTENCES[code] ?? (error instanceof Error ? error.message : String(error));
}
