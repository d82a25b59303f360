/**
 * How the shapes of `drawing.ts` look. Plain class selectors only: exports are read by simple
 * programs too.
 */
import type { Theme, ThemeToken } from "../theme.js";
import { LABEL_PX, NAME_PX } from "./scale.js";

/** The font that ships under a name of its own, then whatever resembles it. */
export const FONT_FAMILY = '"Lockstep Inter", Inter, "Helvetica Neue", Arial, sans-serif';

const TONES = ["quiet", "seeking", "leading", "waiting", "serving", "odd"] as const;

/** The rules with the theme's colours, or with CSS variables (see `VARIABLES_THEME`). */
export function diagramCss(theme: Theme): string {
  return [...textRules(theme), ...lineRules(theme), ...toneRules(theme)].join("\n");
}

function textRules(theme: Theme): readonly string[] {
  const halo = `paint-order:stroke;stroke:${theme.background};stroke-width:4px`;
  return [
    `text{font-family:${FONT_FAMILY};font-size:${LABEL_PX}px;fill:${theme.foreground}}`,
    `.nodeName{font-size:${NAME_PX}px;text-anchor:middle}`,
    `.nodeRole{fill:${theme.muted};text-anchor:middle}`,
    `.number{fill:${theme.muted};text-anchor:end;font-variant-numeric:tabular-nums}`,
    `.time{fill:${theme.foreground};text-anchor:end;font-variant-numeric:tabular-nums}`,
    `.arrowLabel{text-anchor:middle;${halo}}`,
    `.rowLabel{${halo}}`,
    `.pillText{text-anchor:middle}`,
    `.flagText{${halo}}`,
  ];
}

function lineRules(theme: Theme): readonly string[] {
  return [
    `.guide{stroke:${theme.faint};stroke-width:1;fill:none;opacity:.55}`,
    `.networkGuide{stroke:${theme.hand};stroke-dasharray:2 4;opacity:1}`,
    `.life{fill:none}`,
    `.erases{stroke:${theme.background}}`,
    `.arrowLine{fill:none;stroke-width:1.5}`,
    `.line{fill:none;stroke-width:1.75;stroke-linecap:round;stroke-linejoin:round}`,
    `.hollow{fill:${theme.background};stroke-width:1.75}`,
    `.pillBox{fill:${theme.background};stroke-width:1.25}`,
    `.mark .fill{paint-order:stroke;stroke:${theme.background};stroke-width:2.5}`,
    ...inColour("mark", theme.foreground),
    ...inColour("mark-forced", theme.hand),
    ...inColour("mark-network", theme.hand),
    ...inColour("mark-crash", theme.bad),
    ...inColour("mark-lose", theme.bad),
    ...inColour("flag-moment", theme.moment),
    ...inColour("flag-violated", theme.bad),
    ...inColour("flag-restored", theme.good),
    ...inColour("arrow", theme.arrow),
    ...(["dropped", "blocked", "lost"] as const).flatMap((f) => inColour(`fate-${f}`, theme.bad)),
    ...inColour("fate-held", theme.hand),
    ...inColour("fate-inFlight", theme.flying),
    `.fate-ignored .arrowLine{stroke-width:1}`,
  ];
}

/** All parts of a sign or arrow of that class in one colour. */
function inColour(name: string, colour: string): readonly string[] {
  return [
    `.${name} .fill{fill:${colour}}`,
    `.${name} .line,.${name} .hollow,.${name} .arrowLine{stroke:${colour}}`,
  ];
}

function toneRules(theme: Theme): readonly string[] {
  const rule = (look: string, token: ThemeToken) => [
    `.life.tone-${look}{stroke:${theme[token]}}`,
    `.tone-${look} .pillBox{stroke:${theme[token]}}`,
  ];
  return [
    ...TONES.flatMap((tone) => rule(tone, tone)),
    ...rule("absent", "faint"),
    ...rule("down", "bad"),
  ];
}
