/** What no tracked file may say: where it was made, and where packages come from. */

import type { Finding, SourceFile } from "./source.js";

const machinePath = /(?:^|[\s"'`(=:,])(\/(?:home|Users|root|work|tmp)\/[\w.-]+|[A-Z]:\\Users\\)/;
/** The brackets keep this file from finding itself. */
const registryHost = /\bregistry\.[a-z0-9-]+\.[a-z]+|\b([n]pmmirror|[j]frog|[a]rtifactory)\b/i;
const fetchedFrom = /^\s*"resolved":/;

export function placesNamed(file: SourceFile): Finding[] {
  const lockfile = file.path.endsWith("package-lock.json");
  return file.text.split("\n").flatMap((line, index) => {
    const at = `${file.path}:${index + 1}`;
    if (lockfile && fetchedFrom.test(line)) {
      return [`${at}: a lockfile pins versions, not where they were fetched: see .npmrc`];
    }
    if (registryHost.test(line)) return [`${at}: names a package registry`];
    const place = machinePath.exec(line)?.[1];
    return place === undefined ? [] : [`${at}: ${place} is a path of one machine`];
  });
}
