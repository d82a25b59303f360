/** How the shapes of a far-out picture look, beside the rules of the diagram (`diagramCss.ts`). */
import type { Theme, ThemeToken } from "../theme.js";
import { STRAND_WEIGHTS, type FlagTone } from "./picture.js";

const FLAG_TOKENS: { readonly [T in FlagTone]: ThemeToken } = {
  violated: "bad",
  restored: "good",
  moment: "moment",
  beat: "foreground",
};

/** The rules with the theme's colours, or with CSS variables. */
export function overviewCss(theme: Theme): string {
  return [
    `.activity{fill:${theme.muted};opacity:.22}`,
    `.strand{fill:none;stroke:${theme.arrow};stroke-width:1;stroke-linecap:round}`,
    ...weightRules(),
    `.strand.fate-dropped,.strand.fate-blocked,.strand.fate-lost{stroke:${theme.bad}}`,
    `.strand.fate-held{stroke:${theme.hand}}`,
    `.strand.fate-inFlight{stroke:${theme.flying}}`,
    `.strand.fate-ignored{stroke-width:.75}`,
    `.strand.strandEnd{stroke-width:1.25;opacity:1}`,
    `.farBand,.farCross,.alarm{fill:none;stroke:${theme.bad};stroke-width:1}`,
    `.farBands .bandArea{opacity:.3}`,
    `.farBands .band-part .bandArea{opacity:.1}`,
    `.farBands .bandEdge,.farBands .bandHatch{opacity:1}`,
    `.alarm{stroke-dasharray:6 3}`,
    `.dots{fill:none;stroke:${theme.foreground};stroke-width:4;stroke-linecap:round}`,
    `.flagTick{fill:none;stroke-width:1.5}`,
    `.flagText.usual{fill:${theme.muted}}`,
    `.stripTick-moment{opacity:.6}`,
    `.stripTick.usual{opacity:.3}`,
    ...flagRules(theme),
  ].join("\n");
}

/** The more messages, the stronger. */
function weightRules(): readonly string[] {
  return Array.from({ length: STRAND_WEIGHTS }, (_, i) => {
    const opacity = 0.22 + 0.12 * i;
    return `.strand-${i + 1}{stroke-width:${0.75 + i * 0.3};opacity:${opacity.toFixed(2)}}`;
  });
}

function flagRules(theme: Theme): readonly string[] {
  const tones = Object.entries(FLAG_TOKENS) as readonly (readonly [FlagTone, ThemeToken])[];
  return tones.flatMap(([tone, token]) => [
    `.flagTick-${tone}{stroke:${theme[token]}}`,
    `.stripTick-${tone}{fill:${theme[token]}}`,
    `.flag-${tone} .fill{fill:${theme[token]}}`,
  ]);
}
