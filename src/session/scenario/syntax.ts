/**
 * A scenario as it is written: names are still words of the person who wrote it, each with its
 * place. `docs/scenario-language.md` explains the language; `bind.ts` resolves the names.
 */
import type { Name } from "../../query/names.js";
import type { Query } from "../../query/syntax.js";
import { SETTING_GROUPS, type SettingGroup } from "../settings.js";

export type { Name };

export interface Scenario {
  /** The first line of the comment that opens the file. */
  readonly title?: string;
  /** The rest of it. */
  readonly about?: string;
  readonly header: ScenarioHeader;
  readonly commands: readonly Command[];
}

export interface ScenarioHeader {
  readonly protocol: PlacedName;
  readonly stage?: PlacedName;
  /** At which stages the expectations are said to fail or to pass. */
  readonly stages: readonly StageClaim[];
  readonly nodes: readonly NodesDirective[];
  readonly seed?: number;
  readonly settings: readonly Setting[];
}

/** A name with its line as well. Lines and columns are 1-based. */
export interface PlacedName extends Name {
  readonly line: number;
}

export interface StageClaim {
  readonly outcome: StageOutcome;
  readonly from: PlacedName;
  /** The last stage of the range; "end" for the protocol's last stage. */
  readonly to: PlacedName | "end";
}

export type StageOutcome = "fails" | "passes";

/** `nodes Ana, Ben` · `nodes 5` · `nodes client: Zoé` */
export interface NodesDirective {
  readonly line: number;
  readonly column: number;
  readonly kind?: Name;
  /** Names, or how many. */
  readonly nodes: readonly Name[] | number;
}

/** `timer election=150..300`, `network dropPerMille=20`, `feature durableLog=off`, `config x=3`. */
export interface Setting {
  readonly group: SettingGroup;
  readonly name: PlacedName;
  /** The text behind the equals sign. */
  readonly value: PlacedName;
}

/** One line below the header. */
export interface Command {
  readonly line: number;
  readonly column: number;
  /** The comment lines directly above, joined. */
  readonly narration?: string;
  readonly does: CommandBody;
}

export type CommandBody =
  | { readonly do: "runFor"; readonly ms: number }
  | { readonly do: "runEvents"; readonly count: number }
  | {
      readonly do: "runUntil";
      readonly query: Query;
      readonly text: string;
      readonly withinMs?: number;
    }
  | { readonly do: "settle" }
  | { readonly do: "beat"; readonly title: string }
  | { readonly do: "expect"; readonly expectation: Expectation; readonly text: string }
  | { readonly do: "intervene"; readonly with: NamedIntervention };

export type Expectation =
  | { readonly when: "now"; readonly query: Query }
  | {
      readonly when: "eventually" | "never";
      readonly what: Query | NamedThing;
      readonly withinMs: number;
    };

/** A moment or an invariant by its name alone. */
export interface NamedThing {
  readonly is: "named";
  readonly name: Name;
}

/** An intervention whose nodes, timers, messages and commands are still words. */
export type NamedIntervention =
  | { readonly type: "timeout"; readonly node: Name; readonly timer: Name }
  | {
      readonly type: "command";
      readonly node: Name;
      readonly command: Name;
      readonly values: readonly Name[];
    }
  | { readonly type: "crash"; readonly node: Name; readonly afterEffects?: number }
  | { readonly type: "restart"; readonly node: Name; readonly diskLost: boolean }
  | { readonly type: "isolate"; readonly node: Name }
  | { readonly type: "cut" | "restore"; readonly links: readonly NamedLink[] }
  | { readonly type: "partition"; readonly groups: readonly (readonly Name[])[] }
  | { readonly type: "heal" }
  | {
      readonly type: "clock";
      readonly node: Name;
      readonly ratePerMille: number;
      readonly offsetMs: number;
    }
  | {
      readonly type: "addNode";
      readonly kind?: Name;
      readonly node: Name;
      /** Absent: linked with all. */
      readonly linked?: readonly Name[];
    }
  | { readonly type: "removeNode"; readonly node: Name }
  | { readonly type: "addLink" | "removeLink"; readonly links: readonly NamedLink[] }
  | {
      readonly type: "forge";
      readonly link: NamedLink;
      readonly message: Name;
      readonly fields: readonly NamedField[];
    }
  /** What is persisted reaches the disk so much later. */
  | { readonly type: "disk"; readonly node: Name; readonly lagMs: number }
  | NamedMessageIntervention;

export interface NamedMessageIntervention {
  readonly type: MessageVerb;
  readonly link: NamedLink;
  readonly message: Name;
  /** The how manieth of those on their way, in sending order, from 1. */
  readonly ordinal: number;
  /** Of `delay`. */
  readonly byMs?: number;
}

/** A field of a forged message. */
export interface NamedField {
  readonly name: Name;
  readonly value: NamedValue;
}

/** A value as it is written; the field that holds it says whether a word means a node or a text. */
export type NamedValue = { readonly column: number } & (
  | { readonly is: "plain"; readonly text: string; readonly value: number | boolean | null }
  | { readonly is: "word"; readonly text: string }
  | { readonly is: "list"; readonly items: readonly NamedValue[] }
  | { readonly is: "object"; readonly fields: readonly NamedField[] }
);

export type MessageVerb = (typeof MESSAGE_VERBS)[number];

export const MESSAGE_VERBS = ["receive", "drop", "duplicate", "delay", "hold", "release"] as const;

export interface NamedLink {
  readonly from: Name;
  readonly to: Name;
}

export const DIRECTIVES = [
  "protocol",
  "stage",
  "stages",
  "nodes",
  "seed",
  ...SETTING_GROUPS,
] as const;

export type Directive = (typeof DIRECTIVES)[number];

export const COMMAND_WORDS = [
  "run",
  "settle",
  "beat",
  "expect",
  "timeout",
  "command",
  ...MESSAGE_VERBS,
  "cut",
  "restore",
  "isolate",
  "partition",
  "heal",
  "crash",
  "restart",
  "clock",
  "add",
  "remove",
  "forge",
  "disk",
] as const;

export type CommandWord = (typeof COMMAND_WORDS)[number];
