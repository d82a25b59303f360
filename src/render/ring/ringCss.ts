/** How the shapes of a ring look, beside the rules of the diagram (`diagramCss.ts`). */
import type { Theme, ThemeToken } from "../theme.js";
import { RING_NAME_PX } from "./layout.js";

const TONES = ["quiet", "seeking", "leading", "waiting", "serving", "odd"] as const;

/** The rules with the theme's colours, or with CSS variables. */
export function ringCss(theme: Theme): string {
  const halo = `paint-order:stroke;stroke:${theme.background};stroke-width:4px`;
  return [
    `.ringLine{fill:none;stroke:${theme.arrow};stroke-width:1.5}`,
    `.ringTip .fill{fill:${theme.arrow}}`,
    `.ringSpot{fill:${theme.background};stroke-width:3}`,
    ...TONES.map((tone) => spotRule(theme, tone, tone)),
    spotRule(theme, "down", "bad"),
    spotRule(theme, "absent", "faint"),
    `.ringSpot.tone-down,.ringSpot.tone-absent{stroke-width:1.5;stroke-dasharray:3 3}`,
    `.ringSpot.outside{stroke-dasharray:5 3}`,
    `.ringThingSpot{fill:${theme.trailFill};stroke:${theme.trail};stroke-width:2}`,
    `.ringName{font-size:${RING_NAME_PX}px}`,
    `.ringRole{fill:${theme.muted}}`,
    `.ringMessage{fill:${theme.flying};${halo}}`,
    `.anchor-middle{text-anchor:middle}`,
    `.anchor-end{text-anchor:end}`,
  ].join("\n");
}

function spotRule(theme: Theme, look: string, token: ThemeToken): string {
  return `.ringSpot.tone-${look}{stroke:${theme[token]}}`;
}
