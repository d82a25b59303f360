import { ok } from "../base/result.js";
import type { AnyProtocol } from "../protocol/protocol.js";
import { catalogue, findProtocol } from "../protocols/catalogue.js";
import { promisedStages } from "../session/promises.js";
import type { Subcommand } from "./command.js";

/** Longer lines are wrapped, so that a table reads well in a terminal. */
const WIDTH = 100;

export const list: Subcommand = {
  name: "list",
  usage: "[PROTOCOL] [--json]",
  summary: "Lists the protocols, or one, with stages, features, timers and invariants.",
  examples: ["lockstep list", "lockstep list raft", "lockstep list --json"],
  options: { json: { about: "Prints JSON for other programs." } },
  takes: { what: "a protocol", least: 0, most: 1 },
  run({ positionals: [name], values }, terminal) {
    const found = name === undefined ? ok(undefined) : findProtocol(name);
    if (!found.ok) return Promise.resolve(found);
    const protocols = found.value === undefined ? catalogue : [found.value];
    const text = values.has("json")
      ? JSON.stringify({ protocols: protocols.map(describeProtocol) }, undefined, 2)
      : protocols.map(tellProtocol).join("\n\n");
    terminal.out(text);
    return Promise.resolve(ok(0 as const));
  },
};

/** Everything about an engine that another program may want to choose from. */
function describeProtocol(protocol: AnyProtocol) {
  const { name, title, engineVersion, source, assumes, survives, beyond } = protocol;
  const { stages, features, config, timers, size, commands } = protocol;
  return {
    ...{ name, title, engineVersion, source, assumes, survives, beyond },
    ...{ stages, features, config, timers, size, commands },
    moments: protocol.moments.map(({ name, about }) => ({ name, about })),
    invariants: protocol.invariants.map((invariant) => ({
      name: invariant.name,
      about: invariant.about,
      promisedAt: promisedStages(protocol, invariant),
    })),
  };
}

function tellProtocol(protocol: AnyProtocol): string {
  const { name, title, stages, features, config, timers, size, invariants, moments } = protocol;
  const last = stages.at(-1);
  return [
    `${name}: ${title}`,
    `  ${protocol.source}`,
    section("assumes", protocol.assumes, (sentence) => [sentence]),
    section("survives", protocol.survives, (sentence) => [sentence]),
    section("beyond that", protocol.beyond, (sentence) => [sentence]),
    section("nodes", Object.entries(size), ([kind, { min, usual, max }]) => [
      kind,
      `${min} to ${max}, usually ${usual}`,
    ]),
    section("stages", stages, (stage) => [
      `${stage.name}${stage === last ? " (default)" : ""}`,
      stage.teaches,
    ]),
    section("features", Object.entries(features), ([feature, spec]) => [
      `${feature} = ${String(spec.default)}`,
      spec.about,
    ]),
    section("config", Object.entries(config), ([field, spec]) => [
      `${field} = ${String(spec.default)}`,
      spec.about,
    ]),
    section("timers", Object.entries(timers), ([timer, [min, max]]) => [
      timer,
      min === max ? `${min} ms` : `${min} to ${max} ms`,
    ]),
    section("commands", Object.entries(protocol.commands), ([command, form]) => [
      [command, ...Object.keys(form).map((field) => field.toUpperCase())].join(" "),
      "",
    ]),
    section("invariants", invariants, (invariant) => [
      invariant.name,
      `${invariant.about} ${tellPromise(protocol, promisedStages(protocol, invariant))}`,
    ]),
    section("moments", moments, (moment) => [moment.name, moment.about]),
  ]
    .filter((part) => part !== "")
    .join("\n");
}

function tellPromise({ stages }: AnyProtocol, promised: readonly string[]): string {
  if (promised.length === stages.length) return "Promised at every stage.";
  if (promised.length === 0) return "Promised at no stage.";
  const missing = stages.map(({ name }) => name).filter((name) => !promised.includes(name));
  return promised.length <= missing.length
    ? `Promised at ${promised.join(", ")}.`
    : `Promised, but not at ${missing.join(", ")}.`;
}

function section<V>(
  title: string,
  items: readonly V[],
  row: (item: V) => readonly [name: string, about?: string],
): string {
  const rows = items.map(row);
  if (rows.length === 0) return "";
  const widest = Math.max(...rows.map(([name]) => name.length));
  const lines = rows.flatMap(([name, about = ""]) => {
    if (about === "") return wrap(name, WIDTH - 4).map((line) => `    ${line}`);
    const [first = "", ...more] = wrap(about, Math.max(40, WIDTH - widest - 6));
    const below = more.map((line) => `${" ".repeat(widest + 6)}${line}`);
    return [`    ${name.padEnd(widest)}  ${first}`, ...below];
  });
  return [`  ${title}`, ...lines].join("\n");
}

/** Breaks a sentence between words into lines of that width; a longer word stays whole. */
function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    const joined = last === undefined ? word : `${last} ${word}`;
    if (last === undefined || joined.length > width) lines.push(word);
    else lines[lines.length - 1] = joined;
  }
  return lines;
}
