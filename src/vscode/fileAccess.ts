/** A file as far as a document needs one: VS Code's, a test's, or none at all yet. */
import { sha256Hex } from "./sha256.js";

export interface FileStat {
  readonly isDirectory: boolean;
  readonly bytes: number;
  /** Milliseconds; 0 where the file system does not know. */
  readonly changedMs: number;
}

export interface FileAccess {
  /** Its name without folders, for messages. */
  readonly name: string;
  /** Undefined when there is no such file. */
  stat(): Promise<FileStat | undefined>;
  read(): Promise<Uint8Array>;
  /**
   * Replaces the file whole or leaves it as it was. Rejects with a sentence that says what to do.
   */
  write(content: Uint8Array): Promise<void>;
}

/** What became of a file since it was last read or written here. */
export type FileChange = "same" | "changed" | "gone";

/** What unsaved edits were made on, where it is not what the file holds. */
export interface UnsavedBase {
  readonly bytes: Uint8Array;
  /** Of what the file held then. */
  readonly fileSha256: string;
}

interface Known {
  readonly changedMs: number;
  readonly bytes: number;
  readonly sha256: string;
}

/**
 * A file, with what is known of its content: so that nobody else's work is written over by
 * accident.
 */
export class KnownFile implements FileAccess {
  readonly #file: FileAccess;
  #instead: UnsavedBase | undefined;
  #known: Known | undefined;
  #last: Promise<undefined> = Promise.resolve(undefined);

  /** `instead`: what is read the first time, in place of what the file holds. */
  constructor(file: FileAccess, instead?: UnsavedBase) {
    this.#file = file;
    this.#instead = instead;
  }

  get name(): string {
    return this.#file.name;
  }

  /** Of the content that was last read or written; empty before. */
  get sha256(): string {
    return this.#known?.sha256 ?? "";
  }

  /** Of what {@link read} would give. */
  async stat(): Promise<FileStat | undefined> {
    if (this.#instead === undefined) return this.#file.stat();
    return { isDirectory: false, bytes: this.#instead.bytes.length, changedMs: 0 };
  }

  async read(): Promise<Uint8Array> {
    if (this.#instead !== undefined) return this.#readInstead(this.#instead);
    const stat = await this.#file.stat();
    const content = await this.#file.read();
    await this.#remember(stat, content);
    return content;
  }

  async write(content: Uint8Array): Promise<void> {
    const sha256 = await sha256Hex(content);
    await this.#inTurn(async () => {
      await this.#file.write(content);
      const stat = await this.#file.stat();
      this.#known = { changedMs: stat?.changedMs ?? 0, bytes: content.length, sha256 };
    });
  }

  /** Compares times and sizes first, and contents only where those leave a doubt. */
  findChange(): Promise<FileChange> {
    return this.#inTurn(() => this.#compare());
  }

  async #compare(): Promise<FileChange> {
    const stat = await this.#file.stat();
    if (stat === undefined) return "gone";
    const known = this.#known;
    if (known === undefined || stat.isDirectory || stat.bytes !== known.bytes) return "changed";
    if (stat.changedMs !== 0 && stat.changedMs === known.changedMs) return "same";
    if ((await sha256Hex(await this.#file.read())) !== known.sha256) return "changed";
    this.#known = { ...known, changedMs: stat.changedMs };
    return "same";
  }

  /** Nobody looks for a change while this document itself makes one. */
  #inTurn<V>(work: () => Promise<V>): Promise<V> {
    const done = this.#last.then(work);
    this.#last = done.then(
      () => undefined,
      () => undefined,
    );
    return done;
  }

  async #readInstead({ bytes, fileSha256 }: UnsavedBase): Promise<Uint8Array> {
    this.#instead = undefined;
    const stat = await this.#file.stat();
    const content = stat && (await this.#file.read());
    // A file that changed meanwhile stays unknown, so that nothing is written over it unasked.
    if (content && (await sha256Hex(content)) === fileSha256) await this.#remember(stat, content);
    return bytes;
  }

  /**
   * A file that changes while it is read is taken for the older one, so that the change is found
   * later.
   */
  async #remember(stat: FileStat | undefined, content: Uint8Array): Promise<void> {
    const sha256 = await sha256Hex(content);
    this.#known = { changedMs: stat?.changedMs ?? 0, bytes: content.length, sha256 };
  }
}
