import type { Subcommand } from "./command.js";
import { HELP, type OptionSpecs } from "./options.js";

/** The help of the whole program. */
export function mainHelp(commands: readonly Subcommand[]): string {
  const usages = commands.map(({ name, usage }) => `lockstep ${name} ${usage}`.trimEnd());
  return [
    "Run, record, verify and show distributed protocols.",
    "",
    "Usage:",
    ...table(commands.map(({ summary }, place) => [usages[place] ?? "", summary])),
    "",
    "lockstep COMMAND --help   tells more about a command.",
    "lockstep --version        tells the version.",
    "",
    "Exit codes: 0 success · 1 an expectation or a verification failed · 2 bad input.",
  ].join("\n");
}

/** The help of one subcommand. */
export function commandHelp(command: Subcommand): string {
  const { name, usage, summary, examples, options } = command;
  return [
    summary,
    "",
    `Usage: lockstep ${name} ${usage}`.trimEnd(),
    "",
    "Options:",
    ...table(optionRows({ ...options, ...HELP })),
    "",
    "Examples:",
    ...examples.map((example) => `  ${example}`),
  ].join("\n");
}

function optionRows(options: OptionSpecs): readonly (readonly [string, string])[] {
  return Object.entries(options).map(([name, { value, short, about }]) => {
    const names = short === undefined ? `--${name}` : `-${short}, --${name}`;
    return [value === undefined ? names : `${names} ${value}`, about];
  });
}

/** Two columns; what does not fit beside stands below. */
function table(rows: readonly (readonly [string, string])[]): readonly string[] {
  const widest = Math.min(28, Math.max(...rows.map(([left]) => left.length)));
  return rows.flatMap(([left, right]) =>
    left.length > widest
      ? [`  ${left}`, `  ${" ".repeat(widest)}  ${right}`]
      : [`  ${left.padEnd(widest)}  ${right}`],
  );
}
