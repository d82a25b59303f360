/** What a document needs of the editor around it. Needs no VS Code. */
import type { Position } from "../session/edits.js";
import type { Backup } from "./backup.js";
import type { FileAccess, UnsavedBase } from "./fileAccess.js";
import type { LogSurroundings } from "./logs/readLog.js";

export interface DocumentSurroundings {
  readonly file: FileAccess;
  /** Lets the event loop turn. */
  pause(): Promise<void>;
  /** Where the document stood when it was last open. */
  recall(): Position | undefined;
  remember(position: Position): void;
  /** Of logs that other tools wrote; without it they are not read. */
  readonly logs?: LogSurroundings;
  /** Unsaved edits that VS Code kept over its end. */
  readonly backup?: Backup;
  /** There is no file yet: what is read comes from `base`, and backups hold it. */
  readonly isUnsaved?: boolean;
  /** What is read the first time instead of the file. */
  readonly base?: UnsavedBase;
}
