import { useEffect, useRef, useState } from "preact/hooks";
import type { BranchInfo, DocumentInfo, VerificationInfo } from "../../bridge/messages.js";
import type { BranchId } from "../../trace/ids.js";
import { menuContext } from "../model/menus.js";
import type { View } from "../model/view.js";

interface Props {
  readonly view: View;
  readonly info: DocumentInfo;
  readonly shown: BranchId;
}

/** The run's branches, one of them shown, and whether the engine makes the run again. */
export function BranchBar({ view, info, shown }: Props) {
  return (
    <div class="branchBar">
      <div
        class="branches"
        role="radiogroup"
        aria-label="Branches"
        onKeyDown={(event) => moveAlong(event, view, info.branches, shown)}
      >
        {info.branches.map((branch) => (
          <Branch key={branch.id} branch={branch} isShown={branch.id === shown} view={view} />
        ))}
      </div>
      <Verification verification={info.verification} />
    </div>
  );
}

interface BranchProps {
  readonly branch: BranchInfo;
  readonly isShown: boolean;
  readonly view: View;
}

function Branch({ branch: { id, name, words }, isShown, view }: BranchProps) {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (isShown) button.current?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [isShown]);
  return (
    <button
      ref={button}
      type="button"
      role="radio"
      class="branch"
      aria-checked={isShown}
      tabIndex={isShown ? 0 : -1}
      data-focus={`branch ${id}`}
      data-vscode-context={menuContext({ webviewSection: "branch", branch: id })}
      title={`${name ?? id}: ${words}`}
      onClick={() => view.switchBranch(id)}
    >
      <span class="branchDot" aria-hidden="true" />
      <span class="branchId">{id}</span>
      <span class="branchWords">{name ?? words}</span>
    </button>
  );
}

/** Within the list the arrow keys go from branch to branch, as in any group of choices. */
function moveAlong(
  event: KeyboardEvent,
  view: View,
  branches: readonly BranchInfo[],
  shown: BranchId,
): void {
  const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  if (by === undefined) return;
  event.preventDefault();
  event.stopPropagation();
  const next = branches[branches.findIndex(({ id }) => id === shown) + by];
  if (next === undefined) return;
  view.switchBranch(next.id);
  view.focus(`branch ${next.id}`);
}

const SIGNS: { readonly [S in VerificationInfo["state"]]: string } = {
  running: "…",
  verified: "✓",
  diverged: "≠",
  "recorded only": "▪",
};

function Verification({ verification }: Pick<DocumentInfo, "verification">) {
  const { state, words, sentence, inferred = [] } = verification;
  if (inferred.length > 0) return <Origin verification={verification} inferred={inferred} />;
  return (
    <span class={`verification ${state.replace(" ", "-")}`} title={sentence}>
      <span aria-hidden="true">{SIGNS[state]}</span> {words}
      <span class="spokenOnly">. {sentence}</span>
    </span>
  );
}

interface OriginProps {
  readonly verification: VerificationInfo;
  readonly inferred: readonly string[];
}

/** What a trace was made from; pressed, it lists what was inferred. Escape closes the list. */
function Origin({ verification: { state, words, sentence }, inferred }: OriginProps) {
  const [isOpen, setOpen] = useState(false);
  const count = inferred.length === 1 ? "1 inference" : `${inferred.length} inferences`;
  const close = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || !isOpen) return;
    event.stopPropagation();
    setOpen(false);
  };
  return (
    <div class="verification origin" onKeyDown={close}>
      <button
        type="button"
        class="originButton"
        data-focus="origin"
        title={`${sentence} Press to see what was inferred.`}
        aria-expanded={isOpen}
        aria-controls="inferred"
        aria-description={sentence}
        onClick={() => setOpen(!isOpen)}
      >
        <span aria-hidden="true">{SIGNS[state]}</span> {words} · {count}
      </button>
      <div id="inferred" class="inferred" hidden={!isOpen} tabIndex={isOpen ? 0 : -1}>
        <p>{sentence} The log does not say, but was taken to mean:</p>
        <ul>
          {inferred.map((each, place) => (
            <li key={place}>{each}.</li>
          ))}
        </ul>
      </div>
    </div>
  );
}
