import { BlankSlate } from "@/components/ui/blank-slate";
import { Button } from "@/components/ui/button";
import { stateWords } from "./token-row";
import type { TokenTableState } from "./token-table-state";

interface NoTokensProps {
  state: TokenTableState;
  onFirstPage: () => void;
}

/** In the place of rows where there are none: beyond the last page, or in this state. */
export function NoTokens({ state, onFirstPage }: NoTokensProps) {
  if (state.page > 1) {
    return (
      <BlankSlate
        icon="key-round"
        title="Nothing on this page any more"
        action={<Button onClick={onFirstPage}>First page</Button>}
      >
        The tokens that stood here are in another state now.
      </BlankSlate>
    );
  }
  return (
    <BlankSlate
      icon="key-round"
      title={state.state === "all" ? "No tokens" : `No ${stateWords[state.state].toLowerCase()} tokens`}
    >
      {state.state === "active"
        ? "Nobody can clone from or push to this repo. Create a token to let someone in."
        : "Tokens appear here when they come into this state."}
    </BlankSlate>
  );
}
