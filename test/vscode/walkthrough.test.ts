import * as fs from "node:fs";
import { describe, expect, it } from "vitest";

interface Step {
  readonly id: string;
  readonly description: string;
  readonly media: { readonly image: Readonly<Record<string, string>>; readonly altText: string };
  readonly completionEvents: readonly string[];
}

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string }[];
    readonly walkthroughs: readonly { readonly steps: readonly Step[] }[];
  };
}

const { contributes } = JSON.parse(fs.readFileSync("package.json", "utf8")) as Manifest;
const commands = contributes.commands.map(({ command }) => command);
const steps = contributes.walkthroughs.flatMap((walkthrough) => walkthrough.steps);

describe("the walkthrough", () => {
  it("leads from the gallery over a forced timer to an exported picture", () => {
    expect(steps.map(({ id }) => id)).toEqual(["open", "step", "force", "break", "export"]);
  });

  it.each(steps)("has commands that exist and a way to be done: $id", (step) => {
    const linked = [...step.description.matchAll(/\(command:([\w.]+)/g)].map(([, id = ""]) => id);
    const awaited = step.completionEvents.map((event) => event.replace(/^onCommand:/, ""));
    expect(linked.length).toBeGreaterThan(0);
    expect(commands).toEqual(expect.arrayContaining([...linked, ...awaited]));
    expect(awaited.some((command) => linked.includes(command))).toBe(true);
  });

  it.each(steps)("has a picture for every theme, and words for it: $id", ({ media }) => {
    expect(Object.keys(media.image)).toEqual(["dark", "light", "hc", "hcLight"]);
    for (const file of Object.values(media.image)) expect(fs.existsSync(file)).toBe(true);
    expect(media.altText).not.toBe("");
  });
});
