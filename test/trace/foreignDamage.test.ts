import { describe, it } from "vitest";
import { expectDamage, header, send, sends, start, text } from "./damage.js";

describe("a log of another tool opens up to the damage", () => {
  const local = { ...start, at: 3, event: "local", node: "n2", label: "x" };
  const onItsWay = "expected a message on its way, found";

  it.each([
    ["is on nobody's way", { received: [2] }, `received: ${onItsWay} 2, which nobody has sent`],
    [
      "was sent to another node",
      { node: "n1", received: [1] },
      'node: expected the node that message 1 was sent to, found "n1"',
    ],
    [
      "is listed twice",
      { received: [1, 1] },
      "received: expected each message once, found one twice",
    ],
    [
      "is sent in the same event",
      { received: [1, 2], effects: [{ ...send, message: 2 }] },
      `received: ${onItsWay} 2, which nobody has sent`,
    ],
    [
      "comes from an unknown node",
      {
        noSend: [
          { type: "M", label: "M" },
          { type: "M", label: "M", from: "n7" },
        ],
      },
      'noSend[1].from: expected a node that is there, found "n7"',
    ],
    ["has no type", { noSend: [{ label: "M" }] }, "noSend[0].type: expected a text, found nothing"],
  ])("when a message in a log's event %s", async (_, wrong, damage) => {
    await expectDamage(text(header, start, sends, { ...local, ...wrong }), `4: ${damage}`, 2);
  });

  it("when what was received in a log's event is received again", async () => {
    const twice = text(
      header,
      start,
      sends,
      { ...local, received: [1] },
      { ...local, at: 4, received: [1] },
    );
    const damage = `5: received: ${onItsWay} 1, which was received at event 3`;
    await expectDamage(twice, damage, 3);
  });
});
