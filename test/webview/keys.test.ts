import * as fs from "node:fs";
import { describe, expect, it } from "vitest";
import {
  freeCommandIds,
  hostCommandIds,
  moveIds,
  viewActionIds,
} from "../../src/vscode/commandIds.js";
import { COMMAND_KEYS } from "../../src/bridge/commandKeys.js";
import { deedOf, type KeyDeed, type KeyPress } from "../../src/webview/model/keys.js";

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string }[];
    readonly keybindings: readonly { command: string; key: string; when: string }[];
  };
}

const manifest = JSON.parse(fs.readFileSync("package.json", "utf8")) as Manifest;
const { commands, keybindings } = manifest.contributes;

/** What a browser calls the keys that VS Code's manifest names so. */
const BROWSER_KEYS: { readonly [key: string]: string } = {
  right: "ArrowRight",
  left: "ArrowLeft",
  up: "ArrowUp",
  down: "ArrowDown",
  home: "Home",
  end: "End",
  pageup: "PageUp",
  pagedown: "PageDown",
  "shift+=": "+",
  numpad_add: "+",
  numpad_subtract: "-",
  numpad0: "0",
  "shift+/": "?",
};

/** A letter with Shift is a capital there. */
function browserKey(key: string): string {
  const letter = /^shift\+([a-z])$/.exec(key)?.[1];
  return letter?.toUpperCase() ?? BROWSER_KEYS[key] ?? key;
}

const plain = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };

/** A key of the manifest as a browser tells it. */
function press(key: string): KeyPress {
  if (key === "shift+f3") return { ...plain, key: "F3", shiftKey: true };
  if (key === "f3") return { ...plain, key: "F3" };
  if (key === "ctrl+f") return { ...plain, key: "f", ctrlKey: true };
  return { ...plain, key: browserKey(key) };
}

function commandOf(deed: KeyDeed | undefined): string | undefined {
  if (deed === undefined) return undefined;
  if (deed.does === "act") return viewActionIds[deed.action];
  if (deed.does === "invoke") return hostCommandIds[deed.command];
  return Object.keys(moveIds).find((id) => moveIds[id] === deed.events);
}

describe("the keyboard", () => {
  it.each(keybindings)("means the same in the page and in VS Code: $key", ({ key, command }) => {
    expect(commandOf(deedOf(press(key)))).toBe(command);
  });

  it("has a key binding for every key of a command", () => {
    const bound = keybindings.map(({ key, command }) => `${browserKey(key)} ${command}`);
    const wanted = COMMAND_KEYS.map(({ key, command }) => `${key} ${hostCommandIds[command]}`);
    expect(bound).toEqual(expect.arrayContaining(wanted));
    expect(new Set(keybindings.map(({ key }) => key)).size).toBe(keybindings.length);
  });

  it("leaves keys with a modifier to VS Code", () => {
    for (const modifier of ["ctrlKey", "metaKey", "altKey"]) {
      expect(deedOf({ key: "ArrowRight", ...plain, [modifier]: true })).toBeUndefined();
    }
  });

  it("takes no key from an input, a list or a view", () => {
    for (const { when } of keybindings) {
      expect(when).toContain("activeCustomEditorId == lockstep.trace && !inputFocus && !listFocus");
      expect(when).toContain("!focusedView");
    }
  });

  it("knows no names beyond its own", () => {
    expect(deedOf({ key: "toString", ...plain })).toBeUndefined();
  });
});

describe("the manifest", () => {
  it("lists every command that is registered and no other", () => {
    const registered = [
      ...Object.values(hostCommandIds),
      ...Object.values(viewActionIds),
      ...Object.keys(moveIds),
      ...Object.values(freeCommandIds),
    ];
    expect(commands.map(({ command }) => command).sort()).toEqual(registered.sort());
  });
});
