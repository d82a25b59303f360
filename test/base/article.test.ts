import { expect, it } from "vitest";
import { withArticle } from "../../src/base/article.js";

it.each(["a ShiViz log", "an etcd-raft log", "an NDJSON log", "a CCF Raft log", "an EWD998 log"])(
  "says %s",
  (words) => {
    expect(withArticle(words.slice(words.indexOf(" ") + 1))).toBe(words);
  },
);
