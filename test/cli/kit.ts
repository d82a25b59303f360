import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { buildSync } from "esbuild";
import { repository } from "../tidy/source.js";

/** A scenario's beginning: Ben is elected, so that there is a leader to expect things of. */
export const LED =
  'protocol raft\nnodes Ana, Ben, Cleo\nseed 1\nrun until moment "leader elected"\n';

export interface CliResult {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** The command line as it is shipped: bundled once into a folder of its own, run as a process. */
export class BuiltCli {
  readonly #home = fs.mkdtempSync(path.join(os.tmpdir(), "lockstep-cli-"));
  /** Where it runs. */
  readonly folder = path.join(this.#home, "work");
  readonly bundle = path.join(this.#home, "dist", "cli.js");

  constructor() {
    fs.mkdirSync(this.folder);
    fs.symlinkSync(path.join(repository, "media"), path.join(this.#home, "media"));
    buildSync({
      ...{ entryPoints: [path.join(repository, "src/cli.ts")], outfile: this.bundle },
      ...{ bundle: true, platform: "node", format: "cjs", target: "node20", logLevel: "error" },
      mainFields: ["module", "main"],
    });
  }

  run(...args: readonly string[]): CliResult {
    const { status, stdout, stderr } = spawnSync(process.execPath, [this.bundle, ...args], {
      ...{ cwd: this.folder, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] },
      timeout: 60_000,
    });
    return { code: status, out: stdout, err: stderr };
  }

  /** Writes a file into the working folder and returns its name. */
  file(name: string, text: string | Uint8Array): string {
    fs.writeFileSync(path.join(this.folder, name), text);
    return name;
  }

  read(name: string): string {
    return fs.readFileSync(path.join(this.folder, name), "utf8");
  }

  /** Names of the files in the working folder. */
  files(): readonly string[] {
    return fs.readdirSync(this.folder);
  }

  remove(): void {
    fs.rmSync(this.#home, { recursive: true, force: true });
  }
}
