/**
 * The promises on histories made by hand: each must break on the smallest history that breaks it,
 * with a sentence that names the witnesses, and must hold on the nearest one that does not.
 */
import { describe, expect, it } from "vitest";
import { mutexServer } from "../../../src/protocols/mutex-server/mutexServer.js";
import { featuresAt } from "./helpers.js";
import { History } from "./history.js";

const HELD = { mutex: "held" } as const;
const WANTED = { mutex: "wanted" } as const;

describe("Mutual Exclusion", () => {
  it("is broken by two live clients in the critical section", () => {
    const history = new History().client("n2", HELD);
    expect(history.verdict("Mutual Exclusion")).toBe("holds");
    history.client("n4", HELD);
    const sentence = "n2 and n4 are both in the critical section.";
    expect(history.verdict("Mutual Exclusion")).toBe(sentence);
  });

  it("does not count who is dead", () => {
    const history = new History().client("n2", HELD).crash("n2").client("n4", HELD);
    expect(history.verdict("Mutual Exclusion")).toBe("holds");
  });
});

describe("No Lost Request", () => {
  const lost = (history: History) => history.verdict("No Lost Request");

  it("is broken by a client that waits and is not in the queue", () => {
    const history = new History().client("n3", WANTED);
    expect(lost(history)).toBe("n3 waits, but the server knows nothing of it.");
    expect(lost(history.crash("n1"))).toBe("holds");
  });

  it("holds while a live client is in the critical section, and is broken by a dead one", () => {
    const history = new History().client("n2", HELD).client("n3", WANTED);
    history.server({ holders: ["n2"], queue: ["n3"] });
    expect(lost(history)).toBe("holds");
    expect(lost(history.crash("n2"))).toBe("n3 waits for n2, which is down.");
  });

  it("is broken by a holder that does not hold", () => {
    const history = new History().client("n3", WANTED);
    history.server({ holders: ["n2"], queue: ["n3"] });
    expect(lost(history)).toBe("n3 waits for n2, which is not in the critical section.");
    history.server({ holders: ["n3"], queue: [] });
    expect(lost(history)).toBe("n3 never gets its grant.");
  });

  it("is broken by a recovery without an end, if somebody waits for it", () => {
    const history = new History().server({ role: "recovering" });
    expect(lost(history)).toBe("holds");
    history.client("n3", WANTED);
    expect(lost(history)).toBe("n3 waits for a server that does not end its recovery.");
  });
});

describe("FIFO Grants", () => {
  const fifo = (history: History) => history.verdict("FIFO Grants");
  const queued = () => new History().server({ queue: ["n2"] }).server({ queue: ["n2", "n3"] });

  it("is broken by a grant to who came later, for good", () => {
    const history = queued().grant("n3");
    expect(fifo(history)).toBe("n3 is granted before n2, which came earlier.");
    expect(fifo(history.grant("n2"))).toContain("which came earlier");
  });

  it("holds when the first is granted first, or has gone away", () => {
    expect(fifo(queued().grant("n2").grant("n3"))).toBe("holds");
    const gone = queued()
      .tellOfDeath("n2", 1, { queue: ["n3"] })
      .grant("n3");
    expect(fifo(gone)).toBe("holds");
  });

  it("looks at what the server's queue was, not at how it is turned round", () => {
    const history = queued()
      .server({ queue: ["n3", "n2"] })
      .grant("n3");
    expect(fifo(history)).toBe("n3 is granted before n2, which came earlier.");
  });

  it("allows any order of those that a recovery finds, but lets nobody in before them", () => {
    const recovering = () =>
      queued()
        .crash("n1")
        .restart("n1", { role: "recovering", queue: [] })
        .server({ queue: ["n2"] })
        .server({ queue: ["n3", "n2"], role: "serving" })
        .server({ queue: ["n3", "n2", "n4"] });
    expect(fifo(recovering().grant("n3").grant("n2").grant("n4"))).toBe("holds");
    const sentence = "n4 is granted before n3, which came earlier.";
    expect(fifo(recovering().grant("n2").grant("n4"))).toBe(sentence);
  });
});

describe("No Grant to the Dead", () => {
  const dead = (history: History) => history.verdict("No Grant to the Dead");

  it("is broken by a grant to a boot of whose death the server has been told", () => {
    const sentence = "The server grants to n2, of whose death it has been told.";
    expect(dead(new History().tellOfDeath("n2").grant("n2"))).toBe(sentence);
  });

  it("allows a grant to a later boot, and one by a server that has not been told", () => {
    expect(dead(new History().tellOfDeath("n2").grant("n2", 1, 2))).toBe("holds");
    expect(dead(new History().crash("n2").grant("n2"))).toBe("holds");
    expect(dead(new History().tellOfDeath("n2").crash("n1").restart("n1", {}).grant("n2"))).toBe(
      "holds",
    );
  });
});

describe("No Stale Access", () => {
  const stale = (history: History) => history.verdict("No Stale Access");

  it("is broken by a write of an earlier grant after one of a later grant", () => {
    const history = new History().grant("n2").grant("n3").write("n3").write("n2");
    const sentence = "The resource takes a write of n2 after one of n3, granted later.";
    expect(stale(history)).toBe(sentence);
  });

  it("holds in the order of grants, also when one never writes or one writes twice", () => {
    const history = new History().grant("n2").grant("n3").grant("n4");
    expect(stale(history.write("n2").write("n2").write("n4"))).toBe("holds");
  });

  it("counts a request that is granted once more as granted later", () => {
    const history = new History().grant("n2").grant("n3").grant("n2");
    expect(stale(history.write("n3").write("n2"))).toBe("holds");
  });
});

describe("The stages", () => {
  it("promise what they promise", () => {
    const promised = mutexServer.invariants.map((invariant) => [
      invariant.name,
      mutexServer.stages
        .filter((stage) => invariant.promised(featuresAt(stage.name)))
        .map((stage) => stage.name),
    ]);
    const [coordinator, ...freeing] = mutexServer.stages.map(({ name }) => name);
    const [, ...recovering] = freeing;
    expect(Object.fromEntries(promised)).toEqual({
      "Mutual Exclusion": ["saved-clients-and-epochs", "recovery-window", "fencing"],
      "No Lost Request": recovering,
      "FIFO Grants": [coordinator, ...freeing],
      "No Grant to the Dead": freeing,
      "No Stale Access": ["fencing"],
    });
  });

  it("show no field that says nothing there", () => {
    const { server, client, resource } = mutexServer.kinds;
    const shown = (stage: string) =>
      [server, client, resource].map(({ view }) => {
        const has = featuresAt(stage);
        const fields: readonly { field: string; exists?: (f: typeof has) => boolean }[] =
          view.fields;
        return fields.filter(({ exists }) => exists?.(has) ?? true).map(({ field }) => field);
      });
    const plain = [
      ["holders", "queue", "clients", "grants"],
      ["mutex", "request", "isWriting"],
    ];
    expect(shown("coordinator")).toEqual([...plain, ["writer"]]);
    expect(shown("fencing")).toEqual([
      ["epoch", ...plain[0]!],
      ["mutex", "request", "fence", "epoch", "isConnected", "isWriting"],
      ["writer", "highest"],
    ]);
    expect(shown("saved-clients")[0]).toContain("awaiting");
  });
});
