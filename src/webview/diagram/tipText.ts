import type { FarPicture } from "../../render/overview/picture.js";
import type { Arrow, Picture } from "../../render/spaceTime/picture.js";

const FATE_WORDS: { readonly [F in Arrow["fate"]]: string } = {
  received: "received",
  ignored: "received and ignored",
  lost: "lost at a crashed node",
  dropped: "dropped",
  blocked: "blocked by a cut",
  held: "held",
  inFlight: "still on its way at the end",
  noReceive: "no receive in this log",
  noSend: "no send in this log",
};

/** Everything there is to say of a message. */
export function messageTip(picture: Picture, message: number): string | undefined {
  const arrow = picture.arrows.find((one) => one.message === message);
  if (arrow === undefined) return undefined;
  const end = arrow.endAt === undefined ? "" : ` in ${eventWords(arrow, picture, arrow.endAt)}`;
  const copy = arrow.copy ? ", a duplicate" : arrow.forged ? ", never sent: forged" : "";
  const { carries } = arrow;
  const sent = eventWords(arrow, picture, arrow.sentAt);
  return [
    ...(arrow.words === "" ? [] : [arrow.words]),
    ...(carries ? [`carries ${carries.trail} ${carries.number}`] : []),
    `${linkOf(arrow, picture)}${copy}`,
    `sent in ${sent}, ${FATE_WORDS[arrow.fate]}${end}`,
  ].join("\n");
}

/** Of a message without words the events say what it is about. */
function eventWords({ words }: Arrow, { rows }: Picture, at: number): string {
  const row = words === "" ? rows.find((one) => one.at === at) : undefined;
  return row === undefined || row.full === "" ? `event ${at}` : `event ${at} (${row.full})`;
}

/** The names of the message's ends, as far as they are known. */
function linkOf({ from, to }: Arrow, { lifelines }: Picture): string {
  const name = (node: string) => lifelines.find((one) => one.node === node)?.name ?? node;
  return `${from === undefined ? "?" : name(from)} → ${name(to)}`;
}

function stubWords(arrow: Arrow, picture: Picture): string {
  const { words, type } = arrow;
  return `${words === "" ? type : words}, ${linkOf(arrow, picture)}: ${FATE_WORDS.noSend}`;
}

/** The whole words of an event, of which the drawing may show a part. */
export function rowTip(picture: Picture, at: number): string | undefined {
  const row = picture.rows.find((one) => one.at === at);
  const stubs = picture.arrows.filter(({ fate, endAt }) => fate === "noSend" && endAt === at);
  const words = [
    row?.full ?? "",
    ...stubs.map((stub) => stubWords(stub, picture)),
    ...(row?.flags.map((flag) => flag.full) ?? []),
  ];
  return words.filter((part) => part !== "").join("\n");
}

/** What a flag or a mark of the far-out picture stands for; `at` is its first event. */
export function farTip({ flags, marks }: FarPicture, at: number): string {
  const flag = flags.find(({ from }) => from === at);
  return flag?.full ?? marks.find((mark) => mark.at === at)?.words ?? "";
}
