import type { Result } from "../base/result.js";
import type { OptionSpecs, OptionValues } from "./options.js";

/** 0: success. 1: an expectation or a verification failed. 2: bad input. */
export type ExitCode = 0 | 1 | 2;

/** One subcommand of `lockstep`. */
export interface Subcommand {
  readonly name: string;
  /** What stands behind the name in a usage line, such as `FILE --at N`. */
  readonly usage: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** Whole command lines that work. */
  readonly examples: readonly string[];
  readonly options: OptionSpecs;
  /** How many arguments it takes beside options. */
  readonly takes: { readonly what: string; readonly least: number; readonly most: number };
  /** Bad input is told by the caller, with exit code 2. */
  run(given: GivenArguments, terminal: Terminal): Promise<Result<ExitCode>>;
}

export interface GivenArguments {
  readonly positionals: readonly string[];
  readonly values: OptionValues;
}

/** Where a command speaks to. */
export interface Terminal {
  /** Results, with a line feed added. */
  out(text: string): void;
  /** What went wrong, with a line feed added. */
  err(text: string): void;
  /** Replaces the progress line; an empty text erases it. Nothing unless somebody watches. */
  progress(text: string): void;
}
