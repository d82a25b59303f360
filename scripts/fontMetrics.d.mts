export function widthTable(): { unitsPerEm: number; runs: number[][] };
