/**
 * Colours by what they mean. Tones are spread like the Okabe–Ito set, so that they differ for
 * colour-blind eyes too; none of them says anything that a pattern, a glyph or a word does not say
 * as well.
 */

export const THEME_TOKENS = [
  /** Behind everything. */
  "background",
  /** Words. */
  "foreground",
  /** Numbers, times and other words that stand back. */
  "muted",
  /** Guides and lifelines of nodes that are not there. */
  "faint",
  /** Arrows of messages that arrive. */
  "arrow",
  // The tones of roles.
  ...(["quiet", "seeking", "leading", "waiting", "serving", "odd"] as const),
  /** Messages that never arrive, crashes, violations. */
  "bad",
  /** Held messages, forced timers: somebody's hand. */
  "hand",
  /** Messages on their way. */
  "flying",
  /** Edge and inside of the trails of what travels. */
  ...(["trail", "trailFill"] as const),
  /** Moments. */
  "moment",
  /** An invariant that holds again. */
  "good",
] as const;

export type ThemeToken = (typeof THEME_TOKENS)[number];

/** A CSS colour for every token. */
export type Theme = { readonly [T in ThemeToken]: string };

export type ThemeName = "light" | "dark" | "highContrastLight" | "highContrast" | "print";

export const THEMES: { readonly [N in ThemeName]: Theme } = {
  light: {
    ...{ background: "#ffffff", foreground: "#1f2430", muted: "#69707d", faint: "#d5d9e0" },
    ...{ arrow: "#4a5261", quiet: "#7d8796", seeking: "#b97700", leading: "#0068a8" },
    ...{ waiting: "#b2568c", serving: "#00805c", odd: "#6b5bb5" },
    ...{ bad: "#c24a00", hand: "#a06800", flying: "#0068a8", moment: "#0068a8", good: "#00805c" },
    ...{ trail: "#857000", trailFill: "#ffefad" },
  },
  dark: {
    ...{ background: "#1f1f1f", foreground: "#e3e5e9", muted: "#9aa1ac", faint: "#3d424a" },
    ...{ arrow: "#b9bfca", quiet: "#858e9b", seeking: "#e9a820", leading: "#56b4e9" },
    ...{ waiting: "#d98cb6", serving: "#2fbf93", odd: "#a99bf0" },
    ...{ bad: "#f0793a", hand: "#e9a820", flying: "#56b4e9", moment: "#7cc7f2", good: "#2fbf93" },
    ...{ trail: "#d3bf45", trailFill: "#4b4420" },
  },
  highContrastLight: {
    ...{ background: "#ffffff", foreground: "#000000", muted: "#292929", faint: "#767676" },
    ...{ arrow: "#000000", quiet: "#424242", seeking: "#8a5200", leading: "#004a82" },
    ...{ waiting: "#8a2c64", serving: "#00573e", odd: "#463599" },
    ...{ bad: "#9c2f00", hand: "#7a4a00", flying: "#004a82", moment: "#004a82", good: "#00573e" },
    ...{ trail: "#5a4b00", trailFill: "#fff0a8" },
  },
  highContrast: {
    ...{ background: "#000000", foreground: "#ffffff", muted: "#dddddd", faint: "#8c8c8c" },
    ...{ arrow: "#ffffff", quiet: "#cccccc", seeking: "#ffc14d", leading: "#7cc7f2" },
    ...{ waiting: "#f5a9cf", serving: "#4fe0b3", odd: "#c7bcff" },
    ...{ bad: "#ff9359", hand: "#ffc14d", flying: "#7cc7f2", moment: "#7cc7f2", good: "#4fe0b3" },
    ...{ trail: "#f2e14e", trailFill: "#453e08" },
  },
  print: {
    ...{ background: "#ffffff", foreground: "#000000", muted: "#555555", faint: "#c4c4c4" },
    ...{ arrow: "#222222", quiet: "#8a8a8a", seeking: "#9a6400", leading: "#00507f" },
    ...{ waiting: "#8f3f6d", serving: "#00664a", odd: "#52449a" },
    ...{ bad: "#a33c00", hand: "#7f5200", flying: "#00507f", moment: "#00507f", good: "#00664a" },
    ...{ trail: "#7a6800", trailFill: "#fff2b3" },
  },
};

/** The name of a token's CSS variable, which a webview sets from VS Code's own. */
export function themeVariable(token: ThemeToken): string {
  return `--lockstep-${token}`;
}

/** Every token as a reference to its CSS variable. */
export const VARIABLES_THEME = Object.fromEntries(
  THEME_TOKENS.map((token) => [token, `var(${themeVariable(token)})`]),
) as Theme;
