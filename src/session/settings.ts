import { bad, ok, type Result } from "../base/result.js";
import { unknownWord } from "../base/suggest.js";
import { parseParameter, type AnyParameterSpecs } from "../protocol/parameters.js";
import type { AnyProtocol } from "../protocol/protocol.js";
import { makeSetup, type SetupWish } from "../simulator/setup.js";
import { usualNetwork } from "../simulator/setupTimes.js";
import type { NetworkSettings } from "../trace/network.js";

/** The groups of settings that a person may name, in a scenario as on the command line. */
export const SETTING_GROUPS = ["timer", "network", "feature", "config"] as const;

export type SettingGroup = (typeof SETTING_GROUPS)[number];

/** One setting as somebody typed it: `timer` · `election` · `150..300`. */
export interface TypedSetting {
  readonly group: SettingGroup;
  readonly name: string;
  readonly value: string;
}

/**
 * What the setting asks for, checked against the protocol; unknown names come with the known ones.
 */
export function readSetting(protocol: AnyProtocol, setting: TypedSetting): Result<SetupWish> {
  const { group, name } = setting;
  const known = knownSettings(protocol, group);
  if (!known.includes(name)) return bad(unknownWord(`${group} setting`, name, known));
  const wish = wishFor(protocol, setting);
  if (!wish.ok) {
    const problems = wish.problems.map(({ problem }) => `${group} ${name}: ${problem}`);
    return bad(...problems);
  }
  const setup = makeSetup(protocol, wish.value);
  return setup.ok ? wish : bad(...setup.problems);
}

/** The names that a group of settings has for a protocol. */
export function knownSettings(protocol: AnyProtocol, group: SettingGroup): readonly string[] {
  switch (group) {
    case "timer":
      return Object.keys(protocol.timers);
    case "network":
      return Object.keys(usualNetwork(protocol));
    case "feature":
      return Object.keys(protocol.features);
    case "config":
      return Object.keys(protocol.config);
  }
}

/** All wishes in one; where two speak of the same thing the later holds. */
export function joinWishes(wishes: readonly SetupWish[]): SetupWish {
  return wishes.reduce(
    (all, wish) => ({
      ...all,
      ...wish,
      timers: { ...all.timers, ...wish.timers },
      network: { ...all.network, ...wish.network },
      features: { ...all.features, ...wish.features },
      config: { ...all.config, ...wish.config },
    }),
    {},
  );
}

function wishFor(protocol: AnyProtocol, { group, name, value }: TypedSetting): Result<SetupWish> {
  switch (group) {
    case "timer": {
      const range = readRange(value);
      return range.ok ? ok({ timers: { [name]: range.value } }) : range;
    }
    case "network": {
      const network = readNetwork(name as keyof NetworkSettings, value);
      return network.ok ? ok({ network: network.value }) : network;
    }
    case "feature":
      return readParameter(protocol.features as AnyParameterSpecs, name, value, (features) => ({
        features,
      }));
    case "config":
      return readParameter(protocol.config as AnyParameterSpecs, name, value, (config) => ({
        config,
      }));
  }
}

/** `150..300`, or `50` for a fixed time. */
function readRange(text: string): Result<readonly [minMs: number, maxMs: number]> {
  const parts = /^(\d{1,10})(?:\.\.(\d{1,10}))?$/.exec(text);
  if (parts === null) {
    return bad(`expected milliseconds such as 50 or 150..300, found ${JSON.stringify(text)}`);
  }
  const min = Number(parts[1]);
  return ok([min, parts[2] === undefined ? min : Number(parts[2])]);
}

function readNetwork(name: keyof NetworkSettings, text: string): Result<Partial<NetworkSettings>> {
  const about = "";
  const value = parseParameter(
    name === "fifo"
      ? { about, type: "boolean", default: false }
      : { about, type: "integer", default: 0, min: 0, max: 1_000_000_000 },
    text,
  );
  return value.ok ? ok({ [name]: value.value }) : value;
}

function readParameter(
  specs: AnyParameterSpecs,
  name: string,
  text: string,
  wish: (values: { readonly [name: string]: unknown }) => SetupWish,
): Result<SetupWish> {
  const spec = Object.hasOwn(specs, name) ? specs[name] : undefined;
  if (spec === undefined) return bad(unknownWord("setting", name, Object.keys(specs)));
  const value = parseParameter(spec, text);
  return value.ok ? ok(wish({ [name]: value.value })) : value;
}
