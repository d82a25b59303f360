import { diagramCss } from "../../render/spaceTime/diagramCss.js";
import { overviewCss } from "../../render/overview/overviewCss.js";
import { VARIABLES_THEME } from "../../render/theme.js";

/**
 * Gives the diagram the looks that the export has too, in the theme's colours (see `theme.css`).
 */
export function dressDiagram(): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`.drawing { ${diagramCss(VARIABLES_THEME)}\n${overviewCss(VARIABLES_THEME)} }`);
  document.adoptedStyleSheets.push(sheet);
}
