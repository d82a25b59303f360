/** The few icons of the page, 16 × 16, drawn with the colour of the text around them. */
const PATHS = {
  first: "M3.5 3v10M12.5 3.5v9L6 8z",
  stepBack: "M10.5 3.5v9L4 8z",
  step: "M5.5 3.5v9L12 8z",
  last: "M12.5 3v10M3.5 3.5v9L10 8z",
  zoomIn: "M8 3.5v9M3.5 8h9",
  zoomOut: "M3.5 8h9",
  time: "M8 2.5a5.5 5.5 0 1 1 0 11a5.5 5.5 0 1 1 0-11zM8 3.5a4.5 4.5 0 1 0 0 9a4.5 4.5 0 1 0 0-9zM8 5.5v3l1.5 1",
  fit: "M8 2.5v11M5.5 5 8 2.5 10.5 5M5.5 11 8 13.5 10.5 11M2.5 2.5h2M11.5 2.5h2M2.5 13.5h2M11.5 13.5h2",
  force: "M9 2 4.5 9H8l-1 5 4.5-7H8z",
  receive: "M8 2.5v5.5M4.5 7.5h7L8 11zM3 13.5h10",
  drop: "M4 4l8 8M12 4l-8 8",
  hold: "M5.5 3.5h1v9h-1zM9.5 3.5h1v9h-1z",
  release: "M5.5 3.5v9L12 8z",
  parting: "M5 2.5v11M5 9.5c5 0 6-2 6-6M9.2 5 11 3.2 12.8 5",
  network: "M2.5 8h4M6.5 4.5v7M9.5 4.5v7M9.5 8h4",
  causes:
    "M8 11.5v-3L4 5.5M8 8.5l4-3M4 2.5a1.5 1.5 0 1 1 0 3a1.5 1.5 0 1 1 0-3M12 2.5a1.5 1.5 0 1 1 0 3a1.5 1.5 0 1 1 0-3M8 11a1.5 1.5 0 1 1 0 3a1.5 1.5 0 1 1 0-3",
  find: "M6.5 2.5a4 4 0 1 1 0 8a4 4 0 1 1 0-8zM6.5 3.5a3 3 0 1 0 0 6a3 3 0 1 0 0-6zM9.5 9.5l4 4",
  previous: "M4 9.5l4-4l4 4",
  next: "M4 6.5l4 4l4-4",
  more: "M3 7.5h1v1H3zM7.5 7.5h1v1h-1zM12 7.5h1v1h-1z",
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
