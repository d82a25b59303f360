import { useLayoutEffect, useRef } from "preact/hooks";
import { countUpTo } from "../../base/sorted.js";
import { MAX_SEARCH } from "../../bridge/messages.js";
import type { FindState } from "../model/finder.js";
import { useStore } from "../model/store.js";
import type { View } from "../model/view.js";
import { IconButton } from "./IconButton.js";

interface Props {
  readonly view: View;
  readonly at: number;
}

/** What is looked for, and how much of it there is. Enter goes on, Escape closes. */
export function FindBar({ view, at }: Props) {
  const state = useStore(view.finder.store);
  return state.isOpen ? <OpenBar view={view} at={at} state={state} /> : null;
}

function OpenBar({ view, at, state }: Props & { readonly state: FindState }) {
  const input = useRef<HTMLInputElement | null>(null);
  useLayoutEffect(() => {
    input.current?.focus();
    input.current?.select();
  }, [state.wishes]);
  const close = () => {
    view.finder.close();
    view.focus("diagram");
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") close();
    else if (event.key === "Enter" && event.target === input.current) {
      view.act(event.shiftKey ? "findPrevious" : "findNext");
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const off = state.hits.length === 0;
  return (
    <div class="findBar" role="search" onKeyDown={onKeyDown}>
      <input
        ref={input}
        type="search"
        class="findInput"
        data-focus="find"
        aria-label="Find events"
        aria-describedby="found"
        aria-invalid={state.problem !== undefined}
        placeholder="words, from:Ana, type:Vote, fate:lost, = Ana.role = leader"
        spellcheck={false}
        maxLength={MAX_SEARCH}
        value={state.text}
        onInput={(event) => view.finder.look(event.currentTarget.value)}
      />
      <span id="found" class="found" role="status">
        {foundWords(state, at, view.length)}
      </span>
      <IconButton
        icon="previous"
        label="Previous event found"
        title="Previous (Shift+F3)"
        off={off}
        run={() => view.act("findPrevious")}
      />
      <IconButton
        icon="next"
        label="Next event found"
        title="Next (F3)"
        off={off}
        run={() => view.act("findNext")}
      />
      <IconButton icon="drop" focus="closeFind" label="Close" title="Close (Escape)" run={close} />
    </div>
  );
}

function foundWords({ text, hits, searched, problem }: FindState, at: number, length: number) {
  if (problem !== undefined) return problem;
  if (text.trim() === "") return "";
  const isOver = searched >= length;
  if (hits.length === 0) return isOver ? "No events" : "Searching…";
  const place = countUpTo(hits, at);
  const isHit = hits[place - 1] === at;
  const count = `${hits.length}${isOver ? "" : "…"}`;
  if (isHit) return `${place} of ${count}`;
  return hits.length === 1 ? `${count} event` : `${count} events`;
}
