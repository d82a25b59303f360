import type { Mark } from "../../render/spaceTime/picture.js";

interface Props {
  readonly mark: Mark;
  readonly x: number;
  readonly y: number;
  readonly tip: string;
}

/** Shapes of the marks around 0, 0. */
const PATHS: { readonly [M in Mark]: string } = {
  start: "M-5 0H5M0-5V5",
  receive: "M4 0A4 4 0 1 1-4 0A4 4 0 1 1 4 0Z",
  ignored: "M4 0A4 4 0 1 1-4 0A4 4 0 1 1 4 0Z",
  timeout: "M0-6 6 0 0 6-6 0Z",
  forced: "M0-6 6 0 0 6-6 0Z",
  command: "M-5-5H5V5H-5Z",
  crash: "M-5-5 5 5M5-5-5 5",
  restart: "M-4-5 5 0-4 5Z",
  lose: "M5 0A5 5 0 1 1-5 0A5 5 0 1 1 5 0ZM-3-3 3 3M3-3-3 3",
  network: "M-5-3H5V3H-5Z",
  notice: "M0-5 5 4H-5Z",
  local: "M3 0A3 3 0 1 1-3 0A3 3 0 1 1 3 0Z",
};

/** An event on its lifeline. */
export function MarkShape({ mark, x, y, tip }: Props) {
  return (
    <path
      class={`mark ${mark}`}
      transform={`translate(${x} ${y})`}
      d={PATHS[mark]}
      data-tip={tip === "" ? undefined : tip}
    />
  );
}
