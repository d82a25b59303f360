/** The few icons of the toolbar, 16 × 16, drawn with the colour of the text around them. */
const PATHS = {
  first: "M3.5 3v10M12.5 3.5v9L6 8z",
  stepBack: "M10.5 3.5v9L4 8z",
  step: "M5.5 3.5v9L12 8z",
  last: "M12.5 3v10M3.5 3.5v9L10 8z",
  zoomIn: "M8 3.5v9M3.5 8h9",
  zoomOut: "M3.5 8h9",
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
