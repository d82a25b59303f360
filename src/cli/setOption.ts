/** The option that changes settings of a run: `--set timer.election=150..300`. */
import { bad, describeBadInput, ok, type Result } from "../base/result.js";
import { unknownWord } from "../base/suggest.js";
import type { AnyProtocol } from "../protocol/protocol.js";
import { joinWishes, readSetting, SETTING_GROUPS } from "../session/settings.js";
import type { SetupWish } from "../simulator/setup.js";
import type { GivenArguments } from "./command.js";
import type { OptionSpecs } from "./options.js";

export const SET_OPTION: OptionSpecs = {
  set: {
    value: "G.X=V",
    multiple: true,
    about: "timer.X=150..300, network.X=V, feature.X=V or config.X=V; may be repeated.",
  },
};

/** All that is set, checked against the protocol. */
export function readSettings(protocol: AnyProtocol, given: GivenArguments): Result<SetupWish> {
  const settings = (given.values.get("set") ?? []).map((text) => readSet(protocol, text));
  const problems = settings.flatMap((setting) => (setting.ok ? [] : setting.problems));
  if (problems.length > 0) return bad(...problems);
  return ok(joinWishes(settings.flatMap((setting) => (setting.ok ? [setting.value] : []))));
}

function readSet(protocol: AnyProtocol, text: string): Result<SetupWish> {
  const parts = /^([^.=]*)\.([^=]*)=(.*)$/s.exec(text);
  const [, groupText = "", name = "", value = ""] = parts ?? [];
  if (parts === null) {
    return bad(`--set: expected GROUP.NAME=VALUE such as timer.X=150..300, found ${text}`);
  }
  const group = SETTING_GROUPS.find((known) => known === groupText);
  if (group === undefined) return bad(`--set: ${unknownWord("group", groupText, SETTING_GROUPS)}`);
  const wish = readSetting(protocol, { group, name, value });
  if (wish.ok) return wish;
  return bad(...wish.problems.map((problem) => `--set ${text}: ${describeBadInput(problem)}`));
}
