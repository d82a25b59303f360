/** Stages as a `stages` line says them: `10..12, 14`; neighbours in the protocol's order join. */
export function stageRanges(stages: readonly string[], all: readonly string[]): string {
  const wanted = new Set(stages);
  const ranges: { first: string; last: string }[] = [];
  all.forEach((stage, index) => {
    if (!wanted.has(stage)) return;
    const open = ranges.at(-1);
    if (open !== undefined && open.last === all[index - 1]) open.last = stage;
    else ranges.push({ first: stage, last: stage });
  });
  return ranges.map(({ first, last }) => (first === last ? first : `${first}..${last}`)).join(", ");
}
