/** Which part of a run a picture can show, and in what. Needs no VS Code. */
import type { ExportOptions } from "../render/export.js";
import type { ThemeName } from "../render/theme.js";
import { displayText } from "../trace/displayText.js";
import { beatsUpTo } from "../trace/upTo.js";
import type { Choice } from "./choices.js";
import type { OpenRun } from "./openRun.js";

/** In what, and with which event's causes. */
export type Kind = Pick<ExportOptions, "format" | "causes">;

/** Events from … to, or the run as it is seen at a cursor. */
export type Part = Pick<ExportOptions, "from" | "to" | "at">;

type Standing = Pick<OpenRun, "trace" | "position">;

/**
 * With causes first where the editor shows them; there are none before the first event. The ring is
 * one where the trace tells of any.
 */
export function kindChoices(
  { trace, position }: Standing,
  showsCauses: boolean,
): readonly Choice<Kind>[] {
  const { cursor } = position;
  const plain = choice("SVG", "the space-time diagram, whole, in one file", { format: "svg" });
  const whose = `what led to event ${cursor} stands out`;
  const caused = choice("SVG with Causes", whose, { format: "svg", causes: cursor });
  const ring = choice("Ring", `as it stands after event ${cursor}`, { format: "ring" });
  const diagrams = cursor === 0 ? [plain] : showsCauses ? [caused, plain] : [plain, caused];
  return [
    ...diagrams,
    choice("Overview", "the run on one page, as SVG", { format: "overview" }),
    choice("Mermaid", "a sequence diagram as text", { format: "mermaid" }),
    choice("Text", "a transcript to read", { format: "text" }),
    ...(trace.header.ring === undefined ? [] : [ring]),
  ];
}

function choice(label: string, description: string, value: Kind): Choice<Kind> {
  return { label, description, value };
}

/** The theme of the editor first, if it is known. */
export function themeChoices(editor: ThemeName): readonly Choice<ThemeName>[] {
  return [
    { label: "Print", description: "on white, for slides and paper", value: "print" },
    { label: "As in the editor", description: WORDS[editor], value: editor },
    ...(Object.keys(WORDS) as ThemeName[])
      .filter((name) => name !== "print" && name !== editor)
      .map((name) => ({ label: WORDS[name], value: name })),
  ];
}

const WORDS: { readonly [T in ThemeName]: string } = {
  print: "Print",
  light: "Light",
  dark: "Dark",
  highContrast: "High contrast",
  highContrastLight: "High contrast, light",
};

/** What needs further questions is a name. */
export function partChoices({
  trace,
  position,
}: Standing): readonly Choice<Part | "beats" | "range">[] {
  const { branch, cursor } = position;
  const length = trace.length(branch);
  const hasBeats = beatsUpTo(trace, branch, length).length > 0;
  return [
    { label: "The whole branch", description: `${branch}, ${length} events`, value: {} },
    {
      label: "Up to the cursor",
      description: `as it is seen after event ${cursor}`,
      value: { at: cursor },
    },
    ...(hasBeats ? [{ label: "From a beat to a beat…", value: "beats" } as const] : []),
    ...(length > 0 ? [{ label: "Some events…", value: "range" } as const] : []),
  ];
}

/** The beats with events after them: what happens after one of them is shown. */
export function firstBeatChoices({ trace, position }: Standing): readonly Choice<number>[] {
  const length = trace.length(position.branch);
  const beats = beatsUpTo(trace, position.branch, length - 1);
  return beats.map(({ title, after }) => beatChoice(title, after, after + 1));
}

/** Where a part can end that begins with that event: at a later beat, or with the run. */
export function lastBeatChoices(
  { trace, position }: Standing,
  from: number,
): readonly Choice<number>[] {
  const length = trace.length(position.branch);
  const later = beatsUpTo(trace, position.branch, length).filter(({ after }) => after >= from);
  return [
    ...later.map(({ title, after }) => beatChoice(title, after, after)),
    { label: "The end", description: `after event ${length}`, value: length },
  ];
}

function beatChoice(title: string, after: number, value: number): Choice<number> {
  return { label: displayText(title, 60), description: `after event ${after}`, value };
}
