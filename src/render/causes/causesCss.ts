/** How causes look, beside the rules of the diagram (`diagramCss.ts`). */
import type { Theme } from "../theme.js";

/** The rules with the theme's colours, or with CSS variables. */
export function causesCss(theme: Theme): string {
  return [
    `.hop{fill:none;stroke:${theme.hand};stroke-width:11;stroke-linecap:round;opacity:.38}`,
    `.relation .line{stroke:${theme.foreground};stroke-width:1.25}`,
    `.relation-self .line{stroke-width:1.75}`,
    `.relation-concurrent .line{stroke:${theme.muted}}`,
    `.is-concurrent{opacity:.3}`,
    `.is-future{opacity:.75}`,
  ].join("\n");
}
