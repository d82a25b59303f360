import { describe, expect, it } from "vitest";
import type { MessageField } from "../../src/protocol/protocol.js";
import { ensure } from "../../src/base/assert.js";
import { catalogue } from "../../src/protocols/catalogue.js";
import { Recorder } from "../../src/simulator/recorder.js";
import { Simulator } from "../../src/simulator/simulator.js";
import type { Json, JsonObject } from "../../src/trace/ids.js";
import { setupOf } from "../simulator/runs.js";
import { anyIntervention, Dice } from "./faultPlan.js";

const OPTIONS = { record: true, check: true };

/** Anything that such a field may hold: sensible values and wild ones. */
function anyField(field: MessageField, dice: Dice): Json {
  if (field === "integer") return dice.pick([-1, 0, 1, 2, 3, 7, 1_000_000]) ?? 0;
  if (field === "truth") return dice.isOneIn(2);
  if (field === "node") return `n${dice.between(1, 3)}`;
  if (field === "text") return dice.pick(["set x 1", "get x", "", "jump", '"', "set"]) ?? "";
  if ("orNull" in field) return dice.isOneIn(3) ? null : anyField(field.orNull, dice);
  if ("list" in field) {
    return Array.from({ length: dice.between(0, 3) }, () => anyField(field.list, dice));
  }
  if ("perNode" in field) {
    const nodes = ["n1", "n2", "n3"].filter(() => dice.isOneIn(2));
    return Object.fromEntries(nodes.map((node) => [node, anyField(field.perNode, dice)]));
  }
  if ("optional" in field) return anyField(field.optional, dice);
  if ("isOne" in field) return dice.pick(["get x", "set x 1", "held", "wanted"]) ?? "";
  return anyFields(field.object, dice);
}

function anyFields(form: { readonly [field: string]: MessageField }, dice: Dice): JsonObject {
  const fields = Object.entries(form).map(([field, of]) => [field, anyField(of, dice)]);
  return Object.fromEntries(fields) as JsonObject;
}

describe.each(catalogue.filter(({ messages }) => messages !== undefined))("$name", (protocol) => {
  it("takes any forged message that is not refused: promises break, the engine does not", () => {
    const forms = Object.entries<{ readonly [field: string]: MessageField } | undefined>(
      protocol.messages ?? {},
    );
    let forged = 0;
    for (let seed = 1; seed <= 200; seed++) {
      const dice = new Dice(seed, "forgeries");
      const run = new Simulator(setupOf({ seed }, protocol), OPTIONS);
      const last = run.setup.nodes.length;
      const recorder = new Recorder(run.setup);
      for (let turn = 0; turn < 200; turn++) {
        if (dice.isOneIn(4)) {
          const [type, form = {}] = ensure(dice.pick(forms), "there is a form");
          const [from, to] = [`n${dice.between(1, last)}`, `n${dice.between(1, last)}`];
          const body = { ...anyFields(form, dice), type };
          if (run.intervene({ type: "forge", from, to, body }).ok) forged++;
        }
        const tried = dice.isOneIn(8) ? run.intervene(anyIntervention(run, dice)) : undefined;
        const step = tried?.ok === true ? tried.value : run.step();
        if (step !== undefined) recorder.event(step);
      }
    }
    expect(forged).toBeGreaterThan(1000);
  });
});
