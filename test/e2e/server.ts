/** A VS Code server on a loopback port, started for one test file and ended with it. */

import { execFile, spawn, type ChildProcess } from "node:child_process";
import * as fs from "node:fs";
import * as net from "node:net";
import * as os from "node:os";
import * as path from "node:path";
import { promisify } from "node:util";
import { within } from "./waiting.js";

export type Settings = Readonly<Record<string, unknown>>;

export interface ServerOptions {
  /** User settings on top of the quiet ones that every test wants. */
  readonly settings?: Settings;
  /** Folders are opened in Restricted Mode until somebody says that they are trusted. */
  readonly asksForTrust?: boolean;
  /** Extension folders to install, for what development mode switches off (hot exit). */
  readonly installed?: readonly string[];
  /** Packages (`.vsix`) to install as a user does. */
  readonly packages?: readonly string[];
  /** Keep what a user has (settings, extensions) in this folder instead of a temporary one. */
  readonly dataDir?: string;
  /** A server that is started again needs its old port: browsers keep a window's state by it. */
  readonly port?: number;
}

export interface Server {
  /** `localhost:<port>`, also the authority of `vscode-remote://` addresses. */
  readonly host: string;
  readonly pid: number;
  readonly dataDir: string;
  /** Everything the server printed. */
  log(): string;
  changeSettings(settings: Settings): void;
  stop(): Promise<void>;
}

const packages = path.join(import.meta.dirname, "node_modules");
const nodeBinary = path.join(packages, `node-linux-${process.arch}`, "bin", "node");
const serverMain = path.join(packages, "code-server", "lib", "vscode", "out", "server-main.js");

const leash = path.join(import.meta.dirname, "leash.cjs");

const TRUSTING = "--disable-workspace-trust";
const START_MS = 60_000;
const STOP_MS = 10_000;

export const quietSettings: Settings = {
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "telemetry.telemetryLevel": "off",
  "extensions.autoCheckUpdates": false,
  "extensions.autoUpdate": false,
  "extensions.ignoreRecommendations": true,
  "update.mode": "none",
  "window.confirmBeforeClose": "never",
  "git.enabled": false,
  "files.autoSave": "off", // as on a desktop: a browser's VS Code would save after a second
  "chat.disableAIFeatures": true,
};

export async function startServer(options: ServerOptions = {}): Promise<Server> {
  const temporary = options.dataDir === undefined;
  const dataDir = options.dataDir ?? fs.mkdtempSync(path.join(os.tmpdir(), "lockstep-e2e-"));
  const { asksForTrust = false } = options;
  const trust = { "security.workspace.trust.enabled": asksForTrust };
  const changeSettings = (settings: Settings): void => {
    writeSettings(dataDir, { ...quietSettings, ...trust, ...options.settings, ...settings });
  };
  changeSettings({});
  installExtensions(path.join(dataDir, "extensions"), options.installed ?? []);
  for (const file of options.packages ?? []) await installPackage(dataDir, file);

  const port = options.port ?? (await freePort());
  const args = [...serverArguments(port, dataDir), ...(asksForTrust ? [] : [TRUSTING])];
  const child = spawn(nodeBinary, [leash, nodeBinary, ...args], {
    stdio: ["pipe", "pipe", "pipe"],
    detached: true, // a process group of its own, so that extension hosts end with the server
    env: {
      ...process.env,
      EXTENSIONS_GALLERY: "{}", // no shop to ask, no look-ups
      ...(temporary ? { LEASH_REMOVE: dataDir } : {}),
    },
  });
  const pid = child.pid;
  if (pid === undefined) {
    throw new Error(`Could not start ${nodeBinary}: is test/e2e installed?`);
  }
  const output = collectOutput(child);
  const stop = async (): Promise<void> => {
    await end(child);
    if (temporary) {
      fs.rmSync(dataDir, { recursive: true, force: true });
    }
  };
  try {
    await within("the VS Code server to start", START_MS, untilReady(child));
  } catch (error) {
    await stop();
    throw new Error(`${String(error)}\n${output()}`, { cause: error });
  }
  return { host: `localhost:${port}`, pid, dataDir, log: output, changeSettings, stop };
}

function serverArguments(port: number, dataDir: string): string[] {
  return [
    serverMain,
    ...["--host", "127.0.0.1", "--port", String(port), "--without-connection-token"],
    ...folderArguments(dataDir),
    ...["--accept-server-license-terms", "--telemetry-level", "off"],
    // A built workbench reads the address's test payload only with this one.
    "--enable-smoke-test-driver",
  ];
}

function folderArguments(dataDir: string): string[] {
  return ["--server-data-dir", dataDir, "--extensions-dir", path.join(dataDir, "extensions")];
}

/** By the server's own installer; a file that it refuses makes it fail. */
async function installPackage(dataDir: string, file: string): Promise<void> {
  const install = [serverMain, "--install-extension", file, ...folderArguments(dataDir)];
  await promisify(execFile)(nodeBinary, install, { timeout: START_MS });
}

function writeSettings(dataDir: string, settings: Settings): void {
  for (const scope of ["User", "Machine"]) {
    const folder = path.join(dataDir, "data", scope);
    fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(path.join(folder, "settings.json"), JSON.stringify(settings, null, 2));
  }
}

function installExtensions(extensionsDir: string, folders: readonly string[]): void {
  fs.mkdirSync(extensionsDir, { recursive: true });
  for (const folder of folders) {
    const manifest = JSON.parse(
      fs.readFileSync(path.join(folder, "package.json"), "utf8"),
    ) as Record<"publisher" | "name" | "version", string>;
    const name = `${manifest.publisher}.${manifest.name}-${manifest.version}`;
    fs.symlinkSync(folder, path.join(extensionsDir, name), "dir");
  }
}

function collectOutput(child: ChildProcess): () => string {
  const chunks: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (chunk: Buffer) => chunks.push(chunk.toString()));
  }
  return () => chunks.join("");
}

function untilReady(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    child.stdout?.on("data", (chunk: Buffer) => {
      if (chunk.toString().includes("Web UI available")) {
        resolve();
      }
    });
    child.once("exit", (code) => {
      reject(new Error(`The VS Code server ended with code ${String(code)}`));
    });
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) {
    return;
  }
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  child.stdin?.end();
  await within("the VS Code server to end", STOP_MS, ended);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = net.createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as net.AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
