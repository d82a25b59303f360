/** What a name in a line can be the name of, and how a problem calls one that is missing. */
export const NAME_KINDS = {
  protocol: "a protocol",
  stage: "a stage",
  kind: "a kind of node",
  node: "a node's name",
  newNode: "the new node's name",
  timer: "a timer's name",
  network: "a network setting",
  feature: "a feature's name",
  config: "a config setting",
  setting: "a value",
  command: "a command",
  value: "a value",
  message: "a type of message",
  messageField: "a field of the message",
  messageValue: "a value",
  moment: "a moment's name",
  invariant: "an invariant's name",
  outcome: "a moment's or an invariant's name",
  field: "a field",
  member: "a field",
  operand: "a value",
} as const;

export type NameKind = keyof typeof NAME_KINDS;

/** A word of the person who wrote the line, with where it stands. */
export interface Name {
  readonly text: string;
  /** 1-based. */
  readonly column: number;
}

/** A word of a line as its parser understood it: a word of the language, or a name. */
export interface ReadWord {
  readonly as: NameKind | "word";
  readonly text: string;
  /** 1-based columns in UTF-16 code units; `end` is the column after it. */
  readonly column: number;
  readonly end: number;
}

/** What may stand where the line ends: a word or symbol of the language, or a name of some kind. */
export type WantedWord = { readonly word: string } | { readonly name: NameKind };
