#!/usr/bin/env node
import { version } from "../package.json";
import { describeBadInput } from "./base/result.js";
import { unknownWord } from "./base/suggest.js";
import type { ExitCode, Subcommand, Terminal } from "./cli/command.js";
import { commandHelp, mainHelp } from "./cli/help.js";
import { find } from "./cli/find.js";
import { list } from "./cli/list.js";
import { load } from "./cli/load.js";
import { readArguments } from "./cli/options.js";
import { ProgressLine } from "./cli/progress.js";
import { matrix } from "./cli/matrix.js";
import { run } from "./cli/run.js";
import { exportPicture } from "./cli/export.js";
import { importLog } from "./cli/import.js";
import { compare } from "./cli/compare.js";
import { show } from "./cli/show.js";
import { simulate } from "./cli/simulate.js";
import { verify } from "./cli/verify.js";

const COMMANDS: readonly Subcommand[] = [
  list,
  run,
  matrix,
  simulate,
  load,
  verify,
  compare,
  show,
  find,
  exportPicture,
  importLog,
];

async function main(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const [first, ...rest] = args;
  if (first === "--help" || first === "-h" || first === "help") {
    terminal.out(mainHelp(COMMANDS));
    return 0;
  }
  if (first === "--version" || first === "-V") {
    terminal.out(version);
    return 0;
  }
  const names = COMMANDS.map(({ name }) => name);
  if (first === undefined) {
    terminal.err(mainHelp(COMMANDS));
    return 2;
  }
  const command = COMMANDS.find(({ name }) => name === first);
  if (command !== undefined) return runCommand(command, rest, terminal);
  const what = first.startsWith("-") ? "option" : "command";
  const known = what === "option" ? ["--help", "--version"] : names;
  terminal.err(`lockstep: ${unknownWord(what, first, known)}`);
  return 2;
}

async function runCommand(
  command: Subcommand,
  args: readonly string[],
  terminal: Terminal,
): Promise<ExitCode> {
  const given = readArguments(command, args);
  if (given.ok && given.value.values.has("help")) {
    terminal.out(commandHelp(command));
    return 0;
  }
  const result = given.ok ? await command.run(given.value, terminal) : given;
  if (result.ok) return result.value;
  for (const problem of result.problems) {
    const place = problem.source === undefined ? `lockstep ${command.name}: ` : "";
    terminal.err(`${place}${describeBadInput(problem)}`);
  }
  return 2;
}

function openTerminal(): Terminal {
  const progress = new ProgressLine(process.stderr, process.env);
  return {
    out(text) {
      progress.erase();
      process.stdout.write(`${text}\n`);
    },
    err(text) {
      progress.erase();
      process.stderr.write(`${text}\n`);
    },
    progress(text) {
      if (text === "") progress.erase();
      else progress.show(text);
    },
  };
}

/** A reader such as `head` that has seen enough is no error. */
function leaveQuietly(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
  process.exit();
}

process.stdout.on("error", leaveQuietly);
process.stderr.on("error", leaveQuietly);
void main(process.argv.slice(2), openTerminal()).then((code) => {
  process.exitCode = code;
});
