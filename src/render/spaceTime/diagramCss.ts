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
    `.stageName{font-size:${NAME_PX}px;font-weight:600}`,
    `.nodeRole{fill:${theme.muted};text-anchor:middle}`,
    `.number{fill:${theme.muted};text-anchor:end;font-variant-numeric:tabular-nums}`,
    `.time{fill:${theme.foreground};text-anchor:end;font-variant-numeric:tabular-nums}`,
    `.arrowLabel{text-anchor:middle;${halo}}`,
    `.rowLabel{${halo}}`,
    `.trailTag{text-anchor:middle;fill:${theme.trail};${halo}}`,
    `.tag{text-anchor:middle;fill:${theme.muted};${halo}}`,
    `.bandLabel{text-anchor:middle;fill:${theme.bad};${halo}}`,
    `.pillText{text-anchor:middle}`,
    `.legendText{fill:${theme.muted}}`,
    `.legendRule{stroke:${theme.faint};stroke-width:1;fill:none}`,
    `.flagText{${halo}}`,
    `.cursorWords{fill:${theme.muted}}`,
  ];
}

function lineRules(theme: Theme): readonly string[] {
  return [
    `.guide{stroke:${theme.faint};stroke-width:1;fill:none;opacity:.55}`,
    `.networkGuide{stroke:${theme.hand};stroke-dasharray:2 4;opacity:1}`,
    `.cursorEdge{stroke:${theme.foreground};stroke-width:1.5}`,
    `.life{fill:none}`,
    `.gap{fill:none;stroke:${theme.bad};stroke-width:1.25;opacity:.75}`,
    ...laneRules(theme),
    ...bandRules(theme),
    ...trailRules(theme),
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
    ...inColour("sample", theme.arrow),
    ...(["dropped", "blocked", "lost"] as const).flatMap((f) => inColour(`fate-${f}`, theme.bad)),
    ...inColour("fate-held", theme.hand),
    ...inColour("fate-inFlight", theme.flying),
    `.fate-ignored .arrowLine{stroke-width:1}`,
  ];
}

/** Calm: there are many of them. */
function laneRules(theme: Theme): readonly string[] {
  const line = `stroke:${theme.muted};fill:none`;
  return [
    `.timerBar{${line};stroke-width:1.25;opacity:.5}`,
    `.timerEnd{opacity:.85}`,
    `.timerEnd .line{${line};stroke-width:1.25}`,
    `.timerEnd .hollow{stroke:${theme.muted};stroke-width:1}`,
    `.timerEnd .fill{fill:${theme.muted}}`,
    `.block{fill:${theme.muted}}`,
    `.block.pattern-0{opacity:.6}`,
    `.block.pattern-1{opacity:.22}`,
    `.tintArea{fill:${theme.muted};opacity:.14}`,
    `.tintEdge{${line};stroke-width:1;opacity:.6}`,
    `.pattern-1 .tintEdge{stroke-dasharray:4 3}`,
  ];
}

function trailRules(theme: Theme): readonly string[] {
  const round = "fill:none;stroke-linecap:round;stroke-linejoin:round";
  return [
    `.trailEdge{stroke:${theme.trail};${round}}`,
    `.trailFill{stroke:${theme.trailFill};${round}}`,
    `.trailStripes{stroke:${theme.trail};fill:none;opacity:.5}`,
    `.trailRim{fill:${theme.trail}}`,
    `.trailSpot{fill:${theme.trailFill}}`,
    `.trailEnd{stroke:${theme.trail};stroke-width:3.5;fill:none}`,
  ];
}

function bandRules(theme: Theme): readonly string[] {
  const line = `stroke:${theme.bad};fill:none;stroke-width:1`;
  return [
    `.bandArea{fill:${theme.bad};opacity:.07}`,
    `.bandEdge{${line};opacity:.55}`,
    `.bandHatch{${line};opacity:.4}`,
    `.band-part .bandEdge{stroke-dasharray:3 5;opacity:.45}`,
    `.band-part .bandArea{opacity:.04}`,
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
  return [...TONES.flatMap((tone) => rule(tone, tone)), ...rule("absent", "faint")];
}
