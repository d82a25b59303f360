/** How large things are drawn: from one message to the whole run. Needs no DOM. */

/** From this zoom on the rows can be read; below it the far-out picture is shown. */
export const NEAR_ZOOM = 0.5;

const STEPS = [NEAR_ZOOM, 0.6, 0.75, 0.9, 1, 1.15, 1.35, 1.6, 2] as const;
/** Beyond those steps each is so much of the one before. */
const RATIO = 1.5;
const MOST_ZOOM = 8;

/** `whole`: the zoom at which the whole run fits; nothing gets smaller than that. */
export function limitedZoom(zoom: number, whole: number): number {
  return Math.max(Math.min(NEAR_ZOOM, whole), Math.min(MOST_ZOOM, zoom));
}

export function zoomedIn(zoom: number, whole: number): number {
  const next = zoom * RATIO < NEAR_ZOOM ? zoom * RATIO : STEPS.find((step) => step > zoom * 1.01);
  return limitedZoom(next ?? zoom * RATIO, whole);
}

export function zoomedOut(zoom: number, whole: number): number {
  const next = zoom / RATIO > 2 ? zoom / RATIO : STEPS.filter((step) => step < zoom * 0.99).at(-1);
  return limitedZoom(next ?? zoom / RATIO, whole);
}

/** `80 %`, or `0.35 %` where it is that small. */
export function zoomWords(zoom: number): string {
  const percent = zoom * 100;
  const rounded = percent >= 10 ? Math.round(percent) : Number(percent.toPrecision(2));
  return `${rounded} %`;
}
