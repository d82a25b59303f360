import { ok } from "../base/result.js";
import type { AnyProtocol } from "../protocol/protocol.js";
import { catalogue } from "../protocols/catalogue.js";
import { makeSetup, type Setup } from "../simulator/setup.js";
import type { Subcommand } from "./command.js";

export const list: Subcommand = {
  name: "list",
  usage: "[--json]",
  summary: "Lists the protocols with their stages, features, timers and invariants.",
  examples: ["lockstep list", "lockstep list --json"],
  options: { json: { about: "Prints JSON for other programs." } },
  takes: { what: "no argument", least: 0, most: 0 },
  run({ values }, terminal) {
    const text = values.has("json")
      ? JSON.stringify({ protocols: catalogue.map(describeProtocol) }, undefined, 2)
      : catalogue.map(tellProtocol).join("\n\n");
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
      promisedAt: stages
        .filter((stage) => invariant.promised(featuresAt(protocol, stage.name)))
        .map((stage) => stage.name),
    })),
  };
}

/** The features of a stage, its differences from the defaults put in. */
function featuresAt(protocol: AnyProtocol, stage: string): Setup["features"] {
  const setup = makeSetup(protocol, { stage });
  return setup.ok ? setup.value.features : {};
}

function tellProtocol(protocol: AnyProtocol): string {
  const { name, title, stages, features, config, timers, size, invariants, moments } = protocol;
  const last = stages.at(-1);
  return [
    `${name}: ${title}`,
    `  ${protocol.source}`,
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
    section("invariants", invariants, (invariant) => [invariant.name, invariant.about]),
    section("moments", moments, (moment) => [moment.name, moment.about]),
  ]
    .filter((part) => part !== "")
    .join("\n");
}

function section<V>(
  title: string,
  items: readonly V[],
  row: (item: V) => readonly [name: string, about: string],
): string {
  const rows = items.map(row);
  if (rows.length === 0) return "";
  const widest = Math.max(...rows.map(([name]) => name.length));
  const lines = rows.map(([name, about]) => `    ${name.padEnd(widest)}  ${about}`.trimEnd());
  return [`  ${title}`, ...lines].join("\n");
}
