/** `a ShiViz log`, `an etcd-raft log`, `an NDJSON log`. */
export function withArticle(title: string): string {
  return `${/^(?:[aeiou]|NDJSON)/i.test(title) ? "an" : "a"} ${title}`;
}
