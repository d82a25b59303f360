/** The least number of servers that is more than half of them: any two such sets share a server. */
export function quorumSize(servers: number): number {
  return (servers >> 1) + 1;
}

/**
 * The highest index that a majority has reached, given how far each server is (the leader
 * included).
 */
export function quorumIndex(indexes: readonly number[]): number {
  const descending = [...indexes].sort((a, b) => b - a);
  return descending[quorumSize(indexes.length) - 1] ?? 0;
}
