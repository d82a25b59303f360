/** What each word of the language does, in the words of `docs/scenario-language.md`. */

export interface WordHelp {
  /** How a line or clause with it looks; capitals stand for what one chooses. */
  readonly form: string;
  /** One sentence. */
  readonly about: string;
}

const MESSAGE = "A -> B TYPE [#k]";

/** The help of a word of the language; undefined for any other word. */
export function helpOn(word: string): WordHelp | undefined {
  const help = HELP.get(word);
  return help && { form: help[0], about: help[1] };
}

/** Every word that is explained. */
export function explainedWords(): readonly string[] {
  return [...HELP.keys()];
}

const HELP: ReadonlyMap<string, readonly [form: string, about: string]> = new Map([
  ["protocol", ["protocol NAME", "The engine that runs. Every scenario needs it."]],
  ["stage", ["stage NAME", "The stage to run at, in place of the last one that passes."]],
  ["stages", ["stages fails A..B passes C..", "At which stages the expectations fail or pass."]],
  ["nodes", ["nodes Ana, Ben", "The nodes by name, or how many; `nodes KIND: …` for one kind."]],
  ["seed", ["seed N", "Decides every random choice: the same seed is the same run."]],
  [
    "timer",
    ["timer NAME=150..300", "A timer's delay in milliseconds; one number for a fixed one."],
  ],
  ["network", ["network NAME=VALUE", "Latency, loss and order of messages on all links."]],
  ["feature", ["feature NAME=VALUE", "Switches a rule of the protocol on or off."]],
  ["config", ["config NAME=VALUE", "A setting of the protocol."]],
  ["run", ["run 500ms | run N events | run until QUERY [within T]", "Lets the run go on."]],
  ["settle", ["settle", "Runs until only routine messages are on their way and nothing changes."]],
  [
    "beat",
    ['beat "Title"', "Marks a place of a talk; the comment above is what the speaker says."],
  ],
  ["expect", ["expect QUERY", "Must be true now; the scenario stops at the first that is not."]],
  ["timeout", ["timeout NODE TIMER", "The running timer fires now."]],
  ["command", ["command NODE NAME VALUE …", "A client asks the node for something."]],
  ["receive", [`receive ${MESSAGE}`, "The message on its way arrives now."]],
  ["drop", [`drop ${MESSAGE}`, "The message on its way is lost."]],
  ["duplicate", [`duplicate ${MESSAGE}`, "The message on its way arrives a second time."]],
  ["delay", [`delay ${MESSAGE} 50ms`, "Adds to the message's travel time."]],
  ["hold", [`hold ${MESSAGE}`, "Keeps the message on its way until it is released."]],
  ["release", [`release ${MESSAGE}`, "Lets a held message go on."]],
  ["cut", ["cut A -> B", "Cuts directed links; messages on them are lost."]],
  ["restore", ["restore A -> B", "Restores directed links that are cut."]],
  ["isolate", ["isolate NODE", "Cuts all links from and to the node."]],
  ["partition", ["partition A, B | C", "Cuts all links between the groups."]],
  ["heal", ["heal", "Restores all links."]],
  ["crash", ["crash NODE [after N effects]", "Now, or in the middle of its next step."]],
  ["restart", ["restart NODE [without disk]", "From what it persisted, or from nothing."]],
  ["clock", ["clock NODE rate 900 [offset 50]", "Its clock runs at so many thousandths."]],
  ["add", ["add [KIND:] NAME [linked A, B]", "A new node; `add link A -> B` adds a link."]],
  ["remove", ["remove NODE", "The node is gone for good; `remove link A -> B` removes a link."]],
  ["forge", ["forge A -> B TYPE NAME=VALUE …", "A message that A never sent is on its way to B."]],
  ["disk", ["disk NODE lag 200ms", "What it persists reaches its disk so much later."]],
  ["fails", ["stages fails A..B", "At these stages an expectation fails: that is the lesson."]],
  ["passes", ["stages passes A..B", "At these stages every expectation is met."]],
  ["until", ["run until QUERY [within T]", "Runs until it is true; fails after T, or 60 s."]],
  ["event", ["run 1 event", "So many events, or fewer if nothing is left to happen."]],
  ["events", ["run N events", "So many events, or fewer if nothing is left to happen."]],
  ["within", ["within 500ms | 20s | 2min", "A bound of virtual time."]],
  ["eventually", ["expect eventually QUERY within T", "Runs until it is true; fails after T."]],
  ["never", ["expect never QUERY within T", "Runs for T; fails when it is true, now or then."]],
  ["after", ["crash NODE after N effects", "In the middle of its next step."]],
  ["effect", ["after 1 effect", "What a step asks for: a message, a timer, an answer."]],
  ["effects", ["after N effects", "What a step asks for: messages, timers, answers."]],
  ["without", ["restart NODE without disk", "It has lost what it persisted."]],
  ["rate", ["clock NODE rate 900", "Thousandths of the true speed."]],
  ["offset", ["clock NODE rate 900 offset 50", "Milliseconds by which it is shifted."]],
  ["lag", ["disk NODE lag 200ms", "How much later; `0ms` for at once."]],
  ["link", ["add link A -> B", "A directed link of the topology."]],
  ["linked", ["add NAME linked A, B", "Its neighbours, both ways; all nodes unless said."]],
  ["moment", ['moment "NAME"', "One of the protocol's moments has just occurred."]],
  ["violation", ['violation "NAME"', "The invariant has just been violated."]],
  ["holds", ['holds "NAME"', "The invariant holds now."]],
  ["every", ["every.FIELD = VALUE", "All nodes that are up."]],
  ["some", ["some.FIELD = VALUE", "At least one node that is up."]],
  ["and", ["QUERY and QUERY", "Binds closer than `or`."]],
  ["or", ["QUERY or QUERY", "Either of them."]],
  ["not", ["not QUERY", "The opposite."]],
  ["true", ["NODE.FIELD = true", "A value."]],
  ["false", ["NODE.FIELD = false", "A value."]],
  ["null", ["NODE.FIELD = null", "Nothing is there."]],
]);
